"""Characters as the `Document` promises them: Unicode NFC, one blank between words, nothing invisible.

What does not belong here: anything that knows words or numbers.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NO_BREAK_HYPHEN = "\u2011"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean_text(text: str) -> str:
    """The text in NFC, without soft hyphens and zero-width characters; blanks of any kind are one blank."""
    return " ".join(without_invisibles(text).split())


def without_invisibles(text: str) -> str:
    """The text in NFC without soft hyphens and zero-width characters; its blanks are left as they are."""
    if text.isascii():
        return text
    cleaned = _INVISIBLE.sub("", text).replace(_NO_BREAK_HYPHEN, "-")
    return cleaned if unicodedata.is_normalized("NFC", cleaned) else unicodedata.normalize("NFC", cleaned)


def as_superscript(text: str) -> str:
    """Digits as superscript characters, so that a raised "17" after "2023" never reads as 202317."""
    return text.translate(_SUPERSCRIPTS)
