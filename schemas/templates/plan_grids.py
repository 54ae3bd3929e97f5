"""Tables with an indicator in each pair of columns (this period and the year before), and in each row a kind
of unit, a category, or a commune; the total below is a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.indicators import indicators
from schemas.templates.definition import AreasTable, Dimension, MatrixTable
from schemas.templates.plan import Computed, Computes, FigureKey, Look, Place, Slot
from schemas.templates.sheet_builder import SERIAL_WIDTH, VALUE_WIDTH, SheetBuilder
from schemas.vocabulary import UnitKind

_SERIAL, _NAME, _FIRST_VALUE = 1, 2, 3
_AREA_WIDTH, _GROUP_WIDTH = 26.0, 30.0
_AREA_VALUE_WIDTH = 10.5


@dataclass(frozen=True, slots=True)
class _RowOf:
    """A row of such a table: its name, and what its figures are of."""

    name: str
    unit_id: str
    unit_kind: UnitKind | None = None
    category: str | None = None


def add_matrix(builder: SheetBuilder, table: MatrixTable, columns: Mapping[str, str]) -> None:
    """Add a table by kind of unit or by category; `columns` are its indicators with their headings."""
    unit = builder.sender.unit
    is_kind = table.dimension is Dimension.UNIT_KIND
    rows = [
        _RowOf(
            builder.row_label(table.dimension, value),
            unit.unit_id,
            UnitKind(value) if is_kind else None,
            None if is_kind else value,
        )
        for value in table.values[unit.level]
    ]
    builder.width(_NAME, _GROUP_WIDTH)
    builder.caption(table.title)
    _add_header(builder, table.heading, columns, VALUE_WIDTH)
    _add_body(builder, rows, columns)


def add_areas(builder: SheetBuilder, table: AreasTable) -> None:
    """Add a table by commune."""
    rows = [_RowOf(area.name, area.unit_id) for area in builder.sender.areas]
    builder.width(_NAME, _AREA_WIDTH)
    builder.caption(table.title, on_new_page=True)
    _add_header(builder, builder.heading("area"), table.columns, _AREA_VALUE_WIDTH)
    _add_body(builder, rows, table.columns)


def _add_body(builder: SheetBuilder, rows: Sequence[_RowOf], columns: Mapping[str, str]) -> None:
    first = builder.row
    for serial, row in enumerate(rows, start=1):
        builder.fix(builder.row, _SERIAL, str(serial), Look.SERIAL)
        builder.fix(builder.row, _NAME, row.name, Look.LABEL)
        _add_figures(builder, row, columns)
        builder.row += 1
    builder.fix(builder.row, _SERIAL, "", Look.TOTAL)
    builder.fix(builder.row, _NAME, builder.heading("total"), Look.TOTAL)
    for position, code in enumerate(columns):
        for is_previous in (False, True):
            column = _column(position, is_previous)
            if indicators()[code].is_ratio:
                _add_share(builder, code, columns, is_previous)
                continue
            addends = tuple((row, column) for row in range(first, builder.row))
            builder.computed.append(
                Computed(builder.row, column, code, Computes.SUM, addends, is_previous=is_previous)
            )
    builder.row += 1


def _add_header(builder: SheetBuilder, heading: str, columns: Mapping[str, str], width: float) -> None:
    row = builder.row
    builder.width(_SERIAL, SERIAL_WIDTH)
    for column in range(_FIRST_VALUE, _FIRST_VALUE + 2 * len(columns)):
        builder.width(column, width)
    builder.fix(row, _SERIAL, builder.heading("serial"), Look.HEADING, row_span=2)
    builder.fix(row, _NAME, heading, Look.HEADING, row_span=2)
    current, previous = builder.year_headings
    for position, text in enumerate(columns.values()):
        column = _column(position, False)
        builder.fix(row, column, text, Look.HEADING, column_span=2)
        builder.fix(row + 1, column, current, Look.HEADING)
        builder.fix(row + 1, column + 1, previous, Look.PREVIOUS_HEADING)
    builder.header(row, row + 1)
    builder.row = row + 2


def _add_figures(builder: SheetBuilder, row: _RowOf, columns: Mapping[str, str]) -> None:
    for position, (code, heading) in enumerate(columns.items()):
        key = FigureKey(code, row.unit_id, row.unit_kind, row.category)
        for is_previous in (False, True):
            column = _column(position, is_previous)
            if indicators()[code].is_ratio:
                _add_share(builder, code, columns, is_previous)
            else:
                builder.slots.append(Slot(builder.row, column, key, row.name, heading, is_previous))


def _add_share(builder: SheetBuilder, code: str, columns: Mapping[str, str], is_previous: bool) -> None:
    """The ratio of the row, worked out from the columns of its terms."""
    places = {each: _column(position, is_previous) for position, each in enumerate(columns)}
    ratio, row = indicators()[code], builder.row
    terms: tuple[Place, ...] = tuple((row, places[each]) for each in ratio.numerator)
    base: tuple[Place, ...] = tuple((row, places[each]) for each in ratio.denominator)
    builder.computed.append(Computed(row, places[code], code, Computes.SHARE, terms, base, is_previous))


def _column(position: int, is_previous: bool) -> int:
    return _FIRST_VALUE + 2 * position + int(is_previous)
