"""Units of measure: the nouns that a number counts, declared in `schemas/reference/measures.yaml`.

A noun may be a list of near-synonyms ("xã, phường, thị trấn", "vụ, việc"); what follows the number is read
as far as such a list goes. An unknown noun behind a number is kept as the unit, one word long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from schemas.measures import MeasureDefinition, measure_definitions
from sources.language.folding import fold
from sources.language.spellings import spellings

_LIST_GAP = re.compile(r"\s?(?:,|/|và|hoặc)?\s")
_WORD = re.compile(r"\s*([^\W\d_]+)")
_NUMBERED = re.compile(r"\s(?:số\s)?\d")
_WORDS = re.compile(r"(?<![\w])[^\W\d_]+")
_CLOSED_CLASS = frozenset(
    "khỏi xs tb k y xuất khá trung yếu tốt diễn và hoặc là của cho đến tới từ trong ngoài trên dưới với "
    "tại ở về theo để do bởi được bị đã đang sẽ có không chưa so đối tăng giảm đạt chiếm gồm bao trong "
    "đó này kia năm tháng ngày khi nếu thì mà như cùng cũng còn chỉ lên xuống ra vào tương qua nhất nay "
    "hiện tổng phạt thu các những mỗi toàn nhằm vượt bằng làm lập".split()
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: its canonical name, base factor, and what it says about the thing counted."""

    key: str
    unit: str
    factor: Decimal = Decimal(1)
    is_counted: bool = True
    counts_in_words: bool = False
    unit_kind: str | None = None
    role: str = "count"
    names_a_label: bool = False
    as_written: bool = False
    stands_for: tuple[str, ...] = ()


class MeasureMatch(NamedTuple):
    """A measure found in a text: `unit` is canonical, `end` the offset behind it."""

    measure: Measure
    unit: str
    end: int


class Measures:
    """The declared nouns, indexed by their first word."""

    def __init__(self, definitions: tuple[MeasureDefinition, ...]) -> None:
        self._by_first: dict[str, list[tuple[str, Measure]]] = {}
        self.money = Measure("đồng", "đồng", is_counted=False, role="amount")
        declared = {fold(noun) for definition in definitions for noun in definition.nouns}
        for definition in definitions:
            measure = Measure(
                definition.key, definition.unit, definition.factor, definition.is_counted,
                definition.counts_in_words, definition.unit_kind, definition.role,
                definition.names_a_label, definition.as_written, definition.stands_for,
            )  # fmt: skip
            if definition.key == "đồng":
                self.money = measure
            for noun in definition.nouns:
                for spelling in spellings(fold(noun)):
                    if spelling == fold(noun) or spelling not in declared:
                        self._by_first.setdefault(_first(spelling), []).append((spelling, measure))
        self._by_length: dict[str, dict[int, dict[str, Measure]]] = {}
        for first, nouns in self._by_first.items():
            nouns.sort(key=lambda item: -len(item[0]))
            lengths = self._by_length.setdefault(first, {})
            for spelling, measure in nouns:
                lengths.setdefault(len(spelling), {}).setdefault(spelling, measure)

    def at(self, folded: str, position: int) -> MeasureMatch | None:
        """The measure that stands at `position` (after blanks), the longest noun first."""
        if folded.startswith(("%", " %"), position):
            return MeasureMatch(self._by_first["%"][0][1], "%", folded.index("%", position) + 1)
        start, length = position, len(folded)
        while start < length and folded[start] in ' "':  # 75 "Tổ liên gia an toàn"
            start += 1
        noun, measure = self._noun(folded, start)
        if measure is None:
            is_quoted = '"' in folded[position:start]
            return self._unknown(folded, start) if start > position and not is_quoted else None
        end = start + len(noun)
        while (gap := _LIST_GAP.match(folded, end)) is not None:
            more, same = self._noun(folded, gap.end())
            if same is None or same.key != measure.key:
                break
            end = gap.end() + len(more)
        return MeasureMatch(measure, self._head(noun, measure) if measure.as_written else measure.unit, end)

    def _head(self, noun: str, measure: Measure) -> str:
        """The shortest declared noun that opens the written one: "xe mô tô" → "xe"."""
        first = _first(noun)
        heads = [
            short
            for short, same in self._by_first[first]
            if same.key == measure.key and (noun == short or noun.startswith(f"{short} "))
        ]
        return min(heads, key=len)

    def last_noun(self, folded: str, start: int, end: int, kinds_only: bool = False) -> Measure | None:
        """The last declared noun in [start, end): what a number without a unit counts ("Số vụ: 12")."""
        found = None
        position = start
        while (word := _WORDS.search(folded, position, end)) is not None:
            noun, measure = self._noun(folded, word.start())
            position = word.end()
            if measure is None or word.start() + len(noun) > end:
                continue
            position = word.start() + len(noun)
            if measure.unit_kind is None and _NUMBERED.match(folded, position, end):
                continue  # "QĐ 510": the noun is numbered, nothing is counted in it
            if measure.names_a_label and (not kinds_only or measure.unit_kind is not None):
                found = measure
        return found

    def _noun(self, folded: str, start: int) -> tuple[str, Measure | None]:
        word = _WORD.match(folded, start)
        if word is None or word.start(1) != start:
            return "", None
        lengths = self._by_length.get(word.group(1))
        if lengths is None:
            return "", None
        for length, nouns in lengths.items():  # the longest first
            end = start + length
            noun = folded[start:end]
            if noun in nouns and not folded[end : end + 1].isalpha():
                return noun, nouns[noun]
        return "", None

    def _unknown(self, folded: str, start: int) -> MeasureMatch | None:
        word = _WORD.match(folded, start)
        if word is None or word.start(1) != start or word.group(1) in _CLOSED_CLASS:
            return None
        return MeasureMatch(Measure("?", word.group(1)), word.group(1), word.end())


def _first(noun: str) -> str:
    """The first run of letters of a noun ("m3" → "m"), or the noun itself ("%")."""
    word = _WORD.match(noun)
    return word.group(1) if word is not None else noun


@cache
def measures() -> Measures:
    """The declared measures, loaded once."""
    return Measures(measure_definitions())
