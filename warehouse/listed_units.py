"""What the per-unit lists say: one listing per unit, whoever lists it, in SQL.

What belongs here: which of several listings of a unit speaks for it, and under which province and parent it
stands. A unit delegated to a district and listed by the province as well is one unit: its key is its
`unit_id`, built from its name within the province. Listings of units that could not be told apart
(`unit_id` null) are left out; they are findings of the reading.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, case, collate, func, or_, select

from schemas.periods import Period
from schemas.vocabulary import DocumentStatus
from warehouse.candidates import OWN_REPORT_TYPES, SOURCE_TYPES
from warehouse.tables import documents, labels, listings, units
from warehouse.tree import in_force
from warehouse.working import tree


def accepted_listings(period: Period) -> CTE:
    """Listings of accepted documents below the working tree's roots, with `root_id` and `senders_name`."""
    itself, parent = tree.alias("itself"), tree.alias("parent")
    sender = select(units.c.unit_id, units.c.name).where(in_force(period.ends_on)).cte("senders")
    return (
        select(
            *(column for column in listings.c if column.name != "parent_id"),
            func.coalesce(itself.c.parent_id, listings.c.parent_id).label("parent_id"),
            func.coalesce(itself.c.root_id, parent.c.root_id).label("root_id"),
            documents.c.report_type,
            documents.c.dated_on,
            sender.c.name.label("senders_name"),
        )
        .join(documents, documents.c.document_id == listings.c.document_id)
        .outerjoin(itself, itself.c.unit_id == listings.c.unit_id)
        .outerjoin(parent, parent.c.unit_id == listings.c.parent_id)
        .outerjoin(sender, sender.c.unit_id == listings.c.sender_id)
        .where(
            listings.c.period_code == period.code,
            documents.c.status == DocumentStatus.ACCEPTED,
            documents.c.report_type.in_(SOURCE_TYPES),
            or_(itself.c.root_id.is_not(None), parent.c.root_id.is_not(None)),
        )
        .cte("accepted_listings")
    )


def speaking_for_each_unit(accepted: CTE, says: ColumnElement[bool], name: str) -> CTE:
    """One listing per unit among those that say something: own report, then the surer, then the later."""
    place = func.row_number().over(
        partition_by=accepted.c.unit_id,
        order_by=[
            case((accepted.c.report_type.in_(OWN_REPORT_TYPES), 0), else_=1),
            accepted.c.confidence.desc(),
            accepted.c.dated_on.desc().nulls_last(),
            func.length(accepted.c.locator),
            collate(accepted.c.locator, "C"),
            collate(accepted.c.listing_id, "C"),
        ],
    )
    placed = (
        select(accepted, place.label("place"))
        .where(accepted.c.unit_id.is_not(None), says)
        .cte(f"{name}_placed")
    )
    return select(placed).where(placed.c.place == 1).cte(name)


def label_of(list_name: str, code: ColumnElement[Any]) -> ColumnElement[str]:
    """The Vietnamese label of a code in `published.labels`, else the code itself."""
    label = (
        select(func.max(labels.c.label_vi))
        .where(labels.c["list"] == list_name, labels.c.code == code)
        .scalar_subquery()
    )
    return func.coalesce(label, code)
