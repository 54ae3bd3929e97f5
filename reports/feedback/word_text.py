"""The text of Word paragraphs letter by letter, each with the element that holds it; a number found in it.

A quote is masked and cleaned, so it is sought with gaps for what was masked and any blanks for a blank; where
the file is in an encoding of before Unicode, its sequence of numbers tells the place. No XML is changed here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

_NOT_READ = frozenset(
    {
        "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "drawing", "pict",
        "object", "AlternateContent", "commentReference",
    }
)  # fmt: skip
_BLANKS = frozenset({"tab", "br", "cr", "ptab", "sym"})
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MASK = "[…]"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CONTEXTS = (10_000, 12, 6, 3, 1)
"""So many words on either side are tried, most first: a list number that Word adds is no text of the file."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as read, and the `w:t` that holds it from `start` to `end`; None for a blank of Word's."""

    character: str
    element: etree._Element | None = None
    start: int = 0
    end: int = 0


def letters_of(paragraphs: Iterable[etree._Element]) -> list[Letter]:
    """The letters of some paragraphs in order, a blank between two; deleted text is not among them."""
    found: list[Letter] = []
    for paragraph in paragraphs:
        if found:
            found.append(Letter(" "))
        found.extend(_walk(paragraph))
    return found


def find_number(letters: list[Letter], sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """From and up to which letter the number at `start`–`end` of a quoted sentence stands; None if nowhere.

    A percent sign after it belongs to it.
    """
    text = "".join(letter.character for letter in letters)
    span = _by_words(text, sentence, start, end) or _by_numbers(text, sentence, start)
    if span is None:
        return None
    first, last = span
    sign = re.match(r"\s?%", text[last:])
    return first, last + (sign.end() if sign else 0)


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _walk(parent: etree._Element) -> Iterator[Letter]:
    for child in parent:
        name = name_of(child)
        if name == "t":
            yield from _letters(child)
        elif name in _BLANKS:
            yield Letter(" ")
        elif name == "noBreakHyphen":
            yield Letter("-")
        elif name and name not in _NOT_READ:
            yield from _walk(child)


def _letters(element: etree._Element) -> Iterator[Letter]:
    text = element.text or ""
    raised = text.strip().isdecimal() and _is_raised(element)
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text[start:end]).replace("\u2011", "-"))
        for character in composed.translate(_SUPERSCRIPTS) if raised else composed:
            yield Letter(character, element, start, end)
        start = end


def _is_raised(text: etree._Element) -> bool:
    run = text.getparent()
    marks = [] if run is None else [each for each in run.iter() if name_of(each) == "vertAlign"]
    return any("superscript" in mark.attrib.values() for mark in marks)


def _by_words(text: str, sentence: str, start: int, end: int) -> tuple[int, int] | None:
    before, number, after = sentence[:start], sentence[start:end], sentence[end:]
    for width in _CONTEXTS:
        left = re.split(r"(?<=\s)(?=\S)", before)[-width:]
        right = re.split(r"(?<=\S)(?=\s)", after)[:width]
        pattern = f"{_flexible(''.join(left))}({_flexible(number)}){_flexible(''.join(right))}"
        matches = list(re.finditer(pattern, text, re.IGNORECASE))
        if len(matches) == 1 or (matches and width == _CONTEXTS[0]):
            return matches[0].span(1)
    alone = [match.span() for match in _NUMBER.finditer(text) if match.group() == number]
    return alone[0] if len(alone) == 1 else None


def _flexible(text: str) -> str:
    """A pattern for a text whose masked pieces may be anything and whose blanks are of any kind."""
    pieces = (re.sub(r"(?:\\\s|\s)+", r"\\s+", re.escape(piece)) for piece in text.split(_MASK))
    return ".{1,300}?".join(pieces)


def _by_numbers(text: str, sentence: str, start: int) -> tuple[int, int] | None:
    """The place at which the numbers around it follow one another as they do in the sentence."""
    opened = sentence.rfind(_MASK, 0, start)
    begin = 0 if opened < 0 else opened + len(_MASK)
    closed = sentence.find(_MASK, start)
    wanted = list(_NUMBER.finditer(sentence, begin, len(sentence) if closed < 0 else closed))
    position = next((place for place, match in enumerate(wanted) if match.start() == start), None)
    if position is None:
        return None
    there = list(_NUMBER.finditer(text))
    numbers, sought = [match.group() for match in there], [match.group() for match in wanted]
    for first in range(len(numbers) - len(sought) + 1):
        if numbers[first : first + len(sought)] == sought:
            return there[first + position].span()
    return None
