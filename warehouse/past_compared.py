"""T02: last year's value as this year's report states it against what is stored for last year, in SQL.

Stated outright ("so với 20 vụ"), or by the change ("28 vụ, tăng 08 vụ"). A unit whose boundaries changed in
between is another unit than last year's and is not compared.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, literal, select

from schemas.periods import Period, parse_period
from schemas.vocabulary import Comparability, Qualifier
from warehouse.found import replace_findings
from warehouse.previous_values import values_before, values_now, values_stated_for_before
from warehouse.tables import comparisons, indicators, observations
from warehouse.working import same_key, without_null

_COMPARED = (Comparability.COMPARABLE, Comparability.STATED_ONLY)


def compare_with_the_past(connection: Connection, period: Period) -> None:
    """Replace the period's findings of the rule T02; needs `stage.comparisons` of the period."""
    statement = (
        None if period.previous_code is None else _restated(period, parse_period(period.previous_code))
    )
    replace_findings(connection, period, {"T02": statement})


def _restated(period: Period, previous: Period) -> Select[Any]:
    now, before = values_now(period.code), values_before(previous.code)
    stated = values_stated_for_before(period.code, previous.code, now)
    return (
        select(
            (
                stated.c.unit_id
                + "/"
                + stated.c.indicator_code
                + "/"
                + stated.c.unit_kind
                + "/"
                + stated.c.category
            ).label("subject"),
            stated.c.unit_id,
            stated.c.document_id,
            stated.c.locator,
            stated.c.value.label("reported"),
            before.c.value.label("expected"),
            indicators.c.label_vi.label("label"),
            stated.c.value.label("stated"),
            literal(previous.code).label("period"),
            before.c.value.label("stored"),
        )
        .select_from(stated)
        .join(before, same_key(stated, before))
        .join(indicators, indicators.c.indicator_code == stated.c.indicator_code)
        .join(
            comparisons,
            (comparisons.c.unit_id == stated.c.unit_id)
            & (comparisons.c.indicator_code == stated.c.indicator_code)
            & (without_null(comparisons.c.unit_kind) == stated.c.unit_kind)
            & (without_null(comparisons.c.category) == stated.c.category),
        )
        .where(
            comparisons.c.period_code == period.code,
            comparisons.c.comparability.in_(_COMPARED),
            stated.c.qualifier == Qualifier.EXACT,
            stated.c.value != before.c.value,
            ~_says_another(stated, previous),
        )
    )


def _says_another(stated: Any, previous: Period) -> ColumnElement[bool]:
    """Whether the same sentence gives last year's figure with another value too: one was misread."""
    return exists().where(
        observations.c.document_id == stated.c.document_id,
        observations.c.locator == stated.c.locator,
        observations.c.quote == stated.c.quote,
        observations.c.period_code == previous.code,
        observations.c.unit_id == stated.c.unit_id,
        observations.c.indicator_code == stated.c.indicator_code,
        without_null(observations.c.unit_kind) == stated.c.unit_kind,
        without_null(observations.c.category) == stated.c.category,
        observations.c.value != stated.c.value,
    )
