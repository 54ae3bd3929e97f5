"""T03 over a period: each unit's counts with last year's, the years before, and its siblings, from SQL.

A jump that a boundary change explains is no outlier: only comparable values are looked at
(`stage.comparisons`), so the comparison must be made before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from schemas.checks.outliers import Outlier, Series, outliers
from schemas.periods import Period, parse_period
from schemas.vietnamese_numbers import format_number
from schemas.vocabulary import Comparability, Origin
from warehouse.found import add_findings, replace_findings
from warehouse.tables import (
    comparisons,
    indicator_values,
    indicators,
    published_indicator_values,
    releases,
    units,
)
from warehouse.tree import in_force
from warehouse.working import without_null

_YEARS_BACK = 5
_NAMED_PEERS = 3
_KEY = ("unit_id", "indicator_code", "unit_kind", "category")

History = Mapping[tuple[Any, ...], tuple[Decimal, ...]]


def find_outliers(connection: Connection, period: Period) -> None:
    """Replace the period's findings of the rule T03; needs its `stage.comparisons`."""
    replace_findings(connection, period, {"T03": None})
    history = _history(connection, period)
    rows = connection.execute(_comparable(period)).all()
    found: list[dict[str, Any]] = []
    for _, group in groupby(
        rows, key=lambda row: (row.parent_id, row.indicator_code, row.unit_kind, row.category)
    ):
        siblings = list(group)
        by_unit = {row.unit_id: row for row in siblings}
        found += [
            _row(outlier, by_unit[outlier.series.unit_id]) for outlier in outliers(_series(siblings, history))
        ]
    add_findings(connection, period, "T03", found)


def _comparable(period: Period) -> Select[Any]:
    """This year's and last year's counts of every unit whose boundaries are the same, siblings together."""
    kind, category = without_null(comparisons.c.unit_kind), without_null(comparisons.c.category)
    return (
        select(
            comparisons.c.unit_id,
            units.c.name,
            units.c.parent_id,
            comparisons.c.indicator_code,
            kind.label("unit_kind"),
            category.label("category"),
            comparisons.c.value,
            comparisons.c.previous_value,
            indicators.c.label_vi,
        )
        .join(units, units.c.unit_id == comparisons.c.unit_id)
        .join(indicators, indicators.c.indicator_code == comparisons.c.indicator_code)
        .join(
            indicator_values,
            (indicator_values.c.period_code == comparisons.c.period_code)
            & (indicator_values.c.unit_id == comparisons.c.unit_id)
            & (indicator_values.c.indicator_code == comparisons.c.indicator_code)
            & (without_null(indicator_values.c.unit_kind) == kind)
            & (without_null(indicator_values.c.category) == category),
        )
        .where(
            comparisons.c.period_code == period.code,
            comparisons.c.comparability.in_((Comparability.COMPARABLE, Comparability.STATED_ONLY)),
            comparisons.c.value.is_not(None),
            comparisons.c.previous_value.is_not(None),
            indicators.c.kind == "count",
            indicators.c.over_units == "sum",
            indicator_values.c.origin == Origin.REPORTED,
            units.c.parent_id.is_not(None),
            in_force(period.ends_on),
        )
        .order_by(units.c.parent_id, comparisons.c.indicator_code, kind, category, comparisons.c.unit_id)
    )


def _history(connection: Connection, period: Period) -> History:
    """The released values of the years before last year, newest first."""
    codes: list[str] = []
    code = period.previous_code and parse_period(period.previous_code).previous_code
    while code is not None and len(codes) < _YEARS_BACK:
        codes.append(code)
        code = parse_period(code).previous_code
    values = published_indicator_values
    statement = (
        select(
            values.c.unit_id,
            values.c.indicator_code,
            func.coalesce(values.c.unit_kind, ""),
            func.coalesce(values.c.category, ""),
            values.c.value,
        )
        .join(releases, releases.c.release_id == values.c.release_id)
        .where(
            releases.c.superseded_at.is_(None), values.c.period_code.in_(codes), values.c.value.is_not(None)
        )
        .order_by(values.c.period_code.desc())
    )
    found: defaultdict[tuple[Any, ...], list[Decimal]] = defaultdict(list)
    for *key, value in connection.execute(statement):
        found[tuple(key)].append(value)
    return {key: tuple(series) for key, series in found.items()}


def _series(siblings: Sequence[Row[Any]], history: History) -> tuple[Series, ...]:
    return tuple(
        Series(
            row.unit_id,
            row.name,
            row.value,
            row.previous_value,
            history.get(tuple(getattr(row, name) for name in _KEY), ()),
        )
        for row in siblings
    )


def _row(outlier: Outlier, row: Row[Any]) -> dict[str, Any]:
    return {
        "subject": "/".join(str(getattr(row, name)) for name in _KEY),
        "unit_id": row.unit_id,
        "document_id": None,
        "locator": "",
        "reported": row.value,
        "expected": None,
        "label": row.label_vi,
        "value": row.value,
        "against": "; ".join(_grounds(outlier, row)),
    }


def _grounds(outlier: Outlier, row: Row[Any]) -> Iterator[str]:
    yield f"năm trước ({format_number(row.previous_value)})"
    if outlier.usual is not None:
        yield f"mức thường thấy nhiều năm ({format_number(outlier.usual)})"
    if outlier.peers:
        named, more = outlier.peers[:_NAMED_PEERS], len(outlier.peers) - _NAMED_PEERS
        others = f" và {more} đơn vị khác" if more > 0 else ""
        yield f"mức tăng, giảm của {', '.join(named)}{others}"
