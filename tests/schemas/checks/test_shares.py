"""Shares and fulfilments against their numbers (A05, A06, A07)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.vocabulary import Qualifier, Role, Severity

wholes = st.integers(1, 100_000)
parts = st.integers(0, 100_000)
decimals = st.integers(0, 4)
roundings = st.sampled_from(["up", "even", "cut"])


def said(clerk, before: str, percent: object, after: str, statement: str = "s1"):
    """A percentage in its words."""
    raw = str(percent).replace(".", ",")
    return clerk.figure(
        Role.PERCENT,
        percent,
        statement,
        quote=f"{before}{raw}%{after}",
        start=len(before),
        end=len(before) + len(raw),
    )


@given(parts, wholes, decimals, roundings)
def test_a_share_written_rightly_is_never_more_than_information(clerk, write, part, whole, places, rounding):
    assume(part <= whole)
    percent = write(Fraction(part * 100, whole), places, rounding)
    found = clerk.findings(*clerk.fraction(part, whole, percent))
    assert all(finding.severity is Severity.INFORMATION for finding in found)


@given(parts, wholes, decimals, roundings)
def test_a_fulfilment_written_rightly_is_never_more_than_information(
    clerk, write, part, whole, places, rounding
):
    percent = write(Fraction(part * 100, whole), places, rounding)
    assume(percent > 100)
    found = clerk.findings(*clerk.fraction(part, whole, percent))
    assert all(finding.severity is Severity.INFORMATION for finding in found)


@given(parts, wholes, st.integers(0, 2), st.decimals("0", "400", places=2))
def test_a_wrong_share_is_always_found_with_the_right_one(clerk, write, part, whole, places, stated):
    exact = Fraction(part * 100, whole)
    stated = round(stated, places)
    assume(abs(Fraction(stated) - exact) > Fraction(1, 10**places) + Fraction(1, 10))
    found = [f for f in clerk.findings(*clerk.fraction(part, whole, stated)) if f.rule != "A06"]
    assert [(f.rule, f.severity, f.reported, f.expected) for f in found] == [
        ("A05", Severity.ERROR, stated, write(exact, max(places, 1), "up"))
    ]


@pytest.mark.parametrize(
    ("part", "whole", "stated", "rule", "expected"),
    [
        (2270, 2045, "110.7", "A05", "111.0"),
        (29182, 26927, "108.3", "A02", "108.37"),
        (27657, 26927, "102", "A02", "102.7"),
        (5, 28, "17.8", "A02", "17.86"),
    ],
)
def test_known_defects_are_found_with_the_right_value(clerk, part, whole, stated, rule, expected):
    (finding,) = clerk.findings(*clerk.fraction(part, whole, stated))
    assert (finding.rule, finding.expected) == (rule, Decimal(expected))


@pytest.mark.parametrize(("part", "whole", "stated"), [(13, 28, "46.4"), (59, 64, "92.2"), (8, 22, "36.4")])
def test_correct_shares_are_left_alone(clerk, part, whole, stated):
    assert clerk.findings(*clerk.fraction(part, whole, stated)) == ()


def test_the_message_uses_vietnamese_notation(clerk):
    (finding,) = clerk.findings(*clerk.fraction(2270, 2045, "110.7"))
    assert finding.message == "Tỷ lệ ghi 110,7% không khớp: 2.270/2.045 vụ là 111,0%."


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_part_greater_than_its_whole_is_found_and_no_other(clerk, part, whole):
    found = clerk.findings(clerk.figure(Role.PART, part), clerk.figure(Role.WHOLE, whole))
    assert [finding.rule for finding in found] == (["A06"] if part > whole else [])


@pytest.mark.parametrize(
    "whole",
    [
        {"indicator_code": "registry.id_cards_target"},
        {"quote": "thu nhận 120/100 hồ sơ theo chỉ tiêu được giao"},
    ],
)
def test_a_target_may_be_exceeded(clerk, whole):
    figures = [clerk.figure(Role.PART, 120), clerk.figure(Role.WHOLE, 100, **whole)]
    assert clerk.findings(*figures) == ()


def test_a_head_with_its_target_is_a_fulfilment(clerk):
    figures = [
        clerk.figure(Role.COUNT, 36),
        clerk.figure(Role.TARGET, 30),
        said(clerk, "phát hiện 36 vụ, đạt ", 125, " chỉ tiêu 30 vụ"),
    ]
    (finding,) = clerk.findings(*figures)
    assert (finding.rule, finding.expected) == ("A05", Decimal("120.0"))


@pytest.mark.parametrize(
    ("before", "stated", "after"),
    [
        ("làm rõ 13/28 vụ, vượt ", "15.5", " so với yêu cầu"),
        ("làm rõ 13/28 vụ, đạt ", 120, ""),
        ("làm rõ 13/28 vụ, bằng ", 110, " kế hoạch năm"),
    ],
)
def test_a_percentage_of_a_target_that_is_not_stated_is_not_judged(clerk, before, stated, after):
    figures = [
        clerk.figure(Role.PART, 13),
        clerk.figure(Role.WHOLE, 28),
        said(clerk, before, stated, after),
    ]
    assert clerk.findings(*figures) == ()


def test_of_two_percentages_one_that_agrees_frees_the_other(clerk):
    figures = [*clerk.fraction(25, 28, "89.3"), clerk.figure(Role.PERCENT, 100)]
    assert clerk.findings(*figures) == ()


def test_of_two_percentages_that_both_disagree_one_is_blamed(clerk):
    figures = [*clerk.fraction(25, 28, "79.3"), clerk.figure(Role.PERCENT, 100)]
    assert [finding.reported for finding in clerk.findings(*figures)] == [Decimal("79.3")]


def test_a_percentage_of_another_ratio_is_not_judged(clerk):
    figures = [
        clerk.figure(Role.PART, 25, indicator_code="crime.cases_solved"),
        clerk.figure(Role.WHOLE, 28, indicator_code="crime.cases"),
        clerk.figure(Role.PERCENT, 100, indicator_code="crime.serious_clearance_rate"),
    ]
    assert clerk.findings(*figures) == ()


@given(parts, wholes, decimals, roundings)
def test_a_share_of_a_breakdown_written_rightly_is_never_more_than_information(
    clerk, write, part, whole, places, rounding
):
    assume(part <= whole)
    figures = [
        clerk.figure(Role.COUNT, whole, "12"),
        clerk.figure(Role.COUNT, part, "12.1"),
        clerk.figure(Role.PERCENT, write(Fraction(part * 100, whole), places, rounding), "12.1"),
    ]
    assert all(finding.severity is Severity.INFORMATION for finding in clerk.findings(*figures))


@given(parts, wholes, st.decimals("0", "100", places=1))
def test_a_wrong_share_of_a_breakdown_is_always_found(clerk, write, part, whole, stated):
    exact = Fraction(part * 100, whole)
    assume(abs(Fraction(stated) - exact) > Fraction(1, 5))
    figures = [
        clerk.figure(Role.COUNT, whole, "12"),
        clerk.figure(Role.COUNT, part, "12.1"),
        clerk.figure(Role.PERCENT, stated, "12.1"),
    ]
    (finding,) = clerk.findings(*figures)
    assert (finding.rule, finding.expected) == ("A07", write(exact, 1, "up"))


def test_a_nested_breakdown_is_a_share_of_its_own_parent(clerk):
    figures = [
        clerk.figure(Role.COUNT, 100, "12"),
        clerk.figure(Role.COUNT, 40, "12.3"),
        clerk.figure(Role.COUNT, 10, "12.3.1"),
        clerk.figure(Role.PERCENT, 25, "12.3.1"),
    ]
    assert clerk.findings(*figures) == ()


def test_a_fulfilment_inside_a_breakdown_is_not_a_share_of_the_parent(clerk):
    figures = [
        clerk.figure(Role.COUNT, 174, "12"),
        clerk.figure(Role.COUNT, 12, "12.1"),
        said(clerk, "lập 12 hồ sơ (đạt ", 100, ")", "12.1"),
    ]
    assert clerk.findings(*figures) == ()


def test_a_breakdown_in_another_unit_of_measure_is_not_judged(clerk):
    figures = [
        clerk.figure(Role.COUNT, 30, "12"),
        clerk.figure(Role.COUNT, 19, "12.1", unit="đối tượng"),
        clerk.figure(Role.PERCENT, "70.4", "12.1"),
    ]
    assert clerk.findings(*figures) == ()


@pytest.mark.parametrize(
    ("qualifier", "stated", "rules"),
    [
        (Qualifier.AT_LEAST, 89, []),
        (Qualifier.AT_LEAST, 95, ["A05"]),
        (Qualifier.AT_MOST, 90, []),
        (Qualifier.AT_MOST, 80, ["A05"]),
        (Qualifier.APPROXIMATELY, 70, []),
    ],
)
def test_a_bound_only_has_to_be_true(clerk, qualifier, stated, rules):
    figures = clerk.fraction(25, 28, stated, qualifier=qualifier)
    assert [finding.rule for finding in clerk.findings(*figures)] == rules
