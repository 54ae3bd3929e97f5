"""The consolidation of periods: from staged observations to the values of every unit, with coverage.

What belongs here: the order of the steps, and the rows of `stage.indicator_values`. The steps themselves are
`tree` (who stands where, who owes), `measures` and `candidates` (what may be a value), `resolution` (what
each unit states), `roll_up` (what adds up) and `lineage` (what it is made of). Comparisons, ratings and
targets start from the values written here.

Coverage of a value: `units_expected` are the reporting units that its total should be made of (the unit
itself where it owes a report), `units_reported` those of them whose statement is in it, `is_complete` whether
they are the same. Where nobody is known to owe a report, the units that did report are counted and
`is_complete` is null; it is null as well for a total that somebody states as a whole for reporting units.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    case,
    delete,
    insert,
    literal,
    null,
    select,
    union_all,
)

from schemas.periods import Period
from schemas.vocabulary import Origin
from warehouse.candidates import gather_candidates
from warehouse.exact import quotient
from warehouse.lineage import trace_contributions
from warehouse.measures import list_measures
from warehouse.resolution import resolve_observations
from warehouse.roll_up import covered_if_own, covered_if_sum, is_own, roll_up
from warehouse.tables import contributions, indicator_values
from warehouse.tree import plant_tree
from warehouse.working import (
    NEWS,
    NOTICE,
    drop_working_tables,
    insert_columns,
    make_working_tables,
    measures,
    owing,
    same_place,
    stated,
    summed,
    tree,
    with_null,
)


def consolidate_period(connection: Connection, period: Period, roots: Sequence[str]) -> None:
    """Replace the period's rows of `stage.indicator_values` and `stage.contributions`.

    `roots` are the provinces to consolidate; only units below them on the last day of the period get values.
    The caller owns the transaction. Needs `stage.observations`, `stage.expected_reports`, the documents and
    the dimensions (units, periods, indicators).
    """
    make_working_tables(connection)
    plant_tree(connection, period.code, period.ends_on, roots)
    list_measures(connection)
    gather_candidates(connection)
    resolve_observations(connection)
    roll_up(connection)
    for table in (indicator_values, contributions):
        connection.execute(delete(table).where(table.c.period_code == period.code))
    connection.execute(_write_values())
    trace_contributions(connection)
    drop_working_tables(connection)


def _write_values() -> Any:
    chosen = union_all(_own_values(), _sums()).cte("chosen")
    nobody_owes = owing.c.units_expected == 0
    is_complete = case(
        (nobody_owes, null()),
        (~chosen.c.is_sum & ~tree.c.owes, null()),
        else_=chosen.c.covered == owing.c.units_expected,
    )
    value = _value(chosen)
    rows = (
        select(
            tree.c.period_code,
            tree.c.unit_id,
            measures.c.indicator_code,
            with_null(measures.c.unit_kind),
            with_null(measures.c.category),
            value,
            chosen.c.origin,
            case((nobody_owes, chosen.c.sources), else_=owing.c.units_expected),
            case((nobody_owes, chosen.c.sources), else_=chosen.c.covered),
            is_complete,
        )
        .select_from(chosen)
        .join(measures, measures.c.measure == chosen.c.measure)
        .join(owing, owing.c.node == chosen.c.node)
        .join(tree, tree.c.node == chosen.c.node)
        .where(chosen.c.denominator.is_(None) | (chosen.c.denominator != 0))
    )
    return insert(indicator_values).from_select(insert_columns(indicator_values), rows)


def _value(chosen: CTE) -> ColumnElement[Any]:
    ratio = quotient(chosen.c.value, chosen.c.denominator, measures.c.factor)
    return case((chosen.c.denominator.is_not(None), ratio), else_=chosen.c.value)


def _own_values() -> Select[Any]:
    origin = case(
        (stated.c.denominator.is_not(None), Origin.DERIVED),
        (stated.c.strength == NOTICE, Origin.NOTICE),
        (stated.c.strength == NEWS, Origin.NEWS),
        (stated.c.is_total_of_kinds, Origin.DERIVED),
        else_=Origin.REPORTED,
    )
    return (
        select(
            stated.c.node,
            stated.c.measure,
            stated.c.value,
            stated.c.denominator,
            origin.label("origin"),
            literal(False).label("is_sum"),
            literal(1).label("sources"),
            covered_if_own().label("covered"),
        )
        .select_from(stated)
        .join(tree, tree.c.node == stated.c.node)
        .outerjoin(summed, same_place(summed, stated))
        .where(is_own())
    )


def _sums() -> Select[Any]:
    origin = case((summed.c.denominator.is_not(None), Origin.DERIVED), else_=Origin.SUMMED)
    return (
        select(
            summed.c.node,
            summed.c.measure,
            summed.c.value,
            summed.c.denominator,
            origin.label("origin"),
            literal(True).label("is_sum"),
            summed.c.sources,
            covered_if_sum().label("covered"),
        )
        .select_from(summed)
        .join(tree, tree.c.node == summed.c.node)
        .where(summed.c.is_chosen)
    )
