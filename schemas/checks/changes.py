"""Rules A01, A03, A04, A13, R03: a number, its change, the percentage of change, last year's number.

Percentages of change are on the previous period's number: H after a rise of C was H - C before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from schemas.checks.percentages import Verdict, judge, verdict_on
from schemas.checks.result import CheckResult, Outcome, fails, holds, not_evaluated
from schemas.checks.spans import Span, combine, exactly, is_stated_exactly, rounded, span_of, value_of
from schemas.checks.statements import Statement, share_a_unit
from schemas.checks.wording import (
    amount,
    baseline_word,
    current_word,
    direction_word,
    stated_amount,
    stated_percentage,
)
from schemas.figure import Figure
from schemas.vocabulary import Direction, Role

_HUNDRED = Fraction(100)
_CANDIDATES_TRIED = 1000


@dataclass(frozen=True, slots=True)
class _Movement:
    """A head that moved by `size` (in words: `moved`) from `base`."""

    head: Figure
    moved: str
    unit: str
    size: Span
    base: Span
    direction: Direction | None


def check_changes(statement: Statement, near: tuple[Figure, ...] = ()) -> Iterator[CheckResult]:
    """Every change and percentage of change of the statement, against its head and its previous value.

    `near` are the other numbers of its sentences: a change that fits one of them is not blamed.
    """
    for change in statement.all_of(Role.CHANGE):
        yield from _best(_check_change(head, change, statement) for head in statement.candidates)
    for percent in statement.all_of(Role.CHANGE_PERCENT):
        if not statement.candidates:
            yield not_evaluated("A01", percent, "no_head")
        heads = (*statement.candidates, *_alike(near, statement))
        yield from _best(_check_percentage(head, percent, statement) for head in heads)


def _alike(near: tuple[Figure, ...], statement: Statement) -> tuple[Figure, ...]:
    """Other heads that the statement's changes could be of, where it doesn't state last year's number."""
    head = statement.head
    if head is None or not head.unit or statement.sole(Role.PREVIOUS) is not None:
        return ()
    return tuple(each for each in near if each.quote == head.quote and each.unit == head.unit)


def _best(results: Iterable[CheckResult]) -> Iterator[CheckResult]:
    """Where a change may refer to a part or its whole, one that agrees is enough; else the part's result."""
    found = list(results)
    holding = [result for result in found if result.outcome is Outcome.HOLDS]
    yield from (holding or found)[:1]


def _check_change(head: Figure, change: Figure, statement: Statement) -> CheckResult:
    previous = statement.sole(Role.PREVIOUS)
    if not is_stated_exactly(head, change, previous):
        return not_evaluated("A04", change, "inexact")
    if not share_a_unit(head, change):
        return not_evaluated("A04", change, "units_differ")
    if previous is None:
        return _check_rise(head, change)
    difference = combine(lambda now, before: now - before, span_of(head), span_of(previous))
    size = difference.magnitude
    went_up = difference.point >= 0
    turned = change.direction is (Direction.DOWN if went_up else Direction.UP) and difference.point != 0
    if size.meets(span_of(change)) and not turned:
        return holds("A04", change)
    way = direction_word(Direction.UP if went_up else Direction.DOWN)
    return fails(
        "A04",
        change,
        rounded(size.point, 0 if size.point.denominator == 1 else 2),
        direction=direction_word(change.direction),
        head=stated_amount(head),
        change=stated_amount(change),
        previous=stated_amount(previous),
        baseline=baseline_word(head),
        expected_change=f"{way} {amount(size.point, change.unit)}"
        if size.point
        else "không tăng, không giảm",
    )


def _check_rise(head: Figure, change: Figure) -> CheckResult:
    if change.direction is Direction.UP and span_of(change).exceeds(span_of(head)):
        return fails(
            "R03",
            change,
            head=stated_amount(head),
            change=stated_amount(change),
            baseline=baseline_word(head),
        )
    return holds("R03", change)


def _check_percentage(head: Figure, percent: Figure, statement: Statement) -> CheckResult:
    change = _change_before(percent, statement.all_of(Role.CHANGE))
    previous = statement.sole(Role.PREVIOUS)
    if not is_stated_exactly(head, change, previous):
        return not_evaluated("A01", percent, "inexact")
    if change is not None and not share_a_unit(head, change):
        return not_evaluated("A01", percent, "units_differ")
    if previous is not None:
        return _check_on_stated_base(head, percent, change, previous)
    if change is None:
        return _check_without_change(head, percent)
    direction = change.direction or percent.direction
    if direction is not None:
        return _check_on_derived_base(head, percent, change, direction)
    tried = [_check_on_derived_base(head, percent, change, way) for way in Direction]
    holding = [result for result in tried if result.outcome is Outcome.HOLDS]
    return holding[0] if holding else not_evaluated("A01", percent, "no_direction")


def _change_before(percent: Figure, changes: tuple[Figure, ...]) -> Figure | None:
    """The change that a percentage belongs to: the last one before it, else the first after it."""
    before = [change for change in changes if change.start < percent.start]
    return before[-1] if before else next(iter(changes), None)


