"""Reporting periods: their codes, their statutory windows, the period a year earlier, and their names.

Codes: `2023` (year), `2023-H1`, `2023-Q3`, `2023-06` (month), `2023-9M` (cumulative, from the start of the
year), `2020-2022` (phase). A window is statutory, not calendar; it is read from `reporting_calendar.yaml`
(NĐ 09/2019/NĐ-CP Art. 12; TT 124/2021/TT-BCA Art. 8.2). Three and six cumulative months are the first
quarter and the first half-year, and bear those codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from schemas.calendar_days import Months
from schemas.errors import ReferenceDataError
from schemas.period_labels import period_labels
from schemas.reporting_calendar import DEFAULT_SCHEME, WindowRule, reporting_calendar

_CODE = re.compile(
    r"(?P<year>(?:19|20)\d\d)"
    r"(?:-(?:H(?P<half_year>[12])|Q(?P<quarter>[1-4])|(?P<months>1[01]|[2-9])M"
    r"|(?P<phase>(?:19|20)\d\d)|(?P<month>0[1-9]|1[0-2])))?"
)
_MONTHS_IN = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


class Grain(StrEnum):
    """Lengths of period, in the order in which partitions stand."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"
    MONTHS = "months"
    PHASE = "phase"


_GRAIN_RANK = {grain: rank for rank, grain in enumerate(Grain)}


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period.

    `year` is the (last) year it is named after, `index` its number within the year (half-year 1–2, quarter
    1–4, month 1–12, count of cumulative months; 0 for years and phases). `starts_on` and `ends_on` are the
    inclusive window of the scheme it was read for. `previous_code` is the same period a year earlier; None
    for phases.
    """

    code: str
    grain: Grain
    year: int
    index: int
    starts_on: date
    ends_on: date
    previous_code: str | None
    label_vi: str
    label_en: str

    @property
    def sort_key(self) -> tuple[int, int, int, int]:
        """Orders periods by grain, then time."""
        return (_GRAIN_RANK[self.grain], self.year, self.index, self.starts_on.year)

    @property
    def months(self) -> Months:
        """The calendar months of its (last) year that the period is named after."""
        if self.grain is Grain.MONTHS:
            return Months(self.year, 1, self.index)
        length = _MONTHS_IN.get(self.grain, 12)
        last = length * max(self.index, 1)
        return Months(self.year, last - length + 1, last)

    def contains(self, on: date) -> bool:
        """Whether a day lies in the window."""
        return self.starts_on <= on <= self.ends_on


@lru_cache(maxsize=4096)
def parse_period(code: str, scheme: str = DEFAULT_SCHEME) -> Period:
    """The period that a code names, with the window of a scheme of the reporting calendar.

    A scheme without a window for this length of period has that of the administrative one. Raises
    `ReferenceDataError` for a code of another form, a phase that ends before it starts, or an unknown scheme.
    """
    match = _CODE.fullmatch(code)
    if match is None:
        raise ReferenceDataError(
            f"period {code!r}: expected a code such as 2023, 2023-H1, 2023-Q3, 2023-06, 2023-9M or 2020-2022"
        )
    year = int(match["year"])
    if match["phase"]:
        return _phase(year, int(match["phase"]), scheme)
    for grain in (Grain.HALF_YEAR, Grain.QUARTER, Grain.MONTH, Grain.MONTHS):
        if match[grain.value]:
            return _period(grain, year, int(match[grain.value]), scheme)
    return _period(Grain.YEAR, year, 0, scheme)


def period_code(grain: Grain, year: int, index: int = 0) -> str:
    """The code of a period within one year; `index` as in `Period`. One window has one code: 6 months are
    `2023-H1`.

    Raises `ReferenceDataError` for an index that the grain does not have, or for a phase (see `phase_code`).
    """
    last = {Grain.YEAR: 0, Grain.HALF_YEAR: 2, Grain.QUARTER: 4, Grain.MONTH: 12, Grain.MONTHS: 12}.get(grain)
    if last is None or not min(last, 1) <= index <= last:
        raise ReferenceDataError(f"period: grain {grain} has no number {index} within a year")
    if grain is Grain.MONTHS:
        return _cumulative_code(year, index)
    suffix = {
        Grain.YEAR: "",
        Grain.HALF_YEAR: f"-H{index}",
        Grain.QUARTER: f"-Q{index}",
        Grain.MONTH: f"-{index:02d}",
    }
    return f"{year}{suffix[grain]}"


def phase_code(first_year: int, last_year: int) -> str:
    """The code of a phase of several years."""
    return f"{first_year}-{last_year}"


def period_containing(on: date, grain: Grain, scheme: str = DEFAULT_SCHEME) -> Period:
    """The year, half-year, quarter or month in whose window a day lies.

    Raises `ReferenceDataError` for cumulative months and phases, of which a day lies in many, and where
    windows leave a gap.
    """
    last_index = {Grain.YEAR: 0, Grain.HALF_YEAR: 2, Grain.QUARTER: 4, Grain.MONTH: 12}.get(grain)
    if last_index is not None:
        for year in (on.year, on.year + 1):
            for index in range(min(last_index, 1), last_index + 1):
                period = _period(grain, year, index, scheme)
                if period.contains(on):
                    return period
    raise ReferenceDataError(f"period: no single {grain} of scheme {scheme} contains {on}")


def ordered_periods(codes: Iterable[str]) -> tuple[Period, ...]:
    """The periods of some codes, without repetition, by grain, then time; raises `ReferenceDataError`."""
    return tuple(sorted({parse_period(code) for code in codes}, key=lambda period: period.sort_key))


def _cumulative_code(year: int, months: int) -> str:
    named = {
        1: period_code(Grain.MONTH, year, 1),
        3: period_code(Grain.QUARTER, year, 1),
        6: period_code(Grain.HALF_YEAR, year, 1),
        12: period_code(Grain.YEAR, year),
    }
    return named.get(months, f"{year}-{months}M")


def _period(grain: Grain, year: int, index: int, scheme: str) -> Period:
    code = period_code(grain, year, index)
    if grain is Grain.MONTHS and not code.endswith("M"):
        return parse_period(code, scheme)
    draft = Period(code, grain, year, index, date.min, date.max, None, "", "")
    starts_on, ends_on = _window(draft, scheme)
    return _named(draft, year, starts_on, ends_on, period_code(grain, year - 1, index))


def _phase(first_year: int, last_year: int, scheme: str) -> Period:
    if last_year <= first_year:
        raise ReferenceDataError(
            f"period: phase {first_year}-{last_year} must end in a later year than it starts"
        )
    first, last = _period(Grain.YEAR, first_year, 0, scheme), _period(Grain.YEAR, last_year, 0, scheme)
    code = phase_code(first_year, last_year)
    draft = Period(code, Grain.PHASE, last_year, 0, first.starts_on, last.ends_on, None, "", "")
    return _named(draft, first_year, first.starts_on, last.ends_on, None)


def _named(
    draft: Period, first_year: int, starts_on: date, ends_on: date, previous_code: str | None
) -> Period:
    labels = period_labels()
    return Period(
        code=draft.code,
        grain=draft.grain,
        year=draft.year,
        index=draft.index,
        starts_on=starts_on,
        ends_on=ends_on,
        previous_code=previous_code,
        label_vi=labels.label("vi", draft.grain.value, first_year, draft.year, draft.index),
        label_en=labels.label("en", draft.grain.value, first_year, draft.year, draft.index),
    )


def _window(period: Period, scheme: str) -> tuple[date, date]:
    months = period.months
    if period.grain is not Grain.MONTHS:
        span = f"half_year_{period.index}" if period.grain is Grain.HALF_YEAR else period.grain.value
        rule = _rule(span, scheme)
        return rule.first_day.on(months), rule.last_day.on(months)
    stated = reporting_calendar().window_rule("nine_months", scheme) if period.index == 9 else None
    if stated is not None:
        return stated.first_day.on(months), stated.last_day.on(months)
    last_month = Months(period.year, period.index, period.index)
    return _rule("year", scheme).first_day.on(months), _rule("month", scheme).last_day.on(last_month)


def _rule(span: str, scheme: str) -> WindowRule:
    rule = reporting_calendar().window_rule(span, scheme)
    if rule is None:
        raise ReferenceDataError(f"reporting_calendar.yaml: no window for {span} in scheme {scheme}")
    return rule
