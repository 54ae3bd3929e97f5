"""The annotated Excel copy: a comment and a colour at the cell, and nothing else changed."""

from __future__ import annotations

import io
import shutil
import subprocess

import openpyxl
import pytest
from feedback_reports import INBOX, annotated, answered, finding, members
from openpyxl.comments import Comment

from schemas.vocabulary import Severity
from sources.reading import read_document

BOOK = INBOX / "2023" / "Yen Phong" / "bieu so lieu (ngang) 2023.xlsx"
BOOKS = [path for path in sorted(INBOX.rglob("*.xlsx")) if "mat khau" not in path.name]


def remarked(data: bytes, *cells: str):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).sheetnames[0]
    return answered("bieu.xlsx", data, [finding(f"{sheet}!{cell}", f"Xem lại {cell}.") for cell in cells])


def first_sheet(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_all_other_parts_keep_their_bytes_and_their_order(path):
    before = members(path.read_bytes())
    after = members(annotated(remarked(path.read_bytes(), "B5", "C6")))
    assert list(after)[: len(before)] == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert {name.rpartition("/")[2] for name in changed} <= {
        "[Content_Types].xml",
        "sheet1.xml",
        "sheet1.xml.rels",
        "styles.xml",
        "comments1.xml",
        "vmlDrawing1.vml",
    }


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_the_copy_reads_exactly_as_the_original(path):
    data = path.read_bytes()
    assert read_document(annotated(remarked(data, "B5")), "a.xlsx").body == read_document(data, "a.xlsx").body


def test_the_cell_has_the_comment_and_the_colour_of_its_weight_and_its_own_format():
    data = BOOK.read_bytes()
    before, after = first_sheet(data)["C5"], first_sheet(annotated(remarked(data, "C5")))["C5"]
    assert "Sai: Xem lại C5." in after.comment.text
    assert after.comment.author == "Tổng hợp"
    assert after.fill.fgColor.rgb == "FFFFC7CE"
    assert (after.value, after.number_format) == (before.value, before.number_format)
    assert repr((after.font, after.border, after.alignment)) == repr(
        (before.font, before.border, before.alignment)
    )


def test_cells_that_are_not_remarked_on_keep_their_look():
    data = BOOK.read_bytes()
    cell = first_sheet(annotated(remarked(data, "C5")))["C6"]
    assert repr(cell.fill) == repr(first_sheet(data)["C6"].fill)


def test_the_worst_of_two_remarks_gives_the_colour_and_both_are_said():
    data = BOOK.read_bytes()
    sheet = first_sheet(data).title
    each = answered(
        "bieu.xlsx",
        data,
        [finding(f"{sheet}!C5", "Nhẹ.", Severity.WARNING), finding(f"{sheet}!C5", "Nặng.", Severity.ERROR)],
    )
    cell = first_sheet(annotated(each))["C5"]
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert "Nhẹ." in cell.comment.text
    assert "Nặng." in cell.comment.text


def test_comments_of_the_sender_stay_and_ours_follow_in_the_same_cell():
    book = openpyxl.load_workbook(BOOK)
    book.worksheets[0]["C5"].comment = Comment("Số của Công an huyện.", "Cán bộ")
    book.worksheets[0]["D6"].comment = Comment("Đã đối chiếu.", "Cán bộ")
    out = io.BytesIO()
    book.save(out)
    sheet = first_sheet(annotated(remarked(out.getvalue(), "C5", "C7")))
    assert "Số của Công an huyện." in sheet["C5"].comment.text
    assert "Xem lại C5." in sheet["C5"].comment.text
    assert sheet["D6"].comment.text == "Đã đối chiếu."
    assert "Xem lại C7." in sheet["C7"].comment.text


def test_a_cell_or_row_that_the_sheet_does_not_store_is_made():
    data = BOOK.read_bytes()
    sheet = first_sheet(annotated(remarked(data, "AZ900")))
    assert "Xem lại AZ900." in sheet["AZ900"].comment.text


def test_a_remark_on_the_whole_workbook_stands_in_the_first_cell_without_a_colour():
    data = BOOK.read_bytes()
    cell = first_sheet(annotated(answered("bieu.xlsx", data, [finding("", "Cả tệp.")])))["A1"]
    assert "Cả tệp." in cell.comment.text
    assert repr(cell.fill) == repr(first_sheet(data)["A1"].fill)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_and_shows_the_comment(tmp_path):
    (tmp_path / "bieu.xlsx").write_bytes(annotated(remarked(BOOK.read_bytes(), "C5")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "bieu.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "bieu.fods").read_text("utf-8")
    assert "office:annotation" in text
    assert "Xem lại C5." in text
    assert "#ffc7ce" in text
