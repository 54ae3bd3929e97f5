"""What follows from a low class, as `rating_schemes.yaml` declares it under `consequences`.

The conditions are written in three fixed forms, read strictly: an unknown form is an error, never ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.errors import ReferenceDataError
from schemas.rating_labels import rating_of
from schemas.vocabulary import Consequence, Rating

_WEAK = re.compile(r"rating in weak_classes(?: (two|three) years in a row)?")
_ONE_CLASS = re.compile(r"rating = (.+?)( or not safe)?")
_YEARS = {None: 1, "two": 2, "three": 3}
_CONSEQUENCE_OF = {
    "remediation plan": Consequence.REMEDIATION_PLAN,
    "heavier measures": Consequence.HEAVIER_MEASURES,
    "no emulation title": Consequence.NO_AWARD,
}


@dataclass(frozen=True, slots=True)
class ConsequenceRule:
    """One consequence and when it follows.

    `rating` is the one class concerned; None means the weak classes of the scheme in force.
    `consecutive_years` is how many years in a row, the last included. `is_for_unsafe` extends it to units
    that missed "An toàn về ANTT".
    """

    consequence: Consequence
    rating: Rating | None
    consecutive_years: int
    is_for_unsafe: bool
    source: str


def build_consequence(declared: Mapping[str, object]) -> ConsequenceRule:
    """Read one declared consequence; raises `ReferenceDataError` for a form that is not known."""
    when, do = str(declared["when"]), str(declared["do"])
    consequence = next((code for start, code in _CONSEQUENCE_OF.items() if do.startswith(start)), None)
    if consequence is None:
        raise ReferenceDataError(f"consequence: expected one of {', '.join(_CONSEQUENCE_OF)}, found {do!r}")
    weak = _WEAK.fullmatch(when)
    if weak:
        return ConsequenceRule(consequence, None, _YEARS[weak[1]], False, str(declared["source"]))
    one_class = _ONE_CLASS.fullmatch(when)
    rating = rating_of(one_class[1]) if one_class else None
    if one_class is None or rating is None:
        raise ReferenceDataError(f"consequence: the condition {when!r} has no known form")
    return ConsequenceRule(consequence, rating, 1, bool(one_class[2]), str(declared["source"]))
