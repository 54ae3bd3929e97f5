"""The index of unit names: which units a written name may mean on a day, and how sure that is.

A name is compared by its key (`vietnamese_names.name_key`), with and without the word for its kind.
Confidence starts from 1.0 for the unit's own name with its own kind in front; each deviation multiplies it:

===========================  =====  ==================================================================
no kind in front             0.95   a province and a city in it may share a name
another kind of the level    0.8    "huyện" after it became a thị xã
a kind of another level      0.3    "huyện" for a province; "TP." where neither kind of city fits
alias                        0.98   a spelling or abbreviation that the alias file dates or vouches for
name of a unit merged in     0.6    the new unit is not the old one: a hint for a person
typed without any accent     0.75   as in file names
other accents than the name  0.4    a slip of the pen, or another place
name of another time         0.7    a name that the same unit bore earlier or bears later
before the first listing     0.8    see below
===========================  =====  ==================================================================

Days before the first listing: outside a few provinces the file knows only since when a unit was listed
unchanged. If no unit in force on the day has the name, rows that begin later without a legal start are
offered, as `before_first_listing`. Units that began by a known event are never offered for a day before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.unit import Unit, UnitMatch
from schemas.unit_aliases import UnitAlias
from schemas.unit_codes import KindWording
from schemas.vietnamese_names import name_key, unaccented

BEFORE_FIRST_LISTING = "before_first_listing"
ACCENTS_DIFFER = "accents_differ"
_NAME = "name"
_ALIAS_NAME = "alias"
_MERGED_UNIT = "merged_unit"
_GLUED_NUMBER = re.compile(r"([a-zđ]{1,2})(\d+)")

_NO_KIND = 0.95
_KIND_DIFFERS = 0.8
_LEVEL_DIFFERS = 0.3
_ALIAS = 0.98
_MERGED_IN = 0.6
_UNACCENTED = 0.75
_ACCENTS_DIFFER = 0.4
_OTHER_TIME = 0.7
_BEFORE_FIRST_LISTING = 0.8


@dataclass(frozen=True, slots=True)
class _Entry:
    """One spelling of one unit row."""

    unit: Unit
    key: str
    folded: str
    kinds: frozenset[str]
    valid_from: date
    valid_to: date
    source: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a written name: what remains as the name, and which kinds stood in front of it."""

    key: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _PrefixWording:
    """What a word before a name says: the kinds it may mean, its accented keys, the kinds' full words."""

    kinds: frozenset[str]
    keys: frozenset[str]
    kind_keys: frozenset[str]


