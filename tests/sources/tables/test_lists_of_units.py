"""Per-unit lists: marks, words, scores, group rows, names of residential areas and organisations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemas.vocabulary import FigureStatus, Rating, Role, UnitKind

RATING_TITLE = ["DANH SÁCH PHÂN LOẠI PHONG TRÀO TOÀN DÂN BẢO VỆ ANTQ NĂM 2023"]


def test_marks_under_the_classes_rate_each_unit_under_its_commune(read_sheet):
    reading = read_sheet(
        [
            RATING_TITLE,
            ["TT", "Tên khu dân cư", "Điểm", "Xuất sắc", "Khá", "Trung bình", "Yếu", "Ghi chú"],
            ["I", "Phường Tân Phong"],
            [1, "Tổ dân phố số 1", 95, "x", None, None, None, None],
            [2, "Tổ dân phố số 02", "88,5", None, "x", None, None, None],
            ["II", "Xã San Thàng"],
            [1, "Bản Lùng Than", 70, None, None, "X", None, None],
            [None, "Tổng cộng", None, 1, 1, 1, 0],
        ]
    )
    assert [row.unit_id for row in reading.listings] == [
        "2004-03387/residential_area/to-dan-pho-1",
        "2004-03387/residential_area/to-dan-pho-2",
        "2004-03409/residential_area/ban-lung-than",
    ]
    assert [row.rating for row in reading.listings] == [Rating.EXCELLENT, Rating.GOOD, Rating.AVERAGE]
    assert reading.listings[1].score == Decimal("88.5")
    total = {f.indicator_code: f for f in reading.figures if f.status is FigureStatus.MAPPED}
    assert total["rating.excellent"].unit_kind is UnitKind.RESIDENTIAL_AREA
    assert total["rating.excellent"].unit_id == "2004-105"


def test_groups_and_prefixes_tell_the_kind_of_each_organisation(read_sheet):
    reading = read_sheet(
        [
            RATING_TITLE,
            ["STT", "Tên đơn vị", "Xếp loại", "Ghi chú"],
            ["A", "Khối cơ quan"],
            [1, "Phòng Nội vụ", "XS", None],
            [2, "Công an phường Tân Phong", "Khá", None],
            ["B", "Khối doanh nghiệp"],
            [1, "Công ty TNHH Ánh Dương", "Xuất sắc", None],
            ["C", "Các trường học"],
            [1, "Trường THCS Hoa Ban", "khá", None],
        ]
    )
    kinds = {row.name: row.unit_kind for row in reading.listings}
    assert kinds["Phòng Nội vụ"] is UnitKind.AGENCY
    assert kinds["Công an phường Tân Phong"] is UnitKind.AGENCY
    assert kinds["Công ty TNHH Ánh Dương"] is UnitKind.ENTERPRISE
    assert kinds["Trường THCS Hoa Ban"] is UnitKind.SCHOOL
    assert reading.listings[0].unit_id == "2004-12/agency/phong-noi-vu"


def test_the_commune_may_stand_in_its_own_column_in_brackets_or_after_a_dash(read_sheet):
    header = ["STT", "Khu dân cư", "Thuộc xã, phường", "Xếp loại"]
    column = read_sheet(
        [RATING_TITLE, header, [1, "Tổ 1", "P. Tân Phong", "Khá"], [2, "Bản 2", "Xã San Thàng", "Khá"]]
    )
    names = ["STT", "Tên khu dân cư", "Xếp loại"]
    inside = read_sheet(
        [RATING_TITLE, names, [1, "Tổ 1 (P. Tân Phong)", "Khá"], [2, "Bản 2 - Xã San Thàng", "Khá"]]
    )
    expected = ["2004-03387/residential_area/to-1", "2004-03409/residential_area/ban-2"]
    assert [row.unit_id for row in column.listings] == expected
    assert [row.unit_id for row in inside.listings] == expected


def test_a_residential_area_without_its_commune_has_no_identity(read_sheet):
    reading = read_sheet(
        [RATING_TITLE, ["STT", "Tên khu dân cư", "Xếp loại"], [1, "Tổ 1", "Khá"], [2, "Tổ 2", "Khá"]]
    )
    assert [row.unit_id for row in reading.listings] == [None, None]
    assert all(row.confidence < 0.5 for row in reading.listings)


def test_safety_marks_tell_registered_and_recognised(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ XÉT AN TOÀN VỀ ANTT NĂM 2023"],
            ["STT", "Cơ quan", "Đăng ký", "Đạt", "Không đạt", "Lý do không đạt"],
            [1, "Phòng Nội vụ", "x", "x", None, None],
            [2, "Bệnh viện thành phố", "x", None, "x", "Vi phạm điểm h khoản 3 Điều 6"],
        ]
    )
    first, second = reading.listings
    assert (first.registered, first.recognised) == (True, True)
    assert (second.registered, second.recognised) == (True, False)
    assert second.note.startswith("Vi phạm")


def test_names_and_phone_numbers_of_persons_are_never_quoted(read_sheet):
    reading = read_sheet(
        [
            RATING_TITLE,
            ["STT", "Tên đơn vị", "Họ và tên người đứng đầu", "Số điện thoại", "Xếp loại"],
            [1, "Phòng Nội vụ", "Nguyễn Văn A", "0912345678", "Khá"],
            [2, "Phòng Tư pháp", "Trần Thị B", "0987654321", "Khá"],
        ]
    )
    quotes = " ".join(figure.quote + figure.raw for figure in reading.figures)
    assert "Nguyễn" not in quotes
    assert "0912345678" not in quotes
    assert "Sheet1!D3" in reading.consumed_locators


def test_a_date_that_excel_made_of_a_fraction_is_recovered_and_reported(read_sheet):
    reading = read_sheet(
        [
            ["KẾT QUẢ CÔNG NHẬN KHU DÂN CƯ AN TOÀN VỀ ANTT NĂM 2023"],
            ["STT", "Đơn vị", "Đạt"],
            [1, "Phường Tân Phong", "11/13"],
            [2, "Xã San Thàng", date(2023, 12, 5)],
        ],
        formats={"C4": "d-mmm"},
    )
    parts = {f.role: f.value for f in reading.figures if f.locator == "Sheet1!C4"}
    assert parts == {Role.PART: Decimal(5), Role.WHOLE: Decimal(12)}
    assert any("Sheet1!C4" in note for note in reading.notes)


def test_tables_of_text_alone_are_left_to_prose(read_sheet):
    reading = read_sheet(
        [
            ["UBND THÀNH PHỐ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["Số: 12/BC-UBND", "Lai Châu, ngày 14 tháng 12 năm 2023"],
            ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"],
        ]
    )
    assert not reading.figures
    assert not reading.consumed_locators
