"""Moving a frame into a table in one stroke: Arrow on DuckDB, COPY on PostgreSQL.

Here is how bytes travel; which rows are replaced or kept is decided in `writing`.
"""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from schemas.errors import RuleError, WarehouseError
from schemas.frames.catalogue import FRAMES
from schemas.frames.conform import conform

_INCOMING = "incoming_rows"


def arrow_rows(table: Table, frame: pd.DataFrame) -> pa.Table:
    """`frame` as Arrow in the types of `table`'s schema, every row of it sound.

    Raises RuleError at the first row that breaks the schema: such rows are set apart by `conform` before.
    """
    conformed = conform(frame, FRAMES[table.name])
    if conformed.failures:
        first = conformed.failures[0]
        raise RuleError(
            f"{table.fullname}: {len(conformed.quarantined)} rows break the schema, first row {first.row}, "
            f"column {first.column}: {first.value!r} fails {first.check}; quarantine them with conform()"
        )
    return pa.Table.from_pandas(conformed.good, preserve_index=False).replace_schema_metadata(None)


def bulk_insert(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Append `rows` to `table` in the caller's transaction; raises WarehouseError where they are refused."""
    if rows.num_rows == 0:
        return
    try:
        if connection.dialect.name == "duckdb":
            _insert_from_arrow(connection, table, rows)
        else:
            _copy(connection, table, rows)
    except (DBAPIError, pa.ArrowException) as error:
        raise WarehouseError(f"{table.fullname}: {rows.num_rows} rows were refused: {error}") from error


def _insert_from_arrow(connection: Connection, table: Table, rows: pa.Table) -> None:
    driver: Any = connection.connection.driver_connection
    names = _column_list(connection, rows)
    driver.register(_INCOMING, rows)
    try:
        connection.exec_driver_sql(f"INSERT INTO {table.fullname} ({names}) SELECT {names} FROM {_INCOMING}")
    finally:
        driver.unregister(_INCOMING)


def _copy(connection: Connection, table: Table, rows: pa.Table) -> None:
    """As CSV: a quoted empty text is a value, an unquoted one a null."""
    driver: Any = connection.connection.driver_connection
    names = _column_list(connection, rows)
    target = connection.dialect.identifier_preparer.format_table(table)
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} ({names}) FROM STDIN (FORMAT csv)") as copy:
        copy.write(_as_csv(rows))


def _as_csv(rows: pa.Table) -> bytes:
    texts = pa.table({name: pyarrow.compute.cast(rows[name], pa.string()) for name in rows.column_names})
    buffer = io.BytesIO()
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="all_valid")
    pyarrow.csv.write_csv(texts, buffer, options)
    return buffer.getvalue()


def _column_list(connection: Connection, rows: pa.Table) -> str:
    quote = connection.dialect.identifier_preparer.quote
    return ", ".join(quote(name) for name in rows.column_names)
