"""One inbox with every hostile file beside good reports: each is told apart, the good ones are published."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import duckdb
import pytest
from hostile_files import good_reports, hostile_files, word

from sources.intake_reasons import intake_reasons
from sources.open_files import is_open_for_writing

MEMORY_MEGABYTES = 1_500
"""What no process of the run may pass; a run over good reports alone takes about a third of it."""
REPORT = Path(__file__).parents[2] / "examples" / "inbox" / "2023" / "Yen Phong"


def fill(inbox: Path) -> dict[str, str]:
    """Write the files; gives the code of the reason by name."""
    codes = {}
    for name, code, data in hostile_files():
        (inbox / name).write_bytes(data)
        codes[name] = code
    for name, data in good_reports():
        (inbox / name).write_bytes(data)
    with (inbox / "200 MB.docx").open("wb") as file:
        file.truncate(200 * 1000 * 1000)
    (inbox / "lien ket.docx").symlink_to(next(REPORT.glob("*.docx")))
    (inbox / "thu muc lien ket").symlink_to(REPORT)
    os.mkfifo(inbox / "ong dan.docx")
    Path(os.fsdecode(os.fsencode(inbox) + b"/ten c\xf2.docx")).write_bytes(word("Ghi chú không rõ đơn vị."))
    codes |= {"200 MB.docx": "too_large", "lien ket.docx": "not_a_file", "thu muc lien ket": "not_a_file"}
    return codes | {"ong dan.docx": "not_a_file", "ten c\ufffd.docx": "unidentified_sender"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    inbox = folder / "inbox"
    inbox.mkdir()
    codes = fill(inbox)
    shutil.copytree(REPORT, inbox / "Yen Phong")
    with (inbox / "dang chep.docx").open("wb") as copying:
        copying.write(word("Báo cáo")[:300])
        copying.flush()
        with (inbox / "dang chep.docx").open(
            "rb"
        ) as looking:  # where the system can't tell, half a file is cut
            is_known = is_open_for_writing(looking.fileno())
        codes["dang chep.docx"] = "still_changing" if is_known else "truncated"
        command = [sys.executable, "-m", "pipelines.command", "run", "--json", "--workers", "1"]
        done = subprocess.run(
            [*command, "--inbox", str(inbox), "--data-dir", str(folder / "data")],
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return codes, json.loads(done.stdout), folder / "data"


@pytest.fixture(scope="module")
def documents(run):
    _, _, data = run
    with duckdb.connect(str(data / "published" / "tonghop.duckdb"), read_only=True) as connection:
        rows = connection.execute("SELECT file_name, status, reason, content_hash FROM published.documents")
        return {name: (status, reason, content) for name, status, reason, content in rows.fetchall()}


def test_every_hostile_file_is_in_quarantine_with_its_own_reason(run, documents):
    codes, _, _ = run
    sentences = intake_reasons()
    wrong = {}
    for name, code in codes.items():
        status, reason, _ = documents.get(_masked(name), ("missing", "", ""))
        opening = sentences[code].split("{detail}")[0].replace("{name}", _masked(name))
        if status != "quarantined" or not reason.startswith(opening):
            wrong[name] = (code, status, reason)
    assert wrong == {}


def test_the_good_reports_beside_them_are_consolidated(run, documents):
    _, summary, _ = run
    assert {each["result"] for each in summary["periods"]} == {"published"}
    names = {unicodedata.normalize("NFC", name) for name, _ in good_reports()}
    assert {documents[name][0] for name in names} <= {"accepted", "superseded"}
    assert documents["BC nam 2023 Yen Phong.docx"][0] == "accepted"


def test_no_hostile_file_leaves_its_bytes(run, documents):
    codes, _, data = run
    archived = {path.name for path in (data / "archive").rglob("*") if path.is_file()}
    kept = {
        name
        for name in codes
        if name in documents and documents[name][2] in archived and codes[name] != "unidentified_sender"
    }
    assert kept == set()


def test_no_process_took_more_memory_than_it_may(run):
    del run
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MEMORY_MEGABYTES


def _masked(name: str) -> str:
    return "".join("�" if each in "\\\n\u202e" else each for each in name)


def test_no_reason_shows_its_code():
    assert not [code for code, sentence in intake_reasons().items() if code in sentence]
