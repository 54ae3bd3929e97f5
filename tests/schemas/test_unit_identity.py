"""Who is who over time: ids live on through renaming and transfer, not through mergers of a new list."""

from datetime import date

import pytest

from schemas.errors import ReferenceDataError
from schemas.unit_ids import CodeInterval, CodeSuccession, CodeSystem, identify_rows
from schemas.units import UnitRegistry, organisation_id
from schemas.vocabulary import Level

BEFORE = date(2025, 6, 30)
SINCE = date(2025, 7, 1)
END_OF_2023 = date(2023, 12, 14)

SYSTEMS = (CodeSystem("old", None, date(2000, 1, 1)), CodeSystem("new", date(2000, 1, 1), None))


@pytest.fixture(scope="module")
def units() -> UnitRegistry:
    return UnitRegistry.load()


def test_a_reused_province_code_is_another_unit(units: UnitRegistry) -> None:
    assert units.get("2004-24", BEFORE).name == "Tỉnh Bắc Giang"
    assert units.get("2004-24", SINCE) is None
    assert units.get("2025-24", SINCE).name == "Tỉnh Bắc Ninh"
    assert units.get("2025-24", BEFORE) is None


def test_a_province_that_runs_on_keeps_its_id(units: UnitRegistry) -> None:
    assert units.get("2004-12", BEFORE) == units.get("2004-12", SINCE)


def test_a_province_that_takes_others_in_and_runs_on_keeps_its_id(units: UnitRegistry) -> None:
    assert units.get("2004-19", SINCE).name == "Tỉnh Thái Nguyên"
    assert "2004-06" in {each.predecessor_id for each in units.predecessors("2004-19")}


def test_a_province_that_becomes_a_city_keeps_its_id(units: UnitRegistry) -> None:
    assert [row.kind_vi for row in units.history("2025-24")] == ["tỉnh", "thành phố trực thuộc"]
    assert [row.name for row in units.history("2004-46")] == ["Tỉnh Thừa Thiên Huế", "Thành phố Huế"]


def test_a_reused_commune_code_is_another_unit(units: UnitRegistry) -> None:
    assert units.get("2004-03408", BEFORE).name == "Phường Đông Phong"
    assert units.get("2025-03408", SINCE).name == "Phường Tân Phong"
    assert {each.predecessor_id for each in units.predecessors("2025-03408")} >= {"2004-03408", "2004-03387"}


def test_a_district_that_becomes_a_town_keeps_its_id(units: UnitRegistry) -> None:
    history = units.history("2004-222")
    assert [(row.kind_vi, row.valid_from) for row in history][1] == ("thị xã", date(2024, 2, 1))
    assert history[0].kind_vi == "huyện"


def test_a_city_that_absorbs_a_district_keeps_its_id_and_row(units: UnitRegistry) -> None:
    assert units.get("2004-213", date(2024, 12, 31)) == units.get("2004-213", date(2025, 1, 1))
    assert units.get("2004-221", date(2025, 1, 1)) is None


def test_a_commune_merged_under_its_own_code_keeps_its_id(units: UnitRegistry) -> None:
    assert [row.name for row in units.history("2004-07288")] == ["Xã Phồn Xương", "Thị trấn Phồn Xương"]


def test_a_commune_merged_under_the_new_list_is_new_even_with_the_old_name(units: UnitRegistry) -> None:
    assert units.get("2004-00706", BEFORE).name == units.get("2025-00706", SINCE).name


def test_a_commune_that_only_changes_its_parent_keeps_its_id(units: UnitRegistry) -> None:
    moved = units.history("2004-00859")
    assert [units.get(row.parent_id, row.valid_from).level for row in moved] == [
        Level.DISTRICT,
        Level.PROVINCE,
    ]


def test_an_island_district_renamed_under_another_code_keeps_its_id(units: UnitRegistry) -> None:
    assert [row.unit_code for row in units.history("2004-318")] == ["318", "11948"]
    assert units.get("2004-318", SINCE).kind_vi == "đặc khu"


def test_every_row_has_one_id_per_day(units: UnitRegistry) -> None:
    for row in units.rows:
        assert sum(other.is_valid(row.valid_from) for other in units.history(row.unit_id)) == 1


def test_a_unit_of_a_day_has_its_code_of_that_day(units: UnitRegistry) -> None:
    assert all(row.unit_id.startswith(row.code_system + "-") for row in units.rows)


def test_a_split_that_leaves_the_rest_alive_is_known_both_ways(units: UnitRegistry) -> None:
    (split,) = [each for each in units.successors("2004-219") if each.relation == "split"]
    assert (split.successor_id, split.share) == ("2004-224", None)
    assert split in units.predecessors("2004-224")


def test_an_abolished_district_has_no_successor(units: UnitRegistry) -> None:
    assert units.successors("2004-105")[-1].successor_id is None


def test_a_succession_from_nobody_is_refused() -> None:
    rows = [CodeInterval("1", date(2000, 1, 1), None)]
    with pytest.raises(ReferenceDataError, match="no such unit"):
        identify_rows(rows, [CodeSuccession("2", "1", date(2000, 1, 1))], SYSTEMS)


def test_an_identity_lives_on_through_a_chain_of_renamings() -> None:
    rows = [
        CodeInterval("1", date(1990, 1, 1), date(2000, 1, 1)),
        CodeInterval("7", date(2000, 1, 1), date(2010, 1, 1)),
        CodeInterval("7", date(2010, 1, 1), None),
    ]
    carried = [CodeSuccession("1", "7", date(2000, 1, 1)), CodeSuccession("7", "7", date(2010, 1, 1))]
    assert set(identify_rows(rows, carried, SYSTEMS).values()) == {"old-1"}


@pytest.mark.parametrize(
    ("name", "tail"),
    [
        ("Tổ dân phố 4", "to-dan-pho-4"),
        ("Tổ dân phố số 04", "to-dan-pho-4"),
        ("  TỔ DÂN PHỐ  số 4 ", "to-dan-pho-4"),
        ("Bản Đông", "ban-dong"),
        ("Trường THPT Đào Sư Tích (cơ sở 2)", "truong-thpt-dao-su-tich-co-so-2"),
        ("Khu 10A", "khu-10a"),
    ],
)
def test_a_unit_known_from_listings_has_a_readable_id(name: str, tail: str) -> None:
    assert organisation_id("2004-03389", "residential_area", name) == f"2004-03389/residential_area/{tail}"


def test_a_nameless_unit_gets_no_id() -> None:
    with pytest.raises(ReferenceDataError):
        organisation_id("2004-12", "agency", " - ")
