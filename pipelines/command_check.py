"""`tonghop check`: what the clerk would be told of some files, before they are sent; needs no warehouse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assets.sender_answers import answer_files, answer_names, answer_to
from pipelines.answer_screen import print_answer, print_refusal
from pipelines.command_extract import read_path
from pipelines.exit_codes import DONE, FINDINGS, RUN_FAILED
from reports.feedback.answer import Answer, Remark
from schemas.checks import check_extraction
from schemas.errors import IntakeError, SettingsError
from schemas.figure import Extraction
from schemas.finding import Finding
from schemas.vocabulary import Severity
from sources.file_reading import FileReading, Refusal
from sources.intake_reasons import refusal

DEFAULT_FOLDER = Path("phan-hoi")
_UNIDENTIFIED_RULE = "I01"


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file: its answer, or the reason why it would be refused; `written` are the files of the answer."""

    path: Path
    answer: Answer | None = None
    extraction: Extraction | None = None
    refusal: Refusal | None = None
    written: tuple[Path, ...] = ()


def check_files(files: Sequence[Path], *, annotate: bool, as_json: bool) -> int:
    """Print what was understood of each file and what is to be looked at; gives the exit code.

    With `annotate`, the answers are written too: into the last of `files` where that is a folder, or no
    file yet and without a suffix; else into `phan-hoi`. Raises `SettingsError` for a file that is not there.
    """
    paths, folder = _folder_apart(files, annotate=annotate)
    readings = [read_path(path) for path in paths]
    checked = [
        _check(path, reading, _alongside(reading, readings))
        for path, reading in zip(paths, readings, strict=True)
    ]
    if folder is not None:
        checked = _write_all(checked, folder)
    if as_json:
        json.dump({"files": [_record(each) for each in checked]}, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        for each in checked:
            _show(each)
    return _exit_code(checked)


def _folder_apart(files: Sequence[Path], *, annotate: bool) -> tuple[list[Path], Path | None]:
    paths = list(files)
    folder = DEFAULT_FOLDER if annotate else None
    if annotate and (paths[-1].is_dir() or not (paths[-1].exists() or paths[-1].suffix)):
        folder = paths.pop()
    missing = [str(path) for path in paths if not path.is_file()]
    if missing or not paths:
        raise SettingsError(f"there is no file {', '.join(missing) or 'to check'}; name one or more reports")
    return paths, folder


def _alongside(
    reading: FileReading | Refusal, readings: Sequence[FileReading | Refusal]
) -> tuple[Extraction, ...]:
    """The other readings of the same sender and period: they are sent together."""
    if isinstance(reading, Refusal):
        return ()
    mine = reading.extraction.identity
    return tuple(
        other.extraction
        for other in readings
        if isinstance(other, FileReading)
        and other is not reading
        and (other.extraction.identity.unit_id, other.extraction.identity.period_code)
        == (mine.unit_id, mine.period_code)
    )


def _check(path: Path, reading: FileReading | Refusal, alongside: Sequence[Extraction]) -> _Checked:
    if isinstance(reading, Refusal):
        return _Checked(path, refusal=reading)
    extraction = reading.extraction
    findings = (*_unidentified(path, extraction), *check_extraction(extraction, path.name))
    try:
        answer = answer_to(path.read_bytes(), path.name, extraction, findings, alongside)
    except IntakeError as error:
        return _Checked(path, refusal=Refusal(error.code, error.reason_vi))
    return _Checked(path, answer, extraction)


def _unidentified(path: Path, extraction: Extraction) -> Iterator[Finding]:
    """That the inbox would not know whom, or when, the report is about: it would be put aside."""
    identity = extraction.identity
    for code, value in (
        ("unidentified_sender", identity.unit_id),
        ("unidentified_period", identity.period_code),
    ):
        if value is None:
            message = refusal(code, path.name).reason_vi
            yield Finding(_UNIDENTIFIED_RULE, Severity.ERROR, message, None, None, path.name, "")
            return


def _write_all(checked: Sequence[_Checked], folder: Path) -> list[_Checked]:
    """Write the answer to each file that could be read."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        each if each.answer is None else replace(each, written=_write(each.path, each.answer, folder, stem))
        for each, stem in zip(checked, answer_names(each.path.name for each in checked), strict=True)
    ]


def _write(path: Path, answer: Answer, folder: Path, stem: str) -> tuple[Path, ...]:
    files = answer_files(path.read_bytes(), path.name, answer, stem)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in files)


def _show(checked: _Checked) -> None:
    if checked.refusal is not None:
        print_refusal(checked.path.name, checked.refusal.reason_vi)
    if checked.answer is not None:
        print_answer(checked.answer, checked.written)


def _exit_code(checked: Sequence[_Checked]) -> int:
    if any(each.refusal is not None for each in checked):
        return RUN_FAILED
    has_errors = any(each.answer is not None and each.answer.count(Severity.ERROR) for each in checked)
    return FINDINGS if has_errors else DONE


def _record(checked: _Checked) -> Mapping[str, Any]:
    """A file as it is printed with `--json`; numbers are texts, since they may not fit a float."""
    answer, extraction = checked.answer, checked.extraction
    if answer is None or extraction is None:
        told = checked.refusal
        return {
            "document": checked.path.name,
            "refused": None if told is None else {"code": told.code, "reason": told.reason_vi},
        }
    identity = extraction.identity
    return {
        "document": checked.path.name,
        "unit_id": identity.unit_id,
        "sender": answer.sender,
        "period_code": identity.period_code,
        "period": answer.period,
        "report_type": identity.report_type,
        "figures": {status.value: count for status, count in answer.counts.items()},
        "due_on": None if answer.due_on is None else answer.due_on.isoformat(),
        "missing": list(answer.missing),
        "findings": [_finding_record(remark) for remark in answer.remarks],
        "notes": list(answer.notes),
        "actions": list(answer.actions),
        "written": [str(path) for path in checked.written],
    }


def _finding_record(remark: Remark) -> Mapping[str, Any]:
    finding = remark.finding
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message,
        "locator": finding.locator,
        "place": remark.place,
        "sentence": remark.sentence,
        "start": remark.start,
        "end": remark.end,
        "reported": None if finding.reported is None else str(finding.reported),
        "expected": None if finding.expected is None else str(finding.expected),
    }
