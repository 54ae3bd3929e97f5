"""Received files as the warehouse remembers them, and as the rules of supersession see them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from schemas.vocabulary import DocumentStatus
from sources.extraction_cache import cache_key
from sources.file_reading import FileReading
from sources.guidance import Guidance
from sources.versions import SentDocument, parts_of, statements_of
from warehouse.tables import documents

_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that was received: its content, the name and inbox folder it came under, and when (UTC)."""

    document_id: str
    content_hash: str
    file_name: str
    folder: str
    received_at: datetime
    status: DocumentStatus = DocumentStatus.ACCEPTED
    period_code: str | None = None
    sender_id: str | None = None

    def cache_key(self, guidance: Guidance, sender_id: str | None = None) -> str:
        """Where its reading is kept, for the code, the data and the decisions of today.

        `sender_id` is who sent it, where that has just been read; else who was known to have.
        """
        decided = guidance.digest(self.document_id, sender_id or self.sender_id)
        return cache_key(self.content_hash, self.file_name, self.folder, decided)


def document_id(content_hash: str, folder: str, file_name: str) -> str:
    """The id of a receipt: one for each content under each name, the same on every machine."""
    return hashlib.sha256("\0".join((content_hash, folder, file_name)).encode()).hexdigest()[:_ID_LENGTH]


def received_files(connection: Connection, period_code: str | None = None) -> tuple[ReceivedFile, ...]:
    """What has been received so far, or what of it belongs to a period, oldest first."""
    columns = documents.c
    statement = select(
        columns.document_id,
        columns.content_hash,
        columns.file_name,
        columns.folder,
        columns.received_at,
        columns.status,
        columns.period_code,
        columns.unit_id,
    ).order_by(columns.received_at, columns.folder, columns.file_name, columns.document_id)
    if period_code is not None:
        statement = statement.where(columns.period_code == period_code)
    return tuple(
        ReceivedFile(
            row.document_id,
            row.content_hash,
            row.file_name,
            row.folder or "",
            as_utc(row.received_at),
            DocumentStatus(row.status),
            row.period_code,
            row.unit_id,
        )
        for row in connection.execute(statement)
    )


def sent_document(file: ReceivedFile, reading: FileReading) -> SentDocument | None:
    """What the order of versions looks at; None where the sender or the period could not be told."""
    identity = reading.extraction.identity
    if identity.unit_id is None or identity.period_code is None:
        return None
    return SentDocument(
        document_id=file.document_id,
        content_hash=file.content_hash,
        file_name=file.file_name,
        unit_id=identity.unit_id,
        period_code=identity.period_code,
        report_type=identity.report_type,
        received_at=file.received_at,
        dated_on=identity.dated_on,
        modified_at=as_utc(reading.modified_at) if reading.modified_at else None,
        is_correction=identity.is_correction,
        covers=parts_of(reading.extraction),
        states=statements_of(reading.extraction),
    )


def as_utc(instant: datetime) -> datetime:
    """An instant with its zone; one without a zone is UTC, as the warehouse stores it."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
