"""Gathers the text of one paragraph from its runs, with the positions of its footnote marks.

Adjacent runs in one legacy encoding are converted together, since an accent may stand in a run of its own.
"""

from __future__ import annotations

from schemas.document import FootnoteMark
from sources.clean_text import clean_text, without_invisibles
from sources.word.legacy_fonts import Encoding, to_unicode


class TextGatherer:
    """Text in pieces; `finish` gives it cleaned, with marks at the offsets of the cleaned text."""

    __slots__ = ("_encoding", "_has_marks", "_pending", "_pieces", "is_all_bold")

    def __init__(self) -> None:
        self._pieces: list[str | int] = []
        self._pending: list[str] = []
        self._encoding = Encoding.UNICODE
        self._has_marks = False
        self.is_all_bold: bool | None = None

    def add(self, text: str, encoding: Encoding = Encoding.UNICODE) -> None:
        """Adds the text of a run, still in the encoding of its font."""
        if encoding is not self._encoding:
            self._flush()
            self._encoding = encoding
        self._pending.append(text)

    def note_weight(self, is_bold: bool) -> None:
        """Remembers that a run with text is bold or not."""
        self.is_all_bold = is_bold if self.is_all_bold is None else self.is_all_bold and is_bold

    def mark(self, number: int) -> None:
        """Adds a footnote mark after the text so far."""
        self._flush()
        self._pieces.append(number)
        self._has_marks = True

    def finish(self, prefix: str = "") -> tuple[str, tuple[FootnoteMark, ...]]:
        """The whole text after an automatic list number, and the marks in order."""
        self._flush()
        if not self._pieces and not prefix:
            return "", ()
        if not self._has_marks:
            return clean_text(prefix + "".join(str(piece) for piece in self._pieces)), ()
        text, places = prefix.lstrip(), []
        for piece in self._pieces:
            if isinstance(piece, int):
                places.append((len(text), piece))
            else:
                text = _joined(text, piece)
        text = text.rstrip()
        return text, tuple(FootnoteMark(min(offset, len(text)), number) for offset, number in places)

    def _flush(self) -> None:
        if self._pending:
            self._pieces.append(to_unicode("".join(self._pending), self._encoding))
            self._pending = []


def _joined(text: str, piece: str) -> str:
    cleaned = without_invisibles(piece)
    words = " ".join(cleaned.split())
    if not words:
        return text if not cleaned or not text or text.endswith(" ") else f"{text} "
    before = " " if cleaned[0].isspace() and text and not text.endswith(" ") else ""
    after = " " if cleaned[-1].isspace() else ""
    return f"{text}{before}{words}{after}"
