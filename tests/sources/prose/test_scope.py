"""Sections on religion, ethnicity and political security: counted, but neither mapped nor quoted."""

from __future__ import annotations

import pytest

from schemas.vocabulary import FigureStatus

STATISTICS = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
PARAGRAPHS = [
    "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ (10%) so với năm 2022.",
    "Ngày 12/3/2023, Kế hoạch số 12/KH-UBND giao 25/28 chỉ tiêu, đạt 89,29%.",
    "Hai vụ việc tại tổ 26, xử phạt 2.400.180.000 đồng theo khoản 4 Điều 251.",
]


def is_silent(figure):
    return figure.value is None and figure.indicator_code is None and figure.quote == ""


@pytest.mark.parametrize(
    "headings",
    [
        ("I. TÌNH HÌNH", "1. An ninh chính trị"),
        ("1. Tình hình an ninh chính trị, tôn giáo",),
        ("1. An ninh chính trị", "1.1. Tôn giáo"),
        ("1.2. An ninh dân tộc",),
        ("1.3. An ninh chính trị nội bộ",),
        ("1.4. An ninh văn hóa, tư tưởng",),
    ],
)
@pytest.mark.parametrize("text", PARAGRAPHS)
def test_nothing_under_an_out_of_scope_heading_keeps_a_value_or_a_quote(read, headings, text):
    figures = read(text, *headings)
    assert figures
    assert all(is_silent(figure) for figure in figures)
    assert not [figure for figure in figures if figure.status in STATISTICS]


@pytest.mark.parametrize("text", PARAGRAPHS)
def test_a_section_out_of_scope_has_as_many_figures_as_it_would_have_in_scope(read, text):
    inside = read(text, "2. Trật tự an toàn xã hội")
    outside = read(text, "1. An ninh chính trị")
    assert len(inside) == len(outside)
    assert sum(f.status == FigureStatus.NOT_STATISTIC for f in inside) == sum(
        f.status == FigureStatus.NOT_STATISTIC for f in outside
    )


def test_a_footnote_of_an_out_of_scope_section_is_out_of_scope(read):
    figures = read(
        "Tình hình ổn định‡.", "1. An ninh chính trị", "1.1. Tôn giáo", footnotes=["Có 03 cơ sở, 792 người."]
    )
    assert [figure.status for figure in figures] == [FigureStatus.OUT_OF_SCOPE] * 2
    assert all(is_silent(figure) for figure in figures)


def test_a_footnote_with_personal_data_of_an_out_of_scope_section_leaves_none_of_it(read):
    figures = read(
        "Tình hình ổn định‡.",
        "1.1. Tôn giáo",
        footnotes=["Ông Nguyễn Văn Bình, sinh năm 1970, điện thoại 0912345678."],
    )
    assert figures
    assert not any("1970" in figure.raw or "0912345678" in figure.raw or figure.quote for figure in figures)


def test_a_section_on_order_that_follows_is_in_scope_again(codes):
    found = codes(
        "Xảy ra 45 vụ phạm pháp hình sự.", "I. TÌNH HÌNH", "1. An ninh chính trị", "2. Trật tự an toàn xã hội"
    )
    assert found == [("45", "crime.cases")]


def test_the_deepest_heading_that_tells_decides(read):
    figures = read(
        "Có 12 người.", "I. Tình hình an ninh chính trị, trật tự an toàn xã hội", "1. An ninh tôn giáo"
    )
    assert [figure.status for figure in figures] == [FigureStatus.OUT_OF_SCOPE]


@pytest.mark.parametrize(
    "text",
    [
        "Về tôn giáo: có 03 cơ sở với 792 người.",
        "Có 792 tín đồ sinh hoạt tại 03 điểm nhóm.",
        "Vận động 12 hộ từ bỏ tà đạo.",
        "Thu giữ 197 tài liệu liên quan Pháp luân công.",
        "Có 25 lượt người nước ngoài tạm trú.",
    ],
)
def test_a_sentence_on_religion_or_politics_is_out_of_scope_wherever_it_stands(read, text):
    figures = read(text, "2. Trật tự an toàn xã hội")
    assert figures
    assert all(figure.status == FigureStatus.OUT_OF_SCOPE and is_silent(figure) for figure in figures)


def test_a_sentence_beside_one_out_of_scope_stays_in_scope(read):
    crime, papers = read(
        "Xảy ra 45 vụ phạm pháp hình sự. Thu giữ 197 tài liệu Pháp luân công.", "2. Trật tự an toàn xã hội"
    )
    assert (crime.status, crime.indicator_code) == (FigureStatus.MAPPED, "crime.cases")
    assert papers.status == FigureStatus.OUT_OF_SCOPE


@pytest.mark.parametrize(
    "heading",
    [
        "II. Phong trào toàn dân bảo vệ an ninh Tổ quốc",
        "3. Công tác dân vận",
        "4. Người có uy tín trong đồng bào dân tộc",
    ],
)
def test_the_movement_itself_is_in_scope(read, heading):
    (figure,) = read("Tổ chức 45 buổi tuyên truyền.", heading)
    assert figure.status in STATISTICS
