"""Listing rows made in bulk: the same records, without the cost of a frozen record's own construction.

A frozen dataclass sets each field through `object.__setattr__`; in a list of fifty thousand units that takes
longer than finding out what the rows say. Here the fields are set through the slots themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal

from schemas.figure import ListingRow
from schemas.vocabulary import UnitKind

_Setter = Callable[[ListingRow, object], None]
_FIELDS = (
    "locator", "name", "unit_kind", "unit_id", "parent_id", "period_code", "rating", "score", "registered",
    "recognised", "note", "confidence",
)  # fmt: skip
_new = ListingRow.__new__
_setters: tuple[_Setter, ...] = tuple(ListingRow.__dict__[name].__set__ for name in _FIELDS)
(_locator, _name, _kind, _unit, _parent, _period, _rating, _score, _registered, _recognised, _note, _sure) = (
    _setters
)

if tuple(each.name for each in fields(ListingRow)) != _FIELDS:  # a field was added: it would stay unset here
    raise TypeError("quick_listing must set every field of ListingRow")


def quick_listing(
    locator: str,
    name: str,
    unit: tuple[UnitKind | None, str | None, str | None, float],
    period_code: str,
    outcome: ListingRow,
    *,
    score: Decimal | None,
    note: str,
) -> ListingRow:
    """A listing row of a unit (kind, id, parent's id, confidence) with the outcome of another row."""
    row = _new(ListingRow)
    _locator(row, locator)
    _name(row, name)
    _kind(row, unit[0])
    _unit(row, unit[1])
    _parent(row, unit[2])
    _period(row, period_code)
    _rating(row, outcome.rating)
    _score(row, score)
    _registered(row, outcome.registered)
    _recognised(row, outcome.recognised)
    _note(row, note)
    _sure(row, unit[3] if unit[3] < outcome.confidence else outcome.confidence)
    return row
