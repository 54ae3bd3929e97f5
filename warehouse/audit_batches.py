"""The rows that the audit judges: a period's staged results as frames, each prepared by one query.

Nulls in keys are the empty text here and figures are floats, since Great Expectations compares plain
columns; sums are compared exactly, in SQL. What is expected of the frames stands in `audit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, Subquery, and_, case, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from schemas.vocabulary import Operation, Origin, Severity, UnitKind
from warehouse.tables import (
    contributions,
    findings,
    indicator_values,
    indicators,
    observations,
    periods,
    published_observations,
    reporting_status,
    safety_recognitions,
    unit_ratings,
    units,
)

FIGURE_KEY = ("period_code", "unit_id", "indicator_code", "unit_kind", "category")

_VALUE_COLUMNS = (
    *FIGURE_KEY,
    "value",
    "origin",
    "units_expected",
    "units_reported",
    "known_indicator",
    "unit",
    "sources",
    "is_flagged",
)
_SUM_COLUMNS = (*FIGURE_KEY, "value", "children_sum", "difference")
_PAIR_COLUMNS = ("period_code", "unit_id", "indicator_code", "unit_kind", "category", "part", "whole")


def values_batch(connection: Connection, period_code: str) -> pd.DataFrame:
    """Every value with its indicator's `unit`, how many `sources` it has, and whether it `is_flagged`.

    Flagged is a value of whose sources a finding of severity error already speaks.
    """
    values, sources = indicator_values, _sources(period_code)
    query = (
        select(
            *[values.c[name] for name in _VALUE_COLUMNS if name in values.c],
            indicators.c.indicator_code.label("known_indicator"),
            indicators.c.unit,
            func.coalesce(sources.c.sources, 0).label("sources"),
            (func.coalesce(sources.c.flagged, 0) > 0).label("is_flagged"),
        )
        .select_from(
            values.outerjoin(indicators, indicators.c.indicator_code == values.c.indicator_code).outerjoin(
                sources, _same_figure(values, sources)
            )
        )
        .where(values.c.period_code == period_code)
    )
    return _frame(connection, query, _VALUE_COLUMNS)


def sums_batch(connection: Connection, period_code: str) -> pd.DataFrame:
    """Every summed value against the exact sum of its children's (administrative units and departments)."""
    whole, part, last_day = (
        indicator_values.alias("whole"),
        indicator_values.alias("part"),
        _last_day(period_code),
    )
    children_sum = func.coalesce(func.sum(part.c.value), 0)
    query = (
        select(
            *[whole.c[name] for name in FIGURE_KEY],
            whole.c.value,
            children_sum.label("children_sum"),
            (whole.c.value - children_sum).label("difference"),
        )
        .select_from(
            whole.outerjoin(
                units,
                and_(
                    units.c.parent_id == whole.c.unit_id,
                    units.c.valid_from <= last_day,
                    or_(units.c.valid_to.is_(None), units.c.valid_to > last_day),
                    or_(units.c.level.is_not(None), units.c.kind == UnitKind.DEPARTMENT.value),
                ),
            ).outerjoin(
                part,
                and_(
                    part.c.unit_id == units.c.unit_id,
                    *[
                        part.c[name].is_not_distinct_from(whole.c[name])
                        for name in FIGURE_KEY
                        if name != "unit_id"
                    ],
                ),
            )
        )
        .where(whole.c.period_code == period_code, whole.c.origin == Origin.SUMMED.value)
        .group_by(*[whole.c[name] for name in FIGURE_KEY], whole.c.value)
    )
    return _frame(connection, query, _SUM_COLUMNS)


def percentages_batch(connection: Connection, values: pd.DataFrame) -> pd.DataFrame:
    """The shares among the values that no finding speaks of: percentages whose whole is a stock.

    A ratio of flows measures fulfilment and may pass 100: cases solved this year may stem from last year.
    """
    shares = {ratio for ratio, _, _ in _share_terms(connection)}
    return values[values["indicator_code"].isin(shares) & ~values["is_flagged"]]


def parts_batch(connection: Connection, values: pd.DataFrame) -> pd.DataFrame:
    """The `part` and the `whole` of each share, for units that have both and no finding on either."""
    pairs = [_pairs(values, numerator, denominator) for _, numerator, denominator in _share_terms(connection)]
    found = [pair for pair in pairs if not pair.empty]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(_PAIR_COLUMNS))


def ratings_batch(connection: Connection, period_code: str) -> pd.DataFrame:
    """Every rated unit with the class it got, as `scheme:rating`."""
    columns = unit_ratings.c
    query = select(
        columns.period_code,
        columns.unit_id,
        columns.score,
        columns.scheme.concat(":").concat(columns.rating).label("scheme_rating"),
    ).where(columns.period_code == period_code)
    return _frame(connection, query, ("period_code", "unit_id", "score", "scheme_rating"))


