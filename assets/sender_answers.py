"""The answer to a sender as files: the annotated copy of what was sent, and the page in HTML and Word.

Shared by the asset `feedback` and by `tonghop check`, so it knows neither Dagster nor the database. Which
formats can be annotated is decided here: Word and Excel packages as they are, older ones as converted copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

import structlog

from reports.feedback.answer import Answer
from reports.feedback.composing import compose_answer
from reports.feedback.summary import summary_html, summary_word
from reports.feedback.word_comments import annotate_word
from reports.feedback.workbook_comments import annotate_workbook
from schemas.errors import IntakeError, LayoutError
from schemas.figure import Extraction
from schemas.finding import Finding
from sources.reading import read_document
from sources.sniff import FileKind, sniff
from sources.word.conversion import convert_old_word
from sources.word.places import places_in_word
from sources.workbook.conversion import CONVERTED, convert_workbook

_log = structlog.get_logger()

_COPY = "ghi-chu"
_PAGE = "tom-tat"
_LONGEST_STEM = 180
"""In bytes; most file systems allow 255 for a whole name."""


def answer_to(
    data: bytes,
    file_name: str,
    extraction: Extraction,
    findings: Iterable[Finding],
    alongside: Sequence[Extraction] = (),
) -> Answer:
    """What the sender of a file is told; `alongside` are the other documents of the same package.

    Raises `IntakeError` where the file can't be read.
    """
    document = read_document(data, file_name)
    return compose_answer(file_name, document, extraction, findings, alongside)


def answer_names(file_names: Iterable[str]) -> Iterator[str]:
    """What the files of the answer to each of some documents are named by: its stem, numbered where taken.

    Long stems are cut, so that a suffix still fits into what file systems allow for a name.
    """
    taken: set[str] = set()
    for file_name in file_names:
        stem = PurePath(file_name).stem.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip()
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem} ({number})", number + 1
        taken.add(name.casefold())
        yield name


def answer_files(data: bytes, file_name: str, answer: Answer, stem: str) -> Mapping[str, bytes]:
    """The files of an answer by name: `<stem>.ghi-chu.<ext>` where the format can be annotated and there is
    something to say at a place, `<stem>.tom-tat.html` and `<stem>.tom-tat.docx`.
    """
    files = {
        f"{stem}.{_PAGE}.html": summary_html(answer).encode(),
        f"{stem}.{_PAGE}.docx": summary_word(answer),
    }
    copy = _annotated(data, file_name, answer) if answer.calls_for_work else None
    return files if copy is None else {f"{stem}.{_COPY}.{copy[0]}": copy[1], **files}


def _annotated(data: bytes, file_name: str, answer: Answer) -> tuple[str, bytes] | None:
    """The annotated copy and its suffix; None for formats that take no comments: the page lists them all."""
    kind = sniff(data, file_name)
    try:
        if kind in CONVERTED and answer.remarks:
            data, kind = convert_workbook(data, kind), FileKind.XLSX
        if kind is FileKind.XLSX:
            return ("xlsx", annotate_workbook(data, answer)) if answer.remarks else None
        if kind is FileKind.DOC:
            data, kind = convert_old_word(data, file_name), FileKind.DOCX
        if kind is FileKind.DOCX:
            locators = [remark.finding.locator for remark in answer.remarks]
            return "docx", annotate_word(data, answer, places_in_word(data, file_name, locators))
    except (LayoutError, IntakeError) as error:
        _log.warning("document could not be annotated", file_name=file_name, reason=str(error))
    return None
