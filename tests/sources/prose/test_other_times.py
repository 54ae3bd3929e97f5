"""Figures of another time than the report's: the year before, the months so far, what is to come."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Role

CRIME = "1. Tội phạm về trật tự xã hội"


def test_a_footnote_that_tells_a_change_only_joins_the_figure_before_its_mark(read):
    figures = read("Xảy ra 82 vụ phạm tội về TTXH‡.", CRIME, footnotes=["So với năm 2022 giảm 8 vụ."])
    cases, change = (figure for figure in figures if figure.indicator_code)
    assert (change.role, change.indicator_code, change.statement) == (
        Role.CHANGE,
        "crime.cases",
        cases.statement,
    )


@pytest.mark.parametrize("frame", ["lũy kế 10 tháng", "cộng dồn từ đầu năm", "từ đầu năm đến nay"])
def test_the_months_so_far_are_no_figure_of_the_month(read, frame):
    text = f"Trong tháng xảy ra 02 vụ phạm pháp hình sự; {frame} xảy ra 19 vụ."
    periods = {figure.raw: figure.period_code for figure in read(text, CRIME, period="2025-10")}
    assert (periods["02"], periods["19"]) == ("2025-10", "2025-10M")


@pytest.mark.parametrize("heading", ["Kết quả 6 tháng cuối năm 2025", "Công tác 6 tháng cuối năm 2025"])
def test_the_last_six_months_are_a_second_half_years_own_time(read, heading):
    roles = [figure.role for figure in read("Xảy ra 12 vụ phạm pháp hình sự.", heading, period="2025-H2")]
    assert roles == [Role.COUNT]


def test_results_of_main_tasks_are_no_plan(read):
    heading = "Kết quả thực hiện nhiệm vụ trọng tâm"
    assert [figure.role for figure in read("Xảy ra 12 vụ phạm pháp hình sự.", heading)] == [Role.COUNT]


def test_tasks_of_the_last_six_months_are_a_plan_for_a_first_half_year(read):
    heading = "Phương hướng, nhiệm vụ 6 tháng cuối năm 2025"
    figures = read("Xây dựng mới 03 mô hình.", heading, period="2025-H1")
    assert [figure.role for figure in figures] == [Role.TARGET]


def test_a_change_against_the_quarter_before_is_none_against_the_year_before(read):
    text = "Xảy ra 12 vụ phạm pháp hình sự, so với quý trước giảm 02 vụ."
    change = read(text, CRIME, period="2025-Q3")[1]
    assert (change.role, change.indicator_code) == (Role.CHANGE, None)


@pytest.mark.parametrize(
    "text",
    [
        "Bắt 76 đối tượng phạm tội về TTXH (CK 71 đối tượng).",
        "Bắt 76 đối tượng phạm tội về TTXH (cùng kỳ năm 2022 bắt 71 đối tượng).",
    ],
)
def test_the_year_before_in_brackets(read, text):
    roles = [figure.role for figure in read(text, CRIME) if figure.raw in ("76", "71")]
    assert roles == [Role.COUNT, Role.PREVIOUS]


def test_last_years_rate_is_of_this_years(read):
    rates = read("Làm rõ 40 vụ, 69 đối tượng, đạt tỷ lệ 86,9% (cùng kỳ 87,8%).", CRIME)[-2:]
    assert [(rate.indicator_code, rate.role) for rate in rates] == [
        ("crime.clearance_rate", Role.PERCENT),
        ("crime.clearance_rate", Role.PREVIOUS),
    ]


def test_what_each_one_has_is_no_total(read):
    figures = read("Duy trì 132 mô hình tự quản, bình quân mỗi xã 06 mô hình.", "3. Mô hình")
    assert [figure.indicator_code for figure in figures] == ["model.total", None]


def test_changes_in_brackets_are_each_of_the_figure_before(read):
    text = "Tai nạn giao thông: 31 vụ (-03), chết 16 người (-04), bị thương 20 người (+01)."
    codes = [figure.indicator_code for figure in read(text, "TTATGT")]
    assert codes == [code for name in ("accidents", "deaths", "injured") for code in [f"traffic.{name}"] * 2]
