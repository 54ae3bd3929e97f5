"""One place of a document against another (A10, A11)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.vocabulary import FigureStatus, Qualifier, Role, Severity, UnitKind

counts = st.integers(0, 50_000)
decimals = st.integers(0, 4)
roundings = st.sampled_from(["up", "even", "cut"])


def twice(clerk, first, second, **also):
    common = {"indicator_code": "crime.cases"}
    return [
        clerk.figure(Role.COUNT, first, "s1", **common, quote="xảy ra 28 vụ trong năm", start=7, end=9),
        clerk.figure(Role.COUNT, second, "s2", **(common | also)),
    ]


@given(counts, counts)
def test_a_figure_said_twice_is_flagged_exactly_where_the_values_differ(clerk, first, second):
    found = clerk.findings(*twice(clerk, first, second))
    assert [(f.rule, f.severity) for f in found] == ([] if first == second else [("A10", Severity.WARNING)])


def test_the_sentence_of_the_other_place_is_quoted(clerk):
    (finding,) = clerk.findings(*twice(clerk, 28, 29))
    assert finding.message == (
        "“Số vụ phạm tội về trật tự xã hội” ở đây ghi 29 vụ, nhưng chỗ khác ghi 28 vụ "
        "(“xảy ra 28 vụ trong năm”); đề nghị thống nhất một số."
    )


@pytest.mark.parametrize(
    "other",
    [
        {"unit_id": "another"},
        {"period_code": "2022"},
        {"category": "property"},
        {"unit_kind": UnitKind.COMMUNE},
        {"subset": "delegated"},
        {"qualifier": Qualifier.AT_LEAST},
        {"status": FigureStatus.UNMAPPED},
        {"role": Role.CHANGE},
    ],
)
def test_figures_of_another_key_or_inexact_ones_may_differ(clerk, other):
    assert "A10" not in {finding.rule for finding in clerk.findings(*twice(clerk, 28, 5, **other))}


def test_a_rounded_writing_of_an_amount_agrees_with_the_full_one(clerk):
    common = {"indicator_code": "crime.damage_vnd", "unit": "đồng"}
    full = clerk.figure(Role.AMOUNT, 265_912_000_000, "s1", **common)
    short = clerk.figure(Role.AMOUNT, 265_900_000_000, "s2", **(common | {"raw": "265,9", "decimals": 1}))
    other = clerk.figure(Role.AMOUNT, 262_900_000_000, "s3", **(common | {"raw": "262,9", "decimals": 1}))
    assert clerk.findings(full, short) == ()
    assert [finding.rule for finding in clerk.findings(full, other)] == ["A10"]


def rate(clerk, numerator, denominator, percent):
    return [
        clerk.figure(Role.COUNT, denominator, "s1", indicator_code="petition.received"),
        clerk.figure(Role.COUNT, numerator, "s2", indicator_code="petition.resolved"),
        clerk.figure(Role.PERCENT, percent, "s3", indicator_code="petition.resolution_rate"),
    ]


@given(counts, st.integers(1, 50_000), decimals, roundings)
def test_a_rate_that_follows_from_its_terms_is_never_more_than_information(
    clerk, write, numerator, denominator, places, rounding
):
    assume(numerator <= denominator)
    percent = write(Fraction(numerator * 100, denominator), places, rounding)
    found = clerk.findings(*rate(clerk, numerator, denominator, percent))
    assert all(finding.severity is Severity.INFORMATION for finding in found)


@given(counts, st.integers(1, 50_000), st.decimals("0", "100", places=1))
def test_a_rate_against_its_terms_is_always_found_with_the_right_one(
    clerk, write, numerator, denominator, stated
):
    assume(numerator <= denominator)
    exact = Fraction(numerator * 100, denominator)
    assume(abs(Fraction(stated) - exact) > Fraction(1, 5))
    (finding,) = clerk.findings(*rate(clerk, numerator, denominator, stated))
    assert (finding.rule, finding.expected) == ("A11", write(exact, 1, "up"))


def test_a_term_of_several_indicators_is_their_sum(clerk):
    figures = [
        clerk.figure(Role.COUNT, value, f"s{value}", indicator_code=code, unit_kind=UnitKind.AGENCY)
        for code, value in {"rating.assessed": 50, "rating.average": 2, "rating.weak": 1}.items()
    ]
    stated = clerk.figure(
        Role.PERCENT, 8, "p", indicator_code="rating.average_weak_rate", unit_kind=UnitKind.AGENCY
    )
    found = [finding for finding in clerk.findings(*figures, stated) if finding.rule == "A11"]
    assert [finding.expected for finding in found] == [Decimal("6.0")]


def test_a_rate_is_judged_once_where_it_stands_with_its_numbers(clerk):
    figures = [
        clerk.figure(Role.PART, 25, indicator_code="crime.cases_solved"),
        clerk.figure(Role.WHOLE, 28, indicator_code="crime.cases"),
        clerk.figure(Role.PERCENT, 79, indicator_code="crime.clearance_rate"),
    ]
    assert [finding.rule for finding in clerk.findings(*figures)] == ["A05"]


def test_a_rate_whose_term_has_two_values_is_flagged_for_them_only(clerk):
    figures = rate(clerk, 59, 64, 90)
    figures.append(clerk.figure(Role.COUNT, 60, "s4", indicator_code="petition.resolved"))
    assert [finding.rule for finding in clerk.findings(*figures)] == ["A10"]
