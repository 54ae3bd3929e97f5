"""What people decided on places of a sender's documents, by version; the last one of a place holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Subquery, and_, func, insert, select, update

from schemas.remembered import QuestionKind, Remembered
from warehouse.decisions import Decision, decision_id, log_decisions
from warehouse.tables import decisions, remembered_mappings
from warehouse.writing import lock_for_writing

REMEMBER = "remember"
"""The action of these decisions in the log."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A person's answer to one question, as it comes in; `decided_at` is in UTC."""

    kind: QuestionKind
    sender_id: str
    layout: str
    place: str
    answer: str
    anchor: str
    wording: str
    reason: str
    author: str
    decided_at: datetime
    document_id: str | None = None


def remembered(connection: Connection) -> tuple[Remembered, ...]:
    """The decisions in force, in a fixed order."""
    last = _last_versions()
    columns = remembered_mappings.c
    query = (
        select(*columns, decisions.c.author)
        .join(
            last,
            and_(*(last.c[name] == columns[name] for name in (*_PLACE, "version"))),
        )
        .join(decisions, decisions.c.decision_id == columns.decision_id)
    )
    return tuple(
        sorted(
            Remembered(
                QuestionKind(row.kind),
                row.sender_id,
                row.layout,
                row.place,
                row.decision_id,
                row.answer,
                row.author or "",
                row.anchor,
                row.wording,
            )
            for row in connection.execute(query)
        )
    )


def remember(connection: Connection, answers: Iterable[Learned]) -> int:
    """Write the answers that differ from what is in force, each as a new version; gives their number."""
    lock_for_writing(connection, remembered_mappings.name)
    known = {_place_of(record): record.answer for record in remembered(connection)}
    written: list[Decision] = []
    for answer in answers:
        place = {"kind": answer.kind.value, "sender_id": answer.sender_id, "layout": answer.layout}
        place["place"] = answer.place
        if known.get(tuple(place.values())) == answer.answer:
            continue
        known[tuple(place.values())] = answer.answer
        version = _versions_of(connection, place)
        key = decision_id(*place.values(), answer.answer, str(version))
        connection.execute(
            insert(remembered_mappings).values(
                decision_id=key,
                **place,
                version=version,
                answer=answer.answer,
                anchor=answer.anchor,
                wording=answer.wording,
                document_id=answer.document_id,
            )
        )
        subject = f"{answer.sender_id} “{answer.wording}” → {answer.answer}"
        written.append(Decision(key, REMEMBER, subject, answer.reason, answer.author, answer.decided_at))
    log_decisions(connection, written)
    return len(written)


def forget_wordings(connection: Connection, document_ids: Iterable[str]) -> None:
    """Blank the quoted words of what was asked in purged documents; the decisions themselves stay."""
    ids = tuple(document_ids)
    of_documents = remembered_mappings.c.document_id.in_(ids)
    keys = select(remembered_mappings.c.decision_id).where(of_documents)
    connection.execute(
        update(decisions).where(decisions.c.decision_id.in_(keys)).values(subject="[…]", reason="[…]")
    )
    connection.execute(update(remembered_mappings).where(of_documents).values(wording="", anchor=""))


_PLACE = ("kind", "sender_id", "layout", "place")


def _place_of(record: Remembered) -> tuple[str, ...]:
    return record.kind.value, record.sender_id, record.layout, record.key


def _versions_of(connection: Connection, place: dict[str, str]) -> int:
    of_place = and_(*(remembered_mappings.c[name] == value for name, value in place.items()))
    query = select(func.count()).select_from(remembered_mappings).where(of_place)
    return int(connection.execute(query).scalar_one())


def _last_versions() -> Subquery:
    place = [remembered_mappings.c[name] for name in _PLACE]
    newest = func.max(remembered_mappings.c.version).label("version")
    return select(*place, newest).group_by(*place).subquery("last")
