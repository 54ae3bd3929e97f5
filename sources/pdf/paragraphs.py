"""Lines of running text put together into paragraphs, over the ends of pages.

A line goes on the paragraph where its first word would not have fitted on the line before; indents, blank space,
bullets and weight break it. What does not belong here: joining the letters of the lines (`texts`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.pdf.lines import Line

_SAME_PLACE = 3.0
_BLANK = 0.25
_WIDER_PITCH = 1.22
_LARGEST_PITCH = 2.3
_LARGEST_HANGING = 75.0
_COMMON_SHARE = 0.08
_OPENING = re.compile(
    r"(?:[-–+*•∙▪■○●►\ue000-\uf8ff]\s|\(?(?:[IVXivx]{1,5}|[A-Za-zĐđ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s|"
    r"(?:Phần|PHẦN|Chương|CHƯƠNG|Điều|ĐIỀU|Mục|MỤC|Bảng|Biểu|Phụ lục|PHỤ LỤC)\s+(?:thứ\s+|THỨ\s+)?[\dIVX]\w*\b)"
)
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """The left and right edge of running text, and the usual distance of its baselines, in points."""

    left: float
    right: float
    pitch: float

    def is_centered(self, line: Line) -> bool:
        """Whether a line stands in the middle, with room on both sides."""
        before, after = line.left - self.left, self.right - line.right
        return abs(before - after) <= max(_SAME_PLACE, 0.03 * (self.right - self.left)) and before > line.size

    def room(self, line: Line) -> float:
        """How much a word more may take on the line."""
        room = self.right - line.right
        return room + max(line.left - self.left, 0.0) if self.is_centered(line) else room


def column_of(lines: Sequence[Line]) -> Column:
    """The column that the lines fill; where many lines end alike, that is the edge, else the longest."""
    if not lines:
        return Column(0.0, 0.0, 0.0)
    gaps = Counter(
        round(above.baseline - below.baseline, 1)
        for above, below in zip(lines, lines[1:], strict=False)
        if above.page == below.page and 0 < above.baseline - below.baseline < _LARGEST_PITCH * above.size
    )
    pitch = min(
        (gap for gap, count in gaps.items() if count * 4 >= max(gaps.values())),
        default=1.2 * lines[0].size,
    )
    left = _edge([line.left for line in lines], -1)
    return Column(left, _edge([line.right for line in lines], 1), pitch)


def _edge(places: Sequence[float], side: int) -> float:
    """The outermost place where a fair share of lines meets; the outermost of all where none does."""
    outward = sorted(places, reverse=side > 0)
    needed = max(3, _COMMON_SHARE * len(places))
    for place in outward:
        meeting = [other for other in places if abs(other - place) <= _SAME_PLACE]
        if len(meeting) >= needed:
            return max(meeting) if side > 0 else min(meeting)
    return outward[0]


def paragraphs_of(lines: Iterable[Line], column: Column) -> list[list[Line]]:
    """The lines in groups, each a paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and goes_on(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def goes_on(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last = paragraph[-1]
    if last.page == line.page and _is_set_apart(paragraph, line, column):
        return False
    if abs(last.size - line.size) > 0.12 * last.size:
        return False
    if _would_have_fitted(last, line, column):
        return False
    if all(each.is_bold for each in paragraph) and not line.has_bold:
        return False
    ended = _SENTENCE_END.search(last.text) is not None
    is_opening = _OPENING.match(line.text) is not None
    if is_opening and (ended or line.is_bold or line.left > column.left + _SAME_PLACE):
        return False
    if column.is_centered(last) and column.is_centered(line):
        return True
    return _is_in_step(paragraph, line, column, ended, is_opening)


def _is_set_apart(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    distance = paragraph[-1].baseline - line.baseline
    if distance <= 0 or distance > _LARGEST_PITCH * max(line.size, paragraph[-1].size):
        return True
    within = [
        above.baseline - below.baseline
        for above, below in zip(paragraph, paragraph[1:], strict=False)
        if above.page == below.page
    ]
    usual = min(within) if within else max(column.pitch, 1.1 * line.size)
    return distance > _WIDER_PITCH * usual + 1.0


def _would_have_fitted(last: Line, line: Line, column: Column) -> bool:
    return column.room(last) > _first_word_width(line) + _BLANK * last.size + 1.0


def _first_word_width(line: Line) -> float:
    letters = line.letters
    start = next((place for place, letter in enumerate(letters) if not letter.text.isspace()), 0)
    end = start
    for letter in letters[start:]:
        if letter.text.isspace() or letter.left - letters[end].right > 0.17 * letter.size:
            break
        end = letters.index(letter, end)
        if letter.text in "-–/":
            break
    return letters[end].right - letters[start].left


def _is_in_step(
    paragraph: Sequence[Line], line: Line, column: Column, ended: bool, is_opening: bool
) -> bool:
    first = paragraph[0]
    if len(paragraph) > 1:
        return abs(line.left - paragraph[1].left) <= _SAME_PLACE or column.is_centered(first)
    shift = line.left - first.left
    if shift < -_SAME_PLACE:
        return True
    if shift > _SAME_PLACE:
        return _OPENING.match(first.text) is not None and shift <= _LARGEST_HANGING
    if first.left > column.left + _SAME_PLACE:
        return not ended and not is_opening
    return not is_opening or not ended
