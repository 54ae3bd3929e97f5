"""When things run by themselves: the inbox every night, then each period that it concerns.

The periods of a night are known only once its files have been read, hence a sensor on the nightly run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dagster import (
    AssetKey,
    DagsterRunStatus,
    DefaultScheduleStatus,
    DefaultSensorStatus,
    RunRequest,
    RunStatusSensorContext,
    RunStatusSensorDefinition,
    ScheduleDefinition,
    run_status_sensor,
)

from assets.documents import PERIODS_CONCERNED
from pipelines.concerned_periods import concerned_periods
from pipelines.partitions import add_periods
from pipelines.resources import open_workplace
from pipelines.settings import load_settings

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

AT_NIGHT = "30 1 * * *"
TIME_ZONE = "Asia/Ho_Chi_Minh"


def nightly(job: UnresolvedAssetJobDefinition) -> ScheduleDefinition:
    """Every night at 01:30 in Vietnam: after the day's last reports, before the morning's readers."""
    return ScheduleDefinition(
        name="nightly",
        job=job,
        cron_schedule=AT_NIGHT,
        execution_timezone=TIME_ZONE,
        default_status=DefaultScheduleStatus.RUNNING,
        description="Take in the inbox every night at 01:30 in Vietnam.",
    )


def after_receiving(
    receive: UnresolvedAssetJobDefinition, consolidate: UnresolvedAssetJobDefinition
) -> RunStatusSensorDefinition:
    """A sensor that starts one run per period concerned, in order, when receiving has succeeded."""

    @run_status_sensor(
        name="after_receiving",
        run_status=DagsterRunStatus.SUCCESS,
        monitored_jobs=[receive],
        request_job=consolidate,
        default_status=DefaultSensorStatus.RUNNING,
        description="Work out each period that the files just taken in concern, earlier years first.",
    )
    def sensor(context: RunStatusSensorContext) -> Iterator[RunRequest]:
        codes = concerned_periods(open_workplace(load_settings()), _just_received(context))
        add_periods(context.instance, codes)
        for place, code in enumerate(codes):
            yield RunRequest(
                run_key=f"{context.dagster_run.run_id}:{code}",
                partition_key=code,
                tags={"dagster/priority": str(len(codes) - place)},
            )

    return sensor


def _just_received(context: RunStatusSensorContext) -> list[str]:
    event = context.instance.get_latest_materialization_event(AssetKey("documents"))
    materialization = event.asset_materialization if event else None
    found = materialization.metadata[PERIODS_CONCERNED].value if materialization else []
    return [code for code in found if isinstance(code, str)] if isinstance(found, list) else []
