"""Sheets of .xls, .xlsb and .ods through calamine: values and merged ranges.

Calamine gives no formulas, hidden rows or number formats. Those of .ods come from `ods_marks`; for .xls and
.xlsb the document says in its notes that they are not known.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from schemas.document import Cell, CellValue, Table
from sources.clean_text import clean_text
from sources.intake_reasons import refusal
from sources.size_limits import MAX_CELLS
from sources.word.legacy_fonts import Encoding, looks_like_tcvn3, to_unicode
from sources.workbook.addresses import column_letters
from sources.workbook.merges import Merges
from sources.workbook.number_text import general_text, shown_date
from sources.workbook.ods_marks import OdsMarks

_MAX_PLACES = 4 * MAX_CELLS
"""Places between a sheet's first and last cell, filled or not: each is made into a value."""


def calamine_tables(data: bytes, file_name: str, marks: Mapping[str, OdsMarks]) -> Iterator[Table]:
    """One table per sheet, in order; raises IntakeError (`password`, `damaged`, `macros`, `too_large`)."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for place, metadata in enumerate(workbook.sheets_metadata):
                if metadata.typ is calamine.SheetTypeEnum.MacroSheet:
                    raise refusal("macros", file_name)
                if metadata.typ is calamine.SheetTypeEnum.WorkSheet:
                    hidden = metadata.visible is not calamine.SheetVisibleEnum.Visible
                    sheet = workbook.get_sheet_by_index(place)
                    if sheet.height * sheet.width > _MAX_PLACES:
                        raise refusal("too_large", file_name, f"trang {metadata.name} quá rộng")
                    yield _table(sheet, metadata.name, marks.get(metadata.name, OdsMarks()), hidden)
    except calamine.PasswordError as error:
        raise refusal("password", file_name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refusal("damaged", file_name, "bảng tính không hợp lệ") from error


_PERCENT = "0%"


def _table(sheet: calamine.CalamineSheet, name: str, marks: OdsMarks, is_hidden: bool) -> Table:
    rows = sheet.to_python(skip_empty_area=True)
    first_row, first_column = sheet.start or (0, 0)
    merges = Merges(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    encoding = _encoding(rows)
    cells = []
    for row, values in enumerate(rows, start=first_row + 1):
        for column, raw in enumerate(values, start=first_column + 1):
            if raw == "" or merges.covers(row, column):
                continue
            value, text = _shown(raw, encoding)
            if not text:
                continue
            is_percentage = (row, column) in marks.percentages and isinstance(value, int | float)
            cells.append(
                Cell(
                    f"{name}!{column_letters(column)}{row}",
                    row,
                    column,
                    _percentage(value) if is_percentage else text,
                    value,
                    *merges.span(row, column),
                    is_hidden=marks.is_hidden(row, column),
                    formula=marks.formulas.get((row, column)),
                    number_format=_PERCENT if is_percentage else "",
                )
            )
    return Table(
        locator=name,
        cells=tuple(cells),
        row_count=max((cell.row for cell in cells), default=0),
        column_count=max((cell.column for cell in cells), default=0),
        name=name,
        is_hidden=is_hidden,
    )


def _percentage(value: CellValue) -> str:
    return f"{general_text(round(float(value) * 100, 9))}%" if isinstance(value, int | float) else ""


def _shown(raw: object, encoding: Encoding) -> tuple[CellValue, str]:
    if isinstance(raw, str):
        words = clean_text(to_unicode(raw, encoding))
        return words, words
    if isinstance(raw, bool):
        return raw, "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        number = int(raw) if float(raw).is_integer() and abs(raw) < 1e15 else raw
        return number, general_text(number)
    if isinstance(raw, datetime | date):
        day = raw.date() if isinstance(raw, datetime) and raw.time() == time() else raw
        return day, shown_date(day, "")
    if isinstance(raw, time):
        return raw.strftime("%H:%M:%S"), raw.strftime("%H:%M")
    if isinstance(raw, timedelta):
        return raw.total_seconds() / 86_400, str(raw)
    return None, ""


def _encoding(rows: Sequence[Sequence[object]]) -> Encoding:
    """Fonts are not known here: the sheet's words together tell whether they are TCVN3."""
    words = "".join(value for row in rows for value in row if isinstance(value, str) and not value.isascii())
    return Encoding.TCVN3 if looks_like_tcvn3(words) else Encoding.UNICODE
