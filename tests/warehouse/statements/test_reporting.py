"""Who owed which report, and what became of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from schemas.obligations import required_indicators
from schemas.periods import parse_period
from schemas.vocabulary import ReportType
from warehouse import tables
from warehouse.reporting import expect_reports, judge_reporting

THIS_YEAR = parse_period("2023")
DUE = date(2023, 12, 15)
REQUIRED = required_indicators(ReportType.NARRATIVE, THIS_YEAR.grain)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC).replace(tzinfo=None)


def _status(
    ledger: Any, unit_id: str = "D1", report_type: str = "narrative", as_of: date = date(2024, 2, 1)
) -> Any:
    judge_reporting(ledger.connection, THIS_YEAR, as_of)
    return ledger.row(tables.reporting_status, period_code="2023", unit_id=unit_id, report_type=report_type)


def _complete_report(ledger: Any, **document: Any) -> str:
    document_id: str = ledger.document("D1", **document)
    known = {row.indicator_code for row in ledger.rows(tables.indicators)}
    for code in REQUIRED:
        if code not in known:
            ledger.add(tables.indicators, indicator_code=code, over_units="sum", domain=code.split(".")[0])
        ledger.observe("D1", code, 1, document_id=document_id)
    ledger.consolidate()
    return document_id


def test_districts_owe_the_annual_narrative_and_annex(ledger: Any) -> None:
    expect_reports(ledger.connection, THIS_YEAR, ["P"])
    owed = {(row.unit_id, row.report_type, row.due_on) for row in ledger.rows(tables.expected_reports)}
    assert owed == {(unit, kind, DUE) for unit in ("D1", "D2") for kind in ("narrative", "annex")}


def test_a_complete_report_in_time_is_received(ledger: Any) -> None:
    ledger.owes("D1")
    _complete_report(ledger)
    row = _status(ledger)
    assert (row.status, row.timeliness, row.due_on) == ("received", "on_time", DUE)


def test_a_report_without_a_required_figure_is_incomplete(ledger: Any) -> None:
    ledger.owes("D1")
    ledger.observe("D1", "crime.cases", 28)
    ledger.consolidate()
    assert _status(ledger).status == "incomplete"


def test_a_report_after_the_day_is_late(ledger: Any) -> None:
    ledger.owes("D1")
    ledger.document("D1", dated_on=date(2023, 12, 20), received_at=_at(date(2023, 12, 21)))
    assert _status(ledger).timeliness == "late"


def test_a_report_loaded_after_the_fact_is_judged_by_its_own_date(ledger: Any) -> None:
    ledger.owes("D1")
    ledger.document("D1", dated_on=date(2023, 12, 14), received_at=_at(date(2025, 3, 1)))
    assert _status(ledger).timeliness == "on_time"


def test_a_correction_does_not_make_a_report_late(ledger: Any) -> None:
    ledger.owes("D1")
    ledger.document("D1", status="superseded", received_at=_at(date(2023, 12, 14)))
    ledger.document("D1", dated_on=date(2023, 12, 28), received_at=_at(date(2023, 12, 28)))
    assert _status(ledger).timeliness == "on_time"


def test_a_report_that_never_came_is_missing(ledger: Any) -> None:
    ledger.owes("D1")
    row = _status(ledger)
    assert (row.status, row.timeliness, row.received_at) == ("missing", "missing", None)


def test_before_the_day_a_report_is_not_due(ledger: Any) -> None:
    ledger.owes("D1")
    assert _status(ledger, as_of=DUE).timeliness == "not_due"


def test_an_optional_report_that_never_came_is_not_owed(ledger: Any) -> None:
    ledger.owes("D1", is_optional=True)
    row = _status(ledger)
    assert (row.status, row.timeliness) == ("not_owed", "not_due")


def test_a_quarantined_file_is_not_a_report(ledger: Any) -> None:
    ledger.owes("D1")
    ledger.document("D1", status="quarantined")
    assert _status(ledger).status == "quarantined"


def test_a_report_that_nobody_owes_is_shown(ledger: Any) -> None:
    ledger.document("D1C1")
    assert _status(ledger, "D1C1").status == "not_owed"


def test_errors_and_warnings_of_the_accepted_version_are_counted(ledger: Any) -> None:
    ledger.owes("D1")
    accepted = ledger.document("D1")
    old = ledger.document("D1", status="superseded")
    for number, (document_id, severity) in enumerate(
        [(accepted, "error"), (accepted, "warning"), (accepted, "warning"), (old, "error")]
    ):
        ledger.add(
            tables.findings,
            finding_id=str(number),
            period_code="2023",
            document_id=document_id,
            severity=severity,
        )
    row = _status(ledger)
    assert (row.errors, row.warnings) == (1, 2)
