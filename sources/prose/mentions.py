"""Each number of a sentence with the words that belong to it.

A number's *left* words reach back to the end of the words that belong to the number before it, its *right*
words forward to the next separator or number. A *clause* ends at a semicolon; brackets that do not hold
the number are invisible to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sources.language.folding import fold
from sources.language.numbers import NumberToken, number_tokens
from sources.prose.cues import Cues, Hit, cue_finder

# "đăng ký và đạt tiêu chuẩn", "gửi và được phê duyệt": two verbs of one subject are not separated
_SEPARATOR = re.compile(
    r"[,;:.()=/\[\]]|\s(?:và(?! (?:đạt|đều|đã|được)\s)|với|trong đó|phạt|nhưng|"
    r"so với|tăng|giảm|còn(?! lại)|gồm|bao gồm|chiếm|do|nên)\s"
)
_CHAIN = re.compile(r"^[\s,/=\-(]*(?:và|với|cùng|gồm|là|của|cho|làm|hay|tức|bằng)?[\s:]*$")
# "riêng vi phạm nồng độ cồn 512 trường hợp, …": an aside that ends at the comma
_ASIDE = re.compile(r"(?<=[,;] )riêng\s[^,;()]*\d[^,;()]*[,;.]")
_RESPECTIVE = re.compile(r"(?<!\w)lần lượt(?: là)?(?!\w)")
_PART_OF = re.compile(r"(?<!\w)(?:trong đó|riêng)(?!\w)")
_INFLECTED_NUMBER = frozenset({"plain", "ratio"})


@dataclass(slots=True)
class Mention:
    """A statistical number of a sentence; all spans are offsets in the sentence's folded text.

    `outer_clause` is where the clause starts that the number's bracket stands in.
    """

    token: NumberToken
    left: tuple[int, int]
    right: tuple[int, int]
    clause: tuple[int, int]
    bracket: tuple[int, int] | None
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


@dataclass(slots=True)
class SentenceReading:
    """A sentence read: its text, folded text, all numbers, the statistical ones as mentions, and its cues."""

    text: str
    folded: str
    tokens: list[NumberToken]
    mentions: list[Mention]
    cues: Cues
    brackets: list[tuple[int, int]] = field(default_factory=list)


def read_sentence(text: str) -> SentenceReading:
    """Lex a sentence and give each statistical number its words."""
    folded = fold(text)
    tokens = number_tokens(text, folded) if _has_number(folded) else []
    cues = cue_finder().find(folded)
    brackets = _brackets(folded)
    reading = SentenceReading(text, folded, tokens, [], cues, brackets)
    previous: Mention | None = None
    for token in tokens:
        if token.kind not in _INFLECTED_NUMBER:
            continue
        mention = _mention(token, previous, reading)
        if previous is not None:
            previous.following = mention
        reading.mentions.append(mention)
        previous = mention
    _limit_right(reading)
    _pair_respective(reading)
    for mention in reading.mentions:
        mention.left_phrases = _within(cues.phrases, mention.left)
        start, end = mention.token.start, mention.right[1]
        end = _before_a_label(mention, end, reading)
        mention.right_phrases = frozenset(hit.name for hit in cues.phrases if start <= hit.start < end)
        mention.local_phrases = mention.left_phrases | mention.right_phrases
    return reading


def clause_phrases(mention: Mention, reading: SentenceReading) -> frozenset[str]:
    """The rule phrases of the number's clause that no closed bracket hides from it; worked out when asked."""
    if mention.clause_phrases is None:
        start, end = mention.clause
        part = _PART_OF.search(reading.folded, mention.token.stop, end)
        end = part.start() if part else end  # what is told of a part is not told of the whole
        mention.clause_phrases = frozenset(
            hit.name
            for hit in reading.cues.phrases
            if hit.start >= start and hit.end <= end and is_visible(hit, mention, reading)
        )
    return mention.clause_phrases


def _before_a_label(mention: Mention, end: int, reading: SentenceReading) -> int:
    """ "35 cơ quan xếp loại Xuất sắc 17": the words right before a number without a unit are its label."""
    following = mention.following
    if following is None or following.unit_key or end < following.token.start:
        return end
    labels = [
        hit.start
        for hit in reading.cues.phrases
        if end - 2 <= hit.end <= end and hit.start >= mention.token.stop
    ]
    return min(labels, default=end)


def is_visible(hit: Hit, mention: Mention, reading: SentenceReading) -> bool:
    """Whether no closed bracket stands between the hit and the number."""
    return is_open(hit.start, mention, reading)


def is_open(place: int, mention: Mention, reading: SentenceReading) -> bool:
    """Whether all brackets around `place` hold the number too."""
    if not reading.brackets:
        return True
    position = mention.token.start
    return all(start < position < end for start, end in reading.brackets if start < place < end)


