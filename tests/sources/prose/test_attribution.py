"""Whose figure a number is, of which period, unit kind, award level and deciding level."""

from __future__ import annotations

import pytest

from schemas.vocabulary import FigureStatus, Level, UnitKind

SENDER, PROVINCE, THO_XUONG, MY_DO = "2004-213", "2004-24", "2004-07201", "2004-07216"


def only(figures, raw):
    (figure,) = [figure for figure in figures if figure.raw == raw]
    return figure


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 45 vụ phạm pháp hình sự.",
        "Toàn thành phố xảy ra 45 vụ phạm pháp hình sự.",
        "Trên địa bàn thành phố xảy ra 45 vụ phạm pháp hình sự.",
        "Trong năm, tình hình ổn định, xảy ra 45 vụ phạm pháp hình sự tại phường Thọ Xương và nơi khác.",
    ],
)
def test_a_figure_is_the_senders_unless_the_clause_opens_with_another_unit(read, text):
    assert only(read(text), "45").unit_id == SENDER


@pytest.mark.parametrize(
    "text",
    [
        "Phường Thọ Xương xảy ra 05 vụ phạm pháp hình sự.",
        "Riêng phường Thọ Xương xảy ra 05 vụ phạm pháp hình sự.",
        "Tại phường Thọ Xương xảy ra 05 vụ phạm pháp hình sự.",
        "Công an phường Thọ Xương xảy ra 05 vụ phạm pháp hình sự.",
        "Xảy ra 45 vụ phạm pháp hình sự; phường Thọ Xương xảy ra 05 vụ phạm pháp hình sự.",
    ],
)
def test_a_clause_that_opens_with_a_commune_is_about_that_commune(read, text):
    assert only(read(text), "05").unit_id == THO_XUONG


def test_each_clause_is_about_the_commune_it_opens_with(read):
    figures = read("Phường Thọ Xương: 05 vụ phạm pháp hình sự; phường Mỹ Độ: 03 vụ phạm pháp hình sự.")
    assert [(figure.raw, figure.unit_id) for figure in figures] == [("05", THO_XUONG), ("03", MY_DO)]


def test_a_figure_of_the_whole_province_is_the_provinces(read):
    assert only(read("Toàn tỉnh xảy ra 500 vụ phạm pháp hình sự."), "500").unit_id == PROVINCE


def test_a_figure_of_the_whole_country_is_nobodys(read):
    figure = only(read("Toàn quốc xảy ra 44.353 vụ phạm pháp hình sự."), "44.353")
    assert (figure.status, figure.unit_id) == (FigureStatus.UNMAPPED, None)


def test_a_figure_of_several_communes_at_once_stays_unmapped(read):
    figure = only(read("Xã Song Mai và xã Đồng Sơn xảy ra 05 vụ phạm pháp hình sự."), "05")
    assert (figure.status, figure.unit_id) == (FigureStatus.UNMAPPED, None)


def test_a_footnote_behind_a_commune_is_about_that_commune(read):
    figures = read(
        "Xảy ra 45 vụ phạm pháp hình sự, tập trung ở phường Thọ Xương‡.",
        footnotes=["Xảy ra 12 vụ phạm pháp hình sự."],
    )
    assert only(figures, "12").unit_id == THO_XUONG
    assert only(figures, "45").unit_id == SENDER


def test_a_footnote_behind_anything_else_is_about_the_sender(read):
    figures = read("Xảy ra 09 vụ tai nạn giao thông‡.", footnotes=["Làm 03 người chết, 08 người bị thương."])
    assert [figure.unit_id for figure in figures] == [SENDER] * 3
    assert [figure.indicator_code for figure in figures] == [
        "traffic.accidents",
        "traffic.deaths",
        "traffic.injured",
    ]


def test_order_in_society_is_no_commune(read):
    figures = read(
        "Xảy ra 82 vụ phạm tội về trật tự xã hội‡ trên địa bàn.", footnotes=["So với năm 2022 giảm 08 vụ."]
    )
    change = next(figure for figure in figures if figure.role == "change")
    assert (change.unit_id, change.indicator_code) == (figures[0].unit_id, "crime.cases")


