"""The unit that a command's argument means: an id, or a name that only one unit bears in the period."""

from __future__ import annotations

from schemas.errors import SettingsError
from schemas.periods import Period
from schemas.units import UnitRegistry


def unit_id_named(text: str, when: Period) -> str:
    """An id as it is, or the id of the one unit that a name means at the end of the period.

    Raises `SettingsError` for a name that no unit, or more than one, bears.
    """
    units = UnitRegistry.load()
    if "/" in text or units.history(text):
        return text
    matches = units.find(text, when.ends_on)
    best = [match for match in matches if match.confidence == matches[0].confidence]
    if len(best) == 1:
        return best[0].unit.unit_id
    if not best:
        raise SettingsError(f"there is no unit called {text!r} in {when.code}")
    choices = ", ".join(f"{match.unit.unit_id} {match.unit.name}" for match in best)
    raise SettingsError(f"{text!r} may be {choices}; name it by its id")
