"""Asset `dimensions`: units, successions, periods, indicators, targets and labels, from reference data."""

from dagster import MaterializeResult, ResourceParam, asset
from sqlalchemy import select

from assets.described import OWNERS, result
from assets.dimension_rows import (
    indicator_frame,
    label_frame,
    period_frame,
    succession_frame,
    target_frame,
    unit_frame,
)
from assets.workplace import Workplace
from schemas.units import UnitRegistry
from warehouse import tables
from warehouse.writing import write_dimensions


@asset(group_name="receive", owners=OWNERS, deps=["documents"], kinds={"table"})
def dimensions(workplace: ResourceParam[Workplace]) -> MaterializeResult[None]:
    """Who and what the figures are about: the reference data that this version of the program was built with.

    The periods are those of the years that received documents speak of.
    """
    units = UnitRegistry.load()
    with workplace.writing() as connection:
        codes = connection.execute(select(tables.documents.c.period_code).distinct()).scalars()
        frames = {
            "units": unit_frame(units),
            "unit_successions": succession_frame(units),
            "periods": period_frame(code for code in codes if code is not None),
            "indicators": indicator_frame(),
            "targets": target_frame(),
            "labels": label_frame(),
        }
        write_dimensions(connection, frames)
    return result(
        sum(len(frame) for frame in frames.values()), {name: len(frame) for name, frame in frames.items()}
    )
