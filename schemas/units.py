"""The administrative units of the country with their intervals: who is who on a day, in which tree, under
which names.

`UnitRegistry` is the one door. Its look-ups by id (`get`, `children`, `ancestors`, `province_of`,
`district_of`) are strict: on a day for which the files know nothing they find nothing, so that they never
find a wrong unit. `find` looks names up in documents, which may be older than the first listing of a unit,
and says so with a lower confidence (`schemas.unit_names`). The rule of identity over time is in
`schemas.unit_ids`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from schemas.reference_files import REFERENCE_FOLDER
from schemas.unit import Succession, Unit, UnitMatch
from schemas.unit_aliases import read_aliases
from schemas.unit_codes import UnitCodes, read_unit_codes
from schemas.unit_ids import organisation_id
from schemas.unit_names import UnitNames
from schemas.unit_rows import read_units
from schemas.vocabulary import Level

__all__ = ["Succession", "Unit", "UnitMatch", "UnitRegistry", "organisation_id"]


class UnitRegistry:
    """All administrative units, indexed by identity, parent and name.

    Ids of units known only from listings (`<commune or province id>/<kind>/<slug>`) are accepted wherever
    ancestors are asked for; `get` knows administrative units alone.
    """

    def __init__(
        self, codes: UnitCodes, units: tuple[Unit, ...], successions: tuple[Succession, ...], folder: Path
    ) -> None:
        self._codes = codes
        self._units = units
        self._folder = folder
        self._rows_of: defaultdict[str, list[Unit]] = defaultdict(list)
        self._rows_under: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._rows_of[unit.unit_id].append(unit)
            if unit.parent_id is not None:
                self._rows_under[unit.parent_id].append(unit)
        self._successions = successions
        self._successions_of: defaultdict[str, list[Succession]] = defaultdict(list)
        for succession in successions:
            for unit_id in {succession.predecessor_id, succession.successor_id} - {None}:
                self._successions_of[str(unit_id)].append(succession)

    @classmethod
    def load(cls) -> UnitRegistry:
        """The registry of the project's reference files, read once per process; raises
        `ReferenceDataError`.
        """
        return _project_registry()

    @classmethod
    def read(cls, folder: Path) -> UnitRegistry:
        """A registry from the four unit files of another folder; raises `ReferenceDataError`."""
        codes = read_unit_codes(folder)
        return cls(codes, *read_units(codes, folder), folder)

    @property
    def rows(self) -> tuple[Unit, ...]:
        """Every unit in every interval, in the order of the file: the rows of `bi.units`."""
        return self._units

    def get(self, unit_id: str, on: date) -> Unit | None:
        """The unit as it was on a day; None if it was not there, or the files do not reach that day."""
        for row in self._rows_of.get(unit_id, ()):
            if row.is_valid(on):
                return row
        return None

    def history(self, unit_id: str) -> tuple[Unit, ...]:
        """The rows of one identity, oldest first; empty for an unknown id."""
        return tuple(sorted(self._rows_of.get(unit_id, ()), key=lambda row: row.valid_from))

    def children(self, unit_id: str, on: date) -> tuple[Unit, ...]:
        """The units directly below, on a day, by code; what they are is the law of that day."""
        return tuple(
            sorted(
                (row for row in self._rows_under.get(unit_id, ()) if row.is_valid(on)),
                key=lambda row: row.unit_code,
            )
        )

    def descendants(self, unit_id: str, on: date, level: Level) -> tuple[Unit, ...]:
        """All units of one level below a unit, on a day, by code."""
        found: list[Unit] = []
        for child in self.children(unit_id, on):
            if child.level is level:
                found.append(child)
            else:
                found.extend(self.descendants(child.unit_id, on, level))
        return tuple(sorted(found, key=lambda row: row.unit_code))

    def ancestors(self, unit_id: str, on: date) -> tuple[Unit, ...]:
        """The units above, nearest first; for a unit known from listings first the one it hangs on."""
        holder, is_listed = _holder(unit_id)
        unit = self.get(holder, on)
        chain = [unit] if unit and is_listed else []
        while unit is not None and unit.parent_id is not None:
            unit = self.get(unit.parent_id, on)
            if unit is not None:
                chain.append(unit)
        return tuple(chain)

    def province_of(self, unit_id: str, on: date) -> Unit | None:
        """The province a unit lies in on a day (itself, if it is one); None if not known then."""
        return self._at_level(unit_id, on, Level.PROVINCE)

    def district_of(self, unit_id: str, on: date) -> Unit | None:
        """The district a unit lies in on a day (itself, if it is one); None where there is none."""
        return self._at_level(unit_id, on, Level.DISTRICT)

    def find(
        self, name: str, on: date, within: str | None = None, level: Level | None = None
    ) -> tuple[UnitMatch, ...]:
        """The units that a written name may mean on a day, best first; empty if none.

        Case, spaces, accents' place and encoding do not matter, nor whether the kind stands in front ("TP.",
        "huyện", "P."); an agreeing kind raises the confidence. `within` keeps descendants of that unit
        alone, `level` one level alone. A name that is ambiguous gives several matches of equal confidence:
        the caller decides, by a parent or a level.
        """

        def accepts(unit: Unit) -> bool:
            return (level is None or unit.level is level) and (
                within is None or self._lies_in(unit, within, max(on, unit.valid_from))
            )

        return self._names.matches(name, on, accepts)

    def successions(self, unit_id: str | None = None) -> tuple[Succession, ...]:
        """The successions in which a unit takes part, on either side, oldest first; without an id all."""
        if unit_id is None:
            return self._successions
        return tuple(sorted(self._successions_of.get(unit_id, ()), key=lambda each: each.effective_date))

    def predecessors(self, unit_id: str) -> tuple[Succession, ...]:
        """The successions that led to a unit; one with itself means that it took others in and lived on."""
        return tuple(each for each in self.successions(unit_id) if each.successor_id == unit_id)

    def successors(self, unit_id: str) -> tuple[Succession, ...]:
        """The successions that led away from a unit (also an abolition, without a successor)."""
        return tuple(each for each in self.successions(unit_id) if each.predecessor_id == unit_id)

    @cached_property
    def _names(self) -> UnitNames:
        return UnitNames(self._units, read_aliases(self._folder), self._codes.kinds)

    def _at_level(self, unit_id: str, on: date, level: Level) -> Unit | None:
        unit = self.get(_holder(unit_id)[0], on)
        while unit is not None and unit.level is not level:
            unit = self.get(unit.parent_id, on) if unit.parent_id is not None else None
        return unit

    def _lies_in(self, unit: Unit, ancestor_id: str, on: date) -> bool:
        parent_id = unit.parent_id
        while parent_id is not None and parent_id != ancestor_id:
            parent = self.get(parent_id, on)
            parent_id = parent.parent_id if parent is not None else None
        return parent_id is not None


def _holder(unit_id: str) -> tuple[str, bool]:
    holder, separator, _ = unit_id.partition("/")
    return holder, bool(separator)


@lru_cache(maxsize=1)
def _project_registry() -> UnitRegistry:
    return UnitRegistry.read(REFERENCE_FOLDER)
