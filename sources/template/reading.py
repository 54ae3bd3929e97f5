"""The one door: what a filled workbook of the province holds, and what of the document is left to the
ordinary readers.

Every number of a sheet that is read here gets one figure: a filled cell its own, texts, totals and the
figures of the year before as no statistic, what stands outside the cells to fill in as unmapped.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from schemas.document import Cell, Document, Table
from schemas.figure import Figure, Identity, ListingRow
from schemas.templates.plan import Computes, Place, SheetPlan, WorkbookPlan
from schemas.units import UnitRegistry
from sources.tables.figures import FigureWriter
from sources.tables.names import NameReader
from sources.template.open_rows import OpenRowReader
from sources.template.recognition import helper_sheets, recognised
from sources.template.slots import SheetNotes, SlotReader, remark


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """What the declared sheets gave; `rest` is the document without them, `consumed_locators` their cells."""

    rest: Document
    figures: tuple[Figure, ...] = ()
    listings: tuple[ListingRow, ...] = ()
    notes: tuple[str, ...] = ()
    consumed_locators: frozenset[str] = field(default=frozenset())


def read_template(document: Document, identity: Identity, units: UnitRegistry) -> TemplateReading:
    """Read the unchanged sheets of a workbook with a marker; of any other document nothing."""
    found = recognised(document)
    if found is None:
        return TemplateReading(document)
    helpers = {table.name for table in helper_sheets(document)}
    sheets = found.sheets if found.is_of(identity) else {}
    period = found.plan.period
    names = NameReader(units, found.plan.sender.unit_id, period.ends_on)
    figures: list[Figure] = []
    listings: list[ListingRow] = []
    notes: list[str] = []
    taken: list[Table] = []
    for table in document.tables:
        if table.name in helpers:
            figures.extend(_words_alone(table))
        elif table.name in sheets:
            sheet = _SheetReader(table, sheets[table.name], found.plan, names)
            listings.extend(sheet.read())
            figures.extend(sheet.writer.figures)
            notes.extend(sheet.notes.said)
        else:
            continue
        taken.append(table)
    consumed = frozenset(cell.locator for table in taken for cell in table.cells)
    return TemplateReading(
        rest=replace(
            document,
            body=tuple(block for block in document.body if block not in taken),
            notes=_notes_about_others(document.notes, consumed),
        ),
        figures=tuple(figures),
        listings=tuple(listings),
        notes=tuple(notes),
        consumed_locators=consumed,
    )


def _notes_about_others(notes: tuple[str, ...], consumed: frozenset[str]) -> tuple[str, ...]:
    """The reader's remarks on cells that are not read here ("… at Sheet!B7", then "… at 12 more cells"): that
    the template's own formulas have no value yet is nothing to remark on.
    """
    kept: list[str] = []
    is_about_others = True
    for note in notes:
        _, has_place, place = note.rpartition(" at ")
        if not (has_place and place.endswith("more cells")):
            is_about_others = not has_place or place not in consumed
        if is_about_others:
            kept.append(note)
    return tuple(kept)


def _words_alone(table: Table) -> list[Figure]:
    writer = FigureWriter(table.locator)
    for cell in table.cells:
        writer.not_statistic(cell, "", "wording of the template")
    return writer.figures


class _SheetReader:
    """The state of reading one sheet by its plan."""

    def __init__(self, table: Table, page: SheetPlan, plan: WorkbookPlan, names: NameReader) -> None:
        self.writer = FigureWriter(table.locator)
        self.notes = SheetNotes()
        self._table = table
        self._page = page
        self._slots = SlotReader(self.writer, self.notes, plan.period.code)
        self._open: OpenRowReader | None = None
        if page.open_table is not None:
            self._open = OpenRowReader(page.open_table, plan, names, self.writer, self.notes)

    def read(self) -> list[ListingRow]:
        """Class every cell of the sheet; returns the listing rows."""
        page = self._page
        fixed = {(each.row, each.column) for each in page.fixed}
        slots = {(each.row, each.column): each for each in page.slots}
        locked = {(each.row, each.column) for each in page.computed}
        free = {(each.row, each.column): each.heading for each in page.free}
        filled: dict[Place, Cell] = {}
        open_rows: dict[int, dict[int, Cell]] = {}
        for cell in self._table.cells:
            place = (cell.row, cell.column)
            filled[place] = cell
            slot = slots.get(place)
            if place in fixed or place in locked or (slot is not None and slot.is_previous):
                self.writer.not_statistic(cell, "", "wording, total or earlier figure of the template")
            elif slot is not None:
                self._slots.read(slot, cell)
            elif place in free:
                remark(cell, free[place], self.writer, "number in a note")
            elif self._is_open(cell):
                open_rows.setdefault(cell.row, {})[cell.column] = cell
            else:
                self._outside(cell)
        for computed in page.computed:
            place = (computed.row, computed.column)
            if computed.computes is Computes.SUM and not computed.is_previous and place in filled:
                self._slots.check_sum(computed.terms, filled[place])
        return self._read_open(open_rows)

    def _is_open(self, cell: Cell) -> bool:
        table = self._page.open_table
        if table is None or cell.row < table.first_row:
            return False
        return cell.column == table.serial or any(cell.column == each.column for each in table.columns)

    def _read_open(self, rows: dict[int, dict[int, Cell]]) -> list[ListingRow]:
        table = self._page.open_table
        if table is None or self._open is None:
            return []
        for cells in rows.values():
            serial = cells.pop(table.serial, None)
            if serial is not None:
                self.writer.not_statistic(serial, "", "serial number")
        return self._open.read({number: cells for number, cells in rows.items() if cells})

    def _outside(self, cell: Cell) -> None:
        if any(char.isdigit() for char in cell.text):
            self.notes.add("outside", cell)
            remark(cell, "", self.writer, "outside the cells of the template")
