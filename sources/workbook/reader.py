"""A workbook or a table of text as a `Document`: one `Table` per sheet, with notes for a person."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime

from schemas.document import Document, Paragraph, Table
from sources.active_content import refuse_calling_open_formulas
from sources.clean_text import clean_text
from sources.intake_reasons import refusal
from sources.safety import SafeZip, holds_vba, parse_xml
from sources.size_limits import refuse_crowded_sheets
from sources.sniff import FileKind
from sources.word.package import parse_instant
from sources.workbook.addresses import column_letters
from sources.workbook.calamine_sheets import calamine_tables
from sources.workbook.csv_file import csv_table
from sources.workbook.ods_marks import OdsMarks, ods_marks
from sources.workbook.plain_sheet import open_plain, read_plain_sheet
from sources.workbook.repetition import CONTENT_PART, refuse_wide_repetition
from sources.workbook.sheet_cells import SheetCells
from sources.workbook.xlsx_parts import XlsxParts
from sources.workbook.xlsx_sheet import SheetContent, read_sheet

MEDIA_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.XLSB: "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
CSV_MEDIA_TYPE = "text/csv"
_CORE_PART = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_NAMED_CELLS = 10
"""So many cells of one kind are named in the notes; the rest are counted."""


def read_workbook(data: bytes, file_name: str, content_hash: str, kind: FileKind) -> Document:
    """The sheets of a workbook; raises IntakeError where it is unsafe, damaged or without content."""
    if kind is FileKind.XLSX:
        return _read_xlsx(data, file_name, content_hash)
    if kind is FileKind.XLS:
        if holds_vba(data):
            raise refusal("macros", file_name)
    else:
        with SafeZip(data, file_name) as archive:
            archive.verify()
            if kind is FileKind.ODS:
                return _read_ods(archive, data, file_name, content_hash)
    notes = ("formulas, hidden rows and number formats are not known for this file type",)
    return Document(
        content_hash, file_name, MEDIA_TYPES[kind], _by_calamine(data, file_name, {}), notes=notes
    )


def _read_ods(archive: SafeZip, data: bytes, file_name: str, content_hash: str) -> Document:
    refuse_wide_repetition(archive, file_name)
    content = archive.read(CONTENT_PART)
    refuse_calling_open_formulas(content, file_name)
    marks = ods_marks(parse_xml(content, file_name))
    notes = tuple(
        f"formula without a stored value at {name}!{column_letters(column)}{row}"
        for name, sheet in marks.items()
        for row, column in sheet.valueless[:_NAMED_CELLS]
    )
    tables = _by_calamine(data, file_name, marks)
    return Document(content_hash, file_name, MEDIA_TYPES[FileKind.ODS], tables, notes=notes)


def _by_calamine(data: bytes, file_name: str, marks: Mapping[str, OdsMarks]) -> tuple[Table, ...]:
    tables = tuple(table for table in calamine_tables(data, file_name, marks) if table.cells)
    if not tables:
        raise refusal("no_text", file_name)
    return tables


def read_csv(data: bytes, file_name: str, content_hash: str) -> Document:
    """A table of text; raises IntakeError (`no_text`, `damaged`)."""
    try:
        table, notes = csv_table(data, file_name)
    except csv.Error as error:
        raise refusal("damaged", file_name, "bảng CSV không hợp lệ") from error
    if not table.cells:
        raise refusal("no_text", file_name)
    return Document(content_hash, file_name, CSV_MEDIA_TYPE, (table,), notes=notes)


def _read_xlsx(data: bytes, file_name: str, content_hash: str) -> Document:
    tables: list[Table] = []
    boxes: list[Paragraph] = []
    headers: list[Paragraph] = []
    notes: list[str] = []
    with SafeZip(data, file_name) as archive:
        try:
            parts = XlsxParts(archive, file_name)
            refuse_crowded_sheets(archive, (entry.part for entry in parts.sheets), file_name)
            plain = open_plain(data, parts)
            for entry in parts.sheets:
                content = read_plain_sheet(plain, parts, entry) if plain is not None else None
                if content is None:
                    content = read_sheet(parts, entry, file_name)
                name = clean_text(entry.name)
                if content.cells:
                    tables.append(_table(name, content, entry.is_hidden))
                for place, text in enumerate(map(clean_text, parts.drawn_text(entry)), start=1):
                    if text:
                        boxes.append(Paragraph(f"{name}!textbox[1]/p[{place}]", text))
                for place, text in enumerate(content.headers, start=1):
                    headers.append(Paragraph(f"{name}!header[1]/p[{place}]", text))
                notes += _remarks(content)
        except ValueError as error:
            raise refusal("damaged", file_name, "bảng tính không hợp lệ") from error
        modified_at = _modified_at(parts, archive)
    if not (tables or boxes):
        raise refusal("no_text", file_name)
    return Document(
        content_hash=content_hash,
        file_name=file_name,
        media_type=MEDIA_TYPES[FileKind.XLSX],
        body=tuple(tables),
        text_boxes=tuple(boxes),
        headers=tuple(headers),
        modified_at=modified_at,
        notes=tuple(notes),
    )


def _table(name: str, content: SheetContent, is_hidden: bool) -> Table:
    cells = content.cells
    if isinstance(cells, SheetCells):
        return Table(name, cells, cells.last_row, cells.last_column, name, is_hidden)
    rows, columns = max(cell.row for cell in cells), max(cell.column for cell in cells)
    return Table(name, tuple(cells), rows, columns, name, is_hidden)


def _remarks(content: SheetContent) -> list[str]:
    remarks = content.sums[:_NAMED_CELLS]
    if len(content.sums) > _NAMED_CELLS:
        remarks.append(f"Còn {len(content.sums) - _NAMED_CELLS} tổng khác được tính lại.")
    for locators, said in (
        (content.valueless, "formula without a stored value"),
        (content.covered, "value hidden under a merged cell"),
    ):
        remarks += [f"{said} at {locator}" for locator in locators[:_NAMED_CELLS]]
        if len(locators) > _NAMED_CELLS:
            remarks.append(f"{said} at {len(locators) - _NAMED_CELLS} more cells")
    return remarks


def _modified_at(parts: XlsxParts, archive: SafeZip) -> datetime | None:
    return parse_instant(parts.parse(_CORE_PART).findtext(_MODIFIED)) if _CORE_PART in archive.names else None
