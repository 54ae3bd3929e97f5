"""A filled review workbook read back: the decisions with their questions, and a copy that names the refused.

Lines may have been sorted, filtered or taken out; each is known by its hidden question id. The questions are
those that the workbook was made with, and an id that does not belong to its question is refused.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.review.lines import FilledLine
from reports.review.wording import wording
from reports.review.workbook import COLUMNS, HEADER_ROW, column_of
from schemas.errors import LayoutError
from schemas.remembered import QuestionKind
from schemas.review import Guess, Question

_REFUSED = PatternFill("solid", start_color="F8CBAD")
_WIDTH = 50
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")


def read_filled(data: bytes) -> tuple[FilledLine, ...]:
    """The lines of a review workbook in which something was decided, in the order of its sheets.

    Raises `LayoutError`, in Vietnamese, where the file is no review workbook or its hidden parts were
    changed.
    """
    book = _opened(data)
    questions = _questions(book)
    words = wording()
    return tuple(
        line
        for name in (words.sheets["figures"], words.sheets["units"])
        if name in book.sheetnames
        for line in _filled_lines(book[name], questions)
    )


def refused_copy(data: bytes, reasons: Mapping[tuple[str, int], str]) -> bytes:
    """A copy of the workbook with the reason behind each refused line, by sheet and row."""
    book, words = _opened(data), wording()
    place = len(COLUMNS) + 1
    for name in {sheet for sheet, _ in reasons}:
        head = book[name].cell(HEADER_ROW, place, words.refusal)
        head.font = Font(bold=True)
        book[name].column_dimensions[get_column_letter(place)].width = _WIDTH
    for (name, row), reason in reasons.items():
        cell = book[name].cell(row, place, reason)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = book[name].cell(row, column_of("decision")).fill = _REFUSED
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _opened(data: bytes) -> Workbook:
    try:
        book = load_workbook(io.BytesIO(data))
    except Exception as error:  # openpyxl raises whatever its parts do
        raise LayoutError("Tệp không phải là bảng tính Excel (.xlsx) đọc được.") from error
    if wording().sheets["data"] not in book.sheetnames:
        raise LayoutError(
            "Tệp này không phải là bảng rà soát do lệnh tonghop review tạo ra (thiếu dữ liệu ẩn)."
        )
    return book


def _questions(book: Workbook) -> dict[str, Question]:
    found = {}
    for row in book[wording().sheets["data"]].iter_rows(min_col=1, max_col=2, values_only=True):
        if not isinstance(row[1], str):
            continue
        try:
            question = _question(json.loads(row[1]))
        except (ValueError, TypeError, KeyError) as error:
            raise LayoutError("Dữ liệu ẩn của bảng rà soát đã bị sửa; hãy tạo lại bảng.") from error
        if question.question_id != row[0]:
            raise LayoutError("Dữ liệu ẩn của bảng rà soát đã bị sửa; hãy tạo lại bảng.")
        found[question.question_id] = question
    return found


def _question(content: dict[str, Any]) -> Question:
    content["kind"] = QuestionKind(content["kind"])
    content["guesses"] = tuple(Guess(**guess) for guess in content["guesses"])
    content["choices"] = tuple(content["choices"])
    return Question(**content)


def _filled_lines(sheet: Worksheet, questions: Mapping[str, Question]) -> Iterator[FilledLine]:
    for cells in sheet.iter_rows(min_row=HEADER_ROW + 1, max_col=len(COLUMNS)):
        told = {name: cells[place].value for place, name in enumerate(COLUMNS)}
        decision = str(told["decision"] or "").strip()
        if not decision:
            continue
        row = cells[0].row or 0
        question = questions.get(str(told["question_id"]))
        if question is None:
            raise LayoutError(
                f"Sheet “{sheet.title}”, dòng {row}: thiếu mã câu hỏi (cột ẩn đã bị xóa hoặc sửa)."
            )
        yield FilledLine(
            question=question,
            decision=decision,
            comment=str(told["comment"] or "").strip(),
            author=str(told["author"] or "").strip(),
            decided_on=_day(told["decided_on"]),
            sheet=sheet.title,
            row=row,
        )


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _DAYS:
        try:
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
