"""The consolidation of one period: from staged observations to the values of every unit, with coverage.

What belongs here: the order of the steps, and the rows of `stage.indicator_values`. The steps themselves are
`tree` (who stands where, who owes), `resolution` (what each unit states), `roll_up` (what adds up) and
`lineage` (what it is made of). Comparisons, ratings and targets start from the values written here.

Coverage of a value: `units_expected` are the reporting units that its total should be made of (the unit
itself where it owes a report), `units_reported` those of them whose statement is in it, `is_complete` whether
they are the same. Where nobody is known to owe a report, the units that did report are counted and
`is_complete` is null; it is null as well for a total that somebody states as a whole for reporting units.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, case, delete, insert, literal, null, select

from schemas.periods import Period
from schemas.vocabulary import Origin
from warehouse.lineage import trace_contributions
from warehouse.resolution import resolve_observations
from warehouse.roll_up import roll_up
from warehouse.tables import contributions, indicator_values
from warehouse.tree import plant_tree
from warehouse.working import (
    NEWS,
    NOTICE,
    SUM_OF_CHILDREN,
    drop_working_tables,
    insert_columns,
    make_working_tables,
    owing,
    rolled,
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
    resolve_observations(connection, period.code)
    roll_up(connection)
    for table in (indicator_values, contributions):
        connection.execute(delete(table).where(table.c.period_code == period.code))
    connection.execute(_write_values(period.code))
    trace_contributions(connection, period.code)
    drop_working_tables(connection)


def _write_values(period_code: str) -> Any:
    is_sum = rolled.c.strength == SUM_OF_CHILDREN
    is_derived = rolled.c.is_total_of_kinds | rolled.c.denominator.is_not(None)
    origin = case(
        (rolled.c.denominator.is_not(None), Origin.DERIVED),
        (is_sum, Origin.SUMMED),
        (rolled.c.strength == NOTICE, Origin.NOTICE),
        (rolled.c.strength == NEWS, Origin.NEWS),
        (is_derived, Origin.DERIVED),
        else_=Origin.REPORTED,
    )
    nobody_owes = owing.c.units_expected == 0
    expected = case((nobody_owes, rolled.c.sources), else_=owing.c.units_expected)
    reported = case((nobody_owes, rolled.c.sources), else_=rolled.c.covered)
    is_complete = case(
        (nobody_owes, null()),
        (~is_sum & ~tree.c.owes, null()),
        else_=rolled.c.covered == owing.c.units_expected,
    )
    rows = (
        select(
            literal(period_code),
            rolled.c.unit_id,
            rolled.c.indicator_code,
            with_null(rolled.c.unit_kind),
            with_null(rolled.c.category),
            rolled.c.value,
            origin,
            expected,
            reported,
            is_complete,
        )
        .join(owing, owing.c.unit_id == rolled.c.unit_id)
        .join(tree, tree.c.unit_id == rolled.c.unit_id)
        .where(rolled.c.value.is_not(None))
    )
    return insert(indicator_values).from_select(insert_columns(indicator_values), rows)
