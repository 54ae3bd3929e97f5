"""What a random sheet says and how: tables of cells with the truth of each number, before they are placed.

A `Written` is one cell as typed, with the figures that it states; placing it on a sheet is `layout_sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from schemas.vocabulary import Rating, Role, UnitKind


@dataclass(frozen=True)
class Truth:
    """A figure that a cell states; `code` None where it must not be mapped."""

    code: str | None
    value: Decimal
    unit_id: str | None
    period: str
    role: Role
    unit_kind: UnitKind | None = None
    category: str | None = None


@dataclass(frozen=True)
class Listed:
    """What a list says of the unit whose name the cell holds."""

    unit_id: str
    unit_kind: UnitKind
    rating: Rating | None = None
    score: Decimal | None = None
    registered: bool | None = None
    recognised: bool | None = None


@dataclass(frozen=True)
class Written:
    """One cell as typed."""

    value: object
    truths: tuple[Truth, ...] = ()
    number_format: str = ""
    listed: Listed | None = None
    is_doubtful: bool = False
    """Whether silence about it is allowed (a slip of the finger that no reader could see through)."""


Line = list[Written | None]


@dataclass
class PlannedTable:
    """One table: the lines above it, its header paths (outermost first), its rows, the lines below it."""

    titles: list[str]
    paths: list[list[str]]
    rows: list[Line]
    below: list[str] = field(default_factory=list)
    name_column: int = 1


@dataclass(frozen=True)
class TableLook:
    """The random look of one table."""

    kind: str
    depth: int
    is_merged: bool
    is_numbered: bool
    has_previous: bool
    has_change: bool
    total: str
    has_serial: bool
    has_note: bool
    names: str
    zero: str
    blank: str
    number: str
    share: str
    groups: str
    gap: str
    hidden: str
    heads: str
    seed: int


@dataclass(frozen=True)
class SheetLook:
    """The random look of a workbook and what it is about."""

    tables: tuple[TableLook, ...]
    period: str
    arrangement: str
    first_row: int
    first_column: int
    has_letterhead: bool
    has_signature: bool
    seed: int
