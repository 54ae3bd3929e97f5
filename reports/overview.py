"""What a person looks at first in the newest releases: the receipts, the gravest findings, what is missing.

Every number comes from a `bi` view as it stands there; this module only picks and counts rows. The figures
of a province stand in `headline`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, case, func, literal, select

from reports.bi import DOCUMENTS, FINDINGS, PERIODS, REPORTING, named_unit, named_units
from schemas.vocabulary import Severity

_SEVERITIES = tuple(Severity)
_MOST_COPIES = 10
"""So many documents may say the same before fewer lines than asked for are shown."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the file it is about; `also_in` are other files of the unit that say the same."""

    severity: str
    rule: str
    message: str
    file_name: str | None
    locator: str
    period_code: str | None
    unit_id: str | None = None
    also_in: tuple[str, ...] = ()


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
    """The gravest findings of the periods, errors first; one report in several formats is told once."""
    rank = case({severity: place for place, severity in enumerate(_SEVERITIES)}, value=FINDINGS.c.severity)
    statement = (
        select(
            FINDINGS.c.severity,
            FINDINGS.c.rule,
            FINDINGS.c.message,
            DOCUMENTS.c.file_name,
            FINDINGS.c.locator,
            FINDINGS.c.period_code,
            FINDINGS.c.unit_id,
        )
        .join(DOCUMENTS, DOCUMENTS.c.document_id == FINDINGS.c.document_id, isouter=True)
        .where(FINDINGS.c.period_code.in_(periods))
        .order_by(rank, FINDINGS.c.period_code, DOCUMENTS.c.file_name, FINDINGS.c.locator, FINDINGS.c.rule)
        .limit(limit * _MOST_COPIES)
    )
    return told_once(FindingLine(*row) for row in connection.execute(statement))[:limit]


def told_once(lines: Iterable[FindingLine]) -> tuple[FindingLine, ...]:
    """The lines with those of equal documents put together; a document's own lines all stay."""
    found: dict[tuple[object, ...], FindingLine] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for line in lines:
        says = (line.period_code, line.unit_id, line.rule, line.message)
        seen[(line.file_name, *says)] += 1
        key = (seen[(line.file_name, *says)], *says)
        first = found.setdefault(key, line)
        if first is not line and line.file_name:
            found[key] = replace(first, also_in=(*first.also_in, line.file_name))
    return tuple(found.values())


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
