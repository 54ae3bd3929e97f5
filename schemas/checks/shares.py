"""Rules A05, A06, A07: "a/b", the share or fulfilment that goes with it, the share of a breakdown.

A percentage may also be the fulfilment of a target that the sentence does not state ("đạt 120% chỉ tiêu
giao"): then nothing can be said, and nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from schemas.checks.percentages import Verdict, judge, verdict_on
from schemas.checks.result import CheckResult, Outcome, fails, holds, not_evaluated
from schemas.checks.spans import Span, combine, is_stated_exactly, span_of, value_of
from schemas.checks.statements import Statement, share_a_unit
from schemas.checks.wording import Claim, claim_of, names_a_target, stated_amount, stated_number
from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.vocabulary import Role

_HUNDRED = Fraction(100)
_TARGET_SUFFIX = "_target"


def check_shares(statement: Statement) -> Iterator[CheckResult]:
    """Every percentage of the statement against its part and whole, and the part against the whole."""
    head, whole = statement.head, statement.whole
    if head is not None and whole is not None and head.role is Role.PART:
        yield _check_part(head, whole, statement)
    percents = statement.all_of(Role.PERCENT)
    target = statement.sole(Role.TARGET)
    if head is not None and head.role is Role.PART and whole is not None:
        part, base = head, whole
        yield from _one_of(percents, lambda percent: _check_fraction(part, base, percent))
    elif head is not None and target is not None:
        achieved, aim = head, target
        yield from _one_of(percents, lambda percent: _check_fraction(achieved, aim, percent))
    elif head is not None and statement.parent is not None and statement.parent.candidates:
        piece, parent = head, statement.parent
        yield from _one_of(percents, lambda percent: _check_breakdown(piece, parent, percent))
    else:
        yield from (not_evaluated("A05", percent, "no_whole") for percent in percents)


def _one_of(percents: tuple[Figure, ...], check: Callable[[Figure], CheckResult]) -> Iterator[CheckResult]:
    """Where one percentage agrees, the others are about something else; else the first one is meant."""
    results = [check(percent) for percent in percents]
    agreed = any(_is_agreement(result) for result in results)
    blamed = False
    for percent, result in zip(percents, results, strict=True):
        if result.outcome is not Outcome.FAILS or _is_agreement(result):
            yield result
        elif agreed or blamed:
            yield not_evaluated(result.rule, percent, "several_percentages")
        else:
            blamed = True
            yield result


def _is_agreement(result: CheckResult) -> bool:
    return result.outcome is Outcome.HOLDS or result.rule == "A02"


def _check_part(part: Figure, whole: Figure, statement: Statement) -> CheckResult:
    if not is_stated_exactly(part, whole):
        return not_evaluated("A06", part, "inexact")
    if not share_a_unit(part, whole):
        return not_evaluated("A06", part, "units_differ")
    fulfilled = any(value_of(percent) > _HUNDRED for percent in statement.all_of(Role.PERCENT))
    if span_of(part).exceeds(span_of(whole)) and not fulfilled and not _is_target(whole):
        return fails("A06", part, part=stated_number(part), whole=stated_amount(whole))
    return holds("A06", part)


def _check_fraction(part: Figure, whole: Figure, percent: Figure) -> CheckResult:
    claim = claim_of(percent)
    if not is_stated_exactly(part, whole):
        return not_evaluated("A05", percent, "inexact")
    if not _speaks_of(percent, part, whole):
        return not_evaluated("A05", percent, "other_figure")
    if span_of(whole).low <= 0:
        return not_evaluated("A05", percent, "whole_zero")
    exact = _share_of(part, whole)
    if not _agrees(percent, exact) and _is_of_another_target(claim, part, whole, percent):
        return not_evaluated("A05", percent, "other_target")
    words = {"part": stated_number(part), "whole": stated_amount(whole)}
    return judge("A05", percent, exact, f"{words['part']}/{words['whole']}", words)


def _is_of_another_target(claim: Claim, part: Figure, whole: Figure, percent: Figure) -> bool:
    if claim.exceeds:
        return True
    if whole.role is Role.TARGET or (whole.indicator_code or "").endswith(_TARGET_SUFFIX):
        return False
    if not (claim.fulfils or claim.names_target) or span_of(part).exceeds(span_of(whole)):
        return False
    beyond = value_of(percent) > _HUNDRED
    return beyond or (claim.names_target and whole.indicator_code is not None)


def _check_breakdown(piece: Figure, parent: Statement, percent: Figure) -> CheckResult:
    bases = [base for base in parent.candidates if share_a_unit(piece, base)]
    claim = claim_of(percent)
    if not bases:
        return not_evaluated("A07", percent, "units_differ")
    if not is_stated_exactly(piece, *bases):
        return not_evaluated("A07", percent, "inexact")
    bases = [base for base in bases if _speaks_of(percent, piece, base)]
    if not bases:
        return not_evaluated("A07", percent, "other_figure")
    bases = [base for base in bases if span_of(base).low > 0]
    if not bases:
        return not_evaluated("A07", percent, "whole_zero")
    base = min(bases, key=lambda base: verdict_on(percent, _share_of(piece, base)))
    exact = _share_of(piece, base)
    elsewhere = claim.exceeds or claim.fulfils or claim.names_target
    if not _agrees(percent, exact) and elsewhere and not _is_ratio_of(percent, piece, base):
        return not_evaluated("A07", percent, "other_target")
    words = {"part": stated_amount(piece), "whole": stated_amount(base)}
    return judge("A07", percent, exact, f"{words['part']} trong {words['whole']}", words)


def _speaks_of(percent: Figure, part: Figure, whole: Figure) -> bool:
    """Whether the percentage can be part over whole: it is coded as their ratio, or as the part itself."""
    code = percent.indicator_code
    if code is None:
        return True
    ratio = indicators().get(code)
    if ratio is not None and ratio.is_ratio:
        return _is_term(part, ratio.numerator) and _is_term(whole, ratio.denominator)
    if code == part.indicator_code:
        return percent.category in (None, part.category)
    return part.indicator_code is None or code == whole.indicator_code


def _is_term(figure: Figure, term: tuple[str, ...]) -> bool:
    """Whether a figure can be the term of a ratio: it has the term's code, or none."""
    return figure.indicator_code is None or (figure.indicator_code,) == term


def _is_ratio_of(percent: Figure, part: Figure, whole: Figure) -> bool:
    ratio = indicators().get(percent.indicator_code or "")
    return (
        ratio is not None
        and ratio.numerator == (part.indicator_code,)
        and ratio.denominator == (whole.indicator_code,)
    )


def _is_target(whole: Figure) -> bool:
    return (whole.indicator_code or "").endswith(_TARGET_SUFFIX) or names_a_target(whole)


def _share_of(part: Figure, whole: Figure) -> Span:
    return combine(lambda a, b: a * _HUNDRED / b, span_of(part), span_of(whole))


def _agrees(percent: Figure, exact: Span) -> bool:
    return verdict_on(percent, exact) <= Verdict.CUT
