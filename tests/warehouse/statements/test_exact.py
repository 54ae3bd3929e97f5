"""Quotients are exact, and the same on both engines."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import cast, literal, select

from warehouse.exact import percentage, quotient
from warehouse.tables import VALUE


def _compute(ledger: Any, function: Any, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    sides = (cast(literal(str(side)), VALUE) for side in (dividend, divisor))
    result: Decimal | None = ledger.connection.scalar(select(function(*sides)))
    return result


@pytest.mark.parametrize(
    ("dividend", "divisor", "expected"),
    [
        ("25", "28", "89.285714"),
        ("1", "200000000", "0.000001"),  # half a millionth of a percent: away from zero
        ("-1", "200000000", "-0.000001"),
        ("1", "200000001", "0"),
        ("2", "3", "66.666667"),
        ("-67", "1075", "-6.232558"),
        ("0", "7", "0"),
        ("7", "-3", "-233.333333"),
        ("-7", "-3", "233.333333"),
        ("0.000001", "0.000003", "33.333333"),
        ("9999999999999999", "9999999999999998", "100.000000"),
    ],
)
def test_a_percentage_is_rounded_half_away_from_zero(
    ledger: Any, dividend: str, divisor: str, expected: str
) -> None:
    assert _compute(ledger, percentage, Decimal(dividend), Decimal(divisor)) == Decimal(expected)


def test_nothing_is_divided_by_zero(ledger: Any) -> None:
    assert _compute(ledger, percentage, Decimal(5), Decimal(0)) is None


sides = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dividend=sides, divisor=sides.filter(bool))
def test_a_quotient_equals_decimal_arithmetic_to_the_last_digit(
    ledger: Any, dividend: Decimal, divisor: Decimal
) -> None:
    with localcontext() as context:
        context.prec = 80
        expected = (dividend / divisor).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    if abs(expected) < Decimal(10) ** 17:
        assert _compute(ledger, quotient, dividend, divisor) == expected
