"""The tables that stand on one sheet: their titles, header rows and body rows.

Blank rows and columns, repeated "STT" and rows of header words divide; what the words mean is decided in
`columns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile

from schemas.document import Cell
from sources.tables.cells import Says, read_cell
from sources.tables.grid import Grid
from sources.tables.header_rows import (
    DEEPEST_HEADER,
    header_rows,
    implied_header,
    is_column_numbers,
    is_header,
    is_lower_header,
    is_serial_at,
    names_units_or_rows,
)
from sources.tables.header_signs import is_number, is_title
from sources.tables.outcome_words import tells_outcome
from sources.tables.title_lines import Line, lines, stands_over, without_titles

_TITLE_ROWS = 12
_LOOK_BACK = 200


@dataclass
class Block:
    """One table of a sheet: its columns, the rows of its header and body, and the lines of text above it.

    `inherited` is the part of the same table on an earlier sheet, whose header and title hold here too;
    `is_continued` holds where a later sheet goes on.
    """

    grid: Grid
    columns: list[int]
    title: tuple[str, ...]
    header: list[int]
    body: list[int] = field(default_factory=list)
    numbering: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    inherited: Block | None = None
    is_continued: bool = False

    def path(self, column: int) -> tuple[str, ...]:
        """The header texts over a column, outermost first, each merged text once."""
        if not self.header and self.inherited is not None:
            return self.inherited.path(column)
        texts: list[str] = []
        for depth, row in enumerate(self.header):
            cell = self.grid.at(row, column) or self._inherited(depth, row, column)
            if cell is None:
                continue
            text = cell.text.strip()
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        return tuple(texts)

    def _inherited(self, depth: int, row: int, column: int) -> Cell | None:
        """The heading left of a blank one that was meant to reach over it (drawn, not merged)."""
        lower = self.header[depth + 1 :]
        if not lower or not any(self.grid.at(below, column) for below in lower):
            return None
        position = self.columns.index(column)
        for left in reversed(self.columns[:position]):
            cell = self.grid.at(row, left)
            if cell is not None:
                reaches_down = any(
                    (below_cell := self.grid.at(below, left)) is not None and below_cell is not cell
                    for below in lower
                )
                return cell if reaches_down and cell.column_span == 1 else None
        return None


def find_blocks(grid: Grid, lead: tuple[str, ...]) -> list[Block]:
    """The tables of a grid, top to bottom; `lead` are lines of text that stand before it (Word)."""
    blocks = _blocks(grid, [Line(text) for text in lead])
    return [block for block in blocks if block.body]


def _blocks(grid: Grid, pending: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    current: list[Block] = []
    for run in _runs(grid):
        parts = _side_by_side(grid, run)
        if parts:
            current = []
            for columns in parts:
                over = [line for line in pending if stands_over(line, columns, parts)]
                part = grid.part(columns)
                part.row_numbers = [row for row in run if row in part.rows]
                current.extend(_blocks(part, over))
            blocks.extend(current)
            pending = []
            continue
        start = 0
        headers = header_rows(grid, run)
        if current and not names_units_or_rows(grid, headers) and _continues(grid, run, current):
            for block in current:
                block.body.extend(row for row in run if row in block.grid.rows)
            continue
        if not headers and (implied := implied_header(grid, run)) is not None:
            headers = [implied]
        if not headers:
            if _is_numeric(grid, run):
                titles = tuple(line.text for line in pending)
                block = Block(grid, sorted(grid.columns(run)), titles, [], list(run))
                blocks.append(block)
                current, pending = [], []
                continue
            pending = [*pending, *lines(grid, run)]
            continue
        for position, head in enumerate(headers):
            above_rows = run[start : run.index(head)]
            end = run.index(headers[position + 1]) if position + 1 < len(headers) else len(run)
            above = lines(grid, above_rows)
            rows = run[run.index(head) : end]
            if position + 1 < len(headers):
                rows, kept = without_titles(grid, rows)
                start = end - kept
            found = _split(grid, rows, (*pending, *above))
            if _are_repeated(current, found):
                for block, again in zip(current, found, strict=True):
                    block.repeated.extend((*again.header, *again.numbering, *again.repeated))
                    block.body.extend(again.body)
                continue
            current = found
            blocks.extend(current)
            pending = []
    return blocks


def _are_repeated(before: Sequence[Block], found: Sequence[Block]) -> bool:
    """Whether tables only repeat the header of those above them, without a title of their own."""
    return len(before) == len(found) and all(
        not again.title
        and again.grid is block.grid
        and again.columns == block.columns
        and [again.path(c) for c in again.columns] == [block.path(c) for c in block.columns]
        for block, again in zip(before, found, strict=True)
    )


def _side_by_side(grid: Grid, run: Sequence[int]) -> list[list[int]]:
    """The columns of each table, where blank columns divide a run into tables with headers of their own."""
    filled = grid.columns(run)
    groups: list[list[int]] = []
    for column in sorted(filled):
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    if len(groups) < 2 or any(len(group) < 2 for group in groups):
        return []
    for group in groups:
        part = grid.part(group)
        rows = [row for row in run[:_TITLE_ROWS] if row in part.rows]
        if not names_units_or_rows(part, rows):
            return []
    return groups


def _runs(grid: Grid) -> list[list[int]]:
    numbers = grid.row_numbers
    if numbers and numbers[-1] - numbers[0] + 1 == len(numbers):
        return [numbers]
    runs: list[list[int]] = []
    last = -10
    for row in numbers:
        if row == last + 1 or (
            runs and all(grid.is_covered_row(r) for r in range(last + 1, row)) and row - last < 5
        ):
            runs[-1].append(row)
        else:
            runs.append([row])
        last = row
    return runs


def _is_numeric(grid: Grid, run: Sequence[int]) -> bool:
    """Whether rows without a header are a table of numbers all the same."""
    if len(run) < 2:
        return False
    numbers = [sum(1 for cell in grid.rows[row].values() if is_number(cell)) for row in run[:50]]
    return sum(1 for count in numbers if count >= 1) >= 2 and sum(numbers) >= 3


def _continues(grid: Grid, run: Sequence[int], current: Sequence[Block]) -> bool:
    """Whether rows after a blank one go on with the tables above: in their columns, with numbers or outcomes
    like theirs, without words over numbers.
    """
    columns = grid.columns(run)
    known = {column for block in current for column in block.columns}
    first = list(grid.rows[run[0]].values())
    if len(columns) < 2 or not columns <= known or (len(first) == 1 and is_title(first[0].text)):
        return False
    if not any(
        is_number(cell) or _is_alike(cell, current) for row in run for cell in grid.rows[row].values()
    ):
        return False
    head = implied_header(grid, run)
    if head is None:
        return True
    heading = run[run.index(head) : run.index(head) + DEEPEST_HEADER]
    return not any(
        _stands_over_numbers(grid, row, current) for row in takewhile(partial(_is_words, grid), heading)
    )


def _is_words(grid: Grid, row: int) -> bool:
    """Whether a row holds words alone, no number."""
    return not any(map(is_number, grid.rows[row].values()))


def _is_alike(cell: Cell, current: Sequence[Block]) -> bool:
    """Whether a cell is a mark or an outcome, or repeats a text that stands further up in its column."""
    if read_cell(cell).says in {Says.MARK, Says.FRACTION} or tells_outcome(cell.text):
        return True
    return any(
        block.grid.text_at(row, cell.column) == cell.text
        for block in current
        if cell.column in block.columns
        for row in block.body[-_LOOK_BACK:]
    )


def _stands_over_numbers(grid: Grid, row: int, current: Sequence[Block]) -> bool:
    """Whether a row has words in columns that hold nothing but numbers further up: a header of its own."""
    return any(
        all(_is_numeric_cell(block.grid.rows[number].get(column)) for number in block.body)
        for block in current
        for column in block.columns[1:]
        if column in grid.rows[row] and not is_number(grid.rows[row][column])
    )


def _is_numeric_cell(cell: Cell | None) -> bool:
    return cell is None or read_cell(cell).says is not Says.TEXT


def _split(grid: Grid, rows: list[int], lines: Sequence[Line]) -> list[Block]:
    """Tables side by side: blank columns, and each further "STT" in the header row, divide them."""
    filled = grid.columns(rows) | grid.spanned_columns(rows[:DEEPEST_HEADER])
    groups: list[list[int]] = []
    for column in sorted(filled):
        starts_anew = is_serial_at(grid, rows[0], column) and groups and len(groups[-1]) > 1
        if not groups or column > groups[-1][-1] + 1 or starts_anew:
            groups.append([column])
        else:
            groups[-1].append(column)
    if len(groups) > 1 and any(len(group) < 2 for group in groups):
        groups = [sorted(filled)]
    blocks = []
    for group in groups:
        inside = [row for row in rows if len(groups) == 1 or any(c in grid.rows[row] for c in group)]
        if len(groups) > 1 and not any(is_header(grid.part(group), row) for row in inside[:3]):
            inside = rows
        title = tuple(line.text for line in lines if stands_over(line, group, groups))
        blocks.append(_with_header(Block(grid, group, title, [], inside)))
    return blocks


def _with_header(block: Block) -> Block:
    """Divide a block's rows into header, column numbers and body."""
    grid, rows = block.grid, block.body
    columns = set(block.columns)
    header = [rows[0]]
    for row in rows[1:DEEPEST_HEADER]:
        if not is_lower_header(grid, header, row, columns):
            break
        header.append(row)
    rest = rows[len(header) :]
    while rest and is_column_numbers(grid, rest[0], columns):
        block.numbering.append(rest[0])
        rest = rest[1:]
    block.header = header
    heading = {column: cell.text for column, cell in grid.rows[header[0]].items() if column in columns}
    first = min(heading)
    alike = [row for row, text in grid.words_in(first, rest) if text == heading[first]]
    for row in alike:
        cells = grid.rows[row]
        if all(column in cells and cells[column].text == text for column, text in heading.items()):
            block.repeated.append(row)
    repeated = set(block.repeated)
    block.body = [row for row in rest if row not in repeated] if repeated else rest
    return block
