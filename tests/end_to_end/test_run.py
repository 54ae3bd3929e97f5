"""A folder of reports goes in, a published warehouse comes out: the whole flow, through the command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = REPOSITORY / "examples"
EXPECTED = yaml.safe_load((EXAMPLES / "expected.yaml").read_text("utf-8"))


def tonghop(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines.command", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    run = tonghop("run", "--inbox", str(EXAMPLES / "inbox"), "--data-dir", str(folder), "--json")
    assert run.returncode == 0, run.stderr
    (folder / "summary.json").write_text(run.stdout, "utf-8")
    return folder


@pytest.fixture
def bi(data_dir: Path):
    with duckdb.connect(str(data_dir / "published" / "tonghop.duckdb"), read_only=True) as connection:
        yield connection


def test_both_years_are_published_earlier_first(data_dir: Path):
    periods = json.loads((data_dir / "summary.json").read_text("utf-8"))["periods"]
    assert [(each["period_code"], each["result"]) for each in periods] == [
        ("2022", "published"),
        ("2023", "published"),
    ]


def test_every_file_is_identified_as_a_careful_reader_would(bi):
    columns = "status, unit_id, period_code, report_type"
    found = {
        f"{folder}/{name}": row
        for folder, name, *row in bi.execute(
            f"SELECT folder, file_name, {columns} FROM published.documents"
        ).fetchall()
    }
    expected = {
        each["file"]: [each["status"], each.get("unit_id"), each.get("period"), each.get("report_type")]
        for each in EXPECTED["documents"]
    }
    differing = {
        name: (found.get(name), wanted)
        for name, wanted in expected.items()
        if (found.get(name) != wanted if wanted[0] != "quarantined" else found[name][0] != "quarantined")
    }
    assert differing == {}
    assert found.keys() == expected.keys()


def test_every_number_of_an_accepted_document_has_one_of_four_statuses(data_dir: Path):
    figures = json.loads((data_dir / "summary.json").read_text("utf-8"))["figures"]
    assert set(figures) == {"mapped", "unmapped", "not_statistic", "out_of_scope"}
    assert all(count > 0 for count in figures.values())


def test_a_province_total_says_how_many_units_are_in_it(bi):
    (row,) = bi.execute(
        "SELECT units_reported, units_expected, is_complete FROM bi.indicator_values "
        "WHERE indicator_code = 'crime.cases' AND period_code = '2023' AND unit_kind IS NULL "
        "AND category IS NULL AND unit_id = '2004-27'"
    ).fetchall()
    assert row == (4, 8, False)


def test_what_is_published_leads_back_to_documents(bi):
    orphans = bi.execute(
        "SELECT count(*) FROM bi.contributions c LEFT JOIN bi.observations o USING (observation_id) "
        "LEFT JOIN bi.documents d USING (document_id) WHERE d.document_id IS NULL"
    ).fetchone()
    assert orphans == (0,)


def test_nothing_out_of_scope_is_stored(bi):
    statuses = Counter(row[0] for row in bi.execute("SELECT status FROM bi.observations").fetchall())
    assert set(statuses) == {"mapped", "unmapped"}


def test_a_secret_document_leaves_its_row_but_not_its_bytes(bi, data_dir: Path):
    rows = bi.execute(
        "SELECT content_hash, status FROM bi.documents WHERE reason LIKE '%dấu mật%'"
    ).fetchall()
    assert rows
    assert all(status == "quarantined" for _, status in rows)
    archived = {path.name for path in (data_dir / "archive").rglob("*") if path.is_file()}
    assert archived.isdisjoint({content_hash for content_hash, _ in rows})


def test_a_second_run_changes_nothing(data_dir: Path, bi):
    before = bi.execute("SELECT release_id, digest FROM bi.releases ORDER BY release_id").fetchall()
    run = tonghop("run", "--inbox", str(EXAMPLES / "inbox"), "--data-dir", str(data_dir), "--json")
    assert run.returncode == 0, run.stderr
    assert {each["result"] for each in json.loads(run.stdout)["periods"]} == {"unchanged"}
    with duckdb.connect(str(data_dir / "published" / "tonghop.duckdb"), read_only=True) as after:
        assert (
            after.execute("SELECT release_id, digest FROM bi.releases ORDER BY release_id").fetchall()
            == before
        )


def test_explain_prints_the_sentence_behind_a_province_total(data_dir: Path):
    run = tonghop("explain", "2004-27", "2023", "crime.cases", "--data-dir", str(data_dir))
    assert run.returncode == 0, run.stderr
    assert "Quế Võ" in run.stdout
    assert "“" in run.stdout


def test_backfill_gives_the_digests_of_the_run(data_dir: Path):
    years = ("--from", "2022", "--to", "2023")
    run = tonghop("backfill", *years, "--data-dir", str(data_dir), "--json")
    assert run.returncode == 0, run.stderr
    assert {each["result"] for each in json.loads(run.stdout)["periods"]} == {"unchanged"}
