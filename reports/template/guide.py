"""The first sheet: who the workbook is for, how it is filled in, what the colours mean, what follows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from reports.template.looks import COMPUTED_FILL, FONT, INPUT_FILL, PREVIOUS_FILL, filled
from reports.template.page import lay_out_page
from schemas.templates.definition import template_definition
from schemas.templates.plan import WorkbookPlan

_NUMBER, _NAME, _TEXT = 1, 2, 3
_WIDTHS = {_NUMBER: 5.0, _NAME: 30.0, _TEXT: 84.0}
_COLOURS = {"input": INPUT_FILL, "previous": PREVIOUS_FILL, "computed": COMPUTED_FILL}
_EDGE = Side(style="thin", color="8C8C8C")
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE_HEIGHT, _PADDING, _NARROWER = 16.0, 5.0, 0.78


def write_guide(sheet: Worksheet, plan: WorkbookPlan) -> None:
    """Fill the sheet of instructions."""
    guide = template_definition().wording.guide
    for letter, width in zip("ABC", _WIDTHS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    row = _write_head(sheet, plan, guide)
    row = _write_steps(sheet, plan, guide, row + 1)
    row = _write_legend(sheet, guide, row + 1)
    row = _write_contents(sheet, plan, guide, row + 1)
    lay_out_page(sheet, _TEXT, row, "portrait")
    sheet.protection.enable()


def _write_head(sheet: Worksheet, plan: WorkbookPlan, guide: Mapping[str, object]) -> int:
    wording = template_definition().wording
    label = plan.period.label_vi
    title = wording.period_in_title.format(title=guide["title"], period=label.upper())
    for row, text, font, alignment in (
        (1, wording.sender.format(unit=plan.sender_name), Font(FONT, 13, bold=True), _WRAPPED),
        (2, str(guide["number"]), Font(FONT, 14, bold=True), _CENTRE),
        (3, title, Font(FONT, 14, bold=True), _CENTRE),
    ):
        _to_the_end(sheet, row, _NUMBER, text, font, alignment=alignment)
        sheet.row_dimensions[row].height = 24
    return 3


def _write_steps(sheet: Worksheet, plan: WorkbookPlan, guide: Mapping[str, object], row: int) -> int:
    row = _heading(sheet, row, str(guide["steps_heading"]))
    steps = [str(step) for step in cast("Sequence[object]", guide["steps"])]
    if plan.areas:
        steps.append(str(guide["areas_step"]))
    days = {
        "starts_on": plan.period.starts_on.strftime("%d/%m/%Y"),
        "ends_on": plan.period.ends_on.strftime("%d/%m/%Y"),
    }
    for number, step in enumerate(steps, start=1):
        sheet.cell(row, _NUMBER, number).font = Font(FONT, 12)
        sheet.cell(row, _NUMBER).alignment = _CENTRE
        text = step.format(**days)
        _to_the_end(sheet, row, _NAME, text, Font(FONT, 12), alignment=_WRAPPED)
        _fit(sheet, row, text, _WIDTHS[_NAME] + _WIDTHS[_TEXT])
        row += 1
    return row


def _write_legend(sheet: Worksheet, guide: Mapping[str, object], row: int) -> int:
    row = _heading(sheet, row, str(guide["legend_heading"]))
    legend = cast("Mapping[str, str]", guide["legend"])
    for name, colour in _COLOURS.items():
        swatch = _plain(sheet, row, _NAME)
        swatch.fill = filled(colour)
        swatch.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
        meaning = _plain(sheet, row, _TEXT)
        meaning.value = legend[name]
        meaning.font = Font(FONT, 12)
        meaning.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        sheet.row_dimensions[row].height = 20
        row += 1
    return row


def _write_contents(sheet: Worksheet, plan: WorkbookPlan, guide: Mapping[str, object], row: int) -> int:
    row = _heading(sheet, row, str(guide["contents_heading"]))
    for number, page in enumerate(plan.sheets, start=1):
        for column, text in ((_NUMBER, number), (_NAME, page.name), (_TEXT, page.about)):
            cell = _plain(sheet, row, column)
            cell.value = text
            cell.font = Font(FONT, 12)
            cell.alignment = _CENTRE if column == _NUMBER else _WRAPPED
            cell.border = Border(bottom=Side(style="hair", color="8C8C8C"))
        link = _plain(sheet, row, _NAME)
        link.hyperlink = f"#'{page.name}'!A1"
        link.font = Font(FONT, 12, color="1F4E79", underline="single")
        _fit(sheet, row, page.about, _WIDTHS[_TEXT])
        row += 1
    return row - 1


def _heading(sheet: Worksheet, row: int, text: str) -> int:
    cell = _plain(sheet, row, _NUMBER)
    cell.value = text
    cell.font = Font(FONT, 12, bold=True, color="1F4E79")
    sheet.row_dimensions[row].height = 22
    return row + 1


def _to_the_end(
    sheet: Worksheet, row: int, first: int, text: str, font: Font, *, alignment: Alignment
) -> None:
    """A text from a column to the last one."""
    cell = _plain(sheet, row, first)
    cell.value, cell.font, cell.alignment = text, font, alignment
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=_TEXT)


def _plain(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert not isinstance(cell, MergedCell)
    return cell


def _fit(sheet: Worksheet, row: int, text: str, width: float) -> None:
    lines = math.ceil(len(text) * _NARROWER / width)
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT + _PADDING
