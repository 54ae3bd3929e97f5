"""One table over several sheets: a sheet that begins without a title, or without a header, goes on with the
table that ended the sheet before.

A sheet without a header goes on only where its first row number follows the last one; anything less sure
stays a table of its own.
"""

from __future__ import annotations

from sources.tables.blocks import Block
from sources.tables.cells import Says, read_cell
from sources.tables.columns import is_serial_path


def continued(before: Block | None, block: Block) -> bool:
    """Whether a block goes on with the last block of the sheet before; if so it is linked to it."""
    if before is None or block.title or not set(block.columns) <= set(before.columns):
        return False
    if block.header:
        is_same = [block.path(c) for c in block.columns] == [before.path(c) for c in before.columns]
        if not is_same:
            return False
    elif not _follows(before, block):
        return False
    block.inherited = before
    block.title = before.title
    before.is_continued = True
    return True


def _follows(before: Block, block: Block) -> bool:
    """Whether the row numbers of a block go on with those of the one before."""
    serial = next((column for column in before.columns if is_serial_path(before.path(column))), None)
    if serial is None:
        return False
    last = next((number for row in reversed(before.body) if (number := _number(before, row, serial))), None)
    first = next((number for row in block.body if (number := _number(block, row, serial))), None)
    return last is not None and first == last + 1


def _number(block: Block, row: int, column: int) -> int | None:
    cell = block.grid.rows[row].get(column)
    reading = read_cell(cell) if cell is not None else None
    if reading is None or reading.says is not Says.NUMBER or reading.value is None:
        return None
    return int(reading.value) if reading.value == reading.value.to_integral_value() else None
