"""Numbers as Vietnamese readers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vietnamese_numbers import format_number


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1008", None, "1.008"),
        ("24.1", None, "24,1"),
        ("24.10", None, "24,1"),
        ("2400180000", None, "2.400.180.000"),
        ("0", None, "0"),
        ("-0.0", None, "0"),
        ("1E+3", None, "1.000"),
        ("1000", None, "1.000"),
        ("-1234.5", None, "-1.234,5"),
        ("24.138", 1, "24,1"),
        ("111", 1, "111,0"),
        ("12.5", 0, "13"),
        ("-0.04", 1, "0,0"),
        ("999.95", 1, "1.000,0"),
    ],
)
def test_a_number_is_written_with_dots_between_thousands_and_a_decimal_comma(value, decimals, text):
    assert format_number(Decimal(value), decimals) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_a_number_written_in_full_can_be_read_back(value):
    assert Decimal(format_number(value).replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="not a number"):
        format_number(Decimal(value))