def _check_on_stated_base(
    head: Figure, percent: Figure, change: Figure | None, previous: Figure
) -> CheckResult:
    base = span_of(previous)
    size = combine(lambda now, before: now - before, span_of(head), base).magnitude
    way = change.direction if change is not None else percent.direction
    if change is not None and not size.meets(span_of(change)):
        # The change itself is at fault (A04): a percentage that goes with it is not blamed a second time.
        bases = (base, _derived_base(head, change, way or Direction.UP))
        if any(_agrees(percent, combine(_share, span_of(change), trial)) for trial in bases if trial.low > 0):
            return holds("A01", percent)
        change = None
    if change is None and _is_turned(percent, head, previous):
        return _turned(percent, head, previous)
    moved = stated_amount(change) if change is not None else amount(size.point, head.unit)
    return _judge_on(_Movement(head, moved, previous.unit or head.unit, size, base, way), percent)


def _is_turned(percent: Figure, head: Figure, previous: Figure) -> bool:
    """Whether a rise is called a fall, or a fall a rise."""
    now, before = span_of(head), span_of(previous)
    if percent.direction is Direction.DOWN:
        return now.exceeds(before)
    return percent.direction is Direction.UP and before.exceeds(now)


def _turned(percent: Figure, head: Figure, previous: Figure) -> CheckResult:
    difference = span_of(head).point - span_of(previous).point
    way = direction_word(Direction.UP if difference > 0 else Direction.DOWN)
    return fails(
        "A04",
        percent,
        direction=direction_word(percent.direction),
        head=stated_amount(head),
        change=f"{stated_percentage(percent)}%",
        previous=stated_amount(previous),
        baseline=baseline_word(head),
        expected_change=f"{way} {amount(abs(difference), head.unit)}",
    )


def _check_on_derived_base(
    head: Figure, percent: Figure, change: Figure, direction: Direction
) -> CheckResult:
    base = _derived_base(head, change, direction)
    unit = change.unit or head.unit
    moved = _Movement(head, stated_amount(change), unit, span_of(change), base, direction)
    return _judge_on(moved, percent)


def _derived_base(head: Figure, change: Figure, direction: Direction) -> Span:
    sign = 1 if direction is Direction.UP else -1
    return combine(lambda now, moved: now - sign * moved, span_of(head), span_of(change))


def _judge_on(movement: _Movement, percent: Figure) -> CheckResult:
    head, size, base = movement.head, movement.size, movement.base
    if base.point == 0:
        at_hundred = value_of(percent) == _HUNDRED
        return not_evaluated("A01", percent, "base_zero_hundred" if at_hundred else "base_zero")
    if base.low <= 0:
        return not_evaluated("A01", percent, "base_negative" if base.point < 0 else "inexact")
    exact = combine(_share, size, base)
    words = {
        "direction": direction_word(movement.direction),
        "head": stated_amount(head),
        "change": movement.moved,
        "previous": amount(base.point, movement.unit),
        "baseline": baseline_word(head),
    }
    calculation = f"{movement.moved} trên {words['previous']} của {words['baseline']}"
    is_wrong = verdict_on(percent, exact) is Verdict.WRONG
    if is_wrong and _is_on_current(head, percent, size):
        return judge("A03", percent, exact, calculation, words | {"current": current_word(head)})
    return judge("A01", percent, exact, calculation, words)


def _is_on_current(head: Figure, percent: Figure, size: Span) -> bool:
    current = span_of(head)
    return current.low > 0 and _agrees(percent, combine(_share, size, current))


def _agrees(percent: Figure, exact: Span) -> bool:
    return verdict_on(percent, exact) <= Verdict.CUT


def _share(part: Fraction, whole: Fraction) -> Fraction:
    return part * _HUNDRED / whole


def _check_without_change(head: Figure, percent: Figure) -> CheckResult:
    """Is there any whole number of the year before that gives the percentage?"""
    direction = percent.direction
    now = span_of(head)
    if direction is None:
        return not_evaluated("A13", percent, "no_direction")
    if not now.is_exact or now.point.denominator != 1 or not is_stated_exactly(percent):
        return not_evaluated("A13", percent, "inexact")
    if head.role not in (Role.COUNT, Role.PART, Role.WHOLE):
        return not_evaluated("A13", percent, "no_head")
    if direction is Direction.UP and value_of(percent) == _HUNDRED:
        return not_evaluated("A13", percent, "base_zero_hundred")
    if _has_previous_number(now.point, percent, direction):
        return holds("A13", percent)
    return fails(
        "A13",
        percent,
        stated=stated_percentage(percent),
        direction=direction_word(direction),
        head=stated_amount(head),
        baseline=baseline_word(head),
    )


def _has_previous_number(now: Fraction, percent: Figure, direction: Direction) -> bool:
    sign = 1 if direction is Direction.UP else -1
    slack = max(Fraction(1, 10**percent.decimals), Fraction(1, 10))
    ratios = [1 + sign * (value_of(percent) + step) / _HUNDRED for step in (-slack, slack)]
    if min(ratios) <= 0:
        return now >= 0 and max(ratios) >= 0
    lowest, highest = ceil(now / max(ratios)), floor(now / min(ratios))
    if highest - lowest > _CANDIDATES_TRIED:
        return True
    return any(
        verdict_on(percent, exactly(_share(sign * (now - before), Fraction(before)))) < Verdict.WRONG
        for before in range(max(lowest, 1), highest + 1)
    )
