"""Rules A08, A09, A15: the equations between indicators that `check_rules.yaml` declares.

Each is tested per unit, period, unit kind, deciding level and subset, wherever its total is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from schemas.checks.result import CheckResult, fails, holds, not_evaluated
from schemas.checks.rules import Equation, Relation, rule_book
from schemas.checks.spans import Span, combine, rounded, span_of
from schemas.checks.stated_values import Key, StatedValues, distinct
from schemas.checks.wording import amount, carries_over, is_of_a_part, stated_amount, stated_number
from schemas.figure import Figure
from schemas.indicators import indicators

_PLACE_IN_TABLE = re.compile(r"(/r\[\d+\].*|![A-Z]+\d+)$")

Term = tuple[Figure, ...]


def check_sums(values: StatedValues) -> Iterator[CheckResult]:
    """Every declared equation whose total and at least one part the document states."""
    for equation in rule_book().equations:
        for code, key in values.keys:
            if code == equation.total and key.category is None:
                yield from _check_equation(equation, key, values)


def _check_equation(equation: Equation, key: Key, values: StatedValues) -> Iterator[CheckResult]:
    terms = _terms(equation, key, values)
    if not terms:
        return
    totals = distinct(figure for figure in values.of(equation.total, key) if not is_of_a_part(figure))
    if not totals:
        return
    if len(totals) > 1:
        yield not_evaluated(equation.rule, totals[0], "several_values")
        return
    lists = _lists(terms, equation.minimum) if equation.absent_is_zero else []
    if lists and equation.relation is Relation.EQUAL:
        yield _check_lists(equation, totals[0], lists)
    else:
        yield _check_scattered(equation, totals[0], terms)


def _terms(equation: Equation, key: Key, values: StatedValues) -> list[Term]:
    """The figures of each part that is stated; all writings of a part are one term."""
    if equation.parts:
        stated = [values.of(code, key) for code in equation.parts]
    else:
        stated = [values.of(equation.total, part) for part in values.categories(equation.total, key)]
    return [term for term in stated if term]


def _lists(terms: list[Term], minimum: int) -> list[Term]:
    """The parts that stand together in one paragraph or table, at least `minimum` of them; longest first."""
    by_place: dict[str, list[Figure]] = {}
    named: dict[str, set[int]] = {}
    for number, term in enumerate(terms):
        for figure in term:
            place = _PLACE_IN_TABLE.sub("", figure.locator)
            by_place.setdefault(place, []).append(figure)
            named.setdefault(place, set()).add(number)
    found = [tuple(figures) for place, figures in by_place.items() if len(named[place]) >= minimum]
    return sorted(found, key=len, reverse=True)


def _check_lists(equation: Equation, total: Figure, lists: list[Term]) -> CheckResult:
    """One list that adds up is enough; a part said twice in a list may be two parts, or one."""
    for figures in lists:
        runs = (figures, _without_repeats(figures), _of_the_sentence(total, figures))
        if any(_sum(parts).meets(span_of(total)) for parts in runs if len(parts) >= equation.minimum):
            return holds(equation.rule, total)
    return _failure(equation, total, _without_repeats(lists[0]))


def _of_the_sentence(total: Figure, figures: Term) -> Term:
    """The parts in the total's own sentence: those of another may belong to another total."""
    return tuple(each for each in figures if (each.locator, each.quote) == (total.locator, total.quote))


def _check_scattered(equation: Equation, total: Figure, terms: list[Term]) -> CheckResult:
    choices = [distinct(term) for term in terms]
    if any(len(choice) > 1 for choice in choices):
        return not_evaluated(equation.rule, total, "several_values")
    parts = tuple(choice[0] for choice in choices)
    if equation.relation is Relation.EQUAL and carries_over(total):
        return not_evaluated(equation.rule, total, "carried_over")
    if _sum(parts).exceeds(span_of(total)):
        return _failure(equation, total, parts)
    if _falls_just_short(equation, total, parts):
        return _failure(equation, total, parts)
    if equation.relation is Relation.AT_MOST or _sum(parts).meets(span_of(total)):
        return holds(equation.rule, total)
    if len(parts) < len(equation.parts) or not equation.parts:
        return not_evaluated(equation.rule, total, "part_missing")
    return _failure(equation, total, parts)


def _falls_just_short(equation: Equation, total: Figure, parts: Term) -> bool:
    """Whether all categories stand in the total's paragraph, and miss it by little."""
    together = [part for part in parts if part.locator == total.locator]
    if not equation.near or len(together) < max(equation.minimum, len(parts)):
        return False
    missing = span_of(total).point - _sum(parts).point
    return 0 < missing <= equation.near * span_of(total).point


def _without_repeats(figures: Term) -> Term:
    seen: dict[tuple[str | None, str | None, object], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.indicator_code, figure.category, figure.value), figure)
    return tuple(seen.values())


def _sum(parts: Iterable[Figure]) -> Span:
    return combine(lambda *terms: sum(terms, Fraction(0)), *(span_of(part) for part in parts))


def _failure(equation: Equation, total: Figure, parts: Term) -> CheckResult:
    """The finding: at the part where it is greater than its total, else at the total."""
    added = _sum(parts).point
    words = {
        "total_label": _label(equation.total),
        "total": stated_amount(total),
        "parts": " + ".join(stated_number(part) for part in parts),
        "expected": amount(added, total.unit),
        "part_label": _label(parts[0].indicator_code or equation.total),
        "part": stated_amount(parts[0]),
    }
    declared = rule_book().rules[equation.rule].parameters
    used = {name: word for name, word in words.items() if name in declared}
    if "part" in declared:
        return fails(equation.rule, parts[0], None, **used)
    return fails(equation.rule, total, rounded(added, 0 if added.denominator == 1 else 2), **used)


def _label(code: str) -> str:
    indicator = indicators().get(code)
    return indicator.label_vi if indicator is not None else code
