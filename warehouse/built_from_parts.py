"""T04: a year built from its months against the annual report, in SQL; and so for every longer period.

Counts and amounts of the parts add up, a stock is that of the last part (`over_time` of the catalogue); a
ratio follows from its terms. Only where every part has a value, each stated by the unit itself or summed from
all units that owe, is there anything to compare: a month without a report is not zero. Nothing is published
from the parts; a finding names both numbers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from schemas.period_parts import Whole, wholes_settled_by
from schemas.periods import Period, parse_period
from schemas.vocabulary import Origin
from warehouse.found import replace_findings
from warehouse.tables import (
    indicator_values,
    indicators,
    published_indicator_values,
    releases,
)
from warehouse.working import key_columns, same_key, without_null

RULE = "T04"
_ADDS, _LAST = "sum", "latest"
# A unit's own figures are whole by themselves; sums are where all units that owe are in them.
_WHOLE_ORIGINS = (Origin.REPORTED, Origin.NOTICE)


def compare_with_parts(connection: Connection, period: Period) -> None:
    """Replace the period's findings of the rule T04: the longer periods that it settles against their parts.

    Needs `stage.indicator_values` of the period; those of the others are read from their releases, or staged.
    """
    wholes = wholes_settled_by(period)
    replace_findings(connection, period, {RULE: _differences(period, wholes) if wholes else None})


def _differences(period: Period, wholes: tuple[Whole, ...]) -> Select[Any]:
    listed = _listed(wholes)
    figures = _figures(period, {code for whole in wholes for code in (whole.code, *whole.parts)})
    built = _built(listed, figures)
    stated = figures.alias("stated")
    subject = func.concat(
        built.c.whole, "/", literal("", String).concat(cast(built.c.parts, String)), "/",
        built.c.unit_id, "/", built.c.indicator_code, "/", built.c.unit_kind, "/", built.c.category,
    )  # fmt: skip
    return (
        select(
            subject.label("subject"),
            built.c.unit_id,
            null().label("document_id"),
            null().label("locator"),
            stated.c.value.label("reported"),
            built.c.value.label("expected"),
            indicators.c.label_vi.label("label"),
            built.c.whole_vi.label("whole"),
            stated.c.value.label("stated"),
            built.c.parts,
        )
        .select_from(built)
        .join(stated, and_(stated.c.period_code == built.c.whole, same_key(stated, built)))
        .join(indicators, indicators.c.indicator_code == built.c.indicator_code)
        .where(stated.c.value != built.c.value)
        .order_by(subject)
    )


def _listed(wholes: tuple[Whole, ...]) -> CTE:
    """Each whole with its parts: whole, whole_vi (its name), part, place (from 1), parts (how many)."""
    rows = [
        select(
            literal(whole.code, String).label("whole"),
            literal(parse_period(whole.code).label_vi, String).label("whole_vi"),
            literal(part, String).label("part"),
            literal(place, Integer).label("place"),
            literal(len(whole.parts), Integer).label("parts"),
        )
        for whole in wholes
        for place, part in enumerate(whole.parts, start=1)
    ]
    return union_all(*rows).cte("listed")


def _figures(period: Period, codes: set[str]) -> CTE:
    """The values of some periods that stand for all that they should."""
    current = select(releases.c.release_id).where(
        releases.c.period_code.in_(codes), releases.c.superseded_at.is_(None)
    )
    has_release = select(releases.c.period_code).where(releases.c.superseded_at.is_(None))
    published, staged = published_indicator_values, indicator_values
    return union_all(
        _whole_rows(
            published,
            codes,
            and_(published.c.release_id.in_(current), published.c.period_code != period.code),
        ),
        _whole_rows(
            staged, codes, or_(staged.c.period_code == period.code, staged.c.period_code.not_in(has_release))
        ),
    ).cte("figures")


def _whole_rows(table: Table, codes: set[str], condition: ColumnElement[bool]) -> Select[Any]:
    return select(
        table.c.period_code,
        table.c.unit_id,
        table.c.indicator_code,
        without_null(table.c.unit_kind).label("unit_kind"),
        without_null(table.c.category).label("category"),
        table.c.value,
    ).where(
        table.c.period_code.in_(codes),
        condition,
        or_(table.c.origin.in_(_WHOLE_ORIGINS), table.c.is_complete.is_(True)),
    )


def _built(listed: CTE, figures: CTE) -> CTE:
    last = func.max(case((listed.c.place == listed.c.parts, figures.c.value)))
    value = case((indicators.c.over_time == _LAST, last), else_=func.sum(figures.c.value))
    key = [listed.c.whole, listed.c.whole_vi, listed.c.parts, *key_columns(figures), indicators.c.over_time]
    return (
        select(*key, value.label("value"))
        .select_from(figures)
        .join(listed, listed.c.part == figures.c.period_code)
        .join(indicators, indicators.c.indicator_code == figures.c.indicator_code)
        .where(indicators.c.over_time.in_((_ADDS, _LAST)))
        .group_by(*key)
        .having(func.count() == listed.c.parts)
        .cte("built")
    )
