"""Folding of Vietnamese text for comparison: lower case, one tone placement, plain punctuation.

Folding keeps the length of the text, so that an offset in the folded text is one in the text itself.
Reading text into NFC is the readers' business, not this module's.
"""

from __future__ import annotations

import re
import unicodedata

# The capital letters of Vietnamese, for use inside [...]: a range such as Ạ-Ỹ would hold the small ones too.
CAPITALS = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"

# Old and new tone placement on the same vowel pair are both in use: hoà/hòa, thuỷ/thủy, khoẻ/khỏe.
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_PUNCTUATION = {
    "\u00a0": " ",
    "\u2013": "-",
    "\u2014": "-",
    "\u2011": "-",
    "\u201c": '"',
    "\u201d": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u00d0": "đ",  # Icelandic eth typed for Đ
    "\u00f0": "đ",
}


def _composed(base: str, tone: str) -> str:
    return unicodedata.normalize("NFC", base + tone)


def _tone_pairs() -> dict[str, str]:
    """Old placement → new placement, as two-letter pairs."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in _TONES:
            pairs[first + _composed(second, tone)] = _composed(first, tone) + second
    return pairs


_PAIRS = _tone_pairs()
# The pair must close its syllable: "hoà" folds, "hoàn" and "quý" (where u belongs to the consonant) do not.
_ACCENTED = "".join(sorted({pair[1] for pair in _PAIRS}))
_PAIR = re.compile(rf"[ou][{_ACCENTED}](?<!q[ou].)(?![^\W\d_])")
_SPECIAL = re.compile("[" + "".join(_PUNCTUATION) + "]")
_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Lower case, new tone placement, plain quotes and hyphens; the same length as `text`."""
    plain = _SPECIAL.sub(_plain_sign, text)
    lowered = plain.lower()
    if len(lowered) != len(text):  # a letter whose lower case is two characters: keep offsets right
        lowered = "".join(c if len(low := c.lower()) != 1 else low for c in plain)
    return _PAIR.sub(_new_placement, lowered)


def _plain_sign(match: re.Match[str]) -> str:
    return _PUNCTUATION[match.group()]


def _new_placement(match: re.Match[str]) -> str:
    return _PAIRS.get(match.group(), match.group())


def without_diacritics(text: str) -> str:
    """Plain letters (đ → d); the length may change only for text that is not NFC."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return _MARKS.sub("", decomposed)
