"""Asset `releases`: what readers see of a period, published whole or not at all."""

from datetime import UTC, datetime

from dagster import AssetExecutionContext, DataVersion, Failure, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS
from assets.partitions import PERIODS
from assets.workplace import Workplace
from schemas.periods import parse_period
from schemas.vocabulary import ReleaseStatus
from warehouse.release import ReleaseResult, publish


@asset(
    group_name="release",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=[
        "comparisons",
        "findings",
        "reporting_status",
        "target_progress",
        "watchlist",
        "safety_recognitions",
    ],
    kinds={"table", "great_expectations"},
)
def releases(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult[None]:
    """The staged rows of the period, audited and published in one step; the same rows give no new release.

    Figures are estimates until the period has ended, preliminary after; a person makes them official.
    """
    period = parse_period(context.partition_key)
    now = datetime.now(UTC)
    has_ended = period.ends_on < now.date()
    status = ReleaseStatus.PRELIMINARY if has_ended else ReleaseStatus.ESTIMATED
    outcome = publish(workplace.warehouse, period.code, status=status, published_at=now)
    if outcome.result is ReleaseResult.REJECTED:
        raise Failure(
            f"{period.code}: the audit failed, readers still see the former release: "
            + "; ".join(outcome.failures),
            metadata={"failures": list(outcome.failures)},
            allow_retries=False,
        )
    return MaterializeResult(
        metadata={
            "result": outcome.result.value,
            "release_id": outcome.release_id or "",
            "digest": outcome.digest,
            "restated": outcome.restated,
            "dagster/row_count": outcome.value_count,
        },
        data_version=DataVersion(outcome.digest),
    )