def recognitions_batch(connection: Connection, period_code: str) -> pd.DataFrame:
    """The units with a safety outcome, by key."""
    columns = safety_recognitions.c
    query = select(columns.period_code, columns.unit_id).where(columns.period_code == period_code)
    return _frame(connection, query, ("period_code", "unit_id"))


def reports_batch(connection: Connection, period_code: str) -> pd.DataFrame:
    """What units owed, by key."""
    columns = reporting_status.c
    query = select(columns.period_code, columns.unit_id, columns.report_type).where(
        columns.period_code == period_code
    )
    return _frame(connection, query, ("period_code", "unit_id", "report_type"))


def contributions_batch(connection: Connection, period_code: str) -> pd.DataFrame:
    """The contributions with the `observation_found` that they name, staged now or released before."""
    parts = contributions
    known = (
        select(observations.c.observation_id)
        .union(select(published_observations.c.observation_id))
        .subquery()
    )
    query = (
        select(
            parts.c.unit_id,
            parts.c.indicator_code,
            parts.c.observation_id,
            known.c.observation_id.label("observation_found"),
        )
        .select_from(parts.outerjoin(known, known.c.observation_id == parts.c.observation_id))
        .where(parts.c.period_code == period_code)
    )
    return _frame(connection, query, ("unit_id", "indicator_code", "observation_id", "observation_found"))


def _sources(period_code: str) -> Subquery:
    """Per figure: how many observations are in it, and in how many of them an error was found."""
    parts = contributions
    wrong = (
        select(findings.c.document_id, findings.c.locator)
        .where(findings.c.severity == Severity.ERROR.value)
        .distinct()
        .subquery("wrong")
    )
    return (
        select(
            *[parts.c[name] for name in FIGURE_KEY],
            func.sum(case((parts.c.operation != Operation.DISCARDED.value, 1), else_=0)).label("sources"),
            func.count(wrong.c.locator).label("flagged"),
        )
        .select_from(
            parts.outerjoin(observations, observations.c.observation_id == parts.c.observation_id).outerjoin(
                wrong,
                and_(
                    wrong.c.document_id == observations.c.document_id,
                    wrong.c.locator == observations.c.locator,
                ),
            )
        )
        .where(parts.c.period_code == period_code)
        .group_by(*[parts.c[name] for name in FIGURE_KEY])
        .subquery("sources")
    )


def _share_terms(connection: Connection) -> Sequence[tuple[str, list[str], str]]:
    """The ratios in percent whose denominator is a stock: code, numerators, denominator."""
    ratio, whole = indicators.alias("ratio"), indicators.alias("whole")
    rows = connection.execute(
        select(ratio.c.indicator_code, ratio.c.numerator, ratio.c.denominator)
        .join(whole, whole.c.indicator_code == ratio.c.denominator)
        .where(ratio.c.unit == literal("%"), whole.c.over_time == literal("latest"))
    )
    return [(code, _codes(numerator), denominator) for code, numerator, denominator in rows]


def _codes(expression: str) -> list[str]:
    return [code.strip() for code in expression.split("+")]


def _pairs(values: pd.DataFrame, numerators: list[str], denominator: str) -> pd.DataFrame:
    key = ["period_code", "unit_id", "unit_kind", "category"]
    parts = values[values["indicator_code"].isin(numerators)]
    summed = parts.groupby(key, as_index=False).agg(part=("value", "sum"), is_flagged=("is_flagged", "max"))
    wholes = values[values["indicator_code"] == denominator].rename(columns={"value": "whole"})
    pairs = summed.merge(wholes, on=key, suffixes=("_part", "_whole"))
    unflagged = ~(pairs["is_flagged_part"].astype(bool) | pairs["is_flagged_whole"].astype(bool))
    return pairs.loc[unflagged, list(_PAIR_COLUMNS)]


def _last_day(period_code: str) -> ColumnElement[Any]:
    return select(periods.c.ends_on).where(periods.c.period_code == period_code).scalar_subquery()


def _same_figure(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(
        *[one.c[name] == other.c[name] for name in ("period_code", "unit_id", "indicator_code")],
        *[one.c[name].is_not_distinct_from(other.c[name]) for name in ("unit_kind", "category")],
    )


def _frame(connection: Connection, query: Select[Any], columns: Sequence[str]) -> pd.DataFrame:
    rows = [
        [float(cell) if isinstance(cell, Decimal) else cell for cell in row]
        for row in connection.execute(query)
    ]
    frame = pd.DataFrame(rows, columns=list(columns))
    for name in {"unit_kind", "category"} & set(columns):
        frame[name] = frame[name].fillna("")
    return frame
