"""Rows of units: which add up, which head a group, which are one unit; read once, in order.

Totals are the sender's own figures, group rows set the kind and the commune of the rows below them.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.document import Cell
from schemas.vocabulary import UnitKind
from sources.tables.blocks import Block
from sources.tables.names import Named, NameReader
from sources.tables.parts import period_told, read_part
from sources.tables.row_groups import group_named, group_of
from sources.tables.row_plan import Beside, Group, Row, RowIs, RowPlan
from sources.tables.row_signs import (
    ARABIC,
    ROW_YEAR,
    has_values,
    is_arabic_cell,
    is_group_serial,
    is_total,
    name_elsewhere,
    pure_kind,
)
from sources.tables.subjects import kind_in

_LONGEST_GROUP = 150
_SURE = 0.9
_YEAR_ENDS = (")", *"0123456789")


class UnitRows:
    """Reads rows of units in their order; `group` is what the last group row told, `names` resolves names."""

    def __init__(self, block: Block, plan: RowPlan, names: NameReader) -> None:
        self._block = block
        self.names = names
        self.group = Group(kind=plan.kind, is_mixed=plan.is_mixed)
        self._place_id = plan.place_id
        self._owner_id = plan.owner_id
        self._name = plan.name.index if plan.name else -1
        self._serial = plan.serial.index if plan.serial else -1
        self._parent = plan.parent.index if plan.parent else -1
        self._kind = plan.unit_kind.index if plan.unit_kind else -1
        self._label = plan.label.index if plan.label else -1
        self._period = plan.period.index if plan.period else -1
        self._measure = plan.measure.index if plan.measure else -1
        self._last_name = ""
        self._is_divided = self._label >= 0 or self._period >= 0
        self._values = [column.index for column in plan.values]
        self._taken = (*self._values, self._label, self._period)
        self._has_arabic = _has_arabic(block, self._serial)

    def read(self, number: int) -> Row | None:
        """The row; None where it is running text."""
        cells = self._block.grid.rows[number]
        serial_cell = cells.get(self._serial)
        serial = serial_cell.text if serial_cell is not None else ""
        name = self._name_of(cells, serial)
        beside = self._beside(number) if self._is_divided else _NOTHING
        if beside.tells:
            name = self._last_name = name or self._block.grid.text_at(number, self._name) or self._last_name
        has_any = has_values(cells, self._values)
        if is_total(name) or (not name and serial and is_total(serial)):
            total = Row(number, cells, name, RowIs.TOTAL, self.group, year=self.group.year)
            return _with(total, beside)
        heads = is_group_serial(serial) and self._has_arabic
        if name and (heads or not has_any) and not is_arabic_cell(serial_cell) and not beside.tells:
            if len(name) > _LONGEST_GROUP and not has_any:
                return None
            self.group = group_of(name, self.group, self.names)
            named = group_named(self.group, self._owner_id)
            return Row(number, cells, name, RowIs.GROUP, self.group, named, year=self.group.year)
        plain_name, year = without_year(name, self.group.year)
        own_kind = self.whole_kind(plain_name)
        if own_kind is not None:
            kind = None if own_kind == "mixed" else UnitKind(own_kind)
            own = replace(self.group, kind=kind, is_mixed=own_kind == "mixed")
            return Row(number, cells, name, RowIs.GROUP, own, group_named(own, self._owner_id), year=year)
        if not name:
            unknown = _UNKNOWN if beside.tells else None
            return _with(Row(number, cells, name, RowIs.LEAF, self.group, unknown, year=year), beside)
        kind_cell = cells.get(self._kind)
        parent = self._block.grid.text_at(number, self._parent) if self._parent >= 0 else ""
        hint = self.kind_told(kind_cell.text if kind_cell is not None else "")
        named = self.names.read(plain_name, hint, self.parent_told(parent))
        return _with(Row(number, cells, name, RowIs.LEAF, self.group, named, year=year), beside)

    def _beside(self, number: int) -> Beside:
        """What the columns of labels and periods tell of a row."""
        grid = self._block.grid
        label = grid.text_at(number, self._label) if self._label >= 0 else ""
        period = period_told(grid.text_at(number, self._period)) if self._period >= 0 else None
        counter = grid.text_at(number, self._measure) if self._measure >= 0 else ""
        year, is_previous = period or (None, False)
        return Beside((read_part(label),) if label else (), counter or None, year, is_previous)

    def whole_kind(self, name: str) -> str | None:
        """The kind of unit that a row is about as a whole; None for one unit, even if named like a kind."""
        kind = pure_kind(name)
        if kind is None:
            return None
        unit, confidence = self.names.area(name)
        is_unit = unit is not None and (confidence >= _SURE or read_part(name).content.is_unaccented)
        return None if is_unit else kind

    def kind_told(self, text: str) -> UnitKind | None:
        """The kind that a row's own cell tells, else its group's."""
        told = kind_in(text) if text else None
        return UnitKind(told) if told is not None and told != "mixed" else self.group.kind

    def parent_told(self, text: str) -> str | None:
        """The commune that a row's own cell tells, else its group's."""
        if not text:
            return self.group.parent_id or self._place_id
        unit, _ = self.names.area(text)
        return unit.unit_id if unit is not None else None

    def _name_of(self, cells: dict[int, Cell], serial: str) -> str:
        cell = cells.get(self._name)
        if cell is not None and cell.text:
            return cell.text
        if self._is_divided:
            return ""
        name = name_elsewhere(cells, self._block.columns[:3], self._serial, self._taken)
        return serial if not name and serial and not ARABIC.match(serial.strip()) else name


def _with(row: Row, beside: Beside) -> Row:
    """A row with what the columns beside its name tell."""
    if not beside.tells:
        return row
    return replace(
        row,
        labels=beside.labels,
        outer_labels=beside.labels,
        counter=beside.counter,
        year=beside.year or row.year,
        is_previous=beside.is_previous,
    )


_NOTHING = Beside()
_UNKNOWN = Named(None, None, None, 0.0)


def without_year(name: str, year: int | None) -> tuple[str, int | None]:
    """A name without the year behind it ("… (2022)"), and that year or the group's."""
    dated = ROW_YEAR.search(name) if name.endswith(_YEAR_ENDS) else None
    if dated is None:
        return name, year
    return ROW_YEAR.sub("", name).strip(), int(dated[1] or dated[2])


def _has_arabic(block: Block, serial_index: int) -> bool:
    return any(is_arabic_cell(block.grid.rows[row].get(serial_index)) for row in block.body[:400])
