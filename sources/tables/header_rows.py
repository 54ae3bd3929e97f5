"""Which rows of a sheet are a table's header: where one begins, how deep it goes, rows that number columns.

Blocks are cut out in `blocks`; single headings are looked at in `header_signs`, what they mean in `columns`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Cell
from sources.tables.grid import Grid
from sources.tables.header_signs import (
    YEAR,
    heads_values,
    is_bare_sign,
    is_known,
    is_mark,
    is_number,
    is_period,
    is_serial,
    is_title,
    is_value,
    names_rows,
)
from sources.tables.vocabulary import vocabulary

DEEPEST_HEADER = 6
_LONGEST_HEADER_TEXT = 160
_FIRST_ROWS = 12
_COLUMN_NUMBER = re.compile(r"^\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?(?:\s*=.*)?$|^\(?\d{1,2}\)?\s*[=:].*$")
_LEFT = {"serial", "unit_name", "label", "parent", "unit_kind", "measure", "period"}


def header_rows(grid: Grid, run: Sequence[int]) -> list[int]:
    """The first row of a run whose words are those of a header, and every later row where another begins."""
    first = next((row for row in run[:60] if is_header(grid, row)), None)
    if first is None:
        return []
    first = _top_of(grid, run, first)
    heads = [first]
    serials = {column for column in grid.rows[first] if is_serial_at(grid, first, column)}
    left = min(grid.rows[first])
    below = run[run.index(first) + 1 :]
    anew = {
        row
        for column in serials or {left}
        for row, text in grid.words_in(column, below)
        if is_serial(text) and is_serial_at(grid, row, column)
    }
    for row in sorted(anew):
        if row - heads[-1] > 1:
            heads.append(row)
    return heads


def _top_of(grid: Grid, run: Sequence[int], row: int) -> int:
    """The upper header row over one that leaves the leading columns blank, if their headings stand there."""
    place = run.index(row)
    left = min((min(grid.rows[below]) for below in run[place : place + _FIRST_ROWS]), default=0)
    top = place
    for upper in range(place - 1, max(place - DEEPEST_HEADER, -1), -1):
        if min(grid.rows[run[top]]) <= left:
            break
        cells = grid.rows[run[upper]]
        texts = [cell for cell in cells.values() if cell.text.strip()]
        begins = min(cells)
        if (
            not texts
            or is_title(texts[0].text)
            or any(is_value(c) or len(c.text) > _LONGEST_HEADER_TEXT for c in texts)
        ):
            break
        if len(texts) == 1 and begins <= left:
            break
        top = upper
    return run[top] if min(grid.rows[run[top]]) <= left else row


def is_serial_at(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell heads the rows' numbers: to the left of all else, or of a column of names.

    "TT" elsewhere heads awards to collectives.
    """
    cell = grid.rows[row].get(column)
    if cell is None or not is_serial(cell.text):
        return False
    numbers = grid.row_numbers
    begin = bisect_right(numbers, row)
    below = numbers[begin : begin + _FIRST_ROWS]
    if not any(each < column for number in below for each in grid.rows[number]):
        return True
    beside = grid.rows[row].get(column + 1)
    return beside is not None and names_rows(beside.text)


def is_header(grid: Grid, row: int) -> bool:
    """Whether a row begins a header."""
    cells = grid.rows[row]
    texts = [cell for cell in cells.values() if cell.text.strip()]
    if len(texts) < 2 or any(len(cell.text) > _LONGEST_HEADER_TEXT for cell in texts):
        return False
    if is_title(texts[0].text):
        return False
    numbers = sum(1 for cell in texts if is_number(cell) and not YEAR.match(cell.text.strip()))
    if numbers * 2 >= len(texts):
        return False
    if any(is_serial_at(grid, row, column) for column in cells):
        return True
    if any(map(is_value, texts)):
        return False
    names = [names_rows(cell.text) for cell in texts]
    known = sum(1 for cell, is_name in zip(texts, names, strict=True) if is_name or is_known(cell.text))
    headings = sum(
        1 for cell, is_name in zip(texts, names, strict=True) if not is_name and heads_values(cell.text)
    )
    return known >= 2 or (any(names) and headings > 0)


def names_units_or_rows(grid: Grid, rows: Sequence[int]) -> bool:
    """Whether a header among the first rows has a column that numbers or names them: a table of its own."""
    return any(
        is_header(grid, row)
        and any(is_serial(cell.text) or names_rows(cell.text) for cell in grid.rows[row].values())
        for row in rows
    )


def implied_header(grid: Grid, run: Sequence[int]) -> int | None:
    """A row of words over numbers, among the first of a run: a header in words that are not known."""
    for row, below in pairwise(run[:20]):
        cells = [cell for cell in grid.rows[row].values() if cell.text.strip()]
        if len(cells) < 2 or any(is_value(cell) or len(cell.text) > _LONGEST_HEADER_TEXT for cell in cells):
            continue
        if is_column_numbers(grid, row, set(grid.rows[row])):
            continue
        under = grid.rows[below]
        if any(is_number(cell) for column, cell in under.items() if column in grid.rows[row]):
            return _top_of(grid, run, row)
        if is_column_numbers(grid, below, set(under)):
            return _top_of(grid, run, row)
    return None


def is_lower_header(grid: Grid, header: list[int], row: int, columns: set[int]) -> bool:
    """Whether a row below the first header rows belongs to the header too, merged or only drawn so."""
    cells = {column: cell for column, cell in grid.rows[row].items() if column in columns}
    if not cells:
        return True
    texts = [cell for cell in cells.values() if cell.text.strip()]
    if any(is_number(cell) and not YEAR.match(cell.text.strip()) for cell in texts):
        return False
    if any(
        (upper := grid.at(row, column)) is not None and upper.row in header and upper.row_span > 1
        for column in columns
        if grid.covers(row, column)
    ):
        return True
    if any(is_bare_sign(cell) for cell in texts):
        return False
    if len(texts) > 1 and min(cells) > min(columns) and all(is_period(cell.text) for cell in texts):
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
    left = _left_columns(grid, header[0], cells, columns)
    return (
        bool(left)
        and not any(column in cells for column in left)
        and all(not is_mark(cell) and len(cell.text) <= _LONGEST_HEADER_TEXT for cell in texts)
    )


def _left_columns(grid: Grid, first: int, cells: dict[int, Cell], columns: set[int]) -> list[int]:
    """The leading columns that number and name the rows, as far as their headings stand for themselves."""
    words = vocabulary()
    top = grid.rows[first]
    found: list[int] = []
    for column in sorted(columns):
        if column not in top:
            break
        wording = words.speller.spell(top[column].text)
        reaches_over = column + 1 in cells and column + 1 not in top
        is_left = _LEFT & set(words.concepts.meanings(wording)) or words.unit_kinds.sure_meaning(wording)
        if reaches_over or (found and not is_left):
            break
        found.append(column)
    return found


def is_column_numbers(grid: Grid, row: int, columns: set[int]) -> bool:
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
