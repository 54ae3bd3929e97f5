"""Rules K01–K03, in SQL: reports that are owed and missing or late, figures that a report leaves out.

Who owes what, and by when, stands in `stage.expected_reports`; required figures in `obligations.yaml`. An
optional report is never missed. The day is written as people write it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, and_, cast, exists, func, literal, null, select

from schemas.obligations import required_indicators
from schemas.periods import Period
from schemas.vocabulary import DocumentStatus, Origin, ReportType
from warehouse.found import add_findings, replace_findings
from warehouse.listed_units import label_of
from warehouse.tables import documents, expected_reports, indicator_values, indicators

_CAME = (DocumentStatus.ACCEPTED, DocumentStatus.SUPERSEDED, DocumentStatus.QUARANTINED)
_OWN_FIGURES = (Origin.REPORTED, Origin.DERIVED)


def find_what_is_missing(connection: Connection, period: Period, as_of: date) -> None:
    """Replace the period's findings of the family K; a report is missing once its day is before `as_of`."""
    replace_findings(connection, period, {"K01": None, "K02": None, "K03": None})
    for rule, statement in (
        ("K01", _missing(period, as_of)),
        ("K02", _late(period)),
        ("K03", _left_out(period)),
    ):
        rows = [_with_days(row._asdict()) for row in connection.execute(statement)]
        add_findings(connection, period, rule, rows)


def _missing(period: Period, as_of: date) -> Any:
    came = exists().where(
        documents.c.period_code == period.code,
        documents.c.unit_id == expected_reports.c.unit_id,
        documents.c.report_type == expected_reports.c.report_type,
        documents.c.status.in_(_CAME),
    )
    return _owed(period).where(expected_reports.c.due_on < as_of, ~came)


def _late(period: Period) -> Any:
    """Judged by the first that came, and by its own date where that is earlier (loaded after the fact)."""
    received_on = cast(documents.c.received_at, Date)
    day = func.min(func.least(func.coalesce(documents.c.dated_on, received_on), received_on))
    first = (
        select(documents.c.unit_id, documents.c.report_type, day.label("received"))
        .where(documents.c.period_code == period.code, documents.c.status.in_(_CAME))
        .group_by(documents.c.unit_id, documents.c.report_type)
        .cte("first_received")
    )
    return (
        _owed(period)
        .add_columns(first.c.received)
        .join(
            first,
            and_(
                first.c.unit_id == expected_reports.c.unit_id,
                first.c.report_type == expected_reports.c.report_type,
            ),
        )
        .where(first.c.received > expected_reports.c.due_on)
    )


def _owed(period: Period) -> Any:
    return select(
        (expected_reports.c.unit_id + "/" + expected_reports.c.report_type).label("subject"),
        expected_reports.c.unit_id,
        null().label("document_id"),
        literal("").label("locator"),
        null().label("reported"),
        null().label("expected"),
        label_of("report_type", expected_reports.c.report_type).label("report"),
        expected_reports.c.due_on.label("due"),
    ).where(expected_reports.c.period_code == period.code, expected_reports.c.is_optional.is_(False))


def _left_out(period: Period) -> Any:
    """A required figure of the annual narrative that neither the narrative nor the annex states."""
    required = required_indicators(ReportType.NARRATIVE, period.grain)
    has_it = exists().where(
        indicator_values.c.period_code == period.code,
        indicator_values.c.unit_id == expected_reports.c.unit_id,
        indicator_values.c.indicator_code == indicators.c.indicator_code,
        indicator_values.c.origin.in_(_OWN_FIGURES),
    )
    has_come = exists().where(
        documents.c.period_code == period.code,
        documents.c.unit_id == expected_reports.c.unit_id,
        documents.c.report_type == ReportType.NARRATIVE,
        documents.c.status == DocumentStatus.ACCEPTED,
    )
    return (
        select(
            (expected_reports.c.unit_id + "/" + indicators.c.indicator_code).label("subject"),
            expected_reports.c.unit_id,
            null().label("document_id"),
            literal("").label("locator"),
            null().label("reported"),
            null().label("expected"),
            indicators.c.label_vi.label("label"),
        )
        .select_from(expected_reports)
        .join(indicators, indicators.c.indicator_code.in_(required))
        .where(
            expected_reports.c.period_code == period.code,
            expected_reports.c.report_type == ReportType.NARRATIVE,
            expected_reports.c.is_optional.is_(False),
            has_come,
            ~has_it,
        )
    )


def _with_days(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.strftime("%d/%m/%Y") if isinstance(value, date) else value for name, value in row.items()
    }
