"""Rule A07 for a share whose whole stands in another statement: of the same sentence, or by the catalogue.

The whole is known where the share is of one category of an indicator, where an equation of
`check_rules.yaml` names the total, or where the sentence's own words pair the two numbers ("tiếp nhận … giải
quyết …"). A share that fits any number before it in its sentence is never blamed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from schemas.checks.percentages import Verdict, judge, verdict_on
from schemas.checks.result import CheckResult, holds, not_evaluated
from schemas.checks.rules import rule_book
from schemas.checks.spans import Span, combine, is_stated_exactly, span_of, value_of
from schemas.checks.stated_values import StatedValues, distinct, key_of
from schemas.checks.statements import HEADS, Statement, share_a_unit
from schemas.checks.wording import Claim, claim_of, says, stated_amount
from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.vocabulary import Role

_HUNDRED = Fraction(100)


def check_shares_elsewhere(
    statements: Iterable[Statement], values: StatedValues, judged: Collection[Figure]
) -> Iterator[CheckResult]:
    """Every share that is not `judged` against a whole of its own statement."""
    heads: dict[str, list[Figure]] = {}
    for statement in statements:
        for head in statement.all_of(*HEADS):
            heads.setdefault(head.quote, []).append(head)
        part = statement.sole(Role.COUNT, Role.AMOUNT)
        if part is None or statement.sole(Role.WHOLE, Role.TARGET) is not None:
            continue
        for percent in statement.all_of(Role.PERCENT):
            if percent not in judged and _may_be_of(percent, part):
                yield from _check(percent, part, heads.get(part.quote, []), values)


def _may_be_of(percent: Figure, part: Figure) -> bool:
    """Whether it can be the share of this part, and not of a target that the sentence leaves out."""
    claim = claim_of(percent)
    of_target = claim.exceeds or claim.names_target or value_of(percent) > _HUNDRED
    return not of_target and percent.indicator_code in (None, part.indicator_code) and percent.unit == "%"


def _check(
    percent: Figure, part: Figure, before: list[Figure], values: StatedValues
) -> Iterator[CheckResult]:
    if not is_stated_exactly(part, percent):
        return
    near = [each for each in before if each.start < part.start and _can_be_whole(each, part)]
    if any(_verdict(percent, part, each) is Verdict.ROUNDED for each in near):
        yield holds("A07", percent)
        return
    sure = distinct((*_by_catalogue(part, claim_of(percent), values), *_by_words(part, near)))
    sure = tuple(each for each in sure if _can_be_whole(each, part))
    if len(sure) > 1 and all(_verdict(percent, part, each) > Verdict.CUT for each in sure):
        yield not_evaluated("A07", percent, "several_values")
    elif sure:
        whole = min(sure, key=lambda each: _verdict(percent, part, each))
        words = {"part": stated_amount(part), "whole": stated_amount(whole)}
        calculation = f"{words['part']} trong {words['whole']}"
        yield judge("A07", percent, _share(part, whole), calculation, words)


def _can_be_whole(whole: Figure, part: Figure) -> bool:
    if whole is part or not is_stated_exactly(whole) or not share_a_unit(whole, part):
        return False
    return span_of(whole).low > 0 and not span_of(part).exceeds(span_of(whole))


def _by_catalogue(part: Figure, claim: Claim, values: StatedValues) -> Iterator[Figure]:
    """The totals that contain the part by its category, or by an equation."""
    if part.indicator_code is None or part.indicator_code not in indicators():
        return
    key = key_of(part)
    if part.category is not None:
        yield from values.of(part.indicator_code, key.total)
        return
    for equation in rule_book().equations:
        if part.indicator_code in equation.parts and (equation.is_share or not claim.fulfils):
            yield from values.of(equation.total, key)


def _by_words(part: Figure, before: list[Figure]) -> Iterator[Figure]:
    """The nearest number before it whose words pair with the part's: received and resolved.

    "58 mô hình, trong đó có 47 mô hình hoạt động hiệu quả, chiếm 81%" pairs the two by itself.
    """
    if before and says(_left_of(part, before), rule_book().wording.of_a_part):
        yield before[-1]
    for pair in rule_book().pairs:
        if says(_left_of(part, before), pair.part):
            yield from [each for each in before if says(_left_of(each, before), pair.whole)][-1:]


def _left_of(figure: Figure, before: list[Figure]) -> str:
    """The words between a number and the one before it."""
    start = max((each.end for each in before if each.end <= figure.start), default=0)
    return figure.quote[start : figure.start]


def _share(part: Figure, whole: Figure) -> Span:
    return combine(lambda a, b: a * _HUNDRED / b, span_of(part), span_of(whole))


def _verdict(percent: Figure, part: Figure, whole: Figure) -> Verdict:
    return verdict_on(percent, _share(part, whole))
