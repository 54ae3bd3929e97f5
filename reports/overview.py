"""What a person looks at first in the newest releases: the receipts, the gravest findings, what is missing.

Every number comes from a `bi` view as it stands there; this module only picks and counts rows. The figures
of a province stand in `headline`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, func, literal, select

from reports.bi import DOCUMENTS, FINDINGS, PERIODS, REPORTING, named_unit, named_units
from schemas.vocabulary import Severity

_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the name of the file it is about."""

    severity: str
    rule: str
    message: str
    file_name: str | None
    locator: str
    period_code: str | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A receipt and what became of it."""

    file_name: str
    unit_id: str | None
    period_code: str | None
    report_type: str | None
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A report that a unit owes and that is not in."""

    period_code: str
    unit_id: str
    name: str
    report_type: str
    due_on: date | None
    timeliness: str


def documents(connection: Connection) -> tuple[DocumentLine, ...]:
    """Every receipt, by status, then file name."""
    names = ("file_name", "unit_id", "period_code", "report_type", "status", "reason")
    statement = select(*(DOCUMENTS.c[name] for name in names))
    rows = connection.execute(statement.order_by(DOCUMENTS.c.status, DOCUMENTS.c.file_name))
    return tuple(DocumentLine(*row) for row in rows)


def worst_findings(connection: Connection, periods: Sequence[str], limit: int) -> tuple[FindingLine, ...]:
    """The gravest findings of the periods, errors first."""
    rank = case({severity: place for place, severity in enumerate(_SEVERITIES)}, value=FINDINGS.c.severity)
    statement = (
        select(
            FINDINGS.c.severity,
            FINDINGS.c.rule,
            FINDINGS.c.message,
            DOCUMENTS.c.file_name,
            FINDINGS.c.locator,
            FINDINGS.c.period_code,
        )
        .join(DOCUMENTS, DOCUMENTS.c.document_id == FINDINGS.c.document_id, isouter=True)
        .where(FINDINGS.c.period_code.in_(periods))
        .order_by(rank, FINDINGS.c.period_code, DOCUMENTS.c.file_name, FINDINGS.c.locator, FINDINGS.c.rule)
        .limit(limit)
    )
    return tuple(FindingLine(*row) for row in connection.execute(statement))


def missing_reports(connection: Connection) -> tuple[MissingReport, ...]:
    """What is owed and not in, of all periods with a release."""
    unit = named_units()
    statement = (
        select(
            REPORTING.c.period_code,
            REPORTING.c.unit_id,
            func.coalesce(unit.c.name, REPORTING.c.unit_id),
            REPORTING.c.report_type,
            REPORTING.c.due_on,
            REPORTING.c.timeliness,
        )
        .join(PERIODS, PERIODS.c.period_code == REPORTING.c.period_code)
        .join(unit, named_unit(unit, REPORTING.c.unit_id), isouter=True)
        .where(REPORTING.c.status == literal("missing"))
        .order_by(REPORTING.c.period_code, REPORTING.c.unit_id, REPORTING.c.report_type)
    )
    return tuple(MissingReport(*row) for row in connection.execute(statement))
