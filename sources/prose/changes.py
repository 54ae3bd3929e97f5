"""Changes against last year: which figure they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable

from schemas.vocabulary import Role
from sources.prose.counting import casualty, counted_noun
from sources.prose.cues import cue_finder
from sources.prose.matching import Candidate, decide, rank_as
from sources.prose.mentions import SentenceReading
from sources.prose.readings import Reading, SentenceStatements

_ANOTHER_BASE = re.compile(r"so (?:với )?(?:(?:quý|tháng|tuần|kỳ) (?:liền kề )?trước(?! năm)|\w+ liền kề)")
_REACH = len(" so với tháng liền kề")
_FROM = re.compile(r"(?:tăng|giảm)\s+từ\s*$")
_TO = re.compile(r"(?:lên|xuống|còn)\s*(?:còn|là)?\s*$")
NewStatement = Callable[[], str]


def attach_change(item: Reading, sentence: SentenceStatements, new: NewStatement) -> None:
    """Tie a change, or a value of last year's, to the head it speaks of.

    That is the nearest head with the same unit and an indicator that the change's own words allow; of deaths
    and injuries the one that is named. `recent_heads` are those of the paragraph's earlier sentences.
    """
    reading, around, heads = sentence.reading, sentence.around, sentence.heads
    item.unit = item.mention.token.unit
    if item.role.role == Role.CHANGE and _is_against_another_time(item, reading):
        item.statement, item.reason = new(), "a change against another time than the year before"
        return
    risen = _head_risen_to(item, reading, heads)
    if risen is not None:
        item.join(risen)
        item.unit = item.unit or risen.unit
        return
    opened = _head_of_bracket(item, heads)
    if opened is not None:
        item.join(opened)
        item.unit = item.unit or opened.unit
        return
    key = item.mention.unit_key
    if not key:
        item.counted = counted_noun(item, heads, reading, around)
        key = item.counted.key if item.counted is not None else ""
    own = rank_as(key, item.mention, reading, around)
    codes = [candidate.code for candidate in own]
    earlier = [head for head in heads if head.mention.token.start < item.mention.token.start]
    later = [head for head in heads if head.mention.token.start > item.mention.token.start]
    before = [
        head for head in reversed(earlier)
        if _counts_the_same(head, item) or _counts_in_another_word(head, item) or not item.mention.unit_key
    ]  # fmt: skip
    same_unit = [*before, *(h for h in reversed(sentence.recent_heads[-8:]) if _counts_the_same(h, item))]
    if not before:
        same_unit += [head for head in later if _counts_the_same(head, item)]
    matching = [head for head in same_unit if head.code is not None and head.code in codes]
    hurt = casualty(item, reading)
    if hurt:
        matching = [head for head in same_unit if casualty(head, reading) == hurt or head.code in codes[:1]]
    head = matching[0] if matching else (same_unit[0] if same_unit and same_unit[0] in heads else None)
    chosen, reason = decide(own)
    if head is None and not heads:
        head = _head_at_mark(item, chosen, sentence.anchored)
    if head is not None:
        item.join(head)
        item.unit = item.unit or head.unit
        return
    if not item.unit and item.counted is not None:  # "tăng từ 05 lên 08 vụ"
        item.unit = item.counted.unit
    item.statement, item.reason = new(), reason
    item.take(chosen)


def _is_against_another_time(item: Reading, reading: SentenceReading) -> bool:
    """ "so với quý trước: giảm 02 vụ", "giảm 12 vụ so với tháng trước": the nearest comparison decides."""
    folded, mention = reading.folded, item.mention
    end = min(mention.clause[1], mention.right[1] + _REACH)
    if mention.following is not None:
        end = min(end, mention.following.token.start)
    if re.search(r"(?<!\w)so ", folded[mention.token.stop : end]):
        return _ANOTHER_BASE.search(folded, mention.token.stop, end) is not None
    place = folded.rfind("so với", mention.clause[0], mention.token.start)
    return place >= 0 and _ANOTHER_BASE.match(folded, place) is not None


def _head_risen_to(item: Reading, reading: SentenceReading, heads: list[Reading]) -> Reading | None:
    """The 11 of "tăng từ 05 vụ lên 11 vụ": the value that a value of last year's rose or fell to."""
    following = item.mention.following
    if item.role.role != Role.PREVIOUS or following is None:
        return None
    gap = reading.folded[item.mention.token.stop : following.token.start]
    if not _FROM.search(reading.folded[slice(*item.mention.left)]) or not _TO.search(gap):
        return None
    return next((head for head in heads if head.mention is following), None)


def _head_at_mark(item: Reading, chosen: Candidate | None, anchored: list[Reading]) -> Reading | None:
    """The head that a footnote's change speaks of: "82 vụ[^Giảm 08 vụ.]"."""
    for head in reversed(anchored):
        if _counts_the_same(head, item) and (chosen is None or head.code == chosen.code):
            return head
    return None


def attach_change_percent(item: Reading, index: int, sentence: SentenceStatements, new: NewStatement) -> None:
    """Tie the percentage of a change to the change, or to the head before it."""
    heads, readings = sentence.heads, sentence.readings
    item.unit = "%"
    before = readings[index - 1] if index else None
    if before is not None and before.role.role == Role.CHANGE:
        item.join(before.head or before)
        item.statement = before.statement
        item.code, item.category, item.unit_kind = before.code, before.category, before.unit_kind
        return
    earlier = [head for head in heads if head.mention.token.start < item.mention.token.start]
    topic = _topic_head(item, sentence.reading)
    if earlier and (topic is None or earlier[-1].code == topic or _same_clause(earlier[-1], item)):
        item.join(earlier[-1])
        return
    item.statement = new()
    if topic is not None:
        item.code = topic
    else:
        item.reason = "a change without its figure"


def _counts_the_same(head: Reading, item: Reading) -> bool:
    is_unit = item.mention.unit_key == "đơn vị" and head.unit_kind is not None
    return head.unit_key == item.mention.unit_key or is_unit


def _counts_in_another_word(head: Reading, item: Reading) -> bool:
    """Whether what the head counts is another word for it: "143 nguồn tin (tăng 05 tin)"."""
    measure = head.mention.token.measure
    return measure is not None and item.mention.unit_key in measure.stands_for


def _head_of_bracket(item: Reading, heads: list[Reading]) -> Reading | None:
    """The head right before the bracket that a change without a unit opens: "19 (-01; -5%)"."""
    bracket = item.mention.bracket
    if bracket is None or item.mention.unit_key or not heads:
        return None
    before = [head for head in heads if head.mention.token.start < bracket[0]]
    is_first = item.mention.previous is None or item.mention.previous.token.start < bracket[0]
    return before[-1] if before and is_first else None


def _same_clause(head: Reading, item: Reading) -> bool:
    return head.mention.token.start >= item.mention.clause[0] or item.mention.bracket is not None


def _topic_head(item: Reading, reading: SentenceReading) -> str | None:
    """The indicator that a bare change speaks of: that of the last topic named before it in its clause."""
    declared = cue_finder().topics
    hits = [
        hit
        for hit in reading.cues.topics
        if item.mention.clause[0] <= hit.start and hit.end <= item.mention.token.start
    ]
    if not hits:
        return None
    return declared[max(hits, key=lambda hit: (hit.end, hit.end - hit.start)).name].head
