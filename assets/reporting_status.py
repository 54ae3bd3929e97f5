"""Asset `reporting_status`: who has reported, on time, and how well."""

from datetime import UTC, datetime

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.workplace import Workplace
from schemas.periods import parse_period
from warehouse import tables
from warehouse.reporting import judge_reporting


@asset(
    group_name="check",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["findings", "indicator_values"],
    kinds={"table", "sql"},
)
def reporting_status(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """What each unit owed for the period: received or missing, on time or late, with how many findings."""
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        judge_reporting(connection, period, datetime.now(UTC).date())
        return described(connection, tables.reporting_status, period.code, by="status")
