"""A year built from its months against the annual report: a finding where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import update

from schemas.periods import parse_period
from warehouse import tables
from warehouse.built_from_parts import compare_with_parts

MONTHS = tuple(f"2023-{month:02}" for month in range(1, 13))


@pytest.fixture
def reports(ledger: Any) -> Any:
    """Writes the staged values of one unit, one for each period."""
    ledger.connection.execute(update(tables.indicators).values(over_time="sum", label_vi="Số vụ"))

    def write(codes: Sequence[str], values: Sequence[int], **others: Any) -> None:
        row = {"unit_id": "D1", "indicator_code": "crime.cases", "origin": "reported", "is_complete": None}
        for code, value in zip(codes, values, strict=True):
            ledger.add(tables.indicator_values, period_code=code, value=value, **row | others)

    return write


def _found(ledger: Any, period_code: str) -> list[tuple[int, int]]:
    compare_with_parts(ledger.connection, parse_period(period_code))
    rows = ledger.rows(tables.findings, rule="T04", period_code=period_code)
    return [(int(row.reported), int(row.expected)) for row in rows]


def test_the_months_of_a_year_add_up_to_another_number_than_its_report(ledger: Any, reports: Any) -> None:
    reports(MONTHS, range(1, 13))
    reports(["2023"], [80])
    assert _found(ledger, "2023-12") == [(80, 78)]
    row = ledger.row(tables.findings, rule="T04")
    assert (row.unit_id, row.severity) == ("D1", "warning")
    assert row.message == "“Số vụ”: Năm 2023 ghi 80, nhưng cộng dồn 12 kỳ báo cáo trong kỳ đó là 78."


def test_nothing_is_found_where_they_agree(ledger: Any, reports: Any) -> None:
    reports(MONTHS, range(1, 13))
    reports(["2023"], [78])
    assert _found(ledger, "2023-12") == []


def test_a_month_that_is_missing_is_not_zero(ledger: Any, reports: Any) -> None:
    reports(MONTHS[1:], range(2, 13))
    reports(["2023"], [80])
    assert _found(ledger, "2023-12") == []


def test_of_a_stock_the_last_month_counts(ledger: Any, reports: Any) -> None:
    ledger.connection.execute(update(tables.indicators).values(over_time="latest"))
    reports(MONTHS, [5] * 11 + [7])
    reports(["2023"], [6])
    assert _found(ledger, "2023-12") == [(6, 7)]


def test_ratios_follow_from_their_terms_and_are_not_built(ledger: Any, reports: Any) -> None:
    ledger.connection.execute(update(tables.indicators).values(over_time="recompute"))
    reports(MONTHS, [50] * 12)
    reports(["2023"], [60])
    assert _found(ledger, "2023-12") == []


@pytest.mark.parametrize(
    ("settled_by", "whole", "parts"),
    [
        ("2023-03", "2023-Q1", MONTHS[:3]),
        ("2023-06", "2023-H1", MONTHS[:6]),
        ("2023-9M", "2023-9M", MONTHS[:9]),
        ("2023-9M", "2023-9M", ("2023-Q1", "2023-Q2", "2023-Q3")),
        ("2023-Q4", "2023", ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")),
        ("2023-H2", "2023", ("2023-H1", "2023-H2")),
    ],
)
def test_every_longer_period_is_built_from_its_parts(
    ledger: Any, reports: Any, settled_by: str, whole: str, parts: tuple[str, ...]
) -> None:
    reports(parts, [1] * len(parts))
    reports([whole], [100])
    assert _found(ledger, settled_by) == [(100, len(parts))]


def test_a_sum_over_too_few_units_is_not_compared(ledger: Any, reports: Any) -> None:
    reports(MONTHS, [1] * 12, origin="summed", is_complete=True)
    reports(["2023"], [13], origin="summed", is_complete=False)
    assert _found(ledger, "2023-12") == []


def test_kinds_of_unit_are_kept_apart(ledger: Any, reports: Any) -> None:
    reports(MONTHS, [1] * 12, unit_kind="agency")
    reports(["2023"], [13])
    assert _found(ledger, "2023-12") == []


def test_finding_again_replaces_what_was_found(ledger: Any, reports: Any) -> None:
    reports(MONTHS, range(1, 13))
    reports(["2023"], [80])
    assert _found(ledger, "2023-12") == _found(ledger, "2023-12") == [(80, 78)]
