"""What an asset tells Dagster of the rows it made: how many, how they divide, what the first look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dagster import AssetCheckResult, MaterializeResult, MetadataValue
from sqlalchemy import Connection, Row, Table, func, select

from warehouse.writing import period_column

OWNERS = ["team:data"]
_PREVIEW_ROWS = 10
_LONGEST_CELL = 60
# Dagster keeps what it is told in its own storage, where a purge does not reach.
_QUOTED = frozenset({"quote", "raw", "note", "message", "name"})


def described(
    connection: Connection,
    table: Table,
    period_code: str,
    by: str | None = None,
    checks: Sequence[AssetCheckResult] = (),
) -> MaterializeResult[None]:
    """The result of an asset that is a staged table: its rows of a period, counted `by` a column if given.

    `checks` are the results of the asset's own checks.
    """
    of_period = period_column(table) == period_code
    shown = [column for column in table.c if column.name not in _QUOTED]
    rows = connection.execute(select(*shown).where(of_period).limit(_PREVIEW_ROWS)).all()
    metadata: dict[str, Any] = {"preview": MetadataValue.md(as_markdown([c.name for c in shown], rows))}
    if by is None:
        total = connection.execute(select(func.count()).select_from(table).where(of_period)).scalar_one()
    else:
        counts = _counts(connection, table, period_code, by)
        metadata[f"by_{by}"] = MetadataValue.json(counts)
        total = sum(counts.values())
    return MaterializeResult(metadata={"dagster/row_count": total, **metadata}, check_results=list(checks))


def result(row_count: int, metadata: Mapping[str, Any]) -> MaterializeResult[None]:
    """The result of an asset that made so many rows."""
    return MaterializeResult(metadata={"dagster/row_count": row_count, **metadata})


def as_markdown(columns: Sequence[str], rows: Iterable[Row[tuple[object, ...]] | Sequence[object]]) -> str:
    """A table for Dagster's pages; long texts are cut."""
    lines = [list(columns), ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _counts(connection: Connection, table: Table, period_code: str, by: str) -> dict[str, int]:
    statement = (
        select(table.c[by], func.count())
        .where(period_column(table) == period_code)
        .group_by(table.c[by])
        .order_by(table.c[by])
    )
    return {str(value): int(count) for value, count in connection.execute(statement)}


def _cell(value: object) -> str:
    text = "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
