"""Equations between the figures of one document (A08, A09, A15)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.checks import Outcome
from schemas.checks.rules import Relation, rule_book
from schemas.indicators import indicators
from schemas.vocabulary import Level, Role, Severity, UnitKind

CLASSES = ["rating.excellent", "rating.good", "rating.average", "rating.weak"]
counts = st.integers(0, 3000)


def stated(clerk, values: dict[str, int], **also):
    """Each indicator in a statement of its own."""
    return [
        clerk.figure(Role.COUNT, value, f"s{number}", **({"indicator_code": code} | also))
        for number, (code, value) in enumerate(values.items())
    ]


EQUALITIES = [e for e in rule_book().equations if e.relation is Relation.EQUAL and e.parts]
CEILINGS = [e for e in rule_book().equations if e.relation is Relation.AT_MOST and len(e.parts) == 1]


def consistent_parts(equation, values):
    """Parts that break no ceiling among themselves: only the equation at hand is under test."""
    return dict(zip(equation.parts, values, strict=False))


@given(st.sampled_from(EQUALITIES), st.lists(counts, min_size=5, max_size=5))
def test_parts_that_make_up_their_total_are_never_flagged(clerk, equation, values):
    parts = consistent_parts(equation, values)
    assert clerk.findings(*stated(clerk, {equation.total: sum(parts.values())} | parts)) == ()


@given(st.sampled_from(EQUALITIES), st.lists(counts, min_size=5, max_size=5), st.integers(0, 20_000))
def test_parts_that_do_not_make_up_their_total_are_always_flagged(clerk, equation, values, total):
    parts = consistent_parts(equation, values)
    assume(sum(parts.values()) != total)
    found = clerk.findings(*stated(clerk, {equation.total: total} | parts))
    (finding,) = [finding for finding in found if finding.rule == equation.rule]
    assert (finding.reported, finding.expected) == (total, sum(parts.values()))
    assert finding.severity is Severity.WARNING


@given(st.sampled_from(CEILINGS), counts, counts)
def test_a_part_is_flagged_exactly_where_it_is_greater_than_its_total(clerk, equation, part, total):
    found = clerk.findings(*stated(clerk, {equation.total: total, equation.parts[0]: part}))
    assert ("A15" in {finding.rule for finding in found}) == (part > total)


def test_every_equation_speaks_of_indicators_that_exist():
    for equation in rule_book().equations:
        assert {equation.total, *equation.parts} <= set(indicators())


def test_every_ceiling_counts_one_unit_of_measure():
    for equation in rule_book().equations:
        units = [indicators()[code].unit for code in (equation.total, *equation.parts)]
        assert all(one == other for one, other in pairwise(units))


def test_the_sentence_shows_the_sum(clerk):
    found = clerk.findings(*stated(clerk, {"tip.received": 64, "tip.resolved": 59, "tip.pending": 6}))
    assert [finding.message for finding in found] == [
        "“Số tố giác tin báo về tội phạm và kiến nghị khởi tố tiếp nhận” ghi 64 vụ, nhưng số đã giải quyết "
        "cộng số đang giải quyết (59 + 6) là 65 vụ."
    ]


def test_a_class_that_a_list_does_not_name_is_nil(clerk):
    listed = {"rating.assessed": 72, "rating.excellent": 56, "rating.good": 14, "rating.average": 2}
    assert clerk.findings(*stated(clerk, listed)) == ()
    (finding,) = clerk.findings(*stated(clerk, listed | {"rating.average": 3}))
    assert finding.expected == 73


def test_one_class_alone_is_no_breakdown(clerk):
    assert clerk.findings(*stated(clerk, {"rating.assessed": 35, "rating.excellent": 17})) == ()


def test_a_sum_with_a_missing_part_could_not_be_evaluated(clerk):
    results = clerk.results(*stated(clerk, {"tip.received": 64, "tip.resolved": 59}))
    (result,) = [result for result in results if result.rule == "A08"]
    assert (result.outcome, result.reason) == (Outcome.NOT_EVALUATED, "part_missing")
    assert result.reason_text == "Thiếu một phần của phép cộng."


def test_parts_greater_than_the_total_are_flagged_though_one_is_missing(clerk):
    found = clerk.findings(
        *stated(clerk, {"tip.resolved": 50, "tip.prosecuted": 30, "tip.not_prosecuted": 24})
    )
    assert [finding.rule for finding in found] == ["A09"]


@pytest.mark.parametrize(
    "other",
    [
        {"unit_kind": UnitKind.AGENCY},
        {"decided_by": Level.COMMUNE},
        {"subset": "delegated"},
        {"unit_id": "another"},
        {"period_code": "2022"},
    ],
)
def test_only_figures_of_one_unit_kind_decision_and_period_are_added(clerk, other):
    total = stated(clerk, {"rating.assessed": 72})
    classes = stated(clerk, {"rating.excellent": 5, "rating.good": 2}, **other)
    assert clerk.findings(*total, *classes) == ()


@given(st.lists(st.integers(1, 50), min_size=2, max_size=5), st.integers(1, 250))
def test_awards_by_level_make_up_the_total(clerk, awards, total):
    levels = ["ministry", "province", "police_province", "district", "other"]
    figures = [clerk.figure(Role.COUNT, total, "s0", indicator_code="award.collectives", locator="body/p[9]")]
    figures += [
        clerk.figure(Role.COUNT, number, f"s{level}", indicator_code="award.collectives", category=level)
        for level, number in zip(levels, awards, strict=False)
    ]
    found = [finding.rule for finding in clerk.findings(*figures)]
    assert found == ([] if sum(awards) == total else ["A09"])


def test_several_bodies_of_one_award_level_are_several_parts(clerk):
    figures = [clerk.figure(Role.COUNT, 10, "s0", indicator_code="award.individuals", locator="body/p[9]")]
    figures += [
        clerk.figure(Role.COUNT, number, f"s{place}", indicator_code="award.individuals", category=level)
        for place, (level, number) in enumerate([("province", 7), ("other", 1), ("other", 2)], start=1)
    ]
    assert clerk.findings(*figures) == ()


def test_a_table_is_one_list(clerk):
    figures = [
        clerk.figure(Role.COUNT, value, f"s{row}", indicator_code=code, locator=f"table[2]/r[3]/c[{row}]")
        for row, (code, value) in enumerate(
            {"rating.assessed": 10, "rating.excellent": 5, "rating.good": 4}.items()
        )
    ]
    assert [finding.expected for finding in clerk.findings(*figures)] == [9]


def test_a_total_stated_with_two_values_could_not_be_evaluated(clerk):
    figures = stated(clerk, {"tip.received": 64, "tip.resolved": 59, "tip.pending": 6})
    figures.append(clerk.figure(Role.COUNT, 65, "s9", indicator_code="tip.received"))
    assert "A08" not in {finding.rule for finding in clerk.findings(*figures)}
