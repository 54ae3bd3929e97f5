"""Where a sentence of an administrative report ends, and where a full stop ends none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.sentences import sentence_spans


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ("Xảy ra 12 vụ.", "Làm rõ 10 vụ."),
        ("Xảy ra 12 vụ!", "Làm rõ 10 vụ?", "Rõ 10 vụ."),
        ("Xảy ra 5 vụ.", "12 vụ được làm rõ."),
        ("Đạt 95%.", "12 vụ còn lại đang điều tra."),
        ("Xảy ra 5 vụ (giảm 02 vụ).", "12 đối tượng bị bắt."),
        ("Xảy ra 5 vụ.", "- Làm rõ 4 vụ."),
        ("Xảy ra 5 vụ.", "+ Khởi tố 04 vụ."),
        ("Xảy ra 5 vụ.", "“An toàn” không còn."),
        ("Xảy ra 5 vụ.", "(Có biểu kèm theo)."),
    ],
)
def test_a_full_stop_before_a_capital_a_number_or_a_bullet_ends_a_sentence(parts):
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Tại P. Ninh Xá xảy ra 05 vụ.",
        "Công an TP. Bắc Ninh làm rõ 05 vụ.",
        "Công an TX. Quế Võ làm rõ 05 vụ.",
        "Địa bàn TT. Lim có 05 vụ.",
        "Đồng chí đ/c. Bình chủ trì.",
        "Công an H. Yên Phong làm rõ 05 vụ.",
    ],
)
def test_an_abbreviation_of_a_place_or_title_ends_none(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Phạt 2.400.180.000 đồng, thu giữ 790.97g.",
        "Tiết 1.2.3 Mục II nêu 12.345 lượt người.",
        "Ngày 12.11.2023 xảy ra 01 vụ.",
        "xảy ra 5 vụ. làm rõ 4 vụ",
        "Các mặt khác v.v. đều ổn định.",
    ],
)
def test_a_stop_inside_a_number_or_before_a_small_letter_ends_none(text):
    assert sentences(text) == [text]


def test_a_stop_inside_brackets_that_close_ends_none():
    text = "Xảy ra 12 vụ (trong đó: Cố ý gây thương tích 05 vụ. Trộm cắp tài sản 07 vụ), giảm 02 vụ."
    assert sentences(text) == [text]


def test_a_stop_behind_a_bracket_that_never_closes_ends_a_sentence():
    text = "Xảy ra 12 vụ (giảm 02 vụ so với năm 2022. Công an huyện làm rõ 11 vụ."
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "1. Công tác tham mưu",
        "2.1. Tình hình tội phạm",
        "II. KẾT QUẢ",
        "a. Về kinh phí",
        "- Tuyên truyền 20 buổi",
    ],
)
def test_an_enumerator_is_no_sentence_of_its_own(text):
    assert sentences(text) == [text]


def test_a_semicolon_ends_none():
    text = "Xảy ra 12 vụ; làm rõ 10 vụ; bắt 15 đối tượng."
    assert sentences(text) == [text]


def test_blanks_at_the_ends_belong_to_no_sentence():
    text = "  Xảy ra 12 vụ.   Làm rõ 10 vụ.  "
    assert sentences(text) == ["Xảy ra 12 vụ.", "Làm rõ 10 vụ."]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_no_text_has_no_sentence(text):
    assert sentence_spans(text) == ()


WORDS = [
    "Xảy ra",
    "xảy ra",
    "12",
    "5.000",
    "vụ",
    "vụ.",
    "TP.",
    "P.",
    "(giảm",
    "05)",
    "đồng.",
    "Công an",
    "“An toàn”",
    "- ",
    "năm 2023.",
    "đạt 95%.",
    "…",
    "!",
    "a.",
    "1.",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_sentences_are_in_order_apart_and_leave_out_blanks_alone(text):
    position = 0
    for start, end in sentence_spans(text):
        assert not text[position:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
