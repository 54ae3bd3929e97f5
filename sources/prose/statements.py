"""What belongs together: heads with their changes, shares and last year's values, as statements.

A *head* is a count, an amount or a part. Changes, percentages and last year's values join the head they
speak of and take its indicator; a head inside brackets or after "trong đó" opens a sub-statement
("s5.1" under "s5"), so that a share without a whole can be checked against the head above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemas.indicators import indicators
from schemas.vocabulary import Role
from schemas.wordings import WordingRule
from sources.language.measures import Measure, measures
from sources.prose.cues import cue_finder
from sources.prose.matching import Candidate, Surroundings, decide, rank, rank_as
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.roles import RoleReading

_HEAD_ROLES = frozenset({Role.COUNT, Role.AMOUNT, Role.PART})
_FORWARD = re.compile(r"^\s*(?:\(|=|:|,?\s*(?:với|tức|là))\s*$")
_BREAKDOWN = re.compile(r"trong đó|gồm|bao gồm|chủ yếu|cụ thể|riêng")
_FULFILMENT = re.compile(r"\s*(?:so với |của )?(?:chỉ tiêu|kế hoạch|yêu cầu|nghị quyết)")
_EXCESS = re.compile(r"(?:vượt|thấp hơn|cao hơn)\s*(?:trên|gần|hơn|khoảng)?\s*$")
_PERSONS = re.compile(r"án treo|chấp hành án|cải tạo không giam giữ|tha tù|tù tha|đặc xá|quản chế|người nghiện")
_CASUALTY = re.compile(r"chết|tử vong|bị thương|thiệt mạng")


@dataclass(slots=True)
class Reading:
    """A mention with its role, its statement and the indicator found for it."""

    mention: Mention
    role: RoleReading
    statement: str = ""
    code: str | None = None
    category: str | None = None
    rule: WordingRule | None = None
    score: float = 0.0
    reason: str = ""
    unit: str = ""
    unit_kind: str | None = None
    head: Reading | None = None
    is_breakdown: bool = False
    counted: Measure | None = None
    candidates: list[Candidate] = field(default_factory=list)


    @property
    def unit_key(self) -> str:
        """The measure's key, also of a noun that stands before the number."""
        return self.mention.unit_key or (self.counted.key if self.counted is not None else "")


