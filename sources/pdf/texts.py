"""Lines put together into text: lines joined, raised numbers as footnote marks, signs as the rest reads them.

What does not belong here: which lines belong together (`paragraphs`, `ruled_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemas.document import FootnoteMark
from sources.clean_text import as_superscript
from sources.pdf.encodings import FontEncodings
from sources.pdf.lines import Line, Piece, spaced
from sources.word.gathering import TextGatherer
from sources.word.legacy_fonts import Encoding

MarkFinder = Callable[[int, int], int | None]
"""From a page and a printed number to the footnote's number; None where there is no such footnote."""

_HYPHEN_AT_END = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st", "\u00d0": "Đ", "\u019f": "ti", "\u01a9": "tt", _HYPHEN_AT_END: "-",
}  # fmt: skip
"""Signs that never stand for themselves in Vietnamese: ligatures (also Calibri's), and eth drawn as Đ."""
_READABLE = str.maketrans(_LIGATURES)
_BULLETS = frozenset("•·∙▪■□◦○●▸►➢➤✓✔❖♦◆‣⁃§ØüvqoÒ")
_LETTER_BULLETS = frozenset("§ØüvqoÒ")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "dingbats", "couriernew", "courier")
_PRIVATE_USE = ("\ue000", "\uf8ff")
_MARKS = re.compile(r"[\[(]?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\])]?")
_JOINED_WITHOUT_BLANK = re.compile(r"[^\s][-–/\u00ad\x02]$")
_NOTE_NUMBER = re.compile(r"\s*[\[(]?\d{1,3}[\])]?[.:]?\s*")
_LENGTH_UNIT = re.compile(r"(?:^|[^\w])(?:[dck]?m|mm)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class JoinedText:
    """The text of some lines, its footnote marks, and whether all of it is bold."""

    text: str
    marks: tuple[FootnoteMark, ...]
    is_bold: bool


class LineJoiner:
    """Joins lines to text by the encodings of the document's fonts."""

    def __init__(self, encodings: FontEncodings, find_mark: MarkFinder) -> None:
        self._encodings = encodings
        self._find_mark = find_mark

    def join(self, lines: Sequence[Line]) -> JoinedText:
        """The text of lines that are one paragraph; a bullet of any shape at its start reads as a dash."""
        gatherer = TextGatherer()
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            self._add(gatherer, line, following, is_first=place == 0)
            if following is not None and not _JOINED_WITHOUT_BLANK.search(line.plain_end):
                gatherer.add(" ", self._encodings.of(line.pieces[-1], line))
        is_bold = bool(gatherer.is_all_bold)
        text, marks = gatherer.finish()
        return JoinedText(text, marks, is_bold)

    def _add(self, gatherer: TextGatherer, line: Line, following: Line | None, is_first: bool) -> None:
        if not self._encodings.is_plain:
            self._encodings.restore(line, following)
        before = ""
        for place, piece in enumerate(spaced(line.pieces)):
            text = piece.text
            if not text:
                continue
            if piece.is_raised and self._add_marks(gatherer, text, before, line.page):
                continue
            encoding = self._encodings.of(piece, line)
            if is_first and place == 0:
                text = _with_plain_bullet(piece, text)
            if piece.is_raised and text.strip().isdecimal():
                text = as_superscript(text)
            gatherer.add(_readable(text, encoding), encoding)
            if not text.isspace():
                gatherer.note_weight(piece.is_bold)
            before = text

    def _add_marks(self, gatherer: TextGatherer, text: str, before: str, page: int) -> bool:
        """Whether the raised text was footnote marks; the 2 of m² is none."""
        match = _MARKS.fullmatch(text.strip())
        if match is None or (_LENGTH_UNIT.search(before) and match[1] in "23"):
            return False
        numbers = [self._find_mark(page, int(number)) for number in re.findall(r"\d+", match[1])]
        found = [number for number in numbers if number is not None]
        if len(found) < len(numbers):
            return False
        for number in found:
            gatherer.mark(number)
        return True


def _readable(text: str, encoding: Encoding) -> str:
    return text.translate(_READABLE) if encoding is Encoding.UNICODE else text.replace(_HYPHEN_AT_END, "-")


def without_number(line: Line) -> Line:
    """The first line of a footnote without the number it begins with."""
    pieces = [piece for piece in line.pieces if piece.text.strip()]
    if pieces[0].is_raised:
        return Line(pieces[1:], line.page) if len(pieces) > 1 else line
    text = "".join(piece.text for piece in pieces)
    match = _NOTE_NUMBER.match(text)
    rest = match.end() if match else 0
    kept = []
    for piece in pieces:
        letters = []
        for letter in piece.letters:
            if rest <= 0:
                letters.append(letter)
            rest -= len(letter.text)
        if letters:
            kept.append(Piece(letters, piece.is_raised))
    return Line(kept, line.page) if kept else line


def _with_plain_bullet(piece: Piece, text: str) -> str:
    sign = text.strip()
    if len(sign) == 1:
        font = piece.letters[0].font.name.lower().replace(" ", "")
        is_symbol = font.startswith(_SYMBOL_FONTS) or "symbol" in font
        is_private = _PRIVATE_USE[0] <= sign <= _PRIVATE_USE[1]
        if is_private or (sign in _BULLETS and (is_symbol or sign not in _LETTER_BULLETS)):
            return "- "
    elif text.lstrip()[:1] in _BULLETS - _LETTER_BULLETS:
        return "- " + text.lstrip()[1:].lstrip()
    return text
