"""One table over several sheets, and totals of its parts."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from schemas.figure import Identity
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus, ReportType
from sources.reading import read_document
from sources.tables import TableReading, read_tables

TITLE = ["TÌNH HÌNH TAI NẠN GIAO THÔNG NĂM 2023"]
HEADER = ["STT", "Đơn vị", "Số vụ", "Số người chết"]
FIRST = [[1, "Phường Tân Phong", 3, 1], [2, "Xã San Thàng", 2, 0]]


def read(*sheets: list[list[object]]) -> TableReading:
    book = Workbook()
    for number, rows in enumerate(sheets, start=1):
        page = book.active if number == 1 else book.create_sheet(f"Sheet{number}")
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    identity = Identity("2004-105", "2023", ReportType.ANNEX, None, 1.0)
    return read_tables(read_document(stream.getvalue(), "bieu.xlsx"), identity, UnitRegistry.load())


def mapped(reading: TableReading) -> dict[str, tuple[str | None, str | None]]:
    return {
        figure.locator: (figure.indicator_code, figure.unit_id)
        for figure in reading.figures
        if figure.status is FigureStatus.MAPPED
    }


@pytest.mark.parametrize("header", [[HEADER], []])
def test_a_table_goes_on_on_the_next_sheet_with_or_without_its_header(header):
    more = [[3, "Phường Đoàn Kết", 4, 0], [4, "Xã Sùng Phài", 1, 1], [None, "Tổng cộng", 10, 2]]
    reading = read([TITLE, HEADER, *FIRST], [*header, *more])
    found = mapped(reading)
    row = 1 + len(header)
    assert found[f"Sheet2!C{row}"] == ("traffic.accidents", "2004-03389")
    assert found[f"Sheet2!D{row + 1}"] == ("traffic.deaths", "2004-03403")
    assert any("bảng tiếp theo" in note for note in reading.notes)
    assert not any("cộng các dòng" in note for note in reading.notes)


def test_rows_whose_numbers_do_not_go_on_are_no_part_of_the_table_before():
    reading = read([TITLE, HEADER, *FIRST], [[1, "Phường Đoàn Kết", 4, 0], [2, "Xã Sùng Phài", 1, 1]])
    assert not [locator for locator in mapped(reading) if locator.startswith("Sheet2")]
    assert [f for f in reading.figures if f.locator == "Sheet2!C1" and f.status is FigureStatus.UNMAPPED]


def test_a_sheet_with_a_title_of_its_own_is_a_table_of_its_own():
    reading = read([TITLE, HEADER, *FIRST], [["TÌNH HÌNH CHÁY, NỔ NĂM 2023"], HEADER, *FIRST])
    assert mapped(reading)["Sheet2!C3"][0] == "fire.incidents"


def test_group_rows_and_subtotals_are_checked_each_for_its_own_rows():
    rows = [
        TITLE,
        HEADER,
        ["I", "Các phường", 9, 1],
        [1, "Phường Tân Phong", 3, 1],
        [2, "Phường Đoàn Kết", 4, 0],
        ["II", "Các xã", 3, 1],
        [1, "Xã San Thàng", 2, 0],
        [2, "Xã Sùng Phài", 1, 1],
        [None, "Tổng cộng", 12, 2],
    ]
    notes = read(rows).notes
    assert [note.partition(":")[0] for note in notes] == ["Sheet!C3"]
    assert "ghi 9, cộng các dòng được 7" in notes[0]


def test_a_sum_over_a_part_of_the_area_is_nobodys_figure():
    rows = [
        TITLE,
        HEADER,
        ["I", "Các phường", 3, 1],
        FIRST[0],
        ["II", "Các xã", 2, 0],
        [1, "Xã San Thàng", 2, 0],
    ]
    reading = read(rows)
    reasons = {figure.locator: figure.reason or "" for figure in reading.figures}
    assert "Sheet!C3" not in mapped(reading)
    assert reasons["Sheet!C3"].startswith("sum over a part of the area")
