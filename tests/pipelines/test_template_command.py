"""`tonghop template`: a file for who sends a report, a clear refusal for who does not."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipelines.command import app
from schemas.errors import SettingsError


def run(*arguments: str):
    return CliRunner().invoke(app, ["template", *arguments])


def test_a_workbook_is_written_without_any_warehouse(tmp_path):
    output = tmp_path / "bieu.xlsx"
    result = run(
        "--unit", "2004-105", "--period", "2023", "--data-dir", str(tmp_path), "--output", str(output)
    )
    assert result.exit_code == 0
    assert "Thành phố Lai Châu, tỉnh Lai Châu (2004-105), Năm 2023" in result.stdout
    assert "nothing is published" in result.stderr
    assert load_workbook(output)["PL I"]["A1"].value == "Đơn vị báo cáo: Thành phố Lai Châu, tỉnh Lai Châu"


def test_a_sender_may_be_named_and_the_file_bears_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("--unit", "Phường Đa Mai", "--period", "2025", "--data-dir", str(tmp_path))
    assert result.exit_code == 0
    assert (tmp_path / "bieu-so-lieu-phuong-da-mai-2025.xlsx").is_file()


def test_a_unit_that_sends_no_report_is_wrong_usage(tmp_path):
    result = run("--unit", "2004-12", "--period", "2023", "--data-dir", str(tmp_path))
    assert isinstance(result.exception, SettingsError)
    assert "owes the province no report" in str(result.exception)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    result = run(
        "--unit", "2004-105", "--period", "2023", "--data-dir", str(tmp_path), "--output", "/nowhere/a.xlsx"
    )
    assert isinstance(result.exception, SettingsError)
    assert "/nowhere/a.xlsx" in str(result.exception)


@pytest.mark.parametrize("code", ["2023-13", "last year"])
def test_a_period_of_another_form_is_told(tmp_path, code):
    result = run("--unit", "2004-105", "--period", code, "--data-dir", str(tmp_path))
    assert result.exit_code != 0
    assert code in str(result.exception)
