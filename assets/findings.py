"""Asset `findings`: what does not add up in the documents of a period."""

from collections.abc import Iterator
from datetime import UTC, datetime

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset
from sqlalchemy import Connection

from assets.described import OWNERS, described
from assets.family_checks import FAMILY_CHECKS, family_results
from assets.finding_rows import finding_frame
from assets.observation_rows import listing_frame, observation_frame
from assets.partitions import PERIODS
from assets.period_documents import PeriodDocuments, period_documents
from assets.roots import roots_of
from assets.schemes_in_force import schemes_in_force
from assets.workplace import Workplace
from schemas.checks import check_extraction
from schemas.finding import Finding
from schemas.frames.conform import conform
from schemas.frames.observations import LISTINGS, OBSERVATIONS
from schemas.periods import Period, parse_period
from warehouse import tables
from warehouse.built_from_parts import compare_with_parts
from warehouse.completeness import find_what_is_missing
from warehouse.contradictions import find_contradictions
from warehouse.outliers import find_outliers
from warehouse.past_compared import compare_with_the_past
from warehouse.sources_compared import compare_sources
from warehouse.writing import replace_period


@asset(
    group_name="check",
    partitions_def=PERIODS,
    owners=OWNERS,
    deps=[
        "observations",
        "listings",
        "expected_reports",
        "indicator_values",
        "comparisons",
        "unit_ratings",
        "safety_recognitions",
    ],
    check_specs=FAMILY_CHECKS,
    kinds={"table"},
)
def findings(context: AssetExecutionContext, workplace: ResourceParam[Workplace]) -> MaterializeResult:  # type: ignore[type-arg]
    """Each rule that a document breaks, with the place, what was reported and what was expected.

    Also what contradicts between documents and years, what is missing, and which rows were turned away.
    """
    period = parse_period(context.partition_key)
    found = list(_found(period_documents(workplace, period.code)))
    with workplace.writing() as connection:
        replace_period(connection, tables.findings, period.code, finding_frame(found, period.code))
        _find_between_documents(connection, workplace, period)
        families = list(family_results(connection, period.code))
        return described(connection, tables.findings, period.code, by="severity", checks=families)


def _found(period: PeriodDocuments) -> Iterator[Finding]:
    yield from period.findings
    for document in period.documents:
        yield from check_extraction(document.extraction, document.document_id)
    yield from conform(observation_frame(period.documents), OBSERVATIONS).findings
    yield from conform(listing_frame(period.documents), LISTINGS).findings


def _find_between_documents(connection: Connection, workplace: Workplace, period: Period) -> None:
    roots = roots_of(connection, workplace, period)
    find_contradictions(connection, period, schemes_in_force(roots, period))
    compare_sources(connection, period, roots)
    compare_with_the_past(connection, period)
    compare_with_parts(connection, period)
    find_outliers(connection, period)
    find_what_is_missing(connection, period, datetime.now(UTC).date())
