"""Figures and listings as rows: what is stored, under which id, and what a correction takes away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assets.finding_rows import finding_frame
from assets.observation_rows import listing_frame, observation_frame
from assets.period_documents import PeriodDocument
from schemas.figure import Extraction, Figure, Identity, ListingRow
from schemas.finding import Finding
from schemas.frames.conform import conform
from schemas.frames.observations import FINDINGS, LISTINGS, OBSERVATIONS
from schemas.vocabulary import FigureStatus, Rating, ReportType, Role, Severity, UnitKind
from sources.versions import figure_statement

SENDER = "2004-110"


def figure(raw: str = "31", status: FigureStatus = FigureStatus.MAPPED, **changes: object) -> Figure:
    plain = Figure(
        raw=raw,
        value=Decimal(31),
        unit="vụ",
        role=Role.COUNT,
        status=status,
        locator="body/p[5]",
        start=10,
        end=12,
        quote="Xảy ra 31 vụ",
        statement="s1",
        indicator_code="crime.cases",
    )
    return replace(plain, **changes)


def document(*figures: Figure, listings: tuple[ListingRow, ...] = (), **changes: object) -> PeriodDocument:
    identity = Identity(SENDER, "2023", ReportType.NARRATIVE, None, 1.0)
    extraction = Extraction("c0ffee", identity, figures, listings)
    return replace(PeriodDocument("d1", "c0ffee", "bao cao.docx", "2023", extraction), **changes)


def test_only_mapped_and_unmapped_figures_are_stored():
    statuses = [figure(start=place, status=status) for place, status in enumerate(FigureStatus)]
    rows = observation_frame([document(*statuses)])
    assert set(rows.status) == {"mapped", "unmapped"}


def test_a_figure_without_a_unit_or_period_of_its_own_is_the_documents():
    rows = observation_frame([document(figure(), figure(start=40, unit_id="2004-12", period_code="2022"))])
    assert rows.unit_id.tolist() == [SENDER, "2004-12"]
    assert rows.period_code.tolist() == ["2023", "2022"]
    assert rows.reported_period_code.tolist() == ["2023", "2023"]


def test_ids_depend_on_content_and_place_alone():
    first = observation_frame([document(figure())])
    elsewhere = observation_frame([document(figure(start=99), figure(), document_id="d2")])
    assert first.observation_id.item() == elsewhere.observation_id.iloc[1]


def test_two_figures_of_one_place_have_different_ids():
    rows = observation_frame([document(figure(), figure(indicator_code="crime.cases_solved"))])
    assert rows.observation_id.is_unique


def test_what_a_later_correction_states_is_left_out_and_the_rest_keeps_its_id():
    corrected, kept = figure(), figure(start=50, indicator_code="drug.cases")
    before = observation_frame([document(corrected, kept)])
    replaced = frozenset({figure_statement(corrected, SENDER)})
    after = observation_frame([document(corrected, kept, replaced=replaced)])
    assert after.observation_id.tolist() == before.observation_id.tolist()[1:]


def test_rows_fit_the_schemas_of_their_tables():
    row = ListingRow(
        "table[1]/r[2]", "Tổ 4", UnitKind.RESIDENTIAL_AREA, None, SENDER, "2023", Rating.GOOD, Decimal(81)
    )
    documents = [document(figure(), listings=(row,))]
    finding = Finding("A01", Severity.ERROR, "Sai.", None, SENDER, "d1", "body/p[5]", Decimal(1), Decimal(2))
    assert conform(observation_frame(documents), OBSERVATIONS).failures == ()
    assert conform(listing_frame(documents), LISTINGS).failures == ()
    assert conform(finding_frame([finding], "2023"), FINDINGS).failures == ()


def test_the_same_finding_at_the_same_place_is_one_row():
    finding = Finding("A01", Severity.ERROR, "Sai.", "2023", SENDER, "d1", "body/p[5]")
    assert len(finding_frame([finding, finding], "2023")) == 1
