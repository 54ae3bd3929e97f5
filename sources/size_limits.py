"""How much a document may hold: what is longer than any report is a mistake or an attack.

Reading and understanding cost time for every cell and every letter, and for one long sentence more than in
proportion; these bounds keep both to seconds. What does not belong here: sizes of files (`safety`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.document import Document
from sources.intake_reasons import refusal
from sources.safety import SafeZip

MAX_CELLS = 750_000
"""Cells with content in a file; a province's largest listing has some hundred thousand."""
MAX_PIECE_LETTERS = 33_000
"""Letters of one paragraph or cell: some ten pages without a break; a cell of Excel holds 32,767."""
MAX_LETTERS = 5_000_000
"""Letters of all running text: some 1,500 pages."""

_LEAST_CELL_BYTES = 15
_VALUE_TAGS = (b"v>", b"is>")
"""How the tags around a cell's value end, the opening and the closing one, whatever their prefix."""


def refuse_oversized(document: Document, file_name: str) -> None:
    """Raises IntakeError (`too_large`) for a document with more text than any report has."""
    letters = 0
    for text in _running_text(document):
        _refuse_long_piece(text, file_name)
        letters += len(text)
        if letters > MAX_LETTERS:
            raise refusal("too_large", file_name, f"trên {MAX_LETTERS} ký tự")
    for table in document.tables:
        for text in table.texts():
            _refuse_long_piece(text, file_name)


def refuse_many_cells(count: int, file_name: str) -> None:
    """Raises IntakeError (`too_large`) for a table with more cells than a file may have."""
    if count > MAX_CELLS:
        raise refusal("too_large", file_name, f"trên {MAX_CELLS} ô có số liệu")


def refuse_crowded_sheets(archive: SafeZip, sheets: Iterable[str], file_name: str) -> None:
    """The same for the sheets of a workbook, told from their bytes before any of them is read."""
    parts = [part for part in sheets if part in archive.names]
    if sum(archive.size(part) for part in parts) < MAX_CELLS * _LEAST_CELL_BYTES:
        return
    count = 0
    for part in parts:
        for piece in archive.read_in_pieces(part):
            count += sum(piece.count(tag) for tag in _VALUE_TAGS) // 2
            refuse_many_cells(count, file_name)


def _refuse_long_piece(text: str, file_name: str) -> None:
    if len(text) > MAX_PIECE_LETTERS:
        raise refusal("too_large", file_name, f"một đoạn có {len(text)} ký tự")


def _running_text(document: Document) -> Iterator[str]:
    for paragraph in (*document.paragraphs, *document.text_boxes, *document.headers):
        yield paragraph.text
    for footnote in document.footnotes:
        for paragraph in footnote.paragraphs:
            yield paragraph.text
