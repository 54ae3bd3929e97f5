"""Rules R01, R02, R04, T01: values that can't be, documents that contradict themselves on who and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from schemas.checks.result import CheckResult, fails, holds
from schemas.checks.wording import excerpt, stated_amount, stated_percentage
from schemas.figure import Figure, Identity
from schemas.indicators import indicators
from schemas.vocabulary import FigureStatus, Role

_COUNTS = (Role.COUNT, Role.PART, Role.WHOLE, Role.PREVIOUS)
_CHECKED = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
_HUNDRED = 100
_SIGN_WITHIN = 12  # characters between a number and its sign: "103 (%)"


def check_figures(figures: Iterable[Figure], judged: Collection[Figure]) -> Iterator[CheckResult]:
    """Each mapped figure by itself; percentages already `judged` against their numbers are left out."""
    for figure in figures:
        if _lacks_its_sign(figure):
            yield fails("R04", figure, words=excerpt(figure), stated=stated_percentage(figure))
        indicator = indicators().get(figure.indicator_code or "")
        if figure.status is not FigureStatus.MAPPED or figure.value is None or indicator is None:
            continue
        if indicator.kind == "count" and figure.role in _COUNTS:
            whole = figure.value >= 0 and figure.value == figure.value.to_integral_value()
            yield holds("R02", figure) if whole else fails("R02", figure, stated=stated_amount(figure))
        if indicator.is_ratio and figure.role is Role.PERCENT and figure not in judged:
            if figure.value <= _HUNDRED:
                yield holds("R01", figure)
            else:
                yield fails("R01", figure, label=indicator.label_vi, stated=stated_percentage(figure))


def _lacks_its_sign(figure: Figure) -> bool:
    """Whether a number of the running text was read as a percentage by the words around it alone."""
    if figure.role is not Role.PERCENT or figure.status not in _CHECKED or not figure.quote:
        return False
    behind = figure.quote[figure.start : figure.end + _SIGN_WITHIN].lower()
    in_text = figure.quote[figure.start : figure.end] == figure.raw and "[" in figure.locator
    return in_text and "table" not in figure.locator and "%" not in behind and "phần trăm" not in behind


def check_identity(identity: Identity) -> Iterator[CheckResult]:
    """Each contradiction that identification met (title and body name different years, …)."""
    for contradiction in identity.contradictions:
        yield fails("T01", None, contradiction=contradiction)
