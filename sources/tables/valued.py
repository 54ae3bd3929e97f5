"""Numbers brought into base units; one that can't be what its column says is refused.

What a row and a column mean before the number is looked at is `meanings`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from schemas.indicators import Indicator
from schemas.vocabulary import Role
from sources.tables.cells import Reading
from sources.tables.column import Column
from sources.tables.figures import Meaning
from sources.tables.row_plan import Row
from sources.tables.vocabulary import Vocabulary, vocabulary

_SMALLEST_MONEY = 100_000


def valued(
    meaning: Meaning, reading: Reading, value: Decimal, column: Column, row: Row
) -> tuple[Meaning, Decimal]:
    """The value in base units, and the meaning it keeps: a number that can't be what its column says is
    refused.
    """
    words = vocabulary()
    indicator = words.catalogue.get(meaning.code or "")
    role = meaning.role
    if reading.is_change and role not in {Role.CHANGE, Role.CHANGE_PERCENT}:
        return _lost(meaning, "a change among counts"), value
    if role is Role.CHANGE_PERCENT and "change_dual" in {m for part in column.parts for m in part.modifiers}:
        if not reading.is_percent:
            return replace(meaning, role=Role.CHANGE, unit=indicator.unit if indicator else ""), value
        return meaning, value
    if (
        reading.is_percent
        and role in {Role.COUNT, Role.AMOUNT, Role.PREVIOUS}
        and not (indicator and indicator.is_ratio)
    ):
        code = words.ratio_of.get(meaning.code or "", meaning.code)
        return replace(meaning, role=Role.PERCENT, unit="%", code=code), value
    if role is Role.CHANGE and reading.is_percent:
        return replace(meaning, role=Role.CHANGE_PERCENT, unit="%"), value
    if indicator is None:
        return meaning, value
    if indicator.is_ratio and row.labels and not reading.is_percent and 0 < value <= 1:
        return _lost(meaning, "a share that may be a fraction of one"), value
    if role is Role.PERCENT and value < 0:
        return _lost(meaning, "a negative share"), value
    if role in {Role.PERCENT, Role.CHANGE_PERCENT}:
        return meaning, value
    if indicator.is_ratio:
        return meaning, value
    if indicator.kind == "amount":
        return _amount(meaning, reading, value, column=column, row=row, indicator=indicator)
    factor = column.factor if column.measure not in {None, "%", "đồng", "g"} else Decimal(1)
    if value != value.to_integral_value():
        return _lost(meaning, "a count with a fraction"), value
    if value < 0 and role is not Role.CHANGE:
        return _lost(meaning, "a negative count"), value
    return meaning, value * factor


def whole_of(meaning: Meaning) -> Meaning:
    """The meaning of b in "a/b", where a has the given meaning: the denominator of its ratio."""
    words = vocabulary()
    code = meaning.code
    ratio = words.catalogue.get(words.ratio_of.get(code or "", ""))
    if ratio is not None and len(ratio.denominator) == 1:
        return replace(meaning, role=Role.WHOLE, code=ratio.denominator[0])
    if code and code.startswith("rating.") and code != "rating.assessed":
        return replace(meaning, role=Role.WHOLE, code="rating.assessed")
    return replace(meaning, role=Role.WHOLE, code=None, reason="denominator without an indicator")


def part_of(meaning: Meaning) -> Meaning:
    """The meaning of a in "a/b": the numerator where the column is a ratio."""
    indicator = vocabulary().catalogue.get(meaning.code or "")
    if indicator is not None and indicator.is_ratio:
        code = indicator.numerator[0] if len(indicator.numerator) == 1 else None
        return replace(meaning, role=Role.PART, code=code, unit="")
    return replace(meaning, role=Role.PART)


def _lost(meaning: Meaning, why: str) -> Meaning:
    return replace(meaning, code=None, reason=f"{why}; nearest {meaning.code}", confidence=0.3)


def _amount(
    meaning: Meaning, reading: Reading, value: Decimal, *, column: Column, row: Row, indicator: Indicator
) -> tuple[Meaning, Decimal]:
    words: Vocabulary = vocabulary()
    stated = words.measure(reading.measure) if reading.measure else None
    if stated is None and row.counter:
        stated = words.measure(row.counter)
    if stated is None and row.labels:
        label = next((part for part in reversed(row.labels) if part.measure), None)
        stated = (label.measure, label.factor) if label and label.measure else None
    if stated is None and column.measure not in {None, "%"}:
        stated = (str(column.measure), column.factor)
    if stated is not None and stated[0] != indicator.unit:
        stated = None
    if stated is not None:
        return meaning, value * stated[1]
    if indicator.unit == "đồng" and 0 < abs(value) < _SMALLEST_MONEY:
        return _lost(meaning, "money without a unit"), value
    return replace(meaning, confidence=min(meaning.confidence, 0.9)), value
