"""What the audit lets pass and what it refuses, over staged rows on both engines."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from schemas.rating_schemes import rating_rules
from schemas.vocabulary import Rating
from warehouse import tables
from warehouse.audit import AuditOutcome, audit_period
from warehouse.engine import Warehouse

PERIOD = "2031"
PROVINCE, FIRST, SECOND = "x-01", "x-01-1", "x-01-2"


def unit(unit_id: str, level: str, parent_id: str | None) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "name": unit_id,
        "short_name": unit_id,
        "level": level,
        "kind": level,
        "parent_id": parent_id,
        "valid_from": date(2020, 1, 1),
    }


def indicator(code: str, unit: str = "vụ", over_time: str = "sum", **terms: str) -> dict[str, Any]:
    return {
        "indicator_code": code,
        "label_vi": code,
        "label_en": code,
        "unit": unit,
        "kind": "ratio" if terms else "count",
        "over_units": "recompute" if terms else "sum",
        "over_time": over_time,
        "better": "none",
        "period_scheme": "administrative",
        "domain": "d",
        "source": "s",
        "numerator": None,
        "denominator": None,
        **terms,
    }


@pytest.fixture
def staged(warehouse: Warehouse) -> Any:
    """An open transaction over a province with two districts and a small catalogue."""
    with warehouse.begin() as connection:
        connection.execute(
            insert(tables.units),
            [
                unit(PROVINCE, "province", None),
                unit(FIRST, "district", PROVINCE),
                unit(SECOND, "district", PROVINCE),
            ],
        )
        connection.execute(
            insert(tables.periods).values(
                period_code=PERIOD,
                grain="year",
                year=2031,
                starts_on=date(2030, 12, 15),
                ends_on=date(2031, 12, 14),
                label_vi="",
                label_en="",
            )
        )
        connection.execute(
            insert(tables.indicators),
            [
                indicator("cases"),
                indicator("solved"),
                indicator("clearance", "%", "recompute", numerator="solved", denominator="cases"),
                indicator("covered", over_time="latest"),
                indicator("homes", over_time="latest"),
                indicator("coverage", "%", "recompute", numerator="covered", denominator="homes"),
            ],
        )
        yield connection
        connection.rollback()


def give(connection: Connection, unit_id: str, code: str, value: str, **changes: Any) -> None:
    """Stage one value with one source, at a place in the document that bears the value's name."""
    key = {
        "period_code": PERIOD,
        "unit_id": unit_id,
        "indicator_code": code,
        "unit_kind": None,
        "category": None,
    }
    place = f"{unit_id}/{code}"
    row = {**key, "value": Decimal(value), "origin": "reported", **changes}
    connection.execute(insert(tables.indicator_values), [row])
    connection.execute(
        insert(tables.contributions), [{**key, "observation_id": place, "operation": "reported"}]
    )
    connection.execute(
        insert(tables.observations),
        [
            {
                **key,
                "observation_id": place,
                "reported_period_code": PERIOD,
                "role": "count",
                "status": "mapped",
                "unit": "",
                "raw": value,
                "qualifier": "exact",
                "decimals": 0,
                "statement": place,
                "document_id": "d1",
                "locator": place,
                "start_at": 0,
                "end_at": 1,
                "confidence": 1.0,
            }
        ],
    )


def find_error(connection: Connection, unit_id: str, code: str) -> None:
    connection.execute(
        insert(tables.findings),
        [
            {
                "finding_id": f"{unit_id}/{code}",
                "period_code": PERIOD,
                "document_id": "d1",
                "locator": f"{unit_id}/{code}",
                "rule": "A01",
                "severity": "error",
                "message": "sai",
            }
        ],
    )


def rate(connection: Connection, rating: str, scheme: str) -> None:
    row = {
        "period_code": PERIOD,
        "unit_id": FIRST,
        "unit_kind": "district",
        "scheme": scheme,
        "rating": rating,
    }
    connection.execute(insert(tables.unit_ratings), [row])


def test_sound_rows_pass(staged: Connection) -> None:
    give(staged, FIRST, "cases", "20", units_expected=1, units_reported=1)
    give(staged, SECOND, "cases", "8")
    give(staged, PROVINCE, "cases", "28", origin="summed", units_expected=2, units_reported=2)
    give(staged, FIRST, "covered", "7")
    give(staged, FIRST, "homes", "7")
    give(staged, FIRST, "coverage", "100", origin="derived")
    assert audit_period(staged, PERIOD) == AuditOutcome(True)


