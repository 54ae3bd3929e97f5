"""The wheel holds all that it needs: installed elsewhere, away from the checkout, it reads a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

REPOSITORY = Path(__file__).parents[2]
ROOMS = {"assets", "pipelines", "reports", "schemas", "sources", "warehouse"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_the_rooms_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        top = {name.partition("/")[0] for name in archive.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == ROOMS


def test_every_data_file_of_a_room_is_in_the_wheel(installed: Path):
    tracked = {
        path.relative_to(REPOSITORY)
        for room in ROOMS
        for path in (REPOSITORY / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path for path in tracked if not (installed / path).is_file()} == set()


def test_an_installed_tonghop_extracts_a_report_from_an_empty_folder(installed: Path, tmp_path: Path):
    report = Document()
    for line in (
        "BÁO CÁO",
        "Kết quả công tác bảo đảm an ninh, trật tự năm 2023",
        "Trong năm xảy ra 31 vụ phạm tội về trật tự xã hội.",
    ):
        report.add_paragraph(line)
    report.save(str(tmp_path / "bao cao.docx"))
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    show_place = "import schemas; print(schemas.__file__)"
    place = _python("-c", show_place, cwd=tmp_path, environment=environment).stdout
    assert place.startswith(str(installed))
    run = _python("-m", "pipelines.command", "extract", "bao cao.docx", cwd=tmp_path, environment=environment)
    assert run.returncode == 0, run.stderr
    figures = [json.loads(line) for line in run.stdout.splitlines()]
    assert 31 in {figure["value"] for figure in figures}


def _python(*arguments: str, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
