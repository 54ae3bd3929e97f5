"""A value column from its header path: which indicator, of which period, in which role and measure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from schemas.vocabulary import Direction, Role
from sources.tables.column import Column, Holds
from sources.tables.matching import NO_MATCH, Match, Subject, match_path
from sources.tables.parts import HeaderPart, read_part
from sources.tables.vocabulary import vocabulary


def value_column(
    index: int,
    path: tuple[str, ...],
    parts: tuple[HeaderPart, ...],
    subject: Subject,
    default: tuple[str, Decimal] | None,
) -> Column:
    """The column that a path of value headings means."""
    modifiers = frozenset().union(*(part.modifiers for part in parts))
    counter = next((part.counter for part in reversed(parts) if part.counter), None)
    measured = next((part for part in reversed(parts) if part.measure), None)
    measure, factor = (measured.measure, measured.factor) if measured else (default or (None, Decimal(1)))
    direction = None
    if "change_up" in modifiers:
        direction = Direction.UP
    if "change_down" in modifiers:
        direction = Direction.DOWN
    is_change = bool(modifiers & {"change", "change_dual", "change_up", "change_down", "change_percent"})
    is_share = "share" in modifiers or (measure == "%" and measured is not None)
    year = None if is_change else next((part.year for part in reversed(parts) if part.year), None)
    span = next((part.span for part in reversed(parts) if part.span), None)
    match, whole = _part_and_whole(path, parts, subject, counter)
    role = Role.COUNT
    if is_change:
        role = Role.CHANGE_PERCENT if is_share or "change_percent" in modifiers else Role.CHANGE
    elif is_share:
        role = Role.PERCENT
        match = share_of(match)
    elif "target" in modifiers:
        role = Role.TARGET
    elif "previous" in modifiers:
        role = Role.PREVIOUS
    return Column(
        index=index,
        path=path,
        holds=Holds.VALUE,
        parts=parts,
        match=match,
        role=role,
        is_previous="previous" in modifiers and not is_change,
        year=year,
        span=span,
        is_cumulative="cumulative" in modifiers,
        direction=direction,
        measure="%" if role in {Role.PERCENT, Role.CHANGE_PERCENT} else measure,
        factor=Decimal(1) if role in {Role.PERCENT, Role.CHANGE_PERCENT} else factor,
        counter=counter,
        whole=whole,
    )


def _part_and_whole(
    path: tuple[str, ...], parts: tuple[HeaderPart, ...], subject: Subject, counter: str | None
) -> tuple[Match, Match]:
    """The indicators of a and b under a heading such as "Số đạt/Số đăng ký"; else of the heading as one."""
    above, (first, slash, second) = parts[:-1], path[-1].partition("/")
    if slash and first.strip() and second.strip():
        part = match_path((*above, read_part(first)), subject, counter)
        whole = match_path((*above, read_part(second)), subject, counter)
        if part.code and whole.code and part.code != whole.code:
            return part, whole
    return match_path(parts, subject, counter), NO_MATCH


def share_of(match: Match) -> Match:
    """The ratio that a share of an indicator is, if the catalogue has one."""
    words = vocabulary()
    ratio = words.ratio_of.get(match.code or "")
    return replace(match, code=ratio) if ratio else match
