"""Which characters the letters of a font stand for: Unicode, or TCVN3 and VNI typed before it.

The font's name tells; where the PDF was made without the font, a substitute has taken its place and the text
itself tells TCVN3. What does not belong here: the tables of the encodings (`sources.word.legacy_fonts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from sources.pdf.lines import Line, Piece
from sources.pdf.page import Page
from sources.word.legacy_fonts import Encoding, encoding_of_font, looks_like_tcvn3, to_unicode

_STYLE_OF_NAME = re.compile(r"[,-](?:bold|italic|boldi|regular|b|i|bi)\w*$", re.IGNORECASE)
_BARE_TCVN3_NAME = re.compile(r"^Vn[A-Z]")
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_HYPHENS = "-\u00ad\x02"
SOFT_HYPHEN = "\u00ad"
"""The place of ư in TCVN3; a converter that takes it for a soft hyphen leaves it out."""
_ONSET = re.compile(
    r"(?:^|[^\w.,])(b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)$", re.IGNORECASE
)
_REST_AFTER_U = re.compile(r"(?:a|i|u|ng|[ơờớởỡợ](?:c|i|m|ng?|p|t|u)?)(?!\w)", re.IGNORECASE)
_REST_WITHOUT_ONSET = re.compile(r"(?:u|[ơờớởỡợ](?:ng|c))(?!\w)", re.IGNORECASE)
"""What no word begins with: ương, ước, ưu have lost their ư."""
_WHOLE_WITHOUT_REST = frozenset({"c", "ch", "d", "ng", "nh", "s", "t", "th"})
"""Onsets that make a word with ư alone (thư, như, tư, từ has a letter of its own)."""


class FontEncodings:
    """The encoding of each font of a document; `of` decides mixed substitutes line by line."""

    def __init__(self, pages: Iterable[Page]) -> None:
        texts: dict[str, list[str]] = {}
        for page in pages:
            for letter in page.letters:
                texts.setdefault(letter.font.name, []).append(letter.text)
        joined = {name: "".join(letters) for name, letters in texts.items()}
        self._named = {
            name: Encoding.UNICODE if _VIETNAMESE.search(text) else _encoding_by_name(name)
            for name, text in joined.items()
        }
        self._told_by_text = {
            name
            for name, text in joined.items()
            if self._named[name] is Encoding.UNICODE and looks_like_tcvn3(_VIETNAMESE.sub("", text))
        }
        self._whole = {name for name in self._told_by_text if not _VIETNAMESE.search(joined[name])}

    @property
    def is_plain(self) -> bool:
        """Whether all text is Unicode."""
        return not self._told_by_text and set(self._named.values()) <= {Encoding.UNICODE}

    def of(self, piece: Piece, line: Line) -> Encoding:
        """The encoding of a piece of that line."""
        name = piece.letters[0].font.name
        named = self._named.get(name, Encoding.UNICODE)
        if named is not Encoding.UNICODE or name not in self._told_by_text:
            return named
        if name not in self._whole and not looks_like_tcvn3(line.text):
            return Encoding.UNICODE
        return Encoding.TCVN3_CAPITALS if self._is_capital(piece, line) else Encoding.TCVN3

    def _is_capital(self, piece: Piece, line: Line) -> bool:
        """Whether a substitute hides that the text was set in a font of capitals (.VnTimeH).

        Told by a line whose letters without accents are all capitals, or by one letter that was set on its
        own at the start of a word (the capital Á, which the other fonts lack).
        """
        plain = [letter for letter in line.text if letter.isascii() and letter.isalpha()]
        if len(plain) > 1 and all(letter.isupper() for letter in plain):
            return True
        if len(piece.text) != 1 or piece.text.isascii():
            return False
        place = next(
            place for place, other in enumerate(line.pieces) if other.letters[0] is piece.letters[-1]
        )
        before = line.pieces[place - 1].text if place else " "
        after = line.pieces[place + 1].text if place + 1 < len(line.pieces) else " "
        return before[-1:].isspace() and after[:1].isalpha() and not lacks_u(piece.text, after)

    def restore(self, line: Line, following: Line | None) -> None:
        """Puts back ư in TCVN3 text, where a hyphen stands for it or a substitute font has dropped it.

        Only where the syllable is none without it; `following` is the line that goes on with the text.
        """
        self._restore_dropped(line)
        text = "".join(piece.text for piece in line.pieces)
        place = 0
        for piece in line.pieces:
            if self.of(piece, line) is Encoding.UNICODE:
                place += len(piece.text)
                continue
            for letter in piece.letters:
                if letter.text and letter.text in _HYPHENS:
                    rest = text[place + 1 :] or (following.text if following is not None else "")
                    if lacks_u(text[:place], rest) or _is_word_with_u(text[:place], rest):
                        letter.text = SOFT_HYPHEN
                place += len(letter.text)

    def _restore_dropped(self, line: Line) -> None:
        for before, after in pairwise(line.pieces):
            if not self._is_substituted(before, line) or not self._is_substituted(after, line):
                continue
            last, first = before.letters[-1], after.letters[0]
            if after.text[:1] in _HYPHENS or first.left - last.right > 0.1 * last.size:
                continue
            if lacks_u(before.text, after.text):
                before.letters.append(replace(last, text=SOFT_HYPHEN, left=last.right))

    def _is_substituted(self, piece: Piece, line: Line) -> bool:
        name = piece.letters[0].font.name
        return name in self._told_by_text and self.of(piece, line) is not Encoding.UNICODE


def lacks_u(before: str, after: str) -> bool:
    """Whether two parts of a TCVN3 text are a syllable only with ư between them."""
    rest = to_unicode(after[:6], Encoding.TCVN3)
    if not before or before[-1].isspace():
        return _REST_WITHOUT_ONSET.match(rest) is not None
    onset = _ONSET.search(to_unicode(before, Encoding.TCVN3))
    if onset is None:
        return False
    if _REST_AFTER_U.match(rest):
        return True
    return onset[1].lower() in _WHOLE_WITHOUT_REST and not rest[:1].isalnum()


def _is_word_with_u(before: str, after: str) -> bool:
    """Whether a hyphen ends a word of consonants alone: như, thư, sư."""
    return not after[:1].isalnum() and _ONSET.search(to_unicode(before, Encoding.TCVN3)) is not None


def _encoding_by_name(name: str) -> Encoding:
    bare = _STYLE_OF_NAME.sub("", name)
    return encoding_of_font(f".{bare}" if _BARE_TCVN3_NAME.match(bare) else bare)
