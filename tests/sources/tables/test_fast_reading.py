"""The fast way through a sheet gives what the careful one gives: the same cells, the same listing rows."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

sys.path.insert(0, str(Path(__file__).parent / "layout_space"))

from layout_words import sender

from schemas.document import Document, Table
from schemas.figure import Identity
from schemas.units import UnitRegistry
from schemas.vocabulary import ReportType
from sources.reading import read_document
from sources.safety import SafeZip
from sources.tables import read_tables
from sources.workbook.sheet_cells import SheetCells
from sources.workbook.xlsx_parts import XlsxParts
from sources.workbook.xlsx_sheet import read_sheet

CITY = "2004-105"


def saved(fill) -> bytes:
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def careful(data: bytes) -> tuple:
    """The cells of the first sheet, read element by element."""
    with SafeZip(data, "a.xlsx") as archive:
        parts = XlsxParts(archive, "a.xlsx")
        return tuple(read_sheet(parts, parts.sheets[0], "a.xlsx").cells)


def all_kinds(sheet) -> None:
    chance = random.Random(7)
    sheet["A1"] = "  Hà  Nội \u00a0 "
    sheet["B1"] = "Hoà Bình"
    sheet["C1"] = date(2023, 12, 5)
    sheet["C1"].number_format = "d-mmm"
    sheet["D1"] = 0.893
    sheet["D1"].number_format = "0.0%"
    sheet["E1"] = True
    sheet["F1"] = "=A9*2"
    sheet["G1"] = 12345678901
    sheet["H1"] = 1234.5
    sheet["H1"].number_format = "#,##0.00"
    sheet["A2"] = "đậm"
    sheet["A2"].font = Font(bold=True)
    sheet["B2"] = "ẩn"
    sheet["B2"].number_format = ";;;"
    sheet["C2"] = "a < b & c"
    sheet.merge_cells("A4:C6")
    sheet["A4"] = "gộp"
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["J"].hidden = True
    sheet["J3"] = 5
    for row in range(8, 60):
        for column in range(1, 12):
            sheet.cell(row, column, chance.choice([None, row, column / 7, "chữ", "Xã A", -3, "", "1.234"]))
    sheet.oddHeader.center.text = "&BPhụ lục"


def test_a_plain_sheet_gives_the_cells_that_a_careful_reading_gives():
    data = saved(all_kinds)
    document = read_document(data, "a.xlsx")
    assert isinstance(document.tables[0].cells, SheetCells)
    assert tuple(document.tables[0].cells) == careful(data)
    assert [paragraph.text for paragraph in document.headers] == ["Phụ lục"]
    assert document.notes == ("formula without a stored value at Sheet!F1",)


def test_texts_are_told_without_making_the_cells():
    table = read_document(saved(all_kinds), "a.xlsx").tables[0]
    assert {"Hà Nội", "Hòa Bình" if "Hòa Bình" in table.texts() else "Hoà Bình", "gộp"} <= set(table.texts())


@pytest.mark.parametrize("mark", ["font", "error", "far"])
def test_a_sheet_with_rarities_is_read_carefully(mark):
    def fill(sheet) -> None:
        sheet["A1"] = "Đơn vị"
        if mark == "font":
            sheet["A1"].font = Font(name=".VnTime")
        if mark == "error":
            sheet["B1"] = "#N/A"
        if mark == "far":
            sheet.cell(900_000, 500, 1)

    table = read_document(saved(fill), "a.xlsx").tables[0]
    assert not isinstance(table.cells, SheetCells)
    assert table.cells[0].row == 1


def test_a_document_type_in_a_sheet_is_refused():
    data = saved(lambda sheet: sheet.cell(1, 1, "x"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(name, content)
    with pytest.raises(Exception, match=r"suspicious_xml|XML"):
        read_document(buffer.getvalue(), "a.xlsx")


def a_list(sheet) -> None:
    chance = random.Random(3)
    communes = [unit.name for unit in sender(CITY, "2023").children]
    sheet.append(["KẾT QUẢ PHÂN LOẠI PHONG TRÀO TDBVANTQ ĐỐI VỚI KHU DÂN CƯ NĂM 2023"])
    sheet.append(["STT", "Khu dân cư", "Thuộc xã, phường", "Điểm", "Xếp loại", "Kết quả xét", "Ghi chú"])
    for number in range(1, 120):
        if number % 40 == 0:
            sheet.append([None, "Cộng", None, None, "3 xuất sắc"])
        serial = number if number % 9 else str(number)
        name = f"Tổ dân phố {number}" if number % 5 else "Tổ dân phố 1 (P. Tân Phong)"
        word = chance.choice(["Xuất sắc", "Khá", "TB", "rất tốt", "", None])
        outcome = chance.choice(["Đạt", "Chưa đạt", None])
        score = chance.choice([85.5, "90,5", None, 97])
        note = chance.choice([None, "Vi phạm ngày 12/5"])
        sheet.append([serial, name, chance.choice(communes), score, word, outcome, note])
    sheet.append([None, "Tổng cộng", None, None, "119 khu"])


def test_listing_rows_are_the_same_with_and_without_making_the_cells():
    data = saved(a_list)
    fast = read_document(data, "a.xlsx")
    table = fast.tables[0]
    slow_table = Table(table.locator, tuple(table.cells), table.row_count, table.column_count, table.name)
    slow = Document(fast.content_hash, "a.xlsx", fast.media_type, (slow_table,))
    identity = Identity(CITY, "2023", ReportType.ANNEX, None, 1.0)
    readings = [read_tables(each, identity, UnitRegistry.load()) for each in (fast, slow)]
    assert len(readings[0].listings) > 90
    assert readings[0].listings == readings[1].listings
    assert readings[0].notes == readings[1].notes
    assert readings[0].figures == readings[1].figures
    assert readings[0].consumed_locators == readings[1].consumed_locators