def test_a_footnote_stands_under_the_heading_of_its_mark(read):
    figures = read(
        "Kết quả cụ thể được thống kê‡.",
        "2.3. Tai nạn giao thông",
        footnotes=["Xảy ra 09 vụ, làm 03 người chết."],
    )
    assert [figure.indicator_code for figure in figures] == ["traffic.accidents", "traffic.deaths"]


def test_a_year_that_opens_the_clause_is_the_figures_year(read):
    figures = read("Năm 2022 xảy ra 50 vụ phạm pháp hình sự, năm 2023 xảy ra 45 vụ phạm pháp hình sự.")
    assert only(figures, "50").period_code == "2022"
    assert only(figures, "45").period_code == "2023"


def test_a_year_compared_with_is_not_the_figures_year(read):
    figures = read("So với năm 2022, số vụ phạm pháp hình sự là 45 vụ, giảm 05 vụ.")
    assert only(figures, "45").period_code == "2023"
    assert only(figures, "05").period_code == "2023"


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        ("2023", "2022"),
        ("2023-H1", "2022-H1"),
        ("2023-Q3", "2022-Q3"),
        ("2023-06", "2022-06"),
        ("2023-9M", "2022-9M"),
    ],
)
def test_the_same_period_a_year_before_is_of_the_reports_grain(read, period, previous):
    figures = read("Xảy ra 28 vụ phạm pháp hình sự (cùng kỳ 20 vụ).", period=period)
    assert only(figures, "28").period_code == period
    assert only(figures, "20").period_code == previous


def test_without_a_sender_nothing_has_a_unit_and_without_a_period_none(read):
    (figure,) = read("Xảy ra 45 vụ phạm pháp hình sự.", unit_id=None, period=None)
    assert (figure.unit_id, figure.period_code) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Công nhận 70/72 khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự”.",
            UnitKind.RESIDENTIAL_AREA,
        ),
        (
            "Công nhận 70/72 tổ dân phố đạt tiêu chuẩn “An toàn về an ninh, trật tự”.",
            UnitKind.RESIDENTIAL_AREA,
        ),
        ("Công nhận 70/72 cơ quan đạt tiêu chuẩn “An toàn về an ninh, trật tự”.", UnitKind.AGENCY),
        ("Công nhận 70/72 doanh nghiệp đạt tiêu chuẩn “An toàn về an ninh, trật tự”.", UnitKind.ENTERPRISE),
        ("Công nhận 70/72 cơ sở giáo dục đạt tiêu chuẩn “An toàn về an ninh, trật tự”.", UnitKind.SCHOOL),
        ("Công nhận 70/72 xã, phường đạt tiêu chuẩn “An toàn về an ninh, trật tự”.", UnitKind.COMMUNE),
    ],
)
def test_the_noun_counted_is_the_kind_of_unit(read, text, kind):
    part, whole = read(text)
    assert (part.indicator_code, whole.indicator_code) == ("safety.recognised", "safety.registered")
    assert part.unit_kind == whole.unit_kind == kind


def test_an_indicator_without_a_breakdown_has_no_kind(read):
    (figure,) = read("Xảy ra 45 vụ phạm pháp hình sự.")
    assert (figure.unit_kind, figure.category) == (None, None)


def test_an_award_is_of_the_level_that_gave_it(read):
    figures = read(
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 02 tập thể, 03 cá nhân; "
        "Giám đốc Công an tỉnh tặng Giấy khen cho 05 tập thể.",
        "4. Công tác khen thưởng",
    )
    assert [(figure.indicator_code, figure.category) for figure in figures] == [
        ("award.collectives", "province"),
        ("award.individuals", "province"),
        ("award.collectives", "police_province"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ban Chỉ đạo các xã, phường phân loại: 56 khu dân cư xếp loại Xuất sắc.", Level.COMMUNE),
        ("Ban Chỉ đạo thành phố phân loại: 17 cơ quan xếp loại Xuất sắc.", Level.DISTRICT),
    ],
)
def test_a_rating_is_decided_by_the_committee_named(read, text, level):
    (figure,) = read(text, "3. Kết quả phân loại phong trào năm 2023")
    assert figure.decided_by == level
