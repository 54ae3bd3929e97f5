"""Numbers as clerks write them: value, unit, decimals and kind of every number of a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.measures import measure_definitions
from sources.language.folding import fold
from sources.language.numbers import number_tokens, parse_number

STATISTICS = ("plain", "ratio")


def read(text):
    return number_tokens(text, fold(text))


def values(text):
    """The statistical numbers as (raw, value, unit)."""
    return [(token.raw, token.value, token.unit) for token in read(text) if token.kind in STATISTICS]


def kinds(text):
    return [(token.raw, token.kind) for token in read(text)]


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
        ("từ 2 - 3 tỷ đồng", None),
    ],
)
def test_a_range_is_two_numbers_of_one_unit(text, expected):
    lower, upper = values(text)
    if expected is not None:
        assert [(lower[1], lower[2]), (upper[1], upper[2])] == expected
    assert lower[2] == upper[2] or not lower[2]


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
    assert values("tuyên truyền cho 2023 người") == [("2023", 2023, "người")]


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


def written(whole, fraction, is_grouped):
    """A number in Vietnamese notation."""
    text = f"{whole:,}".replace(",", ".") if is_grouped else f"{whole:02d}"
    return f"{text},{fraction}" if fraction else text


# "12 giờ phát sóng" reads as a time of day.
NOUNS = [
    (noun, definition)
    for definition in measure_definitions()
    for noun in definition.nouns
    if not noun.startswith("giờ")
]
WHOLE = st.one_of(st.integers(0, 99), st.integers(0, 999_999), st.integers(0, 10**12))
FRACTION = st.one_of(st.just(""), st.from_regex(r"[0-9]{1,2}", fullmatch=True))


@settings(max_examples=600)
@given(
    st.sampled_from(NOUNS),
    WHOLE,
    FRACTION,
    st.booleans(),
    st.sampled_from(["Đã có {} {}.", "Kết quả, {} {};", "được {} {}, tăng", "({} {})"]),
)
def test_any_number_in_any_unit_reads_back_exactly(named, whole, fraction, is_grouped, frame):
    noun, definition = named
    fraction = "" if definition.is_counted else fraction
    raw = written(whole, fraction, is_grouped)
    text = frame.format(raw, noun)
    end = text.index(raw) + len(raw)  # the unit's own digit ("m3") is not asked about
    (token,) = [token for token in read(text) if token.start < end]
    assert token.kind == "plain"
    assert token.raw == raw == text[token.start : token.end]
    assert token.value == Decimal(f"{whole}.{fraction or 0}") * definition.factor
    assert token.decimals == len(fraction)
    assert token.unit == definition.unit or definition.as_written


MAGNITUDES = {"nghìn": 3, "triệu": 6, "tỷ": 9}


@given(
    st.integers(1, 9999),
    st.from_regex(r"[1-9]{0,2}", fullmatch=True),
    st.sampled_from(sorted(MAGNITUDES)),
    st.sampled_from([" đồng", " đ", " VNĐ"]),
)
def test_any_sum_of_money_in_a_magnitude_reads_back_exactly(whole, fraction, magnitude, currency):
    raw = written(whole, fraction, is_grouped=True)
    (token,) = read(f"trị giá {raw} {magnitude}{currency}.")
    assert token.value == Decimal(f"{whole}.{fraction or 0}") * 10 ** MAGNITUDES[magnitude]
    assert (token.unit, token.raw) == ("đồng", raw)


PIECES = [
    "xảy ra",
    "vụ",
    "02",
    "1.500",
    "265,9 tỷ đồng",
    "05/28",
    "%",
    "ngày 12/3/2023",
    "tổ 26",
    "(-5",
    ")",
    "; ",
    ",",
    "năm 2023",
    "hai",
    "“",
    "”",
    "số",
    "12-15",
    "Điều 4",
    "24/24 giờ",
    "3,5kg",
    "-",
    ":",
    "tháng 6",
    "quý 2",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))
def test_every_digit_is_in_exactly_one_number(text):
    covered = [0] * len(text)
    for token in read(text):
        assert token.raw == text[token.start : token.end]
        for place in range(token.start, token.end):
            covered[place] += 1
    assert all(covered[place] == 1 for place, c in enumerate(text) if c.isdigit())
    assert max(covered, default=0) <= 1
