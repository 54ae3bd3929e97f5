"""From the units of last year to those of today: which went whole into which, and which did not.

Input are the units and their successions; output are two working tables. `carried` tells for each unit of the
earlier day that did not simply live on where it is today (`unit_now`, null where it is nowhere, or in a unit
that can't be compared) and of how many earlier units that one is made (`parts`). `altered` holds the units of
today whose land of the earlier day can't be put together from whole units: one side of a split, or a parent
that a lower unit joined from outside or left. Values are carried over in `carried_values`.

A unit keeps its identity where it was renamed or transferred, and where it took others in (schemas.unit_ids).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)

from warehouse.tables import unit_successions, units
from warehouse.tree import in_force
from warehouse.working import insert_columns, make_tables, study, temporary

_SPLIT = "split"

# Each way from a unit of the earlier day to one of a later day, `step` successions on.
_flows = temporary(
    "working_flows",
    Column("step", Integer, nullable=False),
    Column("unit_before", String, nullable=False),
    Column("unit_now", String, nullable=False),
    Column("is_whole", Boolean, nullable=False),
)

altered = temporary("working_altered", Column("unit_id", String, nullable=False))

carried = temporary(
    "working_carried",
    Column("unit_before", String, nullable=False),
    Column("unit_now", String),
    Column("parts", Integer, nullable=False),
)


def carry_units(connection: Connection, earlier: date, today: date) -> None:
    """Fill `carried` and `altered` for the way from one day to another, over every succession between."""
    make_tables(connection, (_flows, altered, carried))
    days = connection.scalars(
        select(unit_successions.c.effective_date)
        .distinct()
        .where(unit_successions.c.effective_date > earlier, unit_successions.c.effective_date <= today)
        .order_by(unit_successions.c.effective_date)
    ).all()
    if not days:
        return
    connection.execute(_start(earlier))
    for step, day in enumerate(days):
        study(connection, _flows)
        connection.execute(_advance(step, day))
    study(connection, _flows)
    connection.execute(_find_altered(len(days), earlier, today))
    connection.execute(_carry(len(days)))
    study(connection, altered, carried)


def _start(earlier: date) -> Any:
    rows = (
        select(literal(0), units.c.unit_id, units.c.unit_id, literal(True))
        .where(in_force(earlier), units.c.level.is_not(None))
        .distinct()
    )
    return insert(_flows).from_select(insert_columns(_flows), rows)


def _advance(step: int, day: date) -> Any:
    """What happened on a day to the units that there were: nothing, a whole passing over, or a split."""
    here = _flows.c.step == step
    moves = _moves_on(day)
    passed_over = (
        select(literal(step + 1), _flows.c.unit_before, moves.c.successor_id, _whole(moves))
        .join(moves, moves.c.predecessor_id == _flows.c.unit_now)
        .where(here, moves.c.successor_id.is_not(None))
    )
    lived_on = (
        select(literal(step + 1), _flows.c.unit_before, _flows.c.unit_now, _flows.c.is_whole)
        .where(here, ~exists().where(moves.c.predecessor_id == _flows.c.unit_now))
        .select_from(_flows)
    )
    left_behind = select(literal(step + 1), _flows.c.unit_before, _flows.c.unit_now, literal(False)).where(
        here,
        exists().where(moves.c.predecessor_id == _flows.c.unit_now, moves.c.is_split),
        exists().where(units.c.unit_id == _flows.c.unit_now, in_force(day)),
    )
    return insert(_flows).from_select(insert_columns(_flows), union(passed_over, lived_on, left_behind))


def _moves_on(day: date) -> CTE:
    is_split = func.max(case((unit_successions.c.relation == _SPLIT, 1), else_=0)).over(
        partition_by=unit_successions.c.predecessor_id
    )
    return (
        select(
            unit_successions.c.predecessor_id,
            unit_successions.c.successor_id,
            (is_split == 1).label("is_split"),
        )
        .where(unit_successions.c.effective_date == day)
        .cte("moves")
    )


def _whole(moves: CTE) -> ColumnElement[bool]:
    return and_(_flows.c.is_whole, ~moves.c.is_split)


def _find_altered(last: int, earlier: date, today: date) -> Any:
    torn = select(_flows.c.unit_now).where(_flows.c.step == last, ~_flows.c.is_whole)
    crossed = union_all(
        _crossings(last, earlier, today, "parent_id"), _crossings(last, earlier, today, "province_id")
    ).cte("crossed")
    left = select(_flows.c.unit_now).join(crossed, crossed.c.holder_before == _flows.c.unit_before)
    joined = select(crossed.c.holder_now)
    rows = union(torn, joined, left.where(_flows.c.step == last)).cte("torn_units")
    return insert(altered).from_select(insert_columns(altered), select(rows))


def _crossings(last: int, earlier: date, today: date, holder: str) -> Select[Any]:
    """Holders of units that came from, or went to, a holder which is no part of the other."""
    before, now = units.alias("before"), units.alias("now")
    pairs = (
        select(before.c[holder].label("holder_before"), now.c[holder].label("holder_now"))
        .select_from(_flows)
        .join(before, and_(before.c.unit_id == _flows.c.unit_before, _on(before, earlier)))
        .join(now, and_(now.c.unit_id == _flows.c.unit_now, _on(now, today)))
        .where(_flows.c.step == last, before.c.unit_id != before.c[holder])
        .distinct()
        .cte(f"pairs_by_{holder}")
    )
    holder_before, holder_now = units.alias("holder_before"), units.alias("holder_now")
    of_holders = _flows.alias("of_holders")
    is_part = and_(
        of_holders.c.step == last,
        of_holders.c.unit_before == pairs.c.holder_before,
        of_holders.c.unit_now == pairs.c.holder_now,
    )
    return (
        select(pairs)
        .join(
            holder_before, and_(holder_before.c.unit_id == pairs.c.holder_before, _on(holder_before, earlier))
        )
        .join(holder_now, and_(holder_now.c.unit_id == pairs.c.holder_now, _on(holder_now, today)))
        .outerjoin(of_holders, is_part)
        .where(holder_before.c.level == holder_now.c.level, of_holders.c.unit_now.is_(None))
    )


def _on(unit: Any, day: date) -> ColumnElement[bool]:
    return and_(unit.c.valid_from <= day, or_(unit.c.valid_to.is_(None), unit.c.valid_to > day))


def _carry(last: int) -> Any:
    parts = (
        select(_flows.c.unit_now, func.count().label("parts"))
        .where(_flows.c.step == last)
        .group_by(_flows.c.unit_now)
        .cte("parts")
    )
    is_altered = exists().where(altered.c.unit_id == _flows.c.unit_now)
    arrived = (
        select(_flows.c.unit_before, _flows.c.unit_now, parts.c.parts, is_altered.label("is_altered"))
        .join(parts, parts.c.unit_now == _flows.c.unit_now)
        .where(_flows.c.step == last)
        .cte("arrived")
    )
    moved = select(arrived.c.unit_before, arrived.c.unit_now, arrived.c.parts).where(
        ~arrived.c.is_altered, or_(arrived.c.unit_before != arrived.c.unit_now, arrived.c.parts > 1)
    )
    lost = (
        select(_flows.c.unit_before, null(), literal(0))
        .where(
            _flows.c.step == 0,
            ~exists().where(arrived.c.unit_before == _flows.c.unit_before, ~arrived.c.is_altered),
        )
        .distinct()
    )
    return insert(carried).from_select(insert_columns(carried), union_all(moved, lost))
