"""Other spellings, abbreviations and earlier names of units, each with the days on which it is right
(`unit_aliases.csv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemas.reference_files import REFERENCE_FOLDER, day_of, read_reference_table

_FILE = "unit_aliases.csv"
_INTERVAL = re.compile(r"\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)?\)$")
_SINCE = re.compile(r" (\d{4}-\d\d-\d\d)$")
_MERGED_INTO = "unit merged into it"
_EARLIER = "earlier unit"


@dataclass(frozen=True, slots=True)
class UnitAlias:
    """Another spelling of a unit's name, right in `[valid_from, valid_to)`; open ends where the file names
    no day.

    `is_own_name` is False for names of units that were merged into it.
    """

    unit_code: str
    alias: str
    valid_from: date
    valid_to: date
    is_own_name: bool


def read_aliases(folder: Path = REFERENCE_FOLDER) -> tuple[UnitAlias, ...]:
    """All aliases with the interval in which each is right (`unit_aliases.csv`); raises `ReferenceDataError`.

    The interval stands at the end of `source`: `[from,to)`, or one day for the name of a unit that was
    merged in on it.
    """
    from schemas.frames.reference import UNIT_ALIASES

    frame = read_reference_table(_FILE, UNIT_ALIASES, folder)
    sources = {source: _read_source(source) for source in frame["source"].unique()}
    return tuple(
        UnitAlias(code, alias, *sources[source])
        for code, alias, source in zip(
            frame["unit_code"].tolist(), frame["alias"].tolist(), frame["source"].tolist(), strict=True
        )
    )


def _read_source(source: str) -> tuple[date, date, bool]:
    interval = _INTERVAL.search(source)
    if interval:
        last = day_of(_FILE, interval[2]) if interval[2] else date.max
        return day_of(_FILE, interval[1]), last, True
    if source.startswith(_MERGED_INTO):
        since = _SINCE.search(source)
        return (day_of(_FILE, since[1]) if since else date.min), date.max, False
    return date.min, date.max, not source.startswith(_EARLIER)
