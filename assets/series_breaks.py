"""From which day an indicator means something else, by the validity of the rules that it follows."""

from __future__ import annotations

from schemas.rating_schemes import rating_rules
from warehouse.comparison import SeriesBreak

# The domains of the indicator catalogue that count outcomes under a rating scheme or a safety standard.
_RATINGS = "rating."
_SAFETY = "safety."


def series_breaks() -> tuple[SeriesBreak, ...]:
    """A break wherever a nationwide rating scheme or a safety standard replaced an earlier one."""
    rules = rating_rules()
    schemes = {scheme.valid_from for scheme in rules.schemes if scheme.unit_id is None}
    standards = {standard.valid_from for standard in rules.safety_standards}
    return tuple(
        SeriesBreak(domain, day)
        for domain, days in ((_RATINGS, schemes), (_SAFETY, standards))
        for day in sorted(day for day in days if day is not None)
    )
