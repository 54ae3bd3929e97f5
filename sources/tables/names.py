"""Names in rows resolved to units, once per distinct name: communes by the registry, listed units by their
own identity.

A name is looked up only within the sender's area on the period's last day; one that could be several units
is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from schemas.unit import Unit
from schemas.units import UnitRegistry, organisation_id
from schemas.vietnamese_names import name_key, unaccented
from schemas.vocabulary import Level, UnitKind
from sources.memory.recall import REMEMBERED_CONFIDENCE, name_of_unit
from sources.tables.vocabulary import vocabulary

_LEAD = re.compile(
    r"^\s*(?!(?:[PpXxHQ]|TT|tt|TX|TP|ĐK)\s*\.)(?:[-+*•–]+\s*|(?:[IVXLC]+|[A-Z]|\d+(?:\.\d+)*|[a-zđ])\s*[.)/]\s*)+"
)
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)\.?\s*(?=[\w])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_PLACE = re.compile(r"\s*[,;–-]\s*(?=(?:phường|xã|thị trấn|p\.|x\.|tt\.|P\.|X\.|TT\.|Phường|Xã|Thị trấn))")
_ENOUGH, _SURE = 0.45, 0.9
_LONG_NAME = 10
_AREA_KINDS = {UnitKind.COMMUNE, UnitKind.DISTRICT}
_ORGANISATIONS = {UnitKind.AGENCY, UnitKind.ENTERPRISE, UnitKind.SCHOOL, UnitKind.DEPARTMENT}
_LEVELS = {UnitKind.COMMUNE: Level.COMMUNE, UnitKind.DISTRICT: Level.DISTRICT}


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means: kind None for no unit, `unit_id` None where it is not known which."""

    unit_kind: UnitKind | None
    unit_id: str | None
    parent_id: str | None
    confidence: float


_LISTED = 0.95
Stem = Named | tuple[UnitKind | None, str]
"""What a name means by itself: a unit, or a kind and the end of an id that hangs on a commune or province."""


