"""A figure against the same period a year before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schemas.periods import parse_period
from schemas.series_breaks import SeriesBreak
from warehouse import tables
from warehouse.comparison import compare_period

THIS_YEAR, LAST_YEAR = parse_period("2023"), parse_period("2022")


def _last_year(ledger: Any, **said: int) -> None:
    """Consolidate and publish last year with one figure of crimes for each unit, then clear its stage."""
    for unit_id, value in said.items():
        ledger.observe(
            unit_id,
            "crime.cases",
            value,
            period_code="2022",
            reported_period_code="2022",
            document_id=ledger.document(unit_id, period_code="2022"),
        )
    ledger.consolidate(LAST_YEAR)
    ledger.publish(LAST_YEAR)


def _compared(
    ledger: Any, unit_id: str, indicator_code: str = "crime.cases", breaks: tuple[SeriesBreak, ...] = ()
) -> Any:
    ledger.consolidate()
    compare_period(ledger.connection, THIS_YEAR, breaks)
    return ledger.row(tables.comparisons, period_code="2023", unit_id=unit_id, indicator_code=indicator_code)


def test_a_change_is_signed_and_its_percentage_rounded(ledger: Any) -> None:
    _last_year(ledger, D1=1075)
    ledger.observe("D1", "crime.cases", 1008)
    row = _compared(ledger, "D1")
    assert (row.comparability, row.previous_value, row.change) == ("comparable", 1075, -67)
    assert row.change_pct == Decimal("-6.232558")
    assert row.matched_change == -67


def test_totals_of_the_same_units_are_comparable(ledger: Any) -> None:
    _last_year(ledger, D1=10, D2=20)
    ledger.observe("D1", "crime.cases", 12)
    ledger.observe("D2", "crime.cases", 19)
    row = _compared(ledger, "P")
    assert (row.comparability, row.previous_value, row.change) == ("comparable", 30, 1)


def test_totals_of_different_units_show_only_the_matched_change(ledger: Any) -> None:
    _last_year(ledger, D1=10)
    ledger.observe("D1", "crime.cases", 12)
    ledger.observe("D2", "crime.cases", 19)
    row = _compared(ledger, "P")
    assert (row.comparability, row.previous_value, row.change) == ("coverage_differs", 10, None)
    assert (row.change_pct, row.matched_change) == (None, 2)


def test_equal_numbers_of_units_are_not_the_same_units(ledger: Any) -> None:
    _last_year(ledger, D1=10)
    ledger.observe("D2", "crime.cases", 19)
    assert _compared(ledger, "P").comparability == "coverage_differs"


def test_a_whole_stated_then_compares_with_a_complete_sum_now(ledger: Any) -> None:
    _last_year(ledger, P=1075)
    ledger.owes("D1", "D2")
    ledger.observe("D1", "crime.cases", 1000)
    ledger.observe("D2", "crime.cases", 8)
    row = _compared(ledger, "P")
    assert (row.comparability, row.change) == ("comparable", -67)


def test_a_year_known_from_this_year_s_report_alone_is_stated_only(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D1", "crime.cases", 20, role="previous", period_code="2022")
    row = _compared(ledger, "D1")
    assert (row.comparability, row.previous_value, row.change) == ("stated_only", 20, 8)
    assert row.change_pct == 40


@pytest.mark.parametrize(("direction", "previous"), [("up", 20), ("down", 36)])
def test_last_year_follows_from_a_stated_change(ledger: Any, direction: str, previous: int) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D1", "crime.cases", 8, role="change", direction=direction)
    row = _compared(ledger, "D1")
    assert (row.comparability, row.previous_value) == ("stated_only", previous)


def test_a_release_comes_before_what_this_year_s_report_says_about_it(ledger: Any) -> None:
    _last_year(ledger, D1=21)
    ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D1", "crime.cases", 20, role="previous", period_code="2022")
    row = _compared(ledger, "D1")
    assert (row.comparability, row.previous_value) == ("comparable", 21)


def test_a_missing_district_of_last_year_is_filled_by_its_own_statement(ledger: Any) -> None:
    _last_year(ledger, D1=1000)
    ledger.observe("D1", "crime.cases", 940)
    ledger.observe("D2", "crime.cases", 68)
    ledger.observe("D2", "crime.cases", 75, role="previous", period_code="2022")
    row = _compared(ledger, "P")
    assert (row.comparability, row.previous_value, row.change) == ("stated_only", 1075, -67)


def test_nothing_known_of_last_year_is_not_reported(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    row = _compared(ledger, "D1")
    assert (row.comparability, row.previous_value, row.change) == ("not_reported", None, None)


def test_there_is_no_percentage_of_nothing(ledger: Any) -> None:
    _last_year(ledger, D1=0)
    ledger.observe("D1", "crime.cases", 3)
    row = _compared(ledger, "D1")
    assert (row.change, row.change_pct) == (3, None)


def test_a_restated_year_flows_into_the_year_after(ledger: Any) -> None:
    _last_year(ledger, D1=1075)
    ledger.observe("D1", "crime.cases", 1008)
    assert _compared(ledger, "D1").change == -67
    ledger.restate(LAST_YEAR, "D1", "crime.cases", 1080)
    row = _compared(ledger, "D1")
    assert (row.previous_value, row.change) == (1080, -72)


@pytest.mark.parametrize(
    ("code", "comparability"),
    [
        ("crime.", "scheme_changed"),
        ("crime.cases", "scheme_changed"),
        ("crime.case", "comparable"),
        ("traffic.", "comparable"),
    ],
)
def test_a_declared_break_of_the_series_is_honoured(ledger: Any, code: str, comparability: str) -> None:
    _last_year(ledger, D1=10)
    ledger.observe("D1", "crime.cases", 12)
    row = _compared(ledger, "D1", breaks=(SeriesBreak(code, date(2023, 7, 1)),))
    assert row.comparability == comparability
    assert (row.change is None) == (comparability == "scheme_changed")


@pytest.mark.parametrize("day", [date(2022, 12, 14), date(2023, 12, 15)])
def test_a_break_on_either_side_of_both_period_ends_does_not_matter(ledger: Any, day: date) -> None:
    _last_year(ledger, D1=10)
    ledger.observe("D1", "crime.cases", 12)
    assert _compared(ledger, "D1", breaks=(SeriesBreak("crime.", day),)).comparability == "comparable"


def test_a_ratio_is_compared_in_points(ledger: Any) -> None:
    for code, value in (("crime.cases", 4), ("crime.cases_solved", 3)):
        ledger.observe(
            "D1",
            code,
            value,
            period_code="2022",
            reported_period_code="2022",
            document_id=ledger.document("D1", period_code="2022"),
        )
        ledger.observe("D1", code, value * 2 - (value - 3))
    ledger.consolidate(LAST_YEAR)
    ledger.publish(LAST_YEAR)
    row = _compared(ledger, "D1", "crime.clearance_rate")
    assert (row.previous_value, row.value, row.change) == (75, Decimal("85.714286"), Decimal("10.714286"))


def test_staged_rows_stand_in_for_a_year_without_a_release(ledger: Any) -> None:
    ledger.observe(
        "D1",
        "crime.cases",
        10,
        period_code="2022",
        reported_period_code="2022",
        document_id=ledger.document("D1", period_code="2022"),
    )
    ledger.consolidate(LAST_YEAR)
    ledger.observe("D1", "crime.cases", 12)
    assert _compared(ledger, "D1").change == 2
