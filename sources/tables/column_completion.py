"""Columns settled among one another: which names the row, whose share a bare "Tỷ lệ %" is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.vocabulary import Role
from sources.tables.column import Column, Holds
from sources.tables.column_values import share_of
from sources.tables.matching import Subject, match_path
from sources.tables.subjects import topics_in
from sources.tables.vocabulary import vocabulary


def with_name(columns: list[Column], numeric: dict[int, float]) -> list[Column]:
    """Settle which of the text columns names the row, and which its commune."""
    columns = _with_label(columns)
    names = [column for column in columns if column.holds is Holds.NAME]
    if not names:
        texts = [c for c in columns if c.holds is Holds.TEXT and 0 <= numeric[c.index] < 0.5]
        if not texts:
            parent = next((c for c in columns if c.holds is Holds.PARENT), None)
            return [_named_by_parent(c) if c is parent else c for c in columns]
        chosen = texts[0]
        return [_as(column, Holds.NAME) if column is chosen else column for column in columns]
    if len(names) == 1:
        return columns
    specific = [c for c in names if c.name_kind not in {None, "commune", "district"}]
    plain = [c for c in names if c.name_kind is None]
    wide = [c for c in names if c.name_kind in {"commune", "district"}]
    if wide and (specific or plain):
        chosen, parents = (specific or plain)[0], wide
    else:
        chosen, parents = (specific or plain or wide)[0], []
    result = []
    for column in columns:
        if column in parents:
            result.append(_as(column, Holds.PARENT))
        elif column in names and column is not chosen:
            result.append(_as(column, Holds.UNIT_KIND if column.is_label else Holds.TEXT))
        else:
            result.append(column)
    return result


def _with_label(columns: list[Column]) -> list[Column]:
    """A column of indicators beside one of units tells what each row of a unit counts; it names no row."""
    concepts = vocabulary().concepts
    names = [column for column in columns if column.holds is Holds.NAME]
    labels = [
        column
        for column in names
        if column.is_label
        and "unit_kind" not in concepts.meanings(vocabulary().speller.spell(column.path[-1]))
    ]
    if len(labels) != 1 or len(names) < 2:
        return columns
    return [_as(column, Holds.LABEL) if column is labels[0] else column for column in columns]


def _named_by_parent(column: Column) -> Column:
    """The column of communes as the one that names the rows, where no other does."""
    words = vocabulary()
    kind = words.unit_kinds.sure_meaning(words.speller.spell(column.path[-1]))
    return Column(column.index, column.path, Holds.NAME, column.parts, name_kind=kind)


def completed(columns: Sequence[Column]) -> list[Column]:
    """Give a bare "Tỷ lệ %" the indicator of the column before it, a bare change that of its group."""
    result: list[Column] = []
    for draft in columns:
        column = _with_left_topic(draft, result)
        bare = bool(column.parts) and not column.parts[-1].content.plain
        left = result[-1] if result else None
        if bare and column.holds is Holds.VALUE and column.role is Role.PERCENT and left is not None:
            column = _share_among_periods(column, left, result)
        if (
            column.holds is Holds.VALUE
            and column.role is Role.PERCENT
            and bare
            and column.match.code is None
            and column.match.told_by is None
            and left is not None
            and left.holds is Holds.VALUE
            and left.match.code is not None
            and left.role is Role.COUNT
            and left.path[: len(column.path) - 1] == column.path[:-1]
        ):
            result.append(replace(column, match=share_of(left.match)))
        else:
            result.append(column)
    return result


def _share_among_periods(column: Column, left: Column, before: Sequence[Column]) -> Column:
    """A bare "Tỷ lệ %": after a change that in per cent; after last year's count it may be anything."""
    group = [c for c in before if c.holds is Holds.VALUE and c.path[:-1] == column.path[:-1]]
    if left not in group:
        return column
    if left.role is Role.CHANGE:
        return replace(column, role=Role.CHANGE_PERCENT, match=left.match)
    if any(each.role is Role.PREVIOUS or each.year for each in group):
        return replace(column, holds=Holds.TEXT)
    return column


def _with_left_topic(column: Column, before: Sequence[Column]) -> Column:
    """A bare "Số người chết" after "Số vụ TNGT": the topic runs on from the nearest understood column on
    the left.
    """
    words = vocabulary()
    if column.holds is not Holds.VALUE or len(column.path) != 1:
        return column
    if column.match.code is not None or column.match.told_by is not None:
        return column
    left = next((each for each in reversed(before) if each.holds is Holds.VALUE and each.match.code), None)
    if left is None or len(left.path) != 1 or not column.parts[-1].content.plain:
        return column
    for topic in sorted(words.topics_of_code.get(left.match.code or "", ())):
        if _own_topic(left, topic):
            found = match_path(column.parts, Subject((topic,), ()), column.counter)
            if found.code is not None:
                match = replace(found, confidence=round(found.confidence - 0.05, 3))
                return replace(column, match=share_of(match) if column.role is Role.PERCENT else match)
    return column


def _own_topic(column: Column, topic: str) -> bool:
    """Whether a column's text names the topic itself, or took it over from its left."""
    return topic in topics_in(column.path[-1]) or column.match.confidence < 0.96


def _as(column: Column, holds: Holds) -> Column:
    return Column(
        column.index, column.path, holds, column.parts, name_kind=column.name_kind, is_label=column.is_label
    )
