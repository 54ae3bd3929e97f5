"""Asset `comparisons`: the figures of a period against those of the same period a year before."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.workplace import Workplace
from schemas.periods import parse_period
from schemas.series_breaks import series_breaks
from warehouse import tables
from warehouse.comparison import compare_period


@asset(
    group_name="consolidate",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["indicator_values"],
    kinds={"table", "sql"},
)
def comparisons(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """Change against the same period a year before, where both cover the same units, else why not.

    Last year's values are read from the warehouse, so that the first year simply has none.
    """
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        compare_period(connection, period, series_breaks())
        return described(connection, tables.comparisons, period.code, by="comparability")
