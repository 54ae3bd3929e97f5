"""What people decided that reading depends on: whose a document is, and what its sender's places mean.

Part of what an extraction is kept under: a decision about one sender re-reads that sender's documents alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from schemas.figure import Identity
from schemas.remembered import Remembered
from sources.memory.recall import Recall, recall_of


@dataclass(frozen=True, slots=True)
class Assigned:
    """The sender and the period that a person named for a document; None leaves what the document says."""

    unit_id: str | None
    period_code: str | None
    author: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What is to be known before one document is read; it travels with the document's bytes."""

    assigned: Assigned | None = None
    records: tuple[Remembered, ...] = ()


NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class Guidance:
    """All decisions in force: the remembered ones of every sender, the assignments by document id."""

    records: tuple[Remembered, ...] = ()
    assigned: Mapping[str, Assigned] = field(default_factory=lambda: MappingProxyType({}))

    def advice(self, document_id: str) -> Advice:
        """What is to be known before a document is read; who sent it is known only afterwards."""
        return Advice(self.assigned.get(document_id), self.records)

    def digest(self, document_id: str, sender_id: str | None) -> str:
        """What of the decisions concerns a document of a sender, as a part of its cache key; "" if none."""
        assigned = self.assigned.get(document_id)
        sender = assigned.unit_id if assigned is not None and assigned.unit_id else sender_id
        remembered = recall_of(self.records, sender).digest
        return f"{assigned!r}{remembered}" if assigned is not None else remembered


def advised_identity(identity: Identity, advice: Advice) -> Identity:
    """The identity of a document with what a person named in its place."""
    assigned = advice.assigned
    if assigned is None:
        return identity
    return replace(
        identity,
        unit_id=assigned.unit_id or identity.unit_id,
        period_code=assigned.period_code or identity.period_code,
        confidence=1.0,
        reasons=(*identity.reasons, f"assigned by {assigned.author}"),
    )


def advised_recall(identity: Identity, advice: Advice) -> Recall:
    """What is remembered of the sender of a document."""
    return recall_of(advice.records, identity.unit_id)
