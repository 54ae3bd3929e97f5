"""A workbook goes out, comes back filled, and is published; the next one holds what was published."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook, load_workbook

from schemas.templates import plan_workbook
from schemas.templates.plan import FigureKey
from schemas.units import UnitRegistry
from schemas.vocabulary import UnitKind

DISTRICT, COMMUNE = "2004-105", "2004-03387"
KEYS = {
    FigureKey("crime.cases", DISTRICT): 28,
    FigureKey("fire.incidents", DISTRICT): 0,
    FigureKey("budget.spent_vnd", DISTRICT): 122_650_000,
    FigureKey("award.collectives", DISTRICT, category="police_province"): 7,
    FigureKey("model.units_total", DISTRICT, UnitKind.AGENCY): 60,
    FigureKey("model.units_effective", DISTRICT, UnitKind.AGENCY): 53,
    FigureKey("traffic.accidents", COMMUNE): 3,
    FigureKey("camera.installed", COMMUNE): 120,
}


def tonghop(*arguments: str) -> str:
    command = [sys.executable, "-m", "pipelines.command", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def slot_of(workbook: Workbook, key: FigureKey, period: str, *, is_previous: bool):
    for page in plan_workbook(DISTRICT, period).sheets:
        for slot in page.slots:
            if slot.key == key and slot.is_previous is is_previous:
                return workbook[page.name].cell(slot.row, slot.column)
    raise AssertionError(f"no cell for {key}")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    inbox = tmp_path_factory.mktemp("inbox")
    file = inbox / "bieu.xlsx"
    tonghop(
        "template", "--unit", DISTRICT, "--period", "2023", "--data-dir", str(folder), "--output", str(file)
    )
    workbook = load_workbook(file)
    for key, value in KEYS.items():
        slot_of(workbook, key, "2023", is_previous=False).value = value
    areas = workbook["DS khu dân cư"]
    for column, value in (
        (2, "Tổ dân phố số 4"),
        (3, "Phường Tân Phong"),
        (5, "Không đạt"),
        (7, "Trung bình"),
    ):
        areas.cell(8, column, value)
    workbook.save(file)
    tonghop("run", "--inbox", str(inbox), "--data-dir", str(folder))
    return folder


@pytest.fixture
def bi(data_dir: Path):
    with duckdb.connect(str(data_dir / "published" / "tonghop.duckdb"), read_only=True) as connection:
        yield connection


def test_every_figure_is_published_as_reported(bi):
    rows = bi.execute(
        "SELECT indicator_code, unit_id, unit_kind, category, value, origin FROM bi.indicator_values "
        "WHERE period_code = '2023'"
    ).fetchall()
    published = {tuple(key): (value, origin) for *key, value, origin in rows}
    for key, value in KEYS.items():
        found = published[key.indicator_code, key.unit_id, key.unit_kind, key.category]
        assert found == (value, "reported")
    assert published["model.effective_rate", DISTRICT, "agency", None][0] == Decimal("88.333333")


def test_a_listed_unit_is_rated_and_watched(bi):
    unit_id = f"{COMMUNE}/residential_area/to-dan-pho-4"
    rating = bi.execute("SELECT rating FROM bi.unit_ratings WHERE unit_id = ?", [unit_id]).fetchall()
    watched = bi.execute("SELECT rating FROM bi.watchlist WHERE unit_id = ?", [unit_id]).fetchall()
    assert rating == watched == [("average",)]


def test_a_figure_leads_to_its_cell(bi):
    (locator,) = bi.execute(
        "SELECT locator FROM bi.observations WHERE indicator_code = 'crime.cases' AND unit_id = ?", [DISTRICT]
    ).fetchone()
    assert locator.startswith("Biểu 1 Tội phạm!D")


def test_a_new_commune_finds_the_areas_of_the_communes_that_went_into_it(data_dir, tmp_path):
    file = tmp_path / "new.xlsx"
    heir = next(each for each in UnitRegistry.load().successors(COMMUNE) if each.share == 1.0)
    tonghop(
        "template", "--unit", str(heir.successor_id), "--period", "2025",
        "--data-dir", str(data_dir), "--output", str(file),
    )  # fmt: skip
    assert load_workbook(file)["DS khu dân cư"]["B8"].value == "Tổ dân phố số 4"


def test_the_next_years_workbook_holds_what_was_published(data_dir, tmp_path):
    file = tmp_path / "next.xlsx"
    tonghop(
        "template", "--unit", DISTRICT, "--period", "2024", "--data-dir", str(data_dir), "--output", str(file)
    )
    workbook = load_workbook(file)
    for key, value in KEYS.items():
        assert slot_of(workbook, key, "2024", is_previous=True).value == value
    row = [cell.value for cell in workbook["DS khu dân cư"][8]]
    assert row[1:3] == ["Tổ dân phố số 4", "Phường Tân Phong"]
    assert row[7:9] == ["Không đạt", "Trung bình"]
