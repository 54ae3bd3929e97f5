"""Asset `target_progress`: how far the programmes have come."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.roots import roots_of
from assets.workplace import Workplace
from schemas.periods import parse_period
from warehouse import tables
from warehouse.targets import measure_targets


@asset(
    group_name="rate",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["comparisons"],
    kinds={"table", "sql"},
)
def target_progress(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """Each target of a programme in force: met, on the way, or not computable and why."""
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        measure_targets(connection, period, roots_of(connection, workplace, period))
        return described(connection, tables.target_progress, period.code, by="status")
