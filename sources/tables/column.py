"""The record of a column: its header path and what it holds. How it is read is `columns`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from schemas.vocabulary import Direction, Role
from sources.tables.matching import NO_MATCH, Match
from sources.tables.parts import HeaderPart


class Holds(Enum):
    """What a column holds."""

    SERIAL = "serial"
    NAME = "name"
    PARENT = "parent"
    MEASURE = "measure"
    UNIT_KIND = "unit_kind"
    LABEL = "label"
    PERIOD = "period"
    RATING_WORD = "rating_word"
    RECOGNITION_WORD = "recognition_word"
    SCORE = "score"
    PERSONAL = "personal"
    REFERENCE = "reference"
    NOTE = "note"
    TEXT = "text"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header path and what it holds.

    For values: `match` is the indicator by the header alone, `role` and `period` ("current", "previous", or a
    year with `span`) say what its numbers do. `name_kind` is the kind of unit that the heading of a name
    column tells. `is_unit` marks values of one unit (units in columns): `unit_text` is its name.
    `whole` is the indicator of b where the heading announces "a/b" ("Đạt/đăng ký").
    """

    index: int
    path: tuple[str, ...]
    holds: Holds
    parts: tuple[HeaderPart, ...] = ()
    match: Match = NO_MATCH
    role: Role = Role.COUNT
    is_previous: bool = False
    year: int | None = None
    span: str | None = None
    is_cumulative: bool = False
    direction: Direction | None = None
    measure: str | None = None
    factor: Decimal = field(default=Decimal(1))
    counter: str | None = None
    name_kind: str | None = None
    is_label: bool = False
    whole: Match = NO_MATCH

    @property
    def says_nothing(self) -> bool:
        """Whether the header tells neither what the column counts nor of which period or in which way."""
        return not any(part.content.plain or part.modifiers or part.year or part.span for part in self.parts)

    @property
    def heading(self) -> str:
        """The header path as one text."""
        return " > ".join(self.path)
