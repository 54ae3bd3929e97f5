"""Splitting a paragraph into sentences.

A full stop ends a sentence only before a blank and a capital, a bracket, a quote or a bullet, and never
after an abbreviation of the letterhead kind ("P.", "TP.", "TT.", "đ/c."), inside a number, or inside
brackets that are closed within the paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sources.language.folding import CAPITALS

# Every alternative begins with the stop itself, so that the search leaps from stop to stop.
_STOP = re.compile(
    r"[.!?…](?:"
    rf"[.!?…]*[\"”’')\]]*\s+(?=[\"“‘(\[+*•-]?\s?[{CAPITALS}])"
    r"|[.!?…]*[\"”’)]*\s+(?=[-+*•]\s)"
    r"|(?<=[^\W\d_]{2}\.)\s+(?=\d)|(?<=[%)]\.)\s+(?=\d)"
    r")"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:P|Q|H|TP|TX|TT|X|Tp|Tx|Tt|ThS|TS|BS|GS|Ô|B|Đ/c|đ/c|v\.v|tr|St|Mr|KT|TL|TM|Tr)\.$"
)
_LONGEST_ABBREVIATION = len("(Đ/c.")
_LONGEST_BRACKET = 400
_ENUMERATOR = re.compile(r"\s*[\dIVXa-zđ]+(?:\.\d+)*\.")


@lru_cache(maxsize=16)  # a paragraph is asked for again at each of its footnote marks
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) offsets of the sentences of `text`, blanks at their ends left out."""
    spans = []
    start = 0
    for match in _STOP.finditer(text):
        stop = match.start() + 1
        if (
            _ABBREVIATION.search(text[max(start, stop - _LONGEST_ABBREVIATION) : stop])
            or _inside_brackets(text, start, stop, match.end())
            or _ENUMERATOR.fullmatch(text, start, stop)  # "1. Công tác …"
        ):
            continue
        spans.append(_trimmed(text, start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append(_trimmed(text, start, len(text)))
    return tuple(spans)


def _inside_brackets(text: str, start: int, stop: int, following: int) -> bool:
    """Whether the stop stands in brackets that really close (clerks forget the closing one)."""
    if text.count("(", start, stop) <= text.count(")", start, stop):
        return False
    closing = text.find(")", following, following + _LONGEST_BRACKET)
    return closing >= 0 and not 0 <= text.find("(", following, following + _LONGEST_BRACKET) < closing


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
