"""Tables with indicators in rows: periods, changes or units in columns; kinds and award levels in rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.vocabulary import Direction, FigureStatus, Role, UnitKind
from sources.tables.vocabulary import vocabulary


def mapped(reading):
    return {figure.locator: figure for figure in reading.figures if figure.status is FigureStatus.MAPPED}


@pytest.fixture(scope="module")
def periods(read_sheet):
    return read_sheet(
        [
            ["Biểu tổng hợp số liệu"],
            ["STT", "Chỉ tiêu", "ĐVT", "Kỳ này", "Cùng kỳ", "So sánh", None],
            [None, None, None, None, None, "+/-", "%"],
            ["I", "Tội phạm về TTXH"],
            [1, "Số vụ xảy ra", "vụ", 28, 20, 8, 40],
            [2, "Số vụ điều tra làm rõ", "vụ", 25, 18, 7, "38,9%"],
            [None, "Tỷ lệ khám phá", "%", "89,3", "90,0", None, None],
            ["II", "Tai nạn giao thông"],
            [1, "Số vụ", "vụ", 9, 11, -2, -18.2],
            ["III", "Xử lý vi phạm TTATGT"],
            [1, "Số tiền phạt", "triệu đồng", "2.400,18", "1.900", None, None],
        ],
        merges=["F2:G2"],
    )


def test_rows_take_their_topic_from_the_heading_above_them(periods):
    figures = mapped(periods)
    assert figures["Sheet1!D5"].indicator_code == "crime.cases"
    assert figures["Sheet1!D9"].indicator_code == "traffic.accidents"
    assert figures["Sheet1!D9"].unit_id == "2004-105"


def test_the_previous_column_is_about_the_previous_period(periods):
    previous = mapped(periods)["Sheet1!E5"]
    assert (previous.role, previous.period_code, previous.value) == (Role.PREVIOUS, "2022", Decimal(20))


def test_changes_are_magnitudes_with_a_direction(periods):
    figures = mapped(periods)
    change, percent = figures["Sheet1!F9"], figures["Sheet1!G9"]
    assert (change.role, change.value, change.direction) == (Role.CHANGE, Decimal(2), Direction.DOWN)
    assert (percent.role, percent.direction) == (Role.CHANGE_PERCENT, Direction.DOWN)
    assert figures["Sheet1!G6"].value == Decimal("38.9")


def test_ratios_and_money_come_in_base_units(periods):
    figures = mapped(periods)
    assert (figures["Sheet1!D7"].indicator_code, figures["Sheet1!D7"].value) == (
        "crime.clearance_rate",
        Decimal("89.3"),
    )
    assert figures["Sheet1!D11"].value == Decimal("2400180000")


def test_units_may_stand_in_columns(read_sheet):
    reading = read_sheet(
        [
            ["SỐ LIỆU ANTT THEO XÃ, PHƯỜNG NĂM 2023"],
            ["Chỉ tiêu", "ĐVT", "P. Tân Phong", "Xã San Thàng", "Toàn thành phố"],
            ["Số vụ tai nạn giao thông", "vụ", 3, 2, 5],
            ["Số mắt camera an ninh", "mắt", 30, 20, 50],
        ]
    )
    figures = mapped(reading)
    assert figures["Sheet1!C3"].unit_id == "2004-03387"
    assert figures["Sheet1!E4"].unit_id == "2004-105"
    assert figures["Sheet1!D4"].indicator_code == "camera.installed"


def test_kinds_of_unit_stand_under_groups_of_columns_too(read_sheet):
    reading = read_sheet(
        [
            ["Kết quả theo loại hình đơn vị năm 2023"],
            ["TT", "Loại hình", "An toàn về ANTT", None, "Phân loại phong trào", None, None],
            [None, None, "Đăng ký", "Đạt", "Số xét", "Xuất sắc", "Khá"],
            [1, "Khu dân cư", 66, 63, 66, 44, 22],
            [2, "Cơ sở giáo dục", 11, 11, 11, 7, 4],
        ],
        merges=["C2:D2", "E2:G2"],
    )
    figures = mapped(reading)
    assert [(figures[f"Sheet1!{c}5"].indicator_code, figures[f"Sheet1!{c}5"].unit_kind) for c in "CDF"] == [
        ("safety.registered", UnitKind.SCHOOL),
        ("safety.recognised", UnitKind.SCHOOL),
        ("rating.excellent", UnitKind.SCHOOL),
    ]


def test_kinds_of_unit_may_stand_in_rows(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ PHÂN LOẠI PHONG TRÀO TOÀN DÂN BẢO VỆ ANTQ NĂM 2023"],
            ["STT", "Loại đơn vị", "Tổng số", "Xuất sắc", "Khá", "Trung bình", "Yếu"],
            [1, "Khu dân cư", 72, 56, 14, 2, 0],
            [2, "Cơ quan", 60, 22, 37, 1, 0],
            [3, "Doanh nghiệp", 5, 1, 4, 0, 0],
        ]
    )
    figures = mapped(reading)
    assert (figures["Sheet1!D3"].indicator_code, figures["Sheet1!D3"].unit_kind) == (
        "rating.excellent",
        UnitKind.RESIDENTIAL_AREA,
    )
    assert figures["Sheet1!C4"].unit_kind is UnitKind.AGENCY
    assert figures["Sheet1!C4"].unit_id == "2004-105"
    assert not reading.listings


def test_award_levels_in_rows_become_the_category(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ KHEN THƯỞNG NĂM 2023"],
            ["STT", "Cấp khen", "Tập thể", "Cá nhân"],
            [1, "Chủ tịch UBND tỉnh", 3, 4],
            [2, "Giám đốc Công an tỉnh", 5, 8],
            [None, "Tổng cộng", 8, 12],
        ]
    )
    figures = mapped(reading)
    assert (figures["Sheet1!C3"].indicator_code, figures["Sheet1!C3"].category) == (
        "award.collectives",
        "province",
    )
    assert figures["Sheet1!D4"].category == "police_province"
    assert figures["Sheet1!C5"].category is None


def test_every_indicator_of_the_catalogue_is_found_by_its_own_label():
    words = vocabulary()
    lost = [
        code
        for code, indicator in words.catalogue.items()
        if words.indicators.meaning(words.speller.spell(indicator.label_vi)) != code
    ]
    assert not lost
