"""A sheet or Word table as a grid: rows of filled cells, merged ranges expanded where they are asked for.

Knows positions only. Which rows are headers is `blocks`, what they mean `columns`.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemas.document import Cell, Table


class Grid:
    """The filled cells of a table by row and column; `rows` holds each row's cells by column, in order."""

    def __init__(self, table: Table, cells: Iterable[Cell] | None = None) -> None:
        self.table = table
        self.rows: dict[int, dict[int, Cell]] = {}
        self._covered: dict[tuple[int, int], Cell] = {}
        rows = self.rows
        row_index, row = -1, {}
        for cell in table.cells if cells is None else cells:
            if not cell.text and cell.value is None:
                continue
            if cell.row != row_index:
                row_index = cell.row
                row = rows.setdefault(row_index, {})
            row[cell.column] = cell
            if cell.row_span > 1 or cell.column_span > 1:
                self._cover(cell)
        self.row_numbers = sorted(rows)

    def part(self, columns: Iterable[int]) -> Grid:
        """The same grid with some of its columns only: one of several tables side by side."""
        wanted = set(columns)
        found = Grid(self.table, ())
        for number, row in self.rows.items():
            kept = {column: cell for column, cell in row.items() if column in wanted}
            if kept:
                found.rows[number] = kept
        found._covered = {place: cell for place, cell in self._covered.items() if place[1] in wanted}
        found.row_numbers = sorted(found.rows)
        return found

    def _cover(self, cell: Cell) -> None:
        last_row = min(cell.row + cell.row_span, cell.row + _WIDEST_MERGE)
        last_column = min(cell.column + cell.column_span, cell.column + _WIDEST_MERGE)
        for row in range(cell.row, last_row):
            for column in range(cell.column, last_column):
                if (row, column) != (cell.row, cell.column):
                    self._covered[row, column] = cell

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that stands at a place, or the merged cell that covers it."""
        found = self.rows.get(row, _NO_CELLS).get(column)
        return found if found is not None else self._covered.get((row, column))

    def text_at(self, row: int, column: int) -> str:
        """The text that a reader sees at a place, merged cells included; "" if none."""
        cell = self.at(row, column)
        return cell.text.strip() if cell is not None else ""

    def covers(self, row: int, column: int) -> bool:
        """Whether a place lies in a merged range without being its upper left cell."""
        return (row, column) in self._covered

    def is_covered_row(self, row: int) -> bool:
        """Whether a row without cells of its own lies in a merged range."""
        return any(place[0] == row for place in self._covered) if row not in self.rows else True

    def columns(self, rows: Iterable[int]) -> set[int]:
        """The columns that have a cell in any of the rows, merged ranges counted in full."""
        found: set[int] = set()
        for number in rows:
            row = self.rows.get(number)
            if row:
                found.update(row)
        return found

    def spanned_columns(self, rows: Iterable[int]) -> set[int]:
        """The columns that merged cells of the rows reach over."""
        wanted = set(rows)
        return {column for row, column in self._covered if row in wanted}


_WIDEST_MERGE = 2000
_NO_CELLS: dict[int, Cell] = {}
