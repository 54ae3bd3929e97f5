"""Asset `expected_reports`: who owes what for a period."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.roots import roots_of
from assets.workplace import Workplace
from schemas.periods import parse_period
from warehouse import tables
from warehouse.reporting import expect_reports


@asset(
    group_name="consolidate",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["documents", "dimensions"],
    kinds={"table", "sql"},
)
def expected_reports(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """What each unit owes, and by when, by the obligations in force and the tree at the end of the period."""
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        expect_reports(connection, period, roots_of(connection, workplace, period))
        return described(connection, tables.expected_reports, period.code, by="report_type")
