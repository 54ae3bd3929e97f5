"""Planned tables written to a workbook with openpyxl; the truth by locator comes back with the bytes."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

from layout_plan import PlannedTable, SheetLook, TableLook, Written
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


@dataclass
class WrittenBook:
    """A workbook's bytes and what stands where."""

    data: bytes
    truth: dict[str, Written] = field(default_factory=dict)


def write_book(
    look: SheetLook, tables: list[PlannedTable], letterhead: list[str], signature: list[str]
) -> WrittenBook:
    """The workbook of planned tables, laid out as the look says."""
    chance = random.Random(look.seed)
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = chance.choice(["Sheet1", "Biểu 1", "PL1", "So lieu"])
    result = WrittenBook(b"")
    row, column = look.first_row, look.first_column
    if look.has_letterhead:
        for line in letterhead:
            page.cell(row, column, line)
            row += 1
        row += 1
    for place, (planned, table) in enumerate(zip(tables, look.tables, strict=True)):
        if place and look.arrangement == "sheets":
            page = book.create_sheet(f"Biểu {place + 1}")
            row, column = look.first_row, look.first_column
        end, wide = _write_table(page, planned, table, row, column, result.truth)
        if look.arrangement == "beside":
            column += wide + 1
        else:
            row = end + chance.choice([1, 2, 3])
    if look.has_signature:
        last = page.max_row + 2
        for place, line in enumerate(signature):
            page.cell(last + place // 2, look.first_column + 1 + 3 * (place % 2), line)
    stream = io.BytesIO()
    book.save(stream)
    result.data = stream.getvalue()
    return result


def _write_table(
    page: Worksheet, planned: PlannedTable, look: TableLook, row: int, column: int, truth: dict[str, Written]
) -> tuple[int, int]:
    width = len(planned.paths)
    for line in planned.titles:
        page.cell(row, column, line)
        if look.is_merged and width > 2:
            page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + width - 1)
        row += 1
    row = _write_header(page, planned.paths, look, row, column)
    if look.is_numbered:
        for place in range(width):
            text = f"({place + 1})" if look.seed % 2 else place + 1
            page.cell(row, column + place, text)
        row += 1
    first = row
    for number, line in enumerate(planned.rows):
        if number > 1 and number == len(planned.rows) // 2 and look.gap != "none":
            row = row + 1 if look.gap == "blank" else _write_header(page, planned.paths, look, row, column)
        for place, cell in enumerate(line):
            if cell is None:
                continue
            written = page.cell(row, column + place, cell.value)
            if cell.number_format:
                written.number_format = cell.number_format
            if cell.truths or cell.listed:
                truth[f"{page.title}!{get_column_letter(column + place)}{row}"] = cell
        row += 1
    if look.hidden in {"row", "both"} and row - first > 3:
        page.row_dimensions[first + 1].hidden = True
    if look.hidden in {"column", "both"}:
        page.column_dimensions[get_column_letter(column + width - 1)].hidden = True
    for line in planned.below:
        page.cell(row, column + 1, line)
        row += 1
    return row, width


def typed_heading(text: str, style: str) -> str:
    """A heading as typed: in capitals, with line breaks, a colon, a mark of a note."""
    words = text.split(" ")
    if style == "upper":
        return text.upper()
    if style == "broken" and len(words) > 2:
        return " ".join(words[:2]) + "\n" + " ".join(words[2:])
    if style == "spaced":
        return f" {text.replace(' ', '  ', 1)} "
    if style == "colon":
        return f"{text}:"
    return f"{text} (*)" if style == "starred" else text


def _write_header(page: Worksheet, paths: list[list[str]], look: TableLook, row: int, column: int) -> int:
    depth = max(len(path) for path in paths)
    for place, path in enumerate(paths):
        for level, text in enumerate(path):
            before = paths[place - 1][: level + 1] if place else []
            if before == path[: level + 1] and level < len(path) - 1:
                continue
            page.cell(row + level, column + place, typed_heading(text, look.heads))
            span = 1
            while (
                level < len(path) - 1
                and paths[place + span : place + span + 1]
                and (paths[place + span][: level + 1] == path[: level + 1])
            ):
                span += 1
            is_last = level == len(path) - 1
            bottom = row + depth - 1 if is_last else row + level
            if look.is_merged and (span > 1 or bottom > row + level):
                page.merge_cells(
                    start_row=row + level,
                    end_row=bottom,
                    start_column=column + place,
                    end_column=column + place + span - 1,
                )
    return row + depth
