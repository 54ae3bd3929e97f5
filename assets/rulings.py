"""Carrying out what people decide about documents: whose one is, that one is withdrawn, that one is purged.

A ruling is recorded, the standing of all documents is judged again, and the periods are named that must be
worked out anew. Knows no Dagster.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assets.intake import judge_again
from assets.receipts import ReceivedFile, received_files
from assets.workplace import Workplace
from schemas.errors import SettingsError
from schemas.periods import parse_period
from schemas.units import UnitRegistry
from warehouse.purging import purge_words, rewrite_files
from warehouse.rulings import Action, Ruling, record_ruling
from warehouse.writing import append_documents

_LISTED = 5


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What came of a ruling: whether it was new, and the periods whose documents changed."""

    is_new: bool
    periods: tuple[str, ...]


def find_document(workplace: Workplace, named: str) -> ReceivedFile:
    """The receipt with an id, the unambiguous beginning of one, or a file name (with its folder, if need be).

    Raises `SettingsError` where none or several are meant.
    """
    with workplace.writing() as connection:
        files = received_files(connection)
    exact = [file for file in files if named in {file.document_id, f"{file.folder}/{file.file_name}"}]
    by_name = [file for file in files if named == file.file_name]
    by_prefix = [file for file in files if len(named) >= 4 and file.document_id.startswith(named)]
    found = exact or by_name or by_prefix
    if len(found) == 1:
        return found[0]
    if not found:
        raise SettingsError(f"no document {named!r} was received; `tonghop status` lists them")
    several = ", ".join(f"{file.document_id} ({file.folder}/{file.file_name})" for file in found[:_LISTED])
    raise SettingsError(f"{named!r} may be {several}; name one by its id")


def checked_assignment(
    workplace: Workplace, file: ReceivedFile, unit_id: str | None, period_code: str | None
) -> tuple[str | None, str | None]:
    """Unit and period of an assignment as they are recorded; what is not named stays as the document says.

    Raises `SettingsError` for an unknown unit, for one that was not there in the period, and for a document
    of which nothing was kept; `ReferenceDataError` for a malformed period.
    """
    if unit_id is None and period_code is None:
        raise SettingsError("assign needs --unit, --period or both")
    if not file.content_hash or file.content_hash not in workplace.archive:
        raise SettingsError(
            f"of {file.file_name} nothing was kept, so it can't be assigned; ask for it again"
        )
    period = parse_period(period_code) if period_code is not None else None
    code = period.code if period is not None else file.period_code
    units = UnitRegistry.load()
    if unit_id is not None:
        if not units.history(unit_id):
            raise SettingsError(f"there is no unit {unit_id}; its id stands in the view bi.units")
        if code is not None and units.get(unit_id, parse_period(code).ends_on) is None:
            raise SettingsError(f"the unit {unit_id} was not there at the end of {code}")
    return unit_id, period.code if period is not None else None


def carry_out(workplace: Workplace, file: ReceivedFile, ruling: Ruling) -> CarriedOut:
    """Record a ruling and let it take effect on the receipts; the periods are still to be worked out.

    Raises `DecisionError` for a document that was purged.
    """
    concerned = _same_content(workplace, file)
    before = {each.period_code for each in concerned}
    with workplace.writing() as connection:
        is_new = [
            record_ruling(connection, replace(ruling, document_id=each.document_id)) for each in concerned
        ]
    if ruling.action is Action.PURGE:
        _purge(workplace, concerned)  # also where an earlier attempt was cut short
    elif not any(is_new):
        return CarriedOut(False, ())
    judged = judge_again(workplace).rows
    with workplace.writing() as connection:
        append_documents(connection, judged)
        ids = {each.document_id for each in concerned}
        after = {each.period_code for each in received_files(connection) if each.document_id in ids}
    return CarriedOut(any(is_new), tuple(sorted(code for code in before | after if code is not None)))


def _same_content(workplace: Workplace, file: ReceivedFile) -> tuple[ReceivedFile, ...]:
    """All receipts of a content: the same bytes are one document, whatever name they came under."""
    if not file.content_hash:
        return (file,)
    with workplace.writing() as connection:
        files = received_files(connection)
    return tuple(each for each in files if each.content_hash == file.content_hash)


def _purge(workplace: Workplace, files: Sequence[ReceivedFile]) -> None:
    """Delete bytes, extractions and answers of some documents, and what the warehouse quotes of them."""
    with workplace.writing() as connection:
        purge_words(connection, [file.document_id for file in files])
    rewrite_files(workplace.warehouse)
    for file in files:
        if file.content_hash:
            workplace.archive.remove(file.content_hash)
    # Extractions are kept by a digest that does not tell whose they are; all of them can be made again.
    shutil.rmtree(workplace.cache.folder, ignore_errors=True)
    for code in {file.period_code for file in files if file.period_code}:
        shutil.rmtree(workplace.feedback_dir / code, ignore_errors=True)
