"""What a number does in its sentence: a count, a change, a share, a target, last year's value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.vocabulary import Direction, FigureStatus, Qualifier, Role


def test_a_plain_number_of_cases_is_a_count(roles):
    assert roles("Xảy ra 45 vụ phạm pháp hình sự.") == [("45", "count")]


@pytest.mark.parametrize(
    "text", ["Phạt tiền 2.400.180.000 đồng.", "Thu giữ 790,97g heroin.", "Thiệt hại 1,5 tỷ đồng."]
)
def test_money_and_mass_are_amounts(roles, text):
    assert [role for _, role in roles(text)] == ["amount"]


def test_the_sides_of_a_ratio_are_part_and_whole(roles):
    assert roles("Đã điều tra làm rõ 40/45 vụ phạm pháp hình sự.") == [("40", "part"), ("45", "whole")]


def test_a_percentage_that_compares_with_nothing_is_a_percent(roles):
    assert roles("Tỷ lệ điều tra, khám phá án hình sự đạt 91,5%.") == [("91,5", "percent")]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ so với năm 2022.", Direction.DOWN),
        ("Xảy ra 45 vụ phạm pháp hình sự, so với năm 2022 giảm 05 vụ.", Direction.DOWN),
        ("Xảy ra 45 vụ phạm pháp hình sự (giảm 05 vụ so với cùng kỳ).", Direction.DOWN),
        ("Xảy ra 45 vụ phạm pháp hình sự (-05 vụ).", Direction.DOWN),
        ("Xảy ra 45 vụ phạm pháp hình sự (+05 vụ).", Direction.UP),
        ("Xảy ra 45 vụ phạm pháp hình sự, tăng 05 vụ.", Direction.UP),
        ("Xảy ra 45 vụ phạm pháp hình sự, nhiều hơn 05 vụ.", Direction.UP),
        ("Xảy ra 45 vụ phạm pháp hình sự, ít hơn 05 vụ so với cùng kỳ năm trước.", Direction.DOWN),
        ("Xảy ra 45 vụ phạm pháp hình sự; so với cùng kỳ tăng 05 vụ.", Direction.UP),
    ],
)
def test_a_number_behind_tăng_or_giảm_is_a_change_with_its_way(read, text, direction):
    change = next(figure for figure in read(text) if figure.raw == "05")
    assert (change.role, change.direction, change.value) == (Role.CHANGE, direction, Decimal(5))


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ (10%) so với năm 2022.",
        "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ = 10% so với năm 2022.",
        "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ, tương ứng 10% so với năm 2022.",
        "Xảy ra 45 vụ phạm pháp hình sự, giảm 05 vụ (giảm 10%).",
        "Xảy ra 45 vụ phạm pháp hình sự (-05 vụ, -10%).",
        "Xảy ra 45 vụ phạm pháp hình sự, so với cùng kỳ giảm 05 vụ, bằng 10%.",
    ],
)
def test_a_percentage_of_a_change_is_a_change_in_percent(roles, text):
    assert roles(text) == [("45", "count"), ("05", "change"), ("10", "change_percent")]


def test_both_numbers_of_a_change_are_magnitudes_with_one_way(read):
    figures = [f for f in read("Xảy ra 45 vụ phạm pháp hình sự (-05 vụ, -10%).") if f.role != Role.COUNT]
    assert [(figure.value, figure.direction) for figure in figures] == [
        (5, Direction.DOWN),
        (10, Direction.DOWN),
    ]


def test_a_count_has_no_direction(read):
    (figure,) = read("Xảy ra 45 vụ phạm pháp hình sự.")
    assert figure.direction is None


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 28 vụ phạm pháp hình sự, tăng 08 vụ so với 20 vụ của năm 2022.",
        "Xảy ra 28 vụ phạm pháp hình sự (cùng kỳ 20 vụ).",
        "Xảy ra 28 vụ phạm pháp hình sự (năm 2022: 20 vụ).",
        "Phạm pháp hình sự tăng từ 20 lên 28 vụ.",
        "Phạm pháp hình sự tăng từ 20 vụ lên 28 vụ.",
        "Năm 2022 xảy ra 20 vụ phạm pháp hình sự, năm 2023 xảy ra 28 vụ phạm pháp hình sự.",
    ],
)
def test_last_years_value_is_previous_and_carries_last_year(read, text):
    by_raw = {figure.raw: figure for figure in read(text)}
    assert (by_raw["20"].role, by_raw["20"].period_code) == (Role.PREVIOUS, "2022")
    assert (by_raw["28"].role, by_raw["28"].period_code) == (Role.COUNT, "2023")


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu tỷ lệ điều tra khám phá án hình sự đạt trên 80%.",
        "Phấn đấu năm 2024 tỷ lệ điều tra, khám phá án hình sự đạt từ 80% trở lên.",
        "Đặt mục tiêu tỷ lệ điều tra khám phá án hình sự đạt 80%.",
        "Tỷ lệ điều tra khám phá án hình sự (chỉ tiêu 80%).",
    ],
)
def test_a_target_is_not_an_outcome(read, text):
    (figure,) = [figure for figure in read(text) if figure.raw == "80"]
    assert figure.role == Role.TARGET


def test_a_number_under_a_heading_on_next_tasks_is_a_target(roles):
    found = roles("Lắp đặt 20 mắt camera.", "III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024")
    assert found == [("20", "target")]


def test_an_outcome_beside_its_target_stays_an_outcome(roles):
    found = roles("Tỷ lệ điều tra khám phá án hình sự đạt 88,9% (chỉ tiêu 80%).")
    assert found == [("88,9", "percent"), ("80", "target")]


def test_no_figure_under_a_heading_on_next_tasks_is_mapped_as_an_outcome(read):
    figures = read(
        "Xây dựng mới 05 mô hình, lắp đặt 20 mắt camera, tổ chức 30 buổi tuyên truyền cho 2.000 lượt người.",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024",
    )
    assert all(figure.role == Role.TARGET for figure in figures if figure.status == FigureStatus.MAPPED)


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("trên", Qualifier.AT_LEAST),
        ("hơn", Qualifier.AT_LEAST),
        ("ít nhất", Qualifier.AT_LEAST),
        ("gần", Qualifier.APPROXIMATELY),
        ("khoảng", Qualifier.APPROXIMATELY),
        ("không quá", Qualifier.AT_MOST),
        ("dưới", Qualifier.AT_MOST),
        ("", Qualifier.EXACT),
    ],
)
def test_the_word_before_a_number_says_how_exact_it_is(read, words, qualifier):
    (figure,) = read(f"Xảy ra {words} 45 vụ phạm pháp hình sự.".replace("  ", " "))
    assert figure.qualifier == qualifier


def test_trên_inside_a_place_says_nothing_of_exactness(read):
    (figure,) = read("Trên địa bàn thành phố xảy ra 45 vụ phạm pháp hình sự.")
    assert figure.qualifier == Qualifier.EXACT


def test_dates_documents_and_names_are_no_statistics(read):
    figures = read(
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2023, đêm 12/3/2023 tại tổ 26 theo khoản 4 Điều 251, "
        "mô hình “3 không” hoạt động 24/24 giờ."
    )
    assert {figure.status for figure in figures} == {FigureStatus.NOT_STATISTIC}
    assert all(figure.value is None and figure.indicator_code is None for figure in figures)
    assert all(figure.reason for figure in figures)


def test_the_number_of_a_heading_is_no_statistic(read):
    from schemas.document import Document, Paragraph
    from schemas.units import UnitRegistry
    from sources.prose.figures import prose_figures

    heading = Paragraph("p", "2.1. Kết quả 5 năm thực hiện 12 chỉ tiêu", style="heading 2", is_bold=True)
    figures = prose_figures(Document("x", "x", "x", (heading,)), "2004-213", "2023", UnitRegistry.load())
    assert {figure.status for figure in figures} == {FigureStatus.NOT_STATISTIC}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Xảy ra 21 vụ tai nạn giao thông (cùng kỳ 25 vụ, 14 người chết, 17 người bị thương).",
            ["count", "previous", "previous", "previous"],
        ),
        ("Bắt giữ 34 ĐT (CK 31 ĐT).", ["count", "previous"]),
        ("Tiếp nhận 52 đơn; CK năm 2022 tiếp nhận 47 đơn.", ["count", "previous"]),
        ("Tiếp nhận 66 tin báo (cùng kỳ năm trước tiếp nhận 59 tin).", ["count", "previous"]),
        ("Tiếp nhận 66 tin báo (kỳ trước chuyển sang 09 tin).", ["count", "count"]),
        ("Tai nạn giao thông: 12 vụ (-02), chết 05 người (-01).", ["count", "change", "count", "change"]),
        ("Thu 11 khẩu súng (+03 khẩu), 27 quả đạn.", ["count", "change", "count"]),
        (
            "Bắt 45 vụ, 61 đối tượng, tăng lần lượt 06 vụ và 09 đối tượng.",
            ["count", "count", "change", "change"],
        ),
    ],
)
def test_a_bracket_or_a_series_keeps_its_role_and_no_other_takes_it(roles, text, expected):
    assert [role for _, role in roles(text, "Tội phạm")] == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ TRỌNG TÂM", "count"),
        ("I. Đánh giá việc thực hiện các mục tiêu, chỉ tiêu năm", "count"),
        ("III. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM", "target"),
        ("B. Nhiệm vụ trọng tâm 6 tháng cuối năm nhằm nâng cao kết quả phong trào", "target"),
    ],
)
def test_a_heading_on_what_was_done_holds_no_targets(roles, heading, expected):
    assert roles("Xây dựng 05 mô hình mới.", heading) == [("05", expected)]