def test_an_empty_period_passes(staged: Connection) -> None:
    assert audit_period(staged, PERIOD).passed


def test_a_key_that_stands_twice_is_refused_also_where_parts_of_it_are_null(staged: Connection) -> None:
    give(staged, FIRST, "cases", "20")
    give(staged, FIRST, "cases", "21")
    (failure,) = audit_period(staged, PERIOD).failures
    assert failure.startswith("a figure has one value: broken by 2 of 2 rows")


def test_a_negative_value_is_refused_and_the_sentence_names_it(staged: Connection) -> None:
    give(staged, FIRST, "cases", "-1")
    (failure,) = audit_period(staged, PERIOD).failures
    assert failure == (
        "a value is not negative: broken by 1 of 1 rows (unit_id=x-01-1, indicator_code=cases, value=-1.0)"
    )


def test_a_value_without_a_source_is_refused(staged: Connection) -> None:
    row = {"period_code": PERIOD, "unit_id": FIRST, "indicator_code": "cases", "value": 3, "origin": "summed"}
    staged.execute(insert(tables.indicator_values), [row])
    assert any(each.startswith("a value has a source") for each in audit_period(staged, PERIOD).failures)


def test_a_contribution_to_an_unknown_observation_is_refused(staged: Connection) -> None:
    give(staged, FIRST, "cases", "20")
    row = {"period_code": PERIOD, "unit_id": FIRST, "indicator_code": "cases", "observation_id": "lost"}
    staged.execute(insert(tables.contributions), [{**row, "operation": "summed"}])
    (failure,) = audit_period(staged, PERIOD).failures
    assert "observation_id=lost" in failure


def test_a_sum_that_its_children_do_not_make_is_refused_to_the_last_decimal(staged: Connection) -> None:
    give(staged, FIRST, "cases", "123456789012345678.000001")
    give(staged, PROVINCE, "cases", "123456789012345678.000002", origin="summed")
    (failure,) = audit_period(staged, PERIOD).failures
    assert failure.startswith("a summed value is the sum of its children")


def test_a_share_above_a_hundred_is_refused(staged: Connection) -> None:
    give(staged, FIRST, "coverage", "110", origin="derived")
    (failure,) = audit_period(staged, PERIOD).failures
    assert failure.startswith("a share lies between 0 and 100 %")


def test_a_ratio_of_flows_may_pass_a_hundred(staged: Connection) -> None:
    give(staged, FIRST, "clearance", "110", origin="derived")
    assert audit_period(staged, PERIOD).passed


def test_a_part_above_its_whole_is_refused(staged: Connection) -> None:
    give(staged, FIRST, "covered", "8")
    give(staged, FIRST, "homes", "7")
    (failure,) = audit_period(staged, PERIOD).failures
    assert failure.startswith("a part is not more than its whole")


def test_what_an_error_finding_already_says_does_not_hold_up_the_release(staged: Connection) -> None:
    give(staged, FIRST, "covered", "8")
    give(staged, FIRST, "homes", "7")
    find_error(staged, FIRST, "covered")
    assert audit_period(staged, PERIOD).passed


def test_a_class_of_another_scheme_is_refused(staged: Connection) -> None:
    classes = {
        "older": frozenset({Rating.VERY_GOOD, Rating.WEAK}),
        "newer": frozenset({Rating.EXCELLENT, Rating.WEAK}),
    }
    rate(staged, "very_good", "newer")
    (failure,) = audit_period(staged, PERIOD, classes).failures
    assert failure.startswith("a unit rated under newer has one of its classes")


def test_a_class_of_its_scheme_passes(staged: Connection) -> None:
    rate(staged, "very_good", "older")
    assert audit_period(staged, PERIOD, {"older": frozenset({Rating.VERY_GOOD})}).passed


def test_the_classes_of_the_reference_data_hold_by_default(staged: Connection) -> None:
    scheme = next(each for each in rating_rules().schemes if each.classes)
    missing = next(rating for rating in Rating if rating not in scheme.classes)
    rate(staged, missing, scheme.code)
    (failure,) = audit_period(staged, PERIOD).failures
    assert scheme.code in failure


def test_more_reports_than_expected_are_refused(staged: Connection) -> None:
    give(staged, FIRST, "cases", "1", units_expected=1, units_reported=2)
    (failure,) = audit_period(staged, PERIOD).failures
    assert failure.startswith("no more units reported than were expected")


def test_the_room_is_imported_without_great_expectations() -> None:
    program = "import sys, warehouse.release, warehouse.audit; print('great_expectations' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == "False"
