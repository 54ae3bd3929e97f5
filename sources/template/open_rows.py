"""The rows of lists and registers: each unit with an outcome is one listing row, rows without one give
nothing; a register gives no statistics.

Rows may have been added at the end or between: a row is known by its name, not by its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from schemas.document import Cell
from schemas.figure import ListingRow
from schemas.labels import labels
from schemas.rating_labels import rating_of
from schemas.templates.definition import Holds, template_definition
from schemas.templates.plan import OpenTable, WorkbookPlan
from schemas.units import organisation_id
from schemas.vietnamese_names import name_key
from schemas.vocabulary import Rating, UnitKind
from sources.tables.cells import Says, read_cell
from sources.tables.figures import FigureWriter
from sources.tables.names import Named, NameReader, prefix_kind
from sources.template.slots import SheetNotes, remark

_DIGIT = re.compile(r"\d")
_HIGHEST_SCORE = 100
_PREVIOUS = {Holds.PREVIOUS_RATING, Holds.PREVIOUS_RECOGNISED}
_ORGANISATIONS = {UnitKind.AGENCY, UnitKind.ENTERPRISE, UnitKind.SCHOOL}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a row says of its unit."""

    rating: Rating | None
    score: Decimal | None
    registered: bool | None
    recognised: bool | None

    @property
    def is_told(self) -> bool:
        """Whether it says anything."""
        return any(each is not None for each in (self.rating, self.score, self.registered, self.recognised))


