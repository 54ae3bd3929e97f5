"""Keys under which Vietnamese names compare, however they are typed: case, accents' encoding and place,
spaces, dots.

Pure text; knows nothing of units. Texts of many lines are keyed line by line in one pass, so that tens of
thousands of names are keyed in a fraction of a second.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: parts of the letter, not of the tone
_TONE_BEFORE_LETTERS = re.compile(rf"([{_TONES}])([a-zđ{_SHAPES}]+)")
_MARKS = re.compile("[\u0300-\u036f]+")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u0060\u00b4\u2032]")
_SEPARATORS = re.compile(r"[^\w\n'\u0300-\u036f]+|_+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_LINE_EDGES = re.compile(r"^ +| +$", re.MULTILINE)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def name_key(text: str) -> str:
    """The key of a name (of each line of a text): lower case, tone mark at the end of its syllable, single
    spaces.

    "hòa bình", "HOÀ  BÌNH" and the decomposed spelling have one key. Punctuation becomes a space, apostrophes
    are kept, and numbers lose leading zeros. Keys are for comparison only, never for display.
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    decomposed = _APOSTROPHES.sub("'", decomposed)
    spaced = _SEPARATORS.sub(" ", decomposed)
    moved = _TONE_BEFORE_LETTERS.sub(r"\2\1", spaced)
    return _LINE_EDGES.sub("", _LEADING_ZEROS.sub("", moved))


def unaccented(key: str) -> str:
    """A key without diacritics (đ → d); equal to the key itself if the name was typed without any."""
    return _MARKS.sub("", key).replace("đ", "d")


def slug(name: str) -> str:
    """A name as part of an id: lower case, no diacritics, numbers without leading zeros, other characters to
    `-`.
    """
    return _NOT_SLUG.sub("-", unaccented(name_key(name))).strip("-")
