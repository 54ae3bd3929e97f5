"""The cells of a sheet made only when asked for: rows of values as they are stored, and marks beside them.

A sheet of half a million cells is read in a fraction of the time that making half a million records takes;
who needs a row's cells gets that row's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from itertools import chain
from typing import overload

from schemas.document import Cell, CellValue
from sources.clean_text import clean_text
from sources.workbook.addresses import column_letters
from sources.workbook.number_text import GENERAL, shown_date, shown_number
from sources.workbook.sheet_marks import SheetMarks
from sources.workbook.xlsx_parts import CellStyle

HIDING_FORMAT = ";;;"
_PLAIN_STYLE = CellStyle()


class SheetCells(Sequence[Cell]):
    """The cells of a sheet in order, made at first need.

    `rows` are the stored values, row by row and column by column from `origin` (row and column, "" where
    there is none); texts in it are as typed, `text_of` cleans them. `has_percentages` is False where no
    cell can have a percent format.
    """

    def __init__(
        self,
        name: str,
        origin: tuple[int, int],
        rows: Sequence[Sequence[object]],
        marks: SheetMarks,
        styles: Callable[[int], dict[int, CellStyle]],
        *,
        has_percentages: bool = True,
    ) -> None:
        self.name = clean_text(name)
        self.first_row, self.first_column = origin
        self.rows = rows
        self.marks = marks
        self.has_percentages = has_percentages
        self._styles = styles
        self._clean: dict[str, str] = {}
        self._shown_as: dict[tuple[type, object, str], tuple[CellValue, str]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __bool__(self) -> bool:
        return any(value != "" for row in self.rows for value in row) or bool(self.marks.formulas)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._all)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, place: int | slice) -> Cell | tuple[Cell, ...]:
        return self._all[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    @property
    def last_row(self) -> int:
        """The number of the last row with a value."""
        return max(
            self.first_row + len(self.rows) - 1, max((row for row, _ in self.marks.formulas), default=0)
        )

    @property
    def last_column(self) -> int:
        """The number of the last column with a value."""
        width = max(map(len, self.rows), default=0)
        return max(
            self.first_column + width - 1, max((column for _, column in self.marks.formulas), default=0)
        )

    def locator(self, row: int, column: int) -> str:
        """The locator of a place."""
        return f"{self.name}!{column_letters(column)}{row}"

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether a place lies in a hidden row or column."""
        return row in self.marks.hidden_rows or any(
            first <= column <= last for first, last in self.marks.hidden_columns
        )

    def with_values(self, values: Mapping[tuple[int, int], float]) -> SheetCells:
        """The same cells with other stored values at some places."""
        rows = list(self.rows)
        for (row, column), value in values.items():
            place = column - self.first_column
            if row < self.first_row or place < 0:
                continue
            rows += [[] for _ in range(row - self.first_row + 1 - len(rows))]
            changed = list(rows[row - self.first_row])
            changed += [""] * (place + 1 - len(changed))
            changed[place] = value
            rows[row - self.first_row] = changed
        origin = self.first_row, self.first_column
        return SheetCells(
            self.name, origin, rows, self.marks, self._styles, has_percentages=self.has_percentages
        )

    def text_of(self, value: str) -> str:
        """A stored text as the document gives it."""
        found = self._clean.get(value)
        if found is None:
            found = self._clean[value] = clean_text(value)
        return found

    def texts(self) -> Iterator[str]:
        """The distinct texts of the sheet."""
        distinct = set(chain.from_iterable(self.rows))
        return (self.text_of(value) for value in distinct if isinstance(value, str) and value)

    def formulas(self) -> Iterator[str]:
        """The formulas of the sheet."""
        return (formula for formula, _ in self.marks.formulas.values())

    @cached_property
    def row_numbers(self) -> list[int]:
        """The rows with a value or a formula, in order."""
        found = [
            number
            for number, values in enumerate(self.rows, start=self.first_row)
            if (values and values[0] != "") or any(value != "" for value in values)
        ]
        extra = {row for row, _ in self.marks.formulas}.difference(found)
        return sorted([*found, *extra]) if extra else found

    def hidden_rows(self) -> list[int]:
        """The rows with a value that lies hidden, in order."""
        if not self.marks.hidden_rows and not self.marks.hidden_columns:
            return []
        return [
            number
            for number in self.row_numbers
            if number in self.marks.hidden_rows or any(cell.is_hidden for cell in self.row(number).values())
        ]

    def filled_columns(self, first: int, last: int) -> set[int]:
        """The columns with a value in a range of rows."""
        rows = self.rows[max(0, first - self.first_row) : last - self.first_row + 1]
        width = max(map(len, rows), default=0)
        filled = {
            place + self.first_column
            for place in range(width)
            if any(place < len(row) and row[place] != "" for row in rows)
        }
        return filled | {column for row, column in self.marks.formulas if first <= row <= last}

    def row(self, number: int) -> dict[int, Cell]:
        """The cells of one row by column, in order."""
        found: dict[int, Cell] = {}
        place = number - self.first_row
        values = self.rows[place] if 0 <= place < len(self.rows) else ()
        marks = self.marks
        styles = self._styles(number)
        is_hidden = number in marks.hidden_rows
        for column, value in enumerate(values, start=self.first_column):
            if value == "" and (number, column) not in marks.formulas:
                continue
            if marks.merges and marks.merges.covers(number, column):
                continue
            cell = self._cell(number, column, value, styles.get(column, _PLAIN_STYLE), is_hidden)
            if cell is not None:
                found[column] = cell
        for row, column in self._outside if self._outside else ():
            if row == number and not (marks.merges and marks.merges.covers(row, column)):
                cell = self._cell(row, column, "", styles.get(column, _PLAIN_STYLE), is_hidden)
                if cell is not None:
                    found[column] = cell
        return found

    def valueless(self) -> list[tuple[int, int]]:
        """The places of formulas without a stored value."""
        return [
            (row, column)
            for (row, column), (_, is_text) in self.marks.formulas.items()
            if not is_text and self.value_at(row, column) == ""
        ]

    def covered(self) -> list[str]:
        """The locators of values that lie hidden under a merged cell."""
        merges = self.marks.merges
        if not merges:
            return []
        return [
            self.locator(row, column)
            for row in merges.rows()
            for column, value in enumerate(self._row_values(row), start=self.first_column)
            if value != "" and merges.covers(row, column) and self._is_shown(value)
        ]

    def _row_values(self, row: int) -> Sequence[object]:
        place = row - self.first_row
        return self.rows[place] if 0 <= place < len(self.rows) else ()

    def _is_shown(self, value: object) -> bool:
        return not isinstance(value, str) or bool(self.text_of(value))

    def value_at(self, row: int, column: int) -> object:
        """The stored value of a place, as typed; "" if there is none or a merged cell covers it."""
        if self.marks.merges and self.marks.merges.covers(row, column):
            return ""
        values, place = self._row_values(row), column - self.first_column
        return values[place] if 0 <= place < len(values) else ""

    @cached_property
    def _outside(self) -> list[tuple[int, int]]:
        """Formulas without a value outside the area of the values."""
        width = max(map(len, self.rows), default=0)
        rows = range(self.first_row, self.first_row + len(self.rows))
        columns = range(self.first_column, self.first_column + width)
        return [place for place in self.marks.formulas if place[0] not in rows or place[1] not in columns]

    @cached_property
    def _all(self) -> tuple[Cell, ...]:
        numbers = set(range(self.first_row, self.first_row + len(self.rows))) | {
            row for row, _ in self._outside
        }
        found: list[Cell] = []
        for number in sorted(numbers):
            found.extend(cell for _, cell in sorted(self.row(number).items()))
        return tuple(found)

    def _cell(self, row: int, column: int, stored: object, style: CellStyle, is_hidden: bool) -> Cell | None:
        code, marks = style.number_format, self.marks
        key = (type(stored), stored, code)
        shown = self._shown_as.get(key)
        if shown is None:
            shown = self._shown_as[key] = self._shown(stored, code)
        value, text = shown
        formula = marks.formulas.get((row, column)) if marks.formulas else None
        if not text and (formula is None or formula[1]):
            return None
        row_span, column_span = marks.merges.span(row, column) if marks.merges else (1, 1)
        return Cell(
            f"{self.name}!{column_letters(column)}{row}",
            row,
            column,
            text,
            value,
            row_span,
            column_span,
            is_hidden
            or code == HIDING_FORMAT
            or (bool(marks.hidden_columns) and self.is_hidden(row, column)),
            style.is_bold,
            None if formula is None else formula[0],
            "" if code == GENERAL else code,
        )

    def _shown(self, stored: object, code: str) -> tuple[CellValue, str]:
        if isinstance(stored, str):
            words = self.text_of(stored)
            return (words, words) if words else (None, "")
        if isinstance(stored, bool):
            return stored, "TRUE" if stored else "FALSE"
        if isinstance(stored, float):
            number = int(stored) if stored.is_integer() and abs(stored) < 1e15 else stored
            return number, shown_number(number, code)
        if isinstance(stored, datetime):
            day = stored.date() if stored.time() == time() else stored
            return day, shown_date(day, code)
        if isinstance(stored, date):
            return stored, shown_date(stored, code)
        return None, ""
