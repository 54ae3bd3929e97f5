"""Ten districts add up to the figures that a conference announced, and the two texts of it are compared."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

sys.path.insert(0, str(Path(__file__).parent / "conference"))

from conference_districts import DISTRICTS
from conference_documents import conference_files

PROVINCE = "2004-24"


@pytest.fixture(scope="module")
def bi(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("conference")
    for path, data in conference_files():
        target = folder / "inbox" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    command = [sys.executable, "-m", "pipelines.command", "run", "--inbox", str(folder / "inbox")]
    run = subprocess.run(
        [*command, "--data-dir", str(folder / "data")],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    with duckdb.connect(str(folder / "data" / "published" / "tonghop.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("indicator_code", "announced"),
    [
        ("crime.cases", 1008),
        ("crime.deaths", 20),
        ("crime.injured", 156),
        ("crime.damage_vnd", 265_900_000_000),
        ("area.conversion_targeted", 11),
        ("area.conversion_achieved", 11),
    ],
)
def test_the_districts_add_up_to_what_was_announced(bi, indicator_code: str, announced: int):
    assert _value(bi, PROVINCE, indicator_code) == announced


def test_every_district_gives_its_own_figure(bi):
    assert {each.unit_id: _value(bi, each.unit_id, "crime.cases") for each in DISTRICTS} == {
        each.unit_id: each.cases for each in DISTRICTS
    }


def test_the_year_before_is_known_though_only_this_years_reports_state_it(bi):
    row = bi.execute(
        "SELECT previous_value, change, round(change_pct, 2), comparability FROM bi.comparisons "
        "WHERE unit_id = ? AND indicator_code = 'crime.cases' AND unit_kind IS NULL AND category IS NULL",
        [PROVINCE],
    ).fetchone()
    assert row == (1075, -67, Decimal("-6.23"), "stated_only")


def test_the_watchlist_names_as_many_units_as_the_notice(bi):
    counts = bi.execute("SELECT rating, count(*) FROM bi.watchlist GROUP BY rating").fetchall()
    assert dict(counts) == {
        "average": sum(each.average for each in DISTRICTS),
        "weak": sum(each.weak for each in DISTRICTS),
    }
    assert sum(count for _, count in counts) == _value(bi, PROVINCE, "remediation.plans_due") == 106


def test_the_news_that_says_otherwise_is_a_finding(bi):
    found = bi.execute(
        "SELECT message FROM bi.findings WHERE unit_id = ? AND rule LIKE 'X%' AND message LIKE '%108%'",
        [PROVINCE],
    ).fetchall()
    assert len(found) == 1
    assert "106" in found[0][0]


def _value(bi, unit_id: str, indicator_code: str):
    rows = bi.execute(
        "SELECT value FROM bi.indicator_values WHERE unit_id = ? AND indicator_code = ? "
        "AND period_code = '2023' AND unit_kind IS NULL AND category IS NULL",
        [unit_id, indicator_code],
    ).fetchall()
    assert len(rows) == 1, f"{unit_id} {indicator_code}: {rows}"
    return rows[0][0]
