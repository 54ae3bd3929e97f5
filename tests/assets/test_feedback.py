"""The folder of answers: made where something changed, left alone else, taken away when settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.feedback_folder import write_answers
from assets.period_documents import PeriodDocument
from schemas.checks import check_extraction
from sources.file_reading import read_file
from sources.reading import content_hash_of

WRONG = "Ghi nhận 36 vụ phạm tội về trật tự xã hội (so với năm 2022 tăng 07 vụ = 21,1%)."


@pytest.fixture
def sent(workplace, report):
    """A report with a wrong percentage, archived and read as the run does it."""
    path: Path = report("bao cao.docx", [WRONG])
    data = path.read_bytes()
    with workplace.archive.spooled(data) as spooled:
        workplace.archive.add(spooled, content_hash_of(data))
    extraction = read_file(data, path.name).extraction
    document = PeriodDocument("d1", content_hash_of(data), path.name, "2023", extraction)
    return document, {"d1": check_extraction(extraction, "d1")}


def test_an_answer_is_made_once_and_not_again_while_nothing_changes(workplace, sent):
    document, findings = sent
    folder = workplace.feedback_dir / "2023"
    first = write_answers(workplace.archive, folder, [document], findings)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    again = write_answers(workplace.archive, folder, [document], findings)
    assert (first.answered, first.made_anew) == (1, 1)
    assert (again.answered, again.made_anew) == (1, 0)
    assert times == {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert (folder / document.extraction.identity.unit_id / "bao cao.ghi-chu.docx").is_file()


def test_an_answer_that_was_deleted_is_made_again(workplace, sent):
    document, findings = sent
    folder = workplace.feedback_dir / "2023"
    write_answers(workplace.archive, folder, [document], findings)
    next(folder.rglob("*.html")).unlink()
    assert write_answers(workplace.archive, folder, [document], findings).made_anew == 1


def test_the_answer_to_a_document_that_no_longer_stands_is_taken_away(workplace, sent):
    document, findings = sent
    folder = workplace.feedback_dir / "2023"
    write_answers(workplace.archive, folder, [document], findings)
    done = write_answers(workplace.archive, folder, [], {})
    assert (done.answered, done.withdrawn) == (0, 1)
    assert not list(folder.rglob("*.docx"))
