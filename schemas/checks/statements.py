"""What is said together: figures grouped by their `statement`, a sub-statement with its parent.

Within one statement there is at most one head (a count, an amount, or a part with its whole); the other
roles refer to it. The statement "12.3.1" breaks down the head of "12.3".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.figure import Figure
from schemas.vocabulary import FigureStatus, Role

HEADS = (Role.COUNT, Role.AMOUNT, Role.PART)
"""The roles of the number that a statement is about."""

_CHECKED = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)


@dataclass(frozen=True, slots=True)
class Statement:
    """The figures of one statement; `parent` is the one that it breaks down, None if it stands alone."""

    code: str
    figures: tuple[Figure, ...]
    parent: Statement | None = None

    def all_of(self, *roles: Role) -> tuple[Figure, ...]:
        """The figures with one of the roles, in order."""
        return tuple(figure for figure in self.figures if figure.role in roles)

    def sole(self, *roles: Role) -> Figure | None:
        """The figure with one of the roles; None where there is none, or more than one."""
        found = self.all_of(*roles)
        return found[0] if len(found) == 1 else None

    @property
    def head(self) -> Figure | None:
        """The number that the statement is about; None where it has none or several."""
        return self.sole(*HEADS)

    @property
    def whole(self) -> Figure | None:
        """The b of "a/b"."""
        return self.sole(Role.WHOLE)

    @property
    def candidates(self) -> tuple[Figure, ...]:
        """The numbers that a change or share may refer to: the head, and its whole if it has one."""
        if self.head is None:
            return ()
        return (self.head,) if self.whole is None else (self.head, self.whole)


def statements_of(figures: Iterable[Figure]) -> tuple[Statement, ...]:
    """Group the statistics that have a value by statement, in the order of the document."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        if is_tied(figure):
            groups.setdefault(figure.statement, []).append(figure)
    made: dict[str, Statement] = {}
    for code in sorted(groups, key=lambda code: code.count(".")):
        made[code] = Statement(code, tuple(groups[code]), made.get(code.rpartition(".")[0]))
    return tuple(made[code] for code in groups)


def is_tied(figure: Figure) -> bool:
    """Whether a figure is a statistic with a value that belongs to a statement."""
    return figure.status in _CHECKED and figure.value is not None and bool(figure.statement)


def share_a_unit(one: Figure, other: Figure) -> bool:
    """Whether two figures can be of one unit of measure ("vụ" and "vụ, việc"); an unnamed unit fits any."""
    words, other_words = (set(figure.unit.lower().replace(",", " ").split()) for figure in (one, other))
    return not words or not other_words or bool(words & other_words)
