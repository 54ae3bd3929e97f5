"""Merged ranges of a sheet: the span of each upper left cell, and the cells that a merge covers."""

from __future__ import annotations

from collections.abc import Iterable

_TALL = 4096
"""Merges with more rows than this are looked up one by one instead of row by row."""


class Merges:
    """Merged areas (first row, first column, last row, last column), for look-up by cell."""

    def __init__(self, areas: Iterable[tuple[int, int, int, int]]) -> None:
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._by_row: dict[int, list[tuple[int, int, int, int]]] = {}
        self._tall: list[tuple[int, int, int, int]] = []
        for area in areas:
            first_row, first_column, last_row, last_column = area
            self._spans[first_row, first_column] = (last_row - first_row + 1, last_column - first_column + 1)
            if last_row - first_row > _TALL:
                self._tall.append(area)
            else:
                for row in range(first_row, last_row + 1):
                    self._by_row.setdefault(row, []).append(area)

    def __bool__(self) -> bool:
        return bool(self._spans)

    def starts(self) -> list[tuple[int, int]]:
        """The places of the upper left cells."""
        return list(self._spans)

    def touches(self, row: int) -> bool:
        """Whether any merged area lies in a row."""
        return row in self._by_row or any(first <= row <= last for first, _, last, _ in self._tall)

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Rows and columns that the cell takes."""
        return self._spans.get((row, column), (1, 1))

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in a merged area without being its upper left cell."""
        if (row, column) in self._spans:
            return False
        return any(
            first_row <= row <= last_row and first_column <= column <= last_column
            for first_row, first_column, last_row, last_column in (*self._by_row.get(row, ()), *self._tall)
        )

    def rows(self) -> list[int]:
        """The rows that merged areas touch, but for those of very tall areas only their first ones."""
        tall = {row for first, _, last, _ in self._tall for row in range(first, min(last, first + _TALL) + 1)}
        return sorted({*self._by_row, *tall})
