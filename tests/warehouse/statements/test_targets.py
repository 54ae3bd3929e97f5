"""How far a programme's unit is with its targets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from schemas.periods import parse_period
from schemas.targets import Target, programme_targets
from warehouse import tables
from warehouse.targets import measure_targets

THIS_YEAR = parse_period("2023")


def _target(code: str) -> Target:
    return next(target for target in programme_targets() if target.code == code)


@pytest.fixture
def province(ledger: Any) -> str:
    """The unit of the programme, with its targets and their indicators in the dimensions."""
    known = {row.indicator_code for row in ledger.rows(tables.indicators)}
    for target in programme_targets():
        ledger.add(
            tables.targets,
            target_code=target.code,
            unit_id=target.unit_id,
            numerator="+".join(target.numerator),
            denominator="+".join(target.denominator) or None,
            comparator=target.comparator,
            target=target.target,
            milestone_year=target.milestone_year,
        )
        for code in (*target.numerator, *target.denominator):
            if code not in known:
                known.add(code)
                ledger.add(tables.indicators, indicator_code=code, label_vi=f"Nhãn {code}", over_units="sum")
    return programme_targets()[0].unit_id


def _values(ledger: Any, unit_id: str, values: dict[str, int]) -> None:
    for code, value in values.items():
        ledger.add(
            tables.indicator_values,
            period_code="2023",
            unit_id=unit_id,
            indicator_code=code,
            value=Decimal(value),
            origin="reported",
        )


def _progress(ledger: Any, unit_id: str, code: str) -> Any:
    measure_targets(ledger.connection, THIS_YEAR, [unit_id])
    return ledger.row(tables.target_progress, period_code="2023", target_code=code)


def test_a_target_without_data_names_what_is_missing(ledger: Any, province: str) -> None:
    _values(ledger, province, {"tip.received": 64})
    row = _progress(ledger, province, "2.3a")
    assert (row.status, row.actual, row.gap) == ("not_computable", None, None)
    assert row.reason == "Chưa có số liệu: Nhãn tip.resolved (tip.resolved)"


@pytest.mark.parametrize(("resolved", "status"), [(90, "met"), (89, "not_met")])
def test_a_target_of_every_year_is_met_or_not(ledger: Any, province: str, resolved: int, status: str) -> None:
    _values(ledger, province, {"tip.received": 100, "tip.resolved": resolved})
    row = _progress(ledger, province, "2.3a")
    assert (row.status, row.actual, row.gap) == (status, resolved, resolved - 90)


def test_before_its_milestone_a_target_is_on_track_where_it_is_reached(ledger: Any, province: str) -> None:
    _values(ledger, province, {"safety.registered": 100, "safety.recognised": 96})
    assert _progress(ledger, province, "2.6b").status == "on_track"


@pytest.mark.parametrize(("change", "status"), [(2, "on_track"), (-1, "off_track"), (None, "off_track")])
def test_before_its_milestone_the_trend_decides(
    ledger: Any, province: str, change: int | None, status: str
) -> None:
    _values(ledger, province, {"safety.registered": 100, "safety.recognised": 92})
    ledger.add(
        tables.comparisons,
        period_code="2023",
        unit_id=province,
        indicator_code="safety.recognition_rate",
        change=change,
    )
    assert _progress(ledger, province, "2.6b").status == status


def test_a_target_to_decrease_needs_last_year(ledger: Any, province: str) -> None:
    _values(ledger, province, {"crime.cases": 1008})
    assert _progress(ledger, province, "2024.2").status == "not_computable"


def test_a_sum_of_indicators_is_compared(ledger: Any, province: str) -> None:
    _values(ledger, province, {"area.complex_security": 0, "area.complex_order": 0})
    assert (_target("2.10c").target, _progress(ledger, province, "2.10c").status) == (0, "on_track")


def test_provinces_without_a_programme_have_no_targets(ledger: Any, province: str) -> None:
    measure_targets(ledger.connection, THIS_YEAR, ["P"])
    assert ledger.rows(tables.target_progress) == []
