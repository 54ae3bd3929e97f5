"""Which document stands, when a sender sends more than one of a type for a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import DocumentStatus, ReportType
from sources.versions import SentDocument, standings

SCAN = datetime(2024, 1, 5, 1, 30, tzinfo=UTC)
NEXT_SCAN = datetime(2024, 1, 6, 1, 30, tzinfo=UTC)


def receipt(document_id: str, **changes: object) -> SentDocument:
    plain = SentDocument(
        document_id=document_id,
        content_hash=f"hash of {document_id}",
        file_name=f"{document_id}.docx",
        unit_id="2004-105",
        period_code="2023",
        report_type=ReportType.NARRATIVE,
        received_at=SCAN,
        covers=frozenset({"figures/crime", "figures/drug"}),
        states=frozenset({"crime.cases", "drug.cases"}),
    )
    return replace(plain, **changes)


def test_a_single_document_is_accepted_as_version_one():
    result, findings = standings([receipt("a")])
    assert result["a"].status is DocumentStatus.ACCEPTED
    assert result["a"].version == 1
    assert findings == ()


def test_the_same_content_twice_is_one_document_and_the_first_receipt_stands():
    again = receipt("b", content_hash="hash of a", received_at=NEXT_SCAN, unit_id="2004-106")
    result, _ = standings([again, receipt("a")])
    assert result["a"].status is DocumentStatus.ACCEPTED
    assert result["b"].status is DocumentStatus.DUPLICATE
    assert result["b"].superseded_by == "a"
    assert "a.docx" in (result["b"].reason or "")


def test_a_later_receipt_of_the_same_sections_supersedes():
    result, findings = standings([receipt("a"), receipt("b", received_at=NEXT_SCAN)])
    assert result["a"].status is DocumentStatus.SUPERSEDED
    assert result["a"].superseded_by == "b"
    assert result["b"].version == 2
    assert findings == ()


def test_the_documents_date_outweighs_the_order_of_receipt():
    older = receipt("late arrival", dated_on=date(2023, 12, 1), received_at=NEXT_SCAN)
    newer = receipt("early arrival", dated_on=date(2023, 12, 20))
    result, _ = standings([older, newer])
    assert result["late arrival"].status is DocumentStatus.SUPERSEDED


def test_an_explicit_correction_outweighs_the_documents_date():
    original = receipt("original", dated_on=date(2023, 12, 20))
    correction = receipt("correction", dated_on=date(2023, 12, 1), is_correction=True)
    result, _ = standings([original, correction])
    assert result["original"].superseded_by == "correction"


def test_the_files_modified_time_decides_where_dates_are_equal():
    day = date(2023, 12, 20)
    first = receipt("first", dated_on=day, modified_at=datetime(2023, 12, 20, 8, tzinfo=UTC))
    second = receipt("second", dated_on=day, modified_at=datetime(2023, 12, 20, 9, tzinfo=UTC))
    result, _ = standings([second, first])
    assert result["first"].superseded_by == "second"


def test_a_date_that_one_of_them_lacks_decides_nothing():
    dated = receipt("dated", dated_on=date(2023, 12, 20))
    undated = receipt("undated", received_at=NEXT_SCAN)
    result, _ = standings([dated, undated])
    assert result["dated"].superseded_by == "undated"


def test_an_annex_never_replaces_an_annex_about_something_else():
    first = receipt("annex 1", report_type=ReportType.ANNEX, covers=frozenset({"listing/safety"}))
    second = receipt("annex 2", report_type=ReportType.ANNEX, covers=frozenset({"figures/model"}))
    result, findings = standings([first, replace(second, received_at=NEXT_SCAN)])
    assert {standing.status for standing in result.values()} == {DocumentStatus.ACCEPTED}
    assert findings == ()


def test_a_partial_correction_replaces_only_what_it_states():
    correction = receipt(
        "correction",
        is_correction=True,
        covers=frozenset({"figures/crime"}),
        states=frozenset({"crime.cases"}),
    )
    result, _ = standings([receipt("report"), correction])
    assert result["report"].status is DocumentStatus.ACCEPTED
    assert result["report"].replaced == {"crime.cases"}
    assert result["correction"].replaced == frozenset()


def test_two_that_nothing_orders_both_stay_with_a_finding():
    result, findings = standings([receipt("a"), receipt("b")])
    assert {standing.status for standing in result.values()} == {DocumentStatus.ACCEPTED}
    (finding,) = findings
    assert "a.docx" in finding.message
    assert "b.docx" in finding.message
    assert finding.unit_id == "2004-105"


def test_documents_of_different_periods_senders_or_types_do_not_meet():
    others = [
        receipt("a"),
        receipt("b", period_code="2022", received_at=NEXT_SCAN),
        receipt("c", unit_id="2004-106", received_at=NEXT_SCAN),
        receipt("d", report_type=ReportType.ANNEX, received_at=NEXT_SCAN),
    ]
    result, _ = standings(others)
    assert {standing.status for standing in result.values()} == {DocumentStatus.ACCEPTED}


def test_plans_without_figures_supersede_each_other_as_wholes():
    plan = receipt("plan", report_type=ReportType.PLAN, covers=frozenset(), states=frozenset())
    result, _ = standings([plan, replace(plan, document_id="new", content_hash="new", received_at=NEXT_SCAN)])
    assert result["plan"].superseded_by == "new"


SECTIONS = st.frozensets(st.sampled_from(["crime", "drug", "traffic"]))
DAYS = st.one_of(st.none(), st.dates(date(2023, 12, 1), date(2023, 12, 4)))


@given(st.lists(st.tuples(SECTIONS, DAYS, st.booleans(), st.sampled_from([SCAN, NEXT_SCAN])), max_size=6))
def test_every_section_that_was_sent_still_stands_somewhere(sent):
    receipts = [
        receipt(
            str(i), covers=covers, states=covers, dated_on=day, is_correction=correction, received_at=received
        )
        for i, (covers, day, correction, received) in enumerate(sent)
    ]
    result, _ = standings(receipts)
    standing = [r for r in receipts if result[r.document_id].status is DocumentStatus.ACCEPTED]
    left = {section for r in standing for section in r.states - result[r.document_id].replaced}
    assert left == {section for r in receipts for section in r.covers}


@given(st.permutations(range(4)))
def test_the_order_in_which_receipts_are_listed_does_not_matter(order):
    receipts = [
        receipt("0"),
        receipt("1", dated_on=date(2023, 12, 1)),
        receipt("2", received_at=NEXT_SCAN, covers=frozenset({"figures/crime"})),
        receipt("3", content_hash="hash of 0"),
    ]
    assert standings([receipts[i] for i in order])[0] == standings(receipts)[0]
