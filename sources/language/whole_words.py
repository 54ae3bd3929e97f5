"""A regular expression for phrases as whole words, made so that a search leaps to their first letters."""

from __future__ import annotations

import re
from collections.abc import Iterable


def whole_words(phrases: Iterable[str]) -> str:
    """One group that matches any of the phrases, the longest first, at the start of a word.

    The boundary is asked for behind the first letter: an expression that begins with a letter is searched
    several times faster than one that begins with a look behind.
    """
    longest_first = sorted(phrases, key=len, reverse=True)
    return "(" + "|".join(_bounded(phrase) for phrase in longest_first) + ")"


def _bounded(phrase: str) -> str:
    first = re.escape(phrase[0])
    return rf"{first}(?<!\w{first}){re.escape(phrase[1:])}"
