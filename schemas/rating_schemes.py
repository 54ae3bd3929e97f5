"""By which rules the movement of a unit is rated, in force from and to which day (`rating_schemes.yaml`).

A period is judged by the scheme in force on its last day; of several the one of the nearest unit wins (a
province's own scheme over the national one). Point thresholds and knock-out rules are not known from a
public text: `has_thresholds` stays False, and the class is the one decided and reported, until a deployment
fills them in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import cast

from schemas.errors import ReferenceDataError
from schemas.rating_consequences import ConsequenceRule, build_consequence
from schemas.rating_labels import rating_of
from schemas.reference_files import REFERENCE_FOLDER, as_date, read_reference_yaml
from schemas.units import UnitRegistry
from schemas.vocabulary import Level, Rating, UnitKind

_FILE = "rating_schemes.yaml"


@dataclass(frozen=True, slots=True)
class RatingScheme:
    """A set of classes in force in `[valid_from, valid_to)` for a unit and all below it (`unit_id` None:
    everywhere).

    `classes` are best first, empty where the scheme is not known (labels are then kept as written and
    nothing is judged). `covers` is empty where the source does not say which kinds of unit are rated.
    `thresholds` maps a class to its least score.
    """

    code: str
    unit_id: str | None
    valid_from: date | None
    valid_to: date | None
    classes: tuple[Rating, ...]
    weak_classes: frozenset[Rating]
    maximum_score: Decimal | None
    covers: frozenset[UnitKind]
    thresholds: Mapping[Rating, Decimal]
    warning_codes: tuple[str, ...]
    source: str

    @property
    def has_thresholds(self) -> bool:
        """Whether a class can be computed from a score."""
        return bool(self.thresholds)

    def is_valid(self, on: date) -> bool:
        """Whether the scheme is in force on a day."""
        return _is_valid(self.valid_from, self.valid_to, on)

    def knows(self, rating: Rating) -> bool:
        """Whether the class exists in the scheme (any does where its classes are not known)."""
        return not self.classes or rating in self.classes

    def rank(self, rating: Rating) -> int | None:
        """0 for the best class; None if the scheme does not have it."""
        return self.classes.index(rating) if rating in self.classes else None

    def rating_for_score(self, score: Decimal) -> Rating | None:
        """The class that a score reaches; None while the thresholds are not known or the score is below all
        of them.
        """
        reached = [
            rating
            for rating in self.classes
            if rating in self.thresholds and score >= self.thresholds[rating]
        ]
        return reached[0] if reached else None


@dataclass(frozen=True, slots=True)
class SafetyStandard:
    """A standard "An toàn về ANTT" in force in `[valid_from, valid_to)`; rates under two do not compare."""

    code: str
    valid_from: date | None
    valid_to: date | None
    source: str

    def is_valid(self, on: date) -> bool:
        """Whether the standard is in force on a day."""
        return _is_valid(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class RatingRules:
    """All of `rating_schemes.yaml`: schemes, who decides on whom, consequences, safety standards."""

    schemes: tuple[RatingScheme, ...]
    decides: Mapping[Level, frozenset[UnitKind]]
    consequences: tuple[ConsequenceRule, ...]
    safety_standards: tuple[SafetyStandard, ...]


def scheme_for(unit_id: str | None, on: date, units: UnitRegistry | None = None) -> RatingScheme:
    """The scheme by which a unit is judged on a day: that of the unit, else of the nearest unit above, else
    the general one.

    `unit_id` may be that of a unit known from listings; None asks for the general scheme. Raises
    `ReferenceDataError` if no scheme is in force.
    """
    line: list[str | None] = []
    if unit_id is not None:
        registry = units or UnitRegistry.load()
        line = [unit_id, *(ancestor.unit_id for ancestor in registry.ancestors(unit_id, on))]
    valid = {scheme.unit_id: scheme for scheme in rating_rules().schemes if scheme.is_valid(on)}
    for holder in (*line, None):
        if holder in valid:
            return valid[holder]
    raise ReferenceDataError(f"{_FILE}: no rating scheme is in force on {on} for {unit_id or 'all units'}")


def safety_standard_on(on: date) -> SafetyStandard | None:
    """The safety standard in force on a day; None before the first known one."""
    return next((each for each in rating_rules().safety_standards if each.is_valid(on)), None)


@lru_cache(maxsize=1)
def rating_rules() -> RatingRules:
    """The project's rating rules, read once per process; raises `ReferenceDataError`."""
    return read_rating_rules(REFERENCE_FOLDER)


def read_rating_rules(folder: Path) -> RatingRules:
    """The rating rules of a folder; raises `ReferenceDataError` for unknown classes or overlaps."""
    return read_reference_yaml(_FILE, _build_rules, folder)


def _build_rules(content: Mapping[str, object]) -> RatingRules:
    schemes = tuple(_build_scheme(each) for each in _mappings(content["schemes"]))
    _refuse_overlaps(schemes)
    decides = cast("Mapping[str, list[str]]", content["decides"])
    return RatingRules(
        schemes=schemes,
        decides={
            Level(level): frozenset(UnitKind(kind) for kind in kinds) for level, kinds in decides.items()
        },
        consequences=tuple(build_consequence(each) for each in _mappings(content["consequences"])),
        safety_standards=tuple(
            SafetyStandard(
                code=str(each["code"]),
                valid_from=as_date(each["valid_from"], f"safety standard {each['code']}, valid_from"),
                valid_to=as_date(each["valid_to"], f"safety standard {each['code']}, valid_to"),
                source=str(each["source"]),
            )
            for each in _mappings(content["safety_standards"])
        ),
    )


def _build_scheme(each: Mapping[str, object]) -> RatingScheme:
    code = str(each["code"])
    classes = tuple(_rating(label, code) for label in cast("list[str]", each["classes"] or ()))
    thresholds = cast("Mapping[str, object]", each["thresholds"] or {})
    maximum = each.get("maximum_score")
    unit_id = each["unit_id"]
    return RatingScheme(
        code=code,
        unit_id=None if unit_id is None else str(unit_id),
        valid_from=as_date(each["valid_from"], f"scheme {code}, valid_from"),
        valid_to=as_date(each["valid_to"], f"scheme {code}, valid_to"),
        classes=classes,
        weak_classes=frozenset(_rating(label, code) for label in cast("list[str]", each["weak_classes"])),
        maximum_score=None if maximum is None else Decimal(str(maximum)),
        covers=frozenset(UnitKind(kind) for kind in cast("list[str]", each.get("covers") or ())),
        thresholds={_rating(label, code): Decimal(str(score)) for label, score in thresholds.items()},
        warning_codes=tuple(str(warning["code"]) for warning in _mappings(each.get("warnings") or ())),
        source=str(each["source"]),
    )


def _rating(label: str, code: str) -> Rating:
    rating = rating_of(label)
    if rating is None:
        raise ReferenceDataError(f"scheme {code}: {label!r} is not a class listed in rating_labels.yaml")
    return rating


def _refuse_overlaps(schemes: Sequence[RatingScheme]) -> None:
    for number, scheme in enumerate(schemes):
        for other in schemes[number + 1 :]:
            starts = max(scheme.valid_from or date.min, other.valid_from or date.min)
            ends = min(scheme.valid_to or date.max, other.valid_to or date.max)
            if scheme.unit_id == other.unit_id and starts < ends:
                raise ReferenceDataError(
                    f"schemes {scheme.code} and {other.code} are both in force on {starts}"
                )


def _is_valid(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)


def _mappings(value: object) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", value)
