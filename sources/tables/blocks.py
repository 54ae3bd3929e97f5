"""The tables that stand on one sheet: their titles, header rows and body rows.

Blank rows and columns, repeated "STT" and rows of header words divide; what the words mean is decided in
`columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from schemas.document import Cell
from sources.tables.grid import Grid
from sources.tables.parts import read_part
from sources.tables.vocabulary import vocabulary

_DEEPEST_HEADER = 5
_LONGEST_HEADER_TEXT = 160
_COLUMN_NUMBER = re.compile(r"^\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?(?:\s*=.*)?$|^\(?\d{1,2}\)?\s*[=:].*$")
_NUMBER = re.compile(r"^[-+]?\d[\d.,\s]*%?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass
class Block:
    """One table of a sheet: its columns, the rows of its header and body, and the lines of text above it."""

    grid: Grid
    columns: list[int]
    title: tuple[str, ...]
    header: list[int]
    body: list[int] = field(default_factory=list)
    numbering: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    def path(self, column: int) -> tuple[str, ...]:
        """The header texts over a column, outermost first, each merged text once."""
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
    blocks: list[Block] = []
    pending = list(lead)
    current: list[Block] = []
    for run in _runs(grid):
        start = 0
        headers = _header_rows(grid, run)
        if not headers:
            if current and _continues(grid, run, current):
                for block in current:
                    block.body.extend(run)
                continue
            if _is_numeric(grid, run):
                block = Block(grid, sorted(grid.columns(run)), tuple(pending), [], list(run))
                blocks.append(block)
                current, pending = [], []
                continue
            pending.extend(_lines(grid, run))
            continue
        for position, head in enumerate(headers):
            above = run[start : run.index(head)]
            end = run.index(headers[position + 1]) if position + 1 < len(headers) else len(run)
            titles = _lines(grid, above)
            rows = run[run.index(head) : end]
            if position + 1 < len(headers):
                rows, kept = _without_titles(grid, rows)
                start = end - kept
            current = _split(grid, rows, (*pending, *titles))
            blocks.extend(current)
            pending = []
    return [block for block in blocks if block.body]


def _runs(grid: Grid) -> list[list[int]]:
    runs: list[list[int]] = []
    last = -10
    for row in grid.row_numbers:
        if row == last + 1 or (
            runs and all(grid.is_covered_row(r) for r in range(last + 1, row)) and row - last < 5
        ):
            runs[-1].append(row)
        else:
            runs.append([row])
        last = row
    return runs


def _header_rows(grid: Grid, run: Sequence[int]) -> list[int]:
    """The first header row of a run, and every later row where another header begins."""
    first = next((row for row in run[:60] if _is_header(grid, row)), None)
    if first is None:
        first = _implied_header(grid, run[:20])
        return [first] if first is not None else []
    heads = [first]
    serials = {column for column, cell in grid.rows[first].items() if _is_serial(cell.text)}
    left = min(grid.rows[first])
    for row in run[run.index(first) + 1 :]:
        cells = grid.rows[row]
        for column in serials or {left}:
            cell = cells.get(column)
            if (
                cell is not None
                and type(cell.value) is not float
                and type(cell.value) is not int
                and _is_serial(cell.text)
            ):
                if row - heads[-1] > 1:
                    heads.append(row)
                break
    return heads


def _is_serial(text: str) -> bool:
    if len(text) > 20:
        return False
    words = vocabulary()
    return "serial" in words.concepts.meanings(words.speller.spell(text)) if text.strip() else False


def _is_header(grid: Grid, row: int) -> bool:
    words = vocabulary()
    cells = list(grid.rows[row].values())
    texts = [cell for cell in cells if cell.text.strip()]
    if len(texts) < 2 or any(len(cell.text) > _LONGEST_HEADER_TEXT for cell in texts):
        return False
    numbers = sum(1 for cell in texts if _is_number(cell) and not _YEAR.match(cell.text.strip()))
    if numbers * 2 >= len(texts):
        return False
    known = 0
    for cell in texts:
        part = read_part(cell.text)
        wording = words.speller.spell(cell.text)
        if _is_serial(cell.text):
            return True
        meanings = words.concepts.meanings(wording)
        if (
            set(meanings) & {"unit_name", "label", "rating_word", "recognition_word"}
            or part.modifiers
            or words.indicators.meanings(part.content)
            or part.unit_kind
            or words.ratings.meanings(wording)
        ):
            known += 1
    return numbers == 0 and known >= 2


def _implied_header(grid: Grid, run: Sequence[int]) -> int | None:
    for row, below in pairwise(run):
        cells = [cell for cell in grid.rows[row].values() if cell.text.strip()]
        if len(cells) < 2 or any(_is_number(cell) or len(cell.text) > _LONGEST_HEADER_TEXT for cell in cells):
            continue
        under = grid.rows[below]
        if any(_is_number(cell) for column, cell in under.items() if column in grid.rows[row]):
            return row
    return None


def _is_number(cell: Cell) -> bool:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return True
    return isinstance(value, date) or bool(_NUMBER.match(cell.text.strip()))


def _is_numeric(grid: Grid, run: Sequence[int]) -> bool:
    """Whether rows without a header are a table of numbers all the same."""
    if len(run) < 2:
        return False
    numbers = [sum(1 for cell in grid.rows[row].values() if _is_number(cell)) for row in run[:50]]
    return sum(1 for count in numbers if count >= 1) >= 2 and sum(numbers) >= 3


def _continues(grid: Grid, run: Sequence[int], current: Sequence[Block]) -> bool:
    columns = grid.columns(run)
    known = {column for block in current for column in block.columns}
    numbers = sum(1 for row in run for cell in grid.rows[row].values() if _is_number(cell))
    return len(columns) >= 2 and columns <= known and numbers >= 1


def _lines(grid: Grid, rows: Sequence[int]) -> list[str]:
    return [
        text
        for row in rows
        for cell in grid.rows[row].values()
        if (text := cell.text.strip()) and not _is_number(cell)
    ]


def _without_titles(grid: Grid, rows: list[int]) -> tuple[list[int], int]:
    """Cut the title lines of the next table off the end of a table."""
    kept = len(rows)
    while kept > 1 and len(grid.rows[rows[kept - 1]]) == 1:
        only = next(iter(grid.rows[rows[kept - 1]].values()))
        if _is_number(only):
            break
        kept -= 1
    return rows[:kept], len(rows) - kept


def _split(grid: Grid, rows: list[int], title: tuple[str, ...]) -> list[Block]:
    """Tables side by side: blank columns, and each further "STT" in the header row, divide them."""
    filled = grid.columns(rows) | grid.spanned_columns(rows[:_DEEPEST_HEADER])
    groups: list[list[int]] = []
    head = grid.rows[rows[0]]
    for column in sorted(filled):
        starts_anew = column in head and _is_serial(head[column].text) and groups and len(groups[-1]) > 1
        if not groups or column > groups[-1][-1] + 1 or starts_anew:
            groups.append([column])
        else:
            groups[-1].append(column)
    if len(groups) > 1 and any(len(group) < 2 for group in groups):
        groups = [sorted(filled)]
    blocks = []
    for group in groups:
        inside = [row for row in rows if len(groups) == 1 or any(c in grid.rows[row] for c in group)]
        if len(groups) > 1 and not any(_is_header(_Part(grid, group), row) for row in inside[:3]):
            inside = rows
        blocks.append(_with_header(Block(grid, group, title, [], inside)))
    return blocks


class _Part(Grid):
    """The columns of a grid that one of several tables side by side has."""

    def __init__(self, grid: Grid, columns: Sequence[int]) -> None:
        wanted = set(columns)
        self.rows = {
            number: {column: cell for column, cell in row.items() if column in wanted}
            for number, row in list(grid.rows.items())[:200]
        }


def _with_header(block: Block) -> Block:
    """Divide a block's rows into header, column numbers and body."""
    grid, rows = block.grid, block.body
    columns = set(block.columns)
    header = [rows[0]]
    for row in rows[1:_DEEPEST_HEADER]:
        if not _is_lower_header(grid, header, row, columns):
            break
        header.append(row)
    rest = rows[len(header) :]
    while rest and _is_column_numbers(grid, rest[0], columns):
        block.numbering.append(rest[0])
        rest = rest[1:]
    block.header = header
    heading = {column: cell.text for column, cell in grid.rows[header[0]].items() if column in columns}
    first = min(heading)
    body: list[int] = []
    for row in rest:
        cells = grid.rows[row]
        cell = cells.get(first)
        if (
            cell is not None
            and cell.text == heading[first]
            and all(column in cells and cells[column].text == text for column, text in heading.items())
        ):
            block.repeated.append(row)
        else:
            body.append(row)
    block.body = body
    return block


