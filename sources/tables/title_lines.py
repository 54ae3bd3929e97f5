"""The lines of text above tables, and which of several tables side by side they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.tables.grid import Grid
from sources.tables.header_signs import is_number


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text above a table: where it begins, and whether it has its row to itself."""

    text: str
    column: int = 0
    is_alone: bool = True


def lines(grid: Grid, rows: Sequence[int]) -> list[Line]:
    """The lines of text in some rows."""
    found = []
    for row in rows:
        cells = [cell for cell in grid.rows[row].values() if cell.text.strip() and not is_number(cell)]
        found += [Line(cell.text.strip(), cell.column, len(cells) == 1) for cell in cells]
    return found


def without_titles(grid: Grid, rows: list[int]) -> tuple[list[int], int]:
    """Cut the title lines of the next table off the end of a table."""
    kept = len(rows)
    while kept > 1 and len(grid.rows[rows[kept - 1]]) == 1:
        only = next(iter(grid.rows[rows[kept - 1]].values()))
        if is_number(only):
            break
        kept -= 1
    return rows[:kept], len(rows) - kept


def stands_over(line: Line, group: list[int], groups: list[list[int]]) -> bool:
    """Whether a line above tables side by side is about one of them: its own row, or the nearest group."""
    if line.is_alone or len(groups) == 1:
        return True
    begun = [each for each in groups if each[0] <= line.column] or groups[:1]
    return begun[-1] is group
