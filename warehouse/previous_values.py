"""This year's values, the units that they are made of, and what this year's reports say of last year, in SQL.

What last year's release says is carried to the boundaries of today in `carried_values`; how the two years
compare is decided in `comparison`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Table,
    and_,
    case,
    collate,
    exists,
    func,
    or_,
    select,
    union_all,
)

from schemas.vocabulary import Direction, DocumentStatus, FigureStatus, Operation, Origin, Qualifier, Role
from warehouse.candidates import OWN_REPORT_TYPES
from warehouse.tables import (
    TWINS,
    contributions,
    documents,
    indicator_values,
    observations,
    releases,
)
from warehouse.working import key_columns, same_key, without_null


def values_now(period_code: str) -> CTE:
    """The staged values of the period, keyed without nulls."""
    return keyed_values(indicator_values, indicator_values.c.period_code == period_code).cte("values_now")


def values_before(previous_code: str) -> CTE:
    """Last year's values in last year's units: those of its current release, else the staged ones."""
    published = TWINS[indicator_values]
    return union_all(
        keyed_values(published, released(published, previous_code)),
        keyed_values(indicator_values, staged_alone(indicator_values, previous_code)),
    ).cte("values_before")


def sources_now(period_code: str, now: CTE) -> CTE:
    """Which units' statements each of this year's values is made of: the key, and `source_id`."""
    made = made_of(contributions, observations, contributions.c.period_code == period_code)
    return with_itself(made, now, "sources_now")


def values_stated_for_before(period_code: str, previous_code: str, now: CTE) -> CTE:
    """Last year's values as this year's own reports give them: stated, or this year's less the change."""
    is_stated = and_(observations.c.role == Role.PREVIOUS, observations.c.period_code == previous_code)
    is_change = and_(
        observations.c.role == Role.CHANGE,
        observations.c.period_code == period_code,
        now.c.origin == Origin.REPORTED,
    )
    derived = case(
        (is_stated, observations.c.value),
        (observations.c.direction == Direction.UP, now.c.value - observations.c.value),
        (observations.c.direction == Direction.DOWN, now.c.value + observations.c.value),
    )
    place = func.row_number().over(
        partition_by=key_columns(now),
        order_by=[
            case((observations.c.qualifier == Qualifier.EXACT, 0), else_=1),
            case((is_stated, 0), else_=1),
            documents.c.dated_on.desc().nulls_last(),
            func.length(observations.c.locator),
            collate(observations.c.locator, "C"),
            observations.c.start_at,
            collate(observations.c.observation_id, "C"),
        ],
    )
    placed = (
        select(
            *key_columns(now),
            derived.label("value"),
            observations.c.qualifier,
            observations.c.document_id,
            observations.c.locator,
            observations.c.quote,
            place.label("place"),
        )
        .select_from(observations)
        .join(documents, documents.c.document_id == observations.c.document_id)
        .join(
            now,
            (now.c.unit_id == observations.c.unit_id)
            & (now.c.indicator_code == observations.c.indicator_code)
            & (now.c.unit_kind == without_null(observations.c.unit_kind))
            & (now.c.category == without_null(observations.c.category)),
        )
        .where(
            observations.c.reported_period_code == period_code,
            observations.c.status == FigureStatus.MAPPED,
            observations.c.sender_id == observations.c.unit_id,
            observations.c.decided_by.is_(None),
            observations.c.subset.is_(None),
            or_(is_stated, is_change),
            documents.c.status == DocumentStatus.ACCEPTED,
            documents.c.report_type.in_(OWN_REPORT_TYPES),
            derived >= 0,
        )
        .cte("placed_statements")
    )
    return select(placed).where(placed.c.place == 1).cte("stated_for_before")


def in_current_release(table: Table, period_code: str) -> ColumnElement[bool]:
    """Whether a published row belongs to the release that readers see for the period."""
    current = select(releases.c.release_id).where(
        releases.c.period_code == period_code, releases.c.superseded_at.is_(None)
    )
    return table.c.release_id.in_(current)


def released(table: Table, period_code: str) -> ColumnElement[bool]:
    """Whether a published row is one of the period's own, in the release that readers see."""
    return in_current_release(table, period_code) & (table.c.period_code == period_code)


def staged_alone(table: Table, period_code: str) -> ColumnElement[bool]:
    """Whether a staged row is one of a period that has no release yet."""
    has_release = exists().where(releases.c.period_code == period_code, releases.c.superseded_at.is_(None))
    return (table.c.period_code == period_code) & ~has_release


def keyed_values(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """Rows of an `indicator_values` table, keyed without nulls."""
    return select(
        table.c.unit_id,
        table.c.indicator_code,
        without_null(table.c.unit_kind).label("unit_kind"),
        without_null(table.c.category).label("category"),
        table.c.value,
        table.c.origin,
        table.c.is_complete,
    ).where(condition)


def made_of(made: Table, seen: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """Which units' statements values are made of: the key, and `source_id`."""
    return (
        select(
            made.c.unit_id,
            made.c.indicator_code,
            without_null(made.c.unit_kind).label("unit_kind"),
            without_null(made.c.category).label("category"),
            seen.c.unit_id.label("source_id"),
        )
        .join(seen, seen.c.observation_id == made.c.observation_id)
        .where(condition, made.c.operation != Operation.DISCARDED)
        .distinct()
    )


def with_itself(made_of: Any, values: CTE, name: str) -> CTE:
    """A value without contributions (imported history) is a statement about the unit itself."""
    made = made_of.cte(f"{name}_made")
    itself = select(*key_columns(values), values.c.unit_id.label("source_id")).where(
        ~exists().where(same_key(made, values))
    )
    return union_all(select(made), itself).cte(name)
