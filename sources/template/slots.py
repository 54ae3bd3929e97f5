"""The cells of figures in an unchanged sheet: each filled one is one figure, with nothing left to guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.document import Cell
from schemas.indicators import Indicator, indicators
from schemas.templates.definition import template_definition
from schemas.templates.plan import Place, Slot
from schemas.vietnamese_numbers import format_number
from schemas.vocabulary import Role
from sources.prose.masking import mask
from sources.tables.cells import Reading, Says, read_cell
from sources.tables.figures import FigureWriter, Meaning
from sources.tables.vocabulary import vocabulary

_DIGIT = re.compile(r"\d")


@dataclass
class SheetNotes:
    """Remarks on one sheet, worded in `templates.yaml`."""

    said: list[str] = field(default_factory=list)

    def add(self, sentence: str, cell: Cell, **words: str) -> None:
        """Remark on a cell; `text` is what it says, its shown text if not given."""
        wording = template_definition().wording.reading[sentence]
        self.said.append(wording.format(**{"locator": cell.locator, "text": cell.text.strip(), **words}))


class SlotReader:
    """Reads the figures of one sheet, of one period."""

    def __init__(self, writer: FigureWriter, notes: SheetNotes, period_code: str) -> None:
        self._writer = writer
        self._notes = notes
        self._period_code = period_code
        self.values: dict[Place, Decimal] = {}

    def read(self, slot: Slot, cell: Cell) -> None:
        """Add the figure of a cell; a cell that says nothing adds none."""
        reading = read_cell(cell)
        if reading.says is Says.BLANK:
            return
        indicator = indicators()[slot.key.indicator_code]
        value = _value(reading, indicator)
        if value is None:
            self._refuse(slot, cell, reading)
            return
        self.values[slot.row, slot.column] = value
        meaning = Meaning(
            role=Role.AMOUNT if indicator.kind == "amount" else Role.COUNT,
            unit=indicator.unit,
            code=indicator.code,
            unit_kind=slot.key.unit_kind,
            category=slot.key.category,
            unit_id=slot.key.unit_id,
            period_code=self._period_code,
        )
        self._writer.statistic(
            cell,
            slot.row_name,
            slot.heading,
            cell.text.strip(),
            value=value,
            meaning=meaning,
            decimals=reading.decimals,
        )

    def check_sum(self, terms: tuple[Place, ...], cell: Cell) -> None:
        """Remark on a total that is not the sum of its cells, as where a number was written over it."""
        addends = [self.values[place] for place in terms if place in self.values]
        stated = read_cell(cell)
        if not addends or stated.says is not Says.NUMBER or stated.value is None:
            return
        expected = sum(addends, Decimal(0))
        if expected != stated.value:
            self._notes.add("total_differs", cell, expected=format_number(expected))

    def _refuse(self, slot: Slot, cell: Cell, reading: Reading) -> None:
        code = slot.key.indicator_code
        meaning = Meaning(reason=f"not a value of {code}")
        if reading.says is not Says.NUMBER or reading.value is None or reading.inner:
            self._notes.add("not_a_number", cell)
            if _DIGIT.search(cell.text):
                self._writer.told_numbers(cell, meaning)
            return
        is_count = indicators()[code].kind == "count"
        said = "not_a_count" if is_count else "not_an_amount"
        self._notes.add(said, cell, text=format_number(reading.value))
        raw = cell.text.strip()
        self._writer.statistic(cell, slot.row_name, slot.heading, raw, value=reading.value, meaning=meaning)


def remark(cell: Cell, heading: str, writer: FigureWriter, reason: str) -> None:
    """The numbers in a clerk's own words: for review, or masked where they are about a person."""
    if not _DIGIT.search(cell.text):
        return
    if mask(cell.text)[0] != cell.text:
        writer.personal(cell, heading)
    else:
        writer.told_numbers(cell, Meaning(reason=reason))


def _value(reading: Reading, indicator: Indicator) -> Decimal | None:
    """The value in base units; None where the cell can't be a value of the indicator."""
    value = reading.value
    if reading.says is not Says.NUMBER or value is None or value < 0:
        return None
    if reading.inner or reading.is_percent or reading.confidence < 1:
        return None
    if indicator.kind != "amount":
        return value if value == value.to_integral_value() else None
    if reading.measure is not None:
        measure = vocabulary().measure(reading.measure)
        if measure is None or measure[0] != indicator.unit:
            return None
        value *= measure[1]
    is_money = indicator.unit == "đồng"
    if is_money and 0 < value < template_definition().least_money:
        return None
    return value
