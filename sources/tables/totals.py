"""Totals and subtotals checked against the rows they add up; a difference is a note, the sender's own number
stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.document import Cell
from schemas.vietnamese_numbers import format_number
from sources.tables.column import Column
from sources.tables.row_plan import Row, RowIs


@dataclass(frozen=True, slots=True)
class _Entry:
    """A number of one column, in the order of the sheet."""

    row_is: RowIs
    value: Decimal
    cell: Cell
    name: str


class TotalCheck:
    """Gathers a block's numbers by column and tells which totals and group rows do not add up."""

    def __init__(self) -> None:
        self._columns: dict[int, Column] = {}
        self._entries: dict[int, list[_Entry]] = {}
        self._heads: list[int] = []

    def head(self, row_number: int) -> None:
        """Take in a group row, with numbers or without: here a new part begins."""
        self._heads.append(row_number)

    def add(self, row: Row, column: Column, cell: Cell, value: Decimal) -> None:
        """Take in a count or amount of a row."""
        self._columns[column.index] = column
        self._entries.setdefault(column.index, []).append(_Entry(row.kind, value, cell, row.name))

    def notes(self) -> list[str]:
        """A Vietnamese sentence for each total or group row that the rows do not add up to."""
        return [
            f"{entry.cell.locator}: dòng “{entry.name.strip()}”, cột “{self._columns[index].heading}” ghi "
            f"{format_number(entry.value)}, cộng các dòng được {format_number(found)}."
            for index, entries in self._entries.items()
            for entry, found in self._faults(entries)
        ]

    def _faults(self, entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, Decimal]]:
        """The totals and group rows of a column that differ, each with the nearest sum."""
        for place, entry in enumerate(entries):
            if entry.row_is is RowIs.GROUP:
                own = self._part_below(entries, place)
                if own is not None and own != entry.value:
                    yield entry, own
            elif entry.row_is is RowIs.TOTAL:
                sums = self._sums(entries, place)
                if sums and entry.value not in sums:
                    yield entry, min(sums, key=lambda each: abs(each - entry.value))

    def _part_below(self, entries: Sequence[_Entry], place: int) -> Decimal | None:
        """The sum of the rows under a group row, up to the next group; None if there are none."""
        begin = entries[place].cell.row
        end = min((row for row in self._heads if row > begin), default=None)
        values = []
        for entry in entries[place + 1 :]:
            if entry.row_is is not RowIs.LEAF or (end is not None and entry.cell.row > end):
                break
            values.append(entry.value)
        return sum(values, Decimal(0)) if values else None

    def _sums(self, entries: Sequence[_Entry], place: int) -> set[Decimal]:
        """What a total may add up: all rows, those above it, those of its part, groups, subtotals."""
        row = entries[place].cell.row
        begins = max((head for head in self._heads if head < row), default=0)
        earlier = max((each.cell.row for each in entries[:place] if each.row_is is RowIs.TOTAL), default=0)
        leaves = [each for each in entries if each.row_is is RowIs.LEAF]
        groups = [each for each in entries if each.row_is is RowIs.GROUP]
        totals = [each for each in entries[:place] if each.row_is is RowIs.TOTAL]
        parts = [
            leaves,
            [each for each in leaves if each.cell.row < row],
            [each for each in leaves if begins < each.cell.row < row],
            [each for each in leaves if earlier < each.cell.row < row],
            groups,
            [each for each in groups if each.cell.row < row],
            totals if len(totals) > 1 else [],
        ]
        return {sum((each.value for each in part), Decimal(0)) for part in parts if part}
