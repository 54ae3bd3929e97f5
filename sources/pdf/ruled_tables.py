"""The text of tables with ruling lines: letters sorted into the fields of a grid, pages joined.

What does not belong here: finding the grid (`ruled_grids`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.document import Cell, Table
from sources.pdf.lines import Line, whole_lines_of
from sources.pdf.page import Letter, Page
from sources.pdf.paragraphs import Column, opens_an_item, would_have_fitted
from sources.pdf.ruled_grids import Grid, grids_of
from sources.pdf.texts import LineJoiner

_MIDDLE = 0.3
_SMALLEST_PADDING = 1.0
_LARGEST_PADDING = 6.0
_SAME_COLUMNS = 4.0
_LONGEST_HEAD = 4
_NUMBER = re.compile(r"[-+]?\d[\d.,]*\s*%?")


@dataclass(slots=True)
class RuledTable:
    """A table as it stands on one page: its grid and the lines of each field, by the field's place."""

    page: int
    grid: Grid
    lines: dict[tuple[int, int], list[Line]]

    @property
    def top(self) -> float:
        """The upper edge of the table."""
        return self.grid.rows[0]

    def column_of(self, row: int, column: int) -> Column:
        """The column of text inside a field, for telling where its lines had to break."""
        field = next(each for each in self.grid.fields if (each.row, each.column) == (row, column))
        left = self.grid.columns[field.column]
        right = self.grid.columns[field.column + field.column_span]
        lines = self.lines[row, column]
        nearest = min(min(line.left - left, right - line.right) for line in lines)
        padding = min(max(nearest, _SMALLEST_PADDING), _LARGEST_PADDING)
        return Column(left + padding, right - padding, 0.0)


def take_tables(page: Page) -> tuple[list[RuledTable], list[Letter]]:
    """The tables of a page, and the letters that stand in none.

    A text that begins inside a table and runs over its edge (a table wider than the page) belongs to it.
    """
    tables: list[RuledTable] = []
    rest = page.letters
    for grid in grids_of(page.rules):
        inside: dict[tuple[int, int], list[Letter]] = {}
        outside: list[Letter] = []
        roots = {
            (field.row + down, field.column + across): (field.row, field.column)
            for field in grid.fields
            for down in range(field.row_span)
            for across in range(field.column_span)
        }
        before: tuple[int, float, list[Letter]] | None = None
        for letter in rest:
            x, y = (letter.left + letter.right) / 2, letter.baseline + _MIDDLE * letter.size
            if grid.holds(x, y):
                cell = inside.setdefault(roots[grid.place(x, y)], [])
            elif before is not None and before[:2] == (letter.chunk, letter.baseline):
                cell = before[2]
            else:
                outside.append(letter)
                before = None
                continue
            cell.append(letter)
            before = (letter.chunk, letter.baseline, cell)
        lines = {
            place: found for place, some in inside.items() if (found := whole_lines_of(some, page.number))
        }
        if len(lines) > 1:
            tables.append(RuledTable(page.number, grid, lines))
            rest = outside
    return tables, rest


def goes_on_with(table: RuledTable, following: RuledTable) -> bool:
    """Whether a table at the top of the next page is the same table: its borders stand alike."""
    mine, its = table.grid.columns, following.grid.columns
    return (
        following.page == table.page + 1
        and len(mine) == len(its)
        and all(abs(one - other) <= _SAME_COLUMNS for one, other in zip(mine, its, strict=True))
    )


def table_of(parts: Sequence[RuledTable], locator: str, joiner: LineJoiner) -> Table:
    """The cells of a table that stands on one page or several; a head that is repeated is given once."""
    cells: list[Cell] = []
    height = 0
    for place, part in enumerate(parts):
        found = _cells(part, joiner)
        rows = len(part.grid.rows) - 1
        if place > 0:
            skipped = _repeated_rows(cells, found)
            found = [replace(cell, row=cell.row - skipped) for cell in found if cell.row > skipped]
            rows -= skipped
            if _is_rest_of_row(found, cells, height):
                cells = _with_rest(cells, [cell for cell in found if cell.row == 1], height)
                found = [replace(cell, row=cell.row - 1) for cell in found if cell.row > 1]
                rows -= 1
        cells.extend(replace(cell, row=cell.row + height) for cell in found)
        height += rows
    named = tuple(
        replace(cell, locator=f"{locator}/r[{cell.row}]/c[{cell.column}]")
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))
    )
    return Table(locator, named, height, len(parts[0].grid.columns) - 1)


def _cells(part: RuledTable, joiner: LineJoiner) -> list[Cell]:
    cells = []
    for field in part.grid.fields:
        lines = part.lines.get((field.row, field.column))
        if not lines:
            continue
        text, is_bold = cell_text(lines, part.column_of(field.row, field.column), joiner)
        cells.append(
            Cell(
                "",
                field.row + 1,
                field.column + 1,
                text,
                text,
                field.row_span,
                field.column_span,
                is_bold=is_bold,
            )
        )
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def cell_text(lines: Sequence[Line], column: Column, joiner: LineJoiner) -> tuple[str, bool]:
    """The text of a cell, a line for each of its paragraphs, and whether all of it is bold."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _is_wrapped(groups[-1][-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = [joiner.join(group) for group in groups]
    return "\n".join(text.text for text in found), all(text.is_bold for text in found)


def _is_wrapped(last: Line, line: Line, column: Column) -> bool:
    return not (
        would_have_fitted(last, line, column)
        or opens_an_item(line)
        or last.is_bold != line.is_bold
        or abs(last.size - line.size) > 1
    )


def _repeated_rows(cells: Sequence[Cell], following: Sequence[Cell]) -> int:
    """How many rows at the top of the next part say again what the table's first rows say."""
    repeated = 0
    for row in range(1, _LONGEST_HEAD + 1):
        mine = [(cell.column, cell.text) for cell in cells if cell.row == row]
        its = [(cell.column, cell.text) for cell in following if cell.row == row]
        if not mine or mine != its:
            break
        repeated = row
    return repeated


def _is_rest_of_row(following: Sequence[Cell], cells: Sequence[Cell], height: int) -> bool:
    """Whether the first row of the next part is the end of a row that the page's end cut in two."""
    first = [cell for cell in following if cell.row == 1]
    last = {cell.column: cell for cell in cells if cell.row == height}
    numbered = sum(cell.column == 1 for cell in cells)
    return (
        bool(first)
        and numbered * 10 >= height * 7
        and 1 in last
        and all(
            cell.column > 1
            and cell.column in last
            and not _NUMBER.fullmatch(cell.text)
            and not cell.text.startswith(("-", "+"))
            for cell in first
        )
    )


def _with_rest(cells: Sequence[Cell], rest: Sequence[Cell], height: int) -> list[Cell]:
    texts = {cell.column: cell.text for cell in rest}
    return [
        replace(cell, text=joined, value=joined)
        if cell.row == height and (joined := f"{cell.text} {texts.get(cell.column, '')}".rstrip())
        else cell
        for cell in cells
    ]
