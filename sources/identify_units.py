"""The administrative unit that the words of a head mean.

Mentions are read from text ("CÔNG AN HUYỆN TÊN"), looked up in the registry, and where a name is borne by
several units decided by hints at the province, strongest first. Ambiguous stays undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from schemas.units import Unit, UnitRegistry
from schemas.vietnamese_names import name_key, unaccented
from schemas.vocabulary import Level
from sources.identify_wordings import UnitWord, Wordings, identification_wordings

_LONGEST_NAME = 5
_SURE = 0.9
_SURE_WITHOUT_ACCENTS = 0.7
_DEPTH = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text: the candidates that its words may mean, all equally likely."""

    words: str
    candidates: tuple[Unit, ...]
    confidence: float

    @property
    def depth(self) -> int:
        """0 for a province, 1 for a district, 2 for a commune."""
        return max((_DEPTH[unit.level] for unit in self.candidates), default=-1)


class UnitFinder:
    """Finds units in text on one day."""

    def __init__(self, units: UnitRegistry, on: date, wordings: Wordings) -> None:
        self._units = units
        self._on = on
        self._wordings = wordings

    def mentions(self, text: str) -> list[Mention]:
        """The units that a text names after a kind word, in order."""
        return self._mentions(text, _unit_pattern(False), _SURE)

    def mentions_in_file_name(self, text: str) -> list[Mention]:
        """The same in words without accents."""
        return self._mentions(text, _unit_pattern(True), _SURE_WITHOUT_ACCENTS)

    def bare_kinds(self, text: str) -> list[UnitWord]:
        """Kind words that no name follows ("CÔNG AN TỈNH")."""
        return [
            word
            for match in _unit_pattern(False).finditer(text)
            if (word := _unit_word(match[1], self._wordings)) and not _name_words(text[match.end() :])
        ]

    def named(self, kind: str, name: str, level: Level | None, least: float = _SURE) -> Mention | None:
        """The unit of that kind whose name the words begin with; the longest name that is known.

        `least` is the confidence below which a match does not count.
        """
        words = _name_words(name)
        for length in range(len(words), 0, -1):
            written = f"{kind} {' '.join(words[:length])}".strip()
            matches = self._units.find(written, self._on, level=level)
            best = [match for match in matches if match.confidence >= least]
            if best:
                top = max(match.confidence for match in best)
                candidates = tuple(match.unit for match in best if match.confidence == top)
                return Mention(written, candidates, top)
        return None

    def decide(self, mention: Mention, hints: Iterable[Sequence[Mention]]) -> Unit | None:
        """The one unit that a mention means, by groups of hints at its province; None if ambiguous."""
        candidates = mention.candidates
        if len(candidates) == 1:
            return candidates[0]
        for group in hints:
            above = {unit.unit_id for hint in group for unit in hint.candidates if len(hint.candidates) == 1}
            matching = [unit for unit in candidates if above & self._ids_above(unit)]
            if len(matching) == 1:
                return matching[0]
        return None

    def lies_within(self, unit: Unit, other: Unit) -> bool:
        """Whether one of two units is the other, or lies in it."""
        return other.unit_id in {unit.unit_id, *self._ids_above(unit)}

    def _ids_above(self, unit: Unit) -> set[str]:
        return {
            above.unit_id for above in self._units.ancestors(unit.unit_id, max(self._on, unit.valid_from))
        }

    def _mentions(self, text: str, pattern: re.Pattern[str], least: float) -> list[Mention]:
        found = []
        for match in pattern.finditer(text):
            word = _unit_word(match[1], self._wordings)
            if word is None:
                continue
            kind = unaccented(name_key(word.word)) if least < _SURE else word.word
            mention = self.named(kind, text[match.end() :], word.level, least)
            if mention is not None:
                found.append(mention)
        return found


def _name_words(text: str) -> list[str]:
    """The words of a name at the start of a text, up to a sign or the next kind word."""
    text = re.split(r"[,;:()/\n\"“”–—]|\s-\s", text, maxsplit=1)[0]
    following = _unit_pattern(False).search(text)
    words = text[: following.start()].split() if following else text.split()
    return [word.rstrip(".") for word in words[:_LONGEST_NAME] if word.strip(".")]


@lru_cache(maxsize=2)
def _unit_pattern(is_unaccented: bool) -> re.Pattern[str]:
    wordings = identification_wordings()
    words = [*wordings.party_words, *(entry.word for entry in wordings.unit_words)]
    if is_unaccented:
        words = [unaccented(name_key(word)) for word in words]
    alternatives = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") + (r"\.?" if len(word) <= 2 else "")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)({alternatives})(?!\w)\s*", re.IGNORECASE)


def _unit_word(written: str, wordings: Wordings) -> UnitWord | None:
    key = " ".join(written.lower().rstrip(".").split())
    by_word = {entry.word: entry for entry in wordings.unit_words}
    by_word |= {unaccented(name_key(word)): entry for word, entry in list(by_word.items())}
    return by_word.get(wordings.party_words.get(key, key))
