"""Cells turned into figures: every number of a block exactly once, with its quote, role, unit and status.

What a number means is decided before (`columns`, `rows`, `matching`); here it is only brought into base
units, or refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.document import Cell
from schemas.figure import Figure
from schemas.vocabulary import Direction, FigureStatus, Level, Role, UnitKind
from sources.tables.cells import Reading, parse_number

_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
_NUMBERS = re.compile(rf"{_DATE}|\d+(?:[.,/]\d+)*")
_MASK = "…"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number is: an indicator of a unit in a period, or why it is none of these.

    `is_statistic` is false where a person decided that it counts nothing.
    """

    role: Role = Role.COUNT
    unit: str = ""
    code: str | None = None
    unit_kind: UnitKind | None = None
    category: str | None = None
    unit_id: str | None = None
    period_code: str | None = None
    direction: Direction | None = None
    decided_by: Level | None = None
    subset: str | None = None
    confidence: float = 1.0
    reason: str | None = None
    is_statistic: bool = True


@dataclass
class FigureWriter:
    """Collects the figures of one block."""

    place: str
    is_out_of_scope: bool = False
    figures: list[Figure] = field(default_factory=list)
    consumed: list[str] = field(default_factory=list)

    def statistic(
        self,
        cell: Cell,
        row_name: str,
        heading: str,
        raw: str,
        *,
        value: Decimal | None,
        meaning: Meaning,
        decimals: int = 0,
    ) -> None:
        """Add a number that counts something: mapped where its meaning has a code, else unmapped."""
        status = FigureStatus.MAPPED if meaning.code is not None else FigureStatus.UNMAPPED
        if self.is_out_of_scope:
            self._out_of_scope(cell, raw, meaning)
            return
        lead = f"{row_name} | {heading}: " if heading else f"{row_name} | " if row_name else ""
        text = cell.text.strip() or raw
        offset = text.find(raw)
        if offset < 0:
            text, offset = raw, 0
        direction = meaning.direction
        if value is not None and value < 0:
            value = -value
            direction = direction or Direction.DOWN
        elif meaning.role in _CHANGES and direction is None and value:
            direction = Direction.UP
        start = len(lead) + offset
        if not meaning.is_statistic:
            self._plain(cell, raw, start, lead + text, meaning.reason or "")
            return
        self.figures.append(
            Figure(
                raw,
                value,
                meaning.unit,
                meaning.role,
                status,
                cell.locator,
                start,
                start + len(raw),
                lead + text,
                f"{self.place}/r[{cell.row}]",
                meaning.confidence,
                meaning.code,
                meaning.unit_kind,
                meaning.category,
                meaning.unit_id,
                meaning.period_code,
                direction if meaning.role in _CHANGES else None,
                decided_by=meaning.decided_by,
                subset=meaning.subset,
                decimals=decimals,
                reason=meaning.reason,
            )
        )

    def not_statistic(self, cell: Cell, heading: str, reason: str) -> None:
        """Add the numbers of a cell that count nothing, each once."""
        text = cell.text.strip()
        quote = f"{heading}: {text}" if heading else text
        lead = len(quote) - len(text)
        for found in _NUMBERS.finditer(text):
            self._plain(cell, found.group(), lead + found.start(), quote, reason)

    def told_numbers(self, cell: Cell, meaning: Meaning) -> None:
        """Add the numbers that a cell tells in words ("Tổng cộng: 12 đơn vị"), each once, unmapped."""
        for found in _NUMBERS.findall(cell.text):
            parsed = parse_number(found) if "/" not in found else None
            value = parsed[0] if parsed else None
            self.statistic(cell, "", "", found, value=value, meaning=meaning)

    def serial(self, cell: Cell, lead: str, reason: str) -> None:
        """Add a cell that is one number which counts nothing (a row's or column's number)."""
        text = cell.text
        start = len(lead)
        self._plain(cell, text, start, lead + text, reason)

    def personal(self, cell: Cell, heading: str) -> None:
        """Add the numbers of a cell with personal data, masked."""
        quote = f"{heading}: {_MASK}"
        for _ in _NUMBERS.finditer(cell.text):
            self._plain(cell, _MASK, len(heading) + 2, quote, "personal data")

    def _plain(self, cell: Cell, raw: str, start: int, quote: str, reason: str) -> None:
        if self.is_out_of_scope:
            self._out_of_scope(cell, raw, Meaning(reason=reason))
            return
        self.figures.append(
            Figure(
                raw,
                None,
                "",
                Role.COUNT,
                FigureStatus.NOT_STATISTIC,
                cell.locator,
                start,
                start + len(raw),
                quote,
                f"{self.place}/r[{cell.row}]",
                reason=reason,
            )
        )

    def _out_of_scope(self, cell: Cell, raw: str, meaning: Meaning) -> None:
        self.figures.append(
            Figure(
                raw,
                None,
                "",
                meaning.role,
                FigureStatus.OUT_OF_SCOPE,
                cell.locator,
                0,
                0,
                "",
                f"{self.place}/r[{cell.row}]",
                reason="title out of scope",
            )
        )


def raw_numbers(cell: Cell, reading: Reading) -> list[str]:
    """The numbers of a cell as written; the whole text where it is one number."""
    text = cell.text.strip()
    found = _NUMBERS.findall(text)
    return found if len(found) > 1 else [text]


_CHANGES = frozenset({Role.CHANGE, Role.CHANGE_PERCENT})
