"""Masking of personal data in quotes (Luật 91/2025/QH15; DESIGN, promise 9).

Names of persons, birth years, addresses, identity, phone and plate numbers become "[…]". Names of places
and organisations stay: a name counts as a person's when it starts with a family name and no place or
organisation word stands before it, or when a word for a person does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from schemas.units import UnitRegistry
from schemas.vocabulary import Level
from schemas.wordings import wordings
from sources.language.folding import CAPITALS

MASK = "[…]"

_CAPITAL = f"[{CAPITALS}]"
_WORD = rf"{_CAPITAL}[\wà-ỹ]*(?:\.{_CAPITAL}[\wà-ỹ]*)*\.?"  # also the initials "T.V.A"
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
# Each pattern with letters one of which a text must hold for it, since the patterns themselves are costly.
_PATTERNS = (
    (("sinh", "Sinh", "SN", "S.N"), re.compile(_BIRTH)),
    (("rú ", "KTT", "hẩu", "uán", "hỗ ", "nơi "), re.compile(_ADDRESS)),
    (("CCCD", "CM", "cước", "chiếu"), re.compile(_CARD)),
)
_LONG_NUMBER = re.compile(r"\d(?:\d{5}|[ .]\d{3,4}[ .]\d)|\d\d(?:\s?-\s?)?[A-ZĐ]")
_LONG_NUMBERS = (re.compile(_IDENTITY), re.compile(_PLATE))
_CAPITALISED = re.compile(rf"{_CAPITAL}(?<!\w.){_WORD[len(_CAPITAL) :]}(?: {_WORD}){{0,5}}")
_OPENING_TITLES = frozenset({"Ông", "Bà", "Anh", "Chị", "Cháu"})
_TITLE_STARTS = tuple(f"{title} " for title in _OPENING_TITLES)
_YEAR_BEHIND = re.compile(r"\s*\((?:19|20)\d{2}\)")
_LONGEST_WORD = 12
_LONGEST_LEAD = 40
"""So many characters before a name are looked at; the longest word for a person or a place is shorter."""


class Quote:
    """A sentence as it may be stored, with the places of its numbers in it."""

    __slots__ = ("_dropped", "_masked", "text")

    def __init__(self, sentence: str, dropped: tuple[int, ...] = ()) -> None:
        """`dropped`: where blanks of the sentence are missing in the text that offsets are of."""
        self.text, self._masked = mask(sentence)
        self._dropped = dropped

    def hides(self, start: int, end: int) -> bool:
        """Whether something of [start, end) of the sentence is masked."""
        if not self._masked:
            return False
        start, end = self._written(start), self._written(end)
        return any(begin < end and start < stop for begin, stop in self._masked)

    def place(self, offset: int) -> int:
        """Where an offset of the sentence stands in the quote."""
        written = self._written(offset)
        return shifted(written, self._masked) if self._masked else written

    def _written(self, offset: int) -> int:
        """Where an offset stands in the sentence as written."""
        return offset + bisect_right(self._dropped, offset) if self._dropped else offset


def mask(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The masked text and the masked spans of the original, in order and without overlap."""
    patterns = [pattern for letters, pattern in _PATTERNS if _holds(text, letters)]
    if _LONG_NUMBER.search(text):
        patterns.extend(_LONG_NUMBERS)
    found = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    spans = _merged(found + _names(text))
    if not spans:
        return text, []
    pieces, position = [], 0
    for start, end in spans:
        pieces.append(text[position:start] + MASK)
        position = end
    pieces.append(text[position:])
    return "".join(pieces), spans


def _holds(text: str, letters: tuple[str, ...]) -> bool:
    for some in letters:  # noqa: SIM110 - a generator costs more than the search
        if some in text:
            return True
    return False


def shifted(offset: int, spans: list[tuple[int, int]]) -> int:
    """Where an offset of the original text stands in the masked one."""
    moved = offset
    for start, end in spans:
        if end <= offset:
            moved += len(MASK) - (end - start)
    return moved


def _names(text: str) -> list[tuple[int, int]]:
    """Names of persons, with a birth year in brackets behind them.

    A name stands behind a word for a person, or has a family name in front that no place bears. That of a
    province or district is none, unless a word for a person stands before it.
    """
    lists = _name_lists()
    spans: list[tuple[int, int]] = []
    for match in _CAPITALISED.finditer(text):
        name, start = match.group(), match.start()
        if " " not in name and _word_before(text, start) not in lists.last_words:
            continue
        words = name.split(" ")
        if words[0] in _OPENING_TITLES and _opens_with_title(text, start, words):
            spans.append(_with_year((start + len(words[0]) + 1, match.end()), text))
            continue
        family = _family(words, lists) if len(words) > 1 else None
        if family is None and _word_before(text, start) not in lists.last_words:
            continue
        before = f" {text[max(0, start - _LONGEST_LEAD) : start].rstrip(' :').lower()}"
        titles = lists.titles if len(words) == 1 else lists.persons
        if before.endswith(titles) and words[0] not in lists.not_names:
            spans.append(_with_year(match.span(), text))
        elif family is not None:
            lead = " ".join([before, *words[:family]]).lower()
            if not lead.endswith(lists.places) and " ".join(words[family:]) not in _area_names():
                start += sum(len(word) + 1 for word in words[:family])
                spans.append(_with_year((start, match.end()), text))
    return spans


def _opens_with_title(text: str, start: int, words: list[str]) -> bool:
    """ "Bà Hoa trình báo …": a title has its capital from the sentence; "Bà Rịa", "Anh Sơn" are places."""
    if len(words) < 2 or " ".join(words[:2]) in _titled_places():
        return False
    before = text[:start].rstrip(' "“(')
    return not before or before[-1] in ".:;-–+*•"


@cache
def _area_names() -> frozenset[str]:
    """The names of provinces and districts, of which some begin like a person's ("Hà Nam")."""
    rows = UnitRegistry.load().rows
    return frozenset(unit.short_name for unit in rows if unit.level is not Level.COMMUNE)


@cache
def _titled_places() -> frozenset[str]:
    """The first two words of places that begin like a title with its name."""
    declared = wordings().lists["titled_places"]
    names = (unit.short_name for unit in UnitRegistry.load().rows)
    return frozenset(
        [*declared, *(" ".join(name.split()[:2]) for name in names if name.startswith(_TITLE_STARTS))]
    )


def _family(words: list[str], lists: _NameLists) -> int | None:
    """The place of the first family name that given names follow."""
    for place, word in enumerate(words[:-1]):
        if word.rstrip(".").title() in lists.families:
            return None if len(words) - place < 3 and all(word.isupper() for word in words) else place
    return None


def _word_before(text: str, start: int) -> str:
    """The word right before a place, in lower case."""
    before = text[start - _LONGEST_WORD if start > _LONGEST_WORD else 0 : start].rstrip(" :")
    return before[max(before.rfind(" "), before.rfind("(")) + 1 :].lower()


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
    last_words: frozenset[str]


@cache
def _name_lists() -> _NameLists:
    lists = wordings().lists
    families = frozenset(lists["family_names"])
    persons = [*lists["person_words"], *(f"{word} tên" for word in lists["person_words"])]
    last_words = frozenset(word.split()[-1] for word in [*persons, *lists["person_titles"]])
    return _NameLists(
        families=families,
        persons=_endings(persons),
        places=_endings(lists["place_words"]),
        titles=_endings(lists["person_titles"]),
        not_names=frozenset(lists["not_names"]),
        last_words=last_words,
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