def _is_lower_header(grid: Grid, header: list[int], row: int, columns: set[int]) -> bool:
    cells = {column: cell for column, cell in grid.rows[row].items() if column in columns}
    if not cells:
        return True
    texts = [cell for cell in cells.values() if cell.text.strip()]
    if any(_is_number(cell) and not _YEAR.match(cell.text.strip()) for cell in texts):
        return False
    if any(
        (upper := grid.at(row, column)) is not None and upper.row in header and upper.row_span > 1
        for column in columns
        if grid.covers(row, column)
    ):
        return True
    top = {column: cell for column, cell in grid.rows[header[-1]].items() if column in columns}
    under_merged = all(
        any(
            start < column < start + cell.column_span or (start == column and cell.column_span > 1)
            for start, cell in top.items()
        )
        for column in cells
    )
    if under_merged:
        return True
    left = sorted(columns)[:2]
    blank_left = all(column not in cells for column in left) and all(column in top for column in left[:1])
    return blank_left and len(cells) >= 2 and all(not _is_mark(cell) for cell in texts)


def _is_mark(cell: Cell) -> bool:
    return cell.text.strip().lower() in vocabulary().marks


def _is_column_numbers(grid: Grid, row: int, columns: set[int]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 …, (1) (2) (3)=(1)+(2), A B 1 2."""
    texts = [
        cell.text.strip()
        for column, cell in grid.rows[row].items()
        if column in columns and cell.text.strip()
    ]
    if len(texts) < 2 or not all(_COLUMN_NUMBER.match(text) for text in texts):
        return False
    numbers = [int(found.group()) for text in texts if (found := re.search(r"\d+", text))]
    letters = [text for text in texts if not any(c.isdigit() for c in text)]
    in_order = all(b - a == 1 for a, b in pairwise(numbers))
    return in_order and len(numbers) >= 2 and numbers[0] <= 3 and len(numbers) + len(letters) == len(texts)
