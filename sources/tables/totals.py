"""Totals checked against the rows they add up; a difference is a note, the sender's own total stays as it
is.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from schemas.document import Cell
from schemas.vietnamese_numbers import format_number
from sources.tables.column import Column
from sources.tables.row_plan import Row, RowIs


class TotalCheck:
    """Gathers a block's numbers by column and tells which totals do not add up."""

    def __init__(self) -> None:
        self._leaves: defaultdict[int, Decimal] = defaultdict(Decimal)
        self._groups: defaultdict[int, Decimal] = defaultdict(Decimal)
        self._totals: list[tuple[Column, Cell, Decimal, str, Decimal, Decimal]] = []
        self._last: list[tuple[Column, Cell, Decimal, str]] = []

    def add(self, row: Row, column: Column, cell: Cell, value: Decimal) -> None:
        """Take in a count or amount of a row."""
        if row.kind is RowIs.LEAF:
            self._leaves[column.index] += value
        elif row.kind is RowIs.GROUP:
            self._groups[column.index] += value
        else:
            self._last.append((column, cell, value, row.name))

    def notes(self) -> list[str]:
        """A Vietnamese sentence for each total that neither the rows nor the groups add up to."""
        found = []
        totals_in: defaultdict[int, int] = defaultdict(int)
        for column, _, _, _ in self._last:
            totals_in[column.index] += 1
        for column, cell, value, name in self._last:
            sums = [
                s for s in (self._leaves.get(column.index), self._groups.get(column.index)) if s is not None
            ]
            if totals_in[column.index] > 1 or not sums or value in sums:
                continue
            found.append(
                f"{cell.locator}: dòng “{name.strip()}”, cột “{column.heading}” ghi {format_number(value)}, "
                f"cộng các dòng được {format_number(sums[0])}."
            )
        return found
