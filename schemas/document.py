"""The document as read: one model for Word and Excel, with a locator for every piece.

What belongs here is the shape of a document; what its words and numbers mean is found in `sources/`.
Locators: `body/p[12]`, `footnote[10]/p[1]`, `table[2]/r[3]/c[4]`, `textbox[1]/p[2]`, `Sheet!B7`.
All text is Unicode NFC with final (accepted) tracked changes, runs of blanks as one blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, runtime_checkable

CellValue = str | int | float | bool | date | datetime | Decimal | None


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A footnote's mark: `offset` is the character position in the paragraph's text that it follows."""

    offset: int
    number: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text, without its footnote marks.

    `style` is the style's name in lower case ("heading 1"), "" if none; `is_bold` holds when every run
    with text is bold; `is_centered` when the paragraph is centred; `is_hidden` when all of it is hidden text.
    """

    locator: str
    text: str
    style: str = ""
    is_bold: bool = False
    is_centered: bool = False
    is_hidden: bool = False
    marks: tuple[FootnoteMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at 1-based `row` and `column`; a merged cell stands once, at its upper left, with its spans.

    `value` is what the file stores (a number stays a number), `text` what a reader sees.
    `formula` is set where the file holds one; `number_format` is Excel's code ("0.0%"), "" if general.
    """

    locator: str
    row: int
    column: int
    text: str
    value: CellValue = None
    row_span: int = 1
    column_span: int = 1
    is_hidden: bool = False
    is_bold: bool = False
    formula: str | None = None
    number_format: str = ""


@runtime_checkable
class TextSource(Protocol):
    """Cells that can tell their texts without being made."""

    def texts(self) -> Iterable[str]:
        """The distinct texts."""

    def formulas(self) -> Iterable[str]:
        """The formulas."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a Word document (`locator` "table[2]") or a sheet of a workbook (`locator` "Sheet").

    `cells` are in order of rows and columns; those of a large sheet are made when they are asked for.
    """

    locator: str
    cells: Sequence[Cell]
    row_count: int
    column_count: int
    name: str = ""
    is_hidden: bool = False

    def texts(self) -> Iterable[str]:
        """The texts of the cells in any order; of a large sheet each once, without making its cells."""
        cells = self.cells
        return cells.texts() if isinstance(cells, TextSource) else (cell.text for cell in cells)

    def formulas(self) -> Iterable[str]:
        """The formulas of the cells in any order, without making the cells of a large sheet."""
        cells = self.cells
        if isinstance(cells, TextSource):
            return cells.formulas()
        return (cell.formula for cell in cells if cell.formula is not None)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote or endnote with its printed number."""

    number: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content in reading order; `body` holds paragraphs and tables as they follow each other.

    `letterhead` tables (borderless, above the title) stay in `body` like any other table. `headers` are
    page headers and footers. `notes` are facts about the reading that a person should know ("tracked
    insertions read as final", "formula without a stored value at Sheet!B7").
    """

    content_hash: str
    file_name: str
    media_type: str
    body: tuple[Paragraph | Table, ...]
    footnotes: tuple[Footnote, ...] = ()
    text_boxes: tuple[Paragraph, ...] = ()
    headers: tuple[Paragraph, ...] = ()
    modified_at: datetime | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body, without tables, footnotes and text boxes."""
        return tuple(block for block in self.body if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the body, in order."""
        return tuple(block for block in self.body if isinstance(block, Table))
