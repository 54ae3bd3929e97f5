"""Each table of the warehouse and its frame schema say the same."""

from __future__ import annotations

import pyarrow as pa
import pytest
from sqlalchemy import Boolean, Date, DateTime, Float, Integer, Numeric, String, Table

from schemas.frames.catalogue import FRAMES
from warehouse.engine import schema_version
from warehouse.tables import TWINS, metadata

ARROW_TYPES = {
    String: pa.string(),
    Numeric: pa.decimal128(24, 6),
    Integer: pa.int64(),
    Float: pa.float64(),
    Boolean: pa.bool_(),
    Date: pa.date32(),
    DateTime: pa.timestamp("us"),
}
WRITTEN = [
    table for table in metadata.sorted_tables if table not in TWINS.values() and table is not schema_version
]


def arrow_type(column_type: object) -> pa.DataType:
    for kind in (Float, *ARROW_TYPES):
        if isinstance(column_type, kind):
            return ARROW_TYPES[kind]
    raise AssertionError(column_type)


def test_every_table_has_a_frame_schema() -> None:
    assert set(FRAMES) == {table.name for table in WRITTEN}


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_a_frame_schema_has_the_columns_of_its_table_in_order(table: Table) -> None:
    assert list(FRAMES[table.name].columns) == table.c.keys()


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_a_frame_schema_has_the_types_of_its_table(table: Table) -> None:
    types = {name: column.dtype.type.pyarrow_dtype for name, column in FRAMES[table.name].columns.items()}
    assert types == {column.name: arrow_type(column.type) for column in table.c}


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_a_frame_schema_allows_nulls_where_its_table_does(table: Table) -> None:
    nullable = {name for name, column in FRAMES[table.name].columns.items() if column.nullable}
    assert nullable == {column.name for column in table.c if column.nullable}


@pytest.mark.parametrize("table", list(TWINS), ids=lambda table: table.name)
def test_a_published_table_is_its_staged_twin_and_a_release(table: Table) -> None:
    assert TWINS[table].c.keys() == ["release_id", *table.c.keys()]
