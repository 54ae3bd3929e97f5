"""Taking in the inbox: every file scanned, read, archived and given its standing, as rows of `documents`.

Files received at earlier runs keep their receipt, whether or not they still lie in the inbox; all of them
are read again (from the archive) where code or data have changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd

from assets.readings import FileToRead, Outcome, read_files
from assets.receipts import ReceivedFile, as_utc, document_id, received_files, sent_document
from assets.workplace import Workplace
from schemas.figure import Identity
from schemas.vocabulary import DocumentStatus, FigureStatus
from sources.confined import Confined
from sources.file_reading import FileReading, Refusal
from sources.inbox import inbox_files
from sources.intake_reasons import refusal
from sources.receipt import Receipt
from sources.reception import examine, receive
from sources.versions import Standing, standings
from warehouse.tables import documents


@dataclass(frozen=True, slots=True)
class Intake:
    """The rows of `documents` that a scan of the inbox gives, and the periods that its files are about."""

    rows: pd.DataFrame
    periods: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """A received file with what reading it came to."""

    file: ReceivedFile
    outcome: Outcome

    @property
    def identity(self) -> Identity | None:
        return self.outcome.extraction.identity if isinstance(self.outcome, FileReading) else None


def take_in(workplace: Workplace, now: datetime) -> Intake:
    """Take in every file of the inbox. `now` is the instant of the scan, the same for all its files."""
    with workplace.writing() as connection:
        earlier = {file.document_id: file for file in received_files(connection)}
    arrived: dict[str, FileToRead] = {}
    refused: list[_Known] = []
    with Confined(examine) as examine_apart:
        for found in inbox_files(workplace.inbox):
            receipt = receive(found, workplace.archive, examine_apart)
            file = _file_of(receipt, earlier, now)
            if receipt.reason_code and receipt.reason_vi:
                refused.append(_Known(file, Refusal(receipt.reason_code, receipt.reason_vi)))
            else:
                arrived[file.document_id] = _from_archive(workplace, file)
    to_read = [*arrived.values(), *_of_earlier_runs(workplace, earlier, arrived)]
    outcomes = workplace.progress("Reading documents", read_files(workplace, to_read), len(to_read))
    known = [_Known(each.file, outcome) for each, outcome in outcomes]
    standing = _standings(known)
    rows = [_row(each, standing) for each in (*known, *refused)]
    return Intake(pd.DataFrame(rows, columns=documents.columns.keys()), _periods_of(known, arrived, earlier))


def _file_of(receipt: Receipt, earlier: Mapping[str, ReceivedFile], now: datetime) -> ReceivedFile:
    """The file that a receipt is for: the known one where the same content came under this name before."""
    named = document_id(receipt.content_hash, receipt.folder, receipt.file_name)
    return earlier.get(named) or ReceivedFile(
        named, receipt.content_hash, receipt.file_name, receipt.folder, now
    )


def _of_earlier_runs(
    workplace: Workplace, earlier: Mapping[str, ReceivedFile], arrived: Mapping[str, FileToRead]
) -> Iterator[FileToRead]:
    """The files that no longer lie in the inbox and whose bytes were kept."""
    for file in earlier.values():
        is_kept = bool(file.content_hash) and file.content_hash in workplace.archive
        if file.document_id not in arrived and is_kept:
            yield _from_archive(workplace, file)


def _from_archive(workplace: Workplace, file: ReceivedFile) -> FileToRead:
    return FileToRead(file, partial(workplace.archive.read, file.content_hash))


def _periods_of(
    known: Iterable[_Known], arrived: Mapping[str, FileToRead], earlier: Mapping[str, ReceivedFile]
) -> frozenset[str]:
    """The periods that the files of the inbox are about, now and where they were thought to be before."""
    now = {
        each.identity.period_code
        for each in known
        if each.identity and each.identity.unit_id and each.file.document_id in arrived
    }
    before = {earlier[each].period_code for each in arrived if each in earlier}
    return frozenset(code for code in now | before if code is not None)


def _standings(known: Iterable[_Known]) -> dict[str, Standing]:
    sent = [
        document
        for each in known
        if isinstance(each.outcome, FileReading) and (document := sent_document(each.file, each.outcome))
    ]
    return standings(sent)[0]


def _row(known: _Known, standing: Mapping[str, Standing]) -> dict[str, Any]:
    file, identity = known.file, known.identity
    return {
        "document_id": file.document_id,
        "content_hash": file.content_hash,
        "file_name": file.file_name,
        "folder": file.folder,
        "received_at": file.received_at.replace(tzinfo=None),
        **_status_columns(known, standing.get(file.document_id)),
        **(_identity_columns(identity) if identity else {}),
        **_counts(known.outcome),
    }


def _status_columns(known: _Known, standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {"version": 1, "status": DocumentStatus.QUARANTINED, "reason": _why_quarantined(known)}
    return {
        "version": standing.version,
        "status": standing.status,
        "reason": standing.reason,
        "superseded_by": standing.superseded_by,
    }


def _why_quarantined(known: _Known) -> str:
    if isinstance(known.outcome, Refusal):
        return known.outcome.reason_vi
    has_sender = known.identity is not None and known.identity.unit_id is not None
    code = "unidentified_period" if has_sender else "unidentified_sender"
    return refusal(code, known.file.file_name).reason_vi


def _identity_columns(identity: Identity) -> dict[str, Any]:
    return {
        "unit_id": identity.unit_id,
        "period_code": identity.period_code,
        "report_type": identity.report_type,
        "dated_on": identity.dated_on,
        "identified_by": "; ".join(identity.reasons) or None,
        "confidence": identity.confidence,
    }


def _counts(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Refusal):
        return {f"figures_{status}": 0 for status in FigureStatus}
    counts = Counter(figure.status for figure in outcome.extraction.figures)
    modified = outcome.modified_at
    return {
        "modified_at": as_utc(modified).replace(tzinfo=None) if modified else None,
        **{f"figures_{status}": counts[status] for status in FigureStatus},
    }
