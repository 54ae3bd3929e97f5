"""Writes workbooks cell by cell in the plain look of office annexes, with values stored beside formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from inbox_builder.packing import pack, unpack, with_modified_time

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
Value = str | int | float | None


def write_title(sheet: Worksheet, lines: Sequence[str], columns: int) -> None:
    """The lines above a table, each merged over all its columns and centred."""
    for line in lines:
        row = sheet.max_row + 1 if sheet["A1"].value else 1
        sheet.cell(row, 1, line).font = Font(name="Times New Roman", size=13, bold=True)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center", wrap_text=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)


def write_row(sheet: Worksheet, values: Sequence[Value], *, bold: bool = False) -> int:
    """Appends a ruled row and returns its number."""
    row = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        cell.border = _BOX
        cell.font = Font(name="Times New Roman", size=12, bold=bold)
        left = column == 2 and isinstance(value, str) and not bold
        cell.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)
    return row


def write_header(sheet: Worksheet, upper: Sequence[Value], lower: Sequence[Value]) -> None:
    """A header of two rows: None in `upper` continues the cell to the left, None in `lower` the one above."""
    top = write_row(sheet, upper, bold=True)
    bottom = write_row(sheet, lower, bold=True)
    column = 1
    while column <= len(upper):
        last = column
        while last < len(upper) and upper[last] is None:
            last += 1
        if last > column:
            sheet.merge_cells(start_row=top, start_column=column, end_row=top, end_column=last)
        elif lower[column - 1] is None:
            sheet.merge_cells(start_row=top, start_column=column, end_row=bottom, end_column=column)
        column = last + 1


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for place, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]].width = width


def workbook_bytes(
    workbook: Workbook, modified: str, stored: Mapping[str, Mapping[str, float]] | None = None
) -> bytes:
    """The bytes of `workbook` with fixed times; `stored` holds formulas' values by sheet part and cell."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    parts = unpack(buffer.getvalue())
    parts["docProps/core.xml"] = with_modified_time(parts["docProps/core.xml"], modified)
    for name, values in (stored or {}).items():
        text = parts[name].decode()
        for cell, value in values.items():
            pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?'
            text, found = re.subn(pattern, rf"\g<1><v>{value:.10g}</v>", text)
            if found != 1:
                raise ValueError(f"no formula at {cell} of {name}")
        parts[name] = text.encode()
    return pack(parts)
