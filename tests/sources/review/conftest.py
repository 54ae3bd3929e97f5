"""Documents of one district, asked and read again with what was decided."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date

import docx
import pytest
from openpyxl import Workbook

from schemas.document import Document
from schemas.figure import Extraction, Identity
from schemas.remembered import Remembered
from schemas.review import Question
from schemas.units import UnitRegistry
from schemas.vocabulary import ReportType
from sources.extract import extract
from sources.memory.recall import Recall
from sources.reading import read_document
from sources.review.questions import open_questions

SENDER = "2004-110"


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Document]:
    """A workbook with one table under a title."""

    def make(
        header: Sequence[str], *rows: Sequence[object], title: str = "BIỂU SỐ LIỆU NĂM 2023"
    ) -> Document:
        book = Workbook()
        active = book.active
        active["A1"] = title
        active.append([])
        for row in (header, *rows):
            active.append(list(row))
        buffer = io.BytesIO()
        book.save(buffer)
        return read_document(buffer.getvalue(), "bieu.xlsx")

    return make


@pytest.fixture(scope="session")
def text() -> Callable[..., Document]:
    """A Word document of some paragraphs."""

    def make(*paragraphs: str) -> Document:
        made = docx.Document()
        for each in paragraphs:
            made.add_paragraph(each)
        buffer = io.BytesIO()
        made.save(buffer)
        return read_document(buffer.getvalue(), "bao-cao.docx")

    return make


@pytest.fixture(scope="session")
def ask() -> Callable[..., tuple[Question, ...]]:
    """The open questions of a document of the district."""

    def asked(document: Document, *records: Remembered, period: str = "2023") -> tuple[Question, ...]:
        return open_questions(
            document, _identity(period), UnitRegistry.load(), Recall(tuple(sorted(records)))
        )

    return asked


@pytest.fixture(scope="session")
def read() -> Callable[..., Extraction]:
    """What is read of a document of the district with some decisions."""

    def reading(document: Document, *records: Remembered, period: str = "2023") -> Extraction:
        return extract(document, _identity(period), UnitRegistry.load(), Recall(tuple(sorted(records))))

    return reading


@pytest.fixture(scope="session")
def decided() -> Callable[[Question, str], Remembered]:
    """A question answered."""

    def answer(question: Question, told: str) -> Remembered:
        return Remembered(
            question.kind, question.sender_id, question.layout, question.key, "d1", told, "An",
            question.anchor, question.text,
        )  # fmt: skip

    return answer


def _identity(period: str) -> Identity:
    return Identity(SENDER, period, ReportType.NARRATIVE, date(int(period[:4]), 12, 14), 1.0)
