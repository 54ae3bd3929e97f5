"""The temporary tables in which one period is worked out; they end with the connection.

What belongs here is the shape of intermediate results that several statements share: the tree in force,
the observations as weighed, the values as stated, the values as rolled up. Results that anyone else reads
stand in `tables`. A missing `unit_kind` or `category` is the empty text here, so that keys can be joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    func,
)

from warehouse.tables import VALUE

_working = MetaData()

# How far a value is trusted (DESIGN, "Where several sources give one figure"); smaller is stronger.
OWN_REPORT = 1
SUM_OF_CHILDREN = 2
REPORT_OF_ANOTHER = 3
NOTICE = 4
NEWS = 5


def _key() -> list[Column[Any]]:
    names = ("unit_id", "indicator_code", "unit_kind", "category")
    return [Column(name, String, nullable=False) for name in names]


def _temporary(name: str, *columns: Column[Any]) -> Table:
    return Table(name, _working, *columns, prefixes=["TEMPORARY"])


# The units under the roots on the last day of the period; `depth` 0 is a root. `rolls_up` holds for the
# administrative levels and for departments, whose figures join at their parent; organisations and
# residential areas keep theirs to themselves. `owes` marks a unit that has to send a report.
tree = _temporary(
    "working_tree",
    Column("unit_id", String, nullable=False),
    Column("parent_id", String),
    Column("root_id", String, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("rolls_up", Boolean, nullable=False),
    Column("owes", Boolean, nullable=False),
)

# One row per unit: how many reporting units its totals should be made of.
owing = _temporary(
    "working_owing",
    Column("unit_id", String, nullable=False),
    Column("units_expected", Integer, nullable=False),
)

# Every observation that could give a value of the period; `is_used` marks those that do.
weighed = _temporary(
    "working_weighed",
    Column("observation_id", String, nullable=False),
    *_key(),
    Column("value", VALUE),
    Column("strength", Integer, nullable=False),
    Column("exactness", Integer, nullable=False),  # 1 exact, 0 not
    Column("is_used", Boolean, nullable=False),
)

# The one stated value of a key: what the documents say about a unit, before any roll-up.
stated = _temporary(
    "working_stated",
    *_key(),
    Column("value", VALUE),
    Column("strength", Integer, nullable=False),
    Column("exactness", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("is_total_of_kinds", Boolean, nullable=False),
)

# The value of a key after the roll-up. `sources` counts the units whose statement is in it, `covered`
# the reporting units among them. Ratios carry the terms that they are made of.
rolled = _temporary(
    "working_rolled",
    *_key(),
    Column("depth", Integer, nullable=False),
    Column("value", VALUE),
    Column("numerator", VALUE),
    Column("denominator", VALUE),
    Column("strength", Integer, nullable=False),
    Column("exactness", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("is_total_of_kinds", Boolean, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("covered", Integer, nullable=False),
)

# What each value is made of; `depth` is that of its unit.
made = _temporary(
    "working_made",
    *_key(),
    Column("depth", Integer, nullable=False),
    Column("observation_id", String, nullable=False),
    Column("operation", String, nullable=False),
)

TABLES = (tree, owing, weighed, stated, rolled, made)


def make_working_tables(connection: Connection) -> None:
    """Drop the working tables of an earlier period on this connection, and make them empty."""
    drop_working_tables(connection)
    for table in TABLES:
        table.create(connection, checkfirst=False)


def drop_working_tables(connection: Connection) -> None:
    """Remove the working tables; rows of a period must not be read as those of the next."""
    for table in TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")


def key_columns(source: Any) -> list[ColumnElement[Any]]:
    """The four key columns of a working table or CTE."""
    return [source.c.unit_id, source.c.indicator_code, source.c.unit_kind, source.c.category]


def same_key(left: Any, right: Any) -> ColumnElement[bool]:
    """Whether two working rows have the same key."""
    pairs = zip(key_columns(left), key_columns(right), strict=True)
    return and_(*(one == other for one, other in pairs))


def without_null(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A stored `unit_kind` or `category` as the working tables spell it."""
    return func.coalesce(column, "")


def with_null(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A working `unit_kind` or `category` as it is stored."""
    return func.nullif(column, "")


def insert_columns(table: Table) -> Sequence[str]:
    """The columns of a table in their order, for INSERT … SELECT."""
    return [column.name for column in table.columns]
