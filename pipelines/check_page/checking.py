"""One uploaded file read, checked and answered, in a process that may take only so much memory and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.file_check import check_file
from assets.sender_answers import answer_files, answer_names
from reports.feedback.answer import Answer
from reports.feedback.outline import Outline
from reports.feedback.passages import Passage, passages_of
from schemas.errors import IntakeError
from sources.file_reading import Refusal, attempt_file
from sources.reading import read_document

_MOST_PASSAGES = 600


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """What the page shows of a file: the answer, what was read by sentence, the files to take along."""

    answer: Answer
    passages: tuple[Passage, ...]
    more_passages: int
    files: Mapping[str, bytes]


def check_upload(data: bytes, file_name: str) -> CheckedUpload:
    """Raises `IntakeError` for a file that the inbox would refuse."""
    reading = attempt_file(data, file_name)
    if isinstance(reading, Refusal):
        raise IntakeError(reading.code, reading.reason_vi)
    answer = check_file(data, file_name, reading.extraction)
    outline = Outline(read_document(data, file_name))
    (stem,) = answer_names([file_name])
    passages = passages_of(reading.extraction, answer.remarks, outline)
    shown = _shown(passages)
    return CheckedUpload(
        answer,
        shown,
        len(passages) - len(shown),
        answer_files(data, file_name, answer, stem),
    )


def _shown(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """As many as a page can hold; those with remarks are always among them."""
    room = _MOST_PASSAGES - sum(bool(each.remarks) for each in passages)
    shown = []
    for each in passages:
        if not each.remarks:
            room -= 1
        if each.remarks or room >= 0:
            shown.append(each)
    return tuple(shown)
