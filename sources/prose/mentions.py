"""Each number of a sentence with the words that belong to it.

A number's *left* words reach back to the end of the words that belong to the number before it, its *right*
words forward to the next separator or number. A *clause* ends at a semicolon; brackets that do not hold
the number are invisible to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from sources.language.measures import measures
from sources.language.numbers import NumberToken
from sources.prose.brackets import Span, brackets_of, clause_around
from sources.prose.cues import CuedText, Cues

# "đăng ký và đạt tiêu chuẩn", "gửi và được phê duyệt": two verbs of one subject are not separated
_SEPARATOR = re.compile(
    r"[,;:.()=/\[\]]|\s(?:và(?! (?:đạt|đều|đã|được)\s)|(?<!đối )với|trong đó|phạt|nhưng|"
    r"so với|tăng|giảm|còn(?! lại)|gồm|bao gồm|chiếm|do|nên)\s"
)
_CHAIN = re.compile(r"^[\s,/=\-(]*(?:và|với|cùng|gồm|là|của|cho|làm|hay|tức|bằng)?[\s:]*$")
_RESPECTIVE = re.compile(r"(?<!\w)lần lượt(?: là)?(?!\w)")
_CHANGE_BEFORE = re.compile(r"(?:tăng|giảm)\s$")
_LABEL = re.compile(r"(?:(?!,| và ).)+")
_PART_OF = re.compile(r"(?<!\w)(?:trong đó|riêng)(?!\w)")
_TO = frozenset({"-", "đến", "tới"})
"""What stands between the ends of a range, which share the words around it."""
_INFLECTED_NUMBER = frozenset({"plain", "ratio"})


@dataclass(slots=True)
class Mention:
    """A statistical number of a sentence; all spans are offsets in the sentence's folded text.

    `outer_clause` is where the clause starts that the number's bracket stands in; `closed` are the brackets
    that do not hold the number, whose words it does not hear, `closed_until` how far they reach up to each.
    """

    token: NumberToken
    left: Span
    right: Span
    clause: Span
    bracket: Span | None
    closed: list[Span]
    closed_until: list[int]
    outer_clause: int = 0
    is_chained: bool = False
    left_phrases: frozenset[str] = frozenset()
    right_phrases: frozenset[str] = frozenset()
    local_phrases: frozenset[str] = frozenset()
    clause_phrases: frozenset[str] | None = None
    previous: Mention | None = None
    following: Mention | None = None

    @property
    def unit_key(self) -> str:
        """The measure's key, "" where no unit of measure follows."""
        return self.token.measure.key if self.token.measure is not None else ""

    def hears(self, place: int) -> bool:
        """Whether all brackets around `place` hold the number too."""
        if not self.closed:
            return True
        before = bisect_left(self.closed, (place,))
        return before == 0 or self.closed_until[before - 1] <= place


@dataclass(slots=True)
class SentenceReading:
    """A sentence read: its text as written and folded, all numbers, and the statistical ones as mentions."""

    text: str
    folded: str
    said: CuedText
    tokens: list[NumberToken]
    mentions: list[Mention]
    brackets: list[Span]
    cues: Cues
    """What the declared phrases say about the sentence."""


def read_sentence(text: str, said: CuedText, tokens: list[NumberToken]) -> SentenceReading:
    """Give each statistical number of a sentence its words."""
    folded = said.folded
    reading = SentenceReading(text, folded, said, tokens, [], brackets_of(folded), said.cues)
    numbers = [token for token in tokens if token.kind in _INFLECTED_NUMBER]
    if not numbers:
        return reading
    reading.mentions = mentions = [_mention(token, reading) for token in numbers]
    for earlier, later in pairwise(mentions):
        earlier.following, later.previous = later, earlier
    for mention in mentions:
        _reach_right(mention, folded)
    for mention in mentions:
        _reach_left(mention, folded)
    for lower, upper in pairwise(mentions):
        if lower.right[1] == upper.token.start and folded[slice(*lower.right)].strip() in _TO:
            lower.right, upper.left = upper.right, lower.left
    _pair_respective(reading)
    phrases = said.cues.phrases
    for mention in mentions:
        mention.left_phrases = phrases.within(*mention.left)
        behind = phrases.starting(mention.token.start, _before_a_label(mention, reading))
        mention.right_phrases = frozenset().union(*[hit[2] for hit in behind])
        mention.local_phrases = mention.left_phrases | mention.right_phrases
    return reading