class StatementBuilder:
    """Ties the numbers of a passage, sentence after sentence; statement ids are unique in the document."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._count = 0
        self._children: dict[str, int] = {}
        self.heads: list[Reading] = []

    def read(self, reading: SentenceReading, roles: list[RoleReading], around: Surroundings) -> list[Reading]:
        """The sentence's mentions with statements and indicators."""
        readings = [Reading(mention, role) for mention, role in zip(reading.mentions, roles, strict=True)]
        sentence_heads: list[Reading] = []
        before: Reading | None = None
        for item in readings:
            if item.role.role in _HEAD_ROLES:
                self._read_head(item, sentence_heads, reading, around)
                sentence_heads.append(item)
            elif item.role.role == Role.TARGET:
                self._read_target(item, reading, around)
            elif item.role.role == Role.WHOLE and before is not None:
                _read_whole(item, before)
            before = item
        for index, item in enumerate(readings):
            if item.role.role in (Role.CHANGE, Role.PREVIOUS):
                self._attach(item, readings, index, sentence_heads, reading, around)
        for index, item in enumerate(readings):
            if item.role.role == Role.CHANGE_PERCENT:
                self._attach_change_percent(item, readings, index, sentence_heads, reading, around)
            elif item.role.role == Role.PERCENT:
                self._attach_percent(item, readings, index, sentence_heads, reading, around)
        self.heads.extend(sentence_heads)
        return readings

    def _new(self, parent: str | None = None) -> str:
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
        item.statement = self._new(parent.statement if parent else None)
        unit_key = _unit_key(item, before, reading, around)
        item.candidates = rank_as(unit_key, item.mention, reading, around)
        chosen, item.reason = decide(item.candidates)
        if chosen is not None:
            item.code, item.category, item.rule, item.score = (
                chosen.code, chosen.rule.category, chosen.rule, chosen.score,
            )  # fmt: skip
        measure = item.mention.token.measure
        item.unit = item.mention.token.unit
        item.unit_kind = measure.unit_kind if measure is not None else None
        if item.counted is not None:
            item.unit, item.unit_kind = item.counted.unit, item.counted.unit_kind
        elif not item.unit and unit_key:
            item.unit = unit_key
        elif unit_key == "đơn vị":  # "14 xã, thị trấn được xét: 07 đơn vị Xuất sắc"
            start, end = item.mention.clause[0], item.mention.token.start
            subject = measures().last_noun(reading.folded, start, end, kinds_only=True)
            kinds = (subject.unit_kind if subject else None, *(head.unit_kind for head in reversed(before)))
            item.unit_kind = next((kind for kind in kinds if kind), None)
        if chosen is not None and chosen.rule.unit_kind:
            item.unit_kind = chosen.rule.unit_kind

    def _attach(
        self, item: Reading, readings: list[Reading], index: int, heads: list[Reading],
        reading: SentenceReading, around: Surroundings,
    ) -> None:  # fmt: skip
        item.unit = item.mention.token.unit
        key = item.mention.unit_key
        if not key:
            item.counted = _counted_noun(item, heads, reading, around)
            key = item.counted.key if item.counted is not None else ""
        own = rank_as(key, item.mention, reading, around)
        codes = [candidate.code for candidate in own]
        earlier = [head for head in heads if head.mention.token.start < item.mention.token.start]
        recent = [*reversed(earlier), *reversed(self.heads[-8:])]
        later = [head for head in heads if head.mention.token.start > item.mention.token.start]
        same_unit = [
            head for head in (*recent, *later)
            if head.unit_key == item.mention.unit_key or not item.mention.unit_key and head in heads
        ]  # fmt: skip
        matching = [head for head in same_unit if head.code is not None and head.code in codes]
        casualty = _casualty(item, reading)
        if casualty:
            matching = [head for head in same_unit if _casualty(head, reading) == casualty or head.code in codes[:1]]
        head = matching[0] if matching else (same_unit[0] if same_unit and same_unit[0] in heads else None)
        if head is not None:
            _join(item, head)
            item.unit = item.unit or head.unit
            return
        if not item.unit and item.counted is not None:  # "tăng từ 05 lên 08 vụ"
            item.unit = item.counted.unit
        item.statement = self._new()
        chosen, item.reason = decide(own)
        if chosen is not None:
            item.code, item.category, item.rule, item.score = chosen.code, chosen.rule.category, chosen.rule, chosen.score

    def _attach_change_percent(
        self, item: Reading, readings: list[Reading], index: int, heads: list[Reading],
        reading: SentenceReading, around: Surroundings,
    ) -> None:  # fmt: skip
        item.unit = "%"
        before = readings[index - 1] if index else None
        if before is not None and before.role.role == Role.CHANGE:
            _join(item, before.head or before)
            item.statement = before.statement
            item.code, item.category, item.unit_kind = before.code, before.category, before.unit_kind
            return
        earlier = [head for head in heads if head.mention.token.start < item.mention.token.start]
        topic = _topic_head(item, reading, around)
        if earlier and (topic is None or earlier[-1].code == topic or _same_clause(earlier[-1], item)):
            _join(item, earlier[-1])
            return
        item.statement = self._new()
        if topic is not None:
            item.code = topic
        else:
            item.reason = "a change without its figure"

    def _attach_percent(
        self, item: Reading, readings: list[Reading], index: int, heads: list[Reading],
        reading: SentenceReading, around: Surroundings,
    ) -> None:  # fmt: skip
        item.unit = "%"
        folded = reading.folded
        if _EXCESS.search(folded[item.mention.left[0] : item.mention.left[1]]):
            item.statement, item.reason = self._new(), "the distance from a target"
            return
        rated, reason = decide(rank_as("%", item.mention, reading, around))
        head = self._percent_head(item, readings, index, heads, folded)
        if head is not None and head.code is not None:
            ratio = _ratio_of(head, readings)
            code = ratio or head.code
            if rated is None or rated.code in (code, head.code):
                _join(item, head)
                item.code = code
                if _FULFILMENT.match(folded[item.mention.right[0] : item.mention.right[0] + 40]):
                    item.code = head.code
                    if head.role.role == Role.PART and not (_whole(head, readings) or "").endswith("_target"):
                        item.statement = self._new()
                return
        if rated is not None:
            item.statement = self._new()
            item.code, item.rule, item.score = rated.code, rated.rule, rated.score
            return
        if head is not None:
            _join(item, head)
            item.reason = head.reason
            return
        item.statement, item.reason = self._new(), reason

    def _percent_head(
        self, item: Reading, readings: list[Reading], index: int, heads: list[Reading], folded: str
    ) -> Reading | None:
        following = readings[index + 1] if index + 1 < len(readings) else None
        if following is not None and following.role.role in _HEAD_ROLES:
            gap = folded[item.mention.token.stop : following.mention.token.start]
            if _FORWARD.match(gap):
                return following
        before = readings[index - 1] if index else None
        if before is not None and before.head is not None and before.mention.bracket == item.mention.bracket is not None:
            if before.role.role in (Role.CHANGE, Role.CHANGE_PERCENT):
                return before.head
        earlier = [
            head
            for head in heads
            if head.mention.token.start < item.mention.token.start
            and (head.mention.bracket is None or head.mention.bracket[1] > item.mention.token.start)
        ]
        if not earlier or _counts_something_else(item, folded):
            return None
        nearest = earlier[-1]
        gap = folded[nearest.mention.token.stop : item.mention.token.start]
        if ";" in gap and item.mention.bracket is None:
            return None
        if len(gap) > 130:
            return None
        return nearest

    def _read_target(self, item: Reading, reading: SentenceReading, around: Surroundings) -> None:
        item.statement, item.unit = self._new(), item.mention.token.unit
        unit_key = _unit_key(item, self.heads[-1:], reading, around)
        item.candidates = rank_as(unit_key, item.mention, reading, around)
        chosen, item.reason = decide(item.candidates)
        measure = item.mention.token.measure
        item.unit_kind = measure.unit_kind if measure is not None else None
        if chosen is not None:
            item.code, item.category, item.rule, item.score = chosen.code, chosen.rule.category, chosen.rule, chosen.score


