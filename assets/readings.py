"""Reading many files: from the cache where the same code has read the same bytes, else by the executor."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice

import structlog

from assets.receipts import ReceivedFile
from assets.workplace import Workplace
from sources.file_reading import FileReading, Refusal, attempt_file
from sources.guidance import Guidance

_log = structlog.get_logger()

# Enough to keep every worker busy, few enough that only a handful of documents' bytes are in memory.
_IN_FLIGHT = 16


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A received file and where to get its bytes, should they be needed."""

    file: ReceivedFile
    load: Callable[[], bytes]


Outcome = FileReading | Refusal


def read_files(
    workplace: Workplace, files: Iterable[FileToRead], guidance: Guidance
) -> Iterator[tuple[FileToRead, Outcome]]:
    """Each file with its reading or refusal; cached ones first. A refusal is tried again at the next run."""
    missing = []
    for each in files:
        reading = workplace.cache.get(each.file.cache_key(guidance))
        if reading is None:
            missing.append(each)
        else:
            yield each, reading
    if not missing:
        return
    with workplace.open_executor(len(missing)) as executor:
        for each, outcome in _submitted(executor, missing, guidance):
            if isinstance(outcome, FileReading):
                sender_id = outcome.extraction.identity.unit_id
                workplace.cache.put(each.file.cache_key(guidance, sender_id), outcome)
            _report(each.file, outcome)
            yield each, outcome


def _submitted(
    executor: Executor, files: list[FileToRead], guidance: Guidance
) -> Iterator[tuple[FileToRead, Outcome]]:
    waiting = iter(files)
    running: deque[tuple[FileToRead, Future[Outcome]]] = deque()
    while True:
        for each in islice(waiting, _IN_FLIGHT - len(running)):
            file = each.file
            advice = guidance.advice(file.document_id)
            task = executor.submit(attempt_file, each.load(), file.file_name, file.folder, advice)
            running.append((each, task))
        if not running:
            return
        each, future = running.popleft()
        yield each, future.result()


def _report(file: ReceivedFile, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        _log.warning("document refused", file_name=file.file_name, reason=outcome.code)
        return
    identity = outcome.extraction.identity
    _log.info(
        "document read",
        file_name=file.file_name,
        unit_id=identity.unit_id,
        period_code=identity.period_code,
        report_type=str(identity.report_type),
        figures=len(outcome.extraction.figures),
        listings=len(outcome.extraction.listings),
    )
