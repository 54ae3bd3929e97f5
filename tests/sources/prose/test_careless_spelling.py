"""What clerks leave out or shorten: blanks, diacritics, letters; the figures stay where they were written."""

from __future__ import annotations

import pytest

HEADING = "1. Tội phạm về trật tự xã hội"


def mapped(figures):
    return [(figure.raw, figure.indicator_code) for figure in figures if figure.indicator_code]


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 45 vụ phạm pháp hình sự, khám phá 40/45 vụ.",
        "Xảy ra45vụ phạm pháp hình sự,khám phá40/45vụ.",
        "Xảy ra  45 vụ  phạm   pháp hình sự, khám  phá 40/45 vụ.",
        "Xay ra 45 vu pham phap hinh su, khám phá 40/45 vụ.",
        "Xảy ra 45 vụ PPHS, khám phá 40/tổng số 45 vụ.",
    ],
)
def test_one_sentence_however_it_is_spelt(read, text):
    assert mapped(read(text, HEADING)) == [
        ("45", "crime.cases"),
        ("40", "crime.cases_solved"),
        ("45", "crime.cases"),
    ]


def test_the_quote_is_as_written_and_the_number_stands_at_its_place(read):
    text = "Xảy ra  45vụ  phạm  pháp hình sự."
    figure = read(text, HEADING)[0]
    assert figure.quote == text
    assert figure.quote[figure.start : figure.end] == "45"


def test_letters_before_a_number_that_are_no_word_name_something(read):
    assert mapped(read("Tại km1550 trên QL1A, tổ PV05 bắt giữ 01 xe tải.", HEADING)) == []


def test_cases_told_one_after_the_other_without_commas(read):
    text = "Khởi tố 35 tin không khởi tố 30 tin tạm đình chỉ 03 tin"
    assert mapped(read(text, "4. Giải quyết tố giác, tin báo")) == [
        ("35", "tip.prosecuted"),
        ("30", "tip.not_prosecuted"),
        ("03", "tip.suspended"),
    ]
