"""A broken reference file is refused with its name, the line and the column."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.errors import ReferenceDataError
from schemas.indicators import read_indicators
from schemas.labels import read_labels
from schemas.obligations import read_obligations
from schemas.rating_schemes import read_rating_rules
from schemas.reference_files import REFERENCE_FOLDER, reference_digest
from schemas.reporting_calendar import read_reporting_calendar
from schemas.targets import read_programmes
from schemas.units import UnitRegistry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))


def spoil(folder: Path, file_name: str, right: str, wrong: str) -> None:
    path = folder / file_name
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file_name", "right", "wrong", "read", "message"),
    [
        (
            "indicators.csv",
            "vụ,count,sum",
            "vụ,number,sum",
            read_indicators,
            r"indicators.csv.*\n.*line 2, column kind",
        ),
        (
            "indicators.csv",
            "crime.cases_solved,crime.cases,",
            "crime.solved,crime.cases,",
            read_indicators,
            "crime.solved",
        ),
        ("indicators.csv", "code,label_vi", "id,label_vi", read_indicators, "indicators.csv"),
        ("labels.yaml", "  excellent:", "  superb:", read_labels, "list rating.*excellent"),
        ("labels.yaml", "{vi: Tăng, en: Up}", "{vi: Tăng}", read_labels, "labels.yaml: missing key 'en'"),
        ("obligations.yaml", "tip.received", "tips.received", read_obligations, "tips.received"),
        ("obligations.yaml", 'due: "N-12-15"', 'due: "some day"', read_obligations, "some day"),
        ("rating_schemes.yaml", "[Xuất sắc, Khá", "[Tuyệt vời, Khá", read_rating_rules, "Tuyệt vời"),
        (
            "rating_schemes.yaml",
            "valid_from: 2022-01-20",
            "valid_from: 2021-01-20",
            read_rating_rules,
            "both in force",
        ),
        ("reporting_calendar.yaml", 'to: "N-12-14"', 'to: "Christmas"', read_reporting_calendar, "Christmas"),
        ("targets.yaml", 'rule: ">= 90"', 'rule: "about 90"', read_programmes, "target 2.3a.*about 90"),
        ("targets.yaml", "tip.accepted", "tip.heard", read_programmes, "target 2.3b.*tip.heard"),
    ],
)
def test_a_fault_is_refused_with_its_place(
    folder: Path, file_name: str, right: str, wrong: str, read: Callable[[Path], object], message: str
) -> None:
    spoil(folder, file_name, right, wrong)
    with pytest.raises(ReferenceDataError, match=message):
        read(folder)


@pytest.mark.parametrize(
    ("file_name", "right", "wrong", "message"),
    [
        (
            "admin_units.csv",
            "02,Tỉnh Hà Giang,Hà Giang,province",
            "02,Tỉnh Hà Giang,Hà Giang,region",
            "line 3, column level",
        ),
        ("admin_units.csv", "2019-09-11,2025-07-01", "2019-09-11,2025-02-30", "2025-02-30"),
        ("admin_units.csv", "2019-09-11,2025-07-01", "2019-09-11,2018-07-01", "valid_from before valid_to"),
        ("admin_units.csv", "huyện,24,", "huyện,99,", "code 99"),
        ("unit_successions.csv", "09214,09214,2019-12-01", "99999,09214,2019-12-01", "99999"),
        ("unit_successions.csv", ",renamed,", ",vanished,", "line 2, column relation"),
        ("unit_codes.yaml", "kind_vi: huyện", "kind_vi: tổng", "huyện"),
    ],
)
def test_a_fault_in_the_units_is_refused_with_its_place(
    folder: Path, file_name: str, right: str, wrong: str, message: str
) -> None:
    spoil(folder, file_name, right, wrong)
    with pytest.raises(ReferenceDataError, match=f"(?s){file_name}.*{message}|{message}"):
        UnitRegistry.read(folder)


def test_all_faults_of_a_file_are_reported_at_once(folder: Path) -> None:
    spoil(folder, "indicators.csv", "vụ,count,sum", "vụ,number,sum")
    spoil(folder, "indicators.csv", ",lower,", ",upper,")
    with pytest.raises(
        ReferenceDataError, match=r"(?s)column kind.*column better|column better.*column kind"
    ):
        read_indicators(folder)


def test_a_missing_file_is_a_reference_data_error(folder: Path) -> None:
    (folder / "labels.yaml").unlink()
    with pytest.raises(ReferenceDataError, match=r"labels\.yaml"):
        read_labels(folder)


def test_the_digest_names_what_was_read() -> None:
    assert reference_digest("indicators.csv") != reference_digest("admin_units.csv")
    assert len(reference_digest()) == 64
