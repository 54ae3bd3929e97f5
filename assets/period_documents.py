"""The documents whose figures stand for a period, with what was extracted from each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial

from assets.guidance import guidance_in_force
from assets.readings import FileToRead, read_files
from assets.receipts import ReceivedFile, received_files, sent_document
from assets.workplace import Workplace
from schemas.figure import Extraction
from schemas.finding import Finding
from schemas.vocabulary import DocumentStatus
from sources.file_reading import FileReading
from sources.versions import standings

_OF_A_SENDER = (DocumentStatus.ACCEPTED, DocumentStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class PeriodDocument:
    """An accepted document of a period; `replaced` are its statements that a later, partial one replaces."""

    document_id: str
    content_hash: str
    file_name: str
    period_code: str
    extraction: Extraction
    replaced: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class PeriodDocuments:
    """The accepted documents of a period in order of receipt, and what is undecided between them."""

    documents: tuple[PeriodDocument, ...]
    findings: tuple[Finding, ...]


def period_documents(workplace: Workplace, period_code: str) -> PeriodDocuments:
    """Read the documents of a period, from the cache or, where code or data changed, from the archive."""
    with workplace.writing() as connection:
        files = received_files(connection, period_code)
        guidance = guidance_in_force(connection)
    sent = tuple(file for file in files if file.status in _OF_A_SENDER)
    return _read_period(workplace, period_code, sent, tuple(file.cache_key(guidance) for file in sent))


@lru_cache(maxsize=1)
def _read_period(
    workplace: Workplace, period_code: str, files: tuple[ReceivedFile, ...], keys: tuple[str, ...]
) -> PeriodDocuments:
    """Kept for the assets of the period, which all start from its documents; `keys` change with what was
    decided.
    """
    with workplace.writing() as connection:
        guidance = guidance_in_force(connection)
    to_read = [FileToRead(file, partial(workplace.archive.read, file.content_hash)) for file in files]
    readings = {
        each.file.document_id: outcome
        for each, outcome in read_files(workplace, to_read, guidance)
        if isinstance(outcome, FileReading)
    }
    sent = [
        document
        for file in files
        if file.document_id in readings and (document := sent_document(file, readings[file.document_id]))
    ]
    standing, findings = standings(sent)
    accepted = [
        PeriodDocument(
            file.document_id,
            file.content_hash,
            file.file_name,
            period_code,
            readings[file.document_id].extraction,
            standing[file.document_id].replaced,
        )
        for file in files
        if file.status is DocumentStatus.ACCEPTED and file.document_id in standing
    ]
    return PeriodDocuments(tuple(accepted), _of(findings, accepted))


def _of(findings: Iterable[Finding], accepted: Iterable[PeriodDocument]) -> tuple[Finding, ...]:
    known = {document.document_id for document in accepted}
    return tuple(finding for finding in findings if finding.document_id in known)
