"""The headline figures of a province: value, the same period a year before, change and coverage.

Which indicators these are stands in `headline.yaml`; every number comes from a `bi` view as it stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from sqlalchemy import Connection, Select, and_, literal, or_, select

from reports.bi import COMPARISONS, INDICATORS, PERIODS, VALUES, named_unit, named_units
from schemas.errors import ReferenceDataError
from schemas.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator that overviews show, of one kind of unit where `unit_kind` is set."""

    indicator: str
    unit_kind: str | None = None


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """A province's value of a headline indicator against the same period a year before."""

    label_vi: str
    label_en: str
    unit: str
    indicator_code: str
    unit_kind: str | None
    value: Decimal
    previous_value: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    comparability: str | None
    units_expected: int | None
    units_reported: int | None
    better: str


@dataclass(frozen=True, slots=True)
class UnitOverview:
    """The headline figures of one unit for one period, in the order of `headline.yaml`."""

    period_code: str
    period_vi: str
    unit_id: str
    name: str
    figures: tuple[HeadlineFigure, ...]


@cache
def headlines() -> tuple[Headline, ...]:
    """The entries of `headline.yaml`; raises `ReferenceDataError` where one is malformed."""
    entries = yaml.safe_load(files("reports").joinpath("headline.yaml").read_text("utf-8"))
    try:
        return tuple(Headline(**entry) for entry in entries)
    except TypeError as error:
        raise ReferenceDataError(f"reports/headline.yaml: {error}") from error


def provinces(connection: Connection, periods: Sequence[str]) -> tuple[UnitOverview, ...]:
    """The headline figures of each province for each of the periods."""
    statement = _headline_rows(periods)
    order = {(each.indicator, each.unit_kind): place for place, each in enumerate(headlines())}
    found: dict[tuple[str, str], tuple[str, str, list[HeadlineFigure]]] = {}
    for row in connection.execute(statement):
        period_code, period_vi, unit_id, name, *figure = row
        entry = found.setdefault((period_code, unit_id), (period_vi, name, []))
        entry[2].append(HeadlineFigure(*figure))
    return tuple(
        UnitOverview(
            period_code,
            period_vi,
            unit_id,
            name,
            tuple(sorted(figures, key=lambda figure: order[figure.indicator_code, figure.unit_kind])),
        )
        for (period_code, unit_id), (period_vi, name, figures) in sorted(found.items())
    )


def _headline_rows(periods: Sequence[str]) -> Select[Any]:
    unit = named_units()
    wanted = [
        and_(
            VALUES.c.indicator_code == each.indicator,
            VALUES.c.unit_kind.is_(None) if each.unit_kind is None else VALUES.c.unit_kind == each.unit_kind,
        )
        for each in headlines()
    ]
    compared = and_(
        *(COMPARISONS.c[key].is_not_distinct_from(VALUES.c[key]) for key in ("unit_kind", "category")),
        *(COMPARISONS.c[key] == VALUES.c[key] for key in ("period_code", "unit_id", "indicator_code")),
    )
    return (
        select(
            VALUES.c.period_code,
            PERIODS.c.label_vi,
            VALUES.c.unit_id,
            unit.c.name,
            INDICATORS.c.label_vi,
            INDICATORS.c.label_en,
            INDICATORS.c.unit,
            VALUES.c.indicator_code,
            VALUES.c.unit_kind,
            VALUES.c.value,
            COMPARISONS.c.previous_value,
            COMPARISONS.c.change,
            COMPARISONS.c.change_pct,
            COMPARISONS.c.comparability,
            VALUES.c.units_expected,
            VALUES.c.units_reported,
            INDICATORS.c.better,
        )
        .join(PERIODS, PERIODS.c.period_code == VALUES.c.period_code)
        .join(unit, and_(named_unit(unit, VALUES.c.unit_id), unit.c.level == literal(Level.PROVINCE.value)))
        .join(INDICATORS, INDICATORS.c.indicator_code == VALUES.c.indicator_code)
        .join(COMPARISONS, compared, isouter=True)
        .where(VALUES.c.period_code.in_(periods), VALUES.c.category.is_(None), or_(*wanted))
    )
