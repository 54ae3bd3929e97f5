"""A block with the plan by which it is read: what its columns hold, what its rows are, whether it is a list.

Planning looks at the header and a sample of rows; the numbers are read in `block_reading`, listed units in
`listed_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.tables.block_plan import (
    counts_by_commune,
    first_column,
    has_indicators_in_rows,
    is_data,
    kind_of_names,
    units_in_columns,
    with_communes,
)
from sources.tables.blocks import Block
from sources.tables.column import Column, Holds
from sources.tables.columns import read_columns
from sources.tables.listings import NO_LISTING, ListingPlan, plan_listing
from sources.tables.matching import match_path
from sources.tables.names import NameReader
from sources.tables.parts import read_part
from sources.tables.row_plan import RowPlan
from sources.tables.title_units import unit_named
from sources.tables.titles import Title

_SAMPLE = 60
_VALUES = {Holds.VALUE, Holds.SCORE, Holds.RATING_WORD, Holds.RECOGNITION_WORD}


@dataclass(frozen=True)
class PlannedBlock:
    """A block and how to read it; `units` are the units of value columns where columns are units.

    `sender_id` is the unit whose own figures it holds: the sender, or the one below it that the title names.
    """

    block: Block
    title: Title
    names: NameReader
    sender_id: str | None
    place: str
    columns: Sequence[Column]
    rows: RowPlan
    listing: ListingPlan
    units: dict[int, str | None]


def _label_or_text(block: Block, column: Column, title: Title) -> Column:
    """A column of labels beside the units' names, if any of its texts is an indicator."""
    if column.holds is not Holds.LABEL:
        return column
    texts = {block.grid.text_at(row, column.index) for row in block.body[:_SAMPLE]}
    known = any(match_path((read_part(text),), title.subject).code for text in texts if text)
    return column if known else replace(column, holds=Holds.TEXT)


def _without_silent(columns: list[Column], values: Sequence[Column]) -> list[Column]:
    """The columns; one of several columns of numbers that says nothing of itself is not understood."""
    if len(values) < 2:
        return columns
    return [
        replace(column, holds=Holds.TEXT) if column.holds is Holds.VALUE and column.says_nothing else column
        for column in columns
    ]


def plan_block(
    block: Block, title: Title, names: NameReader, sender_id: str | None, place: str
) -> PlannedBlock | None:
    """How a block is to be read; None for a layout table, which is left to prose."""
    unit_id = unit_named(title.lines, names)
    columns = read_columns(block, title.subject, title.measure)
    if not is_data(block, columns):
        return None
    columns = [_label_or_text(block, column, title) for column in with_communes(block, columns, names)]
    name = first_column(columns, Holds.NAME)
    kind = kind_of_names(name, title)
    values = [column for column in columns if column.holds in _VALUES]
    is_label = has_indicators_in_rows(block, columns, name, title, names)
    if is_label:
        values = [column for column in values if column.holds is not Holds.RATING_WORD]
        columns = _without_silent(columns, values)
        values = [column for column in values if column in columns]
    rows = RowPlan(
        name=name,
        serial=first_column(columns, Holds.SERIAL),
        parent=first_column(columns, Holds.PARENT),
        measure=first_column(columns, Holds.MEASURE),
        unit_kind=first_column(columns, Holds.UNIT_KIND),
        label=first_column(columns, Holds.LABEL),
        period=first_column(columns, Holds.PERIOD),
        values=values,
        is_label=is_label,
        kind=kind,
        is_mixed=kind is None and (title.kind == "mixed" or (name is not None and name.name_kind == "mixed")),
        owner_id=unit_id or sender_id,
        place_id=unit_id if unit_id is not None and names.is_commune(unit_id) else None,
    )
    return PlannedBlock(
        block,
        title,
        names,
        unit_id or sender_id,
        place,
        columns,
        rows,
        NO_LISTING
        if is_label or rows.label
        else plan_listing(block, columns, counts_by_commune(rows, title)),
        units_in_columns(columns, names) if is_label else {},
    )
