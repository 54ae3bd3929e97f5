"""The observations that may give a value of a period, and what decides between them, in SQL.

What belongs here: which observations are candidates at all, and how strong, exact and near to the body of
its document each is. Which of them is chosen, and what adds up, is found in `resolution`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, literal, select

from schemas.vocabulary import DocumentStatus, FigureStatus, Qualifier, ReportType, Role
from warehouse.tables import documents, indicators, observations, periods
from warehouse.working import NEWS, NOTICE, OWN_REPORT, REPORT_OF_ANOTHER, tree, without_null

VALUE_ROLES = (Role.COUNT, Role.AMOUNT, Role.PART, Role.WHOLE)
OWN_REPORT_TYPES = (ReportType.NARRATIVE, ReportType.ANNEX)
SOURCE_TYPES = (*OWN_REPORT_TYPES, ReportType.NOTICE, ReportType.NEWS)


def candidates(period_code: str) -> CTE:
    """Observations that may give a value of the period, each with what decides between them.

    A report of another period that ends on the same day (December's report, for the year) counts, after the
    reports of the period itself; a later year's report never does.
    """
    source = (
        select(
            observations.c.observation_id,
            observations.c.unit_id,
            observations.c.indicator_code,
            without_null(observations.c.unit_kind).label("unit_kind"),
            without_null(observations.c.category).label("category"),
            observations.c.value,
            without_null(observations.c.decided_by).label("decided_by"),
            without_null(observations.c.subset).label("subset"),
            without_null(observations.c.sender_id).label("sender_id"),
            _strength().label("strength"),
            _flag(observations.c.qualifier == Qualifier.EXACT).label("exactness"),
            _flag(observations.c.reported_period_code == period_code).label("is_own_period"),
            documents.c.dated_on,
            documents.c.content_hash,
            _flag(~observations.c.locator.like("footnote%")).label("is_body"),
            case(
                (observations.c.role.in_((Role.COUNT, Role.AMOUNT)), 1),
                (observations.c.role == Role.PART, 2),
                else_=3,
            ).label("role_order"),
            observations.c.locator,
            observations.c.start_at,
        )
        .join(documents, documents.c.document_id == observations.c.document_id)
        .join(tree, tree.c.unit_id == observations.c.unit_id)
        .join(indicators, indicators.c.indicator_code == observations.c.indicator_code)
        .where(
            observations.c.period_code == period_code,
            observations.c.reported_period_code.in_(_periods_ending_with(period_code)),
            observations.c.status == FigureStatus.MAPPED,
            observations.c.role.in_(VALUE_ROLES),
            observations.c.value.is_not(None),
            indicators.c.over_units != "recompute",
            documents.c.status == DocumentStatus.ACCEPTED,
            documents.c.report_type.in_(SOURCE_TYPES),
        )
    )
    return source.cte("candidates")


def _periods_ending_with(period_code: str) -> Select[Any]:
    other = periods.alias("other")
    same_end = (
        select(other.c.period_code)
        .join(periods, periods.c.ends_on == other.c.ends_on)
        .where(periods.c.period_code == period_code)
    )
    return same_end.union(select(literal(period_code)))  # type: ignore[return-value]


def _strength() -> ColumnElement[int]:
    is_report = documents.c.report_type.in_(OWN_REPORT_TYPES)
    return case(
        (and_(is_report, observations.c.sender_id == observations.c.unit_id), OWN_REPORT),
        (is_report, REPORT_OF_ANOTHER),
        (documents.c.report_type == ReportType.NOTICE, NOTICE),
        else_=NEWS,
    )


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
