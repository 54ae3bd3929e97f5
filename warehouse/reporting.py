"""Who owes which report for a period, and what became of it, in SQL.

What belongs here: `stage.expected_reports` (from `obligations.yaml` and the tree in force) and the rows of
`stage.reporting_status`. A report is judged by the first version that came; where it was loaded after its
due day, by the date in its own date line. An optional report that never came is not owed; a report
that nobody owes is shown as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
)

from schemas.obligations import DueReport, Obligor, obligations_for, required_indicators
from schemas.periods import Period
from schemas.vocabulary import (
    DocumentStatus,
    Origin,
    ReportingStatus,
    ReportType,
    Severity,
    Timeliness,
    UnitKind,
)
from warehouse.tables import (
    documents,
    expected_reports,
    findings,
    indicator_values,
    reporting_status,
    units,
)
from warehouse.tree import plant_tree
from warehouse.working import drop_working_tables, insert_columns, make_working_tables, tree

_SENT = (DocumentStatus.ACCEPTED, DocumentStatus.SUPERSEDED)
_OWN_FIGURES = (Origin.REPORTED, Origin.DERIVED)
_NEVER_OWED = (ReportType.NEWS, ReportType.NOTICE, ReportType.PROGRAMME, ReportType.REMEDIATION_PLAN)


def expect_reports(connection: Connection, period: Period, roots: Sequence[str]) -> None:
    """Replace the period's rows of `stage.expected_reports`: what each unit below `roots` owes.

    `due_on` is the last day on time. Must run before the period is consolidated.
    """
    connection.execute(delete(expected_reports).where(expected_reports.c.period_code == period.code))
    make_working_tables(connection)
    plant_tree(connection, period.code, period.ends_on, roots)
    for obligor in Obligor:
        for owed in obligations_for(obligor, period):
            if obligor is not Obligor.WEAK_UNIT:
                connection.execute(_expect(period, obligor, owed))
    drop_working_tables(connection)


def judge_reporting(connection: Connection, period: Period, as_of: date) -> None:
    """Replace the period's rows of `stage.reporting_status`.

    `as_of` is the day on which a report that hasn't come is missing, or not due yet. Needs the documents,
    `stage.expected_reports`, `stage.findings` and `stage.indicator_values` of the period.
    """
    connection.execute(delete(reporting_status).where(reporting_status.c.period_code == period.code))
    connection.execute(_judge(period, as_of))


def _expect(period: Period, obligor: Obligor, owed: DueReport) -> Any:
    last_day = owed.due_on - timedelta(days=1) if owed.is_before else owed.due_on
    is_department = units.c.kind == UnitKind.DEPARTMENT
    is_obligor = is_department if obligor is Obligor.DEPARTMENT else units.c.level == obligor.value
    rows = (
        select(
            literal(period.code),
            tree.c.unit_id,
            literal(owed.report_type.value),
            cast(literal(last_day), Date),
            literal(owed.is_optional),
        )
        .where(exists().where(units.c.unit_id == tree.c.unit_id, is_obligor))
        .distinct()
    )
    return insert(expected_reports).from_select(insert_columns(expected_reports), rows)


def _judge(period: Period, as_of: date) -> Any:
    owed, sent, incomplete = _owed(period), _sent(period), _incomplete(period)
    is_in = sent.c.accepted > 0
    is_quarantined = and_(~is_in, sent.c.quarantined > 0)
    came = func.coalesce(sent.c.accepted + sent.c.quarantined, 0) > 0
    status = case(
        (owed.c.is_extra, ReportingStatus.NOT_OWED),
        (and_(is_in, incomplete.c.unit_id.is_not(None), ~owed.c.is_optional), ReportingStatus.INCOMPLETE),
        (is_in, ReportingStatus.RECEIVED),
        (is_quarantined, ReportingStatus.QUARANTINED),
        (owed.c.is_optional, ReportingStatus.NOT_OWED),
        else_=ReportingStatus.MISSING,
    )
    timeliness = case(
        (owed.c.due_on.is_(None), Timeliness.NOT_DUE),
        (and_(came, sent.c.first_day <= owed.c.due_on), Timeliness.ON_TIME),
        (came, Timeliness.LATE),
        (or_(owed.c.is_optional, owed.c.due_on >= as_of), Timeliness.NOT_DUE),
        else_=Timeliness.MISSING,
    )
    rows = (
        select(
            literal(period.code),
            owed.c.unit_id,
            owed.c.report_type,
            owed.c.due_on,
            sent.c.received_at,
            timeliness,
            status,
            func.coalesce(sent.c.errors, 0),
            func.coalesce(sent.c.warnings, 0),
        )
        .select_from(owed)
        .outerjoin(sent, and_(sent.c.unit_id == owed.c.unit_id, sent.c.report_type == owed.c.report_type))
        .outerjoin(
            incomplete,
            and_(incomplete.c.unit_id == owed.c.unit_id, owed.c.report_type == ReportType.NARRATIVE),
        )
    )
    return insert(reporting_status).from_select(insert_columns(reporting_status), rows)


def _owed(period: Period) -> CTE:
    """What is owed, and what came without being owed (`is_extra`)."""
    expected = select(
        expected_reports.c.unit_id,
        expected_reports.c.report_type,
        expected_reports.c.due_on,
        expected_reports.c.is_optional,
        literal(False).label("is_extra"),
    ).where(expected_reports.c.period_code == period.code)
    extra = (
        select(documents.c.unit_id, documents.c.report_type, cast(null(), Date), literal(True), literal(True))
        .where(
            documents.c.period_code == period.code,
            documents.c.status == DocumentStatus.ACCEPTED,
            documents.c.unit_id.is_not(None),
            documents.c.report_type.not_in(_NEVER_OWED),
            ~exists().where(
                expected_reports.c.period_code == period.code,
                expected_reports.c.unit_id == documents.c.unit_id,
                expected_reports.c.report_type == documents.c.report_type,
            ),
        )
        .distinct()
    )
    return union_all(expected, extra).cte("owed")


def _sent(period: Period) -> CTE:
    """Per unit and report type: what came, when first, and the findings on what counts now."""
    counts = (
        select(
            findings.c.document_id,
            _count(findings.c.severity == Severity.ERROR).label("errors"),
            _count(findings.c.severity == Severity.WARNING).label("warnings"),
        )
        .where(findings.c.period_code == period.code)
        .group_by(findings.c.document_id)
        .cte("finding_counts")
    )
    is_sent = documents.c.status.in_(_SENT)
    day_received = cast(documents.c.received_at, Date)
    own_day = case((documents.c.dated_on < day_received, documents.c.dated_on), else_=day_received)
    is_accepted = documents.c.status == DocumentStatus.ACCEPTED
    return (
        select(
            documents.c.unit_id,
            documents.c.report_type,
            _count(is_accepted).label("accepted"),
            _count(documents.c.status == DocumentStatus.QUARANTINED).label("quarantined"),
            func.min(documents.c.received_at).label("received_at"),
            func.min(own_day).label("first_day"),
            func.sum(case((is_accepted, counts.c.errors))).label("errors"),
            func.sum(case((is_accepted, counts.c.warnings))).label("warnings"),
        )
        .outerjoin(counts, counts.c.document_id == documents.c.document_id)
        .where(
            documents.c.period_code == period.code,
            documents.c.unit_id.is_not(None),
            or_(is_sent, documents.c.status == DocumentStatus.QUARANTINED),
        )
        .group_by(documents.c.unit_id, documents.c.report_type)
        .cte("sent")
    )


def _incomplete(period: Period) -> CTE:
    """Units that leave out an indicator without which their narrative is incomplete."""
    required = required_indicators(ReportType.NARRATIVE, period.grain)
    stated = (
        select(
            indicator_values.c.unit_id,
            func.count(indicator_values.c.indicator_code.distinct()).label("indicators"),
        )
        .where(
            indicator_values.c.period_code == period.code,
            indicator_values.c.indicator_code.in_(required),
            indicator_values.c.origin.in_(_OWN_FIGURES),
        )
        .group_by(indicator_values.c.unit_id)
        .cte("stated_indicators")
    )
    return (
        select(documents.c.unit_id)
        .outerjoin(stated, stated.c.unit_id == documents.c.unit_id)
        .where(
            documents.c.period_code == period.code,
            documents.c.report_type == ReportType.NARRATIVE,
            documents.c.status == DocumentStatus.ACCEPTED,
            func.coalesce(stated.c.indicators, 0) < len(required),
        )
        .distinct()
        .cte("incomplete")
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
