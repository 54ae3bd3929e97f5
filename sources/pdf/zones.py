"""What stands outside the running text of a page: running headers and footers, page numbers, footnotes.

Headers are told by repeating at the same height, page numbers by counting with the pages, footnotes by being
smaller and beginning with a number. What does not belong here: the text inside a footnote's lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.pdf.lines import Line
from sources.pdf.page import Page, Rule

_EDGE = 0.13
"""Share of the page's height at either end where headers and page numbers stand (a 2 cm margin is 7 %)."""
_PAGE_NUMBER = re.compile(r"(?:trang|page)?\W*(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_SAME_HEIGHT = 4.0
_SMALL_TYPE = 0.93
_SEPARATOR = (0.12, 0.55)
"""Length of the line above the footnotes as a share of the page's width (Word and LibreOffice: a quarter)."""
_NOTE_START = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:]?\s+\S")
_RAISED_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?")


@dataclass(slots=True)
class NoteLines:
    """The lines of one footnote; `printed` is its number, 0 where a note of the page before runs on."""

    printed: int
    lines: list[Line]


@dataclass(slots=True)
class PageZones:
    """The lines of a page by where they belong."""

    body: list[Line] = field(default_factory=list)
    headers: list[Line] = field(default_factory=list)
    notes: list[NoteLines] = field(default_factory=list)


def part_zones(pages: Sequence[Page], lines_by_page: Sequence[list[Line]]) -> list[PageZones]:
    """The zones of every page; the lines are those outside tables, from top to bottom."""
    zones = [PageZones(body=list(lines)) for lines in lines_by_page]
    _take_page_numbers(pages, zones)
    _take_running_lines(pages, zones)
    body_size = _usual_size(zones)
    last = 0
    for page, zone in zip(pages, zones, strict=True):
        _take_footnotes(page, zone, body_size, last)
        last = max((note.printed for note in zone.notes), default=last) or last
    return zones


def _edge_lines(page: Page, zone: PageZones) -> list[Line]:
    return [
        line
        for line in zone.body
        if line.baseline > (1 - _EDGE) * page.height or line.baseline < _EDGE * page.height
    ]


def _take_page_numbers(pages: Sequence[Page], zones: Sequence[PageZones]) -> None:
    """A number alone at the page's edge that counts with the pages, or equals the page's place."""
    candidates: list[tuple[int, Line, int]] = []
    for place, (page, zone) in enumerate(zip(pages, zones, strict=True)):
        for line in _edge_lines(page, zone):
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match and line in (zone.body[0], zone.body[-1]):
                candidates.append((place, line, int(match[1]) - place))
    offsets = Counter(offset for _, _, offset in candidates)
    for place, line, offset in candidates:
        if offset == 1 or offsets[offset] >= 2:
            zones[place].body.remove(line)


def _take_running_lines(pages: Sequence[Page], zones: Sequence[PageZones]) -> None:
    """Lines that repeat at one height of the edge on half of the pages or more, but for the page's number."""
    seen: dict[tuple[str, int], list[tuple[int, Line]]] = {}
    for place, (page, zone) in enumerate(zip(pages, zones, strict=True)):
        for line in _edge_lines(page, zone):
            text = re.sub(rf"^{page.number}\b|\b{page.number}$", "", line.text)
            key = (text, round(line.baseline / _SAME_HEIGHT))
            seen.setdefault(key, []).append((place, line))
    for (text, _), found in seen.items():
        on_pages = {place for place, _ in found}
        if len(on_pages) < 2 or len(on_pages) * 2 < len(pages) or not text.strip(" .-–—"):
            continue
        for place, line in found:
            zones[place].body.remove(line)
            zones[place].headers.append(line)


def _usual_size(zones: Sequence[PageZones]) -> float:
    """The size of most letters outside tables."""
    sizes: Counter[float] = Counter()
    for zone in zones:
        for line in zone.body:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _take_footnotes(page: Page, zone: PageZones, body_size: float, last: int) -> None:
    start = _foot_start(page, zone.body, body_size, last)
    if start is None:
        return
    foot, zone.body = zone.body[start:], zone.body[:start]
    are_raised = any(_raised_number(line) for line in foot)
    for line in foot:
        number = _raised_number(line) if are_raised else _next_number(line, last)
        if number:
            zone.notes.append(NoteLines(number, [line]))
            last = number
        elif zone.notes:
            zone.notes[-1].lines.append(line)
        else:
            zone.notes.append(NoteLines(0, [line]))


def _foot_start(page: Page, lines: Sequence[Line], body_size: float, last: int) -> int | None:
    """Where the footnotes begin among the lines of a page, or None; `last` is the last number before."""
    for rule in sorted((rule for rule in page.rules if _may_separate(rule, page)), key=lambda rule: rule.top):
        below = [place for place, line in enumerate(lines) if line.top <= rule.top + 2]
        if not below or below != list(range(below[0], len(lines))):
            continue
        foot = lines[below[0] :]
        is_smaller = all(line.size <= _SMALL_TYPE * body_size for line in foot)
        starts = _raised_number(foot[0]) or _next_number(foot[0], last)
        if is_smaller or (starts and all(line.size <= body_size for line in foot)):
            return below[0]
    start = len(lines)
    while start > 0 and lines[start - 1].size <= _SMALL_TYPE * body_size:
        start -= 1
    return next((place for place in range(start, len(lines)) if _raised_number(lines[place])), None)


def _may_separate(rule: Rule, page: Page) -> bool:
    length = (rule.right - rule.left) / page.width
    return rule.is_horizontal and _SEPARATOR[0] <= length <= _SEPARATOR[1] and rule.left < page.width / 3


def _next_number(line: Line, last: int) -> int:
    """The number, not raised, that a footnote's first line begins with, where it is the next one or 1."""
    match = _NOTE_START.match(line.text)
    return int(match[1]) if match and int(match[1]) in {1, last + 1} else 0


def _raised_number(line: Line) -> int:
    first = next((piece for piece in line.pieces if piece.text.strip()), None)
    if first is None or not first.is_raised:
        return 0
    match = _RAISED_NUMBER.fullmatch(first.text.strip())
    return int(match[1]) if match else 0
