"""`tonghop check`: what the clerk would be told of some files, before they are sent; needs no warehouse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assets.file_check import check_file, package_of
from assets.sender_answers import answer_files, answer_names
from pipelines.answer_screen import print_answer, print_equal, print_refusal, print_totals
from pipelines.executor import open_executor
from pipelines.exit_codes import DONE, FINDINGS, RUN_FAILED
from pipelines.settings import load_settings
from reports.feedback.answer import Answer, Remark
from schemas.errors import IntakeError, SettingsError
from schemas.figure import Extraction
from schemas.vocabulary import Severity
from sources.file_reading import FileReading, Refusal, attempt_file
from sources.inbox import InboxFile, inbox_file, inbox_files
from sources.reception import bytes_of

DEFAULT_FOLDER = Path("phan-hoi")


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file: its answer, or the reason why it would be refused; `written` are the files of the answer.

    `equal_to` is the name of an earlier file that says the same, figure by figure.
    """

    file: InboxFile
    answer: Answer | None = None
    extraction: Extraction | None = None
    refusal: Refusal | None = None
    equal_to: str = ""
    written: tuple[Path, ...] = ()


def check_files(files: Sequence[Path], *, annotate: bool, as_json: bool) -> int:
    """Print what was understood of each file and what is to be looked at; gives the exit code.

    A folder stands for all files below it. With `annotate`, the answers are written too: into the last of
    `files` where that is one of several and a folder, or no file yet and without a suffix; else into
    `phan-hoi`. Raises `SettingsError` for a file that is not there.
    """
    paths, folder = _folder_apart(files, annotate=annotate)
    found = [each for path in paths for each in _files_at(path)]
    if not found:
        raise SettingsError("there is no file to check; name one or more reports, or a folder with some")
    with open_executor(load_settings(), len(found)) as executor:
        readings = list(executor.map(_read, found))
    checked = _told_once(_check_all(found, readings))
    if folder is not None:
        checked = _write_all(checked, folder)
    if as_json:
        json.dump({"files": [_record(each) for each in checked]}, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        _show_all(checked)
    return _exit_code(checked)


def _folder_apart(files: Sequence[Path], *, annotate: bool) -> tuple[list[Path], Path | None]:
    paths = list(files)
    folder = DEFAULT_FOLDER if annotate else None
    is_new = not (paths[-1].exists() or paths[-1].suffix)
    if annotate and (is_new or (len(paths) > 1 and paths[-1].is_dir())):
        folder = paths.pop()
    missing = [str(path) for path in paths if not path.exists()]
    if missing or not paths:
        raise SettingsError(f"there is no file {', '.join(missing) or 'to check'}; name one or more reports")
    return paths, folder


def _files_at(path: Path) -> Iterator[InboxFile]:
    """A file that is named is meant, even through a link; below a folder the rules of the inbox hold."""
    if path.is_dir():
        yield from inbox_files(path)
    else:
        yield inbox_file(path.resolve(), path.name)


def _read(file: InboxFile) -> FileReading | Refusal:
    """What a file holds, or why it can't be read, in whichever process; its folder tells nothing here."""
    try:
        return attempt_file(bytes_of(file), file.file_name)
    except IntakeError as error:
        return Refusal(error.code, error.reason_vi)


def _check_all(files: Sequence[InboxFile], readings: Sequence[FileReading | Refusal]) -> Iterator[_Checked]:
    extractions = [each.extraction for each in readings if isinstance(each, FileReading)]
    for file, reading in zip(files, readings, strict=True):
        yield _check(file, reading, extractions)


def _check(file: InboxFile, reading: FileReading | Refusal, extractions: Sequence[Extraction]) -> _Checked:
    if isinstance(reading, Refusal):
        return _Checked(file, refusal=reading)
    extraction = reading.extraction
    try:
        alongside = package_of(extraction, extractions)
        answer = check_file(bytes_of(file), file.file_name, extraction, alongside)
    except IntakeError as error:
        return _Checked(file, refusal=Refusal(error.code, error.reason_vi))
    return _Checked(file, answer, extraction)


def _told_once(checked: Iterator[_Checked]) -> list[_Checked]:
    """Files that say the same are known by the first of them: one report in three formats is one report."""
    first: dict[object, str] = {}
    told = []
    for each in checked:
        if each.extraction is not None and each.extraction.figures:
            says = _says(each.extraction)
            each = replace(each, equal_to=first.get(says, ""))  # noqa: PLW2901
            first.setdefault(says, each.file.file_name)
        told.append(each)
    return told


def _says(extraction: Extraction) -> object:
    """What a document says, whatever its format."""
    identity = extraction.identity
    figures = tuple(
        (figure.raw, figure.value, figure.role, figure.indicator_code) for figure in extraction.figures
    )
    return identity.unit_id, identity.period_code, identity.report_type, figures


def _write_all(checked: Sequence[_Checked], folder: Path) -> list[_Checked]:
    """Write the answer to each file that could be read."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        each if each.answer is None else replace(each, written=_write(each.file, each.answer, folder, stem))
        for each, stem in zip(checked, answer_names(each.file.file_name for each in checked), strict=True)
    ]


def _write(file: InboxFile, answer: Answer, folder: Path, stem: str) -> tuple[Path, ...]:
    files = answer_files(bytes_of(file), file.file_name, answer, stem)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in files)


def _show_all(checked: Sequence[_Checked]) -> None:
    for each in checked:
        if each.refusal is not None:
            print_refusal(each.file.file_name, each.refusal.reason_vi)
        elif each.answer is not None and each.equal_to:
            print_equal(each.answer, each.equal_to, each.written)
        elif each.answer is not None:
            print_answer(each.answer, each.written)
    if len(checked) > 1:
        refused = sum(each.refusal is not None for each in checked)
        print_totals([each.answer for each in checked if each.answer and not each.equal_to], refused)


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
            "document": checked.file.file_name,
            "refused": None if told is None else {"code": told.code, "reason": told.reason_vi},
        }
    identity = extraction.identity
    return {
        "document": checked.file.file_name,
        "equal_to": checked.equal_to or None,
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
