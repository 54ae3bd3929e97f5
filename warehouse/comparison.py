"""Each value of a period against the same period a year before, in SQL.

What belongs here: whether the two may be compared, and the change. Last year's figures come from
`carried_values`, on the boundaries of today. `comparability`, first that applies:

- `boundary_changed`: land joined or left the unit between the two period ends, and last year's figure
  can't be put together from whole units; neither it nor a change is given;
- `scheme_changed`: the indicator means something else since a day in between (`SeriesBreak`); no change;
- `comparable`: both years cover the unit as a whole, or are made of the same units;
- `stated_only`: last year's value, or a part of it, is known from this year's reports alone;
- `coverage_differs`: the units differ; only `matched_change`, over the units present in both, is given;
- `not_reported`: nothing is known of last year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
)

from schemas.periods import Period, parse_period
from schemas.series_breaks import SeriesBreak
from schemas.vocabulary import Comparability, Origin
from warehouse.boundaries import altered, carried, carry_units
from warehouse.carried_values import carry_values, earlier_sources, earlier_values
from warehouse.exact import percentage
from warehouse.measures import RECOMPUTED, SUMMED
from warehouse.previous_values import sources_now, values_now, values_stated_for_before
from warehouse.tables import comparisons, indicators
from warehouse.working import drop_tables, insert_columns, key_columns, same_key, with_null


def compare_period(connection: Connection, period: Period, breaks: Sequence[SeriesBreak]) -> None:
    """Replace the period's rows of `stage.comparisons`, from `stage.indicator_values` and last year's values.

    `breaks` are the changes of meaning to honour (`schemas.series_breaks`). A period without one a year
    earlier (a phase) has no comparisons. The caller owns the transaction.
    """
    connection.execute(delete(comparisons).where(comparisons.c.period_code == period.code))
    if period.previous_code is not None:
        previous = parse_period(period.previous_code)
        carry_units(connection, previous.ends_on, period.ends_on)
        carry_values(connection, previous.code)
        connection.execute(_compare(period, previous, breaks))
        drop_tables(connection, (carried, altered, earlier_values, earlier_sources))


def _compare(period: Period, previous: Period, breaks: Sequence[SeriesBreak]) -> Any:
    pairs = _pairs(period, previous)
    judged = _judged(pairs, _boundary_changed(pairs), _scheme_changed(pairs, period, previous, breaks))
    has_change = judged.c.comparability.in_((Comparability.COMPARABLE, Comparability.STATED_ONLY))
    change = case((has_change, judged.c.value - judged.c.previous_value))
    is_matched = and_(judged.c.comparability == Comparability.COVERAGE_DIFFERS, ~judged.c.is_ratio)
    matched = case((has_change, change), (is_matched, judged.c.matched_now - judged.c.matched_before))
    rows = select(
        literal(period.code),
        judged.c.unit_id,
        judged.c.indicator_code,
        with_null(judged.c.unit_kind),
        with_null(judged.c.category),
        judged.c.value,
        judged.c.previous_value,
        change,
        percentage(change, judged.c.previous_value),
        matched,
        judged.c.comparability,
    )
    return insert(comparisons).from_select(insert_columns(comparisons), rows)


def _pairs(period: Period, previous: Period) -> CTE:
    """This year's values with everything that is known of last year beside them."""
    now = values_now(period.code)
    before = earlier_values
    stated = values_stated_for_before(period.code, previous.code, now)
    matched = _matched(sources_now(period.code, now), now, stated)
    covered_before = (
        select(
            *key_columns(earlier_sources),
            func.count().label("units"),
            _any(earlier_sources.c.source_id == earlier_sources.c.unit_id).label("is_itself"),
        )
        .group_by(*key_columns(earlier_sources))
        .cte("covered_before")
    )
    return (
        select(
            *key_columns(now),
            now.c.value,
            before.c.value.label("published_before"),
            stated.c.value.label("stated_before"),
            (indicators.c.over_units == RECOMPUTED).label("is_ratio"),
            indicators.c.over_units.in_((SUMMED, RECOMPUTED)).label("adds_up"),
            (now.c.origin == Origin.SUMMED).label("is_sum"),
            (func.coalesce(now.c.is_complete, False) | (matched.c.is_itself == 1)).label("is_whole_now"),
            and_(
                before.c.is_whole,
                func.coalesce(before.c.is_complete, False) | (covered_before.c.is_itself == 1),
            ).label("is_whole_before"),
            matched.c.units,
            matched.c.units_in_both,
            matched.c.units_known_before,
            matched.c.matched_now,
            matched.c.matched_before,
            covered_before.c.units.label("units_before"),
        )
        .join(indicators, indicators.c.indicator_code == now.c.indicator_code)
        .outerjoin(matched, same_key(matched, now))
        .outerjoin(before, same_key(before, now))
        .outerjoin(stated, same_key(stated, now))
        .outerjoin(covered_before, same_key(covered_before, now))
        .cte("pairs")
    )


