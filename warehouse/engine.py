"""How the warehouse is opened: its engine, its transactions, its schemas.

On DuckDB runs write to a private build file and readers get a snapshot (`snapshot` makes it), so that a
reader never locks a run out; one process at a time writes. On PostgreSQL both use the same tables.
Statements do not belong here, nor does what a table holds (`tables`) or a view shows (`views`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    String,
    Table,
    create_engine,
    insert,
    select,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateSchema, CreateTable

from schemas.errors import WarehouseError
from warehouse.tables import BI, PUBLISHED, STAGE, metadata
from warehouse.views import create_views, views_digest

SCHEMA_VERSION = 1
"""Counts up with every changed table; migrations take an older warehouse from one to the next. A new table
is simply made.
"""

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, nullable=False),
    Column("views_digest", String, nullable=False),
    Column("applied_at", DateTime, nullable=False),
    schema=PUBLISHED,
)

BUILD_FILE = Path("warehouse/build.duckdb")
SNAPSHOT_FILE = Path("published/tonghop.duckdb")


class DatabaseKind(StrEnum):
    """The databases that the statements of this room are written for."""

    DUCKDB = "duckdb"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """An open warehouse.

    `build_path` is the DuckDB file that runs write to and `published_path` the snapshot that readers open;
    both are None on PostgreSQL.
    """

    engine: Engine
    kind: DatabaseKind
    build_path: Path | None = None
    published_path: Path | None = None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction for writing: committed at the end of the block, undone where it raises.

        Raises WarehouseError where the database can't be opened or another run holds it.
        """
        connection = _connect(self.engine)
        with connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees what readers see: on DuckDB the published snapshot, opened read-only.

        Raises WarehouseError where nothing has been published yet.
        """
        if self.published_path is None:
            with _connect(self.engine) as connection:
                yield connection
            return
        with open_snapshot(self.published_path) as connection:
            yield connection


def open_warehouse(place: str | Path, *, published: Path | None = None) -> Warehouse:
    """Open the warehouse at `place`: a data folder (DuckDB inside it) or a database address.

    A folder holds `warehouse/build.duckdb` and `published/tonghop.duckdb`; `duckdb:///FILE` names the build
    file itself, with the snapshot in `published/` beside it; `postgresql+psycopg://…` a server. `published`
    puts the snapshot elsewhere. Tables are made by `create_schema`. Raises WarehouseError.
    """
    if isinstance(place, Path) or "://" not in place:
        folder = Path(place)
        return _open_duckdb(folder / BUILD_FILE, published or folder / SNAPSHOT_FILE)
    url = _parse(place)
    if url.get_backend_name() == DatabaseKind.DUCKDB and url.database:
        build = Path(url.database)
        return _open_duckdb(build, published or build.parent / SNAPSHOT_FILE)
    if url.get_backend_name() == DatabaseKind.POSTGRESQL:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
        return Warehouse(engine, DatabaseKind.POSTGRESQL)
    raise WarehouseError(
        f"{url.render_as_string(hide_password=True)}: expected a folder, duckdb:///FILE or postgresql+psycopg://…"
    )


def create_schema(connection: Connection) -> None:
    """Make the schemas, tables and views that are not there yet, in the caller's transaction.

    Costs one query where all is up to date. Raises WarehouseError where the warehouse was built by another
    version of the tables, which only a migration can take further.
    """
    connection.execute(CreateSchema(PUBLISHED, if_not_exists=True))
    connection.execute(CreateTable(schema_version, if_not_exists=True))
    digest = _schema_digest(connection.dialect)
    state = connection.execute(select(schema_version.c.version, schema_version.c.views_digest)).one_or_none()
    if state is not None and state.version != SCHEMA_VERSION:
        raise WarehouseError(
            f"the warehouse has tables of version {state.version}, this program needs {SCHEMA_VERSION}: "
            "migrate it, or point the program at another data folder"
        )
    if state is not None and state.views_digest == digest:
        return
    for schema in (STAGE, BI):
        connection.execute(CreateSchema(schema, if_not_exists=True))
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
    create_views(connection)
    connection.execute(schema_version.delete())
    connection.execute(
        insert(schema_version).values(
            version=SCHEMA_VERSION, views_digest=digest, applied_at=datetime.now(UTC).replace(tzinfo=None)
        )
    )


@contextmanager
def open_snapshot(path: Path) -> Iterator[Connection]:
    """A read-only connection to a published snapshot; reconnect to see a newer one.

    Raises WarehouseError where there is none at `path`.
    """
    if not path.exists():
        raise WarehouseError(f"{path}: nothing has been published yet; run `tonghop run` first")
    engine = duckdb_engine(path, read_only=True)
    with _connect(engine) as connection:
        yield connection


def duckdb_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on a DuckDB file that holds the file open only while a connection is (no pool)."""
    options: dict[str, object] = {"config": {"autoinstall_known_extensions": False}}
    if read_only:
        options["read_only"] = True
    return create_engine(URL.create("duckdb", database=str(path)), poolclass=NullPool, connect_args=options)


def _schema_digest(dialect: Dialect) -> str:
    """Changes with the views and with the list of tables: what is new is made where it is missing."""
    tables = " ".join(sorted(metadata.tables))
    return hashlib.sha256(f"{views_digest(dialect)} {tables}".encode()).hexdigest()


def _open_duckdb(build: Path, published: Path) -> Warehouse:
    try:
        build.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"{build.parent}: can't make the folder of the warehouse: {error}") from error
    return Warehouse(duckdb_engine(build), DatabaseKind.DUCKDB, build, published)


def _connect(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except DBAPIError as error:
        place = engine.url.render_as_string(hide_password=True)
        cure = "wait for the other run to end" if "lock" in str(error.orig) else "check the address"
        raise WarehouseError(f"{place}: can't open the warehouse ({error.orig}); {cure}") from error


def _parse(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError as error:
        raise WarehouseError("the address of the warehouse is not a URL") from error
