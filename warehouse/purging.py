"""Taking back what should never have been kept: the words of some documents, in all releases and files.

Values that were published stay in their releases, as the record of what was said then; what was quoted goes:
sentences, numbers as written, names of lists, messages that repeat them. What a database keeps of rows after
they were changed is rewritten too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Table, delete, update
from sqlalchemy.exc import DBAPIError

from schemas.errors import WarehouseError
from warehouse.engine import DatabaseKind, Warehouse, duckdb_engine
from warehouse.memory import forget_wordings
from warehouse.snapshot import write_snapshot
from warehouse.tables import (
    findings,
    listings,
    observations,
    published_findings,
    published_listings,
    published_observations,
)

MASK = "[…]"
_NEXT = ".next"


def purge_words(connection: Connection, document_ids: Sequence[str]) -> None:
    """Blank what is quoted of some documents in every release, and drop their staged rows."""
    for staged in (observations, listings, findings):
        connection.execute(delete(staged).where(staged.c.document_id.in_(document_ids)))
    _blank(connection, published_observations, document_ids, quote=None, raw=MASK)
    _blank(connection, published_listings, document_ids, name=MASK, note=None)
    _blank(connection, published_findings, document_ids, message=MASK)
    forget_wordings(connection, document_ids)


def rewrite_files(warehouse: Warehouse) -> None:
    """Write the database anew without what its changed rows held, and the readers' snapshot with it.

    Raises `PublishError` where the snapshot can't be written, `WarehouseError` where another run holds the
    database.
    """
    if warehouse.kind is DatabaseKind.POSTGRESQL:
        _vacuum(warehouse)
        return
    assert warehouse.build_path is not None
    fresh = warehouse.build_path.with_suffix(_NEXT)
    fresh.unlink(missing_ok=True)
    try:
        _copy(warehouse.build_path, fresh)
    except DBAPIError as error:
        raise WarehouseError(f"{warehouse.build_path}: can't be written anew: {error.orig}") from error
    fresh.replace(warehouse.build_path)
    if warehouse.published_path is not None and warehouse.published_path.exists():
        write_snapshot(warehouse)


def _copy(source: Path, target: Path) -> None:
    with duckdb_engine(target).connect() as connection:
        autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
        autocommit.exec_driver_sql(f"ATTACH '{_quoted(source)}' AS former (READ_ONLY)")
        autocommit.exec_driver_sql(f'COPY FROM DATABASE former TO "{target.stem}"')
        autocommit.exec_driver_sql("DETACH DATABASE former")


def _blank(connection: Connection, table: Table, document_ids: Sequence[str], **words: str | None) -> None:
    connection.execute(update(table).where(table.c.document_id.in_(document_ids)).values(**words))


def _vacuum(warehouse: Warehouse) -> None:
    with warehouse.engine.connect() as connection:
        autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in (published_observations, published_listings, published_findings):
            autocommit.exec_driver_sql(f"VACUUM FULL {table.fullname}")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
