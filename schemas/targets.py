"""The programme targets that a province measures its progress by (`targets.yaml`).

Only what is to be reached and by when; the actual value is computed in the warehouse from the indicators
named here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import cast

from schemas.errors import ReferenceDataError
from schemas.indicators import Indicator, read_indicators
from schemas.reference_files import REFERENCE_FOLDER, as_date, read_reference_yaml

_FILE = "targets.yaml"
_RULE = re.compile(r"(>=|>|<=|<|=) (\d+(?:\.\d+)?)")
_DECREASING = "decreasing"
_EVERY_YEAR = "every_year"
_FORMS = ({"indicator"}, {"sum"}, {"numerator", "denominator"})


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a programme, measured on the programme's own unit.

    The actual value is the sum of the `numerator` indicators; where there is a `denominator`, 100 times the
    numerator over it (a target on a ratio has that ratio's terms, and `indicator_code` names the ratio).
    `comparator` is >=, >, <=, <, = or decreasing (less than the year before; `target` is then None).
    `range_to` is the upper end of a stated range, `whole` the stated total ("156 of 184"), `baseline` the
    value at the start: information alone. `milestone_year` None means every year of the programme.
    """

    code: str
    programme: str
    unit_id: str
    label_vi: str
    indicator_code: str | None
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    comparator: str
    target: Decimal | None
    range_to: Decimal | None
    whole: Decimal | None
    baseline: Decimal | None
    milestone_year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with its unit, its days (both inclusive), the last days of its phases, its budget in đồng,
    its targets.
    """

    code: str
    unit_id: str
    starts_on: date
    ends_on: date
    phases: tuple[date, ...]
    budget_vnd: Decimal
    targets: tuple[Target, ...]

    def targets_of(self, year: int) -> tuple[Target, ...]:
        """The targets in view in a year: those of every year and those whose milestone is not past."""
        if not self.starts_on.year <= year <= self.ends_on.year:
            return ()
        return tuple(
            each for each in self.targets if each.milestone_year is None or each.milestone_year >= year
        )


def programme_targets() -> tuple[Target, ...]:
    """All targets of the project's programmes, in the order of the file; raises `ReferenceDataError`."""
    return tuple(target for programme in programmes() for target in programme.targets)


@lru_cache(maxsize=1)
def programmes() -> tuple[Programme, ...]:
    """The project's programmes, read once per process; raises `ReferenceDataError`."""
    return read_programmes(REFERENCE_FOLDER)


def read_programmes(folder: Path) -> tuple[Programme, ...]:
    """The programmes of a folder; raises `ReferenceDataError`, also where a target needs an indicator that
    is not listed.
    """
    catalogue = read_indicators(folder)
    return read_reference_yaml(_FILE, lambda content: (_build_programme(content, catalogue),), folder)


def _build_programme(content: Mapping[str, object], catalogue: Mapping[str, Indicator]) -> Programme:
    declared = cast("Mapping[str, object]", content["programme"])
    code, unit_id = str(declared["code"]), str(declared["unit_id"])
    source = str(declared.get("source", code))
    targets = tuple(
        _build_target(each, code, unit_id, source, catalogue)
        for each in cast("Sequence[Mapping[str, object]]", content["targets"])
    )
    codes = [target.code for target in targets]
    repeated = sorted({each for each in codes if codes.count(each) > 1})
    if repeated:
        raise ReferenceDataError(f"target codes must be unique; repeated: {', '.join(repeated)}")
    return Programme(
        code=code,
        unit_id=unit_id,
        starts_on=_day(declared["from"], "programme, from"),
        ends_on=_day(declared["to"], "programme, to"),
        phases=tuple(_day(day, "programme, phases") for day in cast("list[object]", declared["phases"])),
        budget_vnd=Decimal(str(declared["budget_vnd"])),
        targets=targets,
    )


def _build_target(
    each: Mapping[str, object], programme: str, unit_id: str, source: str, catalogue: Mapping[str, Indicator]
) -> Target:
    code = str(each["code"])
    indicator, numerator, denominator = _terms(each, code, catalogue)
    comparator, target = _rule(str(each["rule"]), code)
    milestone = each["milestone"]
    if milestone != _EVERY_YEAR and not isinstance(milestone, int):
        raise ReferenceDataError(
            f"target {code}: expected a milestone year or every_year, found {milestone!r}"
        )
    return Target(
        code=code,
        programme=programme,
        unit_id=unit_id,
        label_vi=str(each["label"]),
        indicator_code=indicator,
        numerator=numerator,
        denominator=denominator,
        comparator=comparator,
        target=target,
        range_to=_number(each.get("range_to")),
        whole=_number(each.get("of")),
        baseline=_number(each.get("baseline")),
        milestone_year=milestone if isinstance(milestone, int) else None,
        source=str(each.get("source", source)),
    )


def _terms(
    each: Mapping[str, object], code: str, catalogue: Mapping[str, Indicator]
) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    given = {"indicator", "sum", "numerator", "denominator"} & set(each)
    if given not in _FORMS:
        raise ReferenceDataError(f"target {code}: expected indicator, sum, or numerator and denominator")
    if "indicator" in each:
        name = str(each["indicator"])
        indicator = _known(name, code, catalogue)
        return (
            (name, indicator.numerator, indicator.denominator) if indicator.is_ratio else (name, (name,), ())
        )
    if "sum" in each:
        names = tuple(str(name) for name in cast("list[object]", each["sum"]))
        return None, tuple(_known(name, code, catalogue).code for name in names), ()
    numerator, denominator = (
        _known(str(each[term]), code, catalogue) for term in ("numerator", "denominator")
    )
    return None, (numerator.code,), (denominator.code,)


def _known(name: str, code: str, catalogue: Mapping[str, Indicator]) -> Indicator:
    if name not in catalogue:
        raise ReferenceDataError(f"target {code}: {name!r} is not an indicator of indicators.csv")
    return catalogue[name]


def _rule(text: str, code: str) -> tuple[str, Decimal | None]:
    if text == _DECREASING:
        return _DECREASING, None
    match = _RULE.fullmatch(text)
    if match is None:
        raise ReferenceDataError(
            f"target {code}: expected a rule such as '>= 90' or 'decreasing', found {text!r}"
        )
    return match[1], Decimal(match[2])


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _day(value: object, where: str) -> date:
    day = as_date(value, where)
    if day is None:
        raise ReferenceDataError(f"{where}: expected a date, found null")
    return day
