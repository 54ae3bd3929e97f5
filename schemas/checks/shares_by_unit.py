"""Rule A18: a number against the footnote that divides it over units ("Công nhận: phường A 14; B 10 …").

The footnote's sentence opens with the words that stand before the number in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from schemas.checks.result import CheckResult, fails, holds
from schemas.checks.spans import is_stated_exactly, rounded, value_of
from schemas.checks.wording import amount, stated_amount, stated_number
from schemas.figure import Figure
from schemas.vocabulary import FigureStatus, Role

_CHECKED = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
_LABEL = re.compile(r"^\s*(?P<words>[^:\d]{2,40}?)\s*:")
_LEAST_PARTS = 3
_LEAST_UNITS = 2


def check_shares_by_unit(figures: Iterable[Figure]) -> Iterator[CheckResult]:
    """Every footnote that names units, against the paragraph of its mark, which comes before it."""
    counts = [each for each in figures if each.status in _CHECKED and each.role is Role.COUNT]
    above: list[Figure] = []
    for locator, paragraph in groupby(counts, key=lambda figure: figure.locator):
        numbers = list(paragraph)
        if not locator.startswith("footnote"):
            above = numbers
            continue
        for quote, sentence in groupby(numbers, key=lambda figure: figure.quote):
            label = _LABEL.match(quote)
            if label is not None and above:
                yield from _check(label["words"].lower(), list(sentence), above)


def _check(label: str, listed: list[Figure], above: list[Figure]) -> Iterator[CheckResult]:
    for unit in sorted({each.unit for each in listed if each.unit}):
        parts = [each for each in listed if each.unit == unit]
        added = sum((value_of(part) for part in parts), Fraction(0))
        totals = [each for each in _totals(label, unit, above) if _is_by_unit(parts, each)]
        agreeing = [each for each in totals if value_of(each) == added]
        if agreeing:
            yield holds("A18", agreeing[0])
        elif totals:
            yield fails(
                "A18",
                totals[-1],  # the mark of the note stands behind it
                rounded(added, 0 if added.denominator == 1 else 2),
                total=stated_amount(totals[-1]),
                parts=" + ".join(stated_number(part) for part in parts),
                expected=amount(added, unit),
            )


def _totals(label: str, unit: str, above: list[Figure]) -> Iterator[Figure]:
    """Each number of the unit that is the first one behind the label's words."""
    for figure in above:
        place = figure.quote.lower().rfind(label, 0, figure.start)
        between = [each for each in above if each.quote == figure.quote and place < each.start < figure.start]
        if figure.unit == unit and place >= 0 and all(each.unit != unit for each in between):
            yield figure


def _is_by_unit(parts: list[Figure], total: Figure) -> bool:
    units = {part.unit_id for part in parts} - {total.unit_id, None}
    return len(parts) >= _LEAST_PARTS and len(units) >= _LEAST_UNITS and is_stated_exactly(total, *parts)
