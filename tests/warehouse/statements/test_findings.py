"""What contradicts between sources and years, and what is missing: rules X05–X08, T02, T03, K01–K03."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from schemas.periods import parse_period
from schemas.rating_schemes import rating_rules
from warehouse import tables
from warehouse.comparison import compare_period
from warehouse.completeness import find_what_is_missing
from warehouse.contradictions import find_contradictions
from warehouse.outliers import find_outliers
from warehouse.past_compared import compare_with_the_past
from warehouse.sources_compared import compare_sources

THIS_YEAR, LAST_YEAR = parse_period("2023"), parse_period("2022")
SCHEMES = {"P": rating_rules().schemes[0]}


def found(ledger: Any, rule: str) -> list[tuple[Any, ...]]:
    rows = ledger.rows(tables.findings, rule=rule)
    return sorted((row.unit_id, row.reported, row.expected) for row in rows)


def compared(ledger: Any, rule: str) -> list[tuple[Any, ...]]:
    ledger.consolidate()
    compare_sources(ledger.connection, THIS_YEAR, ["P"])
    return found(ledger, rule)


@pytest.mark.parametrize(("annex", "expected"), [(28, []), (27, [("D1", 27, 28)])])
def test_x_report_and_annex_are_told_exactly_where_they_differ(
    ledger: Any, annex: int, expected: list[Any]
) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D1", "crime.cases", annex, document_id=ledger.document("D1", "annex"))
    assert compared(ledger, "X05") == expected


def test_x_an_approximate_figure_contradicts_nothing(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    annex = ledger.document("D1", "annex")
    ledger.observe("D1", "crime.cases", 30, document_id=annex, qualifier="approximately")
    assert compared(ledger, "X05") == []


@pytest.mark.parametrize(("total", "expected"), [(12, []), (13, [("D1", 13, 12)])])
def test_x_a_district_is_told_exactly_where_its_communes_do_not_add_up(
    ledger: Any, total: int, expected: list[Any]
) -> None:
    report = ledger.document("D1")
    ledger.observe("D1", "crime.cases", total, document_id=report)
    for commune, value in (("D1C1", 5), ("D1C2", 7)):
        ledger.observe(commune, "crime.cases", value, sender_id="D1", document_id=report)
    assert compared(ledger, "X06") == expected


def test_x_a_district_is_not_compared_while_a_commune_is_missing(ledger: Any) -> None:
    report = ledger.document("D1")
    ledger.observe("D1", "crime.cases", 13, document_id=report)
    ledger.observe("D1C1", "crime.cases", 5, sender_id="D1", document_id=report)
    assert compared(ledger, "X06") == []


@pytest.mark.parametrize(("said", "expected"), [(28, []), (30, [("D1", 30, 28)])])
def test_x_the_press_is_told_exactly_where_it_differs_from_the_report(
    ledger: Any, said: int, expected: list[Any]
) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D1", "crime.cases", said, sender_id="P", document_id=ledger.document("P", "news"))
    assert compared(ledger, "X07") == expected


def test_x_a_unit_that_two_senders_list_is_told_once_and_no_other(ledger: Any) -> None:
    for sender in ("D1", "P"):
        ledger.listing("P/agency/so-y-te", "agency", "P", sender_id=sender, rating="good")
    ledger.listing("P/agency/so-tu-phap", "agency", "P", sender_id="D1", rating="good")
    find_contradictions(ledger.connection, THIS_YEAR, SCHEMES)
    assert found(ledger, "X08") == [("P/agency/so-y-te", None, None)]


def last_year(ledger: Any, **values: int) -> None:
    for unit_id, value in values.items():
        ledger.add(
            tables.indicator_values,
            period_code="2022",
            unit_id=unit_id,
            indicator_code="crime.cases",
            value=value,
            origin="reported",
            is_complete=True,
        )
    ledger.publish()


def with_the_past(ledger: Any, rule: str) -> list[tuple[Any, ...]]:
    ledger.consolidate()
    compare_period(ledger.connection, THIS_YEAR, [])
    compare_with_the_past(ledger.connection, THIS_YEAR)
    find_outliers(ledger.connection, THIS_YEAR)
    return found(ledger, rule)


@pytest.mark.parametrize(("stated", "expected"), [(20, []), (21, [("D1", 21, 20)])])
def test_t_last_years_value_is_told_exactly_where_it_was_reported_otherwise(
    ledger: Any, stated: int, expected: list[Any]
) -> None:
    last_year(ledger, D1=20)
    report = ledger.document("D1")
    ledger.observe("D1", "crime.cases", 28, document_id=report)
    ledger.observe("D1", "crime.cases", stated, document_id=report, role="previous", period_code="2022")
    assert with_the_past(ledger, "T02") == expected


@pytest.mark.parametrize(("change", "expected"), [(8, []), (9, [("D1", 19, 20)])])
def test_t_the_change_tells_last_years_value_too(ledger: Any, change: int, expected: list[Any]) -> None:
    last_year(ledger, D1=20)
    report = ledger.document("D1")
    ledger.observe("D1", "crime.cases", 28, document_id=report)
    ledger.observe("D1", "crime.cases", change, document_id=report, role="change", direction="up")
    assert with_the_past(ledger, "T02") == expected


@pytest.mark.parametrize("relation", [None, "merged", "split"])
def test_t_a_leap_is_told_with_the_peers_unless_boundaries_explain_it(
    ledger: Any, relation: str | None
) -> None:
    districts = [f"D{number}" for number in range(1, 8)]
    for district in districts[2:]:
        ledger.unit(district, "P", "district")
    if relation:
        ledger.unit("Z", "P", "district", valid_to=date(2023, 2, 1))
    last_year(ledger, **dict.fromkeys(districts, 50))
    for district in districts:
        ledger.observe(district, "crime.cases", 500 if district == "D1" else 52)
    if relation:
        ledger.add(
            tables.unit_successions,
            predecessor_id="Z",
            successor_id="D1",
            relation=relation,
            effective_date=date(2023, 2, 1),
        )
    told = with_the_past(ledger, "T03")
    assert told == ([] if relation else [("D1", 500, None)])
    if told:
        [row] = ledger.rows(tables.findings, rule="T03")
        assert "D2, D3, D4 và 3 đơn vị khác" in row.message


def missing(ledger: Any, rule: str, as_of: date = date(2024, 1, 1)) -> list[Any]:
    ledger.consolidate()
    find_what_is_missing(ledger.connection, THIS_YEAR, as_of)
    return sorted(row.unit_id for row in ledger.rows(tables.findings, rule=rule))


def test_k_a_report_is_missed_once_its_day_is_over(ledger: Any) -> None:
    ledger.owes("D1", "D2")
    ledger.document("D1")
    assert missing(ledger, "K01") == ["D2"]
    assert missing(ledger, "K01", as_of=date(2023, 12, 15)) == []


def test_k_an_optional_report_is_never_missed(ledger: Any) -> None:
    ledger.owes("D1", is_optional=True)
    assert missing(ledger, "K01") == []


def test_k_a_report_that_came_after_its_day_is_told_with_both_days(ledger: Any) -> None:
    ledger.owes("D1", "D2")
    ledger.document("D1", dated_on=date(2023, 12, 15))
    ledger.document("D2", dated_on=date(2023, 12, 20), received_at=date(2023, 12, 21))
    assert missing(ledger, "K02") == ["D2"]
    [row] = ledger.rows(tables.findings, rule="K02")
    assert "20/12/2023" in row.message
    assert "15/12/2023" in row.message


def test_k_a_required_figure_is_missed_where_the_report_came_without_it(ledger: Any) -> None:
    ledger.owes("D1", "D2", "P")
    ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D2", "crime.cases_solved", 20)
    find = missing(ledger, "K03")
    told = [row.message for row in ledger.rows(tables.findings, rule="K03")]
    assert set(find) == {"D1", "D2"}
    assert len(told) == len(find)


def test_a_finding_is_made_again_not_twice(ledger: Any) -> None:
    ledger.owes("D1")
    assert missing(ledger, "K01") == missing(ledger, "K01") == ["D1"]
