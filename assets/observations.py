"""Assets `observations` and `listings`: what the documents of a period say, row by row."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.corrections import log_corrections, period_corrections
from assets.described import OWNERS, described
from assets.observation_rows import listing_frame, observation_frame
from assets.partitions import PERIODS
from assets.period_documents import period_documents
from assets.workplace import Workplace
from schemas.frames.conform import conform
from schemas.frames.observations import LISTINGS, OBSERVATIONS
from warehouse import tables
from warehouse.writing import replace_period

CORRECTIONS_FAILED = "corrections_failed"


@asset(group_name="extract", partitions_def=PERIODS, owners=OWNERS, deps=["extractions"], kinds={"table"})
def observations(
    context: AssetExecutionContext, workplace: ResourceParam[Workplace]
) -> MaterializeResult[None]:
    """Every mapped and unmapped figure of the period's documents, as written, with its sentence and place.

    The unmapped ones wait for review; corrected ones are there as written and as they hold. Rows that break
    the table's schema are findings instead.
    """
    period = context.partition_key
    documents = period_documents(workplace, period).documents
    corrections = period_corrections(workplace, period, documents)
    rows = conform(observation_frame(documents, corrections.applied), OBSERVATIONS).good
    with workplace.writing() as connection:
        replace_period(connection, tables.observations, period, rows)
        log_corrections(connection, corrections)
        made = described(connection, tables.observations, period, by="status")
    failed = [finding.message for finding in corrections.failures]
    return made._replace(metadata={**(made.metadata or {}), CORRECTIONS_FAILED: failed})


@asset(group_name="extract", partitions_def=PERIODS, owners=OWNERS, deps=["extractions"], kinds={"table"})
def listings(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult[None]:
    """Every unit that a per-unit list of the period names, with its rating or safety outcome."""
    period = context.partition_key
    rows = conform(listing_frame(period_documents(workplace, period).documents), LISTINGS).good
    with workplace.writing() as connection:
        replace_period(connection, tables.listings, period, rows)
        return described(connection, tables.listings, period, by="unit_kind")
