"""The statutory windows of `reporting_calendar.yaml`, and the deadlines by which a level has to have decided
or sent.

Only the file; which window a period code has is worked out in `periods`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from schemas.calendar_days import DayRule, parse_day_rule
from schemas.errors import ReferenceDataError
from schemas.reference_files import REFERENCE_FOLDER, read_reference_yaml

DEFAULT_SCHEME = "administrative"
_FILE = "reporting_calendar.yaml"
_SPANS = frozenset({"year", "half_year_1", "half_year_2", "nine_months", "quarter", "month"})
_NEEDED_BY_DEFAULT = _SPANS - {"nine_months"}


@dataclass(frozen=True, slots=True)
class WindowRule:
    """The first and the last day of a span, both inclusive, and the legal source."""

    first_day: DayRule
    last_day: DayRule
    source: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a level has to have decided or sent; `is_before` where the day itself is too late ("trước
    ngày").
    """

    code: str
    day: DayRule
    is_before: bool
    source: str


@dataclass(frozen=True, slots=True)
class ReportingCalendar:
    """Windows by scheme and span (year, half_year_1, half_year_2, nine_months, quarter, month), and
    deadlines by code.
    """

    schemes: Mapping[str, Mapping[str, WindowRule]]
    deadlines: Mapping[str, Deadline]

    def window_rule(self, span: str, scheme: str) -> WindowRule | None:
        """The rule of a scheme, or of the default scheme where that one has none; None if neither has.

        Raises `ReferenceDataError` for a scheme that the file does not list.
        """
        if scheme not in self.schemes:
            raise ReferenceDataError(f"{_FILE}: no scheme {scheme!r}; there are {', '.join(self.schemes)}")
        return self.schemes[scheme].get(span) or self.schemes[DEFAULT_SCHEME].get(span)


@lru_cache(maxsize=1)
def reporting_calendar() -> ReportingCalendar:
    """The project's calendar, read once per process; raises `ReferenceDataError`."""
    return read_reporting_calendar(REFERENCE_FOLDER)


def read_reporting_calendar(folder: Path) -> ReportingCalendar:
    """The calendar of a folder; raises `ReferenceDataError` for an unknown span or form of day, or a span
    that is missing.
    """
    return read_reference_yaml(_FILE, _build_calendar, folder)


def _build_calendar(content: Mapping[str, object]) -> ReportingCalendar:
    schemes = cast("Mapping[str, Mapping[str, Mapping[str, str]]]", content["schemes"])
    deadlines = cast("Mapping[str, Mapping[str, str]]", content["deadlines"])
    windows = {name: _build_scheme(name, spans) for name, spans in schemes.items()}
    missing = _NEEDED_BY_DEFAULT - set(windows[DEFAULT_SCHEME])
    if missing:
        raise ReferenceDataError(f"scheme {DEFAULT_SCHEME} lacks {', '.join(sorted(missing))}")
    return ReportingCalendar(
        MappingProxyType(windows),
        MappingProxyType(
            {
                code: Deadline(
                    code=code,
                    day=parse_day_rule(deadline["on"]),
                    is_before=deadline.get("rule") == "before",
                    source=deadline["source"],
                )
                for code, deadline in deadlines.items()
            }
        ),
    )


def _build_scheme(name: str, spans: Mapping[str, Mapping[str, str]]) -> Mapping[str, WindowRule]:
    unknown = set(spans) - _SPANS
    if unknown:
        raise ReferenceDataError(
            f"scheme {name}: expected spans among {sorted(_SPANS)}, found {sorted(unknown)}"
        )
    return MappingProxyType(
        {
            span: WindowRule(parse_day_rule(rule["from"]), parse_day_rule(rule["to"]), rule["source"])
            for span, rule in spans.items()
        }
    )
