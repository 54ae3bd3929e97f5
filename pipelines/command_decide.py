"""`tonghop assign`, `withdraw`, `purge`: people decide about a document; what depends on it is made again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

from assets.receipts import ReceivedFile
from assets.rulings import carry_out, checked_assignment, find_document
from assets.workplace import Workplace
from pipelines.command_run import log_to_error_stream, run_and_report
from pipelines.exit_codes import DONE
from pipelines.progress import shown
from pipelines.resources import open_workplace
from pipelines.runs import run_again
from pipelines.settings import Settings
from schemas.errors import SettingsError
from warehouse.rulings import Action, Ruling


def assign_document(
    settings: Settings,
    named: str,
    unit_id: str | None,
    period_code: str | None,
    *,
    reason: str,
    by: str,
    as_json: bool,
) -> int:
    """Say whose a document is and for which period; gives the exit code of the runs that follow.

    Raises `SettingsError` where the document, the unit or the period is not known, `DecisionError` for a
    document that was purged.
    """
    workplace = open_workplace(settings, shown)
    file = find_document(workplace, named)
    unit_id, period_code = checked_assignment(workplace, file, unit_id, period_code)
    ruling = _ruling(file, Action.ASSIGN, reason, by, unit_id=unit_id, period_code=period_code)
    return _decide(settings, workplace, file, ruling, as_json=as_json)


def withdraw_document(settings: Settings, named: str, *, reason: str, by: str, as_json: bool) -> int:
    """Leave a document out; as `assign_document`."""
    workplace = open_workplace(settings, shown)
    file = find_document(workplace, named)
    ruling = _ruling(file, Action.WITHDRAW, reason, by)
    return _decide(settings, workplace, file, ruling, as_json=as_json)


def purge_document(settings: Settings, named: str, *, reason: str, by: str, as_json: bool) -> int:
    """Delete what was kept of a document, review workbooks in the data folder too; as `assign_document`."""
    workplace = open_workplace(settings, shown)
    file = find_document(workplace, named)
    shutil.rmtree(settings.review_dir, ignore_errors=True)
    return _decide(settings, workplace, file, _ruling(file, Action.PURGE, reason, by), as_json=as_json)


def _ruling(
    file: ReceivedFile,
    action: Action,
    reason: str,
    by: str,
    *,
    unit_id: str | None = None,
    period_code: str | None = None,
) -> Ruling:
    if not reason.strip() or not by.strip():
        raise SettingsError("a decision needs --reason and --by: why, and who decided")
    now = datetime.now(UTC).replace(tzinfo=None)
    return Ruling(file.document_id, action, reason.strip(), by.strip(), now, unit_id, period_code)


def _decide(
    settings: Settings, workplace: Workplace, file: ReceivedFile, ruling: Ruling, *, as_json: bool
) -> int:
    log_to_error_stream()
    done = carry_out(workplace, file, ruling)
    what = "recorded" if done.is_new else "in force already"
    _say(f"{ruling.action} {file.file_name} ({file.document_id}): {what}", as_json)
    if not done.periods:
        return DONE
    return run_and_report(settings, lambda place, announce: run_again(place, done.periods, announce), as_json)


def _say(text: str, as_json: bool) -> None:
    if not as_json:
        print(text)  # noqa: T201
