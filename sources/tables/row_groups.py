"""Heading rows inside a table: the kind, commune, deciding level or year that they set for the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.vocabulary import Level, UnitKind
from sources.tables.names import Named, NameReader
from sources.tables.parts import read_part
from sources.tables.row_plan import Group
from sources.tables.row_signs import LEADING_SERIAL
from sources.tables.subjects import kind_in
from sources.tables.vocabulary import vocabulary


def group_of(name: str, group: Group, names: NameReader) -> Group:
    """The group that a heading row tells, within the one before it."""
    words = vocabulary()
    text = LEADING_SERIAL.sub("", name)
    part = read_part(text)
    if part.year is not None and not part.content.plain:
        return replace(group, year=part.year, parent_id=None)
    full = words.speller.full_words(text)
    decided = next(
        (Level(level) for level, runs in words.decided_by.items() if _any(full, runs)), group.decided_by
    )
    subset = next((code for code, runs in words.subsets.items() if _any(full, runs)), None)
    unit, confidence = names.area(text)
    if unit is not None and confidence >= 0.45 and unit.level is not Level.PROVINCE:
        kind = group.kind
        if kind is UnitKind.COMMUNE and unit.level is Level.COMMUNE:
            kind = None
        return replace(
            group, kind=kind, parent_id=unit.unit_id, subset=subset, decided_by=decided, is_understood=True
        )
    told = kind_in(text)
    if told == "mixed":
        return Group(None, True, None, decided, subset)
    if told is not None:
        return Group(UnitKind(told), False, None, decided, subset)
    understood = bool(subset) or decided is not group.decided_by
    return replace(group, parent_id=None, decided_by=decided, subset=subset, is_understood=understood)


def group_named(group: Group, owner_id: str | None) -> Named | None:
    """The unit that a group row's own numbers are about; None where the heading is not understood."""
    if group.parent_id is not None:
        return Named(UnitKind.COMMUNE, group.parent_id, owner_id, 0.95)
    if not group.is_understood:
        return None
    return Named(None, owner_id, None, 1.0)


def _any(text: tuple[str, ...], runs: Sequence[tuple[str, ...]]) -> bool:
    return any(text[i : i + len(run)] == run for run in runs for i in range(len(text) - len(run) + 1))
