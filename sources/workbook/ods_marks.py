"""What an .ods sheet says beside its values: hidden rows and columns, formulas, cells shown as percentages.

Reads `content.xml` itself (ODF 1.3 part 3, 9.1–9.2); values come from calamine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HIDDEN = {"collapse", "filter"}
_MOST = 2_000_000


@dataclass(slots=True)
class OdsMarks:
    """The marks of one sheet; rows and columns are 1-based, `hidden_columns` first and last column each."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    percentages: set[tuple[int, int]] = field(default_factory=set)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    valueless: list[tuple[int, int]] = field(default_factory=list)

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether a place lies in a hidden row or column."""
        return row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns)


def ods_marks(root: etree._Element) -> dict[str, OdsMarks]:
    """The marks of each sheet by its name, from the root of `content.xml`."""
    return {
        table.get(f"{_TABLE}name", ""): _marks(table)
        for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    }


def _marks(table: etree._Element) -> OdsMarks:
    marks = OdsMarks()
    column = 1
    for each in table.iter(f"{_TABLE}table-column"):
        times = _times(each, "columns")
        if each.get(f"{_TABLE}visibility") in _HIDDEN:
            marks.hidden_columns.append((column, column + times - 1))
        column += times
    row = 1
    for each in table.iter(f"{_TABLE}table-row"):
        times = _times(each, "rows")
        if each.get(f"{_TABLE}visibility") in _HIDDEN:
            marks.hidden_rows.update(range(row, min(row + times, _MOST)))
        filled = list(_filled(each))
        for number in range(row, row + times if filled else row):
            for place, cell in filled:
                _note(marks, cell, (number, place))
        row += times
    return marks


def _filled(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row that bear a value or a formula, with their columns."""
    column = 1
    for cell in row:
        times = _times(cell, "columns")
        if cell.get(f"{_OFFICE}value-type") or cell.get(f"{_TABLE}formula"):
            for place in range(column, column + times):
                yield place, cell
        column += times


def _note(marks: OdsMarks, cell: etree._Element, place: tuple[int, int]) -> None:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "percentage":
        marks.percentages.add(place)
    formula = cell.get(f"{_TABLE}formula")
    if formula:
        marks.formulas[place] = f"={formula.partition('=')[2]}"
        if not kind:
            marks.valueless.append(place)


def _times(element: etree._Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated")
    return int(text) if text and text.isdecimal() else 1
