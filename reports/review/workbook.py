"""The review workbook: one line per question, a list to choose from, and the questions themselves, hidden.

The same questions give the same bytes. Texts from documents are written as texts, never as formulas.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.review.fixed_bytes import with_fixed_dates
from reports.review.lines import ReviewLine
from reports.review.wording import wording
from schemas.remembered import QuestionKind

COLUMNS = tuple(wording().headings)
HEADER_ROW = 1

_WIDTHS = {
    "number": 5, "sender": 18, "period": 10, "file": 24, "place": 22, "kind": 14, "text": 48, "around": 30,
    "raw": 10, "unit": 9, "decides": 9, "reason": 22, "guess_1": 30, "confidence_1": 8, "guess_2": 30,
    "confidence_2": 8, "decision": 38, "comment": 24, "author": 16, "decided_on": 12, "question_id": 18,
}  # fmt: skip
_FILLED_IN = frozenset({"decision", "comment", "author", "decided_on"})
_NARROW = frozenset({"number", "raw", "unit", "decides", "confidence_1", "confidence_2", "decided_on"})
_NOT_FOR_UNITS = frozenset({"raw", "unit"})
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", start_color="1F4E78")
_ANSWER = PatternFill("solid", start_color="FFF2CC")
_OWN = PatternFill("solid", start_color="FFFBEF")
_LINE_HEIGHT, _MOST_LINES = 15, 12
_FACE = "Arial"
_A3 = 8


def review_workbook(lines: Sequence[ReviewLine], options: Sequence[str]) -> bytes:
    """The workbook of some questions; `options` is everything that a number may be."""
    words = wording()
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    figures = [line for line in lines if line.question.kind is not QuestionKind.UNIT]
    units = [line for line in lines if line.question.kind is QuestionKind.UNIT]
    _instructions(first, figures, units)
    figure_sheet = book.create_sheet(words.sheets["figures"])
    unit_sheet = book.create_sheet(words.sheets["units"])
    option_sheet = book.create_sheet(words.sheets["options"])
    data_sheet = book.create_sheet(words.sheets["data"])
    _options(option_sheet, options)
    _data(data_sheet, lines)
    _lines(figure_sheet, figures)
    _lines(unit_sheet, units)
    _choose_figures(figure_sheet, figures, len(options))
    _choose_units(unit_sheet, units, data_sheet, {line: place for place, line in enumerate(lines, start=1)})
    book.active = 1 if figures or not units else 2
    buffer = io.BytesIO()
    book.save(buffer)
    return with_fixed_dates(buffer.getvalue())


def column_of(name: str) -> int:
    """The 1-based column of a heading of the wording."""
    return COLUMNS.index(name) + 1


def _instructions(sheet: Worksheet, figures: Sequence[ReviewLine], units: Sequence[ReviewLine]) -> None:
    words = wording()
    sheet.title = words.sheets["instructions"]
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 110
    sheet.cell(1, 1, words.title).font = Font(name=_FACE, bold=True, size=16, color="1F4E78")
    decides = sum(line.question.decides for line in (*figures, *units))
    counts = words.summary.format(figures=len(figures), units=len(units), decides=decides)
    sheet.cell(2, 1, counts if figures or units else words.nothing).font = Font(name=_FACE, italic=True)
    for number, text in enumerate(words.instructions, start=1):
        row = number + 3
        for cell in (sheet.cell(row, 1, number), sheet.cell(row, 2, text)):
            cell.font, cell.alignment = Font(name=_FACE), Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _LINE_HEIGHT * (1 + len(text) // 95)
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
    _fit_to_width(sheet)


def _lines(sheet: Worksheet, lines: Sequence[ReviewLine]) -> None:
    words = wording()
    for name in COLUMNS:
        cell = sheet.cell(HEADER_ROW, column_of(name), words.headings[name])
        cell.font, cell.fill, cell.border = (
            Font(name=_FACE, size=9, bold=True, color="FFFFFF"),
            _HEAD,
            _BORDER,
        )
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(column_of(name))].width = _WIDTHS[name]
    for number, line in enumerate(lines, start=1):
        _line(sheet, HEADER_ROW + number, number, line)
    sheet.row_dimensions[HEADER_ROW].height = 2 * _LINE_HEIGHT
    sheet.freeze_panes = f"{get_column_letter(column_of('period'))}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(COLUMNS))}{HEADER_ROW + len(lines)}"
    sheet.column_dimensions[get_column_letter(column_of("question_id"))].hidden = True
    if sheet.title == words.sheets["units"]:
        for name in _NOT_FOR_UNITS:
            sheet.column_dimensions[get_column_letter(column_of(name))].hidden = True
    _fit_to_width(sheet)
    sheet.page_setup.paperSize = _A3
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _fit_to_width(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _line(sheet: Worksheet, row: int, number: int, line: ReviewLine) -> None:
    words, question = wording(), line.question
    guesses = [*line.guesses, ("", None), ("", None)][:2]
    values: dict[str, str | float | int | None] = {
        "number": number,
        "sender": line.sender,
        "period": line.period,
        "file": question.file_name,
        "place": line.place,
        "kind": words.kinds[question.kind],
        "text": question.text,
        "around": question.around,
        "raw": question.raw,
        "unit": question.unit,
        "decides": question.decides,
        "reason": words.reason(question.reason),
        "guess_1": guesses[0][0],
        "confidence_1": guesses[0][1],
        "guess_2": guesses[1][0],
        "confidence_2": guesses[1][1],
        "question_id": question.question_id,
    }
    for name in COLUMNS:
        cell: Cell = sheet.cell(row, column_of(name))  # type: ignore[assignment]
        value = values.get(name)
        cell.value = value if value != "" else None
        if isinstance(value, str) and value:
            cell.data_type = "s"  # "=…" in a report is a text
        cell.border, cell.font = _BORDER, Font(name=_FACE, size=9)
        across = "center" if name in _NARROW else "left"
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=across)
        if name.startswith("confidence"):
            cell.number_format = "0%"
        if name in _FILLED_IN:
            cell.fill = _ANSWER if name == "decision" else _OWN
    sheet.cell(row, column_of("decided_on")).number_format = "dd/mm/yyyy"
    if line.link is not None:
        file_cell = sheet.cell(row, column_of("file"))
        file_cell.hyperlink = line.link
        file_cell.font = Font(name=_FACE, size=9, underline="single", color="0563C1")
    lines = (-(-len(str(value or "")) // max(1, int(_WIDTHS[name] * 1.05))) for name, value in values.items())
    sheet.row_dimensions[row].height = _LINE_HEIGHT * min(_MOST_LINES, max(1, *lines))


def _options(sheet: Worksheet, options: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 120
    sheet.cell(1, 1, wording().options_heading).font = Font(name=_FACE, bold=True)
    for row, text in enumerate(options, start=2):
        sheet.cell(row, 1, text).font = Font(name=_FACE, size=9)
    _fit_to_width(sheet)
    sheet.freeze_panes = "A2"


def _data(sheet: Worksheet, lines: Sequence[ReviewLine]) -> None:
    """The questions, for when the workbook comes back, and beside each the choices of its line."""
    sheet.sheet_state = "veryHidden"
    for row, line in enumerate(lines, start=1):
        sheet.cell(row, 1, line.question.question_id)
        sheet.cell(row, 2, json.dumps(asdict(line.question), ensure_ascii=False)).data_type = "s"
        for place, choice in enumerate(line.choices, start=3):
            sheet.cell(row, place, choice).data_type = "s"


def _choose_figures(sheet: Worksheet, lines: Sequence[ReviewLine], options: int) -> None:
    name = wording().sheets["options"]
    whole = _validation(f"'{name}'!$A$2:$A${options + 1}", is_strict=True)
    first_only = _validation(f"'{name}'!$A$2:$A$2", is_strict=True)
    for place, line in enumerate(lines, start=1):
        chosen = first_only if line.question.choices else whole
        chosen.add(sheet.cell(HEADER_ROW + place, column_of("decision")))
    for validation in (whole, first_only):
        if validation.sqref:
            sheet.add_data_validation(validation)


def _choose_units(
    sheet: Worksheet, lines: Sequence[ReviewLine], data: Worksheet, rows: dict[ReviewLine, int]
) -> None:
    for place, line in enumerate(lines, start=1):
        if line.choices:
            last = get_column_letter(2 + len(line.choices))
            row = rows[line]
            validation = _validation(f"'{data.title}'!$C${row}:${last}${row}", is_strict=False)
            validation.add(sheet.cell(HEADER_ROW + place, column_of("decision")))
            sheet.add_data_validation(validation)


def _validation(source: str, *, is_strict: bool) -> DataValidation:
    words = wording()
    validation = DataValidation(type="list", formula1=source, allow_blank=True)
    validation.showErrorMessage = is_strict
    validation.error = words.choice_error
    validation.showInputMessage = True
    validation.prompt = words.choice_prompt if is_strict else words.unit_prompt
    return validation