def _matched(sources: CTE, now: CTE, stated: CTE) -> CTE:
    """Per value, over the units that it is made of: how many were there last year, and both years' sums."""
    value, said = now.alias("source_now"), stated.alias("source_said")
    earlier = earlier_values.alias("source_before")

    def of_source(figure: Any) -> ColumnElement[bool]:
        return and_(
            figure.c.unit_id == sources.c.source_id,
            figure.c.indicator_code == sources.c.indicator_code,
            figure.c.unit_kind == sources.c.unit_kind,
            figure.c.category == sources.c.category,
        )

    known = func.coalesce(earlier.c.value, said.c.value)
    return (
        select(
            *key_columns(sources),
            func.count().label("units"),
            _any(sources.c.source_id == sources.c.unit_id).label("is_itself"),
            func.count(earlier_sources.c.source_id).label("units_in_both"),
            func.count(known).label("units_known_before"),
            func.sum(case((known.is_not(None), value.c.value))).label("matched_now"),
            func.sum(known).label("matched_before"),
        )
        .outerjoin(value, of_source(value))
        .outerjoin(earlier, of_source(earlier) & earlier.c.is_whole)
        .outerjoin(said, of_source(said))
        .outerjoin(
            earlier_sources,
            same_key(earlier_sources, sources) & (earlier_sources.c.source_id == sources.c.source_id),
        )
        .group_by(*key_columns(sources))
        .cte("matched")
    )


def _judged(pairs: CTE, boundary: ColumnElement[bool], scheme: ColumnElement[bool]) -> CTE:
    has_before = pairs.c.published_before.is_not(None)
    same_units = and_(pairs.c.units == pairs.c.units_in_both, pairs.c.units == pairs.c.units_before)
    is_whole = and_(pairs.c.is_whole_now, pairs.c.is_whole_before)
    # Every unit of this year's sum is known for last year, some of them from this year's reports alone, and
    # no unit of last year's sum is left out of this year's.
    adds_up = and_(
        pairs.c.is_sum,
        ~pairs.c.is_ratio,
        pairs.c.units == pairs.c.units_known_before,
        func.coalesce(pairs.c.units_before, 0) == pairs.c.units_in_both,
    )
    said_alone = and_(~has_before, pairs.c.stated_before.is_not(None))
    comparability = case(
        (boundary, Comparability.BOUNDARY_CHANGED),
        (scheme, Comparability.SCHEME_CHANGED),
        (and_(has_before, or_(is_whole, same_units)), Comparability.COMPARABLE),
        (or_(said_alone, adds_up), Comparability.STATED_ONLY),
        (or_(has_before, pairs.c.units_known_before > 0), Comparability.COVERAGE_DIFFERS),
        else_=Comparability.NOT_REPORTED,
    )
    labelled = select(pairs, comparability.label("comparability")).cte("labelled")
    is_stated_only = labelled.c.comparability == Comparability.STATED_ONLY
    is_said_alone = and_(labelled.c.published_before.is_(None), labelled.c.stated_before.is_not(None))
    previous_value = case(
        (and_(is_stated_only, is_said_alone), labelled.c.stated_before),
        (is_stated_only, labelled.c.matched_before),
        else_=labelled.c.published_before,
    )
    return select(labelled, previous_value.label("previous_value")).cte("judged")


def _boundary_changed(pairs: CTE) -> ColumnElement[bool]:
    """The land is another, or what adds up over no units would have to be added."""
    is_altered = exists().where(altered.c.unit_id == pairs.c.unit_id)
    is_of_several = exists().where(carried.c.unit_now == pairs.c.unit_id, carried.c.parts > 1)
    return or_(is_altered, and_(~pairs.c.adds_up, is_of_several))


def _scheme_changed(
    pairs: CTE, period: Period, previous: Period, breaks: Sequence[SeriesBreak]
) -> ColumnElement[bool]:
    between = [one for one in breaks if previous.ends_on < one.effective_on <= period.ends_on]
    return or_(false(), *(_concerns(pairs.c.indicator_code, one) for one in between))


def _concerns(code: ColumnElement[str], one: SeriesBreak) -> ColumnElement[bool]:
    if one.code.endswith("."):
        return code.startswith(one.code, autoescape=True)
    return code == one.code


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))
