"""The declared workbook: every indicator has its place, faults are named, layouts follow the law."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from schemas.errors import ReferenceDataError, SettingsError
from schemas.indicators import indicators
from schemas.reference_files import REFERENCE_FOLDER
from schemas.templates import plan_workbook, template_definition
from schemas.templates.definition import read_template_definition
from schemas.templates.plan import Look
from schemas.vocabulary import Level, Rating, UnitKind

OLD_DISTRICT, NEW_COMMUNE = ("2004-259", "2023"), ("2025-07228", "2025")


def places(sender: tuple[str, str]) -> set[str]:
    return {slot.key.indicator_code for page in plan_workbook(*sender).sheets for slot in page.slots}


@pytest.mark.parametrize(
    ("sender", "level"), [(OLD_DISTRICT, Level.DISTRICT), (NEW_COMMUNE, Level.COMMUNE)], ids=str
)
def test_every_indicator_that_a_sender_can_report_has_a_place(sender, level):
    ratios = {code for code, indicator in indicators().items() if indicator.is_ratio}
    left_out = set(template_definition().left_out.get(level, {})) | {"rating.very_good"}
    assert set(indicators()) - places(sender) - ratios == left_out
    computed = sum(len(page.computed) for page in plan_workbook(*sender).sheets)
    assert computed > len(ratios)


@pytest.mark.parametrize("sender", [OLD_DISTRICT, NEW_COMMUNE], ids=str)
def test_no_figure_has_two_cells(sender):
    keys = [slot.key for page in plan_workbook(*sender).sheets for slot in page.slots if not slot.is_previous]
    assert len(keys) == len(set(keys))


def test_a_district_of_before_the_reform_has_its_communes_as_rows():
    plan = plan_workbook(*OLD_DISTRICT)
    page = next(page for page in plan.sheets if page.name == "Biểu 3 Tội phạm theo xã")
    named = [text.text for text in page.fixed if text.look is Look.LABEL]
    assert named == [area.name for area in plan.areas]
    assert len(named) == 21
    assert {area.parent_id for area in plan.areas} == {"2004-259"}


def test_a_commune_of_after_the_reform_sends_by_itself():
    plan = plan_workbook(*NEW_COMMUNE)
    assert plan.areas == ()
    assert not [page for page in plan.sheets if "theo xã" in page.name or page.name == "DS xã"]
    kinds = {slot.key.unit_kind for page in plan.sheets for slot in page.slots}
    assert UnitKind.COMMUNE not in kinds


@pytest.mark.parametrize(
    ("unit_id", "period"),
    [("2004-27", "2023"), ("2004-09313", "2023"), ("2004-259", "2025"), ("2025-07228", "2023")],
    ids=["a province", "a commune below a district", "an abolished district", "a commune of later"],
)
def test_who_sends_no_report_has_no_workbook(unit_id, period):
    with pytest.raises(SettingsError, match=unit_id):
        plan_workbook(unit_id, period)


def test_the_classes_are_those_in_force_at_the_end_of_the_period():
    before, since = plan_workbook("2004-213", "2021"), plan_workbook("2004-213", "2023")
    assert before.classes == (Rating.VERY_GOOD, Rating.GOOD, Rating.AVERAGE, Rating.WEAK)
    assert since.classes == (Rating.EXCELLENT, Rating.GOOD, Rating.AVERAGE, Rating.WEAK)
    codes = {slot.key.indicator_code for page in before.sheets for slot in page.slots}
    assert "rating.very_good" in codes
    assert "rating.excellent" not in codes


def test_a_half_year_has_the_headings_of_a_part_of_a_year():
    page = plan_workbook("2004-105", "2023-H1").sheets[0]
    texts = {text.text for text in page.fixed}
    assert {"Kỳ này", "Cùng kỳ năm trước"} <= texts
    assert any("6 THÁNG ĐẦU NĂM 2023" in text for text in texts)


def broken(folder: Path, change) -> Path:
    """A copy of the reference files in which the workbook is declared otherwise."""
    copy = folder / "reference"
    shutil.copytree(REFERENCE_FOLDER, copy)
    file = copy / "templates.yaml"
    content = yaml.safe_load(file.read_text("utf-8"))
    change(content)
    file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return copy


def _tables(content, sheet: str):
    declared = next(each for each in content["sheets"] if each["name"] == sheet)
    return declared["tables"]


def _rows(content, sheet: str):
    return _tables(content, sheet)[0]["sections"][0]["rows"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda c: _rows(c, "PL V").pop(), "budget.spent_vnd has no place"),
        (lambda c: _rows(c, "PL V").append("budget.lost"), "budget.lost is not in"),
        (
            lambda c: _rows(c, "PL V").append("crime.cases"),
            "crime.cases stands twice",
        ),
        (
            lambda c: _tables(c, "PL II")[0]["columns"].pop("safety.registered"),
            "safety.registered, which the table",
        ),
        (lambda c: _tables(c, "PL I").reverse(), "must be the last of its sheet"),
        (lambda c: _tables(c, "PL III")[2]["columns"].update({"model.types": "x"}), "can't be added up"),
        (
            lambda c: _tables(c, "PL I")[1].update(dimension="award_level"),
            "is not broken down by award_level",
        ),
        (lambda c: c["sheets"][0].update(name="a" * 40), "at most 31 characters"),
        (lambda c: c["sheets"][0].update(name=c["sheets"][1]["name"]), "two sheets of one name"),
        (lambda c: c["sheets"][0]["tables"][0].update(layout="chart"), "layout 'chart'"),
        (lambda c: c.pop("version"), "missing key 'version'"),
    ],
)
def test_a_fault_of_the_file_is_named(tmp_path, change, fault):
    with pytest.raises(ReferenceDataError, match=r"templates\.yaml") as raised:
        read_template_definition(broken(tmp_path, change))
    assert fault in str(raised.value)
