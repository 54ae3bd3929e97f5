"""Days that the reference files write relative to a period: "N-1-12-15", "15th of the previous month", "last
day of the quarter".

Only the reading of these forms and their arithmetic; which day means what is in `reporting_calendar.yaml` and
`obligations.yaml`. N is the year of the period (the last year of a phase).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from schemas.errors import ReferenceDataError

_IN_YEAR = re.compile(r"N(?:([+-]\d+)(?=-\d\d-\d\d$))?-(\d\d)-(\d\d)")
_IN_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)|last day) of (.+)")
_MONTHS_MEANT = {  # which month of the period, and how many months from it
    "the month before the quarter": ("first", -1),
    "the previous month": ("first", -1),
    "the month": ("last", 0),
    "the quarter": ("last", 0),
    "the quarter's last month": ("last", 0),
}
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Months:
    """The calendar months that a period is named after, both inclusive, 1–12."""

    year: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day relative to a period: in a year (`month` is set) or in a month of the period (`day` None is its
    last day).
    """

    text: str
    year_offset: int = 0
    month: int | None = None
    anchor: str = "last"
    month_offset: int = 0
    day: int | None = None

    def on(self, months: Months) -> date:
        """The day for a period; raises `ReferenceDataError` for a day that its month does not have."""
        if self.month is not None:
            year, month = months.year + self.year_offset, self.month
        else:
            named = months.first if self.anchor == "first" else months.last
            count = months.year * _MONTHS_IN_YEAR + named - 1 + self.month_offset
            year, month = count // _MONTHS_IN_YEAR, count % _MONTHS_IN_YEAR + 1
        last_day = calendar.monthrange(year, month)[1]
        if self.day is not None and self.day > last_day:
            raise ReferenceDataError(f"{self.text!r}: month {year}-{month:02d} has no day {self.day}")
        return date(year, month, self.day or last_day)


def parse_day_rule(text: str) -> DayRule:
    """Read a relative day; raises `ReferenceDataError` for a form that is not known."""
    in_year = _IN_YEAR.fullmatch(text)
    if in_year and 1 <= int(in_year[2]) <= _MONTHS_IN_YEAR and int(in_year[3]) >= 1:
        return DayRule(text, year_offset=int(in_year[1] or 0), month=int(in_year[2]), day=int(in_year[3]))
    in_month = _IN_MONTH.fullmatch(text)
    if in_month and in_month[2] in _MONTHS_MEANT:
        anchor, month_offset = _MONTHS_MEANT[in_month[2]]
        day = int(in_month[1]) if in_month[1] else None
        return DayRule(text, anchor=anchor, month_offset=month_offset, day=day)
    known = ", ".join(repr(f"15th of {month}") for month in _MONTHS_MEANT)
    raise ReferenceDataError(
        f"expected a day such as 'N-12-14', 'N-1-12-15', 'last day of the quarter', {known}; found {text!r}"
    )
