"""Which provinces a period is consolidated for."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assets.workplace import Workplace
from schemas.periods import Period
from schemas.units import UnitRegistry
from schemas.vocabulary import DocumentStatus
from warehouse import tables


def roots_of(connection: Connection, workplace: Workplace, period: Period) -> tuple[str, ...]:
    """The provinces to consolidate, by id: those of the settings, else each that a document belongs to."""
    if workplace.root_units:
        return workplace.root_units
    documents = tables.documents.c
    senders = connection.execute(
        select(documents.unit_id)
        .where(documents.period_code == period.code, documents.status == DocumentStatus.ACCEPTED.value)
        .distinct()
    ).scalars()
    units = UnitRegistry.load()
    provinces = (units.province_of(sender, period.ends_on) for sender in senders if sender is not None)
    return tuple(sorted({province.unit_id for province in provinces if province is not None}))
