"""Fills the placeholders of a text with figures, written the way clerks write them.

`{code}` is this year's value, `{was:code}` last year's, `{chg:code:vụ}` "tăng 08 vụ", `{chgp:…}` the same
with its percentage, `{share:part:whole}` a percentage; the rest are in `_FORMS`. `{y}`, `{y1}`,
`{n1}` are the years.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_PLACEHOLDER = re.compile(r"\{(?:(\w+):)?([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One unit's figures and the year asked for; `index` is the place of that year in every list."""

    values: Mapping[str, Sequence[float]]
    year: int
    index: int

    def now(self, code: str) -> Decimal:
        return Decimal(str(self.values[code][self.index]))

    def before(self, code: str) -> Decimal:
        return Decimal(str(self.values[code][self.index - 1]))


def fill(text: str, figures: YearFigures) -> str:
    """`text` with every placeholder replaced; an unknown code raises KeyError."""

    def replace(match: re.Match[str]) -> str:
        form, rest = match.group(1), match.group(2)
        if form is None and rest in _YEARS:
            return str(figures.year + _YEARS[rest])
        return _FORMS[form or "count"](figures, *rest.split(":"))

    return _PLACEHOLDER.sub(replace, text)


def count(value: Decimal) -> str:
    """A count with a leading zero below ten and dots for thousands: 05, 64, 1.798."""
    return f"{int(value):02d}" if value < 10 else grouped(value)


def grouped(value: Decimal) -> str:
    return f"{int(value):,}".replace(",", ".")


def decimal_comma(value: Decimal, places: int) -> str:
    """A number with a decimal comma and without trailing zeros."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded.normalize():f}".replace(".", ",")


def percent(part: Decimal, whole: Decimal) -> str:
    return decimal_comma(part * 100 / whole, 1) + "%"


def change(figures: YearFigures, code: str, unit: str) -> str:
    difference = figures.now(code) - figures.before(code)
    if difference == 0:
        return f"không tăng, giảm {unit}"
    return f"{'tăng' if difference > 0 else 'giảm'} {count(abs(difference))} {unit}"


def change_with_percent(figures: YearFigures, code: str, unit: str) -> str:
    difference = abs(figures.now(code) - figures.before(code))
    return f"{change(figures, code, unit)} = {percent(difference, figures.before(code))}"


def signed_difference(figures: YearFigures, code: str) -> str:
    difference = int(figures.now(code) - figures.before(code))
    return f"{difference:+d}" if difference else "0"


def difference_with_percent(figures: YearFigures, code: str) -> str:
    difference = abs(figures.now(code) - figures.before(code))
    if difference == 0:
        return "0"
    return f"{signed_difference(figures, code)} ({percent(difference, figures.before(code))})"


def millions(value: Decimal) -> str:
    return decimal_comma(value / 1_000_000, 3) + " triệu đồng"


def billions(value: Decimal) -> str:
    return decimal_comma(value / 1_000_000_000, 3) + " tỷ đồng"


def _change_in_dong(figures: YearFigures, code: str) -> str:
    difference = figures.now(code) - figures.before(code)
    return f"{'tăng' if difference > 0 else 'giảm'} {grouped(abs(difference))}đ"


def _round_money(figures: YearFigures, code: str) -> str:
    value = figures.now(code)
    return billions(value) if value >= 1_000_000_000 else millions(value)


_YEARS = {"y": 0, "y1": -1, "n1": 1}
_FORMS: dict[str, Callable[..., str]] = {
    "count": lambda figures, code: count(figures.now(code)),
    "was": lambda figures, code: count(figures.before(code)),
    "plain": lambda figures, code: grouped(figures.now(code)),
    "share": lambda figures, part, whole: percent(figures.now(part), figures.now(whole)),
    "dong": lambda figures, code: grouped(figures.now(code)) + "đ",
    "g": lambda figures, code: decimal_comma(figures.now(code), 2),
    "tr": lambda figures, code: millions(figures.now(code)),
    "ty": lambda figures, code: billions(figures.now(code)),
    "tt": _round_money,
    "chg": change,
    "chgp": change_with_percent,
    "chg_dong": _change_in_dong,
    "diff": signed_difference,
    "delta": difference_with_percent,
}
