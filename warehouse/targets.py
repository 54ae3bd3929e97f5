"""How far a province is with the targets of its programmes, in SQL.

What belongs here: the rows of `stage.target_progress`. The actual value is the sum of the target's
indicators, or that sum as a percentage of its denominator, on the programme's own unit; never a guess: where
a term is not published, the target is `not_computable` and `reason` names what is missing. At the milestone
a target is met or not; before it, it is on track where the value is there already or moved the right way
since last year. `gap` is the actual value less the target.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    collate,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from schemas.periods import Grain, Period
from schemas.targets import programmes
from schemas.vocabulary import TargetStatus
from warehouse.exact import percentage
from warehouse.tables import comparisons, indicator_values, indicators, target_progress, targets
from warehouse.working import insert_columns

_DECREASING = "decreasing"


def measure_targets(connection: Connection, period: Period, roots: Sequence[str]) -> None:
    """Replace the period's rows of `stage.target_progress`, from `stage.indicator_values` and `comparisons`.

    Only years have targets: those in view in that year, of the programmes of `roots`.
    """
    connection.execute(delete(target_progress).where(target_progress.c.period_code == period.code))
    in_view = [
        target.code
        for programme in programmes()
        if programme.unit_id in roots and period.grain is Grain.YEAR
        for target in programme.targets_of(period.year)
    ]
    if in_view:
        connection.execute(_measure(period, in_view))


def _measure(period: Period, in_view: Sequence[str]) -> Any:
    sides = _sides(period, in_view)
    trend = _trend(period, in_view)
    actual = case(
        (sides.c.missing.is_not(None), None),
        (targets.c.denominator.is_(None), sides.c.numerator),
        else_=percentage(sides.c.numerator, sides.c.denominator),
    )
    measured = (
        select(
            targets,
            actual.label("actual"),
            sides.c.missing,
            trend.c.change,
        )
        .join(sides, sides.c.target_code == targets.c.target_code)
        .outerjoin(trend, trend.c.target_code == targets.c.target_code)
        .cte("measured")
    )
    is_unknown = or_(
        measured.c.actual.is_(None),
        and_(measured.c.comparator == _DECREASING, measured.c.change.is_(None)),
    )
    is_due = func.coalesce(measured.c.milestone_year, period.year) <= period.year
    is_reached = _is_reached(measured)
    status = case(
        (is_unknown, TargetStatus.NOT_COMPUTABLE),
        (and_(is_due, is_reached), TargetStatus.MET),
        (is_due, TargetStatus.NOT_MET),
        (or_(is_reached, _moves_the_right_way(measured)), TargetStatus.ON_TRACK),
        else_=TargetStatus.OFF_TRACK,
    )
    reason = case(
        (measured.c.missing.is_not(None), literal("Chưa có số liệu: ").concat(measured.c.missing)),
        (measured.c.actual.is_(None), "Mẫu số bằng 0"),
        (is_unknown, "Chưa có số liệu cùng kỳ năm trước để so sánh"),
    )
    rows = select(
        literal(period.code),
        measured.c.unit_id,
        measured.c.target_code,
        measured.c.actual,
        measured.c.target,
        measured.c.milestone_year,
        measured.c.actual - measured.c.target,
        status,
        reason,
    )
    return insert(target_progress).from_select(insert_columns(target_progress), rows)


def _sides(period: Period, in_view: Sequence[str]) -> CTE:
    """Per target the sums of both sides, and `missing`: the terms without a published value, as text."""
    terms = union_all(_terms("numerator"), _terms("denominator")).cte("target_terms")
    name = terms.c.label_vi.concat(" (").concat(terms.c.indicator_code).concat(")")

    def side(which: str) -> ColumnElement[Any]:
        return func.sum(case((terms.c.side == which, indicator_values.c.value))).label(which)

    separator = aggregate_order_by(literal("; ", String), collate(terms.c.indicator_code, "C"))
    missing = func.string_agg(name, separator)
    return (
        select(
            terms.c.target_code,
            side("numerator"),
            side("denominator"),
            missing.filter(indicator_values.c.value.is_(None)).label("missing"),
        )
        .outerjoin(
            indicator_values,
            and_(
                indicator_values.c.period_code == period.code,
                indicator_values.c.unit_id == terms.c.unit_id,
                indicator_values.c.indicator_code == terms.c.indicator_code,
                indicator_values.c.unit_kind.is_(None),
                indicator_values.c.category.is_(None),
            ),
        )
        .where(terms.c.target_code.in_(in_view))
        .group_by(terms.c.target_code)
        .cte("target_sides")
    )


def _terms(side: str) -> Select[Any]:
    expression = literal("+").concat(func.replace(targets.c[side], " ", "")).concat("+")
    marked = literal("+").concat(indicators.c.indicator_code).concat("+")
    return select(
        targets.c.target_code,
        targets.c.unit_id,
        literal(side).label("side"),
        indicators.c.indicator_code,
        indicators.c.label_vi,
    ).join_from(targets, indicators, func.strpos(expression, marked) > 0)


def _trend(period: Period, in_view: Sequence[str]) -> CTE:
    """The change since last year of the indicator, or ratio, that a target is about."""
    is_about = or_(
        and_(targets.c.denominator.is_(None), indicators.c.indicator_code == targets.c.numerator),
        and_(
            indicators.c.numerator == targets.c.numerator, indicators.c.denominator == targets.c.denominator
        ),
    )
    return (
        select(targets.c.target_code, func.max(comparisons.c.change).label("change"))
        .join_from(targets, indicators, is_about)
        .join(
            comparisons,
            and_(
                comparisons.c.period_code == period.code,
                comparisons.c.unit_id == targets.c.unit_id,
                comparisons.c.indicator_code == indicators.c.indicator_code,
                comparisons.c.unit_kind.is_(None),
                comparisons.c.category.is_(None),
            ),
        )
        .where(targets.c.target_code.in_(in_view))
        .group_by(targets.c.target_code)
        .cte("trend")
    )


def _is_reached(measured: CTE) -> ColumnElement[bool]:
    actual, target = measured.c.actual, measured.c.target
    return case(
        (measured.c.comparator == ">=", actual >= target),
        (measured.c.comparator == ">", actual > target),
        (measured.c.comparator == "<=", actual <= target),
        (measured.c.comparator == "<", actual < target),
        (measured.c.comparator == "=", actual == target),
        (measured.c.comparator == _DECREASING, measured.c.change < 0),
    )


def _moves_the_right_way(measured: CTE) -> ColumnElement[bool]:
    rises = measured.c.comparator.in_((">=", ">")) | (measured.c.actual < measured.c.target)
    return case((rises, measured.c.change > 0), else_=measured.c.change < 0)