def clause_phrases(mention: Mention, reading: SentenceReading) -> frozenset[str]:
    """The rule phrases of the number's clause that no closed bracket hides from it; worked out when asked."""
    if mention.clause_phrases is None:
        start, end = mention.clause
        part = _PART_OF.search(reading.folded, mention.token.stop, end)
        end = part.start() if part else end  # what is told of a part is not told of the whole
        told = [
            names
            for begin, stop, names in reading.cues.phrases.starting(start, end)
            if stop <= end and mention.hears(begin)
        ]
        mention.clause_phrases = frozenset().union(*told)
    return mention.clause_phrases


def _mention(token: NumberToken, reading: SentenceReading) -> Mention:
    place, bracket, closed = token.start, None, []
    for span in reading.brackets:
        if span[0] < place < span[1]:
            bracket = span
        else:
            closed.append(span)
    clause = clause_around(reading.folded, place, token.stop, bracket, closed)
    outer = reading.folded.rfind(";", 0, bracket[0]) + 1 if bracket else clause[0]
    until = list(accumulate([end for _, end in closed], max))
    return Mention(token, (clause[0], place), (token.stop, clause[1]), clause, bracket, closed, until, outer)


def _reach_right(mention: Mention, folded: str) -> None:
    """Its right words end at the first separator, or where the next number or the end of the clause is."""
    stop, following = mention.token.stop, mention.following
    while following is not None and following.token.is_whole and following.token.start <= stop:
        following = following.following
    limit = mention.clause[1]
    if following is not None:
        limit = min(limit, following.token.start)
    behind = stop
    if mention.unit_key == "%" and (counted := measures().at(folded, stop)) is not None:
        behind = min(counted.end, limit)  # "95% bản, xóm đạt …"
    cut = _SEPARATOR.search(folded, behind, limit)
    mention.right = (stop, cut.start() if cut else limit)


def _reach_left(mention: Mention, folded: str) -> None:
    """Its left words begin where those of the number before it end, in the same clause."""
    token, previous = mention.token, mention.previous
    if previous is None or previous.token.stop < mention.clause[0]:
        return
    if token.is_whole:
        mention.left, mention.is_chained = previous.left, previous.is_chained
        mention.outer_clause = previous.outer_clause
        return
    behind, end = previous.right
    is_cut = end < token.start
    mention.left = (max(mention.clause[0], end if is_cut else behind), token.start)
    mention.is_chained = _CHAIN.match(folded[behind : token.start]) is not None


def _before_a_label(mention: Mention, reading: SentenceReading) -> int:
    """ "35 cơ quan xếp loại Xuất sắc 17": the words right before a number without a unit are its label."""
    end, following = mention.right[1], mention.following
    while following is not None and following.token.is_whole:
        following = following.following
    if (
        following is None
        or end < following.token.start
        or (following.unit_key and not _is_led(mention, reading))
    ):
        return end
    behind = reading.cues.phrases.starting(mention.token.stop, end)
    return next((begin for begin, stop, _ in behind if end - 2 <= stop <= end), end)


def _is_led(mention: Mention, reading: SentenceReading) -> bool:
    """ "khởi tố 35 tin không khởi tố 30 tin": its own words stand right before it, so do the next one's."""
    start, end = mention.left[0], mention.token.start
    return any(hit.start >= start and end - 2 <= hit.end <= end for hit in reading.cues.actions)


def _pair_respective(reading: SentenceReading) -> None:
    """ "Số vụ, số người chết và số người bị thương lần lượt là 19, 12 và 15": each number takes its label."""
    if "lần lượt" not in reading.folded:
        return
    for match in _RESPECTIVE.finditer(reading.folded):
        if reading.folded.endswith(("tăng ", "giảm "), 0, match.start()):
            continue
        chain = [
            mention
            for mention in reading.mentions
            if mention.token.start >= match.end() and not mention.token.is_whole
        ]
        following = chain[:1]
        for mention in chain[1:]:
            if not mention.is_chained:
                break
            following.append(mention)
        if not following or following[0].token.start - match.end() > 12:
            continue
        if _CHANGE_BEFORE.search(reading.folded, 0, match.start()):
            continue  # "tăng lần lượt 15 vụ và 22 đối tượng": the units of measure are their labels
        start = max(reading.folded.rfind(mark, 0, match.start()) for mark in ";:") + 1
        labels = [
            (start + part.start(), start + part.end())
            for part in _LABEL.finditer(reading.folded[start : match.start()])
            if part.group().strip()
        ]
        if 1 < len(following) <= len(labels):
            for mention, label in zip(following, labels[-len(following) :], strict=True):
                mention.left, mention.is_chained = label, False
