"""What the number where a row and a column meet is: indicator, unit, period, role, in base units; or why it
can't be told.

"Wrong is worse than missing": whatever is doubtful here leaves the number unmapped with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemas.errors import ReferenceDataError
from schemas.indicators import Indicator
from schemas.periods import Period, parse_period
from schemas.vocabulary import Role, UnitKind
from sources.tables.column import Column
from sources.tables.figures import Meaning
from sources.tables.matching import Match, Subject, match_path
from sources.tables.row_plan import Group, Row, RowIs
from sources.tables.vocabulary import vocabulary

_UNIT_SURE = 0.45
_ALL_KINDS = frozenset({UnitKind.RESIDENTIAL_AREA, UnitKind.AGENCY})  # a total over these is one over all
_AREAS = frozenset({UnitKind.COMMUNE, UnitKind.DISTRICT})


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a whole block: its subject, the sender, the period, the kind its title tells."""

    subject: Subject
    sender_id: str | None
    period: Period | None
    kind: UnitKind | None
    is_mixed: bool
    kinds: frozenset[UnitKind] = frozenset()
    is_list: bool = False
    divided: frozenset[Group] = frozenset()
    """Groups that several group rows share: each adds up a part of them."""


def meaning_of(row: Row, column: Column, frame: Frame) -> Meaning:
    """The meaning of the numbers where a row and a column meet, before the number itself is looked at."""
    words = vocabulary()
    match = heading_match(row, column, frame.subject)
    role, measure, counter = column.role, column.measure, column.counter
    if row.labels:
        counter = row.counter or counter
        own = row.labels[-1]
        if "share" in own.modifiers and role is Role.COUNT:
            role = Role.PERCENT
        if role is Role.PERCENT and (ratio := words.ratio_of.get(match.code or "")):
            match = replace(match, code=ratio)
    indicator = words.catalogue.get(match.code or "")
    year = column.year or row.year
    if row.is_previous and role is Role.COUNT:
        role = Role.PREVIOUS
    role = _role(role, indicator, year, frame)
    base = Meaning(
        role=role,
        unit=_unit(role, indicator, measure, counter),
        category=match.category,
        period_code=_period_code(column, year, row.is_previous, frame),
        direction=column.direction,
        decided_by=row.group.decided_by if indicator and indicator.domain in {"rating", "safety"} else None,
        subset=row.group.subset if indicator and indicator.is_by_unit_kind else None,
        confidence=match.confidence,
    )
    if indicator is None:
        return replace(
            base, confidence=match.confidence, reason=_why_unmapped(match), is_statistic=match.told_by is None
        )
    if column.is_cumulative and frame.period is not None and frame.period.grain.value != "year":
        return _refused(base, match, "cumulative column in a shorter period")
    if base.period_code is None:
        return _refused(base, match, "period not known")
    unit_id, unit_confidence, why = _row_unit(row, frame)
    if _is_sum_of_a_part(row, indicator, frame):
        why = "sum over a part of the area"
    if _is_of_one_unit(row, indicator):
        why = "mark of a single unit"
    kind, why_kind = _kind(row, match, indicator, frame)
    why = why or why_kind
    if why:
        return _refused(replace(base, confidence=min(base.confidence, unit_confidence)), match, why)
    return replace(
        base,
        code=match.code,
        unit_id=unit_id,
        unit_kind=kind,
        confidence=round(min(match.confidence, max(unit_confidence, 0.0)), 3),
        reason=match.told_by,
    )


def heading_match(row: Row, column: Column, subject: Subject) -> Match:
    """What the headings over and beside a cell mean together."""
    if not row.labels:
        return column.match
    counter = row.counter or column.counter
    match = match_path((*row.labels, *column.parts), subject, counter)
    if match.code is None and match.told_by is None and len(row.outer_labels) < len(row.labels):
        return match_path((*row.outer_labels, *column.parts), subject, counter)
    return match


def _role(role: Role, indicator: Indicator | None, year: int | None, frame: Frame) -> Role:
    if role is Role.COUNT and year and frame.period and year < frame.period.year:
        return Role.PREVIOUS
    if role is Role.COUNT and indicator is not None:
        return Role.PERCENT if indicator.is_ratio else Role.AMOUNT if indicator.kind == "amount" else role
    return role


def _unit(role: Role, indicator: Indicator | None, measure: str | None, counter: str | None) -> str:
    if role in {Role.PERCENT, Role.CHANGE_PERCENT}:
        return "%"
    if indicator is not None:
        return indicator.unit
    return measure or (counter or "").strip().lower()


