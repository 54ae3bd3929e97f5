"""Who is who over time: the rule that gives each unit row its `unit_id`, and ids of units known only from
listings.

The rule (DESIGN, "The BI contract"). A unit's id is `<code system>-<code>` of its first appearance. A row of
`admin_units.csv` that begins on a day belongs to

1. the identity of its predecessor, if a succession of that day says `renamed` or `transferred` (a huyện that
became a thị xã, a xã moved to another district, a district that became a special zone under a new code);
2. otherwise the identity `<code system in force that day>-<code>`: a new one where the code passed to it by
`merged` or `split` under a new code list (`2004-24` and `2025-24` are two provinces), or where the code is
new.

It follows that a row which simply runs on keeps its id, also where it took in others (27 provinces at the
last reform; a city that absorbed a neighbouring district), and that within one code list a code is one
identity: a commune that absorbed others and kept its code keeps its id, even where the merger gave it
another name, because the statistics office kept the code for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.errors import ReferenceDataError
from schemas.vietnamese_names import name_key, slug

CARRYING_RELATIONS = frozenset({"renamed", "transferred"})
_NUMBER_WORD = re.compile(name_key("số") + r" (?=\d)")


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A national list of unit codes, in force in `[valid_from, valid_to)`."""

    code: str
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        """Whether the list is in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class CodeInterval:
    """A code in an interval, the key of a row of `admin_units.csv`."""

    unit_code: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class CodeSuccession:
    """A succession that carries an identity, in codes."""

    predecessor_code: str
    successor_code: str
    effective_date: date


def identify_rows(
    rows: Sequence[CodeInterval],
    carried: Iterable[CodeSuccession],
    systems: Sequence[CodeSystem],
) -> dict[tuple[str, date], str]:
    """The `unit_id` of each row, keyed by code and first day.

    `carried` are the successions `renamed` and `transferred`. Raises `ReferenceDataError` if a row begins on
    a day without a code list, or a succession starts from a code that was not there the day before.
    """
    sources: dict[tuple[str, date], str] = {
        (succession.successor_code, succession.effective_date): succession.predecessor_code
        for succession in carried
    }
    rows_of_code: defaultdict[str, list[CodeInterval]] = defaultdict(list)
    ids: dict[tuple[str, date], str] = {}
    for row in sorted(rows, key=lambda row: row.valid_from):
        key = (row.unit_code, row.valid_from)
        source = sources.get(key)
        if source is None:
            ids[key] = f"{_system_on(systems, row.valid_from)}-{row.unit_code}"
        else:
            ids[key] = _id_before(rows_of_code[source], ids, source, row.valid_from)
        rows_of_code[row.unit_code].append(row)
    return ids


def organisation_id(parent_unit_id: str, unit_kind: str, name: str) -> str:
    """The id of a unit known only from listings: `2004-03389/residential_area/to-dan-pho-4`.

    `parent_unit_id` is the commune of a residential area, the province of an agency, enterprise, school or
    department. "Tổ dân phố số 04" and "Tổ dân phố 4" are one unit: "số" before a number is dropped. Raises
    `ReferenceDataError` if the name has no letter or digit.
    """
    tail = slug(_NUMBER_WORD.sub("", name_key(name)))
    if not tail:
        raise ReferenceDataError(
            f"a unit of kind {unit_kind} under {parent_unit_id} needs a name, found {name!r}"
        )
    return f"{parent_unit_id}/{unit_kind}/{tail}"


def _system_on(systems: Sequence[CodeSystem], on: date) -> str:
    for system in systems:
        if system.is_valid(on):
            return system.code
    raise ReferenceDataError(f"unit_codes.yaml: no code list is in force on {on}")


def _id_before(
    candidates: Sequence[CodeInterval], ids: dict[tuple[str, date], str], code: str, begins: date
) -> str:
    eve = begins - timedelta(days=1)
    for row in reversed(candidates):
        if row.valid_from <= eve and (row.valid_to is None or eve < row.valid_to):
            return ids[code, row.valid_from]
    raise ReferenceDataError(
        f"unit_successions.csv: code {code} is succeeded on {begins}, "
        f"but admin_units.csv has no such unit on {eve}"
    )
