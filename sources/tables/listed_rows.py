"""The listing rows of a block, in one pass over its rows.

Rows of a large sheet that are plainly one unit (a number, a known kind of name, a class or an outcome) are
read from the stored values, each distinct name and word once; all others through their cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.figure import ListingRow
from schemas.periods import parse_period
from sources.tables.listings import Told, listing_row, told
from sources.tables.names import Named
from sources.tables.plain_rows import PlainRows
from sources.tables.planned_block import PlannedBlock
from sources.tables.row_plan import Row, RowIs
from sources.tables.unit_rows import UnitRows


@dataclass
class ListedRows:
    """The listing rows of a block, the numbers of their rows, and remarks for a person."""

    rows: list[ListingRow] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def listed_rows(planned: PlannedBlock) -> ListedRows:
    """The listing rows of a block; empty where it lists no units, or its period is not known."""
    title = planned.title
    if not planned.listing.is_listing or title.period is None or title.is_out_of_scope:
        return ListedRows()
    return _Pass(planned, title.period.code).read()


class _Pass:
    def __init__(self, planned: PlannedBlock, period_code: str) -> None:
        self._planned = planned
        self._plan = planned.listing
        self._period_code = period_code
        self._rows = UnitRows(planned.block, planned.rows, planned.names)
        self._found = ListedRows()
        self._name = planned.rows.name.index if planned.rows.name else None

    def read(self) -> ListedRows:
        """All rows in order."""
        block, found = self._planned.block, self._found
        sheet = block.grid.sheet
        has_periods = self._planned.rows.period is not None
        if sheet is None or self._name is None or sheet.has_percentages or has_periods:
            for number in block.body:
                self._read(number)
            return found
        for number, listed in PlainRows(self._planned, sheet, self._rows, self._period_code).read(block.body):
            if listed is None:
                self._read(number)
            else:
                found.rows.append(listed)
                found.numbers.add(number)
        return found

    def _read(self, number: int) -> None:
        row = self._rows.read(number)
        if row is not None and row.kind is RowIs.LEAF and row.named is not None:
            cells = row.cells
            answers: dict[int | None, Told] = {i: told(cells[i]) for i in self._plan.columns if i in cells}
            self._add(row, row.named, self._locator(row), answers)

    def _add(self, read: Row, named: Named, locator: str, answers: Mapping[int | None, Told]) -> None:
        plan, found, name, number = self._plan, self._found, read.name, read.number
        code = self._period_of(read)
        row = listing_row(answers, plan, named, name=name, locator=locator, period_code=code)
        if row is not None:
            found.rows.append(row)
            found.numbers.add(number)
        word = answers[plan.rating_word][0] if plan.rating_word in answers else ""
        if word and plan.rating_word is not None and (row is None or row.rating is None):
            place = self._planned.block.grid.rows[number][plan.rating_word].locator
            found.notes.append(f"{place}: không hiểu xếp loại “{word}”.")
        elif row is None and any(index in answers for index in plan.stray):
            found.notes.append(
                f"{locator}: không hiểu cột được đánh dấu cho “{name.strip()}”, dòng chưa được ghi nhận."
            )
        elif row is None and named.unit_kind is None:
            found.notes.append(
                f"{locator}: không rõ “{name.strip()}” là loại đơn vị nào, dòng chưa được ghi nhận."
            )

    def _period_of(self, row: Row) -> str:
        """The period that a row is about: the table's, or the year that stands in the row."""
        if row.is_previous:
            return str(parse_period(self._period_code).previous_code)
        return f"{row.year}{self._period_code[4:]}" if row.year else self._period_code

    def _locator(self, row: Row) -> str:
        cell = row.cells.get(self._name) if self._name is not None else None
        return cell.locator if cell is not None else next(iter(row.cells.values())).locator
