"""Letters put together into lines, and lines into segments where a wide gap parts two columns.

A raised or lowered piece (a footnote's mark, the 2 of m²) belongs to the line it hangs on. What does not
belong here: which lines make up a paragraph.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

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
_ITEM_SIGN = re.compile(r"[^\w\s]|[oqvüØ§]|\(?(?:[IVX]{1,5}|[A-Za-zĐđ]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]")
"""A bullet or an item's number, which stands off its text by a tab."""


@dataclass(slots=True)
class Piece:
    """Letters of a line that were written in one go, in the order of the file."""

    letters: list[Letter]
    is_raised: bool = False

    @property
    def left(self) -> float:
        """The left edge."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """The right edge."""
        return max(letter.right for letter in self.letters)

    @property
    def baseline(self) -> float:
        """The height of the letters' feet."""
        return self.letters[0].baseline

    @property
    def size(self) -> float:
        """The size of the type."""
        return self.letters[0].size

    @property
    def text(self) -> str:
        """Its letters as they stand in the file."""
        return "".join(letter.text for letter in self.letters)

    @property
    def is_bold(self) -> bool:
        """Whether its type is bold."""
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
    _text: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.pieces = [piece for piece in self.pieces if piece.letters]
        main = max(self.pieces, key=lambda piece: (not piece.is_raised, len(piece.text.strip())))
        self.baseline, self.size = main.baseline, main.size
        shown = [letter for letter in self.letters if not letter.text.isspace()] or self.letters
        self.left = min(letter.left for letter in shown)
        self.right = max(letter.right for letter in shown)

    @property
    def letters(self) -> list[Letter]:
        """The letters from left to right."""
        return [letter for piece in self.pieces for letter in piece.letters]

    @property
    def text(self) -> str:
        """The line as it stood when first asked, blanks put in where letters stand apart."""
        if self._text is None:
            self._text = " ".join("".join(piece.text for piece in spaced(self.pieces)).split())
        return self._text

    @property
    def plain_end(self) -> str:
        """The last letters of the line, without a raised mark after them."""
        return "".join(piece.text for piece in self.pieces if not piece.is_raised).rstrip()[-4:]

    @property
    def is_bold(self) -> bool:
        """Whether every piece with text is bold."""
        weights = {piece.is_bold for piece in self.pieces if piece.text.strip() and not piece.is_raised}
        return weights == {True}

    @property
    def has_bold(self) -> bool:
        """Whether some piece with text is bold."""
        return any(piece.is_bold for piece in self.pieces if piece.text.strip())

    @property
    def top(self) -> float:
        """The upper edge of its type."""
        return self.baseline + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its type."""
        return self.baseline - 0.22 * self.size


def lines_of(letters: Sequence[Letter], page: int) -> list[Line]:
    """The lines of the letters from top to bottom, each cut where a gap parts columns."""
    has_blanks = sum(letter.text.isspace() for letter in letters) * 20 > len(letters)
    parts = [part for row in _rows(_pieces(letters)) for part in _parts(row, has_blanks)]
    return _sorted(parts, page)


def whole_lines_of(letters: Sequence[Letter], page: int) -> list[Line]:
    """The lines of the letters from top to bottom, uncut: the letters of one column."""
    return _sorted(_rows(_pieces(letters)), page)


def _sorted(rows: Iterable[list[Piece]], page: int) -> list[Line]:
    found = [Line(row, page) for row in rows if any(piece.text.strip() for piece in row)]
    return sorted(found, key=lambda line: (-line.baseline, line.left))


def spaced(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """The pieces with a blank letter where the next letter stands apart from the one before."""
    before: Letter | None = None
    for piece in pieces:
        letters: list[Letter] = []
        for letter in piece.letters:
            if before is not None and _stand_apart(before, letter):
                letters.append(
                    replace(letter, text=" ", left=before.right, right=letter.left, is_unknown=False)
                )
            letters.append(letter)
            before = letter
        yield Piece(letters, piece.is_raised)


def _stand_apart(before: Letter, letter: Letter) -> bool:
    gap = letter.left - before.right
    is_blank = before.text.isspace() or letter.text.isspace()
    return not is_blank and gap > _WORD_GAP * max(before.size, letter.size)


def _pieces(letters: Iterable[Letter]) -> list[Piece]:
    return [
        Piece(list(group))
        for _, group in groupby(letters, key=lambda letter: (letter.chunk, round(letter.baseline, 1)))
    ]


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces by common baseline; a smaller piece that hangs on a neighbouring row joins that row."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if rows and _share_a_baseline(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    settled: list[list[Piece]] = [[] for _ in rows]
    for place, row in enumerate(rows):
        nearby = [*range(max(place - 2, 0), place), *range(place + 1, min(place + 3, len(rows)))]
        for piece in row:
            hosts = [(distance, other) for other in nearby if (distance := _hangs_on(piece, rows[other]))]
            if hosts:
                distance, other = min(hosts, key=lambda host: abs(host[0]))
                piece.is_raised = distance > 0
                settled[other].append(piece)
            else:
                settled[place].append(piece)
    return [sorted(row, key=lambda piece: piece.left) for row in settled if row]


def _share_a_baseline(first: Piece, second: Piece) -> bool:
    return abs(first.baseline - second.baseline) <= _SAME_LINE * min(first.size, second.size)


def _hangs_on(piece: Piece, row: Iterable[Piece]) -> float:
    """How far a small piece is raised (lowered: below 0) beside a larger one of the row; 0 if it is not."""
    if not piece.text.strip():
        return 0.0
    for host in row:
        if piece.size > _SMALLER * host.size or not host.text.strip():
            continue
        distance = (piece.baseline - host.baseline) / host.size
        if not (_RAISED[0] <= distance <= _RAISED[1] or _LOWERED[0] <= distance <= _LOWERED[1]):
            continue
        apart = max(piece.left - host.right, host.left - piece.right) / host.size
        if apart <= _NEAR:
            return distance
    return 0.0


def _parts(row: Sequence[Piece], has_blanks: bool) -> list[list[Piece]]:
    """The row cut at gaps that are no blanks between words."""
    letters = [(piece, letter) for piece in row for letter in piece.letters if not letter.text.isspace()]
    gaps = [after.left - before.right for (_, before), (_, after) in pairwise(letters)]
    blanks = [gap for gap, (_, letter) in zip(gaps, letters, strict=False) if gap > _WORD_GAP * letter.size]
    usual = statistics.median(blanks) if len(blanks) > 2 else 0.0
    cuts = [
        after
        for gap, (_, before), (_, after) in zip(gaps, letters, letters[1:], strict=False)
        if _parts_columns(gap, before, after, usual)
        or (has_blanks and before.chunk != after.chunk and _is_bare_gap(row, before, after, gap))
    ]
    parts = _cut(row, cuts)
    joined: list[list[Piece]] = []
    for part in parts:
        if joined and _ITEM_SIGN.fullmatch("".join(piece.text for piece in joined[-1]).strip()):
            joined[-1].extend(part)
        else:
            joined.append(part)
    return joined


def _parts_columns(gap: float, before: Letter, after: Letter, usual: float) -> bool:
    return gap > max(_COLUMN_GAP * max(before.size, after.size), _GAP_AGAINST_BLANKS * usual)


def _is_bare_gap(row: Sequence[Piece], before: Letter, after: Letter, gap: float) -> bool:
    """A gap between two objects of a text that writes its blanks, without a blank in it: two table cells."""
    if gap <= _NARROW_COLUMN_GAP * max(before.size, after.size):
        return False
    return not any(
        letter.text.isspace() and before.right - 1 <= letter.left <= after.left
        for piece in row
        if piece.right >= before.right - 1 and piece.left <= after.left
        for letter in piece.letters
    )


def _cut(row: Sequence[Piece], cuts: Sequence[Letter]) -> list[list[Piece]]:
    if not cuts:
        return [list(row)]
    starts = {id(letter) for letter in cuts}
    parts: list[list[Piece]] = [[]]
    for piece in row:
        letters: list[Letter] = []
        for letter in piece.letters:
            if id(letter) in starts:
                parts[-1].append(Piece(letters, piece.is_raised))
                parts.append([])
                letters = []
            letters.append(letter)
        parts[-1].append(Piece(letters, piece.is_raised))
    return [[piece for piece in part if piece.letters] for part in parts]
