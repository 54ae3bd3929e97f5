"""The files of an answer, format by format: what can be annotated is, what can't has the list."""

from __future__ import annotations

import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from assets.sender_answers import answer_files, answer_names, answer_to
from schemas.finding import Finding
from schemas.vocabulary import Severity
from sources.file_reading import read_file

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> Path:
    """A district's table, as .xlsx."""
    path = tmp_path_factory.mktemp("book") / "bieu.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    for row in (
        ["UBND HUYỆN THAN UYÊN"],
        ["SỐ LIỆU AN NINH, TRẬT TỰ NĂM 2023"],
        ["Chỉ tiêu", "Đơn vị", "Số liệu"],
        ["Số vụ phạm tội về trật tự xã hội", "vụ", 31],
    ):
        sheet.append(row)
    book.save(path)
    return path


def files_for(path: Path) -> dict[str, bytes]:
    data = path.read_bytes()
    extraction = read_file(data, path.name).extraction
    finding = Finding(
        "X01", Severity.ERROR, "Xem lại ô này.", "2023", None, None, "Biểu 1!C4", Decimal(31), None
    )
    answer = answer_to(data, path.name, extraction, [finding])
    return dict(answer_files(data, path.name, answer, path.stem))


@pytest.mark.libreoffice
@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_an_older_workbook_is_answered_with_an_annotated_xlsx(workbook, suffix, tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path),
        str(workbook),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    files = files_for(tmp_path / f"bieu.{suffix}")
    assert set(files) == {"bieu.ghi-chu.xlsx", "bieu.tom-tat.docx", "bieu.tom-tat.html"}
    sheet = openpyxl.load_workbook(io.BytesIO(files["bieu.ghi-chu.xlsx"])).worksheets[0]
    assert "Sai: Xem lại ô này." in sheet["C4"].comment.text
    assert sheet["C4"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["C4"].value == 31


@pytest.mark.libreoffice
@needs_libreoffice
def test_without_a_converter_the_page_lists_what_there_is(workbook, tmp_path, monkeypatch):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(workbook),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    monkeypatch.setenv("PATH", str(tmp_path))
    files = files_for(tmp_path / "bieu.ods")
    assert set(files) == {"bieu.tom-tat.docx", "bieu.tom-tat.html"}
    assert "Xem lại ô này." in files["bieu.tom-tat.html"].decode()


def test_a_table_of_text_takes_no_comments_and_has_the_list(tmp_path):
    path = tmp_path / "bieu.csv"
    path.write_text("UBND HUYỆN THAN UYÊN;\nSố vụ tai nạn giao thông năm 2023;7\n", "utf-8")
    assert set(files_for(path)) == {"bieu.tom-tat.docx", "bieu.tom-tat.html"}


def test_answers_of_like_named_files_are_numbered_and_long_names_cut():
    names = list(answer_names(["a.docx", "A.xlsx", "à" * 125 + ".docx"]))
    assert names[:2] == ["a", "A (2)"]
    assert len(names[2].encode()) <= 180
