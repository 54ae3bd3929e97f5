"""The log of what people decided: one row each, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection

from warehouse.writing import append_decisions


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what was done (`action`) with what (`subject`), why, by whom, when (UTC)."""

    decision_id: str
    action: str
    subject: str
    reason: str
    author: str
    decided_at: datetime


def decision_id(*parts: str) -> str:
    """The id of a decision, from what was decided."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def log_decisions(connection: Connection, decisions: Sequence[Decision]) -> None:
    """Add decisions to the log; one that is there already stays as it was first recorded."""
    if not decisions:
        return
    columns = [field.name for field in fields(Decision)]
    rows = [[getattr(each, name) for name in columns] for each in decisions]
    frame = pd.DataFrame(rows, columns=columns)
    frame["decided_at"] = frame["decided_at"].map(lambda instant: instant.replace(tzinfo=None))
    append_decisions(connection, frame)
