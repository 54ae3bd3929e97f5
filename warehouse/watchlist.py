"""The units rated Trung bình or Yếu, how many years running, and what follows from it, in SQL.

What follows is declared in `rating_schemes.yaml` (consequences) and `obligations.yaml` (the day); of several
the one that needs the most years running is given, then the one for a single class, then the general one.
The plan is due in every case. Trung bình and Yếu compare across rating schemes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    true,
)

from schemas.obligations import Obligor, obligations_for
from schemas.periods import Period
from schemas.rating_schemes import RatingScheme, rating_rules
from schemas.vocabulary import DocumentStatus, Rating, ReportType
from warehouse.previous_values import in_current_release
from warehouse.tables import (
    documents,
    published_unit_ratings,
    published_watchlist,
    unit_ratings,
    watchlist,
)
from warehouse.working import insert_columns

_A_YEAR = timedelta(days=366)


def watch_units(connection: Connection, period: Period, schemes: Mapping[str, RatingScheme]) -> None:
    """Replace the period's rows of `stage.watchlist`, from `stage.unit_ratings` and last year's release.

    `schemes` are those the units were rated by; their weak classes are watched. A plan counts as received
    where an accepted document of that type is of this period, or dated in the year after it.
    """
    connection.execute(delete(watchlist).where(watchlist.c.period_code == period.code))
    weak = frozenset[Rating]().union(*(scheme.weak_classes for scheme in schemes.values()))
    connection.execute(_watch(period, weak))


def _watch(period: Period, weak: frozenset[Rating]) -> Any:
    before, plans = _weak_before(period, weak), _plans(period)
    years = func.coalesce(before.c.years, 0) + 1
    plan_due = _plan_due(period)
    rows = (
        select(
            unit_ratings.c.period_code,
            unit_ratings.c.unit_id,
            unit_ratings.c.unit_kind,
            unit_ratings.c.parent_id,
            unit_ratings.c.rating,
            years,
            _consequence(years),
            cast(literal(plan_due), Date) if plan_due else null(),
            plans.c.received_on,
        )
        .outerjoin(before, before.c.unit_id == unit_ratings.c.unit_id)
        .outerjoin(plans, plans.c.unit_id == unit_ratings.c.unit_id)
        .where(unit_ratings.c.period_code == period.code, unit_ratings.c.rating.in_(weak))
    )
    return insert(watchlist).from_select(insert_columns(watchlist), rows)


def _consequence(years: ColumnElement[int]) -> ColumnElement[Any]:
    gravest_first = sorted(
        rating_rules().consequences, key=lambda rule: (-rule.consecutive_years, rule.rating is None)
    )
    return case(
        *(
            (
                and_(
                    years >= rule.consecutive_years,
                    unit_ratings.c.rating == rule.rating if rule.rating else true(),
                ),
                rule.consequence.value,
            )
            for rule in gravest_first
        )
    )


def _plan_due(period: Period) -> date | None:
    owed = obligations_for(Obligor.WEAK_UNIT, period)
    return next((each.due_on for each in owed if each.report_type is ReportType.REMEDIATION_PLAN), None)


def _weak_before(period: Period, weak: frozenset[Rating]) -> CTE:
    """Units rated low in last year's release, with the years running that it counted."""
    rated, watched = published_unit_ratings, published_watchlist
    return (
        select(rated.c.unit_id, func.max(func.coalesce(watched.c.consecutive_years, 1)).label("years"))
        .outerjoin(
            watched,
            and_(
                watched.c.release_id == rated.c.release_id,
                watched.c.period_code == rated.c.period_code,
                watched.c.unit_id == rated.c.unit_id,
            ),
        )
        .where(
            rated.c.period_code == period.previous_code,
            in_current_release(rated, period.previous_code or ""),
            rated.c.rating.in_(weak),
        )
        .group_by(rated.c.unit_id)
        .cte("weak_before")
    )


def _plans(period: Period) -> CTE:
    sent_on = func.coalesce(documents.c.dated_on, cast(documents.c.received_at, Date))
    follows = and_(sent_on > period.ends_on, sent_on <= period.ends_on + _A_YEAR)
    return (
        select(documents.c.unit_id, func.min(sent_on).label("received_on"))
        .where(
            documents.c.status == DocumentStatus.ACCEPTED,
            documents.c.report_type == ReportType.REMEDIATION_PLAN,
            or_(documents.c.period_code == period.code, follows),
        )
        .group_by(documents.c.unit_id)
        .cte("plans")
    )
