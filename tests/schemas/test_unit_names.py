"""Names as people type them: which unit they mean on a day, and how sure that is."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.units import UnitRegistry
from schemas.vietnamese_names import name_key
from schemas.vocabulary import Level

END_OF_2023 = date(2023, 12, 14)
IN_2026 = date(2026, 1, 1)


@pytest.fixture(scope="module")
def units() -> UnitRegistry:
    return UnitRegistry.load()


def test_a_name_means_the_unit_in_force_on_the_day(units: UnitRegistry) -> None:
    assert units.find("Tỉnh Bắc Ninh", END_OF_2023)[0].unit.unit_id == "2004-27"
    assert units.find("Tỉnh Bắc Ninh", IN_2026)[0].unit.unit_id == "2025-24"


@pytest.mark.parametrize(
    "written",
    [
        "thành phố Lai Châu",
        "TP. Lai Châu",
        "TP Lai Châu",
        "Tp.Lai Châu",
        "T.P Lai Châu",
        "THÀNH PHỐ  LAI CHÂU",
        " thành phố\u00a0Lai Châu ",
        unicodedata.normalize("NFD", "Thành phố Lai Châu"),
    ],
)
def test_case_spaces_dots_and_encoding_do_not_matter(units: UnitRegistry, written: str) -> None:
    best = units.find(written, END_OF_2023)[0]
    assert (best.unit.unit_id, best.confidence, best.matched_by) == ("2004-105", 1.0, "name")


@pytest.mark.parametrize("written", ["Tỉnh Hòa Bình", "Tỉnh Hoà Bình", "tỉnh hòa bình"])
def test_the_place_of_the_tone_mark_does_not_matter(units: UnitRegistry, written: str) -> None:
    best = units.find(written, END_OF_2023)[0]
    assert (best.unit.unit_id, best.confidence) == ("2004-17", 1.0)


def test_without_a_kind_a_shared_name_is_ambiguous(units: UnitRegistry) -> None:
    first, second, *_ = units.find("Lai Châu", END_OF_2023)
    assert {first.unit.unit_id, second.unit.unit_id} == {"2004-12", "2004-105"}
    assert first.confidence == second.confidence < 1.0


def test_a_level_resolves_a_shared_name(units: UnitRegistry) -> None:
    assert [match.unit.unit_id for match in units.find("Lai Châu", END_OF_2023, level=Level.DISTRICT)] == [
        "2004-105"
    ]


def test_within_keeps_descendants_alone(units: UnitRegistry) -> None:
    assert len({match.unit.unit_id for match in units.find("P. Đoàn Kết", END_OF_2023)}) > 1
    for holder in ("2004-105", "2004-12"):
        matches = units.find("P. Đoàn Kết", END_OF_2023, within=holder)
        assert [match.unit.unit_id for match in matches] == ["2004-03389"]


def test_a_name_without_accents_is_found_with_less_confidence(units: UnitRegistry) -> None:
    best = units.find("thanh pho Lai Chau", END_OF_2023)[0]
    assert best.unit.unit_id == "2004-105"
    assert best.matched_by == "name+unaccented"
    assert best.confidence < 0.8


def test_wrong_accents_are_a_weak_hint_and_never_beat_the_right_name(units: UnitRegistry) -> None:
    (match, *_) = units.find("huyện Tam Đướng", END_OF_2023, within="2004-12")
    assert match.unit.name == "Huyện Tam Đường"
    assert match.confidence <= 0.4
    assert all("accents_differ" not in each.matched_by for each in units.find("Tân Phong", END_OF_2023))


def test_another_kind_of_the_same_level_lowers_the_confidence(units: UnitRegistry) -> None:
    best = units.find("huyện Việt Yên", date(2024, 3, 1))[0]
    assert (best.unit.unit_id, best.confidence) == ("2004-222", 0.8)


def test_a_kind_of_another_level_is_hardly_a_match(units: UnitRegistry) -> None:
    matches = {match.unit.unit_id: match.confidence for match in units.find("tỉnh Lai Châu", END_OF_2023)}
    assert matches["2004-12"] == 1.0
    assert matches["2004-105"] < 0.5


def test_a_former_name_still_finds_the_unit_that_lived_on(units: UnitRegistry) -> None:
    best = units.find("xã Nậm Loỏng", END_OF_2023)[0]
    assert (best.unit.unit_id, best.unit.name) == ("2004-03403", "Xã Sùng Phài")
    assert best.matched_by == "name+name_of_other_time"


def test_a_later_name_finds_the_unit_before_it_was_renamed(units: UnitRegistry) -> None:
    best = units.find("thị xã Việt Yên", END_OF_2023)[0]
    assert (best.unit.unit_id, best.unit.kind_vi) == ("2004-222", "huyện")


def test_a_former_name_never_means_the_unit_that_took_the_code_over(units: UnitRegistry) -> None:
    assert all(match.unit.unit_id != "2025-24" for match in units.find("tỉnh Bắc Giang", IN_2026))
    assert all(match.unit.unit_id != "2025-03408" for match in units.find("phường Đông Phong", IN_2026))


def test_the_name_of_a_unit_merged_in_is_a_hint_since_that_day(units: UnitRegistry) -> None:
    assert units.find("huyện Yên Dũng", date(2024, 12, 31))[0].unit.unit_id == "2004-221"
    since = units.find("huyện Yên Dũng", date(2025, 1, 1))[0]
    assert (since.unit.unit_id, since.matched_by) == ("2004-213", "merged_unit")
    assert since.confidence <= 0.6


def test_a_name_before_the_first_listing_is_found_with_less_confidence(units: UnitRegistry) -> None:
    best = units.find("Tỉnh Hòa Bình", date(2018, 3, 1))[0]
    assert (best.unit.unit_id, best.matched_by) == ("2004-17", "name+before_first_listing")
    assert best.confidence < 1.0


def test_a_unit_that_began_by_a_known_event_is_not_found_before_it(units: UnitRegistry) -> None:
    assert units.find("thị xã Chũ", date(2024, 12, 31)) == () or all(
        match.unit.unit_id != "2004-224" for match in units.find("thị xã Chũ", date(2024, 12, 31))
    )


@pytest.mark.parametrize("written", ["Quận 1", "Q1", "Q.1", "q 01", "quan 1"])
def test_numbered_units_are_found_however_written(units: UnitRegistry, written: str) -> None:
    assert units.find(written, END_OF_2023)[0].unit.unit_id == "2004-760"


@pytest.mark.parametrize("written", ["", "  ", "huyện", "P.", "…", "Không Có Nơi Này"])
def test_a_text_that_names_no_unit_finds_none(units: UnitRegistry, written: str) -> None:
    assert units.find(written, END_OF_2023) == ()


def test_every_unit_is_found_by_its_full_name(units: UnitRegistry) -> None:
    for row in units.rows[::37]:
        found = units.find(row.name, row.valid_from, within=row.parent_id)
        assert row.unit_id in {
            match.unit.unit_id for match in found if match.confidence == found[0].confidence
        }


@given(st.text())
def test_a_key_is_its_own_key_line_by_line(text: str) -> None:
    line = " ".join(text.split())
    assert name_key(f"{line}\n{line}") == f"{name_key(line)}\n{name_key(line)}"
