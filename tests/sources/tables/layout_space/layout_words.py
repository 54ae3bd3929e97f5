"""The clerks' wordings of `wordings.yaml` and the real units that random layouts are about.

Knows nothing of sheets.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from schemas.indicators import indicators
from schemas.periods import Period, parse_period
from schemas.unit import Unit
from schemas.units import UnitRegistry
from schemas.vietnamese_names import name_key, unaccented
from schemas.vocabulary import Level

_FILE = Path(__file__).with_name("wordings.yaml")
_SHORT = {
    "phường": ["P.", "P. "],
    "xã": ["X. ", "X."],
    "thị trấn": ["TT. ", "TT "],
    "thành phố": ["TP ", "TP."],
    "thị xã": ["TX ", "TX."],
    "huyện": ["H. "],
}


@lru_cache(maxsize=1)
def wordings() -> dict[str, Any]:
    """The content of the file."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Wanted:
    """An indicator that a table is to hold: its code, topic, and how a clerk heads it."""

    code: str
    topic: str
    leaves: tuple[str, ...]
    full: tuple[str, ...]
    is_money: bool
    is_weight: bool
    parts: tuple[str, str] | None


@lru_cache(maxsize=1)
def topics() -> dict[str, tuple[Wanted, ...]]:
    """The indicators of each topic."""
    found = {}
    for topic, entry in wordings()["topics"].items():
        found[topic] = tuple(
            Wanted(
                code,
                topic,
                tuple(each["leaf"]),
                tuple(each["full"]),
                bool(each.get("money")),
                bool(each.get("grams")),
                tuple(each["of"]) if "of" in each else None,
            )
            for code, each in entry["columns"].items()
            if not indicators()[code].is_by_unit_kind
        )
    return {topic: wanted for topic, wanted in found.items() if wanted}


@dataclass(frozen=True)
class Sender:
    """Who sends, for when, and the units below."""

    unit: Unit
    period: Period
    children: tuple[Unit, ...]
    needs_kind: frozenset[str]
    """Ids of units whose bare or unaccented name is another's too."""


@lru_cache(maxsize=64)
def senders(period_code: str) -> tuple[str, ...]:
    """Ids of all units that have at least four units below on the period's last day."""
    registry, period = UnitRegistry.load(), parse_period(period_code)
    above = [
        row
        for row in registry.rows
        if row.is_valid(period.ends_on) and row.level in {Level.DISTRICT, Level.PROVINCE}
    ]
    return tuple(
        sorted(row.unit_id for row in above if len(registry.children(row.unit_id, period.ends_on)) >= 4)
    )


@lru_cache(maxsize=2048)
def sender(unit_id: str, period_code: str) -> Sender:
    """A sender with its children and the names among them that are not unique."""
    registry, period = UnitRegistry.load(), parse_period(period_code)
    unit = registry.get(unit_id, period.ends_on)
    assert unit is not None
    children = registry.children(unit_id, period.ends_on)
    below = [*children, *(u for child in children for u in registry.children(child.unit_id, period.ends_on))]
    counts = Counter(unaccented(name_key(each.short_name)) for each in [unit, *below])
    twice = {each.unit_id for each in below if counts[unaccented(name_key(each.short_name))] > 1}
    return Sender(unit, period, children, frozenset(twice))


def written_name(unit: Unit, style: str, who: Sender, chance: random.Random) -> str:
    """A unit's name as a clerk may write it."""
    kind, short = unit.kind_vi.lower(), unit.short_name
    is_numbered = short[:1].isdigit()
    if unit.unit_id in who.needs_kind or is_numbered:
        style = "full" if style in {"bare", "plain", "typo"} else style
    if style == "mixed":
        style = chance.choice(["full", "short", "bare", "upper"])
        if style == "bare" and (unit.unit_id in who.needs_kind or is_numbered):
            style = "full"
    if style == "short" and kind in _SHORT:
        return chance.choice(_SHORT[kind]) + short
    if style == "bare":
        return short
    if style == "plain":
        return _bare(unit.name)
    if style == "upper":
        return unit.name.upper()
    if style == "spaced":
        return f" {unit.name.replace(' ', '  ', 1)} "
    if style == "typo" and len(short) > 8 and not any(each.isdigit() for each in short):
        place = chance.randrange(1, len(unit.name) - 1)
        slip = unit.name[:place] + unit.name[place + 1 :]
        return unit.name if slip in {each.name for each in who.children} else slip
    return unit.name


def _bare(text: str) -> str:
    """A text typed without diacritics, its case kept."""
    plain = unaccented(text.replace("Đ", "D"))
    import unicodedata

    return "".join(
        each for each in unicodedata.normalize("NFD", plain) if not unicodedata.combining(each)
    ).replace("Đ", "D")


def pick(chance: random.Random, texts: Sequence[str]) -> str:
    """One of the wordings."""
    return chance.choice(list(texts))
