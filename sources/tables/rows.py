"""The rows of a block: which add up, which head a group, which are a unit or an indicator, and what holds
over them.

Totals are the sender's own figures, group rows set the kind and the commune of the rows below them. Rows
are read once, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from schemas.document import Cell
from schemas.vocabulary import Level, UnitKind
from sources.tables.blocks import Block
from sources.tables.columns import Column
from sources.tables.names import Named, NameReader
from sources.tables.parts import HeaderPart, read_part
from sources.tables.row_signs import (
    ARABIC,
    LEADING_SERIAL,
    ROW_YEAR,
    has_values,
    is_arabic_cell,
    is_group_serial,
    is_total,
    name_elsewhere,
    pure_kind,
    rank,
)
from sources.tables.subjects import kind_in
from sources.tables.vocabulary import vocabulary

_YEAR_ENDS = (")", *"0123456789")


class RowIs(Enum):
    """What a row is."""

    TOTAL = "total"
    GROUP = "group"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Group:
    """What holds for the rows below: kind, commune, the deciding level, and a declared part of the units."""

    kind: UnitKind | None = None
    is_mixed: bool = False
    parent_id: str | None = None
    decided_by: Level | None = None
    subset: str | None = None
    is_understood: bool = True
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, name and serial, the group over it, and the unit or the label path it means."""

    number: int
    cells: dict[int, Cell]
    name: str
    kind: RowIs
    group: Group
    named: Named | None = None
    labels: tuple[HeaderPart, ...] = ()
    outer_labels: tuple[HeaderPart, ...] = ()
    counter: str | None = None
    year: int | None = None


@dataclass
class RowPlan:
    """The columns that rows are read by."""

    name: Column | None
    serial: Column | None
    parent: Column | None
    measure: Column | None
    unit_kind: Column | None
    values: Sequence[Column]
    is_label: bool
    kind: UnitKind | None
    is_mixed: bool


def read_rows(block: Block, plan: RowPlan, names: NameReader) -> Iterator[Row]:
    """The body rows in order; rows without any name, number or mark are left out."""
    if plan.is_label:
        yield from _label_rows(block, plan)
    else:
        yield from _unit_rows(block, plan, names)


def _unit_rows(block: Block, plan: RowPlan, names: NameReader) -> Iterator[Row]:
    group = Group(kind=plan.kind, is_mixed=plan.is_mixed)
    name_index = plan.name.index if plan.name else -1
    serial_index = plan.serial.index if plan.serial else -1
    parent_index = plan.parent.index if plan.parent else -1
    kind_index = plan.unit_kind.index if plan.unit_kind else -1
    value_indexes = [column.index for column in plan.values]
    rows, grid = block.grid.rows, block.grid
    has_arabic = _has_arabic(block, serial_index)
    first_columns = block.columns[:3]
    for number in block.body:
        cells = rows[number]
        name_cell = cells.get(name_index)
        name = name_cell.text if name_cell is not None else ""
        serial_cell = cells.get(serial_index)
        serial = serial_cell.text if serial_cell is not None else ""
        if not name:
            name = name_elsewhere(cells, first_columns, serial_index, value_indexes)
            if not name and serial and not ARABIC.match(serial.strip()):
                name = serial
        has_any = has_values(cells, value_indexes)
        if is_total(name) or (not name and serial and is_total(serial)):
            yield Row(number, cells, name, RowIs.TOTAL, group, year=group.year)
            continue
        heads = is_group_serial(serial) and has_arabic
        if name and (heads or not has_any) and not is_arabic_cell(serial_cell):
            if len(name) > 150 and not has_any:
                continue
            group = _group(name, group, plan, names)
            named = _group_named(group, names)
            yield Row(number, cells, name, RowIs.GROUP, group, named, year=group.year)
            continue
        plain_name, year = _without_year(name, group.year)
        own_kind = pure_kind(plain_name)
        if own_kind is not None:
            own = replace(
                group, kind=None if own_kind == "mixed" else UnitKind(own_kind), is_mixed=own_kind == "mixed"
            )
            yield Row(number, cells, name, RowIs.GROUP, own, _group_named(own, names), year=year)
            continue
        named = None
        if name:
            hint = _told_kind(cells.get(kind_index), group)
            named = names.read(
                plain_name, hint, _told_parent(grid.text_at(number, parent_index), group, names)
            )
        yield Row(number, cells, name, RowIs.LEAF, group, named, year=year)


def _told_kind(cell: Cell | None, group: Group) -> UnitKind | None:
    """The kind that a row's own cell tells, else its group's."""
    told = kind_in(cell.text) if cell is not None else None
    return UnitKind(told) if told is not None and told != "mixed" else group.kind


def _told_parent(text: str, group: Group, names: NameReader) -> str | None:
    """The commune that a row's own cell tells, else its group's."""
    if not text:
        return group.parent_id
    unit, _ = names.area(text)
    return unit.unit_id if unit is not None else None


def _without_year(name: str, year: int | None) -> tuple[str, int | None]:
    """A name without the year behind it ("… (2022)"), and that year or the group's."""
    dated = ROW_YEAR.search(name) if name.endswith(_YEAR_ENDS) else None
    if dated is None:
        return name, year
    return ROW_YEAR.sub("", name).strip(), int(dated[1] or dated[2])


def _label_rows(block: Block, plan: RowPlan) -> Iterator[Row]:
    """Rows whose names are indicators: each row's path is the open headings above it, then its own label."""
    stack: list[tuple[float, HeaderPart, bool]] = []
    name_index = plan.name.index if plan.name else -1
    serial_index = plan.serial.index if plan.serial else -1
    group = Group(kind=plan.kind, is_mixed=plan.is_mixed)
    value_indexes = [column.index for column in plan.values]
    are_columns_understood = any(column.match.code for column in plan.values)
    for number in block.body:
        cells = block.grid.rows[number]
        name = block.grid.text_at(number, name_index)
        serial = cells[serial_index].text.strip() if serial_index in cells else ""
        if not name and serial and not ARABIC.match(serial):
            name = serial
        if not name:
            yield Row(number, cells, "", RowIs.LEAF, group)
            continue
        if are_columns_understood and is_total(name):
            stack.clear()
            yield Row(number, cells, name, RowIs.TOTAL, group)
            continue
        depth = rank(serial, name)
        part = read_part(name)
        while stack and stack[-1][0] >= depth:
            stack.pop()
        has_any = has_values(cells, value_indexes)
        labels = (*(each for _, each, _ in stack), part)
        outer = (*(each for _, each, is_heading in stack if is_heading), part)
        stack.append((depth, part, not has_any))
        measure = cells[plan.measure.index].text if plan.measure and plan.measure.index in cells else None
        kind = RowIs.LEAF if has_any else RowIs.GROUP
        path = " > ".join(label.text.strip() for label in labels)
        yield Row(number, cells, path, kind, group, None, labels, outer, measure)


def _has_arabic(block: Block, serial_index: int) -> bool:
    return any(is_arabic_cell(block.grid.rows[row].get(serial_index)) for row in block.body[:400])


def _group(name: str, group: Group, plan: RowPlan, names: NameReader) -> Group:
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


def _group_named(group: Group, names: NameReader) -> Named | None:
    if group.parent_id is not None:
        return Named(UnitKind.COMMUNE, group.parent_id, names.sender_id, 0.95)
    if not group.is_understood:
        return None
    return Named(None, names.sender_id, None, 1.0)


def _any(text: tuple[str, ...], runs: Sequence[tuple[str, ...]]) -> bool:
    return any(text[i : i + len(run)] == run for run in runs for i in range(len(text) - len(run) + 1))
