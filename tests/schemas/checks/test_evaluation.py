"""From results to findings."""

from __future__ import annotations

from schemas.checks import Outcome
from schemas.vocabulary import FigureStatus, Role


def test_a_finding_names_document_place_sender_and_period(clerk):
    figures = clerk.fraction(25, 28, 79, locator="footnote[3]/p[1]", unit_id="child", period_code="2022")
    (finding,) = clerk.findings(*figures)
    assert (finding.document_id, finding.locator) == ("document", "footnote[3]/p[1]")
    assert (finding.unit_id, finding.period_code) == ("sender", "2023")


def test_findings_stand_in_reading_order(clerk):
    late = [clerk.figure(role, value, "z") for role, value in _wrong_share()]
    early = [clerk.figure(role, value, "a", locator="body/p[2]") for role, value in _wrong_share()]
    assert [finding.locator for finding in clerk.findings(*late, *early)] == ["body/p[1]", "body/p[2]"]


def test_figures_that_are_no_statistic_or_out_of_scope_are_not_checked(clerk):
    hidden = [
        clerk.figure(Role.PART, 25, status=FigureStatus.OUT_OF_SCOPE, value=None),
        clerk.figure(Role.WHOLE, 28, status=FigureStatus.NOT_STATISTIC),
        clerk.figure(Role.PERCENT, 79, status=FigureStatus.OUT_OF_SCOPE),
    ]
    assert [finding.rule for finding in clerk.findings(*hidden)] == ["S02"]


def test_a_document_without_figures_is_told_so_and_nothing_else(clerk):
    assert [result.rule for result in clerk.results()] == ["S02"]


def test_what_holds_is_a_result_too(clerk):
    results = clerk.results(*clerk.fraction(25, 28, "89.3"))
    assert {(result.rule, result.outcome) for result in results} == {
        ("A05", Outcome.HOLDS),
        ("A06", Outcome.HOLDS),
    }


def _wrong_share():
    return [(Role.PART, 25), (Role.WHOLE, 28), (Role.PERCENT, 79)]
