"""A plain .xlsx sheet read fast: values by calamine, all else by one scan of the sheet's bytes.

Plain is a sheet without legacy fonts, error values, phonetic readings and other rarities; of any other sheet
`read_plain_sheet` says None and `xlsx_sheet` reads it element by element. What a cell shows is `sheet_cells`.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from functools import cached_property

import python_calamine as calamine
from lxml import etree

from sources.paused_collection import collector_paused
from sources.word.legacy_fonts import Encoding, encoding_of_font
from sources.workbook.addresses import column_number, moved_formula, split_address, split_range
from sources.workbook.formula_sums import sums_anew
from sources.workbook.merges import Merges
from sources.workbook.number_text import is_date_format, tells_days
from sources.workbook.sheet_cells import SheetCells
from sources.workbook.sheet_marks import SheetMarks
from sources.workbook.xlsx_parts import MAIN, CellStyle, SheetEntry, XlsxParts
from sources.workbook.xlsx_sheet import MAX_CELLS, SheetContent, page_headers

_RARE = (b"<!", b't="e"', b't="d"')
_SAMPLE = 64 * 1024
_ROW_NUMBER = re.compile(rb'<row r="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]* hidden="(?:1|true)"')
_WIDE_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})\d')
_COLUMN = re.compile(rb"<col [^>]*>")
_ATTRIBUTE = re.compile(rb'([a-z]+)="([^"]*)"')
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="([^"]+)"')
_HEADER_FOOTER = re.compile(rb"<headerFooter.*?</headerFooter>", re.DOTALL)
_STYLED = re.compile(rb'<c r="([A-Z]+)\d+" s="(\d+)"')
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)")
_FORMULA_ATTRIBUTE = re.compile(rb'\b(t|si)="([^"]*)"')
_RUN_FONT = re.compile(rb'<rFont val="([^"]*)"')
_LARGEST = 96 * 1024 * 1024
_SLACK = 50_000


@dataclass(frozen=True, slots=True)
class PlainWorkbook:
    """A workbook opened by calamine, once for all of its sheets."""

    workbook: calamine.CalamineWorkbook


def open_plain(data: bytes, parts: XlsxParts) -> PlainWorkbook | None:
    """The workbook for fast reading; None where its fonts, dates or strings need the careful way."""
    if parts.epoch_1904 or any(style.encoding is not Encoding.UNICODE for style in parts.styles):
        return None
    if any(_is_time_only(style.number_format) for style in parts.styles):
        return None
    strings = parts.string_bytes
    if any(rare in strings for rare in (b"<rPh", b"<!")):
        return None
    if any(encoding_of_font(name.decode()) is not Encoding.UNICODE for name in _RUN_FONT.findall(strings)):
        return None
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, OSError, ValueError):
        return None
    return PlainWorkbook(workbook)


def read_plain_sheet(plain: PlainWorkbook, parts: XlsxParts, entry: SheetEntry) -> SheetContent | None:
    """The content of a plain sheet; None for any other, also for one that is unsafe, damaged or too large."""
    if parts.sheet_size(entry) > _LARGEST:
        return None
    xml = parts.sheet_xml(entry)
    if not _is_plain(xml):
        return None
    try:
        sheet = plain.workbook.get_sheet_by_name(entry.name)
        with collector_paused():
            rows = sheet.to_python(skip_empty_area=True)
    except (calamine.CalamineError, OSError, ValueError):
        return None
    first_row, first_column = sheet.start or (0, 0)
    before, after = xml[: xml.find(b"<sheetData")], xml[xml.rfind(b"</sheetData>") :]
    marks = SheetMarks(
        hidden_rows=frozenset(map(int, _HIDDEN_ROW.findall(xml))) if b" hidden=" in xml else frozenset(),
        hidden_columns=_hidden_columns(before),
        merges=Merges(
            area for ref in _MERGE.findall(after) if (area := split_range(ref.decode())) is not None
        ),
        formulas=_formulas(xml) if b"<f" in xml else {},
    )
    cells = SheetCells(
        entry.name,
        (first_row + 1, first_column + 1),
        rows,
        marks,
        _RowStyles(xml, parts.styles).of_row,
        has_percentages=any("%" in style.number_format for style in parts.styles),
    )
    anew = sums_anew({place: text for place, (text, _) in marks.formulas.items()}, cells.value_at)
    if anew:
        cells = cells.with_values({place: each.value for place, each in anew.items()})
    valueless = [cells.locator(row, column) for row, column in cells.valueless()]
    sums = [f"{cells.locator(*place)}: {each.said}." for place, each in anew.items()]
    return SheetContent(cells, _headers(after), valueless, cells.covered(), sums)


def _is_plain(xml: bytes) -> bool:
    """Whether nothing in a sheet is such that calamine and the scan could understand otherwise."""
    head, tail = xml[:_SAMPLE], xml[-_SAMPLE:]
    declaration = head[:200].lower()
    if (b"encoding=" in declaration and b"utf-8" not in declaration) or b"<worksheet" not in head:
        return False
    if MAIN.encode() not in head or b"<sheetData>" not in head or b"</sheetData>" not in xml:
        return False
    for part in (head, tail):
        is_addressed = part.count(b"<c ") == part.count(b'<c r="') and part.count(b"<row ") == part.count(
            b'<row r="'
        )
        if not is_addressed or b"<c>" in part or b"<row>" in part:
            return False
    if any(rare in xml for rare in _RARE):
        return False
    cells = xml.count(b'<c r="')
    return cells <= MAX_CELLS and _area(xml) <= 4 * cells + _SLACK


def _area(xml: bytes) -> int:
    """So many places lie between the sheet's first and last cell: what calamine makes room for."""
    last = xml.rfind(b'<row r="')
    found = _ROW_NUMBER.match(xml, last) if last >= 0 else None
    wide = {column_number(letters.decode()) for letters in set(_WIDE_COLUMN.findall(xml))}
    return (int(found[1]) if found else 0) * max(wide, default=26)


