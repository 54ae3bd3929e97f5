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
from warehouse.working import insert_columns, owing, tree

# Province, district, commune, and what stands in a commune.
DEEPEST = 3


def plant_tree(connection: Connection, period_code: str, ends_on: date, roots: Sequence[str]) -> None:
    """Fill the working tree with the units below `roots` on `ends_on`, and count who owes a report.

    A unit owes where `stage.expected_reports` has a narrative for it that isn't optional.
    """
    connection.execute(_plant(period_code, ends_on, roots))
    for depth in range(DEEPEST, -1, -1):
        connection.execute(_count_owing(depth))


def in_force(on: date) -> ColumnElement[bool]:
    """Whether a row of `published.units` is valid on a day (`valid_to` is exclusive)."""
    return (units.c.valid_from <= on) & (units.c.valid_to.is_(None) | (units.c.valid_to > on))


def _plant(period_code: str, ends_on: date, roots: Sequence[str]) -> Any:
    level = _roots(ends_on, roots)
    levels = [level]
    for depth in range(1, DEEPEST + 1):
        level = _children(level, depth, ends_on)
        levels.append(level)
    all_units = union_all(*(select(level) for level in levels)).cte("all_units")
    owes = exists().where(
        expected_reports.c.period_code == period_code,
        expected_reports.c.unit_id == all_units.c.unit_id,
        expected_reports.c.report_type == ReportType.NARRATIVE,
        expected_reports.c.is_optional.is_(False),
    )
    planted = select(
        all_units.c.unit_id,
        all_units.c.parent_id,
        all_units.c.root_id,
        all_units.c.depth,
        all_units.c.rolls_up,
        owes.label("owes"),
    )
    return insert(tree).from_select(insert_columns(tree), planted)


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


def _count_owing(depth: int) -> Any:
    child = tree.alias("child")
    below = (
        select(child.c.parent_id, func.sum(owing.c.units_expected).label("units_expected"))
        .join(owing, owing.c.unit_id == child.c.unit_id)
        .where(child.c.depth == depth + 1)
        .group_by(child.c.parent_id)
        .cte("below")
    )
    expected = case((tree.c.owes, 1), else_=func.coalesce(below.c.units_expected, 0))
    counted = (
        select(tree.c.unit_id, expected)
        .outerjoin(below, below.c.parent_id == tree.c.unit_id)
        .where(tree.c.depth == depth)
    )
    return insert(owing).from_select(insert_columns(owing), counted)
