"""The temporary tables in which periods are worked out; they end with the connection.

What belongs here is the shape of intermediate results that several statements share: the trees in force, the
observations that count, the values as stated and as summed. Results that anyone else reads stand in `tables`.

A unit in the tree of one period is a `node`, an indicator with its unit kind and category a `measure`: small
numbers that hold for one run of the statements alone, so that millions of rows are joined and grouped by two
integers, and one statement serves any number of periods. A missing `unit_kind` or `category` is the empty
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    SmallInteger,
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


def temporary(name: str, *columns: Column[Any]) -> Table:
    """A working table; it lives with the connection that makes it."""
    return Table(name, _working, *columns, prefixes=["TEMPORARY"])


def _number(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _small(name: str) -> Column[int]:
    return Column(name, SmallInteger, nullable=False)


def _text(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, String, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


# The units under the roots on the last day of each period; `depth` 0 is a root. `rolls_up` holds for the
# administrative levels and for departments, whose figures join at their parent; organisations and
# residential areas keep theirs to themselves. `owes` marks a unit that has to send a report.
tree = temporary(
    "working_tree",
    _number("node"),
    _number("parent", nullable=True),
    _text("period_code"),
    _text("unit_id"),
    _text("parent_id", nullable=True),
    _text("root_id"),
    _small("depth"),
    _flag("rolls_up"),
    _flag("owes"),
)

# One row per node: how many reporting units its totals should be made of.
owing = temporary("working_owing", _number("node"), _number("units_expected"))

# Every indicator, unit kind and category that may have a value. `total` is the measure of the same indicator
# over all kinds and categories, `adds_up` whether parents sum it, `factor` 100 for a percentage.
measures = temporary(
    "working_measures",
    _number("measure"),
    _number("total"),
    _text("indicator_code"),
    _text("unit_kind"),
    _text("category"),
    _text("domain"),
    _flag("adds_up"),
    _flag("is_ratio"),
    _small("factor"),
)

# What each ratio is made of: `side` is numerator or denominator, `terms` how many terms there are in all.
terms = temporary("working_terms", _number("ratio"), _number("measure"), _text("side"), _small("terms"))

# The accepted documents that may give values; `authority`: how far they are trusted about another's figures.
sources = temporary(
    "working_sources",
    _number("source"),
    _text("document_id"),
    _text("content_hash"),
    Column("dated_on", Date),
    _flag("is_report"),
    _small("authority"),
)

# Every observation that could give a value. `exactness` is 1 for an exact figure, else 0.
facts = temporary(
    "working_facts",
    _number("fact"),
    _text("observation_id"),
    _number("node"),
    _number("measure"),
    _small("depth"),
    Column("value", VALUE, nullable=False),
    _small("strength"),
    _small("exactness"),
    _small("is_own_period"),
    _small("role_order"),
    _number("source"),
    _text("sender_id"),
    _text("decided_by"),
    _text("subset"),
    _text("locator"),
    _number("start_at"),
)

# The keys about which more than one observation speaks, and the observations about them that are not taken.
contested = temporary("working_contested", _number("node"), _number("measure"))
passed_over = temporary("working_passed_over", _number("fact"))

# The one stated value of a key: what the documents say about a unit, before any roll-up. A ratio's `value` is
# its numerator. `statements` counts the observations that were added.
stated = temporary(
    "working_stated",
    _number("node"),
    _number("measure"),
    _small("depth"),
    Column("value", VALUE, nullable=False),
    Column("denominator", VALUE),
    _small("strength"),
    _small("exactness"),
    _number("statements"),
    _flag("is_total_of_kinds"),
)

# What the children of a node add up to, where any has a value. `sources` counts the units whose statement is
# in it, `covered` the reporting units among them; `is_chosen` says that nothing stated comes before it.
summed = temporary(
    "working_summed",
    _number("node"),
    _number("measure"),
    _small("depth"),
    Column("value", VALUE, nullable=False),
    Column("denominator", VALUE),
    _small("exactness"),
    _number("sources"),
    _number("covered"),
    _flag("is_chosen"),
)

# What each value is made of; `depth` is that of its unit.
made = temporary(
    "working_made",
    _number("node"),
    _number("measure"),
    _small("depth"),
    _number("fact"),
    _text("operation"),
)

TABLES = (
    tree,
    owing,
    measures,
    terms,
    sources,
    facts,
    contested,
    passed_over,
    stated,
    summed,
    made,
)


def make_working_tables(connection: Connection) -> None:
    """Drop the working tables of an earlier run on this connection, and make them empty."""
    make_tables(connection, TABLES)


def make_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Make some working tables anew, empty."""
    drop_tables(connection, tables)
    for table in tables:
        table.create(connection, checkfirst=False)


def drop_working_tables(connection: Connection) -> None:
    """Remove the working tables; rows of one run must not be read as those of the next."""
    drop_tables(connection, TABLES)


def drop_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Remove some working tables."""
    for table in tables:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")


def study(connection: Connection, *tables: Table) -> None:
    """Let PostgreSQL count what has just been filled: it plans joins of fresh temporary tables blindly."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f"ANALYZE {table.name}")


def same_place(left: Any, right: Any) -> ColumnElement[bool]:
    """Whether two working rows are about the same measure of the same node."""
    return and_(left.c.node == right.c.node, left.c.measure == right.c.measure)


def key_columns(source: Any) -> list[ColumnElement[Any]]:
    """The four key columns of a figure."""
    return [source.c.unit_id, source.c.indicator_code, source.c.unit_kind, source.c.category]


def same_key(left: Any, right: Any) -> ColumnElement[bool]:
    """Whether two rows have the same four key columns, none of them null."""
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