def _period_code(column: Column, year: int | None, is_previous: bool, frame: Frame) -> str | None:
    if frame.period is None:
        return None
    code: str | None = frame.period.code
    if year:
        code = f"{year}{frame.period.code[4:]}"
    if column.span:
        code = f"{year or frame.period.year}-{column.span}"
    elif (column.is_previous or is_previous) and not year:
        code = frame.period.previous_code
    if code is None:
        return None
    try:
        return parse_period(code).code
    except ReferenceDataError:
        return None


def _row_unit(row: Row, frame: Frame) -> tuple[str | None, float, str | None]:
    """The unit that a row's numbers are about, how surely, and why not if it is not known."""
    if frame.sender_id is None:
        return None, 0.3, "sender not known"
    if row.kind is RowIs.TOTAL or (row.labels and row.named is None):
        return frame.sender_id, 1.0, None
    if row.named is None:
        return None, 0.3, "row not understood"
    if row.named.unit_id is None or row.named.confidence < _UNIT_SURE:
        return None, row.named.confidence, "unit not resolved"
    return row.named.unit_id, 1.0 if row.named.confidence >= _UNIT_SURE else 0.3, None


def _is_sum_of_a_part(row: Row, indicator: Indicator, frame: Frame) -> bool:
    """Whether a group's row adds up some of the sender's units only ("Các phường", "Khối cơ quan")."""
    if row.is_part:
        return not (indicator.is_by_unit_kind and row.group.kind is not None and row.group.kind not in _AREAS)
    if row.kind is not RowIs.GROUP or row.labels or row.group.parent_id is not None:
        return False
    if not indicator.is_by_unit_kind:
        return row.group.kind is not None or row.group.is_mixed or row.group.decided_by is not None
    return row.group in frame.divided


def _is_of_one_unit(row: Row, indicator: Indicator) -> bool:
    """Whether a count of rated or recognised units stands in the row of one such unit: a mark, no count."""
    if indicator.domain not in {"rating", "safety"} or row.kind is not RowIs.LEAF or row.labels:
        return False
    return row.named is not None and row.named.unit_kind not in {None, *_AREAS}


def _kind(row: Row, match: Match, indicator: Indicator, frame: Frame) -> tuple[UnitKind | None, str | None]:
    """The kind of unit that an indicator counts here, and why not if it must be told and is not."""
    if not indicator.is_by_unit_kind:
        return None, None
    if match.unit_kind == "mixed":
        return None, "several kinds of unit together"
    if match.unit_kind is not None:
        return UnitKind(match.unit_kind), None
    if row.is_part and row.group.kind not in {None, *_AREAS}:
        return row.group.kind, None
    if row.kind is RowIs.TOTAL and frame.kinds >= _ALL_KINDS:
        return None, None
    if row.kind is RowIs.GROUP and row.group.is_mixed:
        return None, "several kinds of unit together"
    if row.kind is RowIs.TOTAL and len(frame.kinds) > 1 and frame.is_list:
        return None, "several kinds of unit together"
    if row.kind is RowIs.TOTAL and frame.kind not in {None, row.group.kind} and row.group.kind in _AREAS:
        return frame.kind, None
    if row.kind is RowIs.TOTAL and row.group.kind in _AREAS & frame.kinds and not frame.is_list:
        return None, "kind of unit not stated"
    if row.kind in {RowIs.GROUP, RowIs.TOTAL} and row.group.kind is not None:
        return row.group.kind, None
    if frame.kind in _AREAS and frame.kind in frame.kinds and not frame.is_list:
        return None, "kind of unit not stated"
    if frame.kind is not None:
        return frame.kind, None
    if row.group.kind is not None and row.named is not None and row.group.kind is not row.named.unit_kind:
        return row.group.kind, None
    if row.kind is RowIs.TOTAL and len(frame.kinds) == 1 and (frame.is_list or not frame.kinds & _AREAS):
        return next(iter(frame.kinds)), None
    return None, "several kinds of unit together" if frame.is_mixed else "kind of unit not stated"


def _why_unmapped(match: Match) -> str:
    if match.told_by is not None:
        return match.told_by
    return f"no sure indicator; nearest {match.guess}" if match.guess else "no indicator"


def _refused(meaning: Meaning, match: Match, why: str) -> Meaning:
    return replace(meaning, code=None, reason=f"{why}; nearest {match.code}")
