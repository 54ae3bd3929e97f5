"""The one door: the tables of a document as figures and listing rows, and the cells that this explains.

A block is taken if its header or body makes it a table of numbers or a list of outcomes; every number of a
taken block then becomes exactly one figure, but for free text in notes, which is left to prose with its
locator unconsumed. Letterheads, recipients, signatures and other layout tables are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from schemas.document import Document, Paragraph, Table
from schemas.errors import ReferenceDataError
from schemas.figure import Figure, Identity, ListingRow
from schemas.periods import Period, parse_period
from schemas.units import UnitRegistry
from sources.memory.recall import NOTHING, Recall
from sources.paused_collection import collector_paused
from sources.tables.block_reading import Taken, read_block
from sources.tables.blocks import Block, find_blocks
from sources.tables.continuations import continued
from sources.tables.grid import Grid
from sources.tables.layouts import Layout, layout_of
from sources.tables.listed_rows import ListedRows, listed_rows
from sources.tables.names import NameReader
from sources.tables.planned_block import PlannedBlock, plan_block
from sources.tables.remembered import with_memory
from sources.tables.titles import read_title
from sources.workbook.sheet_cells import SheetCells

_LEAD_LINES, _LONGEST_LEAD = 3, 220


@dataclass(frozen=True)
class _Block:
    """A planned block, its listing rows, and the remarks that come before its own."""

    planned: PlannedBlock | None
    listed: ListedRows
    remarks: tuple[str, ...]
    layout: Layout | None = None

    @cached_property
    def taken(self) -> Taken:
        """What its cells give."""
        return read_block(self.planned, self.listed.numbers) if self.planned is not None else Taken([])


class TableReading:
    """What the tables of a document hold: figures, listing rows, and `notes`, Vietnamese sentences about what
    a person should look at.

    `consumed_locators` are the cells that are explained here, with or without a number; prose reads all
    others. Listing rows are there at once; the cells are read when figures, notes or locators are asked for.
    """

    def __init__(self, blocks: Sequence[_Block]) -> None:
        self._blocks = blocks
        self.listings: tuple[ListingRow, ...] = tuple(chain.from_iterable(b.listed.rows for b in blocks))

    @property
    def planned(self) -> Iterator[tuple[PlannedBlock, Layout]]:
        """The blocks that were taken, each with the layout that it is remembered by."""
        for block in self._blocks:
            if block.planned is not None and block.layout is not None:
                yield block.planned, block.layout

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of all tables, in their order."""
        return tuple(chain.from_iterable(block.taken.figures for block in self._blocks))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The remarks, table by table."""
        return tuple(
            note
            for block in self._blocks
            for note in (*block.remarks, *block.listed.notes, *block.taken.notes)
        )

    @cached_property
    def consumed_locators(self) -> frozenset[str]:
        """The locators of the cells that are explained."""
        return frozenset(chain.from_iterable(block.taken.consumed for block in self._blocks))


def read_tables(
    document: Document, identity: Identity, units: UnitRegistry, recall: Recall = NOTHING
) -> TableReading:
    """The figures and listings of all tables of a document; units are resolved within the sender's area.

    Figures without a known sender or period stay unmapped; listing rows need a period. `recall` holds what
    people decided on the sender's layouts and names.
    """
    with collector_paused():
        return TableReading(_read(document, identity, units, recall))


def _read(document: Document, identity: Identity, units: UnitRegistry, recall: Recall) -> list[_Block]:
    found: list[_Block] = []
    readers: dict[str, NameReader] = {}
    period = _period(identity.period_code)
    last: Block | None = None
    last_locator = ""
    for table, lead in _tables(document):
        grid = Grid(table)
        hidden = _hidden_rows(table)
        if hidden and not table.is_hidden:
            remark = f"{table.locator}: có hàng hoặc cột ẩn (từ hàng {hidden[0]}), vẫn được đọc."
            found.append(_Block(None, ListedRows(), (remark,)))
        blocks = find_blocks(grid, lead)
        remarks: list[str] = []
        if blocks and continued(last, blocks[0]):
            remarks.append(
                f"{table.locator}: bảng tiếp theo của {last_locator}, đọc theo tiêu đề bảng trước."
            )
        last, last_locator = (blocks[-1], table.locator) if blocks else (None, "")
        for number, block in enumerate(blocks, start=1):
            title = read_title(block.title, table.name, period)
            if title.period is None:
                remarks.append(
                    f"{table.locator}: không xác định được kỳ của bảng, số liệu chưa được ghi nhận."
                )
            code = title.period.code if title.period else ""
            names = readers.get(code)
            if names is None:
                names = readers[code] = _names(units, identity, title.period, recall)
            layout = layout_of(block, title, table.name)
            title = with_memory(title, recall, layout)
            planned = plan_block(block, title, names, identity.unit_id, f"{table.locator}/b[{number}]")
            if planned is not None and title.note:
                remarks.append(f"{table.locator}: {title.note}.")
            listed = listed_rows(planned) if planned is not None else ListedRows()
            others = [row for row in listed.rows if row.period_code != identity.period_code]
            if others and identity.period_code is not None:
                remarks.append(
                    f"{others[0].locator}: {len(others)} đơn vị trong danh sách thuộc kỳ "
                    f"{others[0].period_code}, không phải kỳ {identity.period_code} của báo cáo; "
                    "chưa được ghi nhận."
                )
            found.append(_Block(planned, listed, tuple(remarks), layout))
            remarks = []
    return found


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


def _hidden_rows(table: Table) -> list[int]:
    cells = table.cells
    if isinstance(cells, SheetCells):
        return cells.hidden_rows()
    return sorted({cell.row for cell in cells if cell.is_hidden and cell.text})


def _period(code: str | None) -> Period | None:
    if code is None:
        return None
    try:
        return parse_period(code)
    except ReferenceDataError:
        return None


def _names(units: UnitRegistry, identity: Identity, period: Period | None, recall: Recall) -> NameReader:
    on = period.ends_on if period else identity.dated_on
    return NameReader(units, identity.unit_id if on else None, on or _NO_DAY, recall.names)


_NO_DAY = date(2000, 1, 1)
