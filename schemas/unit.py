"""The record of an administrative unit in an interval, of a match of a name, and of a succession.

Only the shapes; how they are read is `unit_rows`, how they are searched `unit_names` and `units`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemas.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit in one interval `[valid_from, valid_to)` in which nothing about it changed.

    `unit_id` is the unit's identity over time (`schemas.unit_ids`); `code_system` is its prefix, the code
    list in force at the identity's first appearance; `unit_code` is the code of this row. `kind` is the
    taxonomy of `bi.units` (for administrative units the level), `kind_vi` is tỉnh, thị xã, phường ….
    `parent_id` is None for provinces; `valid_to` is None while the row is open. `is_legal_start` is False
    where `valid_from` only means "listed unchanged at least since".
    """

    unit_id: str
    unit_code: str
    code_system: str
    name: str
    short_name: str
    level: Level
    kind: str
    kind_vi: str
    parent_id: str | None
    valid_from: date
    valid_to: date | None
    is_legal_start: bool

    def is_valid(self, on: date) -> bool:
        """Whether the row is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit that a name may mean.

    `confidence` is 0–1. `matched_by` says how: `name` or `alias`, then what lowers the confidence:
    `kind_differs`, `level_differs`, `unaccented`, `accents_differ`, `name_of_other_time`,
    `before_first_listing`; joined by `+`.
    """

    unit: Unit
    confidence: float
    matched_by: str


@dataclass(frozen=True, slots=True)
class Succession:
    """Who followed whom on a day.

    `relation` is renamed, transferred, merged, split or abolished (then `successor_id` is None). `share` 1.0
    means the whole predecessor passed over; None that the part is unknown. A unit can succeed itself (it
    took others in).
    """

    predecessor_id: str
    successor_id: str | None
    effective_date: date
    relation: str
    share: float | None
    legal_basis: str
