"""The rows of a block in order, whether they are units or indicators."""

from __future__ import annotations

from collections.abc import Iterator

from sources.tables.blocks import Block
from sources.tables.label_rows import label_rows
from sources.tables.names import NameReader
from sources.tables.row_plan import Row, RowPlan
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
