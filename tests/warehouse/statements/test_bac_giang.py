"""2023 to 2025 over the mergers of Bắc Giang, on the real units; every expectation was reckoned by hand.

On 1 January 2025 Yên Dũng went whole into the city of Bắc Giang, and the town of Chũ was cut out of Lục Ngạn
(NQ 1191/NQ-UBTVQH15). On 1 July 2025 the districts ended, and Bắc Giang and Bắc Ninh became the new Bắc Ninh
(NQ 202/2025/QH15, NQ 1658/NQ-UBTVQH15).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from assets.dimension_rows import indicator_frame, period_frame, succession_frame, unit_frame
from schemas.periods import parse_period
from schemas.series_breaks import series_breaks
from schemas.units import UnitRegistry
from warehouse import tables
from warehouse.comparison import compare_period
from warehouse.engine import Warehouse
from warehouse.writing import write_dimensions

BAC_GIANG, BAC_NINH, NEW_BAC_NINH = "2004-24", "2004-27", "2025-24"
CITY, YEN_DUNG, LUC_NGAN, CHU = "2004-213", "2004-221", "2004-219", "2004-224"
# Crimes of a half-year in each district, before and after 1 January 2025.
HALF_2024 = {
    CITY: 120, "2004-215": 40, "2004-216": 35, "2004-217": 50, "2004-218": 60, LUC_NGAN: 70,
    "2004-220": 25, YEN_DUNG: 45, "2004-222": 55, "2004-223": 65,
}  # fmt: skip
HALF_2025 = {
    CITY: 150, "2004-215": 38, "2004-216": 36, "2004-217": 45, "2004-218": 62, LUC_NGAN: 40,
    "2004-220": 20, "2004-222": 50, "2004-223": 60, CHU: 28,
}  # fmt: skip


class Country:
    """Reports of real units, consolidated period after period."""

    def __init__(self, ledger: Any) -> None:
        self.ledger = ledger

    def report(self, period_code: str, indicator_code: str, said: dict[str, int], **values: Any) -> None:
        for unit_id, value in said.items():
            self.ledger.observe(
                unit_id,
                indicator_code,
                value,
                period_code=period_code,
                reported_period_code=period_code,
                document_id=self.ledger.document(unit_id, period_code=period_code),
                **values,
            )

    def owe(self, period_code: str, *unit_ids: str) -> None:
        self.ledger.owes(*unit_ids, period_code=period_code)

    def consolidate(self, period_code: str, *roots: str) -> None:
        period = parse_period(period_code)
        self.ledger.consolidate(period, roots)
        compare_period(self.ledger.connection, period, series_breaks())
        self.ledger.publish(period)

    def value(self, period_code: str, unit_id: str, indicator_code: str = "crime.cases") -> Any:
        return self.ledger.row(
            tables.indicator_values, period_code=period_code, unit_id=unit_id, indicator_code=indicator_code
        )

    def comparison(self, period_code: str, unit_id: str, indicator_code: str = "crime.cases") -> Any:
        return self.ledger.row(
            tables.comparisons, period_code=period_code, unit_id=unit_id, indicator_code=indicator_code
        )


@pytest.fixture
def country(warehouse: Warehouse, ledger_on: Any) -> Iterator[Country]:
    units = UnitRegistry.load()
    with warehouse.begin() as connection:
        write_dimensions(
            connection,
            {
                "units": unit_frame(units),
                "unit_successions": succession_frame(units),
                "periods": period_frame(["2023", "2024", "2025"]),
                "indicators": indicator_frame(),
            },
        )
        yield Country(ledger_on(connection))


@pytest.fixture
def half_years(country: Country) -> Country:
    """The first half-years of 2024 and 2025, all districts on time."""
    for period_code, said in (("2024-H1", HALF_2024), ("2025-H1", HALF_2025)):
        country.report(period_code, "crime.cases", said)
        country.owe(period_code, *said)
        country.consolidate(period_code, BAC_GIANG)
    return country


def test_each_half_year_adds_up_over_its_own_ten_districts(half_years: Country) -> None:
    for period_code, total in (("2024-H1", 565), ("2025-H1", 529)):
        value = half_years.value(period_code, BAC_GIANG)
        assert (value.value, value.units_expected, value.units_reported) == (total, 10, 10)


def test_the_city_compares_with_itself_and_yen_dung_together(half_years: Country) -> None:
    row = half_years.comparison("2025-H1", CITY)
    assert (row.comparability, row.value, row.previous_value, row.change) == ("comparable", 150, 165, -15)
    assert row.change_pct == Decimal("-9.090909")


@pytest.mark.parametrize(("unit_id", "value"), [(LUC_NGAN, 40), (CHU, 28)])
def test_neither_side_of_the_split_of_luc_ngan_is_compared(
    half_years: Country, unit_id: str, value: int
) -> None:
    row = half_years.comparison("2025-H1", unit_id)
    assert (row.comparability, row.value, row.previous_value) == ("boundary_changed", value, None)
    assert (row.change, row.change_pct, row.matched_change) == (None, None, None)


def test_the_province_stayed_as_it_was(half_years: Country) -> None:
    row = half_years.comparison("2025-H1", BAC_GIANG)
    assert (row.comparability, row.previous_value, row.change) == ("comparable", 565, -36)
    assert row.change_pct == Decimal("-6.371681")


def test_a_ratio_of_the_merged_city_is_recomputed_from_both(country: Country) -> None:
    for code, before, now in (("cases", (120, 45), 150), ("cases_solved", (100, 36), 129)):
        country.report("2024-H1", f"crime.{code}", dict(zip((CITY, YEN_DUNG), before, strict=True)))
        country.report("2025-H1", f"crime.{code}", {CITY: now})
    country.consolidate("2024-H1", BAC_GIANG)
    country.consolidate("2025-H1", BAC_GIANG)
    row = country.comparison("2025-H1", CITY, "crime.clearance_rate")
    assert (row.comparability, row.value) == ("comparable", 86)
    assert (row.previous_value, row.change) == (Decimal("82.424242"), Decimal("3.575758"))


def test_types_of_models_of_two_districts_do_not_add_up(country: Country) -> None:
    country.report("2024-H1", "model.types", {CITY: 17, YEN_DUNG: 9})
    country.report("2025-H1", "model.types", {CITY: 20})
    country.consolidate("2024-H1", BAC_GIANG)
    country.consolidate("2025-H1", BAC_GIANG)
    row = country.comparison("2025-H1", CITY, "model.types")
    assert (row.comparability, row.previous_value, row.change) == ("boundary_changed", None, None)


def test_without_yen_dung_s_report_the_city_is_not_compared(country: Country) -> None:
    country.report("2024-H1", "crime.cases", {CITY: 120})
    country.report("2025-H1", "crime.cases", {CITY: 150})
    country.consolidate("2024-H1", BAC_GIANG)
    country.consolidate("2025-H1", BAC_GIANG)
    row = country.comparison("2025-H1", CITY)
    assert (row.comparability, row.change, row.matched_change) == ("coverage_differs", None, None)
    assert country.comparison("2025-H1", BAC_GIANG).matched_change is None


def test_2023_compares_with_2024_district_by_district(country: Country) -> None:
    country.report("2023", "crime.cases", dict.fromkeys(HALF_2024, 10))
    country.report("2024", "crime.cases", dict.fromkeys(HALF_2024, 12))
    country.consolidate("2023", BAC_GIANG)
    country.consolidate("2024", BAC_GIANG)
    viet_yen = country.comparison("2024", "2004-222")  # huyện, then thị xã, from 1 February 2024
    assert (viet_yen.comparability, viet_yen.change) == ("comparable", 2)
    province = country.comparison("2024", BAC_GIANG)
    assert (province.comparability, province.previous_value, province.change) == ("comparable", 100, 20)


def test_the_new_bac_ninh_compares_with_both_old_provinces(country: Country) -> None:
    country.report("2024", "crime.cases", {BAC_GIANG: 1000, BAC_NINH: 900})
    country.report("2025", "crime.cases", {NEW_BAC_NINH: 1710})
    country.consolidate("2024", BAC_GIANG, BAC_NINH)
    country.consolidate("2025", NEW_BAC_NINH)
    row = country.comparison("2025", NEW_BAC_NINH)
    assert (row.comparability, row.previous_value, row.change) == ("comparable", 1900, -190)
    assert row.change_pct == Decimal(-10)


def test_communes_of_2025_compare_with_districts_of_2024_where_both_years_are_complete(
    country: Country,
) -> None:
    units = UnitRegistry.load()
    districts = [
        row.unit_id
        for province in (BAC_GIANG, BAC_NINH)
        for row in units.children(province, parse_period("2024").ends_on)
    ]
    communes = [row.unit_id for row in units.children(NEW_BAC_NINH, parse_period("2025").ends_on)]
    assert (len(districts), len(communes)) == (18, 99)
    country.report("2024", "crime.cases", dict.fromkeys(districts, 100))
    country.report("2025", "crime.cases", dict.fromkeys(communes, 17))
    country.owe("2024", *districts)
    country.owe("2025", *communes)
    country.consolidate("2024", BAC_GIANG, BAC_NINH)
    country.consolidate("2025", NEW_BAC_NINH)
    value = country.value("2025", NEW_BAC_NINH)
    assert (value.value, value.units_expected, value.units_reported) == (1683, 99, 99)
    row = country.comparison("2025", NEW_BAC_NINH)
    assert (row.comparability, row.previous_value, row.change) == ("comparable", 1800, -117)
    assert country.comparison("2025", communes[0]).comparability == "not_reported"


def test_one_old_province_alone_is_not_the_new_one(country: Country) -> None:
    country.report("2024", "crime.cases", {BAC_GIANG: 1000})
    country.report("2025", "crime.cases", {NEW_BAC_NINH: 1710})
    country.consolidate("2024", BAC_GIANG)
    country.consolidate("2025", NEW_BAC_NINH)
    row = country.comparison("2025", NEW_BAC_NINH)
    assert (row.comparability, row.change) == ("coverage_differs", None)


def test_a_ward_merged_twice_in_2025_compares_with_all_its_communes_of_2024(country: Country) -> None:
    # Lão Hộ went into Tân An on 1 January, Tân An, Quỳnh Sơn, Trí Yên and Lãng Sơn into the ward on 1 July.
    of_2024 = {"2004-07682": 5, "2004-07684": 1, "2004-07702": 2, "2004-07720": 3, "2004-07723": 4}
    country.report("2024", "crime.cases", of_2024)
    country.report("2025", "crime.cases", {"2025-07682": 12})
    country.consolidate("2024", BAC_GIANG)
    country.consolidate("2025", NEW_BAC_NINH)
    row = country.comparison("2025", "2025-07682")
    assert (row.comparability, row.previous_value, row.change) == ("comparable", 15, -3)


def test_a_commune_that_nothing_happened_to_compares_with_itself(country: Country) -> None:
    country.report("2024", "crime.cases", {"2004-07663": 3})
    country.report("2025", "crime.cases", {"2004-07663": 4})
    country.consolidate("2024", BAC_GIANG)
    country.consolidate("2025", NEW_BAC_NINH)
    assert country.comparison("2025", "2004-07663").change == 1


def test_a_ward_with_a_part_of_a_commune_is_not_compared(country: Country) -> None:
    # Châu Đốc took four wards and a part of a fifth.
    of_2024 = {"2004-30316": 5, "2004-30319": 5, "2004-30322": 5, "2004-30328": 5, "2004-30334": 5}
    country.report("2024", "crime.cases", of_2024)
    country.report("2025", "crime.cases", {"2025-30316": 30})
    country.consolidate("2024", "2004-89")
    country.consolidate("2025", "2025-91")
    row = country.comparison("2025", "2025-30316")
    assert (row.comparability, row.previous_value) == ("boundary_changed", None)


def test_the_law_on_guards_breaks_their_series_in_2024(country: Country) -> None:
    country.report("2023", "force.guard_members", {CITY: 148})
    country.report("2024", "force.guard_members", {CITY: 300})
    country.consolidate("2023", BAC_GIANG)
    country.consolidate("2024", BAC_GIANG)
    row = country.comparison("2024", CITY, "force.guard_members")
    assert (row.comparability, row.previous_value, row.change) == ("scheme_changed", 148, None)
