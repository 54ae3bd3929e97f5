"""Sums worked out anew: a total that a file stores may be older than its numbers, or not be there.

Only what needs no judgement: `=SUM(…)` of cells and ranges of the same sheet, and cells joined by plus signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sources.workbook.addresses import split_range
from sources.workbook.number_text import general_text

_REFERENCE = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_AREA = rf"{_REFERENCE}(?::{_REFERENCE})?"
_SUM = re.compile(rf"^=SUM\(({_AREA}(?:[,;]{_AREA})*)\)$", re.IGNORECASE)
_PLUS = re.compile(rf"^=\+?({_REFERENCE}(?:\+{_REFERENCE})+)$", re.IGNORECASE)
_DIVIDERS = re.compile(r"[,;+]")
_MOST_CELLS, _MOST_PASSES = 300_000, 5
_NEAR = 1e-9

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum worked out anew: its formula, the stored value ("" where there is none), the right one."""

    formula: str
    stored: object
    value: float

    @property
    def said(self) -> str:
        """The remark for a person, in Vietnamese."""
        right = general_text(self.value)
        if not isinstance(self.stored, int | float):
            return f"công thức {self.formula} chưa có giá trị lưu trong tệp, tính lại được {right}"
        return f"công thức {self.formula} lưu giá trị cũ {general_text(self.stored)}, tính lại được {right}"


def sums_anew(formulas: Mapping[Place, str], value_at: Callable[[int, int], object]) -> dict[Place, Sum]:
    """The sums whose stored value is another than that of their cells, by row and column."""
    areas = {place: ranges for place, text in formulas.items() if (ranges := _areas(text)) is not None}
    found: dict[Place, Sum] = {}
    for _ in range(_MOST_PASSES):
        before = len(found)
        for place, ranges in areas.items():
            value = _added(ranges, formulas, found, value_at)
            stored = value_at(*place)
            if value is None or (place in found and found[place].value == value):
                continue
            is_same = isinstance(stored, int | float) and abs(stored - value) <= _NEAR * max(1.0, abs(value))
            if not is_same:
                found[place] = Sum(formulas[place], stored, value)
        if len(found) == before:
            break
    return found


def _areas(formula: str) -> list[tuple[int, int, int, int]] | None:
    match = _SUM.match(formula) or _PLUS.match(formula)
    if match is None:
        return None
    ranges = [split_range(part) for part in _DIVIDERS.split(match[1])]
    areas = [area for area in ranges if area is not None]
    size = sum((b - t + 1) * (r - left + 1) for t, left, b, r in areas)
    return areas if len(areas) == len(ranges) and size <= _MOST_CELLS else None


def _added(
    areas: list[tuple[int, int, int, int]],
    formulas: Mapping[Place, str],
    anew: Mapping[Place, Sum],
    value_at: Callable[[int, int], object],
) -> float | None:
    """The sum of the numbers in some areas; None where a formula among them has no value."""
    total = 0.0
    for top, left, bottom, right in areas:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                place = row, column
                value = anew[place].value if place in anew else value_at(row, column)
                if type(value) in {int, float}:
                    total += value  # type: ignore[operator]
                elif place in formulas and value in {"", None}:
                    return None
    return round(total, 9)
