"""Random figures and the ways clerks type them: numbers, texts, dashes, shares, fractions, mangled dates."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from layout_plan import Truth, Written

MILLION = Decimal(1_000_000)


def count_cell(value: int, truth: Truth, look_number: str, zero: str, chance: random.Random) -> Written:
    """A count as typed."""
    if value == 0 and zero != "0":
        return Written(zero, (truth,))
    if look_number == "text":
        return Written(f"{value:,}".replace(",", "."), (truth,))
    if look_number == "padded":
        return Written(f"{value:02d}" if chance.random() < 0.7 else f" {value} ", (truth,))
    if look_number == "counted":
        return Written(f"{value:02d} vụ" if chance.random() < 0.2 and value else value, (truth,))
    if look_number == "grouped":
        return Written(value, (truth,), "#,##0")
    if look_number == "float":
        return Written(float(value), (truth,), "0")
    return Written(value, (truth,))


def amount_cell(value: Decimal, truth: Truth, look_number: str) -> Written:
    """A decimal amount as typed."""
    if look_number == "text":
        whole, _, tail = f"{value:,f}".partition(".")
        return Written(whole.replace(",", ".") + (f",{tail}" if tail.rstrip("0") else ""), (truth,))
    if look_number == "grouped":
        return Written(float(value), (truth,), "#,##0.00")
    return Written(float(value), (truth,))


def percentage(part: int, whole: int, places: int) -> Decimal:
    """100 × part / whole, rounded."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share_cell(part: int, whole: int, make: object, style: str) -> Written:
    """A share as typed: 89.3, 0.893 with a percent format, "89,3%" or "89,3"."""
    assert callable(make)
    if style == "format":
        exact = percentage(part, whole, 1)
        return Written(float(exact / 100), (make(exact),), "0.0%")
    if style == "fraction":
        exact = percentage(part, whole, 1)
        return Written(float(exact / 100), (make(exact),))
    exact = percentage(part, whole, 2 if style == "number" else 1)
    shown = f"{exact.normalize():f}".replace(".", ",")
    if style == "percent text":
        return Written(f"{shown}%", (make(exact),))
    if style == "text":
        return Written(shown, (make(exact),))
    return Written(float(exact), (make(exact),))


def fraction_cell(part: int, whole: int, truths: tuple[Truth, ...], is_mangled: bool) -> Written:
    """ "70/72" as typed, or as the date that Excel makes of "5/12"."""
    if is_mangled and 1 <= part <= whole <= 12:
        return Written(date(2023, whole, part), truths, "d-mmm")
    return Written(f"{part}/{whole}", truths)
