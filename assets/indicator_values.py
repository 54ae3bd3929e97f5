"""Asset `indicator_values`: the figures of every unit of a period, with what they are made of."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.roots import roots_of
from assets.workplace import Workplace
from schemas.periods import parse_period
from warehouse import tables
from warehouse.consolidation import consolidate_period


@asset(
    group_name="consolidate",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["observations", "expected_reports"],
    kinds={"table", "sql"},
)
def indicator_values(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """One value per unit, indicator and dimension: its own report, or the sum of its children, with coverage.

    Ratios are recomputed from their terms. `contributions` says which observations each value is made of.
    """
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        consolidate_period(connection, period, roots_of(connection, workplace, period))
        return described(connection, tables.indicator_values, period.code, by="origin")
