"""From a published value back to the sentences, and the small queries of the summary, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert

from schemas.vocabulary import DocumentStatus, FigureStatus, Operation, Origin, ReleaseStatus, Severity
from warehouse import tables
from warehouse.audit import AuditOutcome
from warehouse.engine import Warehouse
from warehouse.explain import Explanation, explain
from warehouse.reading import (
    current_releases,
    documents_by_status,
    figures_by_status,
    findings_by_severity,
    province_table,
    reporting_counts,
)
from warehouse.release import publish

PERIOD = "2031"
PROVINCE, NORTH, SOUTH, EAST = "x-01", "x-01-1", "x-01-2", "x-01-3"
NOW = datetime(2032, 1, 5, tzinfo=UTC)
TOTAL = {"period_code": PERIOD, "indicator_code": "crime.cases", "unit_kind": None, "category": None}


def add(connection: Connection, table: Table, **values: Any) -> None:
    connection.execute(insert(table), [values])


def add_unit(connection: Connection, unit_id: str, name: str, level: str, parent: str | None) -> None:
    add(
        connection,
        tables.units,
        unit_id=unit_id,
        name=name,
        short_name=name,
        level=level,
        kind=level,
        parent_id=parent,
        valid_from=date(2020, 1, 1),
    )


def add_document(connection: Connection, document_id: str, status: str = "accepted") -> None:
    add(
        connection,
        tables.documents,
        document_id=document_id,
        content_hash=document_id,
        file_name=f"{document_id}.docx",
        version=1,
        received_at=NOW.replace(tzinfo=None),
        status=status,
        figures_mapped=3,
        figures_unmapped=2,
        figures_not_statistic=1,
        figures_out_of_scope=4,
    )


def add_observation(
    connection: Connection, identity: str, unit_id: str, value: int, document_id: str
) -> None:
    add(
        connection,
        tables.observations,
        observation_id=identity,
        reported_period_code=PERIOD,
        unit_id=unit_id,
        value=value,
        role="count",
        status="mapped",
        unit="vụ",
        raw=f"{value:02}",
        qualifier="exact",
        decimals=0,
        statement="s1",
        document_id=document_id,
        locator=f"body/p[{value}]",
        start_at=8,
        end_at=10,
        quote=f"Xảy ra {value:02} vụ",
        confidence=0.9,
        **TOTAL,
    )


def contribute(connection: Connection, unit_id: str, identity: str, operation: str) -> None:
    add(
        connection,
        tables.contributions,
        unit_id=unit_id,
        observation_id=identity,
        operation=operation,
        **TOTAL,
    )


@pytest.fixture
def published(warehouse: Warehouse) -> Warehouse:
    """Three districts: the north reported 20 (the news said 21), the south 8, the east nothing."""
    with warehouse.begin() as connection:
        add(
            connection,
            tables.periods,
            period_code=PERIOD,
            grain="year",
            year=2031,
            starts_on=date(2030, 12, 15),
            ends_on=date(2031, 12, 14),
            label_vi="Năm 2031",
            label_en="2031",
        )
        add(
            connection,
            tables.indicators,
            indicator_code="crime.cases",
            label_vi="Số vụ",
            label_en="Cases",
            unit="vụ",
            kind="count",
            over_units="sum",
            over_time="sum",
            better="lower",
            period_scheme="administrative",
            domain="crime",
            source="s",
        )
        add_unit(connection, PROVINCE, "Tỉnh Mẫu", "province", None)
        add_unit(connection, NORTH, "Huyện Bắc", "district", PROVINCE)
        add_unit(connection, SOUTH, "Huyện Nam", "district", PROVINCE)
        add_unit(connection, EAST, "Huyện Đông", "district", PROVINCE)
        for document_id in ("north", "south", "news"):
            add_document(connection, document_id)
        add_document(connection, "unreadable", "quarantined")
        add_observation(connection, "o1", NORTH, 20, "north")
        add_observation(connection, "o2", SOUTH, 8, "south")
        add_observation(connection, "o3", NORTH, 21, "news")
        for unit_id, value, origin in (
            (PROVINCE, 28, "summed"),
            (NORTH, 20, "reported"),
            (SOUTH, 8, "reported"),
        ):
            add(
                connection,
                tables.indicator_values,
                unit_id=unit_id,
                value=value,
                origin=origin,
                units_expected=3 if unit_id == PROVINCE else 1,
                units_reported=2 if unit_id == PROVINCE else 1,
                is_complete=unit_id != PROVINCE,
                **TOTAL,
            )
        contribute(connection, PROVINCE, "o1", "summed")
        contribute(connection, PROVINCE, "o2", "summed")
        contribute(connection, NORTH, "o3", "discarded")
        contribute(connection, NORTH, "o1", "reported")
        contribute(connection, SOUTH, "o2", "reported")
        add(
            connection,
            tables.comparisons,
            unit_id=PROVINCE,
            value=28,
            previous_value=20,
            change=8,
            change_pct=40,
            comparability="comparable",
            **TOTAL,
        )
        add(
            connection,
            tables.findings,
            finding_id="f1",
            period_code=PERIOD,
            locator="",
            rule="A01",
            severity="warning",
            message="…",
        )
        add(
            connection,
            tables.reporting_status,
            period_code=PERIOD,
            unit_id=EAST,
            report_type="narrative",
            timeliness="missing",
            status="missing",
            errors=0,
            warnings=0,
        )
    publish(
        warehouse,
        PERIOD,
        status=ReleaseStatus.PRELIMINARY,
        published_at=NOW,
        audit=lambda connection, period_code: AuditOutcome(True),
    )
    return warehouse


def explained(warehouse: Warehouse, unit: str, indicator: str = "crime.cases") -> Explanation:
    with warehouse.reading() as connection:
        return explain(connection, unit, PERIOD, indicator)


def test_a_reported_value_leads_to_its_sentence_and_place(published: Warehouse) -> None:
    explanation = explained(published, SOUTH)
    assert (explanation.name, explanation.label_vi, explanation.measure) == ("Huyện Nam", "Số vụ", "vụ")
    (value,) = explanation.values
    assert (value.value, value.origin, value.release_id) == (Decimal(8), Origin.REPORTED, "2031-r1")
    (source,) = value.sources
    assert (source.operation, source.raw, source.quote) == (Operation.REPORTED, "08", "Xảy ra 08 vụ")
    assert (source.file_name, source.locator) == ("south.docx", "body/p[8]")


def test_what_was_considered_and_discarded_is_named_last(published: Warehouse) -> None:
    (value,) = explained(published, NORTH).values
    assert [(each.operation, each.file_name) for each in value.sources] == [
        (Operation.REPORTED, "north.docx"),
        (Operation.DISCARDED, "news.docx"),
    ]


def test_a_summed_value_lists_its_children_and_those_that_are_missing(published: Warehouse) -> None:
    (value,) = explained(published, PROVINCE).values
    assert (value.units_reported, value.units_expected, value.is_complete) == (2, 3, False)
    children = {child.name: child.value for child in value.children}
    assert children == {"Huyện Bắc": Decimal(20), "Huyện Nam": Decimal(8), "Huyện Đông": None}
    quotes = {child.name: [each.quote for each in child.sources] for child in value.children}
    assert quotes["Huyện Nam"] == ["Xảy ra 08 vụ"]


def test_the_sources_of_a_sum_are_the_sentences_of_its_children(published: Warehouse) -> None:
    (value,) = explained(published, PROVINCE).values
    assert {each.quote for each in value.sources} == {"Xảy ra 20 vụ", "Xảy ra 08 vụ"}


def test_a_value_that_is_not_published_has_an_empty_explanation(published: Warehouse) -> None:
    assert explained(published, EAST).values == ()
    assert explained(published, "nowhere", "no.such").values == ()


def test_the_summary_counts_documents_figures_and_findings(published: Warehouse) -> None:
    with published.reading() as connection:
        documents = documents_by_status(connection)
        figures = figures_by_status(connection)
        findings = findings_by_severity(connection, PERIOD)
    assert (documents[DocumentStatus.ACCEPTED], documents[DocumentStatus.QUARANTINED]) == (3, 1)
    assert figures == {
        FigureStatus.MAPPED: 9,
        FigureStatus.UNMAPPED: 6,
        FigureStatus.NOT_STATISTIC: 3,
        FigureStatus.OUT_OF_SCOPE: 12,
    }
    assert findings == {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 0}


def test_the_province_table_sets_each_figure_beside_the_year_before(published: Warehouse) -> None:
    with published.reading() as connection:
        (row,) = province_table(connection, PROVINCE, PERIOD)
    assert (row.label_vi, row.value, row.previous_value, row.change_pct) == (
        "Số vụ",
        Decimal(28),
        Decimal(20),
        Decimal(40),
    )


def test_the_summary_names_the_newest_release_and_what_is_missing(published: Warehouse) -> None:
    with published.reading() as connection:
        (release,) = current_releases(connection)
        (owed,) = reporting_counts(connection, PERIOD)
    assert (release.release_id, release.status, release.value_count) == (
        "2031-r1",
        ReleaseStatus.PRELIMINARY,
        3,
    )
    assert (owed.status, owed.timeliness, owed.count) == ("missing", "missing", 1)
