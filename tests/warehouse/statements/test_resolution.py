"""How several statements about one figure become one value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest


def test_a_stated_count_is_the_reported_value(ledger: Any) -> None:
    said = ledger.observe("D1", "crime.cases", 28)
    ledger.consolidate()
    figure = ledger.figure("D1", "crime.cases")
    assert (figure.value, figure.origin) == (Decimal(28), "reported")
    assert ledger.made_of("D1", "crime.cases") == {(said, "reported")}


def test_a_fact_said_twice_is_not_added(ledger: Any) -> None:
    document = ledger.document("D1")
    first = ledger.observe("D1", "crime.cases", 28, document_id=document)
    second = ledger.observe("D1", "crime.cases", 28, document_id=document, locator="body/p[9]")
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases").value == 28
    assert ledger.made_of("D1", "crime.cases") == {(first, "reported"), (second, "discarded")}


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"qualifier": "at_least"}, {}),
        ({"locator": "footnote[3]/p[1]"}, {"locator": "body/p[40]"}),
        ({"role": "part"}, {"role": "count", "locator": "body/p[40]"}),
        ({"role": "whole"}, {"role": "part", "locator": "body/p[40]"}),
        ({"sender_id": "P"}, {}),
    ],
)
def test_the_stronger_wording_is_chosen(
    ledger: Any, weaker: dict[str, str], stronger: dict[str, str]
) -> None:
    document = ledger.document("D1")
    ledger.observe("D1", "crime.cases", 30, **{"document_id": document} | weaker)
    chosen = ledger.observe("D1", "crime.cases", 28, **{"document_id": document} | stronger)
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases").value == 28
    assert (chosen, "reported") in ledger.made_of("D1", "crime.cases")


def test_own_report_comes_before_notice_and_notice_before_news(ledger: Any) -> None:
    news = ledger.document("P", "news")
    notice = ledger.document("P", "notice")
    ledger.observe("D1", "crime.cases", 108, document_id=news, sender_id="P")
    ledger.observe("D1", "crime.cases", 106, document_id=notice, sender_id="P")
    ledger.observe("D2", "crime.cases", 7, document_id=notice, sender_id="P")
    ledger.observe("D2", "crime.cases", 6)
    ledger.consolidate()
    assert (ledger.figure("D1", "crime.cases").value, ledger.figure("D1", "crime.cases").origin) == (
        106,
        "notice",
    )
    assert (ledger.figure("D2", "crime.cases").value, ledger.figure("D2", "crime.cases").origin) == (
        6,
        "reported",
    )


def test_an_inexact_own_figure_never_replaces_an_exact_notice(ledger: Any) -> None:
    ledger.observe("P", "crime.cases", 1000, qualifier="at_least")
    ledger.observe("P", "crime.cases", 1008, document_id=ledger.document("P", "notice"))
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 1008


def test_an_inexact_figure_is_taken_where_nothing_else_is_known(ledger: Any) -> None:
    ledger.observe("P", "crime.cases", 1000, qualifier="at_least")
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 1000


def test_statements_of_several_deciding_levels_add_up(ledger: Any) -> None:
    by_communes = ledger.observe("D1", "safety.recognised", 7, unit_kind="agency", decided_by="commune")
    by_city = ledger.observe("D1", "safety.recognised", 52, unit_kind="agency", decided_by="district")
    ledger.consolidate()
    figure = ledger.figure("D1", "safety.recognised", unit_kind="agency")
    assert (figure.value, figure.origin) == (59, "reported")
    assert ledger.made_of("D1", "safety.recognised", unit_kind="agency") == {
        (by_communes, "summed"),
        (by_city, "summed"),
    }


def test_delegated_units_add_to_the_rest_of_their_deciding_level(ledger: Any) -> None:
    ledger.observe("D1", "rating.assessed", 18, unit_kind="agency", decided_by="district", subset="delegated")
    ledger.observe("D1", "rating.assessed", 35, unit_kind="agency", decided_by="district")
    ledger.consolidate()
    assert ledger.figure("D1", "rating.assessed", unit_kind="agency").value == 53


def test_a_stated_total_wins_over_its_parts(ledger: Any) -> None:
    total = ledger.observe("D1", "safety.recognised", 60, unit_kind="agency")
    part = ledger.observe("D1", "safety.recognised", 7, unit_kind="agency", decided_by="commune")
    ledger.consolidate()
    assert ledger.figure("D1", "safety.recognised", unit_kind="agency").value == 60
    assert ledger.made_of("D1", "safety.recognised", unit_kind="agency") == {
        (total, "reported"),
        (part, "discarded"),
    }


def test_parts_of_a_weaker_source_do_not_join_those_of_the_own_report(ledger: Any) -> None:
    ledger.observe("D1", "safety.recognised", 52, unit_kind="agency", decided_by="district")
    ledger.observe(
        "D1",
        "safety.recognised",
        7,
        unit_kind="agency",
        decided_by="commune",
        document_id=ledger.document("P", "news"),
        sender_id="P",
    )
    ledger.consolidate()
    assert ledger.figure("D1", "safety.recognised", unit_kind="agency").value == 52


def test_the_total_over_kinds_is_their_sum_when_all_expected_kinds_are_there(ledger: Any) -> None:
    for kind, registered, recognised in (("agency", 60, 59), ("school", 8, 8)):
        ledger.observe("D1", "safety.registered", registered, unit_kind=kind)
        ledger.observe("D1", "safety.recognised", recognised, unit_kind=kind)
    ledger.consolidate()
    total = ledger.figure("D1", "safety.recognised")
    assert (total.value, total.origin) == (67, "derived")
    assert len(ledger.made_of("D1", "safety.recognised")) == 2


def test_no_total_over_kinds_where_an_expected_kind_is_missing(ledger: Any) -> None:
    ledger.observe("D1", "safety.registered", 60, unit_kind="agency")
    ledger.observe("D1", "safety.registered", 8, unit_kind="school")
    ledger.observe("D1", "safety.recognised", 59, unit_kind="agency")
    ledger.consolidate()
    assert ledger.figure("D1", "safety.recognised") is None


def test_a_total_is_never_the_sum_of_categories(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 20, category="property")
    ledger.observe("D1", "crime.cases", 8, category="person")
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases") is None
    assert ledger.figure("D1", "crime.cases", category="property").value == 20


@pytest.mark.parametrize("status", ["superseded", "duplicate", "withdrawn", "quarantined"])
def test_only_accepted_documents_count(ledger: Any, status: str) -> None:
    ledger.observe("D1", "crime.cases", 30, document_id=ledger.document("D1", status=status))
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases") is None


@pytest.mark.parametrize("role", ["percent", "change", "change_percent", "target", "previous"])
def test_other_roles_are_no_values(ledger: Any, role: str) -> None:
    ledger.observe("D1", "crime.cases", 30, role=role)
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases") is None


def test_a_later_year_s_report_never_gives_a_value_of_this_year(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 30, reported_period_code="2024")
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases") is None


def test_the_later_of_two_reports_is_believed(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28, document_id=ledger.document("D1", dated_on=date(2023, 12, 20)))
    ledger.observe("D1", "crime.cases", 30, document_id=ledger.document("D1", dated_on=date(2023, 12, 10)))
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases").value == 28