class UnitNames:
    """Looks written names up; built once from unit rows and aliases."""

    def __init__(
        self, units: Sequence[Unit], aliases: Sequence[UnitAlias], kinds: Sequence[KindWording]
    ) -> None:
        self._prefixes = _read_prefixes(kinds)
        self._longest_prefix = max(len(prefix.split()) for prefix in self._prefixes)
        self._level_of_kind = {kind.kind_vi: kind.level for kind in kinds}
        self._rows_of: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._rows_of[unit.unit_id].append(unit)
        self._entries: defaultdict[str, list[_Entry]] = defaultdict(list)
        for entry in self._spellings(units, aliases):
            self._entries[entry.folded].append(entry)

    def matches(self, name: str, on: date, accepts: Callable[[Unit], bool]) -> tuple[UnitMatch, ...]:
        """Every accepted unit that the name may mean on the day, best first, each unit once.

        Weaker ways of reading are tried only where the stronger ones find nothing: in force on the day and
        no accents against the name; before the first listing; other accents than the name.
        """
        query = name_key(name)
        readings = self._readings(query)
        found = [
            match
            for reading in readings
            for entry in self._entries.get(unaccented(reading.key), ())
            if (match := self._match(reading, entry, query, on)) and accepts(match.unit)
        ]
        for tier in (_is_firm, _is_before_first_listing, _has_other_accents):
            best: dict[str, UnitMatch] = {}
            for match in found:
                if tier(match) and _is_better(match, best.get(match.unit.unit_id)):
                    best[match.unit.unit_id] = match
            if best:
                return tuple(sorted(best.values(), key=lambda match: (-match.confidence, match.unit.unit_id)))
        return ()

    def _match(self, reading: _Reading, entry: _Entry, query: str, on: date) -> UnitMatch | None:
        unit, confidence = entry.unit, entry.weight
        how = [entry.source]
        if not entry.valid_from <= on < entry.valid_to:
            if entry.source == _MERGED_UNIT:
                return None
            meant = next((row for row in self._rows_of[unit.unit_id] if row.is_valid(on)), None)
            if meant is not None:
                unit = meant
                confidence *= _OTHER_TIME
                how.append("name_of_other_time")
            elif on < entry.valid_from and not unit.is_legal_start:
                confidence *= _BEFORE_FIRST_LISTING
                how.append(BEFORE_FIRST_LISTING)
            else:
                return None
        if not reading.kinds:
            confidence *= _NO_KIND
        elif not reading.kinds & entry.kinds:
            is_same_level = {self._level_of_kind[kind] for kind in reading.kinds} == {unit.level}
            confidence *= _KIND_DIFFERS if is_same_level else _LEVEL_DIFFERS
            how.append("kind_differs" if is_same_level else "level_differs")
        if reading.key != entry.key:
            is_bare = query == unaccented(query)
            confidence *= _UNACCENTED if is_bare else _ACCENTS_DIFFER
            how.append("unaccented" if is_bare else ACCENTS_DIFFER)
        return UnitMatch(unit, round(confidence, 4), "+".join(how))

    def _readings(self, query: str) -> tuple[_Reading, ...]:
        """The name as it stands, and without each run of leading words that names a kind."""
        glued = _GLUED_NUMBER.fullmatch(query)
        words = [glued[1], glued[2]] if glued else query.split(" ")
        is_bare = query == unaccented(query)
        readings = [_Reading(query, frozenset())]
        for count in range(1, min(self._longest_prefix, len(words) - 1) + 1):
            prefix = " ".join(words[:count])
            wording = self._prefixes.get(unaccented(prefix))
            if wording is None or not (is_bare or prefix in wording.keys):
                continue
            rest = " ".join(words[count:])
            readings.append(_Reading(rest, wording.kinds))
            if rest[0].isdigit():  # the kind is part of the name of a numbered unit ("Phường 1")
                readings.extend(
                    _Reading(f"{full if not is_bare else unaccented(full)} {rest}", wording.kinds)
                    for full in wording.kind_keys
                )
        return tuple(readings)

    def _spellings(self, units: Sequence[Unit], aliases: Sequence[UnitAlias]) -> Iterator[_Entry]:
        rows_of_code: defaultdict[str, list[Unit]] = defaultdict(list)
        own_keys: defaultdict[str, set[str]] = defaultdict(set)
        kinds_of = {kind: frozenset({kind}) for kind in self._level_of_kind}
        keys = _keys([unit.short_name for unit in units])
        for unit, key, folded in zip(units, *keys, strict=True):
            rows_of_code[unit.unit_code].append(unit)
            own_keys[unit.unit_code].add(key)
            last = unit.valid_to or date.max
            yield _Entry(unit, key, folded, kinds_of[unit.kind_vi], unit.valid_from, last, _NAME, 1.0)
        for alias, key, _ in zip(aliases, *_keys([alias.alias for alias in aliases]), strict=True):
            own = own_keys[alias.unit_code]
            if alias.is_own_name and (key in own or key.partition(" ")[2] in own):
                continue  # an abbreviated kind in front of the name: every look-up understands that
            reading = self._readings(key)[-1]
            if alias.is_own_name and reading.key in own:
                continue
            for unit in _rows_of_alias(alias, rows_of_code[alias.unit_code]):
                yield _Entry(
                    unit,
                    reading.key,
                    unaccented(reading.key),
                    reading.kinds or kinds_of[unit.kind_vi],
                    max(unit.valid_from, alias.valid_from),
                    min(unit.valid_to or date.max, alias.valid_to),
                    _ALIAS_NAME if alias.is_own_name else _MERGED_UNIT,
                    _ALIAS if alias.is_own_name else _MERGED_IN,
                )


def _keys(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The keys of many names, accented and not, made in one pass."""
    keys = name_key("\n".join(names))
    return keys.split("\n"), unaccented(keys).split("\n")


def _rows_of_alias(alias: UnitAlias, rows: Sequence[Unit]) -> Iterator[Unit]:
    """The rows that an alias is right for; one without days belongs to the first unit that bore the code."""
    is_open = alias.valid_to == date.max
    bearer = next((row for row in rows if row.is_valid(alias.valid_from)), rows[0]).unit_id
    for row in rows:
        overlaps = row.valid_from < alias.valid_to and alias.valid_from < (row.valid_to or date.max)
        if overlaps and (row.unit_id == bearer or not is_open):
            yield row


def _read_prefixes(kinds: Sequence[KindWording]) -> dict[str, _PrefixWording]:
    kinds_of: defaultdict[str, set[str]] = defaultdict(set)
    keys_of: defaultdict[str, set[str]] = defaultdict(set)
    for kind in kinds:
        for prefix in kind.prefixes:
            key = name_key(prefix)
            kinds_of[unaccented(key)].add(kind.kind_vi)
            keys_of[unaccented(key)].add(key)
    return {
        prefix: _PrefixWording(
            frozenset(kinds_of[prefix]),
            frozenset(keys_of[prefix]),
            frozenset(name_key(kind) for kind in kinds_of[prefix]),
        )
        for prefix in kinds_of
    }


def _is_firm(match: UnitMatch) -> bool:
    return not (_is_before_first_listing(match) or _has_other_accents(match))


def _is_before_first_listing(match: UnitMatch) -> bool:
    return BEFORE_FIRST_LISTING in match.matched_by and not _has_other_accents(match)


def _has_other_accents(match: UnitMatch) -> bool:
    return ACCENTS_DIFFER in match.matched_by


def _is_better(match: UnitMatch, other: UnitMatch | None) -> bool:
    if other is None or match.confidence != other.confidence:
        return other is None or match.confidence > other.confidence
    return match.unit.valid_from < other.unit.valid_from
