"""`tonghop extract`: every number of some files, without a warehouse."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from pipelines.executor import open_executor
from pipelines.exit_codes import DONE, RUN_FAILED
from pipelines.figure_lines import figure_line
from pipelines.settings import load_settings
from schemas.figure import Extraction
from sources.file_reading import FileReading, Refusal, attempt_file


def print_figures(files: Sequence[Path], *, as_json: bool, workers: int | None) -> int:
    """Print the figures of each file in turn; gives the exit code, which tells whether all could be read."""
    names = _names(files)
    failed = 0
    with open_executor(load_settings(workers=workers), len(files)) as executor:
        for name, outcome in zip(names, _read_all(executor, files), strict=True):
            if isinstance(outcome, Refusal):
                print(f"tonghop: {name}: {outcome.reason_vi}", file=sys.stderr)  # noqa: T201
                failed += 1
            elif as_json:
                _print_lines(name, outcome.extraction)
            else:
                _print_table(name, outcome.extraction)
    return RUN_FAILED if failed else DONE


def read_path(path: Path) -> FileReading | Refusal:
    """What a file holds, or why it can't be read, in whichever process; its folder tells nothing here."""
    return attempt_file(path.read_bytes(), path.name)


def _read_all(executor: Executor, files: Sequence[Path]) -> Iterator[FileReading | Refusal]:
    outcomes = executor.map(read_path, files)
    if len(files) == 1 or not sys.stderr.isatty():
        yield from outcomes
        return
    from pipelines.progress import shown

    yield from shown("Extracting", outcomes, len(files))


def _names(files: Sequence[Path]) -> list[str]:
    """The name of each file; its path where another of the files has the same name."""
    repeated = Counter(path.name for path in files)
    return [path.name if repeated[path.name] == 1 else str(path) for path in files]


def _print_lines(name: str, extraction: Extraction) -> None:
    encode = partial(json.dumps, ensure_ascii=False)
    lines = (encode(figure_line(name, extraction, figure)) for figure in extraction.figures)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _print_table(name: str, extraction: Extraction) -> None:
    from pipelines.screen import figure_table, screen

    screen().print(figure_table(name, extraction))
