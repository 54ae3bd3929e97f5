"""The records of rows: what a row is, the group over it, and the columns that rows are read by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from schemas.document import Cell
from schemas.vocabulary import Level, UnitKind
from sources.tables.column import Column
from sources.tables.names import Named
from sources.tables.parts import HeaderPart


class RowIs(Enum):
    """What a row is."""

    TOTAL = "total"
    GROUP = "group"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Group:
    """What holds for the rows below: kind, commune, the deciding level, and a declared part of the units."""

    kind: UnitKind | None = None
    is_mixed: bool = False
    parent_id: str | None = None
    decided_by: Level | None = None
    subset: str | None = None
    is_understood: bool = True
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, name and serial, the group over it, and the unit or the label path it means."""

    number: int
    cells: dict[int, Cell]
    name: str
    kind: RowIs
    group: Group
    named: Named | None = None
    labels: tuple[HeaderPart, ...] = ()
    outer_labels: tuple[HeaderPart, ...] = ()
    counter: str | None = None
    year: int | None = None
    is_previous: bool = False
    is_part: bool = False
    """For a total: whether it adds up some of the rows only."""


@dataclass
class RowPlan:
    """The columns that rows are read by."""

    name: Column | None
    serial: Column | None
    parent: Column | None
    measure: Column | None
    unit_kind: Column | None
    label: Column | None
    period: Column | None
    values: Sequence[Column]
    is_label: bool
    kind: UnitKind | None
    is_mixed: bool
    owner_id: str | None = None
    """The unit that totals are about: the sender, or the one that the table's title names."""
    place_id: str | None = None
    """The commune that the table's title names: the listed units lie there."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What columns beside the name tell of a row: the indicator with its unit of measure, the period."""

    labels: tuple[HeaderPart, ...] = ()
    counter: str | None = None
    year: int | None = None
    is_previous: bool = False

    @property
    def tells(self) -> bool:
        """Whether they tell anything."""
        return bool(self.labels) or self.year is not None or self.is_previous
