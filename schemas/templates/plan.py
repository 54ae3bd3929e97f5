"""The plan of a workbook: for one sender and period, what stands in which cell of which sheet.

Records only. Rows and columns are 1-based, as in `schemas.document`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.periods import Period
from schemas.templates.definition import Holds
from schemas.unit import Unit
from schemas.vocabulary import Level, Rating, UnitKind

Place = tuple[int, int]
"""A row and a column."""


class Look(StrEnum):
    """What a fixed text is on the page."""

    SENDER = "sender"
    NUMBER = "number"
    TITLE = "title"
    ATTACHED = "attached"
    CAPTION = "caption"
    HEADING = "heading"
    PREVIOUS_HEADING = "previous_heading"
    SECTION = "section"
    SERIAL = "serial"
    EMPTY = "empty"
    LABEL = "label"
    MEASURE = "measure"
    TOTAL = "total"


MEANING = frozenset(
    {Look.TITLE, Look.CAPTION, Look.HEADING, Look.PREVIOUS_HEADING, Look.SECTION, Look.LABEL, Look.MEASURE}
    | {Look.TOTAL}
)
"""The looks of texts that give the cells around them their meaning."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text that the clerk finds and leaves as it is."""

    row: int
    column: int
    text: str
    look: Look
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class FigureKey:
    """Which figure: its indicator, the one extra dimension, and its unit."""

    indicator_code: str
    unit_id: str
    unit_kind: UnitKind | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """The cell of one figure; `is_previous` for the year before, filled in by the system and locked.

    `row_name` and `heading` say in words what it is.
    """

    row: int
    column: int
    key: FigureKey
    row_name: str
    heading: str
    is_previous: bool = False


class Computes(StrEnum):
    """What a locked cell works out from others."""

    SUM = "sum"
    SHARE = "share"
    DIFFERENCE = "difference"
    CHANGE_PERCENT = "change_percent"


@dataclass(frozen=True, slots=True)
class Computed:
    """A locked cell with a formula about an indicator.

    `terms` are the addends of a sum, the addends of a share's numerator (its denominator in `base`), the
    minuend of a difference (the subtrahend in `base`).
    """

    row: int
    column: int
    code: str
    computes: Computes
    terms: tuple[Place, ...]
    base: tuple[Place, ...] = ()
    is_previous: bool = False


@dataclass(frozen=True, slots=True)
class FreeCell:
    """A cell for words of the clerk's own."""

    row: int
    column: int
    heading: str


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column of an open table."""

    column: int
    heading: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A unit that a list names beforehand."""

    name: str
    unit_kind: UnitKind
    unit_id: str
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose rows the clerk goes on writing: a list of units (`kinds` not empty) or of documents.

    `serial` is the column of the rows' numbers; `named` are rows with a fixed name, to which none is added.
    Else at least `least` rows are offered, and at least `spare` blank ones.
    """

    first_row: int
    serial: int
    columns: tuple[OpenColumn, ...]
    kinds: tuple[UnitKind, ...] = ()
    named: tuple[KnownRow, ...] = ()
    least: int = 0
    spare: int = 0

    def column_of(self, holds: Holds) -> int | None:
        """The column that holds something; None if there is none."""
        return next((each.column for each in self.columns if each.holds is holds), None)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What stands on one sheet.

    `header_rows` are repeated on every printed page, if there is one table; a new page begins after each of
    `breaks_after`.
    """

    name: str
    number: str
    title: str
    about: str
    fixed: tuple[Fixed, ...]
    slots: tuple[Slot, ...] = ()
    computed: tuple[Computed, ...] = ()
    free: tuple[FreeCell, ...] = ()
    open_table: OpenTable | None = None
    widths: Mapping[int, float] = field(default_factory=dict)
    header_rows: tuple[int, int] | None = None
    breaks_after: tuple[int, ...] = ()
    last_column: int = 1


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """The workbook of one sender and period.

    `sender_name` is the sender with its province, as it signs; `areas` are its communes, `classes` those of
    the scheme in force, best first.
    """

    version: int
    sender: Unit
    sender_name: str
    province_id: str | None
    period: Period
    areas: tuple[Unit, ...]
    classes: tuple[Rating, ...]
    sheets: tuple[SheetPlan, ...]

    @property
    def level(self) -> Level:
        """The sender's level."""
        return self.sender.level
