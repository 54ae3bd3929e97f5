"""Ratings and recognitions from the lists, their contradictions, and the watch-list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schemas.periods import parse_period
from schemas.rating_schemes import scheme_for
from warehouse import tables
from warehouse.contradictions import find_contradictions
from warehouse.rating import rate_units
from warehouse.watchlist import watch_units

THIS_YEAR, LAST_YEAR = parse_period("2023"), parse_period("2022")
SCHEMES = {"P": scheme_for(None, THIS_YEAR.ends_on)}
AREA = "D1C1/residential_area/to-1"


def _rated(ledger: Any, unit_id: str = AREA) -> Any:
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    return ledger.row(tables.unit_ratings, period_code="2023", unit_id=unit_id)


def _found(ledger: Any, rule: str) -> list[Any]:
    ledger.consolidate()
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    find_contradictions(ledger.connection, THIS_YEAR, SCHEMES)
    found: list[Any] = ledger.rows(tables.findings, rule=rule)
    return found


def test_the_reported_rating_stands_with_its_evidence_and_scheme(ledger: Any) -> None:
    ledger.add(tables.labels, list="rating", code="good", label_vi="Khá", label_en="Good")
    listing = ledger.listing(
        AREA, "residential_area", "D1C1", rating="good", score=Decimal("85.5"), sender_id="D1"
    )
    row = _rated(ledger)
    assert (row.rating, row.reported_rating, row.computed_rating) == ("good", "good", None)
    assert (row.scheme, row.evidence_id, row.parent_id) == (SCHEMES["P"].code, listing, "D1C1")
    assert (
        row.reason == "Được xếp loại Khá, 85,5 điểm theo danh sách trong báo cáo của D1 (table[1]/r[2]/c[2])."
    )


def test_a_unit_listed_twice_is_rated_once(ledger: Any) -> None:
    ledger.listing("P/agency/x", "agency", "P", rating="good", sender_id="D1")
    ledger.listing("P/agency/x", "agency", "P", rating="good", sender_id="P")
    assert _rated(ledger, "P/agency/x").rating == "good"


def test_a_commune_s_parent_is_that_of_the_tree(ledger: Any) -> None:
    ledger.listing("D1C1", "commune", "P", rating="excellent", sender_id="P")
    assert _rated(ledger, "D1C1").parent_id == "D1"


def test_units_that_could_not_be_told_apart_are_not_rated(ledger: Any) -> None:
    ledger.listing(None, "residential_area", "D1C1", rating="good")
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    assert ledger.rows(tables.unit_ratings) == []


def test_units_outside_the_roots_are_not_rated(ledger: Any) -> None:
    ledger.listing("Q/agency/x", "agency", "Q", rating="good")
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    assert ledger.rows(tables.unit_ratings) == []


def test_a_recognition_says_what_the_list_says(ledger: Any) -> None:
    ledger.listing(AREA, "residential_area", "D1C1", registered=True, recognised=False)
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    row = ledger.row(tables.safety_recognitions, unit_id=AREA)
    assert (row.registered, row.recognised) == (True, False)
    assert row.reason.startswith("Không đạt tiêu chuẩn")


def test_a_list_that_does_not_add_up_to_the_stated_total_is_found(ledger: Any) -> None:
    ledger.observe("D1", "rating.average", 3, unit_kind="residential_area")
    for number in (1, 2):
        ledger.listing(
            f"D1C1/residential_area/{number}", "residential_area", "D1C1", rating="average", sender_id="D1"
        )
    [found] = _found(ledger, "X01")
    assert (found.unit_id, found.reported, found.expected) == ("D1", 3, 2)
    assert found.severity == "warning"


def test_a_list_that_adds_up_is_not_a_finding(ledger: Any) -> None:
    ledger.observe("D1", "rating.average", 1, unit_kind="residential_area")
    ledger.listing(AREA, "residential_area", "D1C1", rating="average", sender_id="D1")
    assert _found(ledger, "X01") == []


@pytest.mark.parametrize(("rating", "count"), [("good", 1), ("average", 0)])
def test_a_unit_not_safe_but_rated_good_is_a_warning(ledger: Any, rating: str, count: int) -> None:
    ledger.listing(AREA, "residential_area", "D1C1", rating=rating, recognised=False)
    assert len(_found(ledger, "X02")) == count


def test_a_class_that_the_scheme_does_not_have_is_an_error(ledger: Any) -> None:
    ledger.listing(AREA, "residential_area", "D1C1", rating="very_good")
    [found] = _found(ledger, "X03")
    assert (found.severity, found.unit_id) == ("error", AREA)


def test_two_lists_that_differ_are_found(ledger: Any) -> None:
    ledger.listing(AREA, "residential_area", "D1C1", rating="good", sender_id="D1")
    ledger.listing(AREA, "residential_area", "D1C1", rating="average", sender_id="P")
    assert len(_found(ledger, "X04")) == 1


def _watched(ledger: Any, rating: str) -> Any:
    ledger.listing(AREA, "residential_area", "D1C1", rating=rating)
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    watch_units(ledger.connection, THIS_YEAR, SCHEMES)
    return ledger.row(tables.watchlist, period_code="2023")


@pytest.mark.parametrize(("rating", "consequence"), [("average", "remediation_plan"), ("weak", "no_award")])
def test_a_low_class_has_its_consequence_and_a_day(ledger: Any, rating: str, consequence: str) -> None:
    row = _watched(ledger, rating)
    assert (row.consequence, row.consecutive_years) == (consequence, 1)
    assert (row.plan_due, row.plan_received) == (date(2024, 1, 31), None)


def test_a_good_unit_is_not_watched(ledger: Any) -> None:
    ledger.listing(AREA, "residential_area", "D1C1", rating="good")
    rate_units(ledger.connection, THIS_YEAR, SCHEMES)
    watch_units(ledger.connection, THIS_YEAR, SCHEMES)
    assert ledger.rows(tables.watchlist) == []


@pytest.mark.parametrize("watched_for", [1, 2])
def test_years_running_are_counted_on_from_last_year_s_release(ledger: Any, watched_for: int) -> None:
    ledger.add(tables.unit_ratings, period_code="2022", unit_id=AREA, rating="weak")
    ledger.add(
        tables.watchlist, period_code="2022", unit_id=AREA, rating="weak", consecutive_years=watched_for
    )
    ledger.publish(LAST_YEAR)
    row = _watched(ledger, "average")
    assert (row.consecutive_years, row.consequence) == (watched_for + 1, "heavier_measures")


def test_a_plan_that_came_is_recorded(ledger: Any) -> None:
    ledger.document(AREA, "remediation_plan", dated_on=date(2024, 1, 20), period_code="2024")
    ledger.document(AREA, "remediation_plan", dated_on=date(2024, 1, 5), status="superseded")
    assert _watched(ledger, "average").plan_received == date(2024, 1, 20)
