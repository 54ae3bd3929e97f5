"""Tables that are open at their end: lists of units with their outcomes, registers of documents."""

from __future__ import annotations

from schemas.templates.definition import Holds, ListingTable, RegisterTable
from schemas.templates.plan import KnownRow, Look, OpenColumn, OpenTable
from schemas.templates.sheet_builder import (
    LABEL_WIDTH,
    SERIAL_WIDTH,
    VALUE_WIDTH,
    WORDS_WIDTH,
    SheetBuilder,
)
from schemas.vocabulary import UnitKind

_SERIAL, _NAME = 1, 2
_NAME_WIDTH, _CHOICE_WIDTH = 38.0, 13.0


def add_listing(builder: SheetBuilder, table: ListingTable) -> None:
    """Add a list of units: which they are, their safety outcome, their class, and the year before's."""
    builder.caption("")
    _, previous = builder.year_headings
    left: list[tuple[str, Holds, float]] = [(table.heading, Holds.NAME, _NAME_WIDTH)]
    if builder.sender.areas and table.kinds == (UnitKind.RESIDENTIAL_AREA,):
        left.append((builder.heading("parent"), Holds.PARENT, WORDS_WIDTH))
    if len(table.kinds) > 1:
        left.append((builder.heading("unit_kind"), Holds.ORGANISATION_KIND, 18.0))
    groups: list[tuple[str, Look, list[tuple[str, Holds]]]] = [
        (
            builder.heading("safety"),
            Look.HEADING,
            [
                (builder.heading("registered"), Holds.REGISTERED),
                (builder.heading("recognised"), Holds.RECOGNISED),
            ],
        ),
        (
            builder.heading("movement"),
            Look.HEADING,
            [(builder.heading("score"), Holds.SCORE), (builder.heading("rating"), Holds.RATING)],
        ),
        (
            previous,
            Look.PREVIOUS_HEADING,
            [
                (builder.heading("recognised"), Holds.PREVIOUS_RECOGNISED),
                (builder.heading("rating"), Holds.PREVIOUS_RATING),
            ],
        ),
    ]
    row = builder.row
    columns: list[OpenColumn] = []
    builder.fix(row, _SERIAL, builder.heading("serial"), Look.HEADING, row_span=2)
    builder.width(_SERIAL, SERIAL_WIDTH)
    column = _NAME
    for text, holds, width in left:
        builder.fix(row, column, text, Look.HEADING, row_span=2)
        builder.width(column, width)
        columns.append(OpenColumn(column, text, holds))
        column += 1
    for group, look, inner in groups:
        builder.fix(row, column, group, look, column_span=len(inner))
        for text, holds in inner:
            builder.fix(row + 1, column, text, look)
            builder.width(column, _CHOICE_WIDTH)
            columns.append(OpenColumn(column, f"{group}: {text}", holds))
            column += 1
    builder.fix(row, column, builder.heading("note"), Look.HEADING, row_span=2)
    builder.width(column, WORDS_WIDTH)
    columns.append(OpenColumn(column, builder.heading("note"), Holds.TEXT))
    builder.header(row, row + 1)
    builder.open_table = OpenTable(
        first_row=row + 2,
        serial=_SERIAL,
        columns=tuple(columns),
        kinds=table.kinds,
        named=_named(builder, table),
        least=table.least[builder.sender.unit.level],
        spare=table.spare,
    )


def _named(builder: SheetBuilder, table: ListingTable) -> tuple[KnownRow, ...]:
    if table.kinds != (UnitKind.COMMUNE,):
        return ()
    sender_id = builder.sender.unit.unit_id
    return tuple(
        KnownRow(area.name, UnitKind.COMMUNE, area.unit_id, sender_id) for area in builder.sender.areas
    )


def add_register(builder: SheetBuilder, table: RegisterTable) -> None:
    """Add a register of documents."""
    builder.caption(table.title, on_new_page=True)
    row = builder.row
    builder.fix(row, _SERIAL, builder.heading("serial"), Look.HEADING)
    builder.width(_SERIAL, SERIAL_WIDTH)
    columns = []
    for column, (text, holds) in enumerate(table.columns, start=_NAME):
        builder.fix(row, column, text, Look.HEADING)
        builder.width(column, LABEL_WIDTH if column == _NAME else VALUE_WIDTH)
        columns.append(OpenColumn(column, text, holds))
    builder.header(row, row)
    builder.open_table = OpenTable(
        first_row=row + 1,
        serial=_SERIAL,
        columns=tuple(columns),
        least=table.least[builder.sender.unit.level],
    )
