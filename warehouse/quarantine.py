"""Rows that a schema turned away, beside those that went on: rows in are rows stored plus set apart."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Table, delete, func, select

from warehouse.loading import arrow_rows, bulk_insert
from warehouse.tables import quarantined_rows
from warehouse.writing import period_column


@dataclass(frozen=True, slots=True)
class Account:
    """How many rows came for a table and period, and where they are now."""

    came: int
    stored: int
    set_apart: int

    @property
    def adds_up(self) -> bool:
        """Whether no row was lost and none came twice."""
        return self.came == self.stored + self.set_apart


def set_apart(connection: Connection, table: Table, period_code: str, frame: pd.DataFrame) -> None:
    """Replace what was set apart of a table's rows of a period; `frame` is of `QUARANTINED_ROWS`."""
    connection.execute(
        delete(quarantined_rows).where(
            quarantined_rows.c.period_code == period_code, quarantined_rows.c.table_name == table.name
        )
    )
    bulk_insert(connection, quarantined_rows, arrow_rows(quarantined_rows, frame))


def account_of(connection: Connection, table: Table, period_code: str, came: int) -> Account:
    """Count anew, in the warehouse, what became of the rows that came."""
    stored = select(func.count()).select_from(table).where(period_column(table) == period_code)
    apart = (
        select(func.count())
        .select_from(quarantined_rows)
        .where(quarantined_rows.c.period_code == period_code, quarantined_rows.c.table_name == table.name)
    )
    return Account(came, connection.execute(stored).scalar_one(), connection.execute(apart).scalar_one())
