"""Tables found by their ruling lines: the grid of a table and which of its fields are merged.

What does not belong here: the text of the cells (`ruled_tables`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.pdf.page import Rule

_TOUCH = 2.5
"""Points by which ruling lines that meet may miss each other."""
MAX_GRID_FIELDS = 20_000
"""A page of a dense form has some two thousand fields."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the grid, merged ones as one; rows count from the top, from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a table: `columns` are the x of its borders from the left, `rows` the y from the top."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    fields: tuple[Field, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside the table."""
        return (
            self.columns[0] - _TOUCH < x < self.columns[-1] + _TOUCH
            and self.rows[-1] - _TOUCH < y < self.rows[0] + _TOUCH
        )

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the point's field before merging."""
        column = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
        row = min(max(bisect_right([-border for border in self.rows], -y) - 1, 0), len(self.rows) - 2)
        return row, column


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page from top to bottom: groups of crossing lines that part at least two fields."""
    found = [grid for group in _groups(rules) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: -grid.rows[0])


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that touch each other, directly or over others."""
    parents = list(range(len(rules)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    order = sorted(range(len(rules)), key=lambda place: rules[place].left)
    active: list[int] = []
    for place in order:
        rule = rules[place]
        active = [other for other in active if rules[other].right >= rule.left - _TOUCH]
        for other in active:
            if (
                rules[other].bottom - _TOUCH <= rule.top
                and rule.bottom <= rules[other].top + _TOUCH
                and root(other) != root(place)
            ):
                parents[root(other)] = root(place)
        active.append(place)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return list(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    if len(across) < 2 or not down:
        return None
    left, right = min(rule.left for rule in across), max(rule.right for rule in across)
    top, bottom = max(rule.top for rule in down), min(rule.bottom for rule in down)
    columns = _borders([*((rule.left + rule.right) / 2 for rule in down), left, right])
    rows = _borders([*((rule.bottom + rule.top) / 2 for rule in across), bottom, top])[::-1]
    count = (len(columns) - 1) * (len(rows) - 1)
    if count < 2 or count > MAX_GRID_FIELDS:
        return None
    return Grid(tuple(columns), tuple(rows), tuple(_fields(columns, rows, across, down)))


def _borders(places: Iterable[float]) -> list[float]:
    borders: list[list[float]] = []
    for place in sorted(places):
        if borders and place - borders[-1][-1] <= _TOUCH:
            borders[-1].append(place)
        else:
            borders.append([place])
    return [sum(border) / len(border) for border in borders]


def _fields(
    columns: Sequence[float], rows: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[Field]:
    walls = [[rule for rule in down if abs((rule.left + rule.right) / 2 - x) <= _TOUCH] for x in columns]
    floors = [[rule for rule in across if abs((rule.bottom + rule.top) / 2 - y) <= _TOUCH] for y in rows]
    height, width = len(rows) - 1, len(columns) - 1
    owner = {(row, column): (row, column) for row in range(height) for column in range(width)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row in range(height):
        middle = (rows[row] + rows[row + 1]) / 2
        for column in range(width):
            centre = (columns[column] + columns[column + 1]) / 2
            joins = []
            if column + 1 < width and not any(rule.bottom < middle < rule.top for rule in walls[column + 1]):
                joins.append((row, column + 1))
            if row + 1 < height and not any(rule.left < centre < rule.right for rule in floors[row + 1]):
                joins.append((row + 1, column))
            for neighbour in joins:
                first, second = sorted((root((row, column)), root(neighbour)))
                owner[second] = first
    extents: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        extents.setdefault(root(place), []).append(place)
    return [
        Field(
            min(row for row, _ in places),
            min(column for _, column in places),
            max(row for row, _ in places) - min(row for row, _ in places) + 1,
            max(column for _, column in places) - min(column for _, column in places) + 1,
        )
        for places in extents.values()
    ]
