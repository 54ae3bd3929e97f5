"""Where a table goes on after a blank row and where a new one begins; what only looks like a header."""

from __future__ import annotations

from schemas.vocabulary import FigureStatus, Rating, UnitKind


def mapped(reading):
    return {figure.locator: figure for figure in reading.figures if figure.status is FigureStatus.MAPPED}


def test_a_group_heading_after_a_blank_row_is_no_header(read_sheet):
    reading = read_sheet(
        [
            ["SỐ LIỆU VỀ AN NINH, TRẬT TỰ NĂM 2023"],
            ["STT", "Chỉ tiêu", "ĐVT", "Cùng kỳ năm trước", "Thực hiện"],
            ["I", "Tội phạm về ma túy"],
            [1, "Số vụ", "vụ", 9, 10],
            [],
            ["II", "Tố giác, tin báo về tội phạm"],
            [1, "Tiếp nhận", "tin", "-", 3],
            [2, "Số tin đã giải quyết", "tin", 332, 2],
        ]
    )
    figures = mapped(reading)
    before, now = figures["Sheet1!D8"], figures["Sheet1!E8"]
    assert (before.indicator_code, before.period_code, before.value) == ("tip.resolved", "2022", 332)
    assert (now.indicator_code, now.period_code, now.value) == ("tip.resolved", "2023", 2)


def test_a_dash_or_khong_is_a_value_and_no_heading(read_sheet):
    reading = read_sheet(
        [
            ["PHÒNG, CHỐNG MA TÚY NĂM 2023"],
            ["Chỉ tiêu", "ĐVT", "Năm 2022", "Năm 2023", "Tăng, giảm"],
            ["Số vụ ma túy", "vụ", 4, 6, 2],
            [],
            ["Số người nghiện ma túy", "người", "không", "-", "không"],
            ["Heroin thu giữ (gam)", "gam", 12.5, 3.5, -9],
        ]
    )
    figures = mapped(reading)
    assert (figures["Sheet1!C5"].value, figures["Sheet1!C5"].period_code) == (0, "2022")
    assert (figures["Sheet1!D5"].value, figures["Sheet1!D5"].period_code) == (0, "2023")
    assert figures["Sheet1!C6"].period_code == "2022"


def test_a_list_of_outcomes_in_words_goes_on_after_a_blank_row(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO KHU DÂN CƯ NĂM 2023"],
            ["Khu dân cư", "Thuộc xã, phường", "Xếp loại"],
            ["Tổ dân phố 1", "Phường Đoàn Kết", "Khá"],
            ["Tổ dân phố 2", "Phường Đoàn Kết", "Khá"],
            [],
            ["Bản Nậm Loỏng 1", "Phường Quyết Thắng", "Xuất sắc"],
        ]
    )
    assert [row.rating for row in reading.listings] == [Rating.GOOD, Rating.GOOD, Rating.EXCELLENT]


def test_a_table_of_other_columns_after_a_blank_row_is_a_table_of_its_own(read_sheet):
    reading = read_sheet(
        [
            ["CHÁY, NỔ NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Số người chết"],
            [1, "Phường Tân Phong", 1, 2],
            [2, "Xã San Thàng", 0, 3],
            [],
            ["Ngày trực", "Ca", "Số quân", "Số xe"],
            ["Thứ hai", "Sáng", 12, 3],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!D4"].indicator_code == "fire.deaths"
    assert not {"Sheet1!C7", "Sheet1!D7"} & figures.keys()


def test_columns_of_numbers_that_say_nothing_are_not_taken_for_this_period(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["Chỉ tiêu", "ĐVT", "(3)", "(4)"],
            ["Số vụ TNGT", "vụ", 14, 12],
            ["Số người chết do TNGT", "người", 3, 2],
        ]
    )
    assert not mapped(reading)


def test_a_commune_named_like_a_kind_of_unit_is_that_commune(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO KHU DÂN CƯ NĂM 2023"],
            ["STT", "Đơn vị", "Tổng số", "Xuất sắc", "Khá"],
            [1, "Lăng", 9, 5, 4],
            [2, "Xã Tr'Hy", 8, 6, 2],
        ],
        unit_id="2004-504",
    )
    figure = mapped(reading)["Sheet1!C3"]
    assert (figure.unit_id, figure.unit_kind) == ("2004-20449", UnitKind.RESIDENTIAL_AREA)


def test_a_title_that_begins_with_so_lieu_is_no_letterhead(read_sheet):
    reading = read_sheet(
        [
            ["SỐ LIỆU TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Chết"],
            [1, "Phường Tân Phong", 3, 1],
            [2, "Xã San Thàng", 2, 0],
        ]
    )
    assert mapped(reading)["Sheet1!D3"].indicator_code == "traffic.deaths"


def test_a_year_and_a_dash_under_a_repeated_header_are_a_row_and_no_header(read_sheet):
    reading = read_sheet(
        [
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["STT", "Đơn vị", "Năm", "Số vụ"],
            [1, "Phường Tân Phong", 2022, 4],
            ["STT", "Đơn vị", "Năm", "Số vụ"],
            [None, None, 2023, "..."],
            [2, "Xã San Thàng", 2022, "-"],
            [None, None, 2023, 3],
        ]
    )
    figures = mapped(reading)
    assert (figures["Sheet1!D6"].period_code, figures["Sheet1!D6"].value) == ("2022", 0)
    assert figures["Sheet1!D7"].period_code == "2023"


def test_a_title_after_a_blank_row_begins_a_table_whatever_its_header(read_sheet):
    reading = read_sheet(
        [
            ["CHÁY, NỔ NĂM 2023"],
            ["STT", "Đơn vị", "Số vụ", "Số người chết"],
            [1, "Phường Tân Phong", 1, 0],
            [2, "Xã San Thàng", 0, 0],
            [],
            ["TAI NẠN GIAO THÔNG NĂM 2023"],
            ["Xã - phường", "Tai nạn giao thông"],
            [None, "Số vụ", "Bị thương"],
            ["Xã San Thàng", 4, 7],
            ["Phường Tân Phong", 2, 1],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!C9"].indicator_code == "traffic.injured"
    assert (figures["Sheet1!B9"].indicator_code, figures["Sheet1!B9"].unit_id) == (
        "traffic.accidents",
        "2004-03409",
    )
