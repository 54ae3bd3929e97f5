"""A .docx as a `Document`: body, footnotes at their printed numbers, text boxes, headers.

Tracked changes are read as final. What does not belong here: how any single part is read.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from schemas.document import Document, Footnote, Paragraph, Table
from sources.clean_text import clean_text
from sources.intake_reasons import refusal
from sources.safety import SafeZip
from sources.secrecy import stamp_of
from sources.word.blocks import BlockReader, Elements, Tally
from sources.word.names import BODY, ID, w
from sources.word.note_numbers import NoteNumbers, number_notes
from sources.word.numbering import ListNumbers
from sources.word.package import WordPackage
from sources.word.runs import ReadingState
from sources.word.stamp_lines import set_lines
from sources.word.styles import StyleSheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTE_TYPE = w("type")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_word(data: bytes, file_name: str, content_hash: str) -> Document:
    """The content of a Word document; raises IntakeError where it is unsafe, stamped, damaged or empty."""
    with SafeZip(data, file_name) as archive:
        package = WordPackage(archive, file_name)
        body = package.main().find(BODY)
        if body is None:
            raise refusal("damaged", file_name, "thiếu phần nội dung chính")
        _refuse_stamped_lines(package, body, file_name)
        return WordReading(package, body).document(file_name, content_hash)


def _refuse_stamped_lines(package: WordPackage, body: etree._Element, file_name: str) -> None:
    """A stamp that shares its paragraph with other words; those that stand alone are found by all readers."""
    for root in (body, *package.related("header"), *package.related("footer")):
        for line in set_lines(root):
            stamp = stamp_of(line)
            if stamp is not None:
                raise refusal("secrecy_stamp", file_name, stamp)


class WordReading:
    """One reading of an opened package; `elements` notes what stands behind the locators it asks for."""

    def __init__(self, package: WordPackage, body: etree._Element, elements: Elements | None = None) -> None:
        self._package = package
        self._elements = elements or Elements()
        self._body = body
        self._styles = StyleSheet(package.first_related("styles"))
        self._lists = ListNumbers(package.first_related("numbering"))
        self.notes: NoteNumbers = number_notes(body, package.first_related("settings"))
        self._tally = Tally()
        self._text_boxes: list[Paragraph] = []
        self._insertions = self._deletions = 0

    def document(self, file_name: str, content_hash: str) -> Document:
        """The whole document; raises IntakeError (`no_text`)."""
        body = tuple(self._read(self._body, lambda position: f"body/p[{position}]", self._text_boxes))
        footnotes, note_tables = self._footnotes()
        headers = (*self._page_parts("header"), *self._page_parts("footer"))
        body = (*body, *note_tables)
        if not (body or footnotes or self._text_boxes):
            raise refusal("no_text", file_name)
        return Document(
            content_hash=content_hash,
            file_name=file_name,
            media_type=MEDIA_TYPE,
            body=body,
            footnotes=footnotes,
            text_boxes=tuple(self._text_boxes),
            headers=headers,
            modified_at=self._package.modified_at(),
            notes=self._remarks(),
        )

    def _read(
        self,
        container: etree._Element,
        locate: Callable[[int], str],
        boxes: list[Paragraph],
        box_prefix: str = "",
    ) -> list[Paragraph | Table]:
        """The blocks of one story; its text boxes go into `boxes`."""

        def on_text_box(content: etree._Element) -> None:
            self._tally.text_boxes += 1
            locator = f"{box_prefix}textbox[{self._tally.text_boxes}]"
            for block in inner.read(content, lambda position: f"{locator}/p[{position}]"):
                if isinstance(block, Table):
                    reader.follow_with(block)
                else:
                    boxes.append(block)

        def on_word_art(text: str) -> None:
            self._tally.text_boxes += 1
            boxes.append(Paragraph(f"{box_prefix}textbox[{self._tally.text_boxes}]/p[1]", clean_text(text)))

        state = ReadingState(self._styles, self.notes, on_text_box, on_word_art)
        inner_state = ReadingState(self._styles, self.notes, on_text_box, on_word_art)
        reader = BlockReader(state, self._lists, self._tally, self._elements)
        inner = BlockReader(inner_state, self._lists, self._tally, self._elements)
        blocks = list(reader.read(container, locate))
        self._insertions += state.insertions + inner_state.insertions
        self._deletions += state.deletions + inner_state.deletions
        return blocks

    def _footnotes(self) -> tuple[tuple[Footnote, ...], list[Table]]:
        found: list[Footnote] = []
        tables: list[Table] = []
        for kind, numbers in (("footnotes", self.notes.footnotes), ("endnotes", self.notes.endnotes)):
            root = self._package.first_related(kind) if numbers else None
            for note in () if root is None else root:
                number = numbers.get(note.get(ID, ""))
                if number is None or note.get(_NOTE_TYPE) in _SEPARATORS:
                    continue
                prefix = f"footnote[{number}]"
                blocks = self._read(note, lambda place, start=prefix: f"{start}/p[{place}]", self._text_boxes)  # type: ignore[misc]
                paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
                tables.extend(block for block in blocks if isinstance(block, Table))
                found.append(Footnote(number, paragraphs))
        return tuple(sorted(found, key=lambda footnote: footnote.number)), tables

    def _page_parts(self, kind: str) -> list[Paragraph]:
        """The paragraphs of all headers or footers; a text that repeats from part to part is given once."""
        found: dict[str, Paragraph] = {}
        for place, root in enumerate(self._package.related(kind), start=1):
            prefix = f"{kind}[{place}]/"
            boxes: list[Paragraph] = []
            blocks = self._read(root, lambda position, start=prefix: f"{start}p[{position}]", boxes, prefix)  # type: ignore[misc]
            for block in (*blocks, *boxes):
                if isinstance(block, Paragraph):
                    found.setdefault(block.text, block)
                else:
                    for cell in block.cells:
                        for line in cell.text.split("\n"):
                            found.setdefault(
                                line, Paragraph(prefix + cell.locator, line, is_bold=cell.is_bold)
                            )
        return list(found.values())

    def _remarks(self) -> tuple[str, ...]:
        remarks = list(self.notes.remarks)
        if self._insertions or self._deletions:
            remarks.append(
                f"tracked changes read as final ({self._insertions} insertions, {self._deletions} deletions)"
            )
        if self._tally.hidden_pieces:
            remarks.append(f"hidden text in {self._tally.hidden_pieces} paragraphs")
        if self._tally.embedded_files:
            remarks.append(f"{self._tally.embedded_files} embedded files were not read")
        return tuple(remarks)
