"""The digest of a period's staged rows: equal rows, equal digest, whenever, wherever and however often run.

What is left out: instants (`received_at`), ids of things that a run names (observations, listings, findings,
documents, evidence) and the places in files that go with them (`locator`, `start_at`, `end_at`, `statement`).
Everything else counts: keys of units and indicators, values, quotes, qualifiers, messages, ratings, days due.
So the same figures from a file that was only renamed or laid out anew make no new release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Column, Connection, Table, select

from warehouse.tables import TWINS
from warehouse.writing import period_column

LEFT_OUT = frozenset(
    {
        "observation_id",
        "listing_id",
        "finding_id",
        "document_id",
        "evidence_id",
        "received_at",
        "locator",
        "start_at",
        "end_at",
        "statement",
    }
)


def period_digest(connection: Connection, period_code: str) -> str:
    """SHA-256, in hexadecimal, over the staged rows of `period_code` in every released table.

    Rows are hashed one by one and their hashes sorted, so that neither the order of rows nor a collation
    of the database matters; both engines give the same digest.
    """
    whole = hashlib.sha256()
    for table in sorted(TWINS, key=lambda each: each.name):
        whole.update(f"{table.name}\n".encode())
        columns = digest_columns(table)
        rows = connection.execute(select(*columns).where(period_column(table) == period_code))
        for row_hash in sorted(_row_hashes(rows)):
            whole.update(row_hash)
    return whole.hexdigest()


def digest_columns(table: Table) -> tuple[Column[object], ...]:
    """The columns of a staged table that count in the digest, in the table's order."""
    return tuple(column for column in table.c if column.name not in LEFT_OUT)


def _row_hashes(rows: Iterable[Sequence[object]]) -> Iterable[bytes]:
    for row in rows:
        yield hashlib.sha256("\x1f".join(map(_canonical, row)).encode()).digest()


def _canonical(cell: object) -> str:
    """A text for a cell that does not depend on the driver that read it; null is not the empty text."""
    match cell:
        case None:
            return "\x00"
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:.6f}"
        case float():
            return f"{cell:.6f}"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
