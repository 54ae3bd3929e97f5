"""Small documents read through the one door of prose: a sentence under its headings, with its footnotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from schemas.document import Document, Footnote, FootnoteMark, Paragraph
from schemas.figure import Figure
from schemas.units import UnitRegistry
from sources.prose.figures import prose_figures

SENDER, PERIOD = "2004-213", "2023"

Reader = Callable[..., list[Figure]]


def document_of(text: str, headings: Sequence[str], lead: str, footnotes: Sequence[str]) -> Document:
    """A paragraph under its headings (outermost first); "‡" in `text` stands for a footnote's mark."""
    body = [
        Paragraph(f"h[{level}]", heading, style=f"heading {level}", is_bold=True)
        for level, heading in enumerate(headings, start=1)
    ]
    if lead:
        body.append(Paragraph("lead", lead))
    pieces = text.split("‡")
    marks = [FootnoteMark(len("".join(pieces[:number])), number) for number in range(1, len(pieces))]
    body.append(Paragraph("text", "".join(pieces), marks=tuple(marks)))
    notes = tuple(
        Footnote(number, (Paragraph(f"note[{number}]", note),))
        for number, note in enumerate(footnotes, start=1)
    )
    return Document("hash", "bao-cao.docx", "test", tuple(body), notes)


@pytest.fixture(scope="session")
def read() -> Reader:
    """The figures of one paragraph and of its footnotes, those of the headings left out."""

    def figures(
        text: str,
        *headings: str,
        lead: str = "",
        footnotes: Sequence[str] = (),
        unit_id: str | None = SENDER,
        period: str | None = PERIOD,
    ) -> list[Figure]:
        document = document_of(text, headings, lead, footnotes)
        found = prose_figures(document, unit_id, period, UnitRegistry.load())
        return [figure for figure in found if not figure.locator.startswith("h[")]

    return figures


@pytest.fixture(scope="session")
def codes(read: Reader) -> Callable[..., list[tuple[str, str | None]]]:
    """The statistical figures of a paragraph as (raw, indicator code)."""
    return lambda *texts, **options: [
        (figure.raw, figure.indicator_code)
        for figure in read(*texts, **options)
        if figure.status in ("mapped", "unmapped")
    ]


@pytest.fixture(scope="session")
def roles(read: Reader) -> Callable[..., list[tuple[str, str]]]:
    """The statistical figures of a paragraph as (raw, role)."""
    return lambda *texts, **options: [
        (figure.raw, figure.role.value)
        for figure in read(*texts, **options)
        if figure.status in ("mapped", "unmapped")
    ]
