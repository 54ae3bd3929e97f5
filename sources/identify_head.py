"""The head of a document, part by part: issuer, number, place and date, title, opening, recipients.

Works on lines alone, so that letterheads in tables, in tabbed paragraphs and in the upper rows of a sheet
are read alike. What does not belong here: what the parts mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from schemas.document import Document, Paragraph, Table
from sources.identify_wordings import Wordings

_HEAD_LINES = 80
_SHEET_ROWS = 15
_HEADER_ROW_CELLS = 3
_SUBJECT_LINES = 5
_LONGEST_SUBJECT = 500
_OPENING_PARAGRAPHS = 8
_RECIPIENT_LINES = 25
_ISSUER_LINES = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head; `is_set_off` holds where it is bold or centred."""

    text: str
    is_set_off: bool
    is_in_table: bool


@dataclass(slots=True)
class Head:
    """The parts that were found; text as written.

    `number_mark` is the kind in the document number ("BC"); `date_parts` day, month, year, each may be
    unknown. `title_word` is the kind in the title ("BÁO CÁO"), `title` the whole title with its subject.
    """

    has_motto: bool = False
    is_sheet: bool = False
    issuer_lines: list[str] = field(default_factory=list)
    document_number: str | None = None
    number_mark: str | None = None
    place: str | None = None
    date_parts: tuple[int | None, int | None, int | None] = (None, None, None)
    title_word: str | None = None
    title: str = ""
    opening: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def dated_on(self) -> date | None:
        """The full date of the place and date line, if it is one."""
        day, month, year = self.date_parts
        if day is None or month is None or year is None:
            return None
        try:
            return date(year, month, day)
        except ValueError:
            return None

    @property
    def has_letterhead(self) -> bool:
        """Whether the document shows itself as an official one."""
        return self.has_motto or self.number_mark is not None


def read_head(document: Document, wordings: Wordings) -> Head:
    """The head of a Word document, text file or workbook."""
    head = Head(is_sheet=bool(document.body) and not document.paragraphs and "!" in _first_locator(document))
    lines = list(_lines(document, head.is_sheet))
    title_at = next(
        (
            place
            for place, line in enumerate(lines)
            if wordings.title.match(line.text) and _is_title(line, head)
        ),
        None,
    )
    above = lines if title_at is None else lines[:title_at]
    _read_letterhead(above if title_at is not None else lines[:_ISSUER_LINES], head, wordings)
    if title_at is None:
        if not (head.has_letterhead or head.is_sheet):
            head.issuer_lines.clear()
        head.title = lines[0].text if lines and not head.has_letterhead else ""
        rest = lines if head.has_letterhead else lines[1:]
    else:
        after = _read_title(lines, title_at, head, wordings)
        rest = lines[after:]
        if head.is_sheet:
            _read_letterhead(rest, head, wordings)
    head.opening = _opening(document, rest, head, wordings)
    head.recipients = list(_recipients(document, wordings))
    return head


def _first_locator(document: Document) -> str:
    first = document.body[0]
    return first.cells[0].locator if isinstance(first, Table) and first.cells else first.locator


def _is_title(line: Line, head: Head) -> bool:
    return head.is_sheet or len(line.text) < _LONGEST_SUBJECT


def _lines(document: Document, is_sheet: bool) -> Iterator[Line]:
    given = 0
    for block in document.body:
        if isinstance(block, Paragraph):
            if block.is_hidden:
                continue
            yield Line(block.text, block.is_bold or block.is_centered, False)
            given += 1
        elif is_sheet:
            if block.is_hidden:
                continue
            yield from _sheet_lines(block)
        elif given < _HEAD_LINES:
            for cell in block.cells:
                for text in cell.text.split("\n"):
                    yield Line(text, True, True)
                    given += 1
        if given >= _HEAD_LINES:
            return


def _sheet_lines(table: Table) -> Iterator[Line]:
    """The lines above the column headings of a sheet."""
    by_row: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row > _SHEET_ROWS + table.cells[0].row:
            break
        by_row.setdefault(cell.row, []).append(cell.text)
    for texts in by_row.values():
        if len(texts) >= _HEADER_ROW_CELLS:
            return
        for text in texts:
            yield Line(text, True, True)


def _read_letterhead(lines: list[Line], head: Head, wordings: Wordings) -> None:
    for line in lines:
        text = line.text
        for motto in wordings.mottoes:
            text, found = motto.subn(" ", text)
            head.has_motto = head.has_motto or found > 0
        number = wordings.number.search(text)
        if number is not None and not head.is_sheet:
            head.number_mark = head.number_mark or number["mark"]
            if number["number"] and head.document_number is None:
                year = f"/{number['year']}" if number["year"] else ""
                head.document_number = f"{number['number']}{year}/{number['mark']}-{number['body']}"
            text = text[: number.start()] + " " + text[number.end() :]
        dated = wordings.place_and_date.search(text)
        if dated is not None and head.place is None:
            head.place = dated["place"].strip()
            head.date_parts = (_number(dated["day"]), _number(dated["month"]), _number(dated["year"]))
            text = text[: dated.start()] + " " + text[dated.end() :]
        text = text.strip(" -–—_*.")
        if text and len(head.issuer_lines) < _ISSUER_LINES:
            head.issuer_lines.append(text)


def _read_title(lines: list[Line], title_at: int, head: Head, wordings: Wordings) -> int:
    match = wordings.title.match(lines[title_at].text)
    head.title_word = match[1] if match else None
    parts = [lines[title_at].text]
    is_formatted = any(not line.is_set_off for line in lines)
    after = title_at + 1
    for line in lines[after : after + _SUBJECT_LINES]:
        ends = wordings.heading.match(line.text) or len(line.text) > _LONGEST_SUBJECT
        if ends or (wordings.openers.match(line.text) and not line.is_set_off):
            break
        if is_formatted and not line.is_set_off and not head.is_sheet:
            break
        parts.append(line.text)
        after += 1
    head.title = " ".join(parts)
    return after


def _opening(document: Document, rest: list[Line], head: Head, wordings: Wordings) -> list[str]:
    if head.is_sheet:
        return [line.text for line in rest][:_OPENING_PARAGRAPHS]
    opening: list[str] = []
    for line in rest:
        if line.is_in_table:
            continue
        if wordings.heading.match(line.text) and head.has_letterhead and opening:
            break
        opening.append(line.text)
        if len(opening) == _OPENING_PARAGRAPHS:
            break
    return opening


def _recipients(document: Document, wordings: Wordings) -> Iterator[str]:
    for block in reversed(document.body):
        if isinstance(block, Paragraph):
            continue
        for cell in block.cells:
            if wordings.recipients.match(cell.text):
                yield from cell.text.split("\n")[:_RECIPIENT_LINES]
                return
    paragraphs = document.paragraphs
    for place in range(len(paragraphs) - 1, -1, -1):
        if wordings.recipients.match(paragraphs[place].text):
            yield from (paragraph.text for paragraph in paragraphs[place : place + _RECIPIENT_LINES])
            return


def _number(text: str | None) -> int | None:
    return int(text) if text else None
