"""A number, its change and the percentage of change (A01-A04, A13, A14, R03)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.checks import Outcome
from schemas.vocabulary import Direction, Qualifier, Role, Severity

UP, DOWN = Direction.UP, Direction.DOWN

previous_numbers = st.integers(1, 200_000)
changes = st.integers(0, 200_000)
decimals = st.integers(0, 4)
roundings = st.sampled_from(["up", "even", "cut"])


def moved(previous, change, direction):
    assume(direction is UP or change <= previous)
    return previous + change if direction is UP else previous - change


@given(previous_numbers, changes, st.sampled_from(Direction), decimals, roundings)
def test_a_change_written_rightly_is_never_more_than_information(
    clerk, write, previous, change, direction, places, rounding
):
    head = moved(previous, change, direction)
    percent = write(Fraction(change * 100, previous), places, rounding)
    found = clerk.findings(*clerk.movement(head, change, percent, direction))
    assert all(finding.severity is Severity.INFORMATION for finding in found)


@given(previous_numbers, changes, st.sampled_from(Direction), decimals, st.sampled_from(["up", "even"]))
def test_a_rounded_percentage_of_change_is_not_mentioned(
    clerk, write, previous, change, direction, places, rounding
):
    head = moved(previous, change, direction)
    percent = write(Fraction(change * 100, previous), places, rounding)
    assert clerk.findings(*clerk.movement(head, change, percent, direction)) == ()


@given(
    previous_numbers,
    changes,
    st.sampled_from(Direction),
    st.integers(0, 2),
    st.decimals("0", "500", places=2),
)
def test_a_wrong_percentage_of_change_is_always_found_with_the_right_one(
    clerk, write, previous, change, direction, places, stated
):
    head = moved(previous, change, direction)
    exact = Fraction(change * 100, previous)
    stated = round(stated, places)
    assume(abs(Fraction(stated) - exact) > Fraction(1, 10**places) + Fraction(1, 10))
    (finding,) = clerk.findings(*clerk.movement(head, change, stated, direction))
    assert finding.rule in ("A01", "A03")
    assert finding.severity is Severity.ERROR
    assert finding.reported == stated
    assert finding.expected == write(exact, max(places, 1), "up")


def test_the_message_says_what_is_written_and_what_the_numbers_give(clerk):
    (finding,) = clerk.findings(*clerk.movement(36, 7, "21.1", UP))
    assert finding.message == (
        "Tỷ lệ tăng ghi 21,1% không khớp: 36 vụ, tăng 7 vụ so với 29 vụ của năm trước là 24,1%."
    )
    assert finding.expected == Decimal("24.1")


def test_a_part_of_a_year_is_compared_with_the_same_part_of_last_year(clerk):
    figures = [
        clerk.figure(Role.COUNT, 36, period_code="2023-06"),
        clerk.figure(Role.CHANGE, 7, direction=UP),
        clerk.figure(Role.CHANGE_PERCENT, "21.1", direction=UP),
    ]
    (finding,) = clerk.findings(*figures)
    assert "cùng kỳ năm trước" in finding.message


@pytest.mark.parametrize(
    ("head", "change", "direction", "stated", "expected"),
    [(7, 7, DOWN, "100", "50.0"), (72, 4, UP, "5.6", "5.9"), (133, 19, DOWN, "14.3", "12.5")],
)
def test_a_percentage_on_this_years_number_is_recognised(clerk, head, change, direction, stated, expected):
    (finding,) = clerk.findings(*clerk.movement(head, change, stated, direction))
    assert finding.rule == "A03"
    assert finding.expected == Decimal(expected)
    assert "năm nay" in finding.message


def test_a_cut_percentage_is_information_with_one_more_decimal(clerk):
    (finding,) = clerk.findings(*clerk.movement(18, 1, "5.8", UP))
    assert (finding.rule, finding.severity) == ("A02", Severity.INFORMATION)
    assert finding.expected == Decimal("5.88")


def test_a_badly_rounded_percentage_is_a_warning(clerk):
    (finding,) = clerk.findings(*clerk.movement(18, 1, "5.95", UP))
    assert (finding.rule, finding.severity) == ("A14", Severity.WARNING)


@pytest.mark.parametrize(("stated", "reason"), [("100", "base_zero_hundred"), ("50", "base_zero")])
def test_a_percentage_on_nothing_could_not_be_evaluated(clerk, stated, reason):
    results = clerk.results(*clerk.movement(5, 5, stated, UP))
    assert [result.reason for result in results if result.rule == "A01"] == [reason]
    assert all(result.outcome is not Outcome.FAILS for result in results)


def test_a_percentage_of_an_inexact_number_could_not_be_evaluated(clerk):
    _, change, percent = clerk.movement(36, 7, "21.1", UP)
    about = clerk.figure(Role.COUNT, 36, qualifier=Qualifier.AT_LEAST)
    assert clerk.findings(about, change, percent) == ()


@given(st.integers(0, 5000), previous_numbers, decimals, roundings)
def test_both_years_stated_with_the_right_change_are_never_flagged(
    clerk, write, head, previous, places, rounding
):
    direction = UP if head >= previous else DOWN
    change = abs(head - previous)
    percent = write(Fraction(change * 100, previous), places, rounding)
    figures = [clerk.figure(Role.PREVIOUS, previous), *clerk.movement(head, change, percent, direction)]
    assert all(finding.severity is Severity.INFORMATION for finding in clerk.findings(*figures))


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 9000), st.sampled_from(Direction))
def test_a_change_that_is_not_the_difference_of_both_years_is_always_found(
    clerk, head, previous, change, direction
):
    actual = head - previous
    assume(change != abs(actual) or (actual > 0 and direction is DOWN) or (actual < 0 and direction is UP))
    figures = [
        clerk.figure(Role.COUNT, head),
        clerk.figure(Role.PREVIOUS, previous),
        clerk.figure(Role.CHANGE, change, direction=direction),
    ]
    (finding,) = clerk.findings(*figures)
    assert (finding.rule, finding.expected) == ("A04", abs(actual))


def test_a_percentage_is_not_blamed_for_a_wrong_change_that_it_follows(clerk):
    figures = [clerk.figure(Role.PREVIOUS, 30), *clerk.movement(36, 7, "24.1", UP)]
    assert [finding.rule for finding in clerk.findings(*figures)] == ["A04"]


def test_a_stated_previous_number_is_the_base_without_any_change(clerk):
    figures = [
        clerk.figure(Role.COUNT, 36),
        clerk.figure(Role.PREVIOUS, 29),
        clerk.figure(Role.CHANGE_PERCENT, "21.1", direction=UP),
    ]
    (finding,) = clerk.findings(*figures)
    assert (finding.rule, finding.expected) == ("A01", Decimal("24.1"))


@given(st.integers(0, 20_000), st.integers(1, 20_000), decimals, roundings)
def test_a_percentage_alone_is_never_flagged_where_some_previous_number_gives_it(
    clerk, write, head, previous, places, rounding
):
    direction = UP if head >= previous else DOWN
    percent = write(Fraction(abs(head - previous) * 100, previous), places, rounding)
    figures = [
        clerk.figure(Role.COUNT, head),
        clerk.figure(Role.CHANGE_PERCENT, percent, direction=direction),
    ]
    assert clerk.findings(*figures) == ()


@pytest.mark.parametrize(
    ("head", "stated", "direction"), [(1, "12.5", DOWN), (3, "21.1", UP), (0, "40", DOWN), (9, "140", DOWN)]
)
def test_a_percentage_that_no_previous_number_gives_is_found(clerk, head, stated, direction):
    figures = [clerk.figure(Role.COUNT, head), clerk.figure(Role.CHANGE_PERCENT, stated, direction=direction)]
    assert [finding.rule for finding in clerk.findings(*figures)] == ["A13"]


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_rise_above_the_number_itself_is_an_error(clerk, head, more):
    figures = [clerk.figure(Role.COUNT, head), clerk.figure(Role.CHANGE, head + more, direction=UP)]
    assert [finding.rule for finding in clerk.findings(*figures)] == ["R03"]


@given(st.integers(200_000, 10**8), st.integers(200_000, 10**8), st.integers(0, 2), roundings)
def test_amounts_written_in_millions_are_given_the_room_of_their_rounding(
    clerk, write, now, before, places, rounding
):
    """Both amounts are rounded to a hundred thousand before they are written; the percentage is not."""
    million = 10**6
    head, change = round(now, -5), round(abs(now - before), -5)
    assume(change > 0)
    direction = UP if now >= before else DOWN
    percent = write(Fraction(abs(now - before) * 100, before), places, rounding)
    figures = [
        clerk.figure(
            Role.AMOUNT, head, unit="đồng", raw=f"{head / million:.1f}".replace(".", ","), decimals=1
        ),
        clerk.figure(
            Role.CHANGE,
            change,
            unit="đồng",
            direction=direction,
            raw=f"{change / million:.1f}".replace(".", ","),
            decimals=1,
        ),
        clerk.figure(Role.CHANGE_PERCENT, percent, direction=direction),
    ]
    assert all(finding.severity is Severity.INFORMATION for finding in clerk.findings(*figures))


def test_a_stored_cell_value_is_judged_at_more_decimals_than_it_shows(clerk):
    figures = clerk.movement(36, 7, "24.137931034482758", UP, decimals=0, raw="24%")
    assert clerk.findings(*figures) == ()


def test_the_changes_of_a_part_may_be_those_of_its_whole(clerk):
    figures = [
        clerk.figure(Role.PART, 25),
        clerk.figure(Role.WHOLE, 28),
        clerk.figure(Role.CHANGE, 8, direction=UP),
        clerk.figure(Role.CHANGE_PERCENT, 40, direction=UP),
    ]
    assert clerk.findings(*figures) == ()


def test_a_change_in_another_unit_of_measure_is_not_judged(clerk):
    _, change, percent = clerk.movement(36, 7, "21.1", UP)
    persons = clerk.figure(Role.COUNT, 36, unit="đối tượng")
    assert clerk.findings(persons, change, percent) == ()


def test_a_statement_with_several_heads_is_not_judged(clerk):
    figures = [*clerk.movement(36, 7, "21.1", UP), clerk.figure(Role.COUNT, 55)]
    results = clerk.results(*figures)
    assert {(result.outcome, result.reason) for result in results if result.rule == "A01"} == {
        (Outcome.NOT_EVALUATED, "no_head")
    }