class NameReader:
    """Resolves names for one sender and day, each distinct one once; `remembered` are the ids of units that
    people named for some of them.
    """

    def __init__(
        self,
        units: UnitRegistry,
        sender_id: str | None,
        on: date,
        remembered: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._units = units
        self._remembered = remembered
        self._on = on
        self.sender_id = sender_id
        self.sender = units.get(sender_id, on) if sender_id else None
        province = units.province_of(sender_id, on) if sender_id else None
        self.province_id = province.unit_id if province else None
        is_commune = self.sender is not None and self.sender.level is Level.COMMUNE
        self._own_commune_id = sender_id if is_commune else None
        self._stems: dict[tuple[str, UnitKind | None], Stem] = {}
        self._areas: dict[str, tuple[Unit | None, float]] = {}
        self._tails: dict[tuple[str, str], str] = {}

    def read(self, name: str, hint: UnitKind | None, parent_id: str | None) -> Named:
        """What a row's name means; `hint` is the kind that its group or heading tells, `parent_id` its
        commune.
        """
        return Named(*self.placed(self.stem(name, hint), parent_id))

    def stem(self, name: str, hint: UnitKind | None) -> Stem:
        """What a name means by itself, each distinct one worked out once."""
        key = (name, hint)
        found = self._stems.get(key)
        if found is None:
            found = self._stems[key] = self._stem(name, hint)
        return found

    def placed(
        self, stem: Stem, parent_id: str | None
    ) -> tuple[UnitKind | None, str | None, str | None, float]:
        """Kind, unit, parent and confidence of a name that stands under a commune, as `Named` has them."""
        if isinstance(stem, Named):
            return stem.unit_kind, stem.unit_id, stem.parent_id, stem.confidence
        kind, tail = stem
        if kind is UnitKind.RESIDENTIAL_AREA:
            commune_id = parent_id or self._own_commune_id
            if commune_id is None:
                return kind, None, None, 0.4
            return kind, commune_id + tail, commune_id, _LISTED
        if tail and self.province_id is not None:
            return kind, self.province_id + tail, parent_id or self.sender_id, _LISTED
        return kind, None, parent_id, 0.3

    def area(self, name: str) -> tuple[Unit | None, float]:
        """The commune or district within the sender's area (or the sender itself) that a name means."""
        found = self._areas.get(name)
        if found is None:
            found = self._areas[name] = self._area(name)
        return found

    def is_commune(self, unit_id: str) -> bool:
        """Whether a unit is a commune on the day."""
        unit = self._units.get(unit_id, self._on)
        return unit is not None and unit.level is Level.COMMUNE

    def units_in(self, text: str) -> list[str]:
        """The ids of the units below the sender whose full names (with their kind) stand in a text."""
        if self.sender is None:
            return []
        words = f" {' '.join(_WORD.findall(name_key(text)))} "
        found = [(key, unit_id) for key, unit_id in self._full_names() if f" {key} " in words]
        return [
            unit_id
            for key, unit_id in found
            if not any(key != other and f" {key} " in f" {other} " for other, _ in found)
        ]

    @lru_cache(maxsize=1)  # noqa: B019  a reader lives as long as one document
    def _full_names(self) -> list[tuple[str, str]]:
        return [(" ".join(_WORD.findall(name_key(unit.name))), unit.unit_id) for unit in self.area_units()]

    def _stem(self, name: str, hint: UnitKind | None) -> Stem:
        text = bare_name(name)
        told = self._told(text)
        if told is not None:
            return self._told_stem(text, told, hint)
        by_name = prefix_kind(text)
        if by_name in _ORGANISATIONS and hint not in _ORGANISATIONS:
            unit, confidence = self.area(text)
            if unit is not None and confidence >= _SURE:
                return Named(UnitKind(unit.level.value), unit.unit_id, unit.parent_id, confidence)
        if by_name not in _ORGANISATIONS and (
            hint is not UnitKind.RESIDENTIAL_AREA or by_name in _AREA_KINDS
        ):
            unit, confidence = self.area(text)
            if unit is not None and (hint in _AREA_KINDS or by_name in _AREA_KINDS or confidence >= _SURE):
                return Named(UnitKind(unit.level.value), unit.unit_id, unit.parent_id, confidence)
        if hint in _AREA_KINDS and by_name not in _ORGANISATIONS | {UnitKind.RESIDENTIAL_AREA}:
            return Named(hint, None, self.sender_id, 0.3)
        kind = by_name if by_name is not None and by_name not in _AREA_KINDS else hint
        if by_name in _AREA_KINDS:
            kind = by_name if hint is None or hint in _AREA_KINDS else hint
            if kind in _AREA_KINDS:
                return Named(kind, None, self.sender_id, 0.3)
        if kind is UnitKind.RESIDENTIAL_AREA:
            return self._residential_area(text)
        return kind, self._tail(kind.value, text) if kind is not None and kind in _ORGANISATIONS else ""

    def _told(self, text: str) -> str | None:
        """The id of the unit that a person named for a name."""
        return self._remembered.get(name_of_unit(text)) if self._remembered else None

    def _told_stem(self, text: str, unit_id: str, hint: UnitKind | None) -> Stem:
        """The unit itself; for a residential area the commune that it lies in."""
        if "/" in unit_id:
            kind = UnitKind(unit_id.split("/")[1])
            return Named(kind, unit_id, self.sender_id, REMEMBERED_CONFIDENCE)
        unit = self._units.get(unit_id, self._on)
        if unit is None:
            return Named(hint, None, self.sender_id, 0.3)
        is_area = UnitKind.RESIDENTIAL_AREA in {hint, prefix_kind(text)}
        if is_area and unit.level is Level.COMMUNE:
            tail = self._tail("residential_area", _written_out(without_place(text)[0]))
            return Named(UnitKind.RESIDENTIAL_AREA, unit_id + tail, unit_id, REMEMBERED_CONFIDENCE)
        return Named(UnitKind(unit.level.value), unit_id, unit.parent_id, REMEMBERED_CONFIDENCE)

    def _residential_area(self, text: str) -> Stem:
        bare, place = without_place(text)
        tail = self._tail("residential_area", _written_out(bare))
        if not place:
            return UnitKind.RESIDENTIAL_AREA, tail
        unit, _ = self.area(place)
        if unit is None or unit.level is not Level.COMMUNE:
            return Named(UnitKind.RESIDENTIAL_AREA, None, None, 0.3)
        return Named(UnitKind.RESIDENTIAL_AREA, unit.unit_id + tail, unit.unit_id, _LISTED)

    def _tail(self, kind: str, name: str) -> str:
        tail = self._tails.get((kind, name))
        if tail is None:
            tail = self._tails[kind, name] = organisation_id("", kind, name)
        return tail

    def _area(self, name: str) -> tuple[Unit | None, float]:
        if self.sender is None or self.sender_id is None or not any(c.isalpha() for c in name):
            return None, 0.0
        text = _LEAD.sub("", name).strip()
        told = self._told(text)
        if told is not None:
            unit = self._units.get(told, self._on)
            return (unit, REMEMBERED_CONFIDENCE) if unit is not None else (None, 0.3)
        if self.sender.level is Level.COMMUNE:
            own = [
                m
                for m in self._units.find(text, self._on, level=Level.COMMUNE)
                if m.unit.unit_id == self.sender_id
            ]
            return (own[0].unit, own[0].confidence) if own and own[0].confidence >= _ENOUGH else (None, 0.0)
        matches = self._units.find(text, self._on, within=self.sender_id)
        if prefix_kind(text) is None:
            matches = tuple(m for m in matches if m.unit.level is not Level.PROVINCE)
        if not matches:
            return self._nearly(text)
        best = matches[0]
        rivals = [
            m
            for m in matches[1:]
            if m.confidence > best.confidence - 0.04 and m.unit.unit_id != best.unit.unit_id
        ]
        if rivals or best.confidence < _ENOUGH:
            return None, 0.3
        return best.unit, best.confidence

    def _nearly(self, text: str) -> tuple[Unit | None, float]:
        """A commune of the sender's area whose name differs by one slip of the finger."""
        key = _letters(text)
        if len(key) < 6:
            return None, 0.0
        digits = _DIGITS.findall(key)
        best: dict[str, tuple[int, float]] = {}
        for known, unit in self._area_keys():
            if abs(len(known) - len(key)) > 1 or _DIGITS.findall(known) != digits:
                continue
            distance = OSA.distance(known, key, score_cutoff=1)
            if distance <= 1:
                is_full = known == _letters(unit.name) and len(known) >= _LONG_NAME
                confidence = 0.95 if distance == 0 else 0.9 if is_full else 0.75
                best[unit.unit_id] = max(best.get(unit.unit_id, (-9, 0.0)), (-distance, confidence))
        nearest = max((nearness for nearness, _ in best.values()), default=0)
        found = [unit_id for unit_id, (nearness, _) in best.items() if nearness == nearest]
        if len(found) != 1:
            return None, 0.0
        unit_id, confidence = found[0], best[found[0]][1]
        return self._units.get(unit_id, self._on), confidence

    @lru_cache(maxsize=1)  # noqa: B019  a reader lives as long as one document
    def _area_keys(self) -> list[tuple[str, Unit]]:
        return [(_letters(name), unit) for unit in self.area_units() for name in (unit.name, unit.short_name)]

    def knows(self, unit_id: str) -> bool:
        """Whether an administrative unit, or the one that a listed unit hangs on, is there on the day."""
        return self._units.get(unit_id.partition("/")[0], self._on) is not None

    def area_units(self) -> list[Unit]:
        """The administrative units of the sender's area, two levels down."""
        if self.sender_id is None:
            return []
        children = self._units.children(self.sender_id, self._on)
        return [*children, *(u for child in children for u in self._units.children(child.unit_id, self._on))]


def _letters(name: str) -> str:
    """A name's letters and digits alone, in lower case, each with its marks one character."""
    return "".join(c for c in unicodedata.normalize("NFC", name).lower() if c.isalnum())


@lru_cache(maxsize=100_000)
def prefix_kind(name: str) -> UnitKind | None:
    """The kind of unit that a name begins with; None if it begins with none ("Đồng Tâm")."""
    words = name_key(name).replace("'", " ").split()
    if not words:
        return None
    found = vocabulary().speller.full_words(" ".join(name.split()[:6]))
    plain = tuple(unaccented(word) for word in found)
    is_unaccented = plain == found
    for prefix, plain_prefix, kind in vocabulary().name_prefixes:
        size = len(prefix)
        fits = plain[:size] == plain_prefix if is_unaccented else found[:size] == prefix
        if fits and len(found) > size:
            return UnitKind(kind)
    return None


def _written_out(name: str) -> str:
    """The name of a residential area with its first word written out ("TDP 5" is "tổ dân phố 5")."""
    found = _FIRST_WORD.match(name)
    full = vocabulary().name_short_forms.get(found[1].lower()) if found else None
    return f"{full} {name[found.end() :]}" if found and full else name


def bare_name(name: str) -> str:
    """A name without the number or bullet before it."""
    return _LEAD.sub("", name).strip() or name.strip()


def without_place(text: str) -> tuple[str, str | None]:
    """The commune told in brackets or after a comma: "Tổ dân phố 1 (P. …)", "Thôn 2, xã …"."""
    inside = _BRACKETS.search(text)
    if inside and prefix_kind(inside[1]) in _AREA_KINDS:
        return _BRACKETS.sub(" ", text).strip(), inside[1]
    divided = _PLACE.split(text, maxsplit=1)
    if len(divided) == 2:
        return divided[0].strip(), divided[1].strip()
    return text, None