class OpenRowReader:
    """Reads the open table of one sheet."""

    def __init__(
        self,
        table: OpenTable,
        plan: WorkbookPlan,
        names: NameReader,
        writer: FigureWriter,
        notes: SheetNotes,
    ) -> None:
        self._table = table
        self._plan = plan
        self._names = names
        self._writer = writer
        self._notes = notes
        self._named = {name_key(row.name): row for row in table.named}
        self._areas = {name_key(area.name): area.unit_id for area in plan.areas}

    def read(self, rows: Mapping[int, Mapping[int, Cell]]) -> list[ListingRow]:
        """The listing rows among the rows of a sheet, by their numbers and columns."""
        found = []
        for cells in rows.values():
            for column in self._table.columns:
                if column.column in cells:
                    self._account(cells[column.column], column.holds, column.heading)
            listed = self._listed(cells) if self._table.kinds else None
            if listed is not None:
                found.append(listed)
        return found

    def _account(self, cell: Cell, holds: Holds, heading: str) -> None:
        """Class the numbers of a cell; none of them is a statistic."""
        if holds is Holds.DAY or (holds is Holds.SCORE and _score(cell) is not None):
            reason = "score in a list" if holds is Holds.SCORE else "date or document number"
            self._writer.serial(cell, f"{heading}: ", reason)
        elif holds is Holds.TEXT and self._table.kinds:
            remark(cell, heading, self._writer, "number in a note")
        elif _DIGIT.search(cell.text):
            self._writer.not_statistic(cell, "", "name or wording")

    def _listed(self, cells: Mapping[int, Cell]) -> ListingRow | None:
        outcome = self._outcome(cells)
        if not outcome.is_told:
            return None
        name_cell = self._cell(cells, Holds.NAME)
        if name_cell is None:
            self._notes.add("no_name", next(iter(cells.values())))
            return None
        name = name_cell.text.strip()
        named = self._unit(name, cells)
        if named is None or named.unit_kind is None:
            self._notes.add("no_kind", name_cell, name=name)
            return None
        if named.unit_id is None:
            self._notes.add("no_parent", name_cell, name=name)
        note = self._cell(cells, Holds.TEXT)
        return ListingRow(
            name_cell.locator,
            name,
            named.unit_kind,
            named.unit_id,
            named.parent_id,
            self._plan.period.code,
            outcome.rating,
            outcome.score,
            outcome.registered,
            outcome.recognised,
            note.text.strip() if note is not None else "",
            named.confidence,
        )

    def _outcome(self, cells: Mapping[int, Cell]) -> _Outcome:
        score = self._cell(cells, Holds.SCORE)
        if score is not None and _score(score) is None and read_cell(score).says is not Says.BLANK:
            self._notes.add("not_a_score", score)
        rating = self._cell(cells, Holds.RATING)
        rated = rating_of(rating.text) if rating is not None else None
        if rating is not None and rated is None and read_cell(rating).says is not Says.BLANK:
            self._notes.add("not_a_choice", rating)
        return _Outcome(
            rated,
            _score(score) if score is not None else None,
            self._yes_or_no(cells, Holds.REGISTERED),
            self._yes_or_no(cells, Holds.RECOGNISED),
        )

    def _yes_or_no(self, cells: Mapping[int, Cell], holds: Holds) -> bool | None:
        cell = self._cell(cells, holds)
        if cell is None:
            return None
        words = [name_key(word) for word in template_definition().lists[holds.value]]
        key = name_key(cell.text)
        if key in words:
            return words.index(key) == 0
        self._notes.add("not_a_choice", cell)
        return None

    def _unit(self, name: str, cells: Mapping[int, Cell]) -> Named | None:
        known = self._named.get(name_key(name))
        if known is not None:
            return Named(known.unit_kind, known.unit_id, known.parent_id, 1.0)
        kind = self._kind(name, cells)
        if kind is None:
            return None
        if kind is UnitKind.COMMUNE:
            return self._names.read(name, kind, None)
        parent_id = self._parent(cells) if kind is UnitKind.RESIDENTIAL_AREA else None
        named = self._names.read(name, kind, parent_id)
        if named.unit_kind is kind and (named.unit_id is not None or parent_id is None):
            return Named(kind, named.unit_id, named.parent_id, 1.0 if named.unit_id else named.confidence)
        return self._by_choice(name, kind, parent_id)

    def _by_choice(self, name: str, kind: UnitKind, parent_id: str | None) -> Named:
        """The unit of a name that begins like another kind's: the chosen kind counts."""
        province = self._plan.province_id
        holder = province if kind in _ORGANISATIONS else parent_id
        if holder is None or not any(char.isalnum() for char in name):
            return Named(kind, None, parent_id, 0.4)
        parent = parent_id or self._plan.sender.unit_id
        return Named(kind, organisation_id(holder, kind.value, name), parent, 1.0)

    def _kind(self, name: str, cells: Mapping[int, Cell]) -> UnitKind | None:
        if len(self._table.kinds) == 1:
            return self._table.kinds[0]
        cell = self._cell(cells, Holds.ORGANISATION_KIND)
        if cell is not None:
            return _kinds_by_label().get(_key(cell.text))
        told = prefix_kind(name)
        return told if told in self._table.kinds else None

    def _parent(self, cells: Mapping[int, Cell]) -> str | None:
        cell = self._cell(cells, Holds.PARENT)
        if cell is None:
            return None if self._plan.areas else self._plan.sender.unit_id
        known = self._areas.get(name_key(cell.text))
        if known is not None:
            return known
        unit, _ = self._names.area(cell.text)
        return unit.unit_id if unit is not None else None

    def _cell(self, cells: Mapping[int, Cell], holds: Holds) -> Cell | None:
        column = self._table.column_of(holds)
        found = cells.get(column) if column is not None else None
        return found if found is not None and found.text.strip() else None


def _score(cell: Cell) -> Decimal | None:
    reading = read_cell(cell)
    if reading.says is not Says.NUMBER or reading.value is None or reading.is_percent or reading.inner:
        return None
    return reading.value if 0 <= reading.value <= _HIGHEST_SCORE and reading.confidence == 1 else None


def _kinds_by_label() -> Mapping[str, UnitKind]:
    return {_key(each.label_vi): UnitKind(code) for code, each in labels()["unit_kind"].items()}


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
