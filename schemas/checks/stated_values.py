"""What a document says of one key: the exact values of an indicator for one unit, period and dimension.

Only mapped counts, amounts, parts and wholes are values of their indicator; a change or percentage is
about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.checks.spans import is_stated_exactly, span_of
from schemas.figure import Figure
from schemas.vocabulary import FigureStatus, Level, Role, UnitKind

VALUE_ROLES = (Role.COUNT, Role.AMOUNT, Role.PART, Role.WHOLE, Role.PREVIOUS)


@dataclass(frozen=True, slots=True)
class Key:
    """What a value is of, besides its indicator."""

    unit_id: str | None
    period_code: str | None
    unit_kind: UnitKind | None
    category: str | None
    decided_by: Level | None
    subset: str | None

    @property
    def total(self) -> Key:
        """The same key over all categories."""
        return replace(self, category=None)


class StatedValues:
    """The values of one document by indicator and key, in the order of the document."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._by_key: dict[tuple[str, Key], list[Figure]] = {}
        for figure in figures:
            if figure.indicator_code and is_value(figure):
                self._by_key.setdefault((figure.indicator_code, key_of(figure)), []).append(figure)

    def of(self, indicator_code: str, key: Key) -> tuple[Figure, ...]:
        """All figures that state the value."""
        return tuple(self._by_key.get((indicator_code, key), ()))

    @property
    def keys(self) -> tuple[tuple[str, Key], ...]:
        """Every indicator and key that has a value."""
        return tuple(self._by_key)

    def categories(self, indicator_code: str, total: Key) -> tuple[Key, ...]:
        """The keys of the categories of a total that have a value."""
        return tuple(
            key
            for code, key in self._by_key
            if code == indicator_code and key.category is not None and key.total == total
        )


def key_of(figure: Figure) -> Key:
    """The key that a figure speaks of."""
    return Key(
        figure.unit_id,
        figure.period_code,
        figure.unit_kind,
        figure.category,
        figure.decided_by,
        figure.subset,
    )


def is_value(figure: Figure) -> bool:
    """Whether a figure states the exact value of its indicator."""
    return (
        figure.status is FigureStatus.MAPPED
        and figure.value is not None
        and figure.role in VALUE_ROLES
        and is_stated_exactly(figure)
    )


def distinct(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """One figure for each different value; a rounded writing of a value is not a different one."""
    found: list[Figure] = []
    for figure in figures:
        if not any(span_of(figure).meets(span_of(other)) for other in found):
            found.append(figure)
    return tuple(found)
