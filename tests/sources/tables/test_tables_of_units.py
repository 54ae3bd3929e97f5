"""Tables with units in rows: header paths, unit names, totals; written with openpyxl and read as received."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.vocabulary import FigureStatus, Role, UnitKind

CITY, YEAR = "2004-105", "2023"
SAFE = "KẾT QUẢ XÉT CÔNG NHẬN KHU DÂN CƯ AN TOÀN VỀ ANTT NĂM 2023"


def mapped(reading):
    return {figure.locator: figure for figure in reading.figures if figure.status is FigureStatus.MAPPED}


@pytest.fixture(scope="module")
def crime_table(read_sheet):
    return read_sheet(
        [
            ["BIỂU 2. TÌNH HÌNH TRẬT TỰ XÃ HỘI, TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Phạm tội về TTXH", None, None, "Tai nạn giao thông", None, None, "Ghi chú"],
            [None, None, "Số vụ", "Khám phá", "Tỷ lệ (%)", "Số vụ", "Số người chết", "Bị thương", None],
            [1, 2, 3, 4, 5, 6, 7, 8, 9],
            [1, "Phường Quyết Tiến", 5, 4, 80, 2, 1, 1, None],
            [2, "P. Đoàn Kết", 7, 7, 100, 1, "-", "…", None],
            [3, "X. Sùng Phài", "7", 7, "100%", 1, "không", "2 người", "Xảy ra 02 vụ trộm cắp"],
            [None, "Tổng cộng", 19, 18, 94.7, 5, 1, 3, None],
            [],
            [None, "Người lập biểu", None, None, None, None, "TM. BAN CHỈ ĐẠO"],
        ],
        merges=["A1:I1", "C2:E2", "F2:H2", "A2:A3", "B2:B3", "I2:I3"],
    )


def test_upper_header_levels_give_the_lower_ones_their_meaning(crime_table):
    figures = mapped(crime_table)
    assert figures["Sheet1!C5"].indicator_code == "crime.cases"
    assert figures["Sheet1!F5"].indicator_code == "traffic.accidents"
    assert figures["Sheet1!G5"].indicator_code == "traffic.deaths"
    assert figures["Sheet1!H5"].indicator_code == "traffic.injured"


def test_a_bare_share_belongs_to_the_column_before_it(crime_table):
    share = mapped(crime_table)["Sheet1!E5"]
    assert (share.indicator_code, share.role, share.unit) == ("crime.clearance_rate", Role.PERCENT, "%")


def test_unit_names_are_resolved_within_the_senders_area_however_abbreviated(crime_table):
    figures = mapped(crime_table)
    assert figures["Sheet1!C5"].unit_id == "2004-03388"
    assert figures["Sheet1!C6"].unit_id == "2004-03389"
    assert figures["Sheet1!C7"].unit_id == "2004-03403"


def test_the_total_row_is_the_senders_own_figure_and_is_checked_not_summed(crime_table):
    total = mapped(crime_table)["Sheet1!F8"]
    assert (total.unit_id, total.value) == (CITY, Decimal(5))
    assert any("Sheet1!F8" in note and "4" in note for note in crime_table.notes)
    assert not any("Sheet1!C8" in note for note in crime_table.notes)


def test_a_dash_and_khong_are_zero_and_dots_are_missing(crime_table):
    figures = mapped(crime_table)
    assert figures["Sheet1!G6"].value == 0
    assert figures["Sheet1!G7"].value == 0
    assert not [figure for figure in crime_table.figures if figure.locator == "Sheet1!H6"]


def test_every_number_is_exactly_one_figure_and_the_quote_holds_it_at_its_offsets(crime_table):
    for figure in crime_table.figures:
        assert figure.quote[figure.start : figure.end] == figure.raw
    reasons = {figure.locator: figure.reason for figure in crime_table.figures}
    assert reasons["Sheet1!A4"] == "column number"
    assert reasons["Sheet1!A5"] == "serial number"
    locators = [figure.locator for figure in crime_table.figures]
    assert len(locators) == len(set(locators))


def test_free_text_with_numbers_and_lines_outside_the_table_are_left_to_prose(crime_table):
    assert not {"Sheet1!I7", "Sheet1!A1", "Sheet1!B10"} & crime_table.consumed_locators
    assert {"Sheet1!C5", "Sheet1!B5", "Sheet1!A2"} <= crime_table.consumed_locators


def test_counts_per_commune_carry_the_kind_of_unit_that_the_title_tells(read_sheet):
    reading = read_sheet(
        [
            [SAFE],
            ["TT", "Xã, phường", "Tổng số", "Đăng ký", "Đạt", None, "Không đạt"],
            [None, None, None, None, "SL", "%", None],
            [1, "Phường Tân Phong", 12, 12, 11, 0.917, 1],
            [2, "Xã San Thàng", 9, 9, 9, 1, 0],
            [None, "Cộng", 21, 21, 20, 0.952, 1],
        ],
        merges=["E2:F2", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "G2:G3"],
    )
    figures = mapped(reading)
    recognised = figures["Sheet1!E4"]
    assert recognised.indicator_code == "safety.recognised"
    assert recognised.unit_kind is UnitKind.RESIDENTIAL_AREA
    assert recognised.unit_id == "2004-03387"
    assert figures["Sheet1!F4"].value == Decimal("91.7")
    assert figures["Sheet1!F4"].indicator_code == "safety.recognition_rate"
    assert not reading.listings


def test_part_and_whole_in_one_cell_are_two_figures(read_sheet):
    reading = read_sheet(
        [
            [SAFE],
            ["STT", "Đơn vị", "Đạt/đăng ký an toàn về ANTT"],
            [1, "Phường Tân Phong", "11/12"],
            [2, "Xã San Thàng", "9/9"],
            [None, "Tổng cộng", "20/21 (95,2%)"],
        ]
    )
    by_role = {f.role: f for f in reading.figures if f.locator == "Sheet1!C3"}
    assert by_role[Role.PART].value == 11
    assert by_role[Role.WHOLE].value == 12


def test_units_that_are_not_in_the_area_stay_without_a_unit(read_sheet):
    reading = read_sheet(
        [
            ["BIỂU TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Số người chết"],
            [1, "Phường Không Có Thật", 3, 1],
            [2, "Phường Tân Phong", 2, 0],
        ]
    )
    strange = next(f for f in reading.figures if f.locator == "Sheet1!C3")
    assert strange.status is FigureStatus.UNMAPPED
    assert strange.unit_id is None
    assert "unit not resolved" in (strange.reason or "")


def test_headings_that_narrow_a_figure_leave_it_unmapped(read_sheet):
    reading = read_sheet(
        [
            ["TỘI PHẠM VỀ TRẬT TỰ XÃ HỘI NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Trong đó: do người dưới 18 tuổi gây ra"],
            [1, "Phường Tân Phong", 4, 1],
            [2, "Xã San Thàng", 2, 0],
        ]
    )
    assert mapped(reading)["Sheet1!C3"].indicator_code == "crime.cases"
    assert "Sheet1!D3" not in mapped(reading)


def test_money_is_brought_to_dong_and_refused_where_no_unit_is_stated(read_sheet):
    header = ["STT", "Đơn vị", "Số tiền phạt vi phạm giao thông"]
    body = [[1, "Phường Tân Phong", "1.234,5"], [2, "Xã San Thàng", 200]]
    stated = read_sheet([["XỬ LÝ VI PHẠM TTATGT NĂM 2023 (ĐVT: triệu đồng)"], header, *body])
    silent = read_sheet([["XỬ LÝ VI PHẠM TTATGT NĂM 2023"], header, *body])
    assert mapped(stated)["Sheet1!C3"].value == Decimal("1234500000.0")
    assert "Sheet1!C4" not in mapped(silent)


def test_a_title_on_religion_puts_the_whole_table_out_of_scope(read_sheet):
    reading = read_sheet(
        [
            ["TÌNH HÌNH TÔN GIÁO NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Số người"],
            [1, "Phường Tân Phong", 3, 1],
            [2, "Xã San Thàng", 2, 5],
        ]
    )
    numbers = [f for f in reading.figures if f.locator in {"Sheet1!C3", "Sheet1!D4"}]
    assert {f.status for f in numbers} == {FigureStatus.OUT_OF_SCOPE}
    assert all(f.quote == "" and f.value is None for f in numbers)


def test_unaccented_sheets_and_slips_of_the_finger_are_understood(read_sheet):
    reading = read_sheet(
        [
            ["TINH HINH TAI NAN GIAO THONG NAM 2023"],
            ["STT", "Don vi", "So vu", "So nguoi chet", "So nguoi bi thuong"],
            [1, "Phuong Tan Phong", 3, 1, 2],
            [2, "Xa San Thang", 2, 0, 1],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!C3"].indicator_code == "traffic.accidents"
    assert figures["Sheet1!E4"].indicator_code == "traffic.injured"
    assert figures["Sheet1!C3"].unit_id == "2004-03387"


def test_tables_side_by_side_and_one_below_the_other_are_told_apart(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ TNGT", None, "STT", "Đơn vị", "Số vụ cháy"],
            [1, "Phường Tân Phong", 3, None, 1, "Xã San Thàng", 4],
            [2, "Xã San Thàng", 2, None, 2, "Xã Sùng Phài", 5],
            [],
            ["Bảng 2. Cháy, nổ năm 2023"],
            ["STT", "Đơn vị", "Số vụ", "Thiệt hại (triệu đồng)"],
            [1, "Phường Tân Phong", 1, 50],
            [2, "Xã San Thàng", 0, 0],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!C3"].indicator_code == "traffic.accidents"
    assert figures["Sheet1!G3"].indicator_code == "fire.incidents"
    assert figures["Sheet1!G3"].unit_id == "2004-03409"
    assert figures["Sheet1!C8"].indicator_code == "fire.incidents"
    assert figures["Sheet1!D8"].value == Decimal(50_000_000)


def test_a_sender_and_period_that_are_not_known_leave_everything_unmapped(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG"],
            ["STT", "Đơn vị", "Số vụ"],
            [1, "Phường Tân Phong", 3],
            [2, "Xã San Thàng", 2],
        ],
        unit_id=None,
        period_code=None,
    )
    assert not mapped(reading)
    assert len([f for f in reading.figures if f.status is FigureStatus.UNMAPPED]) == 2


def test_kind_groups_over_communes_count_that_kind_in_each_commune(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO NĂM 2023"],
            ["STT", "Tên đơn vị", "Tổng số", "Xuất sắc", None, "Khá", None],
            [None, None, None, "SL", "%", "SL", "%"],
            ["I", "Khu dân cư", 21, 18, 85.7, 3, 14.3],
            [1, "Phường Tân Phong", 12, 10, 83.3, 2, 16.7],
            [2, "Xã San Thàng", 9, 8, 88.9, 1, 11.1],
            ["II", "Cơ quan", 5, 4, 80, 1, 20],
            [1, "Phường Tân Phong", 3, 2, 66.7, 1, 33.3],
            [2, "Xã San Thàng", 2, 2, 100, 0, 0],
            [None, "Tổng cộng", 26, 22, 84.6, 4, 15.4],
        ],
        merges=["D2:E2", "F2:G2", "A2:A3", "B2:B3", "C2:C3"],
    )
    figures = mapped(reading)
    group, commune, total = figures["Sheet1!D4"], figures["Sheet1!D5"], figures["Sheet1!D10"]
    assert (group.unit_id, group.unit_kind) == (CITY, UnitKind.RESIDENTIAL_AREA)
    assert (commune.unit_id, commune.unit_kind) == ("2004-03387", UnitKind.RESIDENTIAL_AREA)
    assert (total.unit_id, total.unit_kind) == (CITY, None)
    assert not reading.notes


def test_rows_of_another_year_are_that_years_figures_and_no_part_of_the_total(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Số người chết"],
            [1, "Phường Tân Phong (2022)", 5, 1],
            [1, "Phường Tân Phong", 3, 1],
            [2, "Xã San Thàng", 2, 0],
            [None, "Tổng cộng", 5, 1],
        ]
    )
    before = mapped(reading)["Sheet1!C3"]
    assert (before.period_code, before.role) == ("2022", Role.PREVIOUS)
    assert not reading.notes
