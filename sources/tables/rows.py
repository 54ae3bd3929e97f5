"""The rows of a block in order, whether they are units or indicators; which totals are of a part of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.tables.blocks import Block
from sources.tables.label_rows import label_rows
from sources.tables.names import NameReader
from sources.tables.row_plan import Row, RowIs, RowPlan
from sources.tables.unit_rows import UnitRows


def read_rows(block: Block, plan: RowPlan, names: NameReader) -> Iterator[Row]:
    """The body rows in order; rows without any name, number or mark are left out."""
    if plan.is_label:
        yield from label_rows(block, plan)
        return
    reader = UnitRows(block, plan, names)
    for number in block.body:
        row = reader.read(number)
        if row is not None:
            yield row


def with_parts(rows: Sequence[Row]) -> list[Row]:
    """The rows, with each total marked that adds up a part of the units: one with rows of units before and
    after it, one before another total, and several of the same name ("Cộng" after each part).
    """
    units = [place for place, row in enumerate(rows) if row.kind is RowIs.LEAF and row.name]
    totals = {place: _key(row) for place, row in enumerate(rows) if row.kind is RowIs.TOTAL and not row.year}
    if not units or not totals:
        return list(rows)
    first, last = units[0], max(units[-1], *totals)
    names = list(totals.values())
    parts = {place for place, name in totals.items() if first < place < last or names.count(name) > 1}
    return [replace(row, is_part=True) if place in parts else row for place, row in enumerate(rows)]


def _key(row: Row) -> str:
    return row.name.strip().lower()
