"""Which periods a run has to work out, in which order."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from assets.workplace import Workplace
from pipelines.partitions import following_codes, ordered_codes
from schemas.vocabulary import DocumentStatus
from warehouse.tables import documents

_IN_USE = tuple(
    status.value for status in (DocumentStatus.ACCEPTED, DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN)
)


def known_periods(workplace: Workplace) -> tuple[str, ...]:
    """All periods that any document received so far is about, by grain, then time."""
    statement = select(documents.c.period_code).where(documents.c.status.in_(_IN_USE)).distinct()
    with workplace.writing() as connection:
        codes = [code for code in connection.execute(statement).scalars() if code is not None]
    return ordered_codes(codes)


def concerned_periods(workplace: Workplace, changed: Iterable[str]) -> tuple[str, ...]:
    """The periods that documents just taken in are about, and those that compare themselves with them."""
    return following_codes(changed, known_periods(workplace))
