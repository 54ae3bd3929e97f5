"""Assets `observations` and `listings`: what the documents of a period say, row by row."""

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset

from assets.corrections import log_corrections, period_corrections
from assets.described import OWNERS, described
from assets.guarded_rows import accounting_check, write_guarded
from assets.observation_rows import listing_frame, observation_frame
from assets.partitions import PERIODS
from assets.period_documents import period_documents
from assets.workplace import Workplace
from schemas.frames.observations import LISTINGS, OBSERVATIONS
from warehouse import tables

CORRECTIONS_FAILED = "corrections_failed"


@asset(
    group_name="extract",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["extractions"],
    check_specs=[accounting_check("observations")],
    kinds={"table"},
)
def observations(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult:  # type: ignore[type-arg]
    """Every mapped and unmapped figure of the period's documents, as written, with its sentence and place.

    The unmapped ones wait for review; corrected ones are there as written and as they hold. Rows that break
    the table's schema are set apart, each with a finding.
    """
    period = context.partition_key
    documents = period_documents(workplace, period).documents
    corrections = period_corrections(workplace, period, documents)
    rows = observation_frame(documents, corrections.applied)
    with workplace.writing() as connection:
        account = write_guarded(connection, tables.observations, OBSERVATIONS, period, rows)
        log_corrections(connection, corrections)
        made = described(connection, tables.observations, period, by="status", checks=[account])
    failed = [finding.message for finding in corrections.failures]
    return made._replace(metadata={**(made.metadata or {}), CORRECTIONS_FAILED: failed})


@asset(
    group_name="extract",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=["extractions"],
    check_specs=[accounting_check("listings")],
    kinds={"table"},
)
def listings(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult:  # type: ignore[type-arg]
    """Every unit that a per-unit list of the period names, with its rating or safety outcome."""
    period = context.partition_key
    rows = listing_frame(period_documents(workplace, period).documents)
    with workplace.writing() as connection:
        account = write_guarded(connection, tables.listings, LISTINGS, period, rows)
        return described(connection, tables.listings, period, by="unit_kind", checks=[account])
