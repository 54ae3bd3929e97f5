"""The corrections that concern a period: which figures they override, and which no longer fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from sqlalchemy import Connection

from assets.period_documents import PeriodDocument
from assets.receipts import ReceivedFile, received_files
from assets.workplace import Workplace
from schemas.correction import Correction
from schemas.finding import Finding
from schemas.vocabulary import DocumentStatus, Severity
from sources.corrections import find_corrections, read_corrections
from warehouse.decisions import Decision, log_decisions

NO_LONGER_FITS = "I22"
CORRECT = "correct"
"""The action of corrections in the log of decisions."""


@dataclass(frozen=True, slots=True)
class PeriodCorrections:
    """What a period corrects, by document id and position among its figures; `failures` are findings."""

    applied: Mapping[str, Mapping[int, Correction]] = field(default_factory=dict)
    failures: tuple[Finding, ...] = ()


def period_corrections(
    workplace: Workplace, period_code: str, documents: tuple[PeriodDocument, ...]
) -> PeriodCorrections:
    """The corrections of a period's documents, each applied or told as no longer fitting.

    Raises `DecisionError` where the file of corrections is malformed.
    """
    corrections = read_corrections(workplace.corrections)
    if not corrections:
        return PeriodCorrections()
    with workplace.writing() as connection:
        received = received_files(connection, period_code)
    applied: dict[str, dict[int, Correction]] = {}
    failures: list[Finding] = []
    for document in documents:
        mine = [each for each in corrections if each.is_of(document.content_hash)]
        for found in find_corrections(mine, document.extraction.figures):
            if found.index is None:
                sender = document.extraction.identity.unit_id
                failures.append(
                    _failure(found.correction, found.fault, period_code, document.document_id, sender)
                )
            else:
                applied.setdefault(document.document_id, {})[found.index] = found.correction
    accepted = {document.content_hash for document in documents}
    failures += [
        _failure(each, _why_out(file), period_code, file.document_id, file.sender_id)
        for each in corrections
        for file in _first(received, each)
        if file.content_hash not in accepted
    ]
    return PeriodCorrections(applied, tuple(failures))


def stray_corrections(workplace: Workplace) -> tuple[Correction, ...]:
    """The corrections of documents that were never received. Raises `DecisionError` as above."""
    corrections = read_corrections(workplace.corrections)
    if not corrections:
        return ()
    with workplace.writing() as connection:
        known = {file.content_hash for file in received_files(connection)}
    return tuple(each for each in corrections if not any(each.is_of(content) for content in known))


def log_corrections(connection: Connection, corrections: PeriodCorrections) -> None:
    """Record the corrections that were applied; one that is there already stays as it was."""
    log_decisions(
        connection,
        [
            Decision(
                each.correction_id,
                CORRECT,
                f"{document_id} {each.locator}: {each.raw} → {each.value:f}",
                each.reason,
                each.author,
                datetime.combine(each.on, time()),
            )
            for document_id, of_document in corrections.applied.items()
            for each in of_document.values()
        ],
    )


def _first(received: tuple[ReceivedFile, ...], correction: Correction) -> tuple[ReceivedFile, ...]:
    return tuple(file for file in received if correction.is_of(file.content_hash))[:1]


def _why_out(file: ReceivedFile) -> str:
    if file.status is DocumentStatus.SUPERSEDED:
        return "văn bản đã được bản mới hơn thay thế, cần đối chiếu lại với bản mới"
    return "văn bản không còn được sử dụng"


def _failure(
    correction: Correction, fault: str, period_code: str, document_id: str, unit_id: str | None
) -> Finding:
    return Finding(
        rule=NO_LONGER_FITS,
        severity=Severity.ERROR,
        message=(
            f"Không áp dụng được đính chính của {correction.author} cho số “{correction.raw}” "
            f"({correction.reason}): {fault}. Số liệu giữ nguyên như trong báo cáo."
        ),
        period_code=period_code,
        unit_id=unit_id,
        document_id=document_id,
        locator=correction.locator,
        expected=correction.value,
    )
