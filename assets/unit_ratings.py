"""Assets `unit_ratings` and `safety_recognitions`: what was decided on every listed unit of a period."""

from collections.abc import Iterator

from dagster import AssetExecutionContext, AssetKey, AssetSpec, MaterializeResult, ResourceParam, multi_asset

from assets.described import OWNERS, described
from assets.partitions import PERIODS
from assets.roots import roots_of
from assets.schemes_in_force import schemes_in_force
from assets.workplace import Workplace
from schemas.periods import parse_period
from warehouse import tables
from warehouse.rating import rate_units


def _spec(key: str, description: str) -> AssetSpec:
    return AssetSpec(
        key,
        description=description,
        deps=["listings", "dimensions"],
        group_name="rate",
        owners=OWNERS,
        kinds={"table", "sql"},
        partitions_def=PERIODS,
    )


@multi_asset(
    specs=[
        _spec(
            "unit_ratings",
            "The movement rating of each listed unit, by the scheme in force, with its reason.",
        ),
        _spec("safety_recognitions", "Each listed unit's “An toàn về ANTT” outcome, with its reason."),
    ]
)
def unit_ratings(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> Iterator[MaterializeResult[None]]:
    """Ratings and recognitions of units, as their steering committees decided and reported them."""
    period = parse_period(context.partition_key)
    with workplace.writing() as connection:
        schemes = schemes_in_force(roots_of(connection, workplace, period), period)
        rate_units(connection, period, schemes)
        rated = described(connection, tables.unit_ratings, period.code, by="rating")
        recognised = described(connection, tables.safety_recognitions, period.code, by="recognised")
    yield rated._replace(asset_key=AssetKey("unit_ratings"))
    yield recognised._replace(asset_key=AssetKey("safety_recognitions"))
