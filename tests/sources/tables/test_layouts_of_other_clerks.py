"""Layouts in which a number's period, unit or indicator is told in a place of its own."""

from __future__ import annotations

import pytest

from schemas.vocabulary import FigureStatus, Role, UnitKind

CITY, TAN_PHONG, SAN_THANG = "2004-105", "2004-03387", "2004-03409"


def mapped(reading):
    return {figure.locator: figure for figure in reading.figures if figure.status is FigureStatus.MAPPED}


def test_a_column_of_years_gives_each_row_its_period_and_the_name_above_it(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Năm", "Số vụ", "Số người chết"],
            [1, "Phường Tân Phong", 2022, 4, 1],
            [None, None, 2023, 3, 0],
            [2, "Xã San Thàng", 2022, 1, "-"],
            [None, None, 2023, 2, 1],
        ]
    )
    figures = mapped(reading)
    before, now = figures["Sheet1!D3"], figures["Sheet1!D4"]
    assert (before.unit_id, before.period_code, before.role) == (TAN_PHONG, "2022", Role.PREVIOUS)
    assert (now.unit_id, now.period_code, now.role) == (TAN_PHONG, "2023", Role.COUNT)
    assert (figures["Sheet1!E5"].value, figures["Sheet1!E5"].unit_id) == (0, SAN_THANG)


def test_a_row_for_each_unit_and_indicator(read_sheet):
    reading = read_sheet(
        [
            ["SỐ LIỆU VỀ AN NINH, TRẬT TỰ NĂM 2023"],
            ["Đơn vị", "Nội dung", "ĐVT", "Số liệu"],
            ["Phường Tân Phong", "Số vụ cháy", "vụ", 2],
            [None, "Số vụ TNGT", "vụ", 5],
            ["Xã San Thàng", "Số vụ cháy", "vụ", 0],
            [None, "Số vụ TNGT", "vụ", 1],
        ]
    )
    figures = mapped(reading)
    accidents = figures["Sheet1!D4"]
    assert (accidents.indicator_code, accidents.unit_id) == ("traffic.accidents", TAN_PHONG)
    assert figures["Sheet1!D5"].unit_id == SAN_THANG


@pytest.mark.parametrize("line", ["Đơn vị: Xã San Thàng", "(Xã San Thàng)", "ĐỊA BÀN: XÃ SAN THÀNG"])
def test_a_sheet_of_one_commune_holds_that_communes_figures(read_sheet, line):
    reading = read_sheet(
        [
            ["SỐ LIỆU VỀ AN NINH, TRẬT TỰ NĂM 2023"],
            [line],
            ["STT", "Nội dung", "ĐVT", "Số liệu"],
            [1, "Số vụ cháy", "vụ", 2],
            [2, "Số vụ TNGT", "vụ", 5],
        ]
    )
    assert {figure.unit_id for figure in mapped(reading).values()} == {SAN_THANG}


def test_the_sheets_own_name_tells_where_its_residential_areas_lie(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO KHU DÂN CƯ NĂM 2023"],
            ["STT", "Khu dân cư", "Xếp loại"],
            [1, "Bản Mới", "Khá"],
            [2, "Thôn Xéo", "Xuất sắc"],
        ],
        sheet="Xã San Thàng",
    )
    assert {row.parent_id for row in reading.listings} == {SAN_THANG}


def test_subtotals_of_parts_are_nobodys_figures(read_sheet):
    reading = read_sheet(
        [
            ["CHÁY, NỔ NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ"],
            [1, "Phường Tân Phong", 1],
            [2, "Phường Đoàn Kết", 2],
            [None, "Cộng", 3],
            [1, "Xã San Thàng", 4],
            [None, "Tiểu cộng", 4],
            [None, "Tổng cộng", 7],
        ]
    )
    figures = mapped(reading)
    assert not {"Sheet1!C5", "Sheet1!C7"} & figures.keys()
    assert (figures["Sheet1!C8"].unit_id, figures["Sheet1!C8"].value) == (CITY, 7)


def test_periods_over_the_indicators_and_a_change_beside_them(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["Đơn vị", "TH năm trước", None, "KQ năm 2023", None, "SS với CK", None],
            [None, "Số vụ", "Số chết", "Số vụ", "Số chết", "Số vụ", "Tỷ lệ %"],
            ["Phường Tân Phong", 4, 1, 3, 0, -1, -25],
            ["Xã San Thàng", 2, 0, 2, 1, 0, 0],
        ],
        merges=["B2:C2", "D2:E2", "F2:G2", "A2:A3"],
    )
    figures = mapped(reading)
    assert (figures["Sheet1!B4"].period_code, figures["Sheet1!D4"].period_code) == ("2022", "2023")
    assert figures["Sheet1!F4"].role is Role.CHANGE
    assert "Sheet1!G4" not in figures or figures["Sheet1!G4"].role is Role.CHANGE_PERCENT