def _counts_something_else(item: Reading, folded: str) -> bool:
    """"thu hồi 100% tài sản": a share of the noun that follows, not of the figure before."""
    right = folded[item.mention.right[0] : item.mention.right[1]].strip()
    return bool(right) and not re.match(r"(?:chỉ tiêu|kế hoạch|so với|tổng số|số|trên tổng|yêu cầu|nghị quyết|cùng kỳ|vụ|tin)", right)


def _read_whole(item: Reading, part: Reading) -> None:
    item.statement, item.head = part.statement, part
    item.unit, item.unit_kind = part.unit, part.unit_kind
    item.score, item.is_breakdown = part.score, part.is_breakdown
    if part.rule is not None and part.rule.whole:
        item.code = part.rule.whole
    else:
        item.reason = part.reason or "the whole has no indicator of its own"


def _join(item: Reading, head: Reading) -> None:
    item.statement, item.head = head.statement, head
    item.code, item.category, item.unit_kind = head.code, head.category, head.unit_kind
    item.score, item.rule, item.is_breakdown, item.reason = head.score, head.rule, head.is_breakdown, head.reason


def _parent(item: Reading, before: list[Reading], reading: SentenceReading) -> Reading | None:
    """The head that this one breaks down: in front of the bracket, or of "trong đó", with the same unit."""
    mention = item.mention
    clause = reading.folded
    for head in reversed(before):
        if head.unit_key != mention.unit_key or not mention.unit_key:
            continue
        if (head.mention.token.value or 0) < (mention.token.value or 0):
            continue
        gap = clause[head.mention.token.stop : mention.token.start]
        in_bracket = mention.bracket is not None and head.mention.token.start < mention.bracket[0]
        if in_bracket or _BREAKDOWN.search(gap):
            return head
    return None


