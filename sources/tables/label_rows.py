"""Rows of indicators: each row's path is the headings above it that are still open, then its own label."""

from __future__ import annotations

from collections.abc import Iterator

from sources.tables.blocks import Block
from sources.tables.parts import HeaderPart, read_part
from sources.tables.row_plan import Group, Row, RowIs, RowPlan
from sources.tables.row_signs import ARABIC, has_values, is_total, rank


def label_rows(block: Block, plan: RowPlan) -> Iterator[Row]:
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