_BRACKET = re.compile(r"[()]")
_NUMBER_WORDS = re.compile(r"\d|(?:^|\s)(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|trăm)\s")


def _has_number(folded: str) -> bool:
    return _NUMBER_WORDS.search(folded) is not None


def _mention(token: NumberToken, previous: Mention | None, reading: SentenceReading) -> Mention:
    folded = reading.folded
    bracket = next(
        ((start, end) for start, end in reversed(reading.brackets) if start < token.start < end), None
    )
    clause_start = _clause_start(folded, token.start, bracket, reading.brackets)
    clause_end = _clause_end(folded, token.stop, bracket, reading.brackets)
    left_start = clause_start
    is_chained = False
    if previous is not None and previous.token.stop >= clause_start:
        gap = folded[previous.token.stop : token.start]
        if token.is_whole:
            previous_left = previous.left
            return Mention(
                token, previous_left, (token.stop, token.stop), (clause_start, clause_end), bracket,
                previous.outer_clause, previous.is_chained, previous=previous,
            )  # fmt: skip
        cut = _SEPARATOR.search(folded, previous.token.stop, token.start)
        left_start = max(clause_start, cut.start() if cut else previous.token.stop)
        is_chained = _CHAIN.match(gap) is not None
    outer = max(folded.rfind(";", 0, bracket[0]) + 1, 0) if bracket else clause_start
    return Mention(
        token, (left_start, token.start), (token.stop, token.stop), (clause_start, clause_end), bracket,
        outer,
        is_chained, previous=previous,
    )  # fmt: skip


def _limit_right(reading: SentenceReading) -> None:
    folded = reading.folded
    for mention in reading.mentions:
        following = mention.following
        while (
            following is not None and following.token.is_whole and following.token.start <= mention.token.stop
        ):
            following = following.following
        limit = following.token.start if following is not None else len(folded)
        limit = min(limit, mention.clause[1])
        cut = _SEPARATOR.search(folded, mention.token.stop, limit)
        mention.right = (mention.token.stop, cut.start() if cut else limit)


def _pair_respective(reading: SentenceReading) -> None:
    """ "Số vụ, số người chết và số người bị thương lần lượt là 19, 12 và 15": each number takes its label."""
    for match in _RESPECTIVE.finditer(reading.folded):
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
        start = max(reading.folded.rfind(mark, 0, match.start()) for mark in ";:") + 1
        labels = [
            (start + part.start(), start + part.end())
            for part in re.finditer(r"(?:(?!,| và ).)+", reading.folded[start : match.start()])
            if part.group().strip()
        ]
        if 1 < len(following) <= len(labels):
            for mention, label in zip(following, labels[-len(following) :], strict=True):
                mention.left, mention.is_chained = label, False


def _clause_start(
    folded: str, position: int, bracket: tuple[int, int] | None, brackets: list[tuple[int, int]]
) -> int:
    floor = bracket[0] + 1 if bracket else 0
    while True:
        start = folded.rfind(";", floor, position)
        if start < 0:
            return floor
        inside = next(((a, b) for a, b in brackets if a < start < b and not a < position < b), None)
        if inside is None and not (bracket and start < bracket[0]):
            return start + 1
        position_before = inside[0] if inside else start
        floor_hit = folded.rfind(";", floor, position_before)
        if floor_hit < 0:
            return floor
        position = position_before


def _clause_end(
    folded: str, position: int, bracket: tuple[int, int] | None, brackets: list[tuple[int, int]]
) -> int:
    ceiling = bracket[1] if bracket else len(folded)
    end = folded.find(";", position, ceiling)
    while end >= 0:
        inside = next(((a, b) for a, b in brackets if a < end < b and not a < position < b), None)
        if inside is None:
            return end
        end = folded.find(";", inside[1], ceiling)
    return ceiling


def _brackets(folded: str) -> list[tuple[int, int]]:
    """Spans of matched brackets, outer before inner; an unclosed one reaches to the end."""
    spans = []
    stack: list[int] = []
    for mark in _BRACKET.finditer(folded):
        if mark.group() == "(":
            stack.append(mark.start())
        elif stack:
            spans.append((stack.pop(), mark.start()))
    spans.extend((start, len(folded)) for start in stack if len(folded) - start < 160)
    spans.extend((match.start(), match.end() - 1) for match in _ASIDE.finditer(folded))
    return sorted(spans)


def _within(hits: tuple[Hit, ...], span: tuple[int, int]) -> frozenset[str]:
    start, end = span
    return frozenset(hit.name for hit in hits if hit.start >= start and hit.end <= end)
