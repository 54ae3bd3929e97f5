"""The tree of units in force on the last day of a period, and who in it has to report.

What belongs here: which units stand below the roots, at which depth, and how many reporting units a total
should be made of. What their figures are is found in `resolution` and `roll_up`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    case,
    exists,
    func,
    insert,
    literal,
    select,
    union_all,
)

from schemas.vocabulary import ReportType, UnitKind
from warehouse.tables import expected_reports, units
from warehouse.working import insert_columns, owing, study, tree

# Province, district, commune, and what stands in a commune.
DEEPEST = 3


def plant_tree(connection: Connection, period_code: str, ends_on: date, roots: Sequence[str]) -> None:
    """Add the units below `roots` on `ends_on` to the working tree, and count who owes a report.

    A unit owes where `stage.expected_reports` has a narrative for it that isn't optional.
    """
    connection.execute(_plant(period_code, ends_on, roots))
    for depth in range(DEEPEST, -1, -1):
        connection.execute(_count_owing(period_code, depth))
    study(connection, tree, owing)


def depths_to_sum(connection: Connection) -> list[int]:
    """The depths of the working tree at which units have others below them that roll up, deepest first."""
    below = select(tree.c.depth).where(tree.c.depth > 0, tree.c.rolls_up).distinct()
    return sorted((depth - 1 for depth in connection.scalars(below)), reverse=True)


def in_force(on: date) -> ColumnElement[bool]:
    """Whether a row of `published.units` is valid on a day (`valid_to` is exclusive)."""
    return (units.c.valid_from <= on) & (units.c.valid_to.is_(None) | (units.c.valid_to > on))


def _plant(period_code: str, ends_on: date, roots: Sequence[str]) -> Any:
    level = _roots(ends_on, roots)
    levels = [level]
    for depth in range(1, DEEPEST + 1):
        level = _children(level, depth, ends_on)
        levels.append(level)
    numbered = _numbered(union_all(*(select(level) for level in levels)).cte("all_units"))
    above = numbered.alias("above")
    owes = exists().where(
        expected_reports.c.period_code == period_code,
        expected_reports.c.unit_id == numbered.c.unit_id,
        expected_reports.c.report_type == ReportType.NARRATIVE,
        expected_reports.c.is_optional.is_(False),
    )
    planted = select(
        numbered.c.node,
        above.c.node,
        literal(period_code),
        numbered.c.unit_id,
        numbered.c.parent_id,
        numbered.c.root_id,
        numbered.c.depth,
        numbered.c.rolls_up,
        owes.label("owes"),
    ).outerjoin(above, (above.c.unit_id == numbered.c.parent_id) & (above.c.depth == numbered.c.depth - 1))
    return insert(tree).from_select(insert_columns(tree), planted)


def _numbered(all_units: CTE) -> CTE:
    planted = tree.alias("planted")
    taken = select(func.coalesce(func.max(planted.c.node), 0)).scalar_subquery()
    place = func.row_number().over(order_by=[all_units.c.depth, all_units.c.unit_id, all_units.c.parent_id])
    return select(all_units, (taken + place).label("node")).cte("numbered_units")


def _roots(ends_on: date, roots: Sequence[str]) -> CTE:
    return (
        _unit_columns(0, units.c.unit_id, literal(True))
        .where(in_force(ends_on), units.c.unit_id.in_(roots))
        .distinct()
        .cte("units_at_0")
    )


def _children(parents: CTE, depth: int, ends_on: date) -> CTE:
    rolls_up = units.c.level.is_not(None) | (units.c.kind == UnitKind.DEPARTMENT)
    return (
        _unit_columns(depth, parents.c.root_id, rolls_up)
        .join(parents, units.c.parent_id == parents.c.unit_id)
        .where(in_force(ends_on))
        .distinct()
        .cte(f"units_at_{depth}")
    )


def _unit_columns(depth: int, root_id: ColumnElement[str], rolls_up: ColumnElement[bool]) -> Select[Any]:
    return select(
        units.c.unit_id,
        units.c.parent_id,
        root_id.label("root_id"),
        literal(depth).label("depth"),
        rolls_up.label("rolls_up"),
    ).select_from(units)


def _count_owing(period_code: str, depth: int) -> Any:
    child = tree.alias("child")
    below = (
        select(child.c.parent, func.sum(owing.c.units_expected).label("units_expected"))
        .join(owing, owing.c.node == child.c.node)
        .where(child.c.period_code == period_code, child.c.depth == depth + 1)
        .group_by(child.c.parent)
        .cte("below")
    )
    expected = case((tree.c.owes, 1), else_=func.coalesce(below.c.units_expected, 0))
    counted = (
        select(tree.c.node, expected)
        .outerjoin(below, below.c.parent == tree.c.node)
        .where(tree.c.period_code == period_code, tree.c.depth == depth)
    )
    return insert(owing).from_select(insert_columns(owing), counted)
