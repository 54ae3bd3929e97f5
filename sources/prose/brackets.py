"""The brackets of a sentence, and the clause that a place stands in."""

from __future__ import annotations

import re

Span = tuple[int, int]

_BRACKET = re.compile(r"[()]")
# "riêng vi phạm nồng độ cồn 512 trường hợp, …": an aside that ends at the comma
_ASIDE = re.compile(r"(?<=[,;] )riêng\s[^,;()]*\d[^,;()]*[,;.]")
_LONGEST_UNCLOSED = 160


def brackets_of(folded: str) -> list[Span]:
    """Spans of matched brackets, outer before inner; an unclosed one reaches to the end."""
    spans: list[Span] = []
    if "(" in folded:
        opened: list[int] = []
        for mark in _BRACKET.finditer(folded):
            if mark.group() == "(":
                opened.append(mark.start())
            elif opened:
                spans.append((opened.pop(), mark.start()))
        end = len(folded)
        spans.extend((start, end) for start in opened if end - start < _LONGEST_UNCLOSED)
    if "riêng" in folded:
        spans.extend((match.start(), match.end() - 1) for match in _ASIDE.finditer(folded))
    spans.sort()
    return spans


def clause_around(folded: str, start: int, stop: int, bracket: Span | None, closed: list[Span]) -> Span:
    """From the semicolon before `start` to the one behind `stop`, within the innermost `bracket`.

    Semicolons in the `closed` brackets, which do not hold the place, end nothing.
    """
    floor, ceiling = (bracket[0] + 1, bracket[1]) if bracket else (0, len(folded))
    if folded.find(";", floor, ceiling) < 0:
        return floor, ceiling
    return _clause_start(folded, start, floor, closed), _clause_end(folded, stop, ceiling, closed)


def _clause_start(folded: str, before: int, floor: int, closed: list[Span]) -> int:
    while (semicolon := folded.rfind(";", floor, before)) >= 0:
        around = _around(semicolon, closed)
        if around is None:
            return semicolon + 1
        before = around[0]
    return floor


def _clause_end(folded: str, behind: int, ceiling: int, closed: list[Span]) -> int:
    while (semicolon := folded.find(";", behind, ceiling)) >= 0:
        around = _around(semicolon, closed)
        if around is None:
            return semicolon
        behind = around[1]
    return ceiling


def _around(place: int, brackets: list[Span]) -> Span | None:
    """The outermost of the brackets around a place."""
    return next((bracket for bracket in brackets if bracket[0] < place < bracket[1]), None)
