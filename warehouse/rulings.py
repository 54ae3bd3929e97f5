"""What people decided about documents: whose they are, that they are withdrawn, that they were purged.

The last ruling on a document holds; a purge is final. What follows from a ruling is worked out where
documents are taken in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Select, func, insert, select

from schemas.errors import DecisionError
from warehouse.decisions import Decision, decision_id, log_decisions
from warehouse.tables import decisions, document_rulings
from warehouse.writing import lock_for_writing


class Action(StrEnum):
    """What may be decided about a document."""

    ASSIGN = "assign"
    WITHDRAW = "withdraw"
    PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about one document; `unit_id` and `period_code` are what it was assigned to, else None.

    `decided_at` is in UTC.
    """

    document_id: str
    action: Action
    reason: str
    author: str
    decided_at: datetime
    unit_id: str | None = None
    period_code: str | None = None

    @property
    def subject(self) -> str:
        """What the log says was decided on."""
        given = " ".join(each for each in (self.unit_id, self.period_code) if each)
        return f"{self.document_id} → {given}" if given else self.document_id

    def says_the_same(self, other: Ruling) -> bool:
        """Whether both come to the same for the document."""
        mine, its = (
            (each.document_id, each.action, each.unit_id, each.period_code) for each in (self, other)
        )
        return mine == its


def rulings_in_force(connection: Connection) -> tuple[Ruling, ...]:
    """The ruling that holds for each document that has one, by document id."""
    return tuple(
        Ruling(
            row.document_id,
            Action(row.action),
            row.reason,
            row.author or "",
            row.decided_at,
            row.unit_id,
            row.period_code,
        )
        for row in connection.execute(_in_force())
    )


def record_ruling(connection: Connection, ruling: Ruling) -> bool:
    """Write a ruling and its decision; gives False where it is in force already.

    Raises `DecisionError` for a document that was purged.
    """
    lock_for_writing(connection, f"ruling:{ruling.document_id}")
    former = next(
        (each for each in rulings_in_force(connection) if each.document_id == ruling.document_id), None
    )
    if former is not None and former.says_the_same(ruling):
        return False
    if former is not None and former.action is Action.PURGE:
        raise DecisionError(
            f"document {ruling.document_id} was purged by {former.author}; nothing of it is left to decide on"
        )
    of_document = document_rulings.c.document_id == ruling.document_id
    position = connection.execute(
        select(func.count()).select_from(document_rulings).where(of_document)
    ).scalar_one()
    key = decision_id(ruling.subject, ruling.action, str(position))
    connection.execute(
        insert(document_rulings).values(
            decision_id=key,
            document_id=ruling.document_id,
            position=position,
            action=ruling.action.value,
            unit_id=ruling.unit_id,
            period_code=ruling.period_code,
        )
    )
    log_decisions(
        connection,
        [Decision(key, ruling.action, ruling.subject, ruling.reason, ruling.author, ruling.decided_at)],
    )
    return True


def _in_force() -> Select[tuple[object, ...]]:
    last = (
        select(document_rulings.c.document_id, func.max(document_rulings.c.position).label("position"))
        .group_by(document_rulings.c.document_id)
        .subquery("last")
    )
    return (
        select(
            document_rulings.c.document_id,
            document_rulings.c.action,
            document_rulings.c.unit_id,
            document_rulings.c.period_code,
            decisions.c.reason,
            decisions.c.author,
            decisions.c.decided_at,
        )
        .join(
            last,
            (last.c.document_id == document_rulings.c.document_id)
            & (last.c.position == document_rulings.c.position),
        )
        .join(decisions, decisions.c.decision_id == document_rulings.c.decision_id)
        .order_by(document_rulings.c.document_id)
    )
