"""Taking in the inbox: every file scanned, read, archived and given its standing, as rows of `documents`.

Files received at earlier runs keep their receipt, whether or not they still lie in the inbox; all of them
are read again (from the archive) where code, data or decisions have changed. What people decided about a
document (`warehouse.rulings`) holds over what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd

from assets.guidance import guidance_in_force
from assets.readings import FileToRead, Outcome, read_files
from assets.receipts import ReceivedFile, as_utc, document_id, received_files, sent_document
from assets.workplace import Workplace
from schemas.figure import Identity
from schemas.vocabulary import DocumentStatus, FigureStatus
from sources.confined import Confined
from sources.file_reading import FileReading, Refusal
from sources.guidance import Guidance
from sources.inbox import inbox_files
from sources.intake_reasons import refusal
from sources.receipt import Receipt
from sources.reception import examine, receive
from sources.versions import SentDocument, Standing, standings
from warehouse.rulings import Action, Ruling, rulings_in_force
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


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What was known before: receipts and rulings in force by document id, and what guides readers."""

    earlier: Mapping[str, ReceivedFile]
    rulings: Mapping[str, Ruling]
    guidance: Guidance

    @property
    def purged(self) -> Iterator[ReceivedFile]:
        """The receipts of documents that must not be kept."""
        for file in self.earlier.values():
            ruling = self.rulings.get(file.document_id)
            if ruling is not None and ruling.action is Action.PURGE:
                yield file


def take_in(workplace: Workplace, now: datetime) -> Intake:
    """Take in every file of the inbox. `now` is the instant of the scan, the same for all its files."""
    ledger = _ledger(workplace)
    barred = frozenset(file.content_hash for file in ledger.purged)
    arrived: dict[str, FileToRead] = {}
    refused: list[_Known] = []
    with Confined(examine) as examine_apart:
        for found in inbox_files(workplace.inbox):
            receipt = receive(found, workplace.archive, examine_apart, barred)
            file = _file_of(receipt, ledger.earlier, now)
            if receipt.reason_code and receipt.reason_vi:
                refused.append(_Known(file, Refusal(receipt.reason_code, receipt.reason_vi)))
            else:
                arrived[file.document_id] = _from_archive(workplace, file)
    return _judged(workplace, ledger, arrived, refused)


def judge_again(workplace: Workplace) -> Intake:
    """Give every document received so far its standing anew, by the decisions in force; no inbox is read."""
    return _judged(workplace, _ledger(workplace), {}, [])


def _ledger(workplace: Workplace) -> _Ledger:
    with workplace.writing() as connection:
        return _Ledger(
            {file.document_id: file for file in received_files(connection)},
            {ruling.document_id: ruling for ruling in rulings_in_force(connection)},
            guidance_in_force(connection),
        )


def _judged(
    workplace: Workplace, ledger: _Ledger, arrived: Mapping[str, FileToRead], refused: Sequence[_Known]
) -> Intake:
    to_read = [*arrived.values(), *_of_earlier_runs(workplace, ledger.earlier, arrived)]
    reading = read_files(workplace, to_read, ledger.guidance)
    outcomes = workplace.progress("Reading documents", reading, len(to_read))
    known = [_Known(each.file, outcome) for each, outcome in outcomes]
    standing = _standings(known, ledger)
    purged = {file.document_id: _purged_row(file, ledger) for file in ledger.purged}
    refused = [each for each in refused if each.file.document_id not in purged]
    rows = [_row(each, standing) for each in (*known, *refused)]
    rows = [row for row in rows if row["document_id"] not in purged] + list(purged.values())
    columns = documents.columns.keys()
    return Intake(pd.DataFrame(rows, columns=columns), _periods_of(known, arrived, ledger.earlier))


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


def _standings(known: Iterable[_Known], ledger: _Ledger) -> dict[str, Standing]:
    """The standing of each document; a withdrawn one stands aside, as if it had never been sent."""
    sent: list[SentDocument] = []
    withdrawn: dict[str, Standing] = {}
    for each in known:
        ruling = ledger.rulings.get(each.file.document_id)
        if ruling is not None and ruling.action is Action.WITHDRAW:
            withdrawn[each.file.document_id] = Standing(
                each.file.document_id, DocumentStatus.WITHDRAWN, reason=_decided("Đã rút", ruling)
            )
        elif isinstance(each.outcome, FileReading) and (document := sent_document(each.file, each.outcome)):
            sent.append(document)
    return standings(sent)[0] | withdrawn


def _purged_row(file: ReceivedFile, ledger: _Ledger) -> dict[str, Any]:
    """The receipt that is left of a purged document: that it came, and why nothing of it is kept."""
    return {
        **_receipt_columns(file),
        "version": 1,
        "status": DocumentStatus.WITHDRAWN,
        "reason": _decided("Đã xóa khỏi hệ thống", ledger.rulings[file.document_id]),
        "unit_id": file.sender_id,
        "period_code": file.period_code,
        **{f"figures_{status}": 0 for status in FigureStatus},
    }


def _receipt_columns(file: ReceivedFile) -> dict[str, Any]:
    return {
        "document_id": file.document_id,
        "content_hash": file.content_hash,
        "file_name": file.file_name,
        "folder": file.folder,
        "received_at": file.received_at.replace(tzinfo=None),
    }


def _decided(what: str, ruling: Ruling) -> str:
    return f"{what} theo quyết định của {ruling.author}: {ruling.reason}"


def _row(known: _Known, standing: Mapping[str, Standing]) -> dict[str, Any]:
    file, identity = known.file, known.identity
    return {
        **_receipt_columns(file),
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
