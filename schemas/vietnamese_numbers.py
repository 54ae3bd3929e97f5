"""Numbers as Vietnamese readers write them: a dot between thousands, a comma before decimals.

What belongs here is writing numbers into sentences for people; reading them out of prose is the work of
`sources/`, rounding figures for the warehouse that of the tables.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def format_number(value: Decimal, decimals: int | None = None) -> str:
    """Write `value` in Vietnamese notation: 1008 is "1.008", 24.14 with one decimal is "24,1".

    With `decimals` the value is rounded half away from zero to so many; without, it is written in full
    and without trailing zeros. Raises ValueError where `value` is no number (NaN, infinity).
    """
    if not value.is_finite():
        raise ValueError(f"not a number that can be written: {value}")
    if decimals is None:
        text = f"{value:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        text = f"{value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):,f}"
    text = text if text.strip("-0.,") else text.removeprefix("-")
    return text.translate(str.maketrans(",.", ".,"))
