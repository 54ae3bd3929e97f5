"""The review workbook: what is written in it comes back, whatever people do to it on the way."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.review.filled import read_filled, refused_copy
from reports.review.lines import ReviewLine
from reports.review.wording import wording
from reports.review.workbook import column_of, review_workbook
from schemas.errors import LayoutError
from schemas.remembered import NOT_A_STATISTIC, QuestionKind
from schemas.review import Guess, Question

OPTIONS = ("Không phải số liệu thống kê", "Số vụ [crime.cases]", "Số vụ cháy [fire.incidents]")
FIGURES, UNITS = wording().sheets["figures"], wording().sheets["units"]


def line(key: str, kind: QuestionKind = QuestionKind.HEADING, **changes: object) -> ReviewLine:
    question = Question(
        kind=kind, sender_id="2004-110", layout="l", key=key, anchor="", text=f"Tiêu đề {key}",
        around="Biểu 1",
        raw="12", unit="vụ", role="count", reason="no indicator", locator="S!B2", file_name="a.xlsx",
        period_code="2023", decides=4, guesses=(Guess("crime.cases", 0.4),),
    )  # fmt: skip
    return ReviewLine(
        replace(question, **changes), "Huyện Than Uyên", "Năm 2023", "Sheet S, ô B2", "../archive/ab",
        ((OPTIONS[1], 0.4),), ("Xã A [1]", "Xã B [2]") if kind is QuestionKind.UNIT else (),
    )  # fmt: skip


LINES = (line("a"), line("b", choices=(NOT_A_STATISTIC,)), line("c"), line("d", QuestionKind.UNIT))


def filled(data: bytes, sheet: str, row: int, **cells: object) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for name, value in cells.items():
        book[sheet].cell(row, column_of(name)).value = value
    return saved(book)


def saved(book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_same_questions_give_the_same_bytes():
    assert review_workbook(LINES, OPTIONS) == review_workbook(LINES, OPTIONS)


def test_nothing_filled_in_is_nothing_decided():
    assert read_filled(review_workbook(LINES, OPTIONS)) == ()


def test_a_decision_comes_back_with_its_question():
    data = filled(
        review_workbook(LINES, OPTIONS), FIGURES, 3, decision=OPTIONS[0], comment="đã hỏi", author="An",
        decided_on="15/01/2024",
    )  # fmt: skip
    (back,) = read_filled(data)
    assert back.question == LINES[1].question
    assert (back.decision, back.comment, back.author, back.decided_on) == (
        OPTIONS[0], "đã hỏi", "An", date(2024, 1, 15),
    )  # fmt: skip


def test_sorted_lines_keep_their_questions():
    book = load_workbook(io.BytesIO(filled(review_workbook(LINES, OPTIONS), FIGURES, 2, decision=OPTIONS[1])))
    sheet = book[FIGURES]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    (back,) = read_filled(saved(book))
    assert back.question == LINES[0].question


def test_a_formula_in_a_report_stays_a_text():
    data = review_workbook([line("a", text="=HYPERLINK(1)", raw="=1+1")], OPTIONS)
    sheet = load_workbook(io.BytesIO(data))[FIGURES]
    cells = [sheet.cell(2, column_of(name)) for name in ("text", "raw")]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", "=HYPERLINK(1)"), ("s", "=1+1")]


def test_every_line_offers_its_own_choices():
    book = load_workbook(io.BytesIO(review_workbook(LINES, OPTIONS)))
    sources = {
        str(validation.sqref): validation.formula1
        for name in (FIGURES, UNITS)
        for validation in book[name].data_validations.dataValidation
    }
    assert set(sources.values()) == {
        "'Danh mục'!$A$2:$A$4", "'Danh mục'!$A$2:$A$2", "'Dữ liệu'!$C$4:$D$4",
    }  # fmt: skip


def test_a_lost_question_id_is_told_with_its_line():
    data = filled(review_workbook(LINES, OPTIONS), FIGURES, 2, decision=OPTIONS[1], question_id="")
    with pytest.raises(LayoutError, match="dòng 2"):
        read_filled(data)


def test_changed_hidden_data_is_refused():
    book = load_workbook(io.BytesIO(review_workbook(LINES, OPTIONS)))
    cell = book[wording().sheets["data"]].cell(1, 2)
    cell.value = str(cell.value).replace("2004-110", "2004-109")
    with pytest.raises(LayoutError, match="đã bị sửa"):
        read_filled(saved(book))


def test_another_workbook_is_refused():
    book = load_workbook(io.BytesIO(review_workbook(LINES, OPTIONS)))
    del book[wording().sheets["data"]]
    with pytest.raises(LayoutError, match="tonghop review"):
        read_filled(saved(book))
    with pytest.raises(LayoutError):
        read_filled(b"no workbook")


def test_refused_lines_are_marked_in_a_copy_and_the_rest_left():
    data = filled(review_workbook(LINES, OPTIONS), FIGURES, 3, decision="gì đó")
    sheet = load_workbook(io.BytesIO(refused_copy(data, {(FIGURES, 3): "không có trong danh mục"})))[FIGURES]
    place = column_of("question_id") + 1
    assert [sheet.cell(row, place).value for row in (1, 2, 3, 4)] == [
        "Lý do chưa nhận", None, "không có trong danh mục", None,
    ]  # fmt: skip


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_it_comes_back_from_libreoffice(tmp_path: Path):
    source = tmp_path / "ra-soat.xlsx"
    source.write_bytes(filled(review_workbook(LINES, OPTIONS), UNITS, 2, decision="Xã A [1]"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (back,) = read_filled((tmp_path / "out" / "ra-soat.xlsx").read_bytes())
    assert (back.question, back.decision) == (LINES[3].question, "Xã A [1]")
