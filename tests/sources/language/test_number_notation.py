"""Any number in Vietnamese notation, in any declared unit of measure, reads back exactly."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.measures import measure_definitions
from sources.language.folding import fold
from sources.language.numbers import number_tokens


def read(text):
    return number_tokens(text, fold(text))


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
