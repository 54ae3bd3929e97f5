"""A digital PDF as a `Document`: the pages' lines, tables and footnotes in reading order, with locators.

What does not belong here: how lines, tables and paragraphs are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from schemas.document import Cell, Document, Footnote, Paragraph, Table
from sources.clean_text import clean_text
from sources.intake_reasons import refusal
from sources.pdf.columns import ColumnBlock, part_columns
from sources.pdf.encodings import FontEncodings
from sources.pdf.faults import check_text
from sources.pdf.lines import Line, lines_of
from sources.pdf.notes import NoteBook
from sources.pdf.page import Page
from sources.pdf.pages import read_pages
from sources.pdf.paragraphs import Column, column_of, paragraphs_of
from sources.pdf.ruled_tables import RuledTable, goes_on_with, table_of, take_tables
from sources.pdf.texts import LineJoiner
from sources.pdf.zones import part_zones

MEDIA_TYPE = "application/pdf"
_Item = Line | ColumnBlock | RuledTable
_RENUMBERED = "footnote numbers restart in the print; they are counted through here"


def read_pdf(data: bytes, file_name: str, content_hash: str) -> Document:
    """The content of a PDF.

    Raises IntakeError (`password`, `damaged`, `too_large`, `no_text`, `pdf_scanned`, `pdf_garbled`).
    """
    pages, modified_at = read_pages(data, file_name)
    remarks = check_text(pages, file_name)
    reading = _PdfReading(pages)
    body = tuple(reading.body())
    footnotes, headers = reading.footnotes(), reading.headers()
    if not (body or footnotes or headers):
        raise refusal("no_text", file_name)
    return Document(
        content_hash=content_hash,
        file_name=file_name,
        media_type=MEDIA_TYPE,
        body=body,
        footnotes=footnotes,
        text_boxes=_tilted_texts(pages),
        headers=headers,
        modified_at=modified_at,
        notes=(*remarks, *reading.remarks()),
    )


class _PdfReading:
    def __init__(self, pages: Sequence[Page]) -> None:
        taken = [take_tables(page) for page in pages]
        lines = [lines_of(letters, page.number) for page, (_, letters) in zip(pages, taken, strict=True)]
        self._zones = part_zones(pages, lines)
        self._notes = NoteBook(self._zones)
        self._joiner = LineJoiner(FontEncodings(pages), self._notes.find)
        self._widths = [round(page.width) for page in pages]
        self._items = [
            _in_order(part_columns(zone.body), tables)
            for zone, (tables, _) in zip(self._zones, taken, strict=True)
        ]
        self._columns = self._text_columns()
        self._paragraph_count = self._table_count = 0

    def body(self) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables as they follow each other, over the ends of pages."""
        lines: list[Line] = []
        parts: list[RuledTable] = []
        for item in chain.from_iterable(self._items):
            if isinstance(item, Line):
                yield from self._ruled_table(parts)
                lines.append(item)
                continue
            yield from self._paragraphs(lines)
            if not (isinstance(item, RuledTable) and parts and goes_on_with(parts[-1], item)):
                yield from self._ruled_table(parts)
            if isinstance(item, RuledTable):
                parts.append(item)
            else:
                yield self._column_table(item)
        yield from self._paragraphs(lines)
        yield from self._ruled_table(parts)

    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes in the order of their numbers."""
        return self._notes.footnotes(self._joiner)

    def headers(self) -> tuple[Paragraph, ...]:
        """The running headers and footers, each text once."""
        texts = dict.fromkeys(self._joiner.join([line]).text for zone in self._zones for line in zone.headers)
        return tuple(
            Paragraph(f"header[1]/p[{place}]", text)
            for place, text in enumerate(filter(None, texts), start=1)
        )

    def remarks(self) -> tuple[str, ...]:
        """What a person should know about the reading."""
        return (_RENUMBERED,) if self._notes.is_renumbered else ()

    def _text_columns(self) -> dict[int, Column]:
        """The column of running text for each width of page."""
        by_width: dict[int, list[Line]] = {}
        for width, items in zip(self._widths, self._items, strict=True):
            by_width.setdefault(width, []).extend(item for item in items if isinstance(item, Line))
        return {width: column_of(lines) for width, lines in by_width.items()}

    def _paragraphs(self, lines: list[Line]) -> Iterator[Paragraph]:
        """The paragraphs of lines that follow each other; the lines are used up."""
        by_column = groupby(lines, key=lambda line: self._columns[self._widths[line.page - 1]])
        for column, some in by_column:
            for group in paragraphs_of(some, column):
                joined = self._joiner.join(group)
                if joined.text or joined.marks:
                    self._paragraph_count += 1
                    yield Paragraph(
                        locator=f"body/p[{self._paragraph_count}]",
                        text=joined.text,
                        is_bold=joined.is_bold,
                        is_centered=column.is_centered(group[-1]) and all(map(column.is_balanced, group)),
                        marks=joined.marks,
                    )
        lines.clear()

    def _ruled_table(self, parts: list[RuledTable]) -> Iterator[Table]:
        """The table of those parts, if there are any; the parts are used up."""
        if parts:
            self._table_count += 1
            yield table_of(parts, f"table[{self._table_count}]", self._joiner)
        parts.clear()

    def _column_table(self, block: ColumnBlock) -> Table:
        self._table_count += 1
        locator = f"table[{self._table_count}]"
        rows = block.rows()
        cells = []
        for row, columns in enumerate(rows, start=1):
            for column, lines in enumerate(columns, start=1):
                found = [
                    self._joiner.join(list(group))
                    for _, group in groupby(lines, key=lambda line: (line.page, round(line.baseline)))
                ]
                text = "\n".join(each.text for each in found)
                if text:
                    is_bold = all(each.is_bold for each in found)
                    place = f"{locator}/r[{row}]/c[{column}]"
                    cells.append(Cell(place, row, column, text, text, is_bold=is_bold))
        return Table(locator, tuple(cells), len(rows), len(rows[0]))


def _in_order(items: Sequence[Line | ColumnBlock], tables: Sequence[RuledTable]) -> list[_Item]:
    """The items of a page from top to bottom; those of one height stay as they were."""
    return sorted([*items, *tables], key=lambda item: -item.top)


def _tilted_texts(pages: Sequence[Page]) -> tuple[Paragraph, ...]:
    texts = [cleaned for page in pages for text in page.tilted if (cleaned := clean_text(text))]
    return tuple(Paragraph(f"textbox[{place}]/p[1]", text) for place, text in enumerate(texts, start=1))
