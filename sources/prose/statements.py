"""What belongs together: heads with their changes, shares and last year's values, as statements.

A *head* is a count, an amount or a part. Changes, percentages and last year's values join the head they
speak of and take its indicator; a head inside brackets or after "trong đó" opens a sub-statement
("s5.1" under "s5"), so that a share without a whole can be checked against the head above it.
"""

from __future__ import annotations

import re

from schemas.remembered import Told
from schemas.vocabulary import Role
from sources.language.measures import measures
from sources.prose.changes import attach_change, attach_change_percent
from sources.prose.counting import unit_key
from sources.prose.evidence import Surroundings
from sources.prose.matching import Candidate, decide, rank_as
from sources.prose.mentions import SentenceReading
from sources.prose.readings import HEAD_ROLES, Reading, SentenceStatements
from sources.prose.remembered import NO_MEMORY, SentenceMemory, candidate_of
from sources.prose.roles import RoleReading
from sources.prose.shares import attach_percent, attach_previous_percent, kind_of_share

_PER_UNIT = re.compile(
    r"(?:bình quân|mỗi)(?!\w)(?! tuần| tháng| năm)|(?<!so với )(?:tháng|quý|tuần) trước(?: là| có)?:?\s*$"
)
_BREAKDOWN = ("trong đó", "gồm", "chủ yếu", "cụ thể", "riêng")


class StatementBuilder:
    """Ties the numbers of a passage, sentence after sentence; statement ids are unique in the document.

    `anchored` are, for a footnote, the heads before its mark.
    """

    def __init__(self, prefix: str, memory: SentenceMemory = NO_MEMORY) -> None:
        self._prefix = prefix
        self._memory = memory
        self._count = 0
        self._children: dict[str, int] = {}
        self.heads: list[Reading] = []
        self.anchored: list[Reading] = []

    def read(self, reading: SentenceReading, roles: list[RoleReading], around: Surroundings) -> list[Reading]:
        """The sentence's mentions with statements and indicators."""
        readings = [Reading(mention, role) for mention, role in zip(reading.mentions, roles, strict=True)]
        told = self._memory.of(reading, around.passage)
        for place in told:
            readings[place].told = told[place]
        sentence = SentenceStatements(reading, around, readings, [], self.heads, self.anchored)
        before: Reading | None = None
        for item in readings:
            if item.role.role in HEAD_ROLES:
                self._read_head(item, sentence.heads, reading, around)
                sentence.heads.append(item)
            elif item.role.role == Role.TARGET:
                self._read_target(item, sentence)
            elif item.role.role == Role.WHOLE and before is not None:
                _read_whole(item, before)
            before = item
        for item in readings:
            if item.role.role in (Role.CHANGE, Role.PREVIOUS) and item.mention.unit_key != "%":
                attach_change(item, sentence, self.new)
        for index, item in enumerate(readings):
            if item.role.role == Role.CHANGE_PERCENT:
                attach_change_percent(item, index, sentence, self.new)
            elif item.role.role == Role.PERCENT:
                attach_percent(item, index, sentence, self.new)
            elif item.role.role == Role.PREVIOUS and item.mention.unit_key == "%":
                attach_previous_percent(item, index, sentence, self.new)
        for place in told:
            _take_told(readings[place], told[place])
        self.heads.extend(sentence.heads)
        return readings

    def new(self, parent: str | None = None) -> str:
        """The id of a new statement, or of a sub-statement of `parent`."""
        if parent is None:
            self._count += 1
            return f"{self._prefix}{self._count}"
        self._children[parent] = self._children.get(parent, 0) + 1
        return f"{parent}.{self._children[parent]}"

    def _read_head(
        self, item: Reading, before: list[Reading], reading: SentenceReading, around: Surroundings
    ) -> None:
        parent = _parent(item, before, reading)
        item.is_breakdown = parent is not None or _opens_breakdown(item, reading)
        item.statement = self.new(parent.statement if parent else None)
        key = unit_key(item, before, reading, around)
        chosen = _choose(item, key, reading, around)
        measure = item.mention.token.measure
        item.unit = item.mention.token.unit
        item.unit_kind = measure.unit_kind if measure is not None else None
        if item.counted is not None:
            item.unit, item.unit_kind = item.counted.unit, item.counted.unit_kind
        elif not item.unit and key:
            item.unit = key
        elif key == "đơn vị":  # "14 xã, thị trấn được xét: 07 đơn vị Xuất sắc"
            start, end = min(item.mention.clause[0], item.mention.outer_clause), item.mention.token.start
            subject = measures().last_noun(reading.folded, start, end, kinds_only=True)
            kinds = (subject.unit_kind if subject else None, *(head.unit_kind for head in reversed(before)))
            item.unit_kind = next((kind for kind in kinds if kind), None)
        if chosen is not None and chosen.rule.unit_kind:
            item.unit_kind = chosen.rule.unit_kind

    def _read_target(self, item: Reading, sentence: SentenceStatements) -> None:
        reading, around = sentence.reading, sentence.around
        item.statement, item.unit = self.new(), item.mention.token.unit
        key = unit_key(item, self.heads[-1:], reading, around)
        _choose(item, key, reading, around)
        measure = item.mention.token.measure
        item.unit_kind = measure.unit_kind if measure is not None else None
        if item.mention.unit_key == "%":
            item.unit_kind = kind_of_share(item, sentence)


def _choose(item: Reading, key: str, reading: SentenceReading, around: Surroundings) -> Candidate | None:
    """Take the indicator that the words give a number; none for an average or what each one has."""
    if item.told is not None:
        item.candidates = rank_as(key, item.mention, reading, around)
        chosen = candidate_of(item.told) if item.told.code is not None else None
        item.take(chosen)
        return chosen
    if _PER_UNIT.search(reading.folded[slice(*item.mention.left)]):
        item.reason = "an average, a figure of each unit, or of another time"
        return None
    item.candidates = rank_as(key, item.mention, reading, around)
    chosen, item.reason = decide(item.candidates)
    item.take(chosen)
    return chosen


def _take_told(item: Reading, told: Told) -> None:
    """What a person decided on a number holds, whatever it was joined to."""
    item.told = told
    if told.code is None:
        item.code, item.reason = None, told.by
        return
    item.take(candidate_of(told))
    item.unit_kind = told.unit_kind or item.unit_kind


def _read_whole(item: Reading, part: Reading) -> None:
    item.statement, item.head, item.told = part.statement, part, part.told
    item.unit, item.unit_kind = part.unit, part.unit_kind
    item.score, item.is_breakdown = part.score, part.is_breakdown
    if part.rule is not None and part.rule.whole:
        item.code = part.rule.whole
    else:
        item.reason = part.reason or "the whole has no indicator of its own"


def _parent(item: Reading, before: list[Reading], reading: SentenceReading) -> Reading | None:
    """The head that this one breaks down: in front of the bracket, or of "trong đó", with the same unit."""
    mention = item.mention
    opened: int | None = None
    for head in reversed(before):
        if head.unit_key != mention.unit_key or not mention.unit_key:
            continue
        if (head.mention.token.value or 0) < (mention.token.value or 0):
            continue
        if opened is None:
            opened = max(reading.folded.rfind(word, 0, mention.token.start) for word in _BREAKDOWN)
        in_bracket = mention.bracket is not None and head.mention.token.start < mention.bracket[0]
        if in_bracket or opened >= head.mention.token.stop:
            return head
    return None


def _opens_breakdown(item: Reading, reading: SentenceReading) -> bool:
    mention = item.mention
    return reading.folded.find("trong đó", mention.clause[0], mention.token.start) >= 0
