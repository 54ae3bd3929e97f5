"""Automatic list numbers as Word shows them ("1.", "2.1.", "a)", "-").

Counters belong to the abstract list: two lists on one abstract definition count on, unless one restarts
by a start override. What does not belong here: numbers typed as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from sources.word.legacy_fonts import Encoding, to_unicode
from sources.word.names import RUN_PROPERTIES, VAL, w
from sources.word.styles import NumberingReference, direct_look, is_on, whole_number

_ABSTRACT = w("abstractNum")
_ABSTRACT_ID = w("abstractNumId")
_NUMBER = w("num")
_NUMBER_ID = w("numId")
_LEVEL = w("lvl")
_LEVEL_NUMBER = w("ilvl")
_OVERRIDE = w("lvlOverride")
_START_OVERRIDE = w("startOverride")
_STYLE_LINK = w("styleLink")
_NUMBER_STYLE_LINK = w("numStyleLink")
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_KEPT_BULLETS = frozenset("-+*")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: how its number is counted and written."""

    start: int
    number_format: str
    pattern: str
    separator: str
    is_legal: bool
    restarts_after: int | None


@dataclass(slots=True)
class _List:
    levels: dict[int, ListLevel] = field(default_factory=dict)
    start_overrides: dict[int, int] = field(default_factory=dict)
    abstract_id: str = ""


class ListNumbers:
    """The list counters of one document; ask for each numbered paragraph once, in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def prefix(self, reference: NumberingReference) -> str:
        """The text that Word puts before the paragraph, with its following blank; "" for none."""
        if reference.number_id is None or reference.number_id not in self._lists:
            return ""
        numbered = self._lists[reference.number_id]
        place = min(reference.level or 0, _LEVELS - 1)
        level = numbered.levels.get(place)
        if level is None:
            return ""
        counters = self._counters.setdefault(numbered.abstract_id, [None] * _LEVELS)
        self._count(counters, numbered, place, reference.number_id)
        if level.number_format == "bullet":
            return _bullet(level)
        shown = _PLACE.sub(
            lambda match: self._shown(numbered, counters, int(match[1]) - 1, level), level.pattern
        )
        return f"{shown}{level.separator}" if shown.strip() else ""

    def _count(self, counters: list[int | None], numbered: _List, place: int, number_id: str) -> None:
        level, current = numbered.levels[place], counters[place]
        override = numbered.start_overrides.get(place)
        if override is not None and (number_id, place) not in self._restarted:
            self._restarted.add((number_id, place))
            counters[place] = override
        else:
            counters[place] = level.start if current is None else current + 1
        for above in range(place):
            if counters[above] is None:
                counters[above] = numbered.levels[above].start if above in numbered.levels else 1
        for below in range(place + 1, _LEVELS):
            deeper = numbered.levels.get(below)
            restarts_after = None if deeper is None else deeper.restarts_after
            if restarts_after is None or (restarts_after > 0 and place < restarts_after):
                counters[below] = None

    def _shown(self, numbered: _List, counters: list[int | None], place: int, asking: ListLevel) -> str:
        level = numbered.levels.get(place)
        number = counters[place]
        if level is None or number is None:
            return ""
        legal = asking.is_legal and level.number_format not in {"decimal", "none"}
        return written(number, "decimal" if legal else level.number_format)

    def _load(self, root: etree._Element) -> None:
        abstracts = {element.get(_ABSTRACT_ID, ""): element for element in root.iterfind(_ABSTRACT)}
        by_style = {
            link.get(VAL, ""): element
            for element in abstracts.values()
            if (link := element.find(_STYLE_LINK)) is not None
        }
        levels_of: dict[str, dict[int, ListLevel]] = {}
        for number in root.iterfind(_NUMBER):
            pointer = number.find(_ABSTRACT_ID)
            abstract_id = "" if pointer is None else pointer.get(VAL, "")
            element = abstracts.get(abstract_id)
            if element is None:
                continue
            link = element.find(_NUMBER_STYLE_LINK)
            if link is not None:
                element = by_style.get(link.get(VAL, ""), element)
                abstract_id = element.get(_ABSTRACT_ID, "")
            if abstract_id not in levels_of:
                levels_of[abstract_id] = _levels(element)
            numbered = _List(dict(levels_of[abstract_id]), {}, abstract_id)
            for override in number.iterfind(_OVERRIDE):
                place = whole_number(override.get(_LEVEL_NUMBER))
                numbered.levels.update(_levels(override))
                start = override.find(_START_OVERRIDE)
                if start is not None:
                    numbered.start_overrides[place] = whole_number(start.get(VAL), 1)
            self._lists[number.get(_NUMBER_ID, "")] = numbered


def written(number: int, number_format: str) -> str:
    """A list number in one of Word's formats; unknown formats are written as digits."""
    if number_format == "none":
        return ""
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in {"lowerRoman", "upperRoman"} and number > 0:
        roman = _roman(number)
        return roman.upper() if number_format == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    written_so_far = []
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        written_so_far.append(letters * times)
    return "".join(written_so_far)


def _bullet(level: ListLevel) -> str:
    sign = level.pattern.strip()
    if not sign:
        return ""
    return f"{sign if sign in _KEPT_BULLETS else '-'}{level.separator or ' '}"


def _levels(parent: etree._Element) -> dict[int, ListLevel]:
    return {whole_number(element.get(_LEVEL_NUMBER)): _level(element) for element in parent.iterfind(_LEVEL)}


def _level(element: etree._Element) -> ListLevel:
    def value(name: str) -> str | None:
        child = element.find(w(name))
        return None if child is None else child.get(VAL)

    legal = element.find(w("isLgl"))
    restart = value("lvlRestart")
    properties = element.find(RUN_PROPERTIES)
    encoding = (
        Encoding.UNICODE if properties is None else direct_look(properties).encoding or Encoding.UNICODE
    )
    return ListLevel(
        start=whole_number(value("start"), 1 if value("start") is None else 0),
        number_format=value("numFmt") or "decimal",
        pattern=to_unicode(value("lvlText") or "", encoding),
        separator="" if value("suff") == "nothing" else " ",
        is_legal=legal is not None and is_on(legal),
        restarts_after=None if restart is None else whole_number(restart),
    )
