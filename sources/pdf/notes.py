"""The footnotes of a PDF: lines of several pages put together under their numbers, and what a mark means.

What does not belong here: finding the footnotes on a page (`zones`).
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Footnote, Paragraph
from sources.pdf.lines import Line
from sources.pdf.paragraphs import column_of, paragraphs_of
from sources.pdf.texts import LineJoiner, without_number
from sources.pdf.zones import PageZones


class NoteBook:
    """All footnotes by number. Where the print begins again with 1 on a page, they are counted through."""

    def __init__(self, zones: Sequence[PageZones]) -> None:
        self._lines: dict[int, list[Line]] = {}
        self._by_page: dict[tuple[int, int], int] = {}
        self._by_print: dict[int, list[int]] = {}
        self.is_renumbered = False
        for place, zone in enumerate(zones, start=1):
            for note in zone.notes:
                if note.printed:
                    self._open(place, note.printed, note.lines)
                elif self._lines:
                    self._lines[next(reversed(self._lines))].extend(note.lines)

    def find(self, page: int, printed: int) -> int | None:
        """The footnote that a mark on a page means: one of that page, else the only one so printed."""
        here = self._by_page.get((page, printed))
        if here is not None:
            return here
        anywhere = self._by_print.get(printed, [])
        return anywhere[0] if len(anywhere) == 1 else None

    def footnotes(self, joiner: LineJoiner) -> tuple[Footnote, ...]:
        """The footnotes in the order of their numbers."""
        column = column_of([line for lines in self._lines.values() for line in lines])
        found = []
        for number, lines in sorted(self._lines.items()):
            paragraphs: list[Paragraph] = []
            for group in paragraphs_of(lines, column):
                joined = joiner.join(group)
                if joined.text:
                    locator = f"footnote[{number}]/p[{len(paragraphs) + 1}]"
                    paragraphs.append(
                        Paragraph(locator, joined.text, is_bold=joined.is_bold, marks=joined.marks)
                    )
            found.append(Footnote(number, tuple(paragraphs)))
        return tuple(found)

    def _open(self, page: int, printed: int, lines: Sequence[Line]) -> None:
        number = printed
        if printed in self._lines:
            number = max(self._lines) + 1
            self.is_renumbered = True
        self._lines[number] = [without_number(lines[0]), *lines[1:]]
        self._by_page[page, printed] = number
        self._by_print.setdefault(printed, []).append(number)
