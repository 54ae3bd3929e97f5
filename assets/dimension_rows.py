"""The dimensions of the warehouse as rows of their tables, from the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from schemas.indicators import Indicator, indicators
from schemas.labels import labels
from schemas.periods import Grain, Period, parse_period, period_code
from schemas.targets import programme_targets
from schemas.units import UnitRegistry
from warehouse import tables

_LARGEST_INDEX = {Grain.YEAR: 0, Grain.HALF_YEAR: 2, Grain.QUARTER: 4, Grain.MONTH: 12, Grain.MONTHS: 11}


def unit_frame(units: UnitRegistry) -> pd.DataFrame:
    """Every unit in every interval, with the district and the province it lies in when it starts."""
    columns = tables.units.columns.keys()
    rows = []
    for unit in units.rows:
        district = units.district_of(unit.unit_id, unit.valid_from)
        province = units.province_of(unit.unit_id, unit.valid_from)
        rows.append(
            {
                **{name: getattr(unit, name) for name in columns if hasattr(unit, name)},
                "district_id": district.unit_id if district else None,
                "province_id": province.unit_id if province else None,
            }
        )
    return pd.DataFrame(rows, columns=columns)


def succession_frame(units: UnitRegistry) -> pd.DataFrame:
    """Who followed whom, on which day."""
    columns = tables.unit_successions.columns.keys()
    rows = [{name: getattr(each, name) for name in columns} for each in units.successions()]
    return pd.DataFrame(rows, columns=columns)


def period_frame(codes: Iterable[str]) -> pd.DataFrame:
    """Every period of the years that `codes` span and of the year before, and the codes themselves."""
    named = [parse_period(code) for code in codes]
    years = {period.year for period in named} | {period.starts_on.year for period in named}
    periods = {period.code: period for period in (*named, *_of_years(years))}
    return pd.DataFrame(
        [_period_row(period) for period in sorted(periods.values(), key=lambda period: period.sort_key)],
        columns=tables.periods.columns.keys(),
    )


def indicator_frame() -> pd.DataFrame:
    """The catalogue, in its order."""
    rows = [_indicator_row(indicator) for indicator in indicators().values()]
    return pd.DataFrame(rows, columns=tables.indicators.columns.keys())


def target_frame() -> pd.DataFrame:
    """The targets of all programmes."""
    columns = tables.targets.columns.keys()
    rows = [
        {
            **{name: getattr(target, name) for name in columns if hasattr(target, name)},
            "target_code": target.code,
            **_terms(target.numerator, target.denominator),
        }
        for target in programme_targets()
    ]
    return pd.DataFrame(rows, columns=columns)


def label_frame() -> pd.DataFrame:
    """The names of all codes."""
    rows = [
        {"list": each.list_name, "code": each.code, "label_vi": each.label_vi, "label_en": each.label_en}
        for of_list in labels().values()
        for each in of_list.values()
    ]
    return pd.DataFrame(rows, columns=tables.labels.columns.keys())


def _of_years(years: set[int]) -> Iterator[Period]:
    if not years:
        return
    for year in range(min(years) - 1, max(years) + 1):
        for grain, largest in _LARGEST_INDEX.items():
            for index in range(2 if grain is Grain.MONTHS else min(largest, 1), largest + 1):
                yield parse_period(period_code(grain, year, index))


def _period_row(period: Period) -> dict[str, Any]:
    return {
        "period_code": period.code,
        "grain": str(period.grain),
        "year": period.year,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "previous_period_code": period.previous_code,
        "label_vi": period.label_vi,
        "label_en": period.label_en,
    }


def _indicator_row(indicator: Indicator) -> dict[str, Any]:
    fields = asdict(indicator)
    return {
        "indicator_code": fields.pop("code"),
        **fields,
        **_terms(indicator.numerator, indicator.denominator),
    }


def _terms(numerator: Sequence[str], denominator: Sequence[str]) -> dict[str, str | None]:
    return {"numerator": "+".join(numerator) or None, "denominator": "+".join(denominator) or None}
