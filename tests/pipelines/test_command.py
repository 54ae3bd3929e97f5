"""The `tonghop` command from outside: how fast it starts, what it loads, how it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("dagster", "pandas", "sqlalchemy", "duckdb", "great_expectations")


def tonghop(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines.command", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def modules_loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_command_itself_loads_nothing_heavy():
    assert modules_loaded_by("import pipelines.command").isdisjoint(HEAVY)


def test_extracting_needs_neither_orchestrator_nor_database():
    loaded = modules_loaded_by("import pipelines.command_extract")
    assert loaded.isdisjoint({"dagster", "sqlalchemy", "duckdb", "great_expectations"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--no-such-option"),
        ("extract", "missing.docx"),
        ("run", "--inbox", "missing"),
        ("fly",),
        ("withdraw", "x"),
    ],
)
def test_wrong_usage_leaves_with_2(tmp_path: Path, arguments: tuple[str, ...]):
    assert tonghop(*arguments, cwd=tmp_path).returncode == 2


def test_a_malformed_setting_is_wrong_usage_and_named(tmp_path: Path):
    (tmp_path / "tonghop.toml").write_text("inbxo = 'x'")
    run = tonghop("status", cwd=tmp_path)
    assert run.returncode == 2
    assert "inbxo" in run.stderr


def test_before_the_first_release_status_says_what_to_do_and_leaves_with_3(tmp_path: Path):
    run = tonghop("status", cwd=tmp_path)
    assert run.returncode == 3
    assert "tonghop run" in run.stderr


def test_a_file_that_cannot_be_read_is_told_in_vietnamese_on_the_error_stream(tmp_path: Path):
    (tmp_path / "rong.docx").write_bytes(b"")
    run = tonghop("extract", "rong.docx", cwd=tmp_path)
    assert run.returncode == 3
    assert run.stdout == ""
    assert "rong.docx" in run.stderr
    assert "rỗng" in run.stderr


def test_every_word_of_the_command_explains_itself(tmp_path: Path):
    decisions = ("review", "assign", "withdraw", "purge")
    for word in ("run", "backfill", "extract", "check", *decisions, "status", "explain", "serve"):
        run = tonghop(word, "--help", cwd=tmp_path)
        assert run.returncode == 0
        assert "--help" in run.stdout
