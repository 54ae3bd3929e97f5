"""Text in columns without ruling lines: the letterhead, the block of recipients and signature, aligned lists.

Lines that stand beside each other are columns as far down as a gutter stays free between them. What does not
belong here: tables with ruling lines (`ruled_grids`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.pdf.lines import Line

_BESIDE = 0.4
"""Share of the lower line's height that lines beside each other have in common."""
_SAME_PLACE = 4.0
_LARGEST_GAP = 9.0
"""Heights of a line between a block and what still belongs to it: the room for a signature and a seal."""
_FIGURE = re.compile(r"\W*\d[\d.,/%\s]*\W*")


@dataclass(slots=True)
class ColumnBlock:
    """Lines in columns; `bands` are the lines that stand beside each other, from top to bottom."""

    page: int
    bands: list[list[Line]]

    @property
    def top(self) -> float:
        """The upper edge of the block."""
        return max(line.top for band in self.bands for line in band)

    def columns(self) -> list[tuple[float, float]]:
        """The extents of the columns."""
        return _merged([line for band in self.bands for line in band])

    def rows(self) -> list[list[list[Line]]]:
        """Rows of columns of lines: one row for a letterhead, a row for each band of a list with figures."""
        columns = self.columns()
        if len(columns) > 2 or self._is_list():
            return [_in_columns(band, columns) for band in self.bands]
        return [_in_columns([line for band in self.bands for line in band], columns)]

    def _is_list(self) -> bool:
        return len(self.bands) > 1 and all(
            len(band) > 1 and _FIGURE.fullmatch(band[-1].text) for band in self.bands
        )


def part_columns(lines: Sequence[Line]) -> list[Line | ColumnBlock]:
    """The lines of a page from top to bottom, those in columns gathered into blocks."""
    items: list[Line | ColumnBlock] = []
    block: ColumnBlock | None = None
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2 if lines else 0.0
    for band in _bands(lines):
        if block is not None and _joins(block, band, middle):
            block.bands.append(band)
        elif len(_merged(band)) > 1:
            block = ColumnBlock(band[0].page, [band])
            items.append(block)
        else:
            block = None
            items.extend(band)
    return items


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    bands: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if bands and any(_are_beside(line, other) for other in bands[-1]):
            bands[-1].append(line)
        else:
            bands.append([line])
    return [sorted(band, key=lambda line: (line.left, -line.baseline)) for band in bands]


def _are_beside(line: Line, other: Line) -> bool:
    shared = min(line.top, other.top) - max(line.bottom, other.bottom)
    is_apart = line.left >= other.right or other.left >= line.right
    return is_apart and shared > _BESIDE * min(line.top - line.bottom, other.top - other.bottom)


def _merged(lines: Sequence[Line]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.left):
        if spans and line.left < spans[-1][1] + 1.0:
            spans[-1] = (spans[-1][0], max(spans[-1][1], line.right))
        else:
            spans.append((line.left, line.right))
    return spans


def _joins(block: ColumnBlock, band: Sequence[Line], middle: float) -> bool:
    known = [line for other in block.bands for line in other]
    columns = block.columns()
    if min(line.bottom for line in known) - max(line.top for line in band) > _LARGEST_GAP * band[0].size:
        return False
    if len(_merged([*known, *band])) < len(columns):
        return False
    if len(band) > 1:
        return True
    is_title = abs((band[0].left + band[0].right) / 2 - middle) <= 2 * _SAME_PLACE
    return not is_title and _is_aligned(band[0], known, columns)


def _is_aligned(line: Line, known: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line alone stands in a column: flush with it, or centred as its lines are."""
    centre = (line.left + line.right) / 2
    for left, right in columns:
        if line.right < left or line.left > right:
            continue
        inside = [other for other in known if other.left >= left - 1 and other.right <= right + 1]
        return any(
            abs(other.left - line.left) <= _SAME_PLACE
            or abs((other.left + other.right) / 2 - centre) <= _SAME_PLACE
            for other in inside
        )
    return False


def _in_columns(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> list[list[Line]]:
    found: list[list[Line]] = [[] for _ in columns]
    for line in sorted(lines, key=lambda line: -line.baseline):
        place = next(
            (place for place, (left, right) in enumerate(columns) if left - 1 <= line.left <= right + 1), 0
        )
        found[place].append(line)
    return found