def _hidden_columns(xml: bytes) -> tuple[tuple[int, int], ...]:
    columns = [dict(_ATTRIBUTE.findall(column)) for column in _COLUMN.findall(xml)]
    return tuple(
        (int(column.get(b"min", b"0")), int(column.get(b"max", b"0")))
        for column in columns
        if column.get(b"hidden") in {b"1", b"true"}
    )


def _formulas(xml: bytes) -> dict[tuple[int, int], tuple[str, bool]]:
    """The formula of each cell that has one, and whether it is one of text."""
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    shared: dict[bytes, tuple[str, int, int]] = {}
    for match in _FORMULA.finditer(xml):
        begin = xml.rfind(b'<c r="', 0, match.start())
        head = xml[begin : match.start()]
        place = split_address(head[6 : head.index(b'"', 6)].decode())
        if place is None:
            continue
        row, column = place
        text = html.unescape((match[1] or b"").decode())
        attributes = dict(_FORMULA_ATTRIBUTE.findall(match.group(0)[: match.group(0).index(b">")]))
        group = attributes.get(b"si")
        if attributes.get(b"t") == b"shared" and group is not None:
            if text:
                shared[group] = (text, row, column)
            elif group in shared:
                master, master_row, master_column = shared[group]
                text = moved_formula(master, row - master_row, column - master_column)
        found[row, column] = (f"={text}", b' t="str"' in head)
    return found


class _RowStyles:
    """The styles of a row's cells, found when they are asked for."""

    def __init__(self, xml: bytes, styles: tuple[CellStyle, ...]) -> None:
        self._xml = xml
        self._styles = styles

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        """Where each row begins and ends."""
        begins = [(int(found[1]), found.start()) for found in _ROW_NUMBER.finditer(self._xml)]
        ends = [start for _, start in begins[1:]] + [len(self._xml)]
        return {row: (start, end) for (row, start), end in zip(begins, ends, strict=True)}

    def of_row(self, row: int) -> dict[int, CellStyle]:
        """The style of each cell of a row, by column, that has another than the first."""
        place = self._places.get(row)
        if place is None:
            return {}
        styles = self._styles
        return {
            column_number(letters.decode()): styles[number]
            for letters, style in _STYLED.findall(self._xml, *place)
            if (number := int(style)) < len(styles)
        }


def _headers(xml: bytes) -> list[str]:
    found = _HEADER_FOOTER.search(xml)
    if found is None:
        return []
    try:
        root = etree.fromstring(
            b'<worksheet xmlns="' + MAIN.encode() + b'">' + found.group() + b"</worksheet>"
        )
    except etree.XMLSyntaxError:
        return []
    return page_headers(root)


def _is_time_only(code: str) -> bool:
    return is_date_format(code) and not tells_days(code)
