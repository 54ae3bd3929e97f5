"""A stated percentage against the exact one: is there any rounding, or a cut, that gives it?

The GRIM test (Brown & Heathers, "The GRIM Test", 2017) at the decimals as written. Rounding half up and
half to even both count; a cut is no error but worth telling; a stated bound ("trên 90%") only has to be
true.
"""

from __future__ import annotations

from enum import IntEnum
from fractions import Fraction
from math import floor

from schemas.checks.result import CheckResult, fails, holds, not_evaluated
from schemas.checks.rules import rule_book
from schemas.checks.spans import Span, rounded, value_of
from schemas.checks.wording import stated_percentage
from schemas.figure import Figure
from schemas.vietnamese_numbers import format_number
from schemas.vocabulary import Qualifier

_STORED_DECIMALS = 6


class Verdict(IntEnum):
    """How a stated percentage relates to its numbers, best first."""

    ROUNDED = 0
    CUT = 1
    CLOSE = 2
    WRONG = 3


def verdict(stated: Fraction, decimals: int, exact: Span) -> Verdict:
    """Judge a percentage written with `decimals` against the span of the exact one (all in per cent)."""
    if _rounds_to(stated, decimals, exact):
        return Verdict.ROUNDED
    step = Fraction(1, 10**decimals)
    if floor(exact.low / step) <= stated / step <= floor(exact.high / step):
        return Verdict.CUT
    distance = max(exact.low - stated, stated - exact.high)
    return Verdict.CLOSE if distance <= rule_book().close_points else Verdict.WRONG


def verdict_on(percent: Figure, exact: Span) -> Verdict:
    """Judge a percentage at its own decimals: as written, or as stored where a cell stores more of them."""
    stated = value_of(percent)
    decimals = percent.decimals
    while decimals < _STORED_DECIMALS and (stated * 10**decimals).denominator > 1:
        decimals += 1
    return verdict(Fraction(rounded(stated, decimals)), decimals, exact)


def judge(rule: str, percent: Figure, exact: Span, calculation: str, wrong: dict[str, str]) -> CheckResult:
    """The result of `rule` for a percentage; `wrong` are the parameters of its sentence beyond stated and
    expected.

    A percentage that is only cut off or badly rounded fails A02 or A14 instead, with `calculation`
    ("13/28 vụ").
    """
    if percent.qualifier is not Qualifier.EXACT:
        return _judge_bound(rule, percent, exact, wrong)
    judged = verdict_on(percent, exact)
    if judged is Verdict.ROUNDED:
        return holds(rule, percent)
    if judged is Verdict.CUT:
        return _fails_with("A02", percent, exact, percent.decimals + 1, {"calculation": calculation})
    if judged is Verdict.CLOSE:
        return _fails_with("A14", percent, exact, max(percent.decimals, 1), {"calculation": calculation})
    return _fails_with(rule, percent, exact, max(percent.decimals, 1), wrong)


def _rounds_to(stated: Fraction, decimals: int, exact: Span) -> bool:
    step = Fraction(1, 10**decimals)
    if not exact.is_exact:
        return stated - step / 2 <= exact.high and exact.low <= stated + step / 2
    below = floor(exact.point / step)
    remainder = exact.point / step - below
    if remainder == Fraction(1, 2):
        even = below + below % 2
        return stated in (step * (below + 1), step * even)
    return stated == step * (below + (remainder > Fraction(1, 2)))


def _judge_bound(rule: str, percent: Figure, exact: Span, wrong: dict[str, str]) -> CheckResult:
    slack = rule_book().close_points
    stated = value_of(percent)
    if percent.qualifier is Qualifier.APPROXIMATELY:
        return not_evaluated(rule, percent, "inexact")
    too_low = percent.qualifier is Qualifier.AT_LEAST and exact.high < stated - slack
    too_high = percent.qualifier is Qualifier.AT_MOST and exact.low > stated + slack
    if too_low or too_high:
        return _fails_with(rule, percent, exact, max(percent.decimals, 1), wrong)
    return holds(rule, percent)


def _fails_with(
    rule: str, percent: Figure, exact: Span, decimals: int, parameters: dict[str, str]
) -> CheckResult:
    expected = rounded(exact.point, decimals)
    written = format_number(expected, decimals)
    return fails(rule, percent, expected, stated=stated_percentage(percent), expected=written, **parameters)
