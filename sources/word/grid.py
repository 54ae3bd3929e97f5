"""The shape of a Word table: rows, columns and merged cells on its grid.

Vertical merges (`w:vMerge`), horizontal spans (`w:gridSpan`, the older `w:hMerge`), leading gaps
(`w:gridBefore`) and rows or cells deleted in a tracked change are settled here; text is not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sources.word.names import (
    CONTENT_CONTROL,
    CONTENT_CONTROL_CONTENT,
    DELETION,
    INSERTION,
    MOVE_TO,
    ROW,
    TABLE_CELL,
    VAL,
    w,
)
from sources.word.styles import is_on, whole_number

_ROW_PROPERTIES = w("trPr")
_CELL_PROPERTIES = w("tcPr")
_GRID_SPAN = w("gridSpan")
_VERTICAL_MERGE = w("vMerge")
_HORIZONTAL_MERGE = w("hMerge")
_GAP_BEFORE = w("gridBefore")
_DELETED_CELL = w("cellDel")
_HIDDEN = w("hidden")
_WRAPPERS = frozenset({w("customXml"), INSERTION, MOVE_TO})


@dataclass(slots=True)
class GridCell:
    """A cell at its upper left place, 1-based, with its spans."""

    element: etree._Element
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A laid-out table."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int


def lay_out(table: etree._Element) -> Grid:
    """Places every cell of a `w:tbl`; a continued merge widens the cell that began it."""
    cells: list[GridCell] = []
    open_above: dict[int, GridCell] = {}
    row_number = column_count = 0
    for row in _children(table, ROW):
        properties = row.find(_ROW_PROPERTIES)
        if properties is not None and properties.find(DELETION) is not None:
            continue
        row_number += 1
        column, still_open = 1 + _gap(properties), {}
        left: GridCell | None = None
        for element in _children(row, TABLE_CELL):
            span, vertical, horizontal, is_deleted = _facts(element)
            if is_deleted:
                continue
            above = open_above.get(column)
            if horizontal == "continue" and left is not None:
                left.column_span += span
            elif vertical == "continue" and above is not None:
                above.row_span = row_number - above.row + 1
                still_open[column] = above
                left = None
            else:
                left = GridCell(element, row_number, column, 1, span)
                cells.append(left)
                if vertical is not None:
                    still_open[column] = left
            column += span
        open_above = still_open
        column_count = max(column_count, column - 1)
    return Grid(tuple(cells), row_number, column_count)


def is_row_hidden(row: etree._Element | None) -> bool:
    """Whether the row's properties hide it."""
    hidden = None if row is None else row.find(f"{_ROW_PROPERTIES}/{_HIDDEN}")
    return hidden is not None and is_on(hidden)


def _children(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == CONTENT_CONTROL:
            content = child.find(CONTENT_CONTROL_CONTENT)
            if content is not None:
                yield from _children(content, wanted)
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)


def _gap(properties: etree._Element | None) -> int:
    gap = None if properties is None else properties.find(_GAP_BEFORE)
    return 0 if gap is None else max(0, whole_number(gap.get(VAL)))


def _facts(cell: etree._Element) -> tuple[int, str | None, str | None, bool]:
    properties = cell.find(_CELL_PROPERTIES)
    span, vertical, horizontal, is_deleted = 1, None, None, False
    if properties is not None:
        for child in properties:
            tag = child.tag
            if tag == _GRID_SPAN:
                span = max(1, whole_number(child.get(VAL), 1))
            elif tag == _VERTICAL_MERGE:
                vertical = child.get(VAL, "continue")
            elif tag == _HORIZONTAL_MERGE:
                horizontal = child.get(VAL, "continue")
            elif tag == _DELETED_CELL:
                is_deleted = True
    return span, vertical, horizontal, is_deleted
