"""One source against another, in SQL: X05 report and annex, X06 a unit and its units, X07 notice and news.

Which of them is published was decided before (`resolution`, `roll_up`); here only the difference is told.
Approximate figures, and figures of a subset or of one deciding level, are compared with nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, Connection, Select, and_, exists, func, select

from schemas.checks.rules import rule_book
from schemas.periods import Period
from schemas.vocabulary import DocumentStatus, FigureStatus, Origin, Qualifier, ReportType, Role
from warehouse.found import replace_findings
from warehouse.tables import contributions, documents, indicator_values, indicators, observations
from warehouse.tree import plant_tree
from warehouse.working import drop_working_tables, make_working_tables, tree, without_null

_VALUES = (Role.COUNT, Role.AMOUNT, Role.PART, Role.WHOLE)
_FIRST_HAND = (Origin.REPORTED, Origin.SUMMED)
_SECOND_HAND = (ReportType.NOTICE, ReportType.NEWS)
_PUBLISHED = (*_FIRST_HAND, Origin.NOTICE)
_KEY = ("unit_id", "indicator_code", "unit_kind", "category")
_OF_SEVERAL_BODIES = "award_level"  # what one body awards is not all awards
_LEAST_UNITS = 2


def compare_sources(connection: Connection, period: Period, roots: Sequence[str]) -> None:
    """Replace the period's findings of the rules X05–X07; needs its observations and staged values."""
    make_working_tables(connection)
    plant_tree(connection, period.code, period.ends_on, roots)
    stated = _stated(period)
    replace_findings(
        connection,
        period,
        {
            "X05": _report_and_annex(stated),
            "X06": _unit_and_its_units(period),
            "X07": _second_hand(period, stated),
        },
    )
    drop_working_tables(connection)


def _stated(period: Period) -> CTE:
    """Every exact value of an accepted document for its own period, with its key spelled without nulls."""
    return (
        select(
            observations.c.unit_id,
            observations.c.indicator_code,
            without_null(observations.c.unit_kind).label("unit_kind"),
            without_null(observations.c.category).label("category"),
            observations.c.value,
            observations.c.sender_id,
            observations.c.document_id,
            observations.c.locator,
            observations.c.observation_id,
            documents.c.report_type,
            documents.c.file_name,
        )
        .join(documents, documents.c.document_id == observations.c.document_id)
        .where(
            observations.c.reported_period_code == period.code,
            observations.c.period_code == period.code,
            observations.c.status == FigureStatus.MAPPED,
            observations.c.qualifier == Qualifier.EXACT,
            observations.c.role.in_(_VALUES),
            observations.c.decided_by.is_(None),
            observations.c.subset.is_(None),
            observations.c.value.is_not(None),
            documents.c.status == DocumentStatus.ACCEPTED,
            *(~observations.c.indicator_code.startswith(each) for each in rule_book().repeatable_prefixes),
        )
        .cte("stated_values")
    )


def _report_and_annex(stated: CTE) -> Select[Any]:
    """Told at the annex; not where either of the two says the other's value as well."""
    report, annex = stated.alias("report"), stated.alias("annex")
    again, same = stated.alias("again"), stated.alias("same")
    return (
        select(
            *_place(annex, annex.c.value, report.c.value),
            annex.c.value.label("stated"),
            report.c.file_name.label("file"),
            report.c.value.label("other"),
            indicators.c.label_vi.label("label"),
        )
        .select_from(annex)
        .join(report, and_(_same_key(annex, report), annex.c.sender_id == report.c.sender_id))
        .join(indicators, indicators.c.indicator_code == annex.c.indicator_code)
        .where(
            annex.c.report_type == ReportType.ANNEX,
            report.c.report_type == ReportType.NARRATIVE,
            annex.c.value != report.c.value,
            ~exists().where(
                _same_key(again, annex),
                again.c.document_id == annex.c.document_id,
                again.c.value == report.c.value,
            ),
            ~exists().where(
                _same_key(same, annex),
                same.c.document_id == report.c.document_id,
                same.c.value == annex.c.value,
            ),
        )
        .order_by(annex.c.observation_id, report.c.observation_id)
    )


