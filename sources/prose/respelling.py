"""A sentence as its clerk meant to write it: single blanks, and the diacritics that were left out.

Only what the declared phrases make certain is put right: two neighbouring words that, but for their
diacritics, are written in one declared way only ("doi tuong", "xử phat"), or a noun right behind a number ("12 vu").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from schemas.measures import measure_definitions
from schemas.wordings import wordings
from sources.language.folding import fold, without_diacritics
from sources.prose.cues import rule_phrases

_BLANKS = re.compile(r"(?<=\s)\s+")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Respelling:
    """A sentence put right: its text, folded text, and where blanks were left out of the one written."""

    text: str
    folded: str
    dropped: tuple[int, ...] = ()


def respell(text: str, folded: str) -> Respelling:
    """A sentence put right; `folded` is `fold(text)`."""
    dropped: tuple[int, ...] = ()
    if "  " in folded:
        runs = [match.span() for match in _BLANKS.finditer(folded)]
        text, folded, dropped = _without(text, runs), _without(folded, runs), _places(runs)
    return Respelling(text, _with_diacritics(folded), dropped)


def _without(text: str, runs: list[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in runs:
        pieces.append(text[position:start])
        position = end
    return "".join([*pieces, text[position:]])


def _places(runs: list[tuple[int, int]]) -> tuple[int, ...]:
    """For each blank left out, where it is missing in the text put right."""
    places: list[int] = []
    for start, end in runs:
        places += [start - len(places)] * (end - start)
    return tuple(places)


def _with_diacritics(folded: str) -> str:
    """The folded text with the diacritics that the declared phrases are sure of."""
    spelled = _spelled()
    if spelled.doubtful.isdisjoint(folded.split()):
        return folded
    letters = list(folded)
    words = [match.span() for match in _WORD.finditer(folded)]
    for index, (start, end) in enumerate(words):
        word = folded[start:end]
        if word not in spelled.doubtful:
            continue
        right = spelled.by_neighbour(word, _neighbours(folded, words, index))
        if right is not None:
            letters[start:end] = right
    return "".join(letters)


def _neighbours(folded: str, words: list[tuple[int, int]], index: int) -> Iterator[tuple[str, bool]]:
    """The words before and behind one, where only a blank stands between, and whether it is the one before."""
    if index and words[index][0] - words[index - 1][1] <= 1:
        yield folded[slice(*words[index - 1])], True
    if index + 1 < len(words) and words[index + 1][0] - words[index][1] <= 1:
        yield folded[slice(*words[index + 1])], False


@dataclass(frozen=True, slots=True)
class _Spelled:
    """How each pair of declared words is rightly written, by the pair without diacritics; None if not sure.

    `doubtful` are the words that are no declared ones themselves, but for the diacritics that they lack.
    """

    doubtful: frozenset[str]
    pairs: dict[tuple[str, str], tuple[str, str] | None]

    def by_neighbour(self, word: str, neighbours: Iterator[tuple[str, bool]]) -> str | None:
        for neighbour, is_before in neighbours:
            other = _NUMBER if neighbour.isdecimal() else without_diacritics(neighbour)
            pair = self.pairs.get((other, word) if is_before else (word, other))
            if pair is not None:
                return pair[1] if is_before else pair[0]
        return None


@cache
def _spelled() -> _Spelled:
    pairs: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    known: set[str] = set()
    for phrase in _phrases():
        words = _WORD.findall(fold(phrase))
        known.update(word for word in words if word.isascii())
        for pair in pairwise(words):
            pairs[without_diacritics(pair[0]), without_diacritics(pair[1])].add(pair)
    for definition in measure_definitions():
        for noun in definition.nouns:
            words = _WORD.findall(fold(noun))
            if words:
                pairs[_NUMBER, without_diacritics(words[0])].add((_NUMBER, words[0]))
    sure = {key: next(iter(found)) if len(found) == 1 else None for key, found in pairs.items()}
    doubtful = {word for key, right in sure.items() if right is not None and key != right for word in key}
    return _Spelled(frozenset(doubtful - known - {_NUMBER}), sure)


def _phrases() -> Iterable[str]:
    declared = wordings()
    for topic in declared.topics:
        yield from topic.phrases
    for phrases in declared.actions.values():
        yield from phrases
    for rule in declared.rules:
        yield from rule_phrases(rule)
    for definition in measure_definitions():
        yield from definition.nouns
