"""The views of schema `bi`: what readers see of the released rows, one SELECT each.

Views of results show the newest release of each period alone; receipts, decisions and dimensions are
shown whole. Which columns a view has stands in `contract`; grants to roles do not belong here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Select, Table, and_, case, func, null, or_, select, union_all
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import CompoundSelect

from schemas.vocabulary import DocumentStatus, FigureStatus, Level
from warehouse import tables
from warehouse.contract import BI_CONTRACT
from warehouse.exact import percentage
from warehouse.tables import BI

ViewQuery = Select[Any] | CompoundSelect[Any]

_RELEASED: Mapping[str, Table] = {
    "indicator_values": tables.published_indicator_values,
    "comparisons": tables.published_comparisons,
    "unit_ratings": tables.published_unit_ratings,
    "safety_recognitions": tables.published_safety_recognitions,
    "watchlist": tables.published_watchlist,
    "target_progress": tables.published_target_progress,
    "reporting_status": tables.published_reporting_status,
    "findings": tables.published_findings,
    "observations": tables.published_observations,
    "contributions": tables.published_contributions,
}
_WHOLE: Mapping[str, Table] = {
    "documents": tables.documents,
    "restatements": tables.restatements,
    "decisions": tables.decisions,
    "periods": tables.periods,
    "indicators": tables.indicators,
    "releases": tables.releases,
    "targets": tables.targets,
    "labels": tables.labels,
}


def create_views(connection: Connection) -> None:
    """Drop and make again every view of the contract, in the caller's transaction."""
    for name in BI_CONTRACT:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {BI}.{name}")
    for name, definition in view_definitions(connection.dialect).items():
        connection.exec_driver_sql(f"CREATE VIEW {BI}.{name} AS {definition}")


def view_definitions(dialect: Dialect) -> Mapping[str, str]:
    """The SELECT of each view as text for `dialect`, in the order of the contract."""
    return {
        name: str(view_query(name).compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        for name in BI_CONTRACT
    }


def views_digest(dialect: Dialect) -> str:
    """A hash of all definitions: as long as it stays, the views need not be made again."""
    text = "\n".join(f"{name}: {definition}" for name, definition in view_definitions(dialect).items())
    return hashlib.sha256(text.encode()).hexdigest()


def view_query(name: str) -> ViewQuery:
    """The SELECT behind `bi.<name>`, its columns those of the contract in their order."""
    match name:
        case "observations":
            return _observations()
        case "indicator_values_history":
            return _values_history()
        case "reporting_status":
            return _reporting_status()
        case "units":
            return _units()
    if name in _RELEASED:
        return _of_newest_releases(name)
    return select(*_contract_columns(name, _WHOLE[name]))


def _of_newest_releases(name: str) -> Select[Any]:
    published = _RELEASED[name]
    return (
        select(*_contract_columns(name, published))
        .join(tables.releases, tables.releases.c.release_id == published.c.release_id)
        .where(tables.releases.c.superseded_at.is_(None))
    )


def _observations() -> Select[Any]:
    """Never a figure of the sections that are out of scope (religion, ethnicity, political security)."""
    return _of_newest_releases("observations").where(
        tables.published_observations.c.status != FigureStatus.OUT_OF_SCOPE.value
    )


def _reporting_status() -> Select[Any]:
    """What a unit owed, with the sender's record: findings for every hundred figures of what counts.

    Null where no figure came.
    """
    status = tables.published_reporting_status
    documents = tables.documents
    stated = (
        select(
            documents.c.period_code,
            documents.c.unit_id,
            documents.c.report_type,
            func.sum(documents.c.figures_mapped + documents.c.figures_unmapped).label("figures"),
        )
        .where(documents.c.status == DocumentStatus.ACCEPTED.value)
        .group_by(documents.c.period_code, documents.c.unit_id, documents.c.report_type)
        .subquery("stated_figures")
    )
    known: Mapping[str, ColumnElement[Any]] = {
        "figures": stated.c.figures,
        "error_rate": percentage(status.c.errors, stated.c.figures),
        "warning_rate": percentage(status.c.warnings, stated.c.figures),
    }
    columns = [
        known[name].label(name) if name in known else status.c[name]
        for name in BI_CONTRACT["reporting_status"]
    ]
    return (
        select(*columns)
        .join(tables.releases, tables.releases.c.release_id == status.c.release_id)
        .outerjoin(
            stated,
            and_(
                stated.c.period_code == status.c.period_code,
                stated.c.unit_id == status.c.unit_id,
                stated.c.report_type == status.c.report_type,
            ),
        )
        .where(tables.releases.c.superseded_at.is_(None))
    )


def _values_history() -> Select[Any]:
    """Every value of every release with the instants between which it was the published one."""
    values, releases = tables.published_indicator_values, tables.releases
    return select(
        *_contract_columns("indicator_values", values),
        releases.c.published_at.label("valid_from"),
        releases.c.superseded_at.label("valid_to"),
    ).join(releases, releases.c.release_id == values.c.release_id)


def _units() -> CompoundSelect[Any]:
    """The registry's units, and those known only from the listings of a current release."""
    return union_all(select(*_contract_columns("units", tables.units)), _listed_units())


def _listed_units() -> Select[Any]:
    """Residential areas and organisations, valid from the start of the first period that lists them."""
    listed, parent = _first_listings(), tables.units.alias("parent")
    known: Mapping[str, ColumnElement[Any]] = {
        "unit_id": listed.c.unit_id,
        "name": listed.c.name,
        "short_name": listed.c.name,
        "kind": listed.c.kind,
        "parent_id": listed.c.parent_id,
        "district_id": _parent_at(Level.DISTRICT, parent.c.district_id, parent),
        "province_id": _parent_at(Level.PROVINCE, parent.c.province_id, parent),
        "valid_from": listed.c.valid_from,
    }
    return select(*[known.get(name, null()).label(name) for name in BI_CONTRACT["units"]]).select_from(
        listed.outerjoin(
            parent,
            and_(
                parent.c.unit_id == listed.c.parent_id,
                parent.c.valid_from <= listed.c.last_day,
                or_(parent.c.valid_to.is_(None), parent.c.valid_to > listed.c.last_day),
            ),
        )
    )


def _first_listings() -> Any:
    listings, releases, periods = tables.published_listings, tables.releases, tables.periods
    return (
        select(
            listings.c.unit_id,
            func.max(listings.c.name).label("name"),
            func.max(listings.c.unit_kind).label("kind"),
            func.max(listings.c.parent_id).label("parent_id"),
            func.min(periods.c.starts_on).label("valid_from"),
            func.max(periods.c.ends_on).label("last_day"),
        )
        .join(releases, releases.c.release_id == listings.c.release_id)
        .join(periods, periods.c.period_code == listings.c.period_code)
        .where(
            releases.c.superseded_at.is_(None),
            listings.c.unit_id.is_not(None),
            ~select(tables.units.c.unit_id).where(tables.units.c.unit_id == listings.c.unit_id).exists(),
        )
        .group_by(listings.c.unit_id)
        .subquery("listed")
    )


def _parent_at(level: Level, above: ColumnElement[Any], parent: Any) -> ColumnElement[Any]:
    """The listing parent itself where it is of `level`, else the unit of that level above it."""
    return case((parent.c.level == level.value, parent.c.unit_id), else_=above)


def _contract_columns(name: str, source: Table) -> list[ColumnElement[Any]]:
    return [source.c[column] for column in BI_CONTRACT[name]]
