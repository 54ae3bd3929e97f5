"""Asset `watchlist`: the units rated Average or Weak, and what follows for them."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.roots import roots_of
from assets.schemes_in_force import schemes_in_force
from assets.workplace import Workplace
from schemas.periods import parse_period
from warehouse import tables
from warehouse.watchlist import watch_units


@asset(
    group_name="rate",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["unit_ratings"],
    kinds={"table", "sql"},
)
def watchlist(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult[None]:
    """Every unit rated Average or Weak, for how many years running, and what it has to do by when.

    Last year's ratings are read from its release.
    """
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        watch_units(connection, period, schemes_in_force(roots_of(connection, workplace, period), period))
        return described(connection, tables.watchlist, period.code, by="rating")
