"""The cells of one .xlsx sheet: values, text as shown, merges, hidden rows and columns, formulas.

Cells without content are dropped from the bytes before any tree is built, so that a million formatted but
empty rows cost a scan and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from schemas.document import Cell, CellValue
from sources.clean_text import clean_text
from sources.intake_reasons import refusal
from sources.safety import parse_xml
from sources.word.legacy_fonts import Encoding, to_unicode
from sources.workbook.addresses import column_letters, moved_formula, split_address, split_range
from sources.workbook.formula_sums import sums_anew
from sources.workbook.merges import Merges
from sources.workbook.number_text import GENERAL, as_date, is_date_format, shown_date, shown_number
from sources.workbook.xlsx_parts import CellStyle, SheetEntry, XlsxParts, rich_text, s

MAX_CELLS = 3_000_000
"""Cells with content in one sheet; a province's largest listing has some hundred thousand."""

_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]+"[^<>]*/>')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]+"[^<>]*(?:/>|>\s*</row>)')
_CONTENT_MARKS = (b"<v", b"<f", b"<i", b"<![CDATA[")
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = s("row"), s("c"), s("v"), s("f"), s("is")
_ON = frozenset({"1", "true"})
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Za-z])')
_HEADER_PARTS = re.compile(r"&[LCR]")


@dataclass(slots=True)
class SheetContent:
    """What a sheet holds: its cells in order, the lines of its page headers, and remarks on the reading."""

    cells: Sequence[Cell] = ()
    headers: list[str] = field(default_factory=list)
    valueless: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    """Sentences about sums that were worked out anew."""


def read_sheet(parts: XlsxParts, entry: SheetEntry, file_name: str) -> SheetContent:
    """The content of one sheet; raises IntakeError where its part is damaged or too large."""
    root = parse_xml(b"".join(_pruned(parts.sheet_bytes(entry))), file_name)
    return _SheetReading(parts, entry, root, file_name).content()


