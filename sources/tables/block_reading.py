"""One block read cell by cell: each number to its figure, each listed unit to its listing row, totals
checked.

The plan of columns and rows comes from `columns`, `rows` and `listings`; numbers get their meaning in
`meanings`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schemas.document import Cell
from schemas.figure import Figure, ListingRow
from schemas.vocabulary import Role
from sources.tables.block_plan import (
    counts_by_commune,
    first_column,
    has_indicators_in_rows,
    is_data,
    kind_of_names,
    title_kind,
    units_in_columns,
    with_communes,
)
from sources.tables.blocks import Block
from sources.tables.cells import Reading, Says, read_cell
from sources.tables.columns import Column, Holds, read_columns
from sources.tables.figures import FigureWriter, Meaning, raw_numbers
from sources.tables.listings import ListingPlan, listing_row, plan_listing
from sources.tables.matching import NO_MATCH
from sources.tables.meanings import Frame
from sources.tables.names import NameReader
from sources.tables.rows import Row, RowIs, RowPlan, read_rows
from sources.tables.titles import Title
from sources.tables.totals import TotalCheck
from sources.tables.value_cells import Spot, ValueCells

_SAMPLE = 60
_DIGIT = re.compile(r"\d")
_SHARE_ROLES = {Role.PERCENT, Role.CHANGE_PERCENT}


@dataclass
class Taken:
    """What a block gave."""

    figures: list[Figure]
    listings: list[ListingRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    consumed: list[str] = field(default_factory=list)


def read_block(
    block: Block, title: Title, names: NameReader, sender_id: str | None, place: str
) -> Taken | None:
    """What a block holds; None for a layout table, which is left to prose."""
    columns = read_columns(block, title.subject, title.measure)
    if not is_data(block, columns):
        return None
    columns = with_communes(block, columns, names)
    name = first_column(columns, Holds.NAME)
    kind = kind_of_names(name, title)
    values = [
        c for c in columns if c.holds in {Holds.VALUE, Holds.SCORE, Holds.RATING_WORD, Holds.RECOGNITION_WORD}
    ]
    is_label = has_indicators_in_rows(block, columns, name, title, names)
    if is_label:
        values = [c for c in values if c.holds is not Holds.RATING_WORD]
    plan = RowPlan(
        name=name,
        serial=first_column(columns, Holds.SERIAL),
        parent=first_column(columns, Holds.PARENT),
        measure=first_column(columns, Holds.MEASURE),
        unit_kind=first_column(columns, Holds.UNIT_KIND),
        values=values,
        is_label=is_label,
        kind=kind,
        is_mixed=kind is None and (title.kind == "mixed" or (name is not None and name.name_kind == "mixed")),
    )
    reader = _BlockReader(
        block,
        title,
        names,
        FigureWriter(place, title.is_out_of_scope),
        columns=columns,
        plan=plan,
        sender_id=sender_id,
    )
    return reader.read()


class _BlockReader:
    """The state of reading one block."""

    def __init__(
        self,
        block: Block,
        title: Title,
        names: NameReader,
        writer: FigureWriter,
        *,
        columns: Sequence[Column],
        plan: RowPlan,
        sender_id: str | None,
    ) -> None:
        self._block = block
        self._plan = plan
        self._names = names
        self._writer = writer
        self._title = title
        self._listing = (
            plan_listing(block, columns, counts_by_commune(plan, title)) if not plan.is_label else _NO_LISTING
        )
        self._frame = Frame(
            title.subject,
            sender_id,
            title.period,
            title_kind(title.kind, plan),
            title.kind == "mixed" or plan.is_mixed,
        )
        units = units_in_columns(columns, names) if plan.is_label else {}
        self._columns = [replace(c, parts=(), match=NO_MATCH) if c.index in units else c for c in columns]
        self._totals = TotalCheck()
        self._taken = Taken(writer.figures, consumed=writer.consumed)
        self._values = ValueCells(block, columns, writer, units)
        self._values.report_to(self._totals, self._taken.notes)

    def read(self) -> Taken:
        """Read header, body and totals, in the order of the sheet."""
        self._read_header()
        rows = list(read_rows(self._block, self._plan, self._names))
        kinds = {row.group.kind for row in rows if row.kind is RowIs.GROUP}
        kinds |= {row.named.unit_kind for row in rows if row.named is not None and row.kind is RowIs.LEAF}
        told = frozenset(kind for kind in kinds if kind is not None)
        heads = Counter(row.group for row in rows if row.kind is RowIs.GROUP)
        divided = frozenset(group for group, times in heads.items() if times > 1)
        self._frame = replace(self._frame, kinds=told, is_list=self._listing.is_listing, divided=divided)
        known = {row.number for row in rows}
        self._values.frame = self._frame
        for row in rows:
            self._read_row(row)
        for number in self._block.body:
            if number not in known:
                self._leave_row(number)
        if not self._plan.is_label and not self._title.is_out_of_scope:
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
        is_listed = False
        if row.kind is RowIs.LEAF and row.named is not None and self._listing.is_listing:
            is_listed = self._add_listing(row)
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
            elif _DIGIT.search(cell.text):
                if row.kind is RowIs.TOTAL:
                    writer.told_numbers(cell, Meaning(reason="total told in words"))
                else:
                    writer.not_statistic(cell, "", "name or wording")
            consumed.append(cell.locator)

    def _add_listing(self, row: Row) -> bool:
        period = self._title.period
        if row.named is None or period is None or self._title.is_out_of_scope:
            return False
        locator = _row_locator(row, self._plan)
        found = listing_row(
            row.cells, self._listing, row.named, name=row.name, locator=locator, period_code=period.code
        )
        if found is not None:
            self._taken.listings.append(found)
        word = row.cells.get(self._listing.rating_word) if self._listing.rating_word is not None else None
        if word is not None and word.text.strip() and (found is None or found.rating is None):
            self._note(word, f"không hiểu xếp loại “{word.text.strip()}”")
        elif found is None and row.named.unit_kind is None:
            self._taken.notes.append(
                f"{locator}: không rõ “{row.name.strip()}” là loại đơn vị nào, dòng chưa được ghi nhận."
            )
        return found is not None

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

    def _note(self, cell: Cell, text: str) -> None:
        self._taken.notes.append(f"{cell.locator}: {text}.")


def _row_locator(row: Row, plan: RowPlan) -> str:
    cell = row.cells.get(plan.name.index) if plan.name else None
    return cell.locator if cell is not None else next(iter(row.cells.values())).locator


_SCORE = Meaning(unit="điểm", reason="score of a listed unit or criterion")
_NO_LISTING = ListingPlan((), (), None, None, None, None, False)
