"""Who owes which report for a period, and by which day (`obligations.yaml`).

Which units exist at a level is the tree of `units` on the period's last day; here is only what each of them
owes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import cast

from schemas.calendar_days import DayRule, parse_day_rule
from schemas.errors import ReferenceDataError
from schemas.indicators import read_indicators
from schemas.periods import Grain, Period
from schemas.reference_files import REFERENCE_FOLDER, as_date, read_reference_yaml
from schemas.vocabulary import ReportType

_FILE = "obligations.yaml"
_GRAINS: Mapping[
    str, tuple[Grain, int | None]
] = {  # the grain, and the one number within the year if only that is owed
    "year": (Grain.YEAR, None),
    "half_year_1": (Grain.HALF_YEAR, 1),
    "half_year_2": (Grain.HALF_YEAR, 2),
    "quarter": (Grain.QUARTER, None),
    "month": (Grain.MONTH, None),
}
_IS_BEFORE = {"by": False, "before": True}


class Obligor(StrEnum):
    """Who can owe a report: units of a level, departments of the province, or units rated Average or Weak."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    WEAK_UNIT = "weak_unit"


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a kind of obligor owes for periods that end in `[valid_from, valid_to)`.

    `index` restricts it to one number within the year. `is_before` means that the due day itself is too late
    ("trước ngày").
    """

    obligor: Obligor
    report_type: ReportType
    grain: Grain
    index: int | None
    due: DayRule
    is_before: bool
    is_optional: bool
    valid_from: date | None
    valid_to: date | None
    basis: str

    def applies_to(self, period: Period) -> bool:
        """Whether it is owed for a period: judged by the period's grain, number and last day."""
        return (
            period.grain is self.grain
            and self.index in (None, period.index)
            and (self.valid_from is None or self.valid_from <= period.ends_on)
            and (self.valid_to is None or period.ends_on < self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class DueReport:
    """One report owed for one period. An optional one is never missing, but may come late."""

    report_type: ReportType
    due_on: date
    is_before: bool
    is_optional: bool
    basis: str

    def is_on_time(self, received_on: date) -> bool:
        """Whether a report of that day keeps the term."""
        return received_on < self.due_on if self.is_before else received_on <= self.due_on


@dataclass(frozen=True, slots=True)
class Obligations:
    """All of `obligations.yaml`: who owes what, and the indicators without which an annual narrative is
    incomplete.
    """

    obligations: tuple[Obligation, ...]
    required_indicators: tuple[str, ...]


def obligations_for(obligor: Obligor | str, period: Period) -> tuple[DueReport, ...]:
    """The reports that each unit of a kind owes for a period, in the order of the file; empty if none.

    `obligor` is a value of `Obligor` (a `Level` will do). Raises `ReferenceDataError` for another word.
    """
    who = _obligor(obligor)
    return tuple(
        DueReport(
            report_type=each.report_type,
            due_on=each.due.on(period.months),
            is_before=each.is_before,
            is_optional=each.is_optional,
            basis=each.basis,
        )
        for each in obligations().obligations
        if each.obligor is who and each.applies_to(period)
    )


def required_indicators(report_type: ReportType, grain: Grain) -> tuple[str, ...]:
    """The indicators without which a report is incomplete: those of the annual narrative, none for any other
    report.
    """
    is_annual_narrative = report_type is ReportType.NARRATIVE and grain is Grain.YEAR
    return obligations().required_indicators if is_annual_narrative else ()


@lru_cache(maxsize=1)
def obligations() -> Obligations:
    """The project's obligations, read once per process; raises `ReferenceDataError`."""
    return read_obligations(REFERENCE_FOLDER)


def read_obligations(folder: Path) -> Obligations:
    """The obligations of a folder; raises `ReferenceDataError`, also for a required indicator that is not in
    the catalogue.
    """
    obligations = read_reference_yaml(_FILE, _build_obligations, folder)
    unknown = [code for code in obligations.required_indicators if code not in read_indicators(folder)]
    if unknown:
        raise ReferenceDataError(f"{_FILE}: required: not in indicators.csv: {', '.join(unknown)}")
    return obligations


def _build_obligations(content: Mapping[str, object]) -> Obligations:
    declared = cast("Sequence[Mapping[str, object]]", content["obligations"])
    return Obligations(
        obligations=tuple(_build_obligation(number, each) for number, each in enumerate(declared, start=1)),
        required_indicators=tuple(str(code) for code in cast("list[object]", content["required"])),
    )


def _build_obligation(number: int, each: Mapping[str, object]) -> Obligation:
    where = f"obligation {number}"
    if each["grain"] not in _GRAINS or each["rule"] not in _IS_BEFORE:
        raise ReferenceDataError(
            f"{where}: expected a grain of {', '.join(_GRAINS)} and a rule by or before, "
            f"found {each['grain']!r} and {each['rule']!r}"
        )
    grain, index = _GRAINS[str(each["grain"])]
    return Obligation(
        obligor=_obligor(str(each["level"])),
        report_type=ReportType(str(each["report_type"])),
        grain=grain,
        index=index,
        due=parse_day_rule(str(each["due"])),
        is_before=_IS_BEFORE[str(each["rule"])],
        is_optional=bool(each.get("optional", False)),
        valid_from=as_date(each.get("from"), f"{where}, from"),
        valid_to=as_date(each.get("until"), f"{where}, until"),
        basis=str(each["basis"]),
    )


def _obligor(text: str) -> Obligor:
    try:
        return Obligor(text)
    except ValueError as error:
        raise ReferenceDataError(
            f"{_FILE}: level: expected one of {', '.join(Obligor)}, found {text!r}"
        ) from error
