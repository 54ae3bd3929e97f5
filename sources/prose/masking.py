"""Masking of personal data in quotes (Luật 91/2025/QH15; DESIGN, promise 9).

Names of persons, birth years, addresses, identity, phone and plate numbers become "[…]". Names of places
and organisations stay: a name counts as a person's when it starts with a family name and no place or
organisation word stands before it, or when a word for a person does.
"""

from __future__ import annotations

import re
from functools import cache

from schemas.wordings import wordings

MASK = "[…]"

_CAPITAL = r"[A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]"
_WORD = rf"{_CAPITAL}[\wà-ỹ]*\.?"
_BIRTH = r"(?:\(?\s*(?:[Ss]inh\s+(?:năm|ngày)|SN|S\.N|[Nn]ăm\s+sinh)\s*:?\s*[\d/]{4,10}\s*\)?)"
_ADDRESS = (
    r"(?:(?:thường\s+)?[Tt]rú\s+(?:tại|ở|quán)|[Hh]ộ\s+khẩu(?:\s+thường\s+trú)?(?:\s+tại)?|HKTT|[Qq]uê\s+quán|[Cc]hỗ\s+ở(?:\s+hiện\s+nay)?|nơi\s+ở)"
    r"\s*:?\s*[^;)\n]*?(?=\s+(?:về\s+(?:hành\s+vi|tội)|có\s+hành\s+vi|đã\s|bị\s|là\s+đối|để\s|do\s|vì\s)|[;)\n]|\.\s|\.$|$)"
)
_IDENTITY = r"(?<![\d.,/])(?:\d{12}|0\d{9,10}|\+84\d{9,10}|0\d{2,3}[ .]\d{3}[ .]\d{3,4})(?![\d.,]?\d)"
_CARD = r"(?:(?:CCCD|CMND|CMT|[Cc]ăn\s+cước|[Hh]ộ\s+chiếu)\s*(?:số)?\s*:?\s*)[A-Z]?\d{7,12}"
_PLATE = r"\b\d{2}[A-ZĐ]{1,2}\d?\s?-?\s?\d{3}\.?\d{2}\b|\b\d{2}[A-Z]\d\s?-\s?\d{4,5}\b"


def mask(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The masked text and the masked spans of the original, in order and without overlap."""
    spans = _merged([match.span(match.lastindex or 0) for pattern in _patterns() for match in pattern.finditer(text)])
    pieces, position = [], 0
    for start, end in spans:
        pieces.append(text[position:start] + MASK)
        position = end
    pieces.append(text[position:])
    return "".join(pieces), spans


def shifted(offset: int, spans: list[tuple[int, int]]) -> int:
    """Where an offset of the original text stands in the masked one."""
    moved = offset
    for start, end in spans:
        if end <= offset:
            moved += len(MASK) - (end - start)
    return moved


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lists = wordings().lists
    families = "|".join(sorted(lists["family_names"], key=len, reverse=True))
    persons = "|".join(sorted(lists["person_words"], key=len, reverse=True))
    places = lists["place_words"]
    behind = "".join(rf"(?<!{re.escape(word)} )(?<!{re.escape(word.capitalize())} )" for word in places)
    name = rf"(?:{families})(?:\s+{_WORD}){{1,4}}"
    return (
        re.compile(_BIRTH),
        re.compile(_ADDRESS),
        re.compile(_CARD),
        re.compile(_IDENTITY),
        re.compile(_PLATE),
        re.compile(rf"(?<=[\s(:;,\"“–-]){behind}{name}(?![\w])|^{name}(?![\w])"),
        re.compile(rf"(?i:(?<![\w])(?:{persons}))(?:\s+tên(?:\s+là)?)?:?\s+({_WORD}(?:\s+{_WORD}){{1,4}})"),
    )


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
