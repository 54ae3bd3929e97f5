"""Rule A12: a number against the names listed for it ("54/72 khu dân cư" and a footnote with 53 names)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from schemas.checks.result import CheckResult, fails, holds, not_evaluated
from schemas.checks.rules import rule_book
from schemas.checks.spans import is_stated_exactly, value_of
from schemas.checks.wording import stated_amount
from schemas.figure import Figure, NamedList


def check_named_lists(figures: Iterable[Figure], lists: Iterable[NamedList]) -> Iterator[CheckResult]:
    """Every number with a list of names; a list that is far from it is of something else."""
    places = {(figure.locator, figure.start, figure.raw): figure for figure in figures}
    for listed in lists:
        figure = places.get((listed.locator, listed.start, listed.raw))
        if figure is None or not is_stated_exactly(figure):
            continue
        stated = value_of(figure)
        if stated == listed.names:
            yield holds("A12", figure)
        elif abs(stated - listed.names) > max(rule_book().list_difference * stated, Fraction(2)):
            yield not_evaluated("A12", figure, "other_list")
        else:
            names = str(listed.names)
            yield fails("A12", figure, Decimal(listed.names), stated=stated_amount(figure), expected=names)
