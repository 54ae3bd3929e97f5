"""Rule A17 for what was received, what is done of it and what is left, by the sentence's own words.

The catalogue's own sums are A08; here any unit of measure counts ("thụ lý 94 vụ, đã giải quyết 81 vụ, tiếp
tục điều tra 13 vụ").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from schemas.checks.result import CheckResult, fails, holds
from schemas.checks.rules import Remainder, rule_book
from schemas.checks.spans import is_stated_exactly, rounded, value_of
from schemas.checks.statements import is_tied
from schemas.checks.wording import amount, carries_over, says, stated_amount, stated_number
from schemas.figure import Figure
from schemas.vocabulary import Role


def check_remainders(figures: Iterable[Figure], judged: Collection[Figure]) -> Iterator[CheckResult]:
    """Every total with what is done and what is left, but not those `judged` by an equation."""
    for _, sentence in groupby(figures, key=lambda figure: (figure.locator, figure.quote)):
        numbers = [each for each in sentence if is_tied(each)]
        for unit in sorted({each.unit for each in numbers if each.unit}):
            counts = [each for each in numbers if each.unit == unit and _is_counted(each)]
            for words in rule_book().remainders:
                yield from _check(words, counts, numbers, judged)


def _is_counted(figure: Figure) -> bool:
    before = figure.quote[: figure.start]
    return figure.role is Role.COUNT and before.count("(") <= before.count(")")


def _check(
    words: Remainder, counts: list[Figure], numbers: list[Figure], judged: Collection[Figure]
) -> Iterator[CheckResult]:
    """Only where the three follow each other: a number in between is another part."""
    for whole, part, rest in zip(counts, counts[1:], counts[2:], strict=False):
        said = [_clause(figure, numbers) for figure in (whole, part, rest)]
        fits = says(said[0], words.whole) and says(said[1], words.part) and says(said[2], words.rest)
        if not fits or whole in judged or carries_over(whole) or not is_stated_exactly(whole, part, rest):
            continue
        added = value_of(part) + value_of(rest)
        if added == value_of(whole):
            yield holds("A17", whole)
            continue
        yield fails(
            "A17",
            whole,
            rounded(added, 0),
            total=stated_amount(whole),
            parts=f"{stated_number(part)} + {stated_number(rest)}",
            expected=amount(added, whole.unit),
        )


def _clause(figure: Figure, numbers: list[Figure]) -> str:
    """The words before a number, back to the semicolon: "112 bị can" shares those of "85 vụ"."""
    start = figure.quote.rfind(";", 0, figure.start) + 1
    earlier = [each for each in numbers if start <= each.start < figure.start]
    first = min((each.start for each in earlier), default=figure.start)
    nearest = max((each.end for each in earlier), default=start)
    return f"{figure.quote[start:first]} {figure.quote[nearest : figure.start]}"
