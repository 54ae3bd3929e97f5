"""The DuckDB file that readers open: released tables and views, replaced as a whole.

A reader that has the old file open keeps seeing it whole; one that connects again sees the new one. Run by
`release` after its transaction; on PostgreSQL there is nothing to do, readers see the commit.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema

from schemas.errors import PublishError, WarehouseError
from warehouse.engine import Warehouse, duckdb_engine, schema_version
from warehouse.tables import BI, DIMENSIONS, PUBLISHED, decisions, documents, metadata, releases
from warehouse.views import create_views

_READ_ONLY = 0o444
_UNFINISHED = ".next-"
_LOGS_AND_DIMENSIONS = (releases, documents, decisions, schema_version, *DIMENSIONS)


def write_snapshot(warehouse: Warehouse) -> None:
    """Make the readers' file anew from what is released and put it in place in one step.

    Holds `published` and `bi`, never `stage`. Raises PublishError; readers then still see the former file.
    """
    if warehouse.published_path is None:
        return
    target = warehouse.published_path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(target.parent)
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target.parent))
        try:
            _replace(_built(warehouse, folder / target.name), target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except (OSError, DBAPIError, WarehouseError) as error:
        raise PublishError(f"{target}: the snapshot could not be written: {error}") from error


def refresh_snapshot(warehouse: Warehouse) -> bool:
    """Make the readers' file anew where receipts, dimensions or releases differ from what it holds.

    Gives whether it was made. Staged rows never show. Raises PublishError as `write_snapshot` does.
    """
    if snapshot_is_current(warehouse):
        return False
    write_snapshot(warehouse)
    return True


def snapshot_is_current(warehouse: Warehouse) -> bool:
    """Whether readers see what the build file has released and recorded (always so on PostgreSQL).

    Released rows never change, so that the list of releases stands for them; logs and dimensions are
    compared row by row.
    """
    if warehouse.published_path is None:
        return True
    if not warehouse.published_path.exists():
        return False
    with _outside_transaction(warehouse) as connection:
        place = _quoted(warehouse.published_path)
        try:
            connection.exec_driver_sql(f"ATTACH '{place}' AS snapshot (READ_ONLY)")
            return not any(_differs(connection, table) for table in _LOGS_AND_DIMENSIONS)
        except DBAPIError:
            return False
        finally:
            connection.exec_driver_sql("DETACH DATABASE IF EXISTS snapshot")


def _differs(connection: Connection, table: Table) -> bool:
    """Whether a row of the table is in the build file alone or in the snapshot alone."""
    built, shown = f"SELECT * FROM {table.fullname}", f"SELECT * FROM snapshot.{table.fullname}"
    one_sided = f"({built} EXCEPT ALL {shown}) UNION ALL ({shown} EXCEPT ALL {built})"
    return connection.exec_driver_sql(f"{one_sided} LIMIT 1").first() is not None


@contextmanager
def _outside_transaction(warehouse: Warehouse) -> Iterator[Connection]:
    with warehouse.engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _built(warehouse: Warehouse, path: Path) -> Path:
    """A complete file at `path`; it bears its final name, which DuckDB takes for the catalogue's."""
    with _outside_transaction(warehouse) as connection:
        connection.exec_driver_sql(f"ATTACH '{_quoted(path)}' AS snapshot")
        connection.exec_driver_sql(f"CREATE SCHEMA snapshot.{PUBLISHED}")
        for table in metadata.sorted_tables:
            if table.schema == PUBLISHED:
                connection.exec_driver_sql(f"CREATE TABLE snapshot.{table.fullname} AS FROM {table.fullname}")
        connection.exec_driver_sql("DETACH snapshot")
    with duckdb_engine(path).begin() as connection:
        connection.execute(CreateSchema(BI))
        create_views(connection)
    return path


def _clear_unfinished(folder: Path) -> None:
    """Remove what a run that was killed left behind; only one run at a time gets here."""
    for leftover in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _replace(built: Path, target: Path) -> None:
    built.chmod(_READ_ONLY)
    _sync(built)
    built.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
