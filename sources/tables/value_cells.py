"""The cells of value columns: each number to its figure, with the meaning of its row and column.

"70/72" and "15 (3 nữ)" are several figures of one cell; a date where "5/12" was typed is recovered and told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.document import Cell
from schemas.vocabulary import Direction, Role
from sources.tables.block_plan import holds_fractions, is_fraction_column
from sources.tables.blocks import Block
from sources.tables.cells import Reading, Says, parse_number, read_cell, trimmed
from sources.tables.column import Column
from sources.tables.figures import FigureWriter, Meaning, raw_numbers
from sources.tables.meanings import Frame, meaning_of
from sources.tables.row_plan import Row, RowIs
from sources.tables.totals import TotalCheck
from sources.tables.valued import part_of, valued, whole_of
from sources.tables.vocabulary import vocabulary

_SHARE_ROLES = {Role.PERCENT, Role.CHANGE_PERCENT}
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands: its row, column and cell, and the row's name for the quote."""

    row: Row
    column: Column
    cell: Cell
    name: str


class ValueCells:
    """Reads the value cells of one block; `frame` must be set before the first of them."""

    frame: Frame

    def __init__(
        self, block: Block, columns: Sequence[Column], writer: FigureWriter, units: dict[int, str | None]
    ) -> None:
        self._block = block
        self._writer = writer
        self._units = units
        self._fractions = {
            c.index
            for c in columns
            if (c.role in _SHARE_ROLES or _is_ratio(c)) and is_fraction_column(block, c, columns)
        }
        self._meanings: dict[object, Meaning] = {}
        self._totals = TotalCheck()
        self._notes: list[str] = []

    def report_to(self, totals: TotalCheck, notes: list[str]) -> None:
        """Where counts go for the check of totals, and remarks for a person."""
        self._totals, self._notes = totals, notes

    def add(self, spot: Spot, is_marked: bool) -> None:
        """Add the figures of one cell; `is_marked` where a 1 is a mark in a list and no count."""
        cell = spot.cell
        reading = read_cell(cell)
        says = reading.says
        if says is Says.TEXT:
            if not _DIGIT.search(cell.text):
                self._writer.consumed.append(cell.locator)
            return
        self._writer.consumed.append(cell.locator)
        if says is Says.BLANK or says is Says.MARK:
            return
        if is_marked and says is Says.NUMBER:
            if not reading.is_zero_sign:
                self._writer.serial(cell, f"{spot.name} | {spot.column.heading}: ", "mark in a list")
            return
        meaning = self._meaning(spot.row, spot.column)
        if says is Says.DATE:
            self._date(spot, reading, meaning)
        elif says is Says.FRACTION:
            self._fraction(spot, reading, meaning)
        else:
            self._number(spot, reading, meaning)

    def _meaning(self, row: Row, column: Column) -> Meaning:
        named = row.named
        key: object = (
            (column.index, row.number)
            if row.labels or row.kind is not RowIs.LEAF
            else (
                column.index,
                row.group,
                row.year,
                row.is_previous,
                named.unit_kind if named else None,
                named is not None and named.unit_id is not None and named.confidence >= 0.45,
            )
        )
        found = self._meanings.get(key)
        if found is None:
            found = meaning_of(row, column, self.frame)
            if column.index in self._units and found.code is not None:
                unit_id = self._units[column.index]
                lost = replace(found, code=None, reason="unit not resolved")
                found = replace(found, unit_id=unit_id) if unit_id else lost
            self._meanings[key] = found
        if found.code is not None and row.kind is RowIs.LEAF and named is not None:
            return replace(found, unit_id=named.unit_id)
        return found

    def _number(self, spot: Spot, reading: Reading, meaning: Meaning) -> None:
        cell, column = spot.cell, spot.column
        text = cell.text.strip()
        if reading.is_zero_sign and (meaning.code is None or meaning.role in _SHARE_ROLES):
            if text.isdigit():
                self._write(spot, text, Decimal(0), meaning)
            return
        value = reading.value
        assert value is not None
        if column.index in self._fractions and not reading.is_percent:
            value = trimmed(value * 100)
        meaning, value = valued(meaning, reading, value, column, spot.row)
        if column.whole.code is not None and meaning.code is not None:
            meaning = replace(meaning, code=None, reason=f"one number under “{column.path[-1]}”")
        if reading.confidence < 1 and meaning.code is not None:
            meaning = replace(meaning, confidence=min(meaning.confidence, reading.confidence))
            self._note(cell, f"“{text}” được đọc là {value} ({reading.doubt})")
        raw = raw_numbers(cell, reading)[0] if reading.inner else text
        self._write(spot, raw, value, meaning, reading.decimals)
        for inner in reading.inner:
            self._inner(spot, inner, value, meaning)
        if meaning.role in {Role.COUNT, Role.AMOUNT} and spot.row.year is None:
            self._totals.add(spot.row, column, cell, value)

    def _inner(self, spot: Spot, raw: str, value: Decimal, meaning: Meaning) -> None:
        """A number in brackets after the first: the percentage of a change, or a part of the count."""
        parsed = parse_number(raw)
        if meaning.role is Role.CHANGE and f"{raw}%" in spot.cell.text.replace(" ", ""):
            direction = Direction.DOWN if value < 0 else Direction.UP if value else None
            inner = replace(meaning, role=Role.CHANGE_PERCENT, unit="%", direction=direction)
        else:
            inner = replace(meaning, code=None, role=Role.PART, reason="part told in brackets")
        self._write(spot, raw, parsed[0] if parsed else None, inner)

    def _fraction(self, spot: Spot, reading: Reading, meaning: Meaning) -> None:
        raws = raw_numbers(spot.cell, reading)
        texts = [text.strip() for text in (*raws[0].split("/"), *raws[1:]) if text.strip()]
        share = replace(meaning, role=Role.PERCENT, unit="%")
        if meaning.code is not None:
            share = replace(share, code=vocabulary().ratio_of.get(meaning.code, meaning.code))
        percent = Decimal(reading.percent.replace(".", "").replace(",", ".")) if reading.percent else None
        part = part_of(meaning)
        values = (reading.value, reading.whole, percent)
        whole = _whole(spot.column, part)
        for text, value, each in zip(texts, values, (part, whole, share), strict=False):
            self._write(spot, text, value, each)
        if reading.value is not None and meaning.role is Role.COUNT:
            self._totals.add(spot.row, spot.column, spot.cell, reading.value)

    def _date(self, spot: Spot, reading: Reading, meaning: Meaning) -> None:
        """A date where a number belongs: Excel made it of "5/12", if the column holds such parts."""
        cell = spot.cell
        if meaning.code is None or not holds_fractions(self._block, spot.column.index):
            self._writer.serial(cell, f"{spot.name} | {spot.column.heading}: ", "date")
            self._note(cell, f"ô chứa ngày tháng “{cell.text}” ở cột số liệu, có thể Excel đã đổi từ phân số")
            return
        self._note(cell, f"Excel đã đổi “{reading.value}/{reading.whole}” thành ngày tháng; đã khôi phục")
        part = part_of(meaning)
        for value, each in ((reading.value, part), (reading.whole, _whole(spot.column, part))):
            doubtful = replace(each, confidence=min(each.confidence, reading.confidence))
            self._write(spot, cell.text.strip(), value, doubtful)

    def _write(
        self, spot: Spot, raw: str, value: Decimal | None, meaning: Meaning, decimals: int = 0
    ) -> None:
        self._writer.statistic(
            spot.cell,
            spot.name,
            spot.column.heading,
            raw,
            value=value,
            meaning=meaning,
            decimals=decimals,
        )

    def _note(self, cell: Cell, text: str) -> None:
        self._notes.append(f"{cell.locator}: {text}.")


def _whole(column: Column, part: Meaning) -> Meaning:
    """The meaning of b in "a/b": what the heading announces, else the denominator of a's ratio."""
    if column.whole.code is None or part.code is None:
        return whole_of(part)
    return replace(part, role=Role.WHOLE, code=column.whole.code)


def _is_ratio(column: Column) -> bool:
    indicator = vocabulary().catalogue.get(column.match.code or "")
    return indicator is not None and indicator.is_ratio
