"""`tonghop run` and `tonghop backfill`: run the asset graph, then tell what came of it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict

import structlog

from assets.corrections import stray_corrections
from assets.workplace import Workplace
from pipelines.exit_codes import DONE, FINDINGS, RUN_FAILED
from pipelines.progress import shown
from pipelines.resources import open_workplace
from pipelines.runs import Announce, PeriodRun, RunFailedError, run_everything_new, run_years
from pipelines.settings import Settings
from pipelines.summary import print_summary, summary_record
from schemas.errors import SettingsError, WarehouseError
from schemas.periods import Grain, parse_period
from sources.corrections import read_corrections


def run_inbox(settings: Settings, periods: tuple[str, ...], *, as_json: bool) -> int:
    """Take in the inbox and publish the periods concerned; gives the exit code.

    Raises `SettingsError` where there is no such inbox.
    """
    if not settings.inbox.is_dir():
        raise SettingsError(
            f"there is no inbox at {settings.inbox}; make the folder, or name another with --inbox DIR"
        )
    return run_and_report(
        settings, lambda workplace, announce: run_everything_new(workplace, periods, announce), as_json
    )


def run_backfill(settings: Settings, first: str, last: str, *, as_json: bool) -> int:
    """Work out again the periods of the years `first` to `last`; gives the exit code.

    Raises `SettingsError` where one is not a year.
    """
    from_year, to_year = _year(first), _year(last)
    return run_and_report(
        settings, lambda workplace, announce: run_years(workplace, from_year, to_year, announce), as_json
    )


def run_and_report(
    settings: Settings, work: Callable[[Workplace, Announce], tuple[PeriodRun, ...]], as_json: bool
) -> int:
    """Do the work on the workplace of the settings and tell what came of it; gives the exit code."""
    log_to_error_stream()
    workplace = open_workplace(settings, shown)
    read_corrections(workplace.corrections)  # a malformed file is told before anything is made
    try:
        runs = work(workplace, _announce)
    except RunFailedError as error:
        print(f"tonghop: receiving failed: {error}", file=sys.stderr)  # noqa: T201
        return RUN_FAILED
    _report(settings, workplace, runs, as_json)
    if any(run.failure for run in runs):
        return RUN_FAILED
    return FINDINGS if _tell_failed_corrections(workplace, runs) else DONE


def _tell_failed_corrections(workplace: Workplace, runs: tuple[PeriodRun, ...]) -> bool:
    """Say which corrections changed nothing, and why; gives whether there are any."""
    told = [message for run in runs for message in run.corrections_failed]
    told += [
        f"correction of {each.raw} at {each.locator}: no document {each.document} was ever received"
        for each in stray_corrections(workplace)
    ]
    for message in told:
        print(f"tonghop: {workplace.corrections.name}: {message}", file=sys.stderr)  # noqa: T201
    return bool(told)


def _report(settings: Settings, workplace: Workplace, runs: tuple[PeriodRun, ...], as_json: bool) -> None:
    codes = tuple(run.period_code for run in runs)
    try:
        with workplace.reading() as connection:
            if as_json:
                record = {"periods": [asdict(run) for run in runs], **summary_record(connection, codes)}
                json.dump(record, sys.stdout, ensure_ascii=False, indent=2, default=str)
                sys.stdout.write("\n")
            else:
                print_summary(connection, settings, runs)
    except WarehouseError:
        for run in runs:
            print(f"tonghop: {run.period_code}: {run.failure}", file=sys.stderr)  # noqa: T201
        print("tonghop: nothing has been published yet", file=sys.stderr)  # noqa: T201


def _announce(step: str) -> None:
    """Say on the error stream what is being worked on, where a person is watching."""
    if sys.stderr.isatty():
        print(f"· {step}", file=sys.stderr)  # noqa: T201


def _year(text: str) -> int:
    period = parse_period(text)
    if period.grain is not Grain.YEAR:
        raise SettingsError(f"{text} is not a year, for example 2023")
    return period.year


def log_to_error_stream() -> None:
    """Events with fields on the error stream; Dagster's own are kept for its pages."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the stream of the moment
    )
