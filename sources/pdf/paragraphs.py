"""Lines of running text put together into paragraphs, over the ends of pages.

A line goes on the paragraph where its first word would not have fitted on the line before; indents, blank
space, bullets and weight break it. What does not belong here: joining the letters of the lines (`texts`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.pdf.lines import Line

_SAME_PLACE = 3.0
_BLANK = 0.25
_WIDER_PITCH = 1.22
_LARGEST_PITCH = 2.3
_LARGEST_HANGING = 75.0
_COMMON_SHARE = 0.08
_OPENING = re.compile(
    r"(?:[-–+*•∙▪■○●►\ue000-\uf8ff]\s|\(?(?:[IVXivx]{1,5}|[A-Za-zĐđ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s|"
    r"(?:Phần|PHẦN|Chương|CHƯƠNG|Điều|ĐIỀU|Mục|MỤC|Bảng|Biểu|Phụ lục|PHỤ LỤC)\s+"
    r"(?:thứ\s+|THỨ\s+)?[\dIVX]\w*\b)"
)
_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of running text, the usual distance of its baselines, and where first lines begin, in points.

    `indent` is None where first lines are not set in.
    """

    left: float
    right: float
    pitch: float
    indent: float | None = None

    def is_balanced(self, line: Line) -> bool:
        """Whether a line leaves as much room on the left as on the right, or none on either side."""
        before, after = line.left - self.left, self.right - line.right
        return abs(before - after) <= max(_SAME_PLACE, 0.03 * (self.right - self.left))

    def is_centered(self, line: Line) -> bool:
        """Whether a line stands in the middle with room on both sides, and not where first lines begin."""
        if self.indent is not None and abs(line.left - self.indent) <= 1.0:
            return False
        return self.is_balanced(line) and line.left - self.left > line.size

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
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < above.baseline - below.baseline < _LARGEST_PITCH * above.size
    )
    pitch = min(
        (gap for gap, count in gaps.items() if count * 4 >= max(gaps.values())),
        default=1.2 * lines[0].size,
    )
    left = _edge([line.left for line in lines], -1)
    return Column(left, _edge([line.right for line in lines], 1), pitch, _indent(lines, left))


def _indent(lines: Sequence[Line], left: float) -> float | None:
    """The place where many lines begin that are set in."""
    places = Counter(round(line.left) for line in lines if line.left > left + _SAME_PLACE)
    place, count = places.most_common(1)[0] if places else (0, 0)
    return float(place) if count >= max(3, _COMMON_SHARE * len(lines)) else None


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
    if not any(character.isalnum() for character in line.text):
        return True
    if would_have_fitted(last, line, column):
        return False
    if all(each.is_bold for each in paragraph) and not line.has_bold:
        return False
    ended = _SENTENCE_END.search(last.plain_end) is not None
    is_opening = opens_an_item(line) and not _is_inside(paragraph, line, column)
    if is_opening and (ended or line.is_bold or line.left > column.left + _SAME_PLACE):
        return False
    if column.is_balanced(last) and column.is_centered(line):
        return not ended and last.is_bold == line.is_bold and last.text.isupper() == line.text.isupper()
    return _is_in_step(paragraph, line, column, ended, is_opening)


def opens_an_item(line: Line) -> bool:
    """Whether a line begins with a bullet, an item's number or a heading's word."""
    return _OPENING.match(line.text) is not None


def _is_inside(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether an item's number stands where lines go on, in text whose first lines are set in: "…; (2) …"."""
    return (
        line.text.startswith("(")
        and column.indent is not None
        and abs(line.left - column.left) <= _SAME_PLACE < paragraph[0].left - column.left
    )


def _is_set_apart(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    distance = paragraph[-1].baseline - line.baseline
    if distance <= 0 or distance > _LARGEST_PITCH * max(line.size, paragraph[-1].size):
        return True
    within = [
        above.baseline - below.baseline for above, below in pairwise(paragraph) if above.page == below.page
    ]
    usual = min(within) if within else max(column.pitch, 1.1 * line.size)
    return distance > _WIDER_PITCH * usual + 1.0


def would_have_fitted(last: Line, line: Line, column: Column) -> bool:
    """Whether a line could have begun on the line before, had it belonged there."""
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


def _is_in_step(paragraph: Sequence[Line], line: Line, column: Column, ended: bool, is_opening: bool) -> bool:
    first, last = paragraph[0], paragraph[-1]
    if len(paragraph) > 1:
        return abs(line.left - paragraph[1].left) <= _SAME_PLACE
    shift = line.left - first.left
    if shift < -_SAME_PLACE:
        return True
    if shift > _SAME_PLACE:
        return opens_an_item(first) and shift <= _LARGEST_HANGING
    if first.left > column.left + _SAME_PLACE:
        return not ended and not is_opening
    return not ended or (not is_opening and last.page == line.page)
