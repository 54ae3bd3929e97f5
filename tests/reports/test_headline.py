"""The headline figures: declared in data, shown as published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.headline import HeadlineFigure, UnitOverview, headlines
from reports.summary_page import summary_page, written
from schemas.indicators import indicators
from schemas.vocabulary import UnitKind

FIGURE = HeadlineFigure(
    label_vi="Số vụ tai nạn giao thông",
    label_en="Traffic accidents",
    unit="vụ",
    indicator_code="traffic.accidents",
    unit_kind=None,
    value=Decimal("1234.000000"),
    previous_value=Decimal(1300),
    change=Decimal(-66),
    change_pct=Decimal("-5.076923"),
    comparability="comparable",
    units_expected=8,
    units_reported=4,
    better="lower",
)


def test_every_headline_is_an_indicator_and_its_kind_a_kind_of_unit():
    for each in headlines():
        indicator = indicators()[each.indicator]
        if each.unit_kind is not None:
            assert indicator.is_by_unit_kind
            assert each.unit_kind in set(UnitKind)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("2400180000.000000"), "2.400.180.000"),
        (Decimal("89.285714"), "89,29"),
        (Decimal("1000"), "1.000"),
        (Decimal("0.5"), "0,5"),
        (Decimal("0"), "0"),
        (None, "–"),
    ],
)
def test_numbers_are_written_as_in_vietnamese_documents(value: Decimal | None, text: str):
    assert written(value) == text


def test_a_page_names_its_unit_period_release_and_coverage():
    overview = UnitOverview("2023", "Năm 2023", "2004-27", "Tỉnh Bắc Ninh", (FIGURE,))
    page = summary_page(overview, "2023-r2")
    assert "Tỉnh Bắc Ninh" in page
    assert "2023-r2" in page
    assert "| Số vụ tai nạn giao thông | vụ | 1.234 | 1.300 | -66 | -5,08 | 4/8 |" in page
