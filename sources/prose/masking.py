"""Masking of personal data in quotes (Luật 91/2025/QH15; DESIGN, promise 9).

Names of persons, birth years, addresses, identity, phone and plate numbers become "[…]". Names of places
and organisations stay: a name counts as a person's when it starts with a family name and no place or
organisation word stands before it, or when a word for a person does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.wordings import wordings
from sources.language.folding import CAPITALS

MASK = "[…]"

_CAPITAL = f"[{CAPITALS}]"
_WORD = rf"{_CAPITAL}[\wà-ỹ]*\.?"
_BIRTH = r"(?:\(?\s*(?:[Ss]inh\s+(?:năm|ngày)|SN|S\.N|[Nn]ăm\s+sinh)\s*:?\s*[\d/]{4,10}\s*\)?)"
_PLACE_WORDS = (
    "số nhà|tổ dân phố|khu dân cư|tiểu khu|khu phố|thị trấn|thành phố|thị xã|xóm|thôn|bản|ấp|khóm|khu|tổ|"
    "số|ngõ|"
    "đường|phố|phường|xã|huyện|quận|tỉnh"
)
_PLACE = (
    rf"(?:(?i:{_PLACE_WORDS}|TDP|KDC|TP|TX|TT|P|X|Q|H)\.?\s*)?"
    rf"(?:{_CAPITAL}[\wà-ỹ]*|\d+[A-Za-z]?)(?:\s+(?:{_CAPITAL}[\wà-ỹ]*|\d+))*"
)
_ADDRESS = (
    r"(?:(?:(?:[Tt]hường\s+)?[Tt]rú\s+(?:tại|ở|quán)|[Hh]ộ\s+khẩu(?:\s+thường\s+trú)?(?:\s+tại)?|HKTT|[Qq]uê\s+quán|"
    rf"[Cc]hỗ\s+ở(?:\s+hiện\s+nay)?|nơi\s+ở)\s*:?\s*|[Tt]rú\s+(?=(?i:{_PLACE_WORDS})\s)){_PLACE}(?:\s*[,-]?\s*{_PLACE})*"
)
_IDENTITY = r"(?<![\d.,/])(?:\d{12}|0\d{9,10}|\+84\d{9,10}|0\d{2,3}[ .]\d{3,4}[ .]\d{3,4})(?![\d.,]?\d)"
_CARD = r"(?:(?:CCCD|CMND|CMT|[Cc]ăn\s+cước|[Hh]ộ\s+chiếu)\s*(?:số)?\s*:?\s*)[A-Z]?\d{7,12}"
_PLATE = (
    r"\b\d{2}\s?-\s?[A-ZĐ]\d?\s?\d{3}\.?\d{2}\b|\b\d{2}[A-ZĐ]{1,2}\d?\s?-?\s?\d{3}\.?\d{2}\b|"
    r"\b\d{2}[A-Z]\d\s?-\s?\d{4,5}\b"
)
_PATTERNS = tuple(
    (re.compile(hint), re.compile(pattern))
    for hint, pattern in (
        ("inh|SN|S\\.N", _BIRTH),
        ("rú |HKTT|khẩu|quán|ở", _ADDRESS),
        ("C[CM]|ước|chiếu", _CARD),
        (r"\d{6}|\d[ .]\d{3,4}[ .]\d", _IDENTITY),
        (r"\d{2}(?:\s?-\s?)?[A-ZĐ]", _PLATE),
    )
)
_CAPITALISED = re.compile(rf"(?<![\w]){_WORD}(?: {_WORD}){{0,5}}")
_YEAR_BEHIND = re.compile(r"\s*\((?:19|20)\d{2}\)")
# What a text must hold before the costly patterns are tried: two capitalised words in a row, a long number …
_HINT = re.compile(
    rf"{_CAPITAL}[\wà-ỹ]*\.?\s+{_CAPITAL}|\d{{6}}|\d[ .-]\d{{3}}[ .]\d|[Ss]inh|SN|S\.N|[Tt]rú|HKTT|"
    rf"[Hh]ộ khẩu|[Qq]uê|[Cc]hỗ ở|nơi ở|\d{{2}}[A-ZĐ]"
)


def mask(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The masked text and the masked spans of the original, in order and without overlap."""
    if _HINT.search(text) is None:
        return text, []
    found = [
        match.span() for hint, pattern in _PATTERNS if hint.search(text) for match in pattern.finditer(text)
    ]
    spans = _merged(found + _names(text))
    if not spans:
        return text, []
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


def _names(text: str) -> list[tuple[int, int]]:
    """Names of persons, with a birth year in brackets behind them.

    A name stands behind a word for a person, or has a family name in front that no place bears.
    """
    lists = _name_lists()
    spans = []
    for match in _CAPITALISED.finditer(text):
        before = f" {text[: match.start()].rstrip(' :').lower()}"
        words = match.group().split()
        is_single = len(words) == 1
        titles = lists.titles if is_single else lists.persons
        if before.endswith(titles) and words[0] not in lists.not_names:
            spans.append(_with_year(match.span(), text))
            continue
        family = next((i for i, word in enumerate(words) if word.rstrip(".").title() in lists.families), None)
        if (
            family is None
            or family == len(words) - 1
            or (match.group().isupper() and len(words) - family < 3)
        ):
            continue
        lead = " ".join([before, *words[:family]]).lower()
        if not lead.endswith(lists.places):
            start = match.start() + len(" ".join(words[:family])) + (1 if family else 0)
            spans.append(_with_year((start, match.end()), text))
    return spans


def _with_year(span: tuple[int, int], text: str) -> tuple[int, int]:
    year = _YEAR_BEHIND.match(text, span[1])
    return (span[0], year.end()) if year else span


@dataclass(frozen=True, slots=True)
class _NameLists:
    families: frozenset[str]
    persons: tuple[str, ...]
    places: tuple[str, ...]
    titles: tuple[str, ...]
    not_names: frozenset[str]


@cache
def _name_lists() -> _NameLists:
    lists = wordings().lists
    return _NameLists(
        families=frozenset(lists["family_names"]),
        persons=_endings([*lists["person_words"], *(f"{word} tên" for word in lists["person_words"])]),
        places=_endings(lists["place_words"]),
        titles=_endings(lists["person_titles"]),
        not_names=frozenset(lists["not_names"]),
    )


def _endings(words: list[str]) -> tuple[str, ...]:
    """What a text ends with that ends with one of the words."""
    return tuple(f"{mark}{word}" for word in words for mark in (" ", "("))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
