"""Dates, document numbers, names and the like: numbers of a sentence that are no statistic."""

from __future__ import annotations

import pytest

from sources.language.folding import fold
from sources.language.numbers import number_tokens


def read(text):
    return number_tokens(text, fold(text))


def kinds(text):
    return [(token.raw, token.kind) for token in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 12/3/2023",
        "12/3/2023",
        "12.3.2023",
        "12-3-2023",
        "ngày 05 tháng 12 năm 2023",
        "ngày 05 tháng 12",
        "ngày 14/11",
        "tháng 11/2023",
        "tháng 11 năm 2023",
        "tháng 6",
        "quý III năm 2023",
        "quý III/2023",
        "quý 3/2023",
        "quý 2",
        "6 tháng đầu năm 2023",
        "06 tháng đầu năm",
        "9 tháng năm 2023",
        "năm 2023",
    ],
)
def test_a_date_is_one_number_that_counts_nothing(text):
    assert kinds(text) == [(text, "date")]


@pytest.mark.parametrize(
    "text", ["giai đoạn 2021-2025", "giai đoạn 2021 – 2025", "nhiệm kỳ 2020-2025", "từ 2021 đến 2025"]
)
def test_a_span_of_years_is_two_dates(text):
    assert [kind for _, kind in kinds(text)] == ["date", "date"]


@pytest.mark.parametrize("text", ["Ngày hội (19/8)", "đường 3/2", "phố 19/5", "dịp 30/4", "lễ 2/9"])
def test_a_day_and_month_is_no_ratio(text):
    assert [kind for _, kind in kinds(text)] == ["date"]


def test_the_first_and_the_last_day_of_a_period_are_dates():
    assert [kind for _, kind in kinds("Từ ngày 15/12/2022 đến 14/12/2023")] == ["date", "date"]
    assert [kind for _, kind in kinds("Từ 15/12 đến hết 14/11")] == ["date", "date"]


def test_a_year_that_is_counted_is_a_number():
    assert kinds("tuyên truyền cho 2023 người") == [("2023", "plain")]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 05-NQ/TU",
        "Kế hoạch số 123/KH-UBND",
        "Kế hoạch 123/KH-UBND",
        "Thông tư 124/2021/TT-BCA",
        "Thông tư số 124/2021/TT-BCA",
        "Quyết định số 521/QĐ-TTg",
        "Nghị định 09/2019/NĐ-CP",
        "Quyết định 510/QĐ-BCA-V05",
        "Số: 12/BC-UBND",
        "Kế hoạch số 15a/KH-BCĐ",
    ],
)
def test_a_document_number_is_one_number_that_counts_nothing(text):
    assert [kind for _, kind in kinds(text)] == ["document"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Chỉ thị 06", 1),
        ("Đề án 06", 1),
        ("BCĐ 138", 1),
        ("khoản 4 Điều 4", 2),
        ("điểm a khoản 2 Điều 13", 2),
        ("Điều 134, 135 của luật", 2),
        ("tổ 26, phường Thọ Xương", 1),
        ("tổ dân phố số 4, 5, 6 phường Thọ Xương", 3),
        ("tổ dân phố 4, 5 và 6", 3),
        ("thôn 3", 1),
        ("khu phố 2", 1),
        ("bản Nậm Loỏng 1", 1),
        ("bản X 1", 1),
        ("trường THCS Lê Lợi 2", 1),
        ("quốc lộ 37", 1),
        ("quốc lộ 31, 37", 2),
        ("cấp độ 3", 1),
        ("đối tượng loại 1", 1),
        ("kỳ họp thứ 7", 1),
        ("lần thứ 2", 1),
    ],
)
def test_a_number_that_names_its_noun_counts_nothing(text, count):
    assert [kind for _, kind in kinds(text)] == ["label"] * count


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("nam giới, 35 tuổi", "age"),
        ("điện thoại 0912345678", "phone"),
        ("điện thoại 0912 345 678", "phone"),
        ("điện thoại 0912.345.678", "phone"),
        ("biển số 29A-123.45", "plate"),
        ("biển kiểm soát 98B1-234.56", "plate"),
        ("sinh năm 1985", "birth"),
        ("trực 24/24 giờ", "time"),
        ("trực 24/24", "time"),
        ("trực 24/7", "time"),
        ("lúc 14 giờ 30", "time"),
        ("dịch Covid-19", "code"),
        ("súng K54", "code"),
        ("hồ sơ 15C", "code"),
        ("thời hạn 15 ngày", "duration"),
        ("xe 02 bánh", "description"),
        ("mô hình “3 không”", "name"),
        ("2.1. Kết quả đạt được", "enumerator"),
        ("1) Công tác tuyên truyền", "enumerator"),
    ],
)
def test_a_number_that_is_no_statistic_says_why(text, kind):
    assert [found for _, found in kinds(text)] == [kind]


def test_a_row_of_bracketed_numbers_enumerates():
    found = kinds("Kết quả: (1) Tuyên truyền 20 buổi; (2) Vận động 30 hộ.")
    assert found == [("1", "enumerator"), ("20", "plain"), ("2", "enumerator"), ("30", "plain")]


def test_a_count_in_brackets_does_not_enumerate():
    assert kinds("khởi tố (12) vụ, (15) bị can")[0][1] == "plain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BCĐ 138 huyện họp 02 lần", [("138", "label"), ("02", "plain")]),
        ("tại km 1.732 đường Hồ Chí Minh", [("1.732", "label")]),
        ("người ở lứa tuổi từ 15 đến 27", [("tuổi từ 15 đến 27", "age")]),
        ("ra QĐ 07; bắt 05 đối tượng", [("07", "plain"), ("05", "plain")]),
        ("theo QĐ 07 của UBND", [("07", "label")]),
        ("giải quyết 61/tổng số 70 tin", [("61", "ratio"), ("70", "ratio")]),
        ("thu nhận 410 hồ sơ CCCD/500 hồ sơ chỉ tiêu", [("410", "ratio"), ("500", "ratio")]),
        ("số 61/BC-UBND", [("số 61/BC-UBND", "document")]),
        ("đã làm rõ cả hai vụ", [("hai", "plain")]),
    ],
)
def test_a_number_that_names_is_told_from_one_that_counts(text, expected):
    assert kinds(text) == expected
