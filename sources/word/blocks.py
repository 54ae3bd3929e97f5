"""Paragraphs and tables of a story in reading order, each with its locator.

A story is the body, a footnote, a header or a text box. What does not belong here: text inside a paragraph
(`runs`) and the shape of a table (`grid`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from schemas.document import Cell, Paragraph, Table
from sources.word.grid import GridCell, is_row_hidden, lay_out
from sources.word.names import (
    ALTERNATE_CONTENT,
    CONTENT_CONTROL,
    CONTENT_CONTROL_CONTENT,
    DELETION,
    INSERTION,
    MOVE_FROM,
    MOVE_TO,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TABLE,
    w,
)
from sources.word.numbering import ListNumbers
from sources.word.runs import ReadingState, RunReader, chosen_branch
from sources.word.styles import merge_numbering, paragraph_facts, style_id_of

_WRAPPERS = frozenset({CONTENT_CONTROL_CONTENT, w("customXml"), w("smartTag"), INSERTION, MOVE_TO})
_EMBEDDED_FILE = w("altChunk")


@dataclass(slots=True)
class Tally:
    """Counts that run through the whole document."""

    tables: int = 0
    text_boxes: int = 0
    embedded_files: int = 0
    hidden_pieces: int = 0


@dataclass(slots=True)
class Elements:
    """The `w:p` elements that stand behind a locator, noted only where somebody asks for `wanted` ones.

    A paragraph whose end a tracked change deleted stands with the one that it runs on into.
    """

    wanted: frozenset[str] = frozenset()
    found: dict[str, list[etree._Element]] = field(default_factory=dict)
    _open: list[etree._Element] = field(default_factory=list)

    def note(self, locator: str, paragraph: etree._Element, runs_on: bool) -> None:
        """Remembers a paragraph, for its own locator and for the cell that it stands in."""
        if not self.wanted:
            return
        if runs_on:
            self._open.append(paragraph)
            return
        paragraphs, self._open = [*self._open, paragraph], []
        for place in (locator, locator.rpartition("/")[0]):
            if place in self.wanted:
                self.found.setdefault(place, []).extend(paragraphs)


class BlockReader:
    """Reads the blocks of one story; tables met inside text boxes or cells follow the block they stand in."""

    def __init__(
        self, state: ReadingState, numbers: ListNumbers, tally: Tally, elements: Elements | None = None
    ) -> None:
        self._state = state
        self._numbers = numbers
        self._tally = tally
        self._elements = elements or Elements()
        self._following: list[Table] = []

    def read(self, container: etree._Element, locate: Callable[[int], str]) -> Iterator[Paragraph | Table]:
        """The container's blocks; `locate` names the n-th paragraph. Empty paragraphs only count."""
        position, open_reader = 0, None
        for element in blocks_of(container):
            if element.tag == TABLE:
                table = self._table(element)
                if table is not None:
                    yield table
            elif element.tag == PARAGRAPH:
                position += 1
                reader = open_reader or RunReader(self._state)
                paragraphs = self._paragraph(element, reader, locate(position))
                open_reader = reader if paragraphs is None else None
                self._elements.note(locate(position), element, runs_on=open_reader is not None)
                yield from paragraphs or ()
            else:
                self._tally.embedded_files += 1
            yield from self._take_following()
        if open_reader is not None:
            yield from _finished(open_reader, locate(position), "", "", False)

    def _paragraph(
        self, element: etree._Element, reader: RunReader, locator: str
    ) -> tuple[Paragraph, ...] | None:
        """The paragraph, its hidden part as a second one; None where a tracked change deleted its end."""
        properties = element[0] if len(element) and element[0].tag == PARAGRAPH_PROPERTIES else None
        style = self._state.styles.paragraph_style(style_id_of(properties))
        centered, numbering = style.is_centered, style.numbering
        if properties is not None:
            own_centered, own_numbering = paragraph_facts(properties)
            centered = centered if own_centered is None else own_centered
            numbering = merge_numbering(own_numbering, numbering)
            if _end_is_deleted(properties):
                reader.read(element, style)
                self._state.deletions += 1
                return None
        reader.read(element, style)
        prefix = "" if numbering is None else self._numbers.prefix(numbering)
        paragraphs = _finished(reader, locator, style.name, prefix, bool(centered))
        self._tally.hidden_pieces += sum(paragraph.is_hidden for paragraph in paragraphs)
        return paragraphs

    def _table(self, element: etree._Element) -> Table | None:
        self._tally.tables += 1
        locator = f"table[{self._tally.tables}]"
        outer_following, self._following = self._following, []
        layout = lay_out(element)
        cells = tuple(
            cell for grid_cell in layout.cells if (cell := self._cell(grid_cell, locator)) is not None
        )
        self._following = [*outer_following, *self._following]
        if not cells:
            return None
        return Table(locator, cells, layout.row_count, layout.column_count)

    def _cell(self, place: GridCell, table_locator: str) -> Cell | None:
        locator = f"{table_locator}/r[{place.row}]/c[{place.column}]"
        paragraphs = []
        for block in self.read(place.element, lambda position: f"{locator}/p[{position}]"):
            if isinstance(block, Table):
                self._following.append(block)
            else:
                paragraphs.append(block)
        visible = [paragraph for paragraph in paragraphs if not paragraph.is_hidden]
        shown = visible or paragraphs
        if not shown:
            return None
        text = "\n".join(paragraph.text for paragraph in shown)
        return Cell(
            locator=locator,
            row=place.row,
            column=place.column,
            text=text,
            value=text,
            row_span=place.row_span,
            column_span=place.column_span,
            is_hidden=not visible or is_row_hidden(place.element.getparent()),
            is_bold=all(paragraph.is_bold for paragraph in shown),
        )

    def follow_with(self, table: Table) -> None:
        """Hands in a table of a text box, to be given after the block that holds the text box."""
        self._following.append(table)

    def _take_following(self) -> list[Table]:
        taken, self._following = self._following, []
        return taken


def blocks_of(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables and embedded files of a container, through content controls and wrappers."""
    for child in container:
        tag = child.tag
        if tag in (PARAGRAPH, TABLE, _EMBEDDED_FILE):
            yield child
        elif tag == CONTENT_CONTROL:
            content = child.find(CONTENT_CONTROL_CONTENT)
            if content is not None:
                yield from blocks_of(content)
        elif tag == ALTERNATE_CONTENT:
            branch = chosen_branch(child)
            if branch is not None:
                yield from blocks_of(branch)
        elif tag in _WRAPPERS:
            yield from blocks_of(child)


def _finished(
    reader: RunReader, locator: str, style_name: str, prefix: str, is_centered: bool
) -> tuple[Paragraph, ...]:
    text, marks = reader.visible.finish(prefix)
    hidden, hidden_marks = reader.hidden.finish()
    found = []
    if text or marks:
        found.append(
            Paragraph(locator, text, style_name, bool(reader.visible.is_all_bold), is_centered, False, marks)
        )
    if hidden:
        place = f"{locator}/hidden" if found else locator
        found.append(
            Paragraph(
                place, hidden, style_name, bool(reader.hidden.is_all_bold), is_centered, True, hidden_marks
            )
        )
    return tuple(found)


def _end_is_deleted(properties: etree._Element) -> bool:
    mark = properties.find(RUN_PROPERTIES)
    return mark is not None and any(child.tag in (DELETION, MOVE_FROM) for child in mark)