def _opens_breakdown(item: Reading, reading: SentenceReading) -> bool:
    left = reading.folded[item.mention.clause[0] : item.mention.token.start]
    return re.search(r"trong đó", left) is not None


def _unit_key(item: Reading, before: list[Reading], reading: SentenceReading, around: Surroundings) -> str:
    """The measure a number is counted in, also where it is left unsaid."""
    own = item.mention.unit_key
    if own in ("đơn vị", "cơ sở"):  # "CSGD: 52 cơ sở", "Xã, thị trấn: 21 đơn vị"
        colon = reading.folded.find(":", 0, min(60, item.mention.token.start))
        subject = measures().last_noun(reading.folded, 0, colon, kinds_only=True) if colon > 0 else None
        item.counted = subject
        return subject.key if subject is not None else own
    if own:
        return own
    beside = reading.folded[item.mention.left[0] : item.mention.right[1]]
    if _CASUALTY.search(beside) or _PERSONS.search(beside):
        return "người"
    item.counted = _counted_noun(item, before, reading, around)
    return item.counted.key if item.counted is not None else ""


def _counted_noun(
    item: Reading, before: list[Reading], reading: SentenceReading, around: Surroundings
) -> Measure | None:
    """What a number without a unit of measure counts: the noun of its label, of its sentence's subject, of
    its neighbours ("cấp mới 06, cấp đổi 09; thu hồi 15 giấy")."""
    mention = item.mention
    if mention.bracket is not None and before and before[-1].mention.bracket != mention.bracket:
        opened = before[-1].mention  # "236 thanh niên (Quân sự 196, Công an 40)"
        gap = reading.folded[opened.token.stop : mention.bracket[0]]
        if opened.token.measure is not None and not re.search(r"[,;:.]", gap) and opened.unit_key != "%":
            return opened.token.measure
    label = measures().last_noun(reading.folded, mention.left[0], mention.left[1])
    if label is not None:
        return label
    subject = measures().last_noun(reading.folded, 0, mention.token.start, kinds_only=True)
    if subject is not None:
        return subject
    for head in reversed(before):
        measure = head.mention.token.measure or head.counted
        if measure is not None and measure.role == "count":
            return measure
    following = mention.following
    while following is not None and not following.unit_key:
        following = following.following
    if following is not None and following.unit_key != "%":
        return following.token.measure
    headings = around.passage.headings
    return measures().last_noun(headings[0].text, 0, len(headings[0].text)) if headings else None


def _casualty(item: Reading, reading: SentenceReading) -> str | None:
    """"chết" or "bị thương", whichever is said of a number of people in this sentence."""
    if item.mention not in reading.mentions:
        if item.code and item.code.endswith((".deaths", ".injured")):
            return "chết" if item.code.endswith("deaths") else "bị thương"
        return None
    if item.mention.unit_key not in ("người", ""):
        return None
    right = reading.folded[item.mention.right[0] : item.mention.right[1]]
    left = reading.folded[item.mention.left[0] : item.mention.left[1]]
    for text in (right, left):
        if re.search(r"chết|tử vong|thiệt mạng", text):
            return "chết"
        if "bị thương" in text:
            return "bị thương"
    return None


def _same_clause(head: Reading, item: Reading) -> bool:
    return head.mention.token.start >= item.mention.clause[0] or item.mention.bracket is not None


def _topic_head(item: Reading, reading: SentenceReading, around: Surroundings) -> str | None:
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


def _whole(head: Reading, readings: list[Reading]) -> str | None:
    return next((item.code for item in readings if item.role.role == Role.WHOLE and item.head is head), None)


def _ratio_of(head: Reading, readings: list[Reading]) -> str | None:
    """The ratio indicator whose numerator is the head's indicator (and whose denominator is the whole's)."""
    whole = _whole(head, readings)
    for code, indicator in indicators().items():
        if indicator.numerator == (head.code,) and head.category is None:
            if whole is None or indicator.denominator == (whole,):
                return code
    return None