def _unit_and_its_units(period: Period) -> Select[Any]:
    """A stated total against its units' own values, where all of them have one."""
    own, parts = indicator_values.alias("own"), indicator_values.alias("parts")
    child, source = tree.alias("child"), _source(period)
    children = (
        select(child.c.parent_id, func.count().label("units"))
        .where(child.c.rolls_up, child.c.parent_id.is_not(None))
        .group_by(child.c.parent_id)
        .cte("children")
    )
    keyed = (
        select(
            child.c.parent_id,
            parts.c.unit_id,
            parts.c.value,
            parts.c.indicator_code,
            without_null(parts.c.unit_kind).label("unit_kind"),
            without_null(parts.c.category).label("category"),
        )
        .join(child, child.c.unit_id == parts.c.unit_id)
        .where(parts.c.period_code == period.code, child.c.rolls_up, parts.c.origin.in_(_FIRST_HAND))
        .cte("values_of_units")
    )
    key = [keyed.c[name] for name in ("parent_id", *_KEY[1:])]
    summed = (
        select(
            *key,
            func.sum(keyed.c.value).label("value"),
            func.count(keyed.c.unit_id.distinct()).label("units"),
        )
        .group_by(*key)
        .cte("summed")
    )
    return (
        select(
            (
                own.c.unit_id
                + "/"
                + own.c.indicator_code
                + "/"
                + without_null(own.c.unit_kind)
                + "/"
                + without_null(own.c.category)
            ).label("subject"),
            own.c.unit_id,
            source.c.document_id,
            source.c.locator,
            own.c.value.label("reported"),
            summed.c.value.label("expected"),
            indicators.c.label_vi.label("label"),
            own.c.value.label("stated"),
            summed.c.units.label("units"),
            summed.c.value.label("summed"),
        )
        .select_from(own)
        .join(indicators, indicators.c.indicator_code == own.c.indicator_code)
        .join(
            summed,
            and_(
                summed.c.parent_id == own.c.unit_id,
                summed.c.indicator_code == own.c.indicator_code,
                summed.c.unit_kind == without_null(own.c.unit_kind),
                summed.c.category == without_null(own.c.category),
            ),
        )
        .join(children, and_(children.c.parent_id == own.c.unit_id, children.c.units == summed.c.units))
        .outerjoin(source, _same_key(source, own))
        .where(
            own.c.period_code == period.code,
            own.c.origin == Origin.REPORTED,
            indicators.c.over_units == "sum",
            summed.c.units >= _LEAST_UNITS,
            own.c.value != summed.c.value,
        )
    )


def _source(period: Period) -> CTE:
    """One place for each stated value: that of the observation it was made of."""
    place = func.row_number().over(
        partition_by=[contributions.c[name] for name in _KEY], order_by=contributions.c.observation_id
    )
    placed = (
        select(
            contributions.c.unit_id,
            contributions.c.indicator_code,
            without_null(contributions.c.unit_kind).label("unit_kind"),
            without_null(contributions.c.category).label("category"),
            observations.c.document_id,
            observations.c.locator,
            place.label("place"),
        )
        .join(observations, observations.c.observation_id == contributions.c.observation_id)
        .where(contributions.c.period_code == period.code, contributions.c.operation == "reported")
        .cte("placed_sources")
    )
    return select(placed).where(placed.c.place == 1).cte("sources")


def _second_hand(period: Period, stated: CTE) -> Select[Any]:
    """What a notice or the press says, where a source that goes before it gives another value."""
    return (
        select(
            *_place(stated, stated.c.value, indicator_values.c.value),
            indicators.c.label_vi.label("label"),
            stated.c.value.label("stated"),
            indicator_values.c.value.label("published"),
        )
        .select_from(stated)
        .join(indicators, indicators.c.indicator_code == stated.c.indicator_code)
        .join(indicator_values, _same_key(stated, indicator_values))
        .where(
            indicator_values.c.period_code == period.code,
            indicator_values.c.origin.in_(_PUBLISHED),
            stated.c.report_type.in_(_SECOND_HAND),
            func.coalesce(indicators.c.breakdown, "") != _OF_SEVERAL_BODIES,
            stated.c.value != indicator_values.c.value,
        )
    )


def _place(source: Any, reported: Any, expected: Any) -> list[Any]:
    return [
        source.c.observation_id.label("subject"),
        source.c.unit_id,
        source.c.document_id,
        source.c.locator,
        reported.label("reported"),
        expected.label("expected"),
    ]


def _same_key(one: Any, other: Any) -> Any:
    return and_(
        one.c.unit_id == other.c.unit_id,
        one.c.indicator_code == other.c.indicator_code,
        without_null(one.c.unit_kind) == without_null(other.c.unit_kind),
        without_null(one.c.category) == without_null(other.c.category),
    )
