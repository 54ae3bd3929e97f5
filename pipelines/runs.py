"""Running the asset graph from the command, in this process: the inbox first, then period by period.

The same jobs as Dagster's own runs, on an instance that keeps nothing, so that a run needs no daemon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dagster import AssetKey, DagsterInstance, ExecuteInProcessResult, JobDefinition

from assets.documents import PERIODS_CONCERNED
from assets.observations import CORRECTIONS_FAILED
from assets.workplace import Workplace
from pipelines.concerned_periods import concerned_periods, known_periods
from pipelines.definitions import build_defs
from pipelines.partitions import add_periods, ordered_codes
from schemas.periods import parse_period

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

Announce = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PeriodRun:
    """What a run made of a period: its release, or the step that failed and why.

    `corrections_failed` says of the data team's corrections which no longer fit.
    """

    period_code: str
    result: str
    release_id: str
    digest: str
    restated: int
    failure: str | None = None
    corrections_failed: tuple[str, ...] = ()


class RunFailedError(Exception):
    """Receiving failed, so that no period could be worked out."""


def run_everything_new(
    workplace: Workplace, periods: Sequence[str], announce: Announce
) -> tuple[PeriodRun, ...]:
    """Take in the inbox, then work out the periods it concerns, or those of `periods` alone.

    A period that fails is reported and the later ones go on. Raises `RunFailedError` where receiving fails,
    `ReferenceDataError` for a malformed period code.
    """
    wanted = ordered_codes(periods)
    with _jobs(workplace) as (instance, jobs):
        announce("Receiving")
        changed = _receive(jobs["receive"], instance)
        codes = wanted or concerned_periods(workplace, changed)
        return tuple(_run_periods(jobs["consolidate"], instance, codes, announce))


def run_years(workplace: Workplace, first: int, last: int, announce: Announce) -> tuple[PeriodRun, ...]:
    """Work out again every period of the years `first` to `last` that documents in the archive are about."""
    with _jobs(workplace) as (instance, jobs):
        codes = [code for code in known_periods(workplace) if first <= parse_period(code).year <= last]
        return tuple(_run_periods(jobs["consolidate"], instance, codes, announce))


def run_again(workplace: Workplace, changed: Iterable[str], announce: Announce) -> tuple[PeriodRun, ...]:
    """Work out again some periods, and the later ones that compare themselves with them."""
    with _jobs(workplace) as (instance, jobs):
        codes = concerned_periods(workplace, changed)
        return tuple(_run_periods(jobs["consolidate"], instance, codes, announce))


@contextmanager
def _jobs(workplace: Workplace) -> Iterator[tuple[DagsterInstance, dict[str, JobDefinition]]]:
    defs = build_defs({"workplace": workplace})
    with DagsterInstance.ephemeral() as instance:
        yield instance, {name: defs.resolve_job_def(name) for name in ("receive", "consolidate")}


def _receive(job: JobDefinition, instance: DagsterInstance) -> list[str]:
    result = job.execute_in_process(run_config=_QUIET, instance=instance, raise_on_error=False)
    if not result.success:
        raise RunFailedError(_failure(result))
    found = _metadata(result, "documents")[PERIODS_CONCERNED]
    return [str(code) for code in found]


def _run_periods(
    job: JobDefinition, instance: DagsterInstance, codes: Iterable[str], announce: Announce
) -> Iterator[PeriodRun]:
    codes = list(codes)
    add_periods(instance, codes)
    for code in codes:
        announce(code)
        result = job.execute_in_process(
            run_config=_QUIET, instance=instance, partition_key=code, raise_on_error=False
        )
        if not result.success:
            yield PeriodRun(code, "failed", "", "", 0, _failure(result))
            continue
        release = _metadata(result, "releases")
        yield PeriodRun(
            code,
            release["result"],
            release["release_id"],
            release["digest"],
            release["restated"],
            corrections_failed=tuple(_metadata(result, "observations")[CORRECTIONS_FAILED]),
        )


def _metadata(result: ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    for event in result.get_asset_materialization_events():
        if event.asset_key == AssetKey(asset):
            return {name: value.value for name, value in event.materialization.metadata.items()}
    return {}


def _failure(result: ExecuteInProcessResult) -> str:
    """The first failed step and the innermost reason; the ones after it were only skipped."""
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data
            error = failure.error
            while error is not None and error.cause is not None:
                error = error.cause
            told = failure.user_failure_data.description if failure.user_failure_data else None
            return f"{event.step_key}: {told or (error.message.strip() if error else 'unknown error')}"
    return "unknown error"
