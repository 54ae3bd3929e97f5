"""By which rating scheme each province's units are judged at the end of a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.periods import Period
from schemas.rating_schemes import RatingScheme, scheme_for
from schemas.units import UnitRegistry


def schemes_in_force(roots: Iterable[str], period: Period) -> Mapping[str, RatingScheme]:
    """The scheme of each province, by its id; raises `ReferenceDataError` where none is in force."""
    units = UnitRegistry.load()
    return {root: scheme_for(root, period.ends_on, units) for root in roots}