def test_a_change_told_in_words_is_a_change_and_never_a_count(read_sheet):
    reading = read_sheet(
        [
            ["SỐ LIỆU NĂM 2023"],
            ["Nội dung", "Cùng kỳ", "Kỳ này", "Chênh lệch"],
            ["Số vụ TNGT", 4, 3, "Giảm 1"],
            ["Số vụ cháy", 2, "Tăng 2", "↑2"],
        ]
    )
    figures = mapped(reading)
    fall = figures["Sheet1!D3"]
    assert (fall.role, fall.value, str(fall.direction)) == (Role.CHANGE, 1, "down")
    assert "Sheet1!C4" not in figures


def test_what_is_counted_in_brackets_tells_people_from_cases(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ ĐẤU TRANH VỚI TỘI PHẠM KINH TẾ NĂM 2023"],
            ["Đơn vị", "Khởi tố (vụ)", "Khởi tố (bị can)"],
            ["Phường Tân Phong", 2, 3],
            ["Xã San Thàng", 1, 1],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!B3"].indicator_code == "economic.cases_prosecuted"
    assert figures["Sheet1!C3"].indicator_code == "economic.accused"


def test_awards_of_a_level_that_is_not_known_stay_unmapped(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ KHEN THƯỞNG NĂM 2023"],
            ["Hình thức khen thưởng", "Tập thể", "Cá nhân"],
            ["Giấy khen của Chủ tịch UBND cấp xã", 4, 9],
            ["Kỷ niệm chương của Hội Nông dân", 1, 2],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!B3"].category == "commune"
    assert "Sheet1!B4" not in figures


def test_a_mark_under_a_class_that_is_not_understood_is_told_and_no_listing(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO KHU DÂN CƯ XÃ SAN THÀNG NĂM 2023"],
            ["STT", "Khu dân cư", "Xuất sắc", "Khá", "Hạng ba"],
            [1, "Bản Mới", "x", None, None],
            [2, "Thôn Xéo", None, None, "x"],
        ]
    )
    assert [row.name for row in reading.listings] == ["Bản Mới"]
    assert any("Thôn Xéo" in note for note in reading.notes)


def test_a_unit_of_measure_headed_don_vi_is_no_unit_name(read_sheet):
    reading = read_sheet(
        [
            ["SỐ LIỆU NĂM 2023"],
            ["STT", "Nội dung", "Đơn vị", "Kết quả"],
            [1, "Số vụ TNGT", "vụ", 4],
            [2, "Số người chết do TNGT", "người", 1],
        ]
    )
    assert {figure.unit_id for figure in mapped(reading).values()} == {CITY}
    assert len(mapped(reading)) == 2


def test_kinds_counted_by_commune_in_a_group_keep_their_kind_in_its_sum(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO NĂM 2023"],
            ["STT", "Tên đơn vị", "Tổng số", "Xuất sắc", "Khá"],
            ["I", "Khu dân cư"],
            [1, "Phường Tân Phong", 12, 10, 2],
            [2, "Xã San Thàng", 9, 8, 1],
            [None, "Cộng", 21, 18, 3],
            ["II", "Cơ quan"],
            [1, "Phường Tân Phong", 3, 2, 1],
            [2, "Xã San Thàng", 2, 2, 0],
            [None, "Cộng", 5, 4, 1],
        ]
    )
    total = mapped(reading)["Sheet1!D6"]
    assert (total.unit_id, total.unit_kind, total.value) == (CITY, UnitKind.RESIDENTIAL_AREA, 18)


def test_listed_units_of_another_year_keep_that_year_and_are_told(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO KHU DÂN CƯ XÃ SAN THÀNG NĂM 2023"],
            ["STT", "Khu dân cư", "Năm", "Xếp loại"],
            [1, "Bản Mới", 2022, "Khá"],
            [None, None, 2023, "Xuất sắc"],
            [2, "Thôn Xéo", 2022, "Khá"],
            [None, None, 2023, "Khá"],
        ]
    )
    assert [(row.name, row.period_code) for row in reading.listings] == [
        ("Bản Mới", "2022"),
        ("Bản Mới", "2023"),
        ("Thôn Xéo", "2022"),
        ("Thôn Xéo", "2023"),
    ]
    assert any("2 đơn vị trong danh sách thuộc kỳ 2022" in note for note in reading.notes)
