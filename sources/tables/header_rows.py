"""Which rows of a sheet are a table's header: where one begins, how deep it goes, rows that number columns.

Blocks are cut out in `blocks`; what header words mean is decided in `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from schemas.document import Cell
from sources.tables.cells import Says, read_cell
from sources.tables.grid import Grid
from sources.tables.parts import read_part
from sources.tables.subjects import is_transparent, topic_in
from sources.tables.vocabulary import vocabulary

DEEPEST_HEADER = 6
_LONGEST_HEADER_TEXT = 160
_COLUMN_NUMBER = re.compile(r"^\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?(?:\s*=.*)?$|^\(?\d{1,2}\)?\s*[=:].*$")
_NUMBER = re.compile(r"^[-+]?\d[\d.,\s]*%?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_NAMES = {"unit_name", "label"}
_SERIAL_FILLERS = {"số", "so"}
_LEFT = {"serial", "unit_name", "label", "parent", "unit_kind", "measure"}


def header_rows(grid: Grid, run: Sequence[int]) -> list[int]:
    """The first row of a run whose words are those of a header, and every later row where another begins."""
    first = next((row for row in run[:60] if is_header(grid, row)), None)
    if first is None:
        return []
    heads = [first]
    serials = {column for column, cell in grid.rows[first].items() if is_serial(cell.text)}
    left = min(grid.rows[first])
    below = run[run.index(first) + 1 :]
    anew = {
        row for column in serials or {left} for row, text in grid.words_in(column, below) if is_serial(text)
    }
    for row in sorted(anew):
        if row - heads[-1] > 1:
            heads.append(row)
    return heads


@lru_cache(maxsize=20_000)
def is_serial(text: str) -> bool:
    """Whether a heading is that of the rows' numbers ("STT")."""
    if len(text) > 20:
        return False
    words = vocabulary()
    wording = words.speller.spell(text)
    left_out = set(words.speller.full_words(text)) - set(wording.accented)
    return left_out <= _SERIAL_FILLERS and "serial" in words.concepts.meanings(wording)


def is_header(grid: Grid, row: int) -> bool:
    """Whether a row begins a header."""
    words = vocabulary()
    cells = list(grid.rows[row].values())
    texts = [cell for cell in cells if cell.text.strip()]
    if len(texts) < 2 or any(len(cell.text) > _LONGEST_HEADER_TEXT for cell in texts):
        return False
    numbers = sum(1 for cell in texts if is_number(cell) and not _YEAR.match(cell.text.strip()))
    if numbers * 2 >= len(texts):
        return False
    known = headings = 0
    names_rows = False
    for cell in texts:
        part = read_part(cell.text)
        wording = words.speller.spell(cell.text)
        if is_serial(cell.text):
            return True
        meanings = set(words.concepts.meanings(wording))
        names = _names_rows(cell.text)
        names_rows = names_rows or names
        headings += not names and (
            is_transparent(wording)
            or any(
                each.key in words.leaf_keys or topic_in(each) is not None
                for each in (wording, part.content, *map(words.speller.spell, cell.text.split("/")))
            )
        )
        if (
            names
            or meanings
            or part.modifiers
            or words.indicators.meanings(part.content)
            or words.ratings.meanings(wording)
        ):
            known += 1
    return not any(map(_is_value, texts)) and (known >= 2 or (names_rows and headings > 0))


def names_units_or_rows(grid: Grid, rows: Sequence[int]) -> bool:
    """Whether a header among the first rows has a column that numbers or names them: a table of its own."""
    return any(
        is_header(grid, row)
        and any(is_serial(cell.text) or _names_rows(cell.text) for cell in grid.rows[row].values())
        for row in rows
    )


def _names_rows(text: str) -> bool:
    """Whether a heading is that of the names of the rows: units, a kind of unit, indicators."""
    words = vocabulary()
    wording = words.speller.spell(text)
    if _NAMES & set(words.concepts.meanings(wording)) or words.unit_kinds.sure_meaning(wording) is not None:
        return True
    bare = words.speller.spell(text.strip().removeprefix("Tên "))
    return words.unit_kinds.sure_meaning(bare) is not None


def implied_header(grid: Grid, run: Sequence[int]) -> int | None:
    """A row of words over numbers, among the first of a run: a header in words that are not known."""
    for row, below in pairwise(run[:20]):
        cells = [cell for cell in grid.rows[row].values() if cell.text.strip()]
        if len(cells) < 2 or any(_is_value(cell) or len(cell.text) > _LONGEST_HEADER_TEXT for cell in cells):
            continue
        under = grid.rows[below]
        if any(is_number(cell) for column, cell in under.items() if column in grid.rows[row]):
            return row
    return None


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number or a date, stored or typed."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return True
    return isinstance(value, date) or bool(_NUMBER.match(cell.text.strip()))


def _is_value(cell: Cell) -> bool:
    """Whether a cell is a number, or a sign that stands for one: no heading; a year may be one."""
    if _YEAR.match(cell.text.strip()):
        return False
    says = read_cell(cell).says
    return _is_mark(cell) if says is Says.MARK else says is not Says.TEXT


def is_lower_header(grid: Grid, header: list[int], row: int, columns: set[int]) -> bool:
    """Whether a row below the first header rows belongs to the header too, merged or only drawn so."""
    cells = {column: cell for column, cell in grid.rows[row].items() if column in columns}
    if not cells:
        return True
    texts = [cell for cell in cells.values() if cell.text.strip()]
    if any(is_number(cell) and not _YEAR.match(cell.text.strip()) for cell in texts):
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
    left = _left_columns(grid, header[0], cells, columns)
    return (
        bool(left)
        and not any(column in cells for column in left)
        and all(not _is_mark(cell) and len(cell.text) <= _LONGEST_HEADER_TEXT for cell in texts)
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


def _is_mark(cell: Cell) -> bool:
    text = cell.text.strip().lower()
    return len(text) == 1 and text in vocabulary().marks


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
