"""The observations that may give a value of a period, and what decides between them, in SQL.

What belongs here: which observations are candidates at all, and how strong and exact each is. Which of them
is chosen, and what adds up, is found in `resolution`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, and_, case, func, insert, select, union

from schemas.vocabulary import DocumentStatus, FigureStatus, Qualifier, ReportType, Role
from warehouse.tables import documents, observations, periods
from warehouse.working import (
    NEWS,
    NOTICE,
    OWN_REPORT,
    REPORT_OF_ANOTHER,
    facts,
    insert_columns,
    measures,
    sources,
    study,
    tree,
    without_null,
)

VALUE_ROLES = (Role.COUNT, Role.AMOUNT, Role.PART, Role.WHOLE)
OWN_REPORT_TYPES = (ReportType.NARRATIVE, ReportType.ANNEX)
SOURCE_TYPES = (*OWN_REPORT_TYPES, ReportType.NOTICE, ReportType.NEWS)


def gather_candidates(connection: Connection) -> None:
    """Fill `sources` and `facts`: the observations that may give a value of a planted period.

    A report of another period that ends on the same day (December's report, for the year) counts, after the
    reports of the period itself; a later year's report never does.
    """
    connection.execute(_list_sources())
    connection.execute(_gather())
    study(connection, sources, facts)


def _list_sources() -> Any:
    is_report = documents.c.report_type.in_(OWN_REPORT_TYPES)
    rows = select(
        func.row_number().over(order_by=documents.c.document_id),
        documents.c.document_id,
        documents.c.content_hash,
        documents.c.dated_on,
        is_report,
        case(
            (is_report, REPORT_OF_ANOTHER),
            (documents.c.report_type == ReportType.NOTICE, NOTICE),
            else_=NEWS,
        ),
    ).where(
        documents.c.status == DocumentStatus.ACCEPTED,
        documents.c.report_type.in_(SOURCE_TYPES),
    )
    return insert(sources).from_select(insert_columns(sources), rows)


def _gather() -> Any:
    of_period = _reports_for_periods()
    is_own = sources.c.is_report & (observations.c.sender_id == observations.c.unit_id)
    rows = (
        select(
            func.row_number().over(),
            observations.c.observation_id,
            tree.c.node,
            measures.c.measure,
            tree.c.depth,
            observations.c.value,
            case((is_own, OWN_REPORT), else_=sources.c.authority),
            _flag(observations.c.qualifier == Qualifier.EXACT),
            _flag(observations.c.reported_period_code == observations.c.period_code),
            case(
                (observations.c.role.in_((Role.COUNT, Role.AMOUNT)), 1),
                (observations.c.role == Role.PART, 2),
                else_=3,
            ),
            sources.c.source,
            without_null(observations.c.sender_id),
            without_null(observations.c.decided_by),
            without_null(observations.c.subset),
            observations.c.locator,
            observations.c.start_at,
        )
        .select_from(observations)
        .join(
            of_period,
            (of_period.c.period_code == observations.c.period_code)
            & (of_period.c.reported_period_code == observations.c.reported_period_code),
        )
        .join(sources, sources.c.document_id == observations.c.document_id)
        .join(
            tree,
            (tree.c.period_code == observations.c.period_code) & (tree.c.unit_id == observations.c.unit_id),
        )
        .join(
            measures,
            and_(
                measures.c.indicator_code == observations.c.indicator_code,
                measures.c.unit_kind == without_null(observations.c.unit_kind),
                measures.c.category == without_null(observations.c.category),
            ),
        )
        .where(
            observations.c.status == FigureStatus.MAPPED,
            observations.c.role.in_(VALUE_ROLES),
            observations.c.value.is_not(None),
            measures.c.is_ratio.is_(False),
        )
    )
    return insert(facts).from_select(insert_columns(facts), rows)


def _reports_for_periods() -> CTE:
    """Each planted period with the periods whose reports may speak for it."""
    planted = select(tree.c.period_code).distinct().cte("planted")
    itself, other = periods.alias("itself"), periods.alias("other")
    same_end = (
        select(planted.c.period_code, other.c.period_code.label("reported_period_code"))
        .join(itself, itself.c.period_code == planted.c.period_code)
        .join(other, other.c.ends_on == itself.c.ends_on)
    )
    own = select(planted.c.period_code, planted.c.period_code.label("reported_period_code"))
    return union(same_end, own).cte("reports_for_periods")


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
