"""How exactly a number is written: "265,9 tỷ" stands for anything that rounds or is cut to it.

A `Span` is the closed interval of true values that the writing allows; a count written in full is one point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import product

from schemas.figure import Figure
from schemas.vocabulary import Qualifier

_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Span:
    """The true values from `low` to `high`; `point` is the value as written."""

    low: Fraction
    point: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether only one value is possible."""
        return self.low == self.high

    @property
    def magnitude(self) -> Span:
        """The span of the absolute value."""
        ends = sorted((abs(self.low), abs(self.high)))
        lowest = Fraction(0) if self.low < 0 < self.high else ends[0]
        return Span(lowest, abs(self.point), ends[1])

    def meets(self, other: Span) -> bool:
        """Whether both can be the same value."""
        return self.low <= other.high and other.low <= self.high

    def exceeds(self, other: Span) -> bool:
        """Whether this value is greater than the other for certain."""
        return self.low > other.high


def exactly(value: Fraction) -> Span:
    """The span of one point."""
    return Span(value, value, value)


def span_of(figure: Figure) -> Span:
    """The true values that a figure's writing allows, in base units.

    A whole number written in full is exact. One with decimals or with a multiplier (nghìn, triệu, tỷ) may
    have been rounded by half a unit of its last written digit, or cut by a whole one.
    """
    value = value_of(figure)
    step = _last_digit(figure, value)
    if step == 1 or value == 0:
        return exactly(value)
    return Span(value - step / 2, value, value + step)


def value_of(figure: Figure) -> Fraction:
    """The figure's value; only figures that have one are checked."""
    return Fraction(figure.value or Decimal(0))


def is_stated_exactly(*figures: Figure | None) -> bool:
    """Whether none of the figures is qualified ("trên", "gần", "khoảng")."""
    return all(figure is None or figure.qualifier is Qualifier.EXACT for figure in figures)


def combine(formula: Callable[..., Fraction], *operands: Span) -> Span:
    """The span of a formula that is monotone in each operand: its extremes stand at the operands' ends.

    Raises ZeroDivisionError where an operand allows a zero divisor.
    """
    ends = {(operand.low, operand.high) for operand in operands}
    point = formula(*(operand.point for operand in operands))
    if all(low == high for low, high in ends):
        return exactly(point)
    corners = [formula(*corner) for corner in product(*((o.low, o.high) for o in operands))]
    return Span(min(corners), point, max(corners))


def rounded(value: Fraction, decimals: int) -> Decimal:
    """The fraction as a decimal, rounded half away from zero."""
    with localcontext() as context:
        context.prec = _DIGITS
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return quotient.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _last_digit(figure: Figure, value: Fraction) -> Fraction:
    """The worth of the last written digit: 100,000,000 for "265,9 tỷ", 1 for "1.008"."""
    digits = "".join(letter for letter in figure.raw if letter.isdecimal())
    step = abs(value) / int(digits) if digits and int(digits) else Fraction(0)
    if _is_power_of_ten(step):
        return step
    return Fraction(1) if value.denominator == 1 else Fraction(1, 10 ** max(figure.decimals, 1))


def _is_power_of_ten(step: Fraction) -> bool:
    larger = str(max(step.numerator, step.denominator))
    return step > 0 and 1 in (step.numerator, step.denominator) and larger.strip("0") == "1"
