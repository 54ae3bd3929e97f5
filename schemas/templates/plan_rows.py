"""Indicators one below the other: this period, the year before, and how they compare."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.indicators import Indicator, indicators
from schemas.templates.definition import RowsTable
from schemas.templates.plan import Computed, Computes, FigureKey, FreeCell, Look, Place, Slot
from schemas.templates.sheet_builder import (
    LABEL_WIDTH,
    SERIAL_WIDTH,
    VALUE_WIDTH,
    WORDS_WIDTH,
    SheetBuilder,
)

_SERIAL, _LABEL, _MEASURE, _CURRENT, _PREVIOUS, _CHANGE, _CHANGE_PERCENT, _NOTE = range(1, 9)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def add_rows(builder: SheetBuilder, table: RowsTable, left_out: frozenset[str]) -> None:
    """Add a table of indicators below what is there already."""
    builder.caption(table.title)
    _add_header(builder)
    places: dict[str, int] = {}
    serial = 0
    for number, section in enumerate(table.sections):
        if section.heading:
            builder.fix(builder.row, _SERIAL, _ROMAN[number], Look.SECTION)
            builder.fix(builder.row, _LABEL, section.heading, Look.SECTION, column_span=_NOTE - _SERIAL)
            builder.row += 1
        for code in section.codes:
            if code in left_out:
                continue
            serial += 1
            places[code] = builder.row
            _add_row(builder, indicators()[code], serial, places)
            builder.row += 1


def _add_header(builder: SheetBuilder) -> None:
    current, previous = builder.year_headings
    row = builder.row
    for column, text in (
        (_SERIAL, builder.heading("serial")),
        (_LABEL, builder.heading("indicator")),
        (_MEASURE, builder.heading("measure")),
        (_CURRENT, current),
    ):
        builder.fix(row, column, text, Look.HEADING, row_span=2)
    builder.fix(row, _PREVIOUS, previous, Look.PREVIOUS_HEADING, row_span=2)
    builder.fix(row, _CHANGE, builder.heading("comparison"), Look.HEADING, column_span=2)
    builder.fix(row + 1, _CHANGE, builder.heading("change"), Look.HEADING)
    builder.fix(row + 1, _CHANGE_PERCENT, builder.heading("change_percent"), Look.HEADING)
    builder.fix(row, _NOTE, builder.heading("note"), Look.HEADING, row_span=2)
    builder.header(row, row + 1)
    builder.row = row + 2
    for column, width in (
        (_SERIAL, SERIAL_WIDTH),
        (_LABEL, LABEL_WIDTH),
        *((column, VALUE_WIDTH) for column in range(_MEASURE, _NOTE)),
        (_NOTE, WORDS_WIDTH),
    ):
        builder.width(column, width)


def _add_row(builder: SheetBuilder, indicator: Indicator, serial: int, places: Mapping[str, int]) -> None:
    row = builder.row
    builder.fix(row, _SERIAL, str(serial), Look.SERIAL)
    builder.fix(row, _LABEL, indicator.label_vi, Look.LABEL)
    builder.fix(row, _MEASURE, indicator.unit, Look.MEASURE)
    code = indicator.code
    key = FigureKey(code, builder.sender.unit.unit_id)
    current, previous = builder.year_headings
    here, before = (row, _CURRENT), (row, _PREVIOUS)
    if indicator.is_ratio:
        terms: tuple[Place, ...] = tuple((places[term], _CURRENT) for term in indicator.numerator)
        base: tuple[Place, ...] = tuple((places[term], _CURRENT) for term in indicator.denominator)
        builder.computed.append(Computed(row, _CURRENT, code, Computes.SHARE, terms, base))
    else:
        builder.slots.append(Slot(row, _CURRENT, key, indicator.label_vi, current))
        builder.computed.append(
            Computed(
                row, _CHANGE_PERCENT, code, Computes.CHANGE_PERCENT, (here,), (before,), is_previous=True
            )
        )
    if indicator.is_ratio:
        builder.fix(row, _CHANGE_PERCENT, "", Look.EMPTY)
    builder.slots.append(Slot(row, _PREVIOUS, key, indicator.label_vi, previous, is_previous=True))
    builder.computed.append(Computed(row, _CHANGE, code, Computes.DIFFERENCE, (here,), (before,)))
    builder.free.append(FreeCell(row, _NOTE, builder.heading("note")))
