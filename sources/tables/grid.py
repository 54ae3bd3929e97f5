"""A sheet or Word table as a grid: rows of filled cells, merged ranges expanded where they are asked for.

Knows positions only. Which rows are headers is `blocks`, what they mean `columns`. The rows of a large sheet
are made when they are asked for; `words_in` and `columns` answer without making them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from schemas.document import Cell, Table
from sources.workbook.sheet_cells import SheetCells


class GridRows(dict[int, dict[int, Cell]]):
    """The cells of each row by column; rows of a sheet are made at first need."""

    def __init__(
        self, sheet: SheetCells | None, numbers: Iterable[int], wanted: frozenset[int] | None
    ) -> None:
        super().__init__()
        self._sheet = sheet
        self._wanted = wanted
        self.numbers = frozenset(numbers)

    def __missing__(self, number: int) -> dict[int, Cell]:
        if self._sheet is None or number not in self.numbers:
            raise KeyError(number)
        made = self._sheet.row(number)
        kept = made if self._wanted is None else {c: cell for c, cell in made.items() if c in self._wanted}
        self[number] = kept
        return kept

    def __contains__(self, number: object) -> bool:
        return number in self.numbers


class Grid:
    """The filled cells of a table by row and column; `rows` holds each row's cells by column, in order."""

    def __init__(self, table: Table, wanted: frozenset[int] | None = None) -> None:
        self.table = table
        self._wanted = wanted
        cells = table.cells
        self.sheet = cells if isinstance(cells, SheetCells) else None
        if self.sheet is not None:
            self.row_numbers = self._numbers(self.sheet)
            self.rows = GridRows(self.sheet, self.row_numbers, wanted)
            return
        rows: dict[int, dict[int, Cell]] = {}
        for cell in cells:
            if (cell.text or cell.value is not None) and (wanted is None or cell.column in wanted):
                rows.setdefault(cell.row, {})[cell.column] = cell
        self.row_numbers = sorted(rows)
        self.rows = GridRows(None, rows, wanted)
        self.rows.update(rows)

    def part(self, columns: Iterable[int]) -> Grid:
        """The same grid with some of its columns only: one of several tables side by side."""
        return Grid(self.table, frozenset(columns))

    def _numbers(self, sheet: SheetCells) -> list[int]:
        numbers = sheet.row_numbers
        if self._wanted is None:
            return numbers
        return [number for number in numbers if any(column in self._wanted for column in sheet.row(number))]

    @cached_property
    def _covered(self) -> dict[tuple[int, int], Cell]:
        """The merged cell that covers each place, but for its own place."""
        covered: dict[tuple[int, int], Cell] = {}
        for cell in self._merged():
            last_row = min(cell.row + cell.row_span, cell.row + _WIDEST_MERGE)
            last_column = min(cell.column + cell.column_span, cell.column + _WIDEST_MERGE)
            for row in range(cell.row, last_row):
                for column in range(cell.column, last_column):
                    if (row, column) != (cell.row, cell.column):
                        covered[row, column] = cell
        return covered

    def _merged(self) -> list[Cell]:
        if self.sheet is None:
            cells = [cell for row in self.rows.values() for cell in row.values()]
            return [cell for cell in cells if cell.row_span > 1 or cell.column_span > 1]
        starts = [place for place in self.sheet.marks.merges.starts() if place[0] in self.rows]
        return [cell for row, column in starts if (cell := self.rows[row].get(column)) is not None]

    def words_in(self, column: int, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The rows in which words stand in a column, not a number, with these words; `rows` are in order."""
        if self.sheet is None:
            for row in rows:
                cell = self.rows[row].get(column)
                if cell is not None and type(cell.value) not in {int, float}:
                    yield row, cell.text
            return
        place = column - self.sheet.first_column
        if not rows or place < 0:
            return
        first, wanted = self.sheet.first_row, set(rows) if rows[-1] - rows[0] + 1 != len(rows) else None
        begin = max(0, rows[0] - first)
        texts = [
            (number, values[place])
            for number, values in enumerate(
                self.sheet.rows[begin : rows[-1] - first + 1], start=first + begin
            )
            if place < len(values) and type(values[place]) is str and values[place]
        ]
        merges = self.sheet.marks.merges
        for number, text in texts:
            if (wanted is None or number in wanted) and not (merges and merges.covers(number, column)):
                yield number, self.sheet.text_of(str(text))

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that stands at a place, or the merged cell that covers it."""
        found = self.rows[row].get(column) if row in self.rows else None
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

    def columns(self, rows: Sequence[int]) -> set[int]:
        """The columns that have a cell in any of the rows (of a large sheet: in any row between them)."""
        if self.sheet is not None and len(rows) > _MANY_ROWS:
            filled = self.sheet.filled_columns(rows[0], rows[-1])
            return filled if self._wanted is None else filled & self._wanted
        return {column for number in rows if number in self.rows for column in self.rows[number]}

    def spanned_columns(self, rows: Iterable[int]) -> set[int]:
        """The columns that merged cells of the rows reach over."""
        wanted = set(rows)
        return {column for row, column in self._covered if row in wanted}


_WIDEST_MERGE = 2000
_MANY_ROWS = 200