def _pruned(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        joined = rest + piece
        cut = joined.rfind(b"<row ")
        if cut <= 0:
            rest = joined
            continue
        rows = joined[:cut]
        if not rows.startswith(b"<row ") or any(mark in rows for mark in _CONTENT_MARKS):
            yield _without_empties(rows)
        rest = joined[cut:]
    yield _without_empties(rest)


def _without_empties(xml: bytes) -> bytes:
    return xml if b"<![CDATA[" in xml else _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", xml))


class _SheetReading:
    def __init__(self, parts: XlsxParts, entry: SheetEntry, root: etree._Element, file_name: str) -> None:
        self._parts = parts
        self._name = entry.name
        self._root = root
        self._file_name = file_name
        self._merges = Merges(
            area
            for merge in root.iterfind(f"{s('mergeCells')}/{s('mergeCell')}")
            if (area := split_range(merge.get("ref", ""))) is not None
        )
        self._hidden_columns = [
            (int(column.get("min", "0")), int(column.get("max", "0")))
            for column in root.iterfind(f"{s('cols')}/{s('col')}")
            if column.get("hidden") in _ON
        ]
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._found = SheetContent()
        self._cells: list[Cell] = []

    def content(self) -> SheetContent:
        data = self._root.find(s("sheetData"))
        row_number = 0
        for row in () if data is None else data.iterfind(_ROW):
            row_number = int(row.get("r") or row_number + 1)
            self._row(row, row_number)
            if len(self._cells) > MAX_CELLS:
                raise refusal("too_large", self._file_name, f"trang {self._name} trên {MAX_CELLS} ô")
        self._found.cells = self._with_sums(sorted(self._cells, key=lambda cell: (cell.row, cell.column)))
        self._found.headers = page_headers(self._root)
        return self._found

    def _with_sums(self, cells: list[Cell]) -> list[Cell]:
        values = {(cell.row, cell.column): cell.value for cell in cells}
        formulas = {(cell.row, cell.column): cell.formula for cell in cells if cell.formula}
        anew = sums_anew(formulas, lambda row, column: values.get((row, column), ""))
        if not anew:
            return cells
        told = {
            cell.locator: each for cell in cells if (each := anew.get((cell.row, cell.column))) is not None
        }
        self._found.sums = [f"{locator}: {each.said}." for locator, each in told.items()]
        self._found.valueless = [locator for locator in self._found.valueless if locator not in told]
        return [
            _with_number(cell, told[cell.locator].value) if cell.locator in told else cell for cell in cells
        ]

    def _row(self, row: etree._Element, row_number: int) -> None:
        is_hidden = row.get("hidden") in _ON
        column = 0
        for element in row.iterfind(_CELL):
            place = split_address(element.get("r", ""))
            column = place[1] if place else column + 1
            cell = self._cell(element, row_number, column, is_hidden)
            if cell is not None:
                self._cells.append(cell)

    def _cell(self, element: etree._Element, row: int, column: int, is_hidden: bool) -> Cell | None:
        locator = f"{self._name}!{column_letters(column)}{row}"
        style_number = int(element.get("s") or 0)
        styles = self._parts.styles
        style = styles[style_number] if style_number < len(styles) else CellStyle()
        formula = self._formula(element.find(_FORMULA), row, column)
        value, text = self._value(element, style)
        if not text:
            if formula is None or element.get("t") == "str":
                return None
            self._found.valueless.append(locator)
        row_span, column_span = 1, 1
        if self._merges:
            if self._merges.covers(row, column):
                self._found.covered.append(locator)
                return None
            row_span, column_span = self._merges.span(row, column)
        return Cell(
            locator=locator,
            row=row,
            column=column,
            text=text,
            value=value,
            row_span=row_span,
            column_span=column_span,
            is_hidden=is_hidden or self._is_column_hidden(column) or style.number_format == ";;;",
            is_bold=style.is_bold,
            formula=formula,
            number_format="" if style.number_format == GENERAL else style.number_format,
        )

    def _value(self, element: etree._Element, style: CellStyle) -> tuple[CellValue, str]:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            found = None if inline is None else rich_text(inline)
            return (None, "") if found is None else _worded(found.text, found.encoding(style))
        stored = element.findtext(_VALUE)
        if stored is None or stored == "":
            return None, ""
        if kind == "s":
            place = int(stored)
            if not 0 <= place < len(self._parts.strings):
                raise refusal("damaged", self._file_name, f"trang {self._name}")
            shared = self._parts.strings[place]
            return _worded(shared.text, shared.encoding(style))
        if kind == "b":
            return stored in _ON, "TRUE" if stored in _ON else "FALSE"
        if kind in ("str", "e", "d"):
            return _worded(stored, style.encoding if kind == "str" else Encoding.UNICODE)
        return self._number(stored, style)

    def _number(self, stored: str, style: CellStyle) -> tuple[CellValue, str]:
        try:
            number = int(stored) if stored.lstrip("-").isdecimal() else float(stored)
        except ValueError:
            return _worded(stored, Encoding.UNICODE)
        if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
            number = int(number)
        code = style.number_format
        if code != GENERAL and is_date_format(code):
            day = as_date(number, code, self._parts.epoch_1904)
            if day is not None:
                return day, shown_date(day, code)
        return number, shown_number(number, code)

    def _formula(self, element: etree._Element | None, row: int, column: int) -> str | None:
        if element is None:
            return None
        text, group = element.text or "", element.get("si")
        if element.get("t") == "shared" and group is not None:
            if text:
                self._shared[group] = (text, row, column)
            elif group in self._shared:
                master, master_row, master_column = self._shared[group]
                text = moved_formula(master, row - master_row, column - master_column)
        return f"={text}"

    def _is_column_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._hidden_columns)


def _with_number(cell: Cell, value: float) -> Cell:
    number = int(value) if value.is_integer() else value
    return replace(cell, value=number, text=shown_number(number, cell.number_format or GENERAL))


def _worded(text: str, encoding: Encoding) -> tuple[CellValue, str]:
    words = clean_text(to_unicode(text, encoding))
    return words, words


def page_headers(root: etree._Element) -> list[str]:
    """The lines of a sheet's page headers and footers, without their codes."""
    found = []
    for part in root.iterfind(f"{s('headerFooter')}/*"):
        for section in _HEADER_PARTS.split(part.text or ""):
            line = clean_text(_HEADER_CODE.sub(" ", section))
            if line and line not in found:
                found.append(line)
    return found
