"""Last year's values and the units that they are made of, on the boundaries of today, in SQL.

What belongs here: what last year's release says (or last year's staged rows, where it has no release yet),
carried over the successions that `boundaries` found. Where several units went whole into one, counts and
amounts add up and ratios are recomputed from the sums of their terms; what adds up over no units is not
carried, and neither is anything of a unit that was split.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Select,
    String,
    case,
    exists,
    func,
    insert,
    literal,
    select,
    union,
)

from warehouse.boundaries import carried
from warehouse.exact import quotient
from warehouse.measures import RECOMPUTED, SUMMED, ratio_terms
from warehouse.previous_values import made_of, released, staged_alone, values_before, with_itself
from warehouse.tables import (
    VALUE,
    contributions,
    indicators,
    observations,
    published_contributions,
    published_observations,
)
from warehouse.working import insert_columns, key_columns, make_tables, study, temporary


def _key() -> list[Column[Any]]:
    names = ("unit_id", "indicator_code", "unit_kind", "category")
    return [Column(name, String, nullable=False) for name in names]


# `is_whole`: the value of every unit that the one of today is made of is in it.
earlier_values = temporary(
    "working_earlier_values",
    *_key(),
    Column("value", VALUE),
    Column("is_complete", Boolean),
    Column("is_whole", Boolean, nullable=False),
)

# A unit that is no unit of today, or only a part of one, bears a mark before its id and so equals none.
earlier_sources = temporary("working_earlier_sources", *_key(), Column("source_id", String, nullable=False))
_NOT_OF_TODAY = "~"


def carry_values(connection: Connection, previous_code: str) -> None:
    """Fill `earlier_values` and `earlier_sources` for a period, in the units of `boundaries.carried`."""
    make_tables(connection, (earlier_values, earlier_sources))
    before = values_before(previous_code)
    for rows in (_lived_on(before), _put_together(before), _ratios_put_together(before)):
        connection.execute(insert(earlier_values).from_select(insert_columns(earlier_values), rows))
    connection.execute(
        insert(earlier_sources).from_select(
            insert_columns(earlier_sources), _carry_sources(_sources(previous_code, before))
        )
    )
    study(connection, earlier_values, earlier_sources)


def _lived_on(before: CTE) -> Select[Any]:
    return select(*key_columns(before), before.c.value, before.c.is_complete, literal(True)).where(
        ~exists().where(carried.c.unit_before == before.c.unit_id)
    )


def _put_together(before: CTE) -> Select[Any]:
    """One unit under another id as it is; several units added up."""
    key = [carried.c.unit_now, before.c.indicator_code, before.c.unit_kind, before.c.category]
    return (
        select(
            *key,
            func.sum(before.c.value),
            _all(before.c.is_complete),
            func.count() == func.max(carried.c.parts),
        )
        .select_from(before)
        .join(carried, carried.c.unit_before == before.c.unit_id)
        .join(indicators, indicators.c.indicator_code == before.c.indicator_code)
        .where(carried.c.unit_now.is_not(None), (carried.c.parts == 1) | (indicators.c.over_units == SUMMED))
        .group_by(*key)
    )


def _ratios_put_together(before: CTE) -> Select[Any]:
    """From the units that have all terms."""
    term = ratio_terms()

    def side(name: str) -> Any:
        return func.sum(case((term.c.side == name, before.c.value), else_=0)).label(name)

    of_unit = [before.c.unit_id, term.c.ratio_code, before.c.unit_kind, before.c.category]
    pairs = (
        select(
            *of_unit,
            side("numerator"),
            side("denominator"),
            _all(before.c.is_complete).label("is_complete"),
        )
        .join(term, term.c.term_code == before.c.indicator_code)
        .where(before.c.category == "", term.c.breakdown.is_not(None) | (before.c.unit_kind == ""))
        .group_by(*of_unit, term.c.terms)
        .having(func.count() == term.c.terms)
        .cte("pairs_before")
    )
    key = [carried.c.unit_now, pairs.c.ratio_code, pairs.c.unit_kind, pairs.c.category]
    sums = (
        select(
            *key,
            func.sum(pairs.c.numerator).label("numerator"),
            func.sum(pairs.c.denominator).label("denominator"),
            _all(pairs.c.is_complete).label("is_complete"),
            (func.count() == func.max(carried.c.parts)).label("is_whole"),
        )
        .select_from(pairs)
        .join(carried, carried.c.unit_before == pairs.c.unit_id)
        .where(carried.c.unit_now.is_not(None), carried.c.parts > 1)
        .group_by(*key)
        .cte("ratio_sums")
    )
    factor = case((indicators.c.unit == "%", 100), else_=1)
    return (
        select(
            sums.c.unit_now,
            sums.c.ratio_code,
            sums.c.unit_kind,
            sums.c.category,
            quotient(sums.c.numerator, sums.c.denominator, factor),
            sums.c.is_complete,
            sums.c.is_whole,
        )
        .join(indicators, indicators.c.indicator_code == sums.c.ratio_code)
        .where(indicators.c.over_units == RECOMPUTED, sums.c.denominator != 0)
    )


def _sources(previous_code: str, before: CTE) -> CTE:
    """Which units' statements each of last year's values is made of, in last year's units."""
    published = made_of(
        published_contributions,
        published_observations,
        released(published_contributions, previous_code)
        & (published_observations.c.release_id == published_contributions.c.release_id),
    )
    staged = made_of(contributions, observations, staged_alone(contributions, previous_code))
    return with_itself(union(published, staged), before, "sources_before")


def _carry_sources(sources: CTE) -> Select[Any]:
    of_unit, of_source = carried.alias("of_unit"), carried.alias("of_source")
    lived_on = of_source.c.unit_before.is_(None)
    placed = (
        select(
            case((of_unit.c.unit_before.is_(None), sources.c.unit_id), else_=of_unit.c.unit_now).label(
                "unit_id"
            ),
            sources.c.indicator_code,
            sources.c.unit_kind,
            sources.c.category,
            sources.c.source_id,
            case(
                (lived_on, sources.c.source_id),
                else_=func.coalesce(of_source.c.unit_now, literal(_NOT_OF_TODAY).concat(sources.c.source_id)),
            ).label("source_now"),
            case((of_source.c.parts > 1, of_source.c.parts), else_=1).label("parts"),
        )
        .outerjoin(of_unit, of_unit.c.unit_before == sources.c.unit_id)
        .outerjoin(of_source, of_source.c.unit_before == sources.c.source_id)
        .cte("placed_sources")
    )
    is_whole = func.count(placed.c.source_id.distinct()) == func.max(placed.c.parts)
    source_id = case(
        (is_whole, placed.c.source_now), else_=literal(_NOT_OF_TODAY).concat(placed.c.source_now)
    )
    return (
        select(*key_columns(placed), source_id)
        .where(placed.c.unit_id.is_not(None))
        .group_by(*key_columns(placed), placed.c.source_now)
    )


def _all(condition: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.min(case((condition.is_(True), 1), else_=0)) == 1
