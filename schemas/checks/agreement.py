"""Rules A10 and A11: what a document says in one place against what it says in another.

A10: the same figure twice with different values. A11: a stated rate against its numerator and denominator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from itertools import product

from schemas.checks.percentages import Verdict, judge, verdict_on
from schemas.checks.result import CheckResult, fails, holds, not_evaluated
from schemas.checks.rules import rule_book
from schemas.checks.spans import Span, combine, is_stated_exactly, span_of
from schemas.checks.stated_values import Key, StatedValues, distinct, key_of
from schemas.checks.wording import amount, excerpt, is_of_a_part, is_overall, stated_amount
from schemas.figure import Figure
from schemas.indicators import Indicator, indicators
from schemas.vocabulary import FigureStatus, Role

_HUNDRED = Fraction(100)


def check_repeats(figures: Iterable[Figure], values: StatedValues) -> Iterator[CheckResult]:
    """Each value and rate that is stated more than once, at each place that differs from the first."""
    statistics = tuple(figures)
    repeatable, prefixes = rule_book().repeatable_categories, rule_book().repeatable_prefixes
    for code, key in values.keys:
        stated = tuple(figure for figure in values.of(code, key) if not is_of_a_part(figure))
        if len(stated) > 1 and key.category not in repeatable and not code.startswith(prefixes):
            yield from _compare_with_first(code, stated)
    for (code, _), rates in _rates_by_key(statistics).items():
        if len(rates) > 1:
            yield from _compare_with_first(code, rates)


def check_stated_rates(
    figures: Iterable[Figure], values: StatedValues, judged: Collection[Figure]
) -> Iterator[CheckResult]:
    """Each stated rate whose terms stand in the document, but not those `judged` in their own statement."""
    for percent in figures:
        if percent in judged or not _is_rate(percent):
            continue
        yield from _check_rate(percent, indicators()[percent.indicator_code or ""], values)


def _compare_with_first(code: str, stated: tuple[Figure, ...]) -> Iterator[CheckResult]:
    first = stated[0]
    told: list[Span] = [span_of(first)]
    for other in stated[1:]:
        span = span_of(other)
        if span.meets(told[0]):
            yield holds("A10", other)
        elif (other.locator, other.quote) == (first.locator, first.quote) and other.quote:
            yield not_evaluated("A10", other, "other_figure")  # one sentence hardly contradicts itself
        elif not any(span.meets(known) for known in told):
            told.append(span)
            yield fails(
                "A10",
                other,
                label=indicators()[code].label_vi if code in indicators() else code,
                first=stated_amount(first),
                second=stated_amount(other),
                excerpt=excerpt(first),
            )


def _rates_by_key(figures: Iterable[Figure]) -> dict[tuple[str, Key], tuple[Figure, ...]]:
    groups: dict[tuple[str, Key], tuple[Figure, ...]] = {}
    for figure in figures:
        if _is_rate(figure) and is_stated_exactly(figure) and figure.indicator_code:
            place = (figure.indicator_code, key_of(figure))
            groups[place] = (*groups.get(place, ()), figure)
    return groups


def _is_rate(figure: Figure) -> bool:
    indicator = indicators().get(figure.indicator_code or "")
    return (
        figure.role is Role.PERCENT
        and figure.status is FigureStatus.MAPPED
        and figure.value is not None
        and indicator is not None
        and indicator.is_ratio
    )


def _check_rate(percent: Figure, rate: Indicator, values: StatedValues) -> Iterator[CheckResult]:
    key = key_of(percent)
    if percent.unit_kind is not None and is_overall(percent):
        yield not_evaluated("A11", percent, "other_figure")
        return
    numerators = list(_sums(rate.numerator, key, values))
    denominators = list(_sums(rate.denominator, key, values))
    if not numerators or not denominators:
        yield not_evaluated("A11", percent, "no_whole")
        return
    pairs = [(part, whole) for part, whole in product(numerators, denominators) if whole.low > 0]
    if not pairs:
        yield not_evaluated("A11", percent, "whole_zero")
        return
    best = min(pairs, key=lambda pair: _verdict(percent, *pair))
    if len(pairs) > 1 and _verdict(percent, *best) is not Verdict.ROUNDED:
        yield not_evaluated("A11", percent, "several_values")
        return
    words = {
        "numerator_label": _label(rate.numerator),
        "numerator": amount(best[0].point, ""),
        "denominator_label": _label(rate.denominator),
        "denominator": amount(best[1].point, ""),
    }
    calculation = f"{words['numerator']}/{words['denominator']}"
    yield judge("A11", percent, _share(*best), calculation, words)


def _sums(codes: tuple[str, ...], key: Key, values: StatedValues) -> Iterator[Span]:
    """Every value that a term can have, by what the document says; none if an indicator is missing."""
    stated = [distinct(values.of(code, key)) for code in codes]
    for chosen in product(*stated):
        yield combine(lambda *terms: sum(terms, Fraction(0)), *(span_of(figure) for figure in chosen))


def _verdict(percent: Figure, part: Span, whole: Span) -> Verdict:
    return verdict_on(percent, _share(part, whole))


def _share(part: Span, whole: Span) -> Span:
    return combine(lambda a, b: a * _HUNDRED / b, part, whole)


def _label(codes: tuple[str, ...]) -> str:
    return " + ".join(indicators()[code].label_vi for code in codes)
