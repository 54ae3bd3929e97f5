"""The one door: the tables of a document as figures and listing rows, and the cells that this explains.

A block is taken if its header or body makes it a table of numbers or a list of outcomes; every number of a
taken block then becomes exactly one figure, but for free text in notes, which is left to prose with its
locator unconsumed. Letterheads, recipients, signatures and other layout tables are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.document import Document, Paragraph, Table
from schemas.errors import ReferenceDataError
from schemas.figure import Figure, Identity, ListingRow
from schemas.periods import Period, parse_period
from schemas.units import UnitRegistry
from sources.tables.block_reading import read_block
from sources.tables.blocks import find_blocks
from sources.tables.grid import Grid
from sources.tables.names import NameReader
from sources.tables.titles import read_title

_LEAD_LINES, _LONGEST_LEAD = 3, 220


@dataclass(frozen=True, slots=True)
class TableReading:
    """What the tables of a document hold. `notes` are Vietnamese sentences about what a person should look
    at.

    `consumed_locators` are the cells that are explained here, with or without a number; prose reads all
    others.
    """

    figures: tuple[Figure, ...]
    listings: tuple[ListingRow, ...]
    notes: tuple[str, ...]
    consumed_locators: frozenset[str]


def read_tables(document: Document, identity: Identity, units: UnitRegistry) -> TableReading:
    """The figures and listings of all tables of a document; units are resolved within the sender's area.

    Figures without a known sender or period stay unmapped; listing rows need a period.
    """
    figures: list[Figure] = []
    listings: list[ListingRow] = []
    notes: list[str] = []
    consumed: list[str] = []
    readers: dict[str, NameReader] = {}
    period = _period(identity.period_code)
    for table, lead in _tables(document):
        grid = Grid(table)
        hidden = sorted({cell.row for cell in table.cells if cell.is_hidden and cell.text})
        if hidden and not table.is_hidden:
            notes.append(f"{table.locator}: có hàng hoặc cột ẩn (từ hàng {hidden[0]}), vẫn được đọc.")
        for number, block in enumerate(find_blocks(grid, lead), start=1):
            title = read_title(block.title, table.name, period)
            if title.period is None:
                notes.append(f"{table.locator}: không xác định được kỳ của bảng, số liệu chưa được ghi nhận.")
            code = title.period.code if title.period else ""
            names = readers.get(code)
            if names is None:
                names = readers[code] = _names(units, identity, title.period)
            taken = read_block(block, title, names, identity.unit_id, f"{table.locator}/b[{number}]")
            if taken is None:
                continue
            if title.note:
                notes.append(f"{table.locator}: {title.note}.")
            figures.extend(taken.figures)
            listings.extend(taken.listings)
            notes.extend(taken.notes)
            consumed.extend(taken.consumed)
    return TableReading(tuple(figures), tuple(listings), tuple(notes), frozenset(consumed))


def _tables(document: Document) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Each table with the lines of running text just above it."""
    lines: list[str] = []
    for block in document.body:
        if isinstance(block, Paragraph):
            if block.text.strip():
                lines.append(block.text.strip())
            continue
        near = [line for line in lines[-_LEAD_LINES:] if len(line) <= _LONGEST_LEAD]
        yield block, tuple(near)
        lines = []


def _period(code: str | None) -> Period | None:
    if code is None:
        return None
    try:
        return parse_period(code)
    except ReferenceDataError:
        return None


def _names(units: UnitRegistry, identity: Identity, period: Period | None) -> NameReader:
    on = period.ends_on if period else identity.dated_on
    return NameReader(units, identity.unit_id if on else None, on or _NO_DAY)


_NO_DAY = date(2000, 1, 1)
