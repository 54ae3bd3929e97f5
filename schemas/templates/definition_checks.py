"""What can be wrong with a declared workbook: names that Excel refuses, indicators that are unknown, stand
twice or nowhere, ratios without their terms, open tables that are not the last of their sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from schemas.indicators import Indicator, indicators
from schemas.labels import labels
from schemas.templates.definition import (
    SENDERS,
    AreasTable,
    ListingTable,
    MatrixTable,
    RegisterTable,
    RowsTable,
    SheetDefinition,
    TableDefinition,
    TemplateDefinition,
)
from schemas.vocabulary import Level

_LONGEST_NAME = 31
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_ADDED_OVER_UNITS = {"sum", "recompute"}


def faults_of(definition: TemplateDefinition) -> Iterator[str]:
    """English sentences, one per fault; none for a workbook that can be written and read back."""
    yield from _name_faults(definition)
    for sheet in definition.sheets:
        for table in sheet.tables:
            yield from (f"{sheet.name}: {fault}" for fault in _table_faults(table, sheet))
        if any(isinstance(table, ListingTable | RegisterTable) for table in sheet.tables[:-1]):
            yield f"{sheet.name}: a table that is open at its end must be the last of its sheet"
    for level in SENDERS:
        yield from _coverage_faults(definition, level)


def _name_faults(definition: TemplateDefinition) -> Iterator[str]:
    names = Counter(sheet.name.lower() for sheet in definition.sheets)
    yield from (f"{name}: two sheets of one name" for name, times in names.items() if times > 1)
    for sheet in definition.sheets:
        if len(sheet.name) > _LONGEST_NAME or _REFUSED_IN_NAMES.search(sheet.name):
            yield f"{sheet.name}: at most {_LONGEST_NAME} characters without [ ] : * ? / \\ '"


def _table_faults(table: TableDefinition, sheet: SheetDefinition) -> Iterator[str]:
    if isinstance(table, ListingTable | RegisterTable):
        missing = [level for level in sheet.senders if level not in table.least]
        yield from (f"the least rows for {level} are not declared" for level in missing)
        return
    codes = _codes(table)
    unknown = [code for code in codes if code not in indicators()]
    yield from (f"{code} is not in indicators.csv" for code in unknown)
    for code in codes:
        indicator = indicators().get(code)
        if indicator is not None:
            yield from _indicator_faults(indicator, table, codes)
    if isinstance(table, MatrixTable):
        known = labels()[table.dimension.value]
        values = {value for of_level in table.values.values() for value in of_level}
        yield from (f"{value!r} is no {table.dimension}" for value in sorted(values - set(known)))
        missing = [level for level in sheet.senders if level not in table.values]
        yield from (f"rows for {level} are not declared" for level in missing)


def _indicator_faults(
    indicator: Indicator, table: RowsTable | MatrixTable | AreasTable, codes: tuple[str, ...]
) -> Iterator[str]:
    lacking = [term for term in (*indicator.numerator, *indicator.denominator) if term not in codes]
    if lacking:
        yield f"{indicator.code} is worked out from {', '.join(lacking)}, which the table lacks"
    if isinstance(table, RowsTable):
        return
    if isinstance(table, AreasTable):
        if indicator.over_units not in _ADDED_OVER_UNITS:
            yield f"{indicator.code} can't be added up over communes"
        return
    if indicator.breakdown != table.dimension:
        yield f"{indicator.code} is not broken down by {table.dimension}"


def _coverage_faults(definition: TemplateDefinition, level: Level) -> Iterator[str]:
    places: Counter[tuple[str, str]] = Counter()
    for sheet in definition.sheets_for(level):
        for table in sheet.tables:
            if isinstance(table, RowsTable):
                places.update((code, "") for code in table.codes)
            elif isinstance(table, MatrixTable):
                places.update((code, table.dimension.value) for code in table.columns)
    yield from (f"{code} stands twice for a {level}" for (code, _), times in places.items() if times > 1)
    placed = {code for code, _ in places}
    left_out = definition.left_out.get(level, {})
    missing = [code for code in indicators() if code not in placed and code not in left_out]
    yield from (f"{code} has no place for a {level}" for code in missing)
    unknown = [code for code in left_out if code not in placed]
    yield from (f"{code}, left out for a {level}, is in no table" for code in unknown)


def _codes(table: RowsTable | MatrixTable | AreasTable) -> tuple[str, ...]:
    return table.codes if isinstance(table, RowsTable) else tuple(table.columns)
