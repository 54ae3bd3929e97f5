"""Numbers that count something, as clerks write them: value, unit and decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sources.language.folding import fold
from sources.language.numbers import number_tokens, parse_number


def read(text):
    return number_tokens(text, fold(text))


def values(text):
    """The statistical numbers as (raw, value, unit)."""
    return [(token.raw, token.value, token.unit) for token in read(text) if token.kind in ("plain", "ratio")]


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit", "decimals"),
    [
        ("phạt 2.400.180.000đ", "2.400.180.000", "2400180000", "đồng", 0),
        ("phạt 2.400.180.000 đồng", "2.400.180.000", "2400180000", "đồng", 0),
        ("thiệt hại 265,9 tỷ đồng", "265,9", "265900000000", "đồng", 1),
        ("thiệt hại 265,9 tỉ đồng", "265,9", "265900000000", "đồng", 1),
        ("trị giá khoảng 43,4 triệu", "43,4", "43400000", "đồng", 1),
        ("trị giá 1,8 triệu đồng", "1,8", "1800000", "đồng", 1),
        ("trị giá 500 nghìn đồng", "500", "500000", "đồng", 0),
        ("phạt tiền 7.000.000", "7.000.000", "7000000", "đồng", 0),
        ("nộp 1 500 000 đồng", "1 500 000", "1500000", "đồng", 0),
        ("thu 790,97g heroin", "790,97", "790.97", "g", 2),
        ("thu 3,5kg thuốc nổ", "3,5", "3500", "g", 1),
        ("thu 0,35 tấn cam", "0,35", "350000", "g", 2),
        ("thu 250 mg ketamine", "250", "0.25", "g", 0),
        ("xảy ra 02 vụ", "02", "2", "vụ", 0),
        ("xảy ra 28vụ", "28", "28", "vụ", 0),
        ("bắt 1.500 đối tượng", "1.500", "1500", "đối tượng", 0),
        ("có 1,500 người dự", "1,500", "1500", "người", 0),
        ("trên 1 nghìn vụ", "1", "1000", "vụ", 0),
        ("gần 96%", "96", "96", "%", 0),
        ("đạt 12,50 %", "12,50", "12.50", "%", 2),
        ("đạt 89.29%", "89.29", "89.29", "%", 2),
        ("hơn 200 mắt camera", "200", "200", "mắt", 0),
        ("có 12.345 lượt người tham gia", "12.345", "12345", "người", 0),
        ("cấp 15 hồ sơ", "15", "15", "hồ sơ", 0),
        ("(-5 vụ)", "5", "5", "vụ", 0),
    ],
)
def test_a_number_is_read_as_it_is_written(text, raw, value, unit, decimals):
    (token,) = read(text)
    assert (token.raw, token.value, token.unit, token.decimals) == (raw, Decimal(value), unit, decimals)


def test_a_sum_of_money_in_two_magnitudes_is_one_number():
    assert values("phạt 02 tỷ 400 triệu đồng") == [("02 tỷ 400 triệu", Decimal(2_400_000_000), "đồng")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("làm rõ 05/28 vụ", [("05", 5), ("28", 28)]),
        ("đạt 54/72 khu dân cư", [("54", 54), ("72", 72)]),
        ("làm rõ 40 vụ/45 vụ", [("40", 40), ("45", 45)]),
        ("làm rõ 40 vụ trên tổng số 45 vụ", [("40", 40), ("45", 45)]),
        ("làm rõ 1.040 / 1.245 vụ", [("1.040", 1040), ("1.245", 1245)]),
    ],
)
def test_a_part_of_a_whole_is_two_numbers_of_one_unit(text, expected):
    part, whole = read(text)
    assert [(part.raw, part.value), (whole.raw, whole.value)] == expected
    assert part.kind == whole.kind == "ratio"
    assert part.unit == whole.unit != ""
    assert (part.is_whole, whole.is_whole) == (False, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("giảm 20% - 30%", [(20, "%"), (30, "%")]),
        ("giảm 20 - 30%", [(20, "%"), (30, "%")]),
        ("từ 5 - 10 người", [(5, "người"), (10, "người")]),
        ("từ 10 đến 15 vụ", [(10, "vụ"), (15, "vụ")]),
        ("từ 2 - 3 tỷ đồng", [(2 * 10**9, "đồng"), (3 * 10**9, "đồng")]),
        ("phạt từ 500 - 920trđ", [(500 * 10**6, "đồng"), (920 * 10**6, "đồng")]),
        ("thu giữ 2 - 3 kg", [(2000, "g"), (3000, "g")]),
        ("từ 02 đến ba vụ", [(2, "vụ"), (3, "vụ")]),
        ("từ 1 đến 2 tỷ 400 triệu đồng", [(1, ""), (2400 * 10**6, "đồng")]),
    ],
)
def test_a_range_is_two_numbers_of_one_unit(text, expected):
    lower, upper = values(text)
    assert [(lower[1], lower[2]), (upper[1], upper[2])] == expected


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("xảy ra hai vụ", "hai", 2),
        ("có một trăm người", "một trăm", 100),
        ("bắt mười hai đối tượng", "mười hai", 12),
        ("khen thưởng ba tập thể", "ba", 3),
        ("xảy ra năm vụ", "năm", 5),
    ],
)
def test_a_number_word_counts_before_a_unit_of_measure(text, raw, value):
    assert [(found, number) for found, number, _ in values(text)] == [(raw, value)]


@pytest.mark.parametrize(
    "text",
    [
        "một số vụ việc phức tạp",
        "trong năm người dân đã giao nộp vũ khí",
        "những năm người dân di cư",
        "lần thứ hai vụ việc được báo",
        "mỗi một vụ đều được điều tra",
        "hai bên thống nhất",
        "một trong những nguyên nhân",
        "vụ việc thứ ba",
    ],
)
def test_a_number_word_elsewhere_counts_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 tổ dân phố", "khu dân cư"),
        ("7 bản", "khu dân cư"),
        ("03 xã, thị trấn", "xã"),
        ("12 khu dân cư số đăng ký", "khu dân cư"),
        ("đối tượng 12", ""),
    ],
)
def test_a_number_before_its_noun_counts_it(text, unit):
    ((_, _, found),) = values(text)
    assert found == unit


def test_a_clause_with_names_and_counts_keeps_them_apart():
    text = "Tổ 26 và bản Hua Nà 2 xảy ra 02 vụ, ngày 12/3/2023 bắt 03 đối tượng theo khoản 4 Điều 251."
    assert [raw for raw, _, _ in values(text)] == ["02", "03"]


@pytest.mark.parametrize(
    ("text", "signs"),
    [("(-5 vụ, -10%)", [-1, -1]), ("(+3 vụ)", [1]), ("tăng 3 vụ", [0]), ("20-30 vụ", [0, 0])],
)
def test_a_sign_is_read_only_where_it_is_one(text, signs):
    assert [token.sign for token in read(text)] == signs


@pytest.mark.parametrize(
    ("raw", "is_counted", "value", "decimals"),
    [
        ("2.400.180.000", False, "2400180000", 0),
        ("1.234,56", False, "1234.56", 2),
        ("790,97", False, "790.97", 2),
        ("1,500", True, "1500", 0),
        ("1,500", False, "1.500", 3),
        ("1.500", False, "1500", 0),
        ("0,5", False, "0.5", 1),
        ("96.5", False, "96.5", 1),
        ("02", True, "2", 0),
        ("3 000 000", False, "3000000", 0),
    ],
)
def test_dots_group_thousands_and_commas_start_decimals(raw, is_counted, value, decimals):
    assert parse_number(raw, is_counted) == (Decimal(value), decimals)
