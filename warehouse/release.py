"""Publishing a period: all of its audited rows become a release in one transaction, or none do.

A release is only made where the rows differ from the current one's. Whether rows are sound is said by the
audit that is passed in; what changed against the former release is written by `restatements`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    Connection,
    Row,
    func,
    insert,
    literal,
    select,
    union,
    update,
)
from sqlalchemy.exc import DBAPIError

from schemas.errors import PublishError
from schemas.vocabulary import ReleaseStatus
from warehouse.audit import AuditOutcome, audit_period
from warehouse.digest import period_digest
from warehouse.engine import Warehouse
from warehouse.restatements import write_restatements
from warehouse.snapshot import refresh_snapshot
from warehouse.tables import TWINS, indicator_values, listings, observations, releases
from warehouse.writing import lock_for_writing, period_column

Audit = Callable[[Connection, str], AuditOutcome]

_STRENGTH = (ReleaseStatus.ESTIMATED, ReleaseStatus.PRELIMINARY, ReleaseStatus.OFFICIAL)


class ReleaseResult(StrEnum):
    """What came of an attempt to publish."""

    PUBLISHED = "published"
    PROMOTED = "promoted"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ReleaseOutcome:
    """What came of it: `release_id` is the period's current release (None where there is none).

    PUBLISHED: a new release; PROMOTED: the same rows with a stronger status; UNCHANGED: the same rows;
    REJECTED: the audit failed for the reasons in `failures`. `restated` counts the values that differ from
    the former release's.
    """

    result: ReleaseResult
    period_code: str
    release_id: str | None
    digest: str
    restated: int = 0
    value_count: int = 0
    failures: tuple[str, ...] = ()


def publish(
    warehouse: Warehouse,
    period_code: str,
    *,
    status: ReleaseStatus,
    published_at: datetime,
    audit: Audit = audit_period,
) -> ReleaseOutcome:
    """Release the staged rows of a period and let readers see them.

    The audit runs only where there is something new to publish. `published_at` is in UTC. Raises PublishError
    where the database or the snapshot fails: readers then still see the former release, and publishing again
    completes what was left undone.
    """
    try:
        with warehouse.begin() as connection:
            outcome = release_period(
                connection, period_code, status=status, published_at=published_at, audit=audit
            )
    except DBAPIError as error:
        raise PublishError(f"{period_code}: the release was undone: {error.orig}") from error
    if outcome.result is not ReleaseResult.REJECTED:
        refresh_snapshot(warehouse)
    return outcome


def release_period(
    connection: Connection,
    period_code: str,
    *,
    status: ReleaseStatus,
    published_at: datetime,
    audit: Audit = audit_period,
) -> ReleaseOutcome:
    """The part of `publish` inside the caller's transaction: tables only, no snapshot."""
    lock_for_writing(connection, f"release:{period_code}")
    digest = period_digest(connection, period_code)
    former = _current_release(connection, period_code)
    if former is not None and former.digest == digest:
        return _same_rows(connection, former, status)
    judged = audit(connection, period_code)
    if not judged.passed:
        former_id = None if former is None else str(former.release_id)
        return ReleaseOutcome(
            ReleaseResult.REJECTED, period_code, former_id, digest, failures=judged.failures
        )
    sequence = 1 if former is None else int(former.sequence) + 1
    release_id = f"{period_code}-r{sequence}"
    instant = published_at.replace(tzinfo=None)
    _supersede(connection, period_code, instant)
    _copy_staged_rows(connection, period_code, release_id)
    value_count = _count_values(connection, period_code)
    connection.execute(
        insert(releases).values(
            release_id=release_id,
            period_code=period_code,
            sequence=sequence,
            digest=digest,
            status=status.value,
            published_at=instant,
            superseded_at=None,
            document_count=_count_documents(connection, period_code),
            value_count=value_count,
        )
    )
    restated = 0
    if former is not None:
        restated = write_restatements(connection, former.release_id, release_id)
    return ReleaseOutcome(
        ReleaseResult.PUBLISHED, period_code, release_id, digest, restated=restated, value_count=value_count
    )


def _current_release(connection: Connection, period_code: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(
        select(releases).where(releases.c.period_code == period_code, releases.c.superseded_at.is_(None))
    ).one_or_none()


def _same_rows(
    connection: Connection, former: Row[tuple[object, ...]], status: ReleaseStatus
) -> ReleaseOutcome:
    """Closing a year with unchanged figures only strengthens the status; no status is ever weakened."""
    result = ReleaseResult.UNCHANGED
    if _STRENGTH.index(status) > _STRENGTH.index(ReleaseStatus(former.status)):
        connection.execute(
            update(releases).where(releases.c.release_id == former.release_id).values(status=status.value)
        )
        result = ReleaseResult.PROMOTED
    return ReleaseOutcome(
        result, former.period_code, former.release_id, former.digest, value_count=former.value_count
    )


def _supersede(connection: Connection, period_code: str, instant: datetime) -> None:
    connection.execute(
        update(releases)
        .where(releases.c.period_code == period_code, releases.c.superseded_at.is_(None))
        .values(superseded_at=instant)
    )


def _copy_staged_rows(connection: Connection, period_code: str, release_id: str) -> None:
    for staged, published in TWINS.items():
        rows = select(literal(release_id), *staged.c).where(period_column(staged) == period_code)
        connection.execute(insert(published).from_select(["release_id", *staged.c.keys()], rows))


def _count_values(connection: Connection, period_code: str) -> int:
    query = select(func.count()).where(indicator_values.c.period_code == period_code)
    return int(connection.execute(query).scalar_one())


def _count_documents(connection: Connection, period_code: str) -> int:
    """The documents that gave an observation or a listing."""
    sources = union(
        *[
            select(table.c.document_id).where(period_column(table) == period_code)
            for table in (observations, listings)
        ]
    ).subquery()
    return int(connection.execute(select(func.count()).select_from(sources)).scalar_one())
