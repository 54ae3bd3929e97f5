"""Letters put together into lines, and lines into segments where a wide gap parts two columns.

A raised or lowered piece (a footnote's mark, the 2 of m²) belongs to the line it hangs on. What does not belong
here: which lines make up a paragraph.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sources.pdf.page import Letter

_SAME_LINE = 0.2
"""Baselines that differ by less than this share of the size are one."""
_SMALLER = 0.82
"""A raised piece is at most this large beside the line it hangs on (Word: 65 %, LibreOffice: 58 %)."""
_RAISED = (0.12, 0.75)
_LOWERED = (-0.45, -0.05)
_NEAR = 0.6
_WORD_GAP = 0.17
"""A blank is a quarter of the size wide; letters of one word touch."""
_COLUMN_GAP = 2.2
_NARROW_COLUMN_GAP = 0.6
_GAP_AGAINST_BLANKS = 3.0


@dataclass(slots=True)
class Piece:
    """Letters of a line that were written in one go, in the order of the file."""

    letters: list[Letter]
    is_raised: bool = False

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters)

    @property
    def baseline(self) -> float:
        return self.letters[0].baseline

    @property
    def size(self) -> float:
        return self.letters[0].size

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def is_bold(self) -> bool:
        return self.letters[0].font.is_bold


@dataclass(slots=True)
class Line:
    """A line, or the part of one that stands in one column: its pieces from left to right."""

    pieces: list[Piece]
    page: int = 0
    baseline: float = field(init=False)
    size: float = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.pieces = [piece for piece in self.pieces if piece.letters]
        main = max(self.pieces, key=lambda piece: (not piece.is_raised, len(piece.text.strip())))
        self.baseline, self.size = main.baseline, main.size
        shown = [letter for letter in self.letters if not letter.text.isspace()] or self.letters
        self.left = min(letter.left for letter in shown)
        self.right = max(letter.right for letter in shown)

    @property
    def letters(self) -> list[Letter]:
        return [letter for piece in self.pieces for letter in piece.letters]

    @property
    def text(self) -> str:
        """The line as it reads, blanks put in where letters stand apart."""
        return " ".join("".join(piece.text for piece in spaced(self.pieces)).split())

    @property
    def is_bold(self) -> bool:
        """Whether every piece with text is bold."""
        weights = {piece.is_bold for piece in self.pieces if piece.text.strip() and not piece.is_raised}
        return weights == {True}

    @property
    def has_bold(self) -> bool:
        return any(piece.is_bold for piece in self.pieces if piece.text.strip())

    @property
    def top(self) -> float:
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline - 0.22 * self.size


def lines_of(letters: Sequence[Letter], page: int) -> list[Line]:
    """The lines of the letters from top to bottom, each cut where a gap parts columns."""
    pieces = _pieces(letters)
    rows = _rows(pieces)
    has_blanks = sum(letter.text.isspace() for letter in letters) * 20 > len(letters)
    found = [
        Line(part, page)
        for row in rows
        for part in _parts(sorted(row, key=lambda piece: piece.left), has_blanks)
        if any(letter.text.strip() for piece in part for letter in piece.letters)
    ]
    return sorted(found, key=lambda line: (-line.baseline, line.left))


def spaced(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """The pieces with a blank letter where the next letter stands apart from the one before."""
    before: Letter | None = None
    for piece in pieces:
        letters: list[Letter] = []
        for letter in piece.letters:
            if before is not None and _stand_apart(before, letter):
                letters.append(
                    Letter(" ", before.right, letter.left, letter.baseline, letter.size, letter.font, letter.chunk)
                )
            letters.append(letter)
            before = letter
        yield Piece(letters, piece.is_raised)


def _stand_apart(before: Letter, letter: Letter) -> bool:
    gap = letter.left - before.right
    return gap > _WORD_GAP * max(before.size, letter.size) and not (before.text + letter.text).isspace()


def _pieces(letters: Iterable[Letter]) -> list[Piece]:
    return [
        Piece(list(group))
        for _, group in groupby(letters, key=lambda letter: (letter.chunk, round(letter.baseline, 1)))
    ]


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces by common baseline, the largest first; smaller ones that hang on a row join it."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        last = rows[-1] if rows else None
        if last is not None and abs(last[0].baseline - piece.baseline) <= _SAME_LINE * min(
            last[0].size, piece.size
        ):
            last.append(piece)
        else:
            rows.append([piece])
    kept: list[list[Piece]] = []
    loose: list[Piece] = []
    for place, row in enumerate(rows):
        neighbours = [*rows[max(place - 2, 0) : place], *rows[place + 1 : place + 3]]
        staying = []
        for piece in row:
            hosts = [host for host in neighbours if piece.text.strip() and _hangs_on(piece, host)]
            if hosts:
                closest = min(hosts, key=lambda host: abs(host[0].baseline - piece.baseline))
                piece.is_raised = closest[0].baseline < piece.baseline
                loose.append(piece)
                closest.append(piece)
            else:
                staying.append(piece)
        kept.append(row)
        row[:] = [piece for piece in row if piece in staying or piece not in loose or piece in row[len(row) :]]
    return [row for row in kept if row]
