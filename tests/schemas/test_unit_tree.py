"""The tree in force on a day: districts below provinces up to June 2025, communes since."""

from datetime import date

import pytest

from schemas.units import UnitRegistry
from schemas.vocabulary import Level

END_OF_2023 = date(2023, 12, 14)
SINCE = date(2025, 7, 1)


@pytest.fixture(scope="module")
def units() -> UnitRegistry:
    return UnitRegistry.load()


def test_children_of_a_province_are_districts_then_communes(units: UnitRegistry) -> None:
    assert {unit.level for unit in units.children("2004-12", END_OF_2023)} == {Level.DISTRICT}
    assert {unit.level for unit in units.children("2004-12", SINCE)} == {Level.COMMUNE}
    assert len(units.children("2004-12", SINCE)) == 38
    assert len(units.children("2025-24", SINCE)) == 99


def test_the_new_province_has_no_children_before_it_began(units: UnitRegistry) -> None:
    assert units.children("2025-24", date(2025, 6, 30)) == ()


def test_descendants_of_a_level_are_complete(units: UnitRegistry) -> None:
    assert len(units.descendants("2004-24", date(2023, 12, 31), Level.COMMUNE)) == 209
    assert len(units.descendants("2004-24", date(2025, 1, 1), Level.COMMUNE)) == 192


def test_a_commune_knows_its_district_and_province(units: UnitRegistry) -> None:
    assert units.district_of("2004-03389", END_OF_2023).unit_id == "2004-105"
    assert units.province_of("2004-03389", END_OF_2023).unit_id == "2004-12"
    assert [unit.level for unit in units.ancestors("2004-03389", END_OF_2023)] == [
        Level.DISTRICT,
        Level.PROVINCE,
    ]


def test_since_july_2025_a_commune_has_no_district(units: UnitRegistry) -> None:
    assert units.district_of("2025-03408", SINCE) is None
    assert units.province_of("2025-03408", SINCE).unit_id == "2004-12"


def test_a_listed_unit_hangs_on_its_commune_or_province(units: UnitRegistry) -> None:
    listed = "2004-03389/residential_area/to-dan-pho-4"
    assert units.get(listed, END_OF_2023) is None
    assert [unit.unit_id for unit in units.ancestors(listed, END_OF_2023)] == [
        "2004-03389",
        "2004-105",
        "2004-12",
    ]
    assert units.province_of("2004-12/agency/so-y-te", END_OF_2023).unit_id == "2004-12"


def test_a_look_up_by_id_before_the_first_listing_finds_nothing(units: UnitRegistry) -> None:
    assert units.get("2004-00706", date(2018, 1, 1)) is None
    assert units.children("2004-12", date(2018, 1, 1)) == ()


def test_the_country_has_as_many_units_as_the_law_says(units: UnitRegistry) -> None:
    def count(level: Level, on: date) -> int:
        return sum(row.level is level and row.is_valid(on) for row in units.rows)

    assert [count(level, date(2025, 6, 30)) for level in Level] == [63, 696, 10_035]
    assert [count(level, SINCE) for level in Level] == [34, 0, 3_321]
