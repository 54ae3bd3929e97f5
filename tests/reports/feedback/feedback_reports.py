"""Real reports, read and answered as the command does, and a look inside the copies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from reports.feedback.answer import Answer
from reports.feedback.composing import compose_answer
from reports.feedback.word_comments import annotate_word
from reports.feedback.workbook_comments import annotate_workbook
from schemas.checks import check_extraction
from schemas.document import Document
from schemas.figure import Extraction
from schemas.finding import Finding
from schemas.vocabulary import Severity
from sources.file_reading import read_file
from sources.reading import read_document
from sources.word.places import places_in_word

INBOX = Path(__file__).parents[3] / "examples" / "inbox"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Answered:
    """A file with all that the answer is made of."""

    name: str
    data: bytes
    document: Document
    extraction: Extraction
    answer: Answer


def answered(name: str, data: bytes, more: Iterable[Finding] = ()) -> Answered:
    document, extraction = read_document(data, name), read_file(data, name).extraction
    findings = (*check_extraction(extraction, name), *more)
    return Answered(name, data, document, extraction, compose_answer(name, document, extraction, findings))


def annotated(each: Answered) -> bytes:
    if not each.name.endswith(".docx"):
        return annotate_workbook(each.data, each.answer)
    locators = [remark.finding.locator for remark in each.answer.remarks]
    return annotate_word(each.data, each.answer, places_in_word(each.data, each.name, locators))


def finding(
    locator: str,
    message: str = "Số này cần xem lại.",
    severity: Severity = Severity.ERROR,
    reported: Decimal | None = None,
) -> Finding:
    return Finding("X01", severity, message, "2023", None, None, locator, reported)


def members(data: bytes) -> dict[str, bytes]:
    """The parts of a package in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def comments(data: bytes) -> dict[str, str]:
    """What the copy marks in the body → what is said of it."""
    parts = members(data)
    root = etree.fromstring(parts["word/document.xml"])
    said = {
        each.get(f"{W}id"): "\n".join("".join(p.itertext()) for p in each)
        for name, part in parts.items()
        if name.startswith("word/comments")
        for each in etree.fromstring(part)
    }
    found: dict[str, str] = {}
    for start in root.iter(f"{W}commentRangeStart"):
        number, text = start.get(f"{W}id"), ""
        for element in start.xpath("following::*"):
            if element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == number:
                break
            if element.tag == f"{W}t":
                text += element.text or ""
        found[text] = found.get(text, "") + said[number]
    return found


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The package with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in {**members(data), **changes}.items():
            package.writestr(name, part)
    return out.getvalue()
