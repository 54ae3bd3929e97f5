"""Asset `findings`: what does not add up in the documents of a period."""

from collections.abc import Iterator
from datetime import UTC, datetime

from dagster import AssetExecutionContext, MaterializeResult, ResourceParam, asset
from sqlalchemy import Connection

from assets.corrections import PeriodCorrections, period_corrections
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
from schemas.vocabulary import Severity
from warehouse import tables
from warehouse.built_from_parts import compare_with_parts
from warehouse.completeness import find_what_is_missing
from warehouse.contradictions import find_contradictions
from warehouse.outliers import find_outliers
from warehouse.past_compared import compare_with_the_past
from warehouse.sources_compared import compare_sources
from warehouse.writing import replace_period

DECISION_NO_LONGER_FITS = "I21"


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
    documents = period_documents(workplace, period.code)
    corrections = period_corrections(workplace, period.code, documents.documents)
    found = [*_found(documents, corrections), *_missed(documents)]
    with workplace.writing() as connection:
        replace_period(connection, tables.findings, period.code, finding_frame(found, period.code))
        _find_between_documents(connection, workplace, period)
        families = list(family_results(connection, period.code))
        return described(connection, tables.findings, period.code, by="severity", checks=families)


def _found(period: PeriodDocuments, corrections: PeriodCorrections) -> Iterator[Finding]:
    yield from period.findings
    yield from corrections.failures
    for document in period.documents:
        yield from check_extraction(document.extraction, document.document_id)
    observed = observation_frame(period.documents, corrections.applied)
    yield from conform(observed, OBSERVATIONS).findings
    yield from conform(listing_frame(period.documents), LISTINGS).findings


def _find_between_documents(connection: Connection, workplace: Workplace, period: Period) -> None:
    roots = roots_of(connection, workplace, period)
    find_contradictions(connection, period, schemes_in_force(roots, period))
    compare_sources(connection, period, roots)
    compare_with_the_past(connection, period)
    compare_with_parts(connection, period)
    find_outliers(connection, period)
    find_what_is_missing(connection, period, datetime.now(UTC).date())


def _missed(period: PeriodDocuments) -> Iterator[Finding]:
    """The remembered decisions that no longer fit a document of their sender."""
    for document in period.documents:
        identity = document.extraction.identity
        for misfit in document.extraction.misfits:
            yield Finding(
                rule=DECISION_NO_LONGER_FITS,
                severity=Severity.WARNING,
                message=misfit.message,
                period_code=identity.period_code,
                unit_id=identity.unit_id,
                document_id=document.document_id,
                locator=misfit.locator,
            )
