"""One number of a sentence: its digits, its magnitude and unit of measure, its value in base units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sources.language.measures import Measure, measures
from sources.language.number_patterns import MAGNITUDE, MONEY_BEFORE, MULTIPLES

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SMALLER_MAGNITUDE = re.compile(r"\s*(\d+(?:,\d+)?)\s*(triệu|nghìn)(?:\s*(đồng|đ)\b)?")
_ONE = Decimal(1)


@dataclass(slots=True)
class NumberToken:
    """A number of a sentence: `start`/`end` span its digits, `stop` also its magnitude and unit of measure.

    `kind` is "plain", "ratio" (one token for the part, the next for the whole) or the class of a number
    that is no statistic ("date", "document", "label" …). `decimals` counts the decimals as written.
    """

    raw: str
    start: int
    end: int
    stop: int
    kind: str
    value: Decimal | None = None
    decimals: int = 0
    measure: Measure | None = None
    unit: str = ""
    is_whole: bool = False
    sign: int = 0
    in_quotes: bool = False


def parse_number(raw: str, is_counted: bool) -> tuple[Decimal, int]:
    """The value and the number of decimals of a written number.

    `is_counted` says that the unit has no fractions (vụ, người): "1,500 người" is then 1500.
    """
    if raw.isdecimal():
        return Decimal(raw), 0
    raw = raw.strip()
    if _GROUPED.fullmatch(raw):
        whole, _, fraction = raw.partition(",")
        return Decimal(whole.replace(".", "") + ("." + fraction if fraction else "")), len(fraction)
    if " " in raw:
        return Decimal(raw.replace(" ", "")), 0
    for mark in (",", "."):
        if mark in raw:
            whole, fraction = raw.split(mark)
            if is_counted and len(fraction) == 3:
                return Decimal(whole + fraction), 0
            return Decimal(f"{whole}.{fraction}"), len(fraction)
    return Decimal(raw), 0


def read_measure(token: NumberToken, folded: str) -> None:
    """Read magnitude and unit of measure behind the number, and so its value in base units."""
    position, factor = token.end, _ONE
    magnitude = MAGNITUDE.match(folded, position)
    if magnitude:
        factor, position = Decimal(MULTIPLES[magnitude[1]]), magnitude.end()
    found = measures().at(folded, position)
    is_counted = found is None or found.measure.is_counted
    token.value, token.decimals = parse_number(token.raw, is_counted and factor == 1)
    if factor is not _ONE:
        token.value *= factor
    if found is not None:
        measure, position = found.measure, found.end
        if measure.factor != 1:
            token.value *= measure.factor
        token.unit = found.unit
        if measure.unit == measures().money.unit:  # "920 trđ" counts in what "920.000.000 đồng" counts in
            measure = measures().money
        token.measure = measure
    elif factor >= 10**6:  # "43,4 triệu": money unless a unit says otherwise
        extra = _SMALLER_MAGNITUDE.match(folded, position)
        if extra:
            token.value += parse_number(extra[1], False)[0] * MULTIPLES[extra[2]]
            token.raw, token.end, position = folded[token.start : extra.end(2)], extra.end(2), extra.end()
        _take_money(token)
    elif token.value >= 100_000 and MONEY_BEFORE.search(folded[max(0, token.start - 30) : token.start]):
        _take_money(token)  # "phạt tiền 7.000.000": the clerk left out the currency
    token.stop = position


def _take_money(token: NumberToken) -> None:
    token.measure = measures().money
    token.unit = token.measure.unit
