"""What the province already has that helps a sender: last year's figures, and the units it has listed.

All from the `bi` views; a unit that the registry's successions lead to takes over what was listed in the
communes that went into it whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnClause, Connection, select

from reports.bi import RATINGS, RECOGNITIONS, UNITS, VALUES
from schemas.templates.plan import FigureKey, KnownRow, WorkbookPlan
from schemas.units import UnitRegistry
from schemas.vocabulary import Rating, UnitKind

_LISTED = (UnitKind.RESIDENTIAL_AREA, UnitKind.AGENCY, UnitKind.ENTERPRISE, UnitKind.SCHOOL)
_WHOLE = 1.0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beforehand: figures of the period a year before, listed units by kind, and by unit the
    class and the safety outcome of that period.
    """

    figures: Mapping[FigureKey, Decimal]
    units: Mapping[UnitKind, Sequence[KnownRow]]
    ratings: Mapping[str, Rating]
    recognised: Mapping[str, bool]


NOTHING_KNOWN = Known(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))
"""For a sender of whom nothing has been published."""


def read_known(connection: Connection, plan: WorkbookPlan) -> Known:
    """What the newest releases know about a sender and its units."""
    previous = plan.period.previous_code
    heirs = _heirs(plan)
    units = _listed_units(connection, heirs)
    if previous is None:
        return Known(MappingProxyType({}), units, MappingProxyType({}), MappingProxyType({}))
    ids = (plan.sender.unit_id, *(area.unit_id for area in plan.areas))
    ratings = _outcomes(connection, RATINGS.c.rating, previous, heirs)
    recognised = _outcomes(connection, RECOGNITIONS.c.recognised, previous, heirs)
    return Known(
        figures=_figures(connection, previous, ids),
        units=units,
        ratings={unit_id: Rating(rating) for unit_id, rating in ratings},
        recognised={unit_id: bool(answer) for unit_id, answer in recognised},
    )


def _outcomes(
    connection: Connection, outcome: ColumnClause[Any], period: str, heirs: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Each unit under one of `heirs` that has an outcome in the period, with it."""
    view = outcome.table
    assert view is not None
    rows = connection.execute(
        select(view.c.unit_id, outcome).where(
            view.c.period_code == period, view.c.parent_id.in_(list(heirs)), outcome.is_not(None)
        )
    )
    return ((unit_id, answer) for unit_id, answer in rows)


def _heirs(plan: WorkbookPlan) -> Mapping[str, str]:
    """The units under which units may have been listed, each with the one of today that it belongs to."""
    units = UnitRegistry.load()
    own = (plan.sender.unit_id, *(area.unit_id for area in plan.areas))
    before = {
        succession.predecessor_id: unit_id
        for unit_id in own
        for succession in units.predecessors(unit_id)
        if succession.share == _WHOLE
    }
    return {**before, **{unit_id: unit_id for unit_id in own}}


def _figures(connection: Connection, period: str, ids: Sequence[str]) -> Mapping[FigureKey, Decimal]:
    columns = ("indicator_code", "unit_id", "unit_kind", "category", "value")
    rows = connection.execute(
        select(*(VALUES.c[name] for name in columns)).where(
            VALUES.c.period_code == period, VALUES.c.unit_id.in_(ids)
        )
    )
    return {
        FigureKey(code, unit_id, UnitKind(kind) if kind else None, category): Decimal(value)
        for code, unit_id, kind, category, value in rows
        if value is not None
    }


def _listed_units(connection: Connection, heirs: Mapping[str, str]) -> Mapping[UnitKind, Sequence[KnownRow]]:
    """The listed units by kind; those of a predecessor only where its heir has listed none of that kind."""
    rows = connection.execute(
        select(UNITS.c.unit_id, UNITS.c.name, UNITS.c.kind, UNITS.c.parent_id)
        .where(UNITS.c.parent_id.in_(list(heirs)), UNITS.c.kind.in_([kind.value for kind in _LISTED]))
        .order_by(UNITS.c.parent_id, UNITS.c.name, UNITS.c.unit_id)
    ).all()
    lists_itself = {(parent_id, kind) for _, _, kind, parent_id in rows if heirs[parent_id] == parent_id}
    found: dict[UnitKind, list[KnownRow]] = {kind: [] for kind in _LISTED}
    for unit_id, name, kind, parent_id in rows:
        heir = heirs[parent_id]
        if heir == parent_id or (heir, kind) not in lists_itself:
            found[UnitKind(kind)].append(KnownRow(name, UnitKind(kind), unit_id, heir))
    return found
