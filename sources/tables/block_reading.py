"""One block read cell by cell: each number to its figure; totals checked.

The plan comes from `planned_block`, listing rows from `listed_rows`; numbers get their meaning in `meanings`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from schemas.document import Cell
from schemas.figure import Figure
from schemas.vocabulary import Role
from sources.tables.block_plan import title_kind
from sources.tables.cells import Reading, Says, read_cell
from sources.tables.column import Column, Holds
from sources.tables.figures import FigureWriter, Meaning, raw_numbers
from sources.tables.matching import NO_MATCH
from sources.tables.meanings import Frame
from sources.tables.planned_block import PlannedBlock
from sources.tables.row_plan import Row, RowIs
from sources.tables.rows import read_rows, with_parts
from sources.tables.totals import TotalCheck
from sources.tables.value_cells import Spot, ValueCells

_DIGIT = re.compile(r"\d")


@dataclass
class Taken:
    """What the cells of a block gave."""

    figures: list[Figure]
    notes: list[str] = field(default_factory=list)
    consumed: list[str] = field(default_factory=list)


def read_block(planned: PlannedBlock, listed: set[int]) -> Taken:
    """The figures of a block; `listed` are the numbers of its rows that are listing rows."""
    return _BlockReader(planned, listed).read()


class _BlockReader:
    """The state of reading one block."""

    def __init__(self, planned: PlannedBlock, listed: set[int]) -> None:
        title, plan = planned.title, planned.rows
        writer = FigureWriter(planned.place, title.is_out_of_scope)
        self._block = planned.block
        self._plan = plan
        self._names = planned.names
        self._writer = writer
        self._title = title
        self._listing = planned.listing
        self._listed = listed
        self._frame = Frame(
            title.subject,
            planned.sender_id,
            title.period,
            title_kind(title.kind, plan),
            title.kind == "mixed" or plan.is_mixed,
        )
        units = planned.units
        self._columns = [_of_unit(c) if c.index in units else c for c in planned.columns]
        self._totals = TotalCheck()
        self._taken = Taken(writer.figures, consumed=writer.consumed)
        self._values = ValueCells(planned.block, planned.columns, writer, units)
        self._values.report_to(self._totals, self._taken.notes)

    def read(self) -> Taken:
        """Read header, body and totals, in the order of the sheet."""
        self._read_header()
        rows = with_parts(list(read_rows(self._block, self._plan, self._names)))
        kinds = {row.group.kind for row in rows if row.kind is RowIs.GROUP}
        kinds |= {row.named.unit_kind for row in rows if row.named is not None and row.kind is RowIs.LEAF}
        told = frozenset(kind for kind in kinds if kind is not None)
        heads = Counter(row.group for row in rows if row.kind is RowIs.GROUP)
        divided = frozenset(group for group, times in heads.items() if times > 1)
        self._frame = replace(self._frame, kinds=told, is_list=self._listing.is_listing, divided=divided)
        known = {row.number for row in rows}
        self._values.frame = self._frame
        for row in rows:
            if row.kind is RowIs.GROUP:
                self._totals.head(row.number)
            self._read_row(row)
        for number in self._block.body:
            if number not in known:
                self._leave_row(number)
        is_whole = not self._block.is_continued and self._block.inherited is None
        if is_whole and not self._plan.is_label and not self._title.is_out_of_scope:
            self._taken.notes.extend(self._totals.notes())
        return self._taken

    def _read_header(self) -> None:
        grid = self._block.grid
        wanted = set(self._block.columns)
        for row in (*self._block.header, *self._block.repeated):
            for column, cell in grid.rows[row].items():
                if column in wanted:
                    self._writer.not_statistic(cell, "", "table heading")
                    self._writer.consumed.append(cell.locator)
        for row in self._block.numbering:
            for column, cell in grid.rows[row].items():
                if column in wanted:
                    self._writer.not_statistic(cell, "", "column number")
                    self._writer.consumed.append(cell.locator)

    def _leave_row(self, number: int) -> None:
        """A row that is no part of the table (a note or a signature below it): numbers alone are kept."""
        wanted = set(self._block.columns)
        for column, cell in self._block.grid.rows[number].items():
            if column in wanted and read_cell(cell).says in {Says.NUMBER, Says.FRACTION}:
                meaning = Meaning(reason="row not understood")
                self._unmapped(cell, "", "", read_cell(cell), meaning)
                self._writer.consumed.append(cell.locator)

    def _read_row(self, row: Row) -> None:
        writer, cells = self._writer, row.cells
        consumed = writer.consumed
        name = row.name or f"dòng {row.number}"
        is_listed = row.number in self._listed
        marked = (
            self._listing.marked if is_listed or (row.kind is RowIs.LEAF and self._listing.is_marked) else ()
        )
        name_index = self._plan.name.index if self._plan.name else -1
        for column in self._columns:
            cell = cells.get(column.index)
            if cell is None:
                continue
            holds = column.holds
            if holds is Holds.VALUE:
                self._values.add(Spot(row, column, cell, name), column.index in marked)
                continue
            if holds is Holds.SERIAL:
                if _DIGIT.search(cell.text):
                    if cell.text.isdigit():
                        writer.serial(cell, "", "serial number")
                    else:
                        writer.not_statistic(cell, "", "serial number")
            elif holds is Holds.SCORE:
                self._score(cell, name, column)
            elif holds is Holds.PERSONAL:
                writer.personal(cell, column.heading)
            elif holds in {Holds.TEXT, Holds.NOTE} and column.index != name_index:
                reading = read_cell(cell)
                if reading.says in {Says.NUMBER, Says.FRACTION} and not reading.is_zero_sign:
                    self._unmapped(
                        cell, name, column.heading, reading, Meaning(reason="number in a text column")
                    )
                elif reading.says is Says.TEXT and _DIGIT.search(cell.text):
                    continue
            elif holds is Holds.REFERENCE:
                if _DIGIT.search(cell.text):
                    writer.serial(cell, f"{column.heading}: ", "date or document number")
            elif holds is Holds.PERIOD:
                writer.not_statistic(cell, "", "period")
            elif _DIGIT.search(cell.text):
                if row.kind is RowIs.TOTAL:
                    writer.told_numbers(cell, Meaning(reason="total told in words"))
                else:
                    writer.not_statistic(cell, "", "name or wording")
            consumed.append(cell.locator)

    def _score(self, cell: Cell, name: str, column: Column) -> None:
        reading = read_cell(cell)
        if reading.says is Says.NUMBER and not reading.is_zero_sign:
            self._unmapped(cell, name, column.heading, reading, _SCORE)
        elif _DIGIT.search(cell.text):
            for raw in raw_numbers(cell, reading):
                self._writer.statistic(cell, name, column.heading, raw, value=None, meaning=_SCORE)

    def _unmapped(self, cell: Cell, name: str, heading: str, reading: Reading, meaning: Meaning) -> None:
        raws = raw_numbers(cell, reading)
        values = [reading.value, reading.whole, None]
        for position, raw in enumerate(raws):
            value = values[min(position, 2)]
            self._writer.statistic(
                cell, name, heading, raw, value=value, meaning=meaning, decimals=reading.decimals
            )


_SCORE = Meaning(unit="điểm", reason="score of a listed unit or criterion")


def _of_unit(column: Column) -> Column:
    """A column of one unit: its name is no heading, whatever else the name may mean."""
    return replace(column, parts=(), match=NO_MATCH, role=Role.COUNT, direction=None, whole=NO_MATCH)
