"""The committed example inbox is what its builder writes, and `expected.yaml` speaks of that inbox."""

import csv
import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml
from lxml import etree

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
INBOX = EXAMPLES / "inbox"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    subprocess.run(
        [sys.executable, EXAMPLES / "build_inbox.py", "--out", folder], check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def expected() -> dict:
    return yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))


def test_the_builder_writes_exactly_the_committed_files(fresh: Path) -> None:
    assert _names(fresh) == _names(INBOX)


def test_every_part_of_every_file_is_as_committed(fresh: Path) -> None:
    # Parts, not bytes of the container: another zlib may deflate the same parts differently.
    different = [name for name in _names(INBOX) if _parts(fresh / name) != _parts(INBOX / name)]
    assert different == []


def test_every_entry_of_every_container_has_the_same_fixed_time() -> None:
    times = {
        entry.date_time
        for name in _names(INBOX)
        if zipfile.is_zipfile(INBOX / name)
        for entry in zipfile.ZipFile(INBOX / name).infolist()
    }
    assert len(times) == 1


def test_the_inbox_stays_small() -> None:
    assert sum((INBOX / name).stat().st_size for name in _names(INBOX)) < 1_000_000


def test_every_file_has_an_expectation_and_every_expectation_a_file(expected: dict) -> None:
    assert sorted(document["file"] for document in expected["documents"]) == _names(INBOX)
    named = {
        entry["file"] for part in ("defects", "tolerated", "traps", "privacy") for entry in expected[part]
    }
    assert named <= set(_names(INBOX))


def test_every_accepted_file_opens_in_the_usual_readers(expected: dict) -> None:
    for document in expected["documents"]:
        if document["status"] == "accepted" and document["file"].endswith(".docx"):
            assert docx.Document(str(INBOX / document["file"])).paragraphs
        if document["status"] == "accepted" and document["file"].endswith(".xlsx"):
            assert openpyxl.load_workbook(INBOX / document["file"]).worksheets


def test_every_expected_indicator_is_in_the_catalogue(expected: dict) -> None:
    with (ROOT / "schemas" / "reference" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        catalogue = {row["code"] for row in csv.DictReader(file)}
    codes = {
        code for entry in expected["values"] for part in ("indicators", "ratios") for code in entry[part]
    }
    codes |= {code for entry in expected["province"] for part in ("sums", "ratios") for code in entry[part]}
    assert {code.split("@")[0] for code in codes} - catalogue == set()


def test_every_expected_value_is_written_in_its_report(expected: dict) -> None:
    missing = []
    for entry in expected["values"]:
        numbers = _numbers(_report_of(entry, expected))
        missing += [
            f"{entry['unit_id']} {entry['period']} {code}"
            for code, value in entry["indicators"].items()
            if Decimal(str(value)) not in numbers
        ]
    assert missing == []


def test_the_province_is_the_sum_of_the_reports_that_state_the_indicator(expected: dict) -> None:
    for province in expected["province"]:
        reports = [
            entry["indicators"] for entry in expected["values"] if entry["period"] == province["period"]
        ]
        for code, total in province["sums"].items():
            stated = [Decimal(str(report[code])) for report in reports if code in report]
            assert (sum(stated), len(stated)) == (Decimal(str(total["value"])), total["units_reported"]), code


def test_stated_classes_add_up_to_the_units_assessed_but_for_the_planted_defects(expected: dict) -> None:
    for entry in expected["values"]:
        values = entry["indicators"]
        for kind in ("residential_area", "commune", "agency", "enterprise", "school"):
            classes = [
                values.get(f"rating.{code}@{kind}") for code in ("excellent", "good", "average", "weak")
            ]
            if classes[1] is not None:
                assert sum(value or 0 for value in classes) == values[f"rating.assessed@{kind}"], (
                    entry["unit_id"],
                    kind,
                )


def test_the_planted_defects_stand_in_the_word_files(expected: dict) -> None:
    for defect in expected["defects"]:
        if defect["file"].endswith(".docx"):
            assert defect["written"] in _text(INBOX / defect["file"]), defect


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _parts(path: Path) -> dict[str, bytes]:
    data = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def _report_of(entry: dict, expected: dict) -> Path:
    (name,) = [
        document["file"]
        for document in expected["documents"]
        if (document.get("unit_id"), document.get("period")) == (entry["unit_id"], entry["period"])
        and document.get("report_type") == "narrative"
        and document["status"] == "accepted"
    ]
    return INBOX / name


def _text(path: Path) -> str:
    """Body and footnotes, a line per paragraph, insertions in and deletions out, TCVN3 left as it is."""
    parts = _parts(path)
    roots = [
        etree.fromstring(parts[name]) for name in ("word/document.xml", "word/footnotes.xml") if name in parts
    ]
    paragraphs = [paragraph for root in roots for paragraph in root.iter("{*}p")]
    lines = ["".join(text.text or "" for text in paragraph.iter("{*}t")) for paragraph in paragraphs]
    return unicodedata.normalize("NFC", "\n".join(lines))


def _numbers(path: Path) -> set[Decimal]:
    scales = {"tỷ": 10**9, "triệu": 10**6}
    found = set()
    for number, scale in re.findall(r"(\d+(?:\.\d{3})*(?:,\d+)?)(?: (tỷ|triệu) đồng)?", _text(path)):
        found.add(Decimal(number.replace(".", "").replace(",", ".")) * scales.get(scale, 1))
    return found
