"""One sheet of the workbook: texts, cells to fill in, figures of the year before, formulas, print set-up."""

from __future__ import annotations

import math

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.template.formulas import formula_of
from reports.template.known import Known
from reports.template.looks import (
    SHARE_FORMAT,
    dress_computed,
    dress_fixed,
    dress_input,
    dress_previous,
    number_format_of,
)
from reports.template.open_rows import write_open_rows
from reports.template.page import set_up_page
from reports.template.validations import Validations
from schemas.indicators import indicators
from schemas.templates.plan import Computed, Computes, Fixed, Look, SheetPlan, Slot, WorkbookPlan

_LINE_HEIGHT, _PADDING = 14.5, 5.0
_NARROWER, _CAPITALS = 0.8, 1.15
"""Letters of Times New Roman beside the digits that column widths are counted in."""
_BIGGER = 1.15
_BIG = {Look.NUMBER, Look.TITLE, Look.ATTACHED, Look.SENDER}


def write_sheet(
    sheet: Worksheet, page: SheetPlan, plan: WorkbookPlan, known: Known, validations: Validations
) -> None:
    """Fill a new sheet by its plan."""
    for column, width in page.widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    heights: dict[int, float] = {}
    for text in page.fixed:
        _write_fixed(sheet, text)
        if text.row_span == 1:
            heights[text.row] = max(heights.get(text.row, 0.0), _height(text, page))
    for text in page.fixed:
        if text.row_span > 1:
            _stretch(text, page, heights)
    for slot in page.slots:
        _write_slot(sheet, slot, known, validations)
    for computed in page.computed:
        _write_computed(sheet, computed, page)
    for free in page.free:
        dress_input(sheet.cell(free.row, free.column), None, is_words=True)
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height
    last = max(text.row for text in page.fixed)
    if page.open_table is not None:
        last = write_open_rows(sheet, page.open_table, plan, known, validations)
    sheet.protection.enable()
    sheet.protection.insertRows = page.header_rows is None or page.open_table is None  # False: allowed
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    set_up_page(sheet, page, last)


def _write_fixed(sheet: Worksheet, text: Fixed) -> None:
    for row in range(text.row, text.row + text.row_span):
        for column in range(text.column, text.column + text.column_span):
            cell = sheet.cell(row, column)
            dress_fixed(cell, text.look)
    is_number = text.look is Look.SERIAL and text.text.isdigit()
    sheet.cell(text.row, text.column, int(text.text) if is_number else text.text or None)
    if text.row_span > 1 or text.column_span > 1:
        sheet.merge_cells(
            start_row=text.row,
            end_row=text.row + text.row_span - 1,
            start_column=text.column,
            end_column=text.column + text.column_span - 1,
        )


def _write_slot(sheet: Worksheet, slot: Slot, known: Known, validations: Validations) -> None:
    cell = sheet.cell(slot.row, slot.column)
    assert not isinstance(cell, MergedCell)
    indicator = indicators()[slot.key.indicator_code]
    number_format = number_format_of(indicator)
    if slot.is_previous:
        dress_previous(cell, number_format)
        value = known.figures.get(slot.key)
        if value is not None:
            cell.value = int(value) if value == value.to_integral_value() else float(value)
        return
    dress_input(cell, number_format)
    if indicator.unit == "đồng":
        validations.money(cell.coordinate)
    else:
        validations.numbers(cell.coordinate, "count" if indicator.kind == "count" else "amount")


def _write_computed(sheet: Worksheet, computed: Computed, page: SheetPlan) -> None:
    cell = sheet.cell(computed.row, computed.column, formula_of(computed))
    is_total = any(text.row == computed.row and text.look is Look.TOTAL for text in page.fixed)
    is_change = computed.computes is Computes.CHANGE_PERCENT
    number_format = SHARE_FORMAT if is_change else number_format_of(indicators()[computed.code])
    dress_computed(cell, number_format, is_bold=is_total)


def _height(text: Fixed, page: SheetPlan) -> float:
    return _lines(text, page) * _LINE_HEIGHT + _PADDING


def _stretch(text: Fixed, page: SheetPlan, heights: dict[int, float]) -> None:
    """Make the last row of a merged heading high enough for what the rows above leave over."""
    rows = range(text.row, text.row + text.row_span)
    lacking = _height(text, page) - sum(heights.get(row, _LINE_HEIGHT) for row in rows)
    if lacking > 0:
        heights[rows[-1]] = heights.get(rows[-1], _LINE_HEIGHT) + lacking


def _lines(text: Fixed, page: SheetPlan) -> int:
    if text.look is Look.CAPTION:
        return 1
    columns = range(text.column, text.column + text.column_span)
    width = sum(page.widths.get(column, 0.0) for column in columns)
    letters = len(text.text) * (_CAPITALS if text.text.isupper() else _NARROWER)
    if text.look in _BIG:
        letters *= _BIGGER
    longest = max((len(word) for word in text.text.split()), default=0)
    return max(1, math.ceil(letters / max(width - 1, longest, 1)))
