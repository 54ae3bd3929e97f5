"""How frames become rows: an asset replaces its period, logs grow, dimensions are replaced whole.

Everything happens in the caller's transaction and in bulk. How the bytes travel stands in `loading`; what
is computed inside the warehouse is written by its own statements.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Column, Connection, MetaData, Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import CreateTable, DropTable

from schemas.errors import RuleError
from warehouse.loading import arrow_rows, bulk_insert
from warehouse.tables import DIMENSIONS, decisions, documents, observations, published_observations


def period_column(table: Table) -> Column[str]:
    """The column that says which period's run a row belongs to.

    For observations it is the document's period: the figure's own may be another (a previous year's).
    """
    reported_here = table is observations or table is published_observations
    return table.c.reported_period_code if reported_here else table.c.period_code


def replace_period(connection: Connection, table: Table, period_code: str, frame: pd.DataFrame) -> int:
    """Replace the rows of `period_code` in a staged `table` by those of `frame`; gives their number.

    `frame` has the columns of the table's frame schema and rows of this period alone. Raises RuleError where
    a row breaks the schema or belongs to another period, WarehouseError where the database refuses.
    """
    rows = arrow_rows(table, frame)
    column = period_column(table)
    others = set(rows.column(column.name).unique().to_pylist()) - {period_code}
    if others:
        raise RuleError(f"{table.fullname}: rows of {sorted(map(str, others))} in a frame of {period_code}")
    lock_for_writing(connection, f"{table.fullname}:{period_code}")
    connection.execute(delete(table).where(column == period_code))
    bulk_insert(connection, table, rows)
    return int(rows.num_rows)


def append_documents(connection: Connection, frame: pd.DataFrame) -> int:
    """Record receipts; a receipt already known takes the given facts but keeps its first `received_at`."""
    return _upsert(connection, documents, frame, kept=("received_at",))


def append_decisions(connection: Connection, frame: pd.DataFrame) -> int:
    """Record what people decided; a decision already known stays as it was first recorded."""
    return _upsert(connection, decisions, frame, kept=tuple(decisions.c.keys()))


def write_dimensions(connection: Connection, frames: Mapping[str, pd.DataFrame]) -> None:
    """Replace dimension tables, given by name ("units", "periods" …), each as a whole.

    Raises RuleError where a name is not a dimension or a row breaks its schema.
    """
    dimensions = {table.name: table for table in DIMENSIONS}
    unknown = sorted(set(frames) - set(dimensions))
    if unknown:
        raise RuleError(f"not dimensions: {unknown}; expected some of {sorted(dimensions)}")
    for name, frame in frames.items():
        rows = arrow_rows(dimensions[name], frame)
        lock_for_writing(connection, name)
        connection.execute(delete(dimensions[name]))
        bulk_insert(connection, dimensions[name], rows)


def lock_for_writing(connection: Connection, what: str) -> None:
    """Let only one transaction at a time write `what`; DuckDB has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def _upsert(connection: Connection, table: Table, frame: pd.DataFrame, *, kept: tuple[str, ...]) -> int:
    rows = arrow_rows(table, frame)
    columns = [Column(column.name, column.type) for column in table.c]
    arrived = Table(f"arrived_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
    connection.execute(CreateTable(arrived))
    bulk_insert(connection, arrived, rows)
    names, key = table.c.keys(), table.primary_key.columns.keys()
    arriving = insert(table).from_select(names, select(arrived))
    changes = {name: arriving.excluded[name] for name in names if name not in {*key, *kept}}
    if changes:
        connection.execute(arriving.on_conflict_do_update(index_elements=key, set_=changes))
    else:
        connection.execute(arriving.on_conflict_do_nothing(index_elements=key))
    connection.execute(DropTable(arrived))
    return int(rows.num_rows)
