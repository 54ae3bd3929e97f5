"""Small named queries for the summary of a run and for the shell: what is published, counted.

Each reads the `bi` views, so that it tells what readers see. Documents like the provincial report make
their own queries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, and_, func, select

from schemas.vocabulary import DocumentStatus, FigureStatus, Origin, ReleaseStatus, Severity
from warehouse.contract import bi_view

_FIGURE_COLUMNS = {
    FigureStatus.MAPPED: "figures_mapped",
    FigureStatus.UNMAPPED: "figures_unmapped",
    FigureStatus.NOT_STATISTIC: "figures_not_statistic",
    FigureStatus.OUT_OF_SCOPE: "figures_out_of_scope",
}


@dataclass(frozen=True, slots=True)
class CurrentRelease:
    """The newest release of a period; `published_at` is in UTC."""

    period_code: str
    release_id: str
    status: ReleaseStatus
    published_at: datetime
    document_count: int
    value_count: int


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One figure of a unit in a period, beside the same period a year before.

    `value` and `previous_value` are in `measure`; `change` is signed, `change_pct` in percent.
    """

    indicator_code: str
    label_vi: str
    measure: str
    unit_kind: str | None
    category: str | None
    value: Decimal
    origin: Origin
    units_expected: int | None
    units_reported: int | None
    is_complete: bool | None
    previous_value: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    comparability: str | None


@dataclass(frozen=True, slots=True)
class ReportingCount:
    """How many reports of a period have a status and timeliness."""

    status: str
    timeliness: str
    count: int


def documents_by_status(connection: Connection) -> Mapping[DocumentStatus, int]:
    """How many receipts stand in each status; every status is named, also those with none."""
    documents = bi_view("documents")
    query = select(documents.c.status, func.count().label("receipts")).group_by(documents.c.status)
    counted = {row.status: int(row.receipts) for row in connection.execute(query)}
    return {status: counted.get(status.value, 0) for status in DocumentStatus}


def figures_by_status(connection: Connection) -> Mapping[FigureStatus, int]:
    """How many numbers of the accepted documents stand in each status; together all of their numbers."""
    documents = bi_view("documents")
    row = connection.execute(
        select(
            *[func.coalesce(func.sum(documents.c[name]), 0).label(name) for name in _FIGURE_COLUMNS.values()]
        ).where(documents.c.status == DocumentStatus.ACCEPTED.value)
    ).one()
    return {status: int(row._mapping[name]) for status, name in _FIGURE_COLUMNS.items()}


def findings_by_severity(connection: Connection, period_code: str | None = None) -> Mapping[Severity, int]:
    """How many released findings there are of each severity, in one period or in all."""
    findings = bi_view("findings")
    query = select(findings.c.severity, func.count().label("findings")).group_by(findings.c.severity)
    if period_code is not None:
        query = query.where(findings.c.period_code == period_code)
    counted = {row.severity: int(row.findings) for row in connection.execute(query)}
    return {severity: counted.get(severity.value, 0) for severity in Severity}


def current_releases(connection: Connection) -> tuple[CurrentRelease, ...]:
    """The newest release of every period that has one, in the order of the periods' first days."""
    releases, periods = bi_view("releases"), bi_view("periods")
    query = (
        select(releases)
        .select_from(releases.outerjoin(periods, periods.c.period_code == releases.c.period_code))
        .where(releases.c.superseded_at.is_(None))
        .order_by(periods.c.starts_on, releases.c.period_code)
    )
    return tuple(
        CurrentRelease(
            period_code=row.period_code,
            release_id=row.release_id,
            status=ReleaseStatus(row.status),
            published_at=row.published_at,
            document_count=row.document_count,
            value_count=row.value_count,
        )
        for row in connection.execute(query)
    )


def province_table(connection: Connection, unit_id: str, period_code: str) -> tuple[ProvinceRow, ...]:
    """Every published figure of a unit in a period, by domain and code, the total before its breakdown."""
    values, catalogue, compared = bi_view("indicator_values"), bi_view("indicators"), bi_view("comparisons")
    same_figure = and_(
        *[compared.c[name] == values.c[name] for name in ("period_code", "unit_id", "indicator_code")],
        *[compared.c[name].is_not_distinct_from(values.c[name]) for name in ("unit_kind", "category")],
    )
    query = (
        select(
            values,
            catalogue.c.label_vi,
            catalogue.c.unit.label("measure"),
            *[compared.c[name] for name in ("previous_value", "change", "change_pct", "comparability")],
        )
        .select_from(
            values.join(catalogue, catalogue.c.indicator_code == values.c.indicator_code).outerjoin(
                compared, same_figure
            )
        )
        .where(values.c.unit_id == unit_id, values.c.period_code == period_code)
        .order_by(
            catalogue.c.domain,
            values.c.indicator_code,
            func.coalesce(values.c.unit_kind, ""),
            func.coalesce(values.c.category, ""),
        )
    )
    return tuple(
        ProvinceRow(
            indicator_code=row.indicator_code,
            label_vi=row.label_vi,
            measure=row.measure,
            unit_kind=row.unit_kind,
            category=row.category,
            value=row.value,
            origin=Origin(row.origin),
            units_expected=row.units_expected,
            units_reported=row.units_reported,
            is_complete=row.is_complete,
            previous_value=row.previous_value,
            change=row.change,
            change_pct=row.change_pct,
            comparability=row.comparability,
        )
        for row in connection.execute(query)
    )


def reporting_counts(connection: Connection, period_code: str) -> tuple[ReportingCount, ...]:
    """How many of the reports owed for a period came, and when."""
    owed = bi_view("reporting_status")
    query = (
        select(owed.c.status, owed.c.timeliness, func.count().label("reports"))
        .where(owed.c.period_code == period_code)
        .group_by(owed.c.status, owed.c.timeliness)
        .order_by(owed.c.status, owed.c.timeliness)
    )
    return tuple(
        ReportingCount(row.status, row.timeliness, int(row.reports)) for row in connection.execute(query)
    )
