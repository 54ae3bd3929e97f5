"""Rule A19: the total row of a table against the rows of the units above it, column by column.

Only where every row is of another unit than the sender, and the total row is the sender's own: other layouts
(subtotals, two lists in one table) are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from schemas.checks.result import CheckResult, fails, holds
from schemas.checks.spans import Span, combine, rounded, span_of
from schemas.checks.stated_values import is_value
from schemas.checks.wording import amount, stated_amount
from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.vocabulary import Role

_ROW = re.compile(r"/r\[\d+\](?:/.*)?$")
_LEAST_ROWS = 2
_VALUES = (Role.COUNT, Role.AMOUNT)


def check_table_totals(figures: Iterable[Figure], sender: str | None) -> Iterator[CheckResult]:
    """Every column of units that has a row of its own for the sender."""
    columns: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.role in _VALUES and is_value(figure) and _ROW.search(figure.statement) and _adds_up(figure):
            columns.setdefault(_column(figure), []).append(figure)
    for column in columns.values():
        yield from _check(column, sender)


def _adds_up(figure: Figure) -> bool:
    indicator = indicators().get(figure.indicator_code or "")
    return indicator is not None and indicator.over_units == "sum"


def _column(figure: Figure) -> tuple[object, ...]:
    return (
        _ROW.sub("", figure.statement),
        figure.indicator_code,
        figure.period_code,
        figure.unit_kind,
        figure.category,
        figure.decided_by,
        figure.subset,
    )


def _check(column: list[Figure], sender: str | None) -> Iterator[CheckResult]:
    totals = [each for each in column if each.unit_id == sender]
    rows = [each for each in column if each.unit_id != sender]
    if len(totals) != 1 or len(rows) < _LEAST_ROWS or len({row.unit_id for row in rows}) < len(rows):
        return
    (total,) = totals
    added: Span = combine(lambda *terms: sum(terms, Fraction(0)), *(span_of(row) for row in rows))
    if added.meets(span_of(total)):
        yield holds("A19", total)
    else:
        yield fails(
            "A19",
            total,
            rounded(added.point, 0 if added.point.denominator == 1 else 2),
            label=indicators()[total.indicator_code or ""].label_vi,
            total=stated_amount(total),
            rows=str(len(rows)),
            expected=amount(added.point, total.unit),
        )
