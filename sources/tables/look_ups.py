"""One wording looked up among the known ones: letter for letter, without diacritics, in another order, with a
slip of the finger; each with its confidence.

What does not belong here: paths of several headings (`matching`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sources.tables.vocabulary import Phrases, vocabulary
from sources.tables.wording import Wording

_EXACT, _UNACCENTED, _ACCENTS_DIFFER, _OTHER_ORDER, _TYPING_ERROR = 1.0, 0.97, 0.93, 0.94, 0.9
_WEAKER = 0.96
_TYPO_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """What a wording may mean, how surely, and the wording."""

    code: str
    confidence: float
    wording: Wording


def look_up(phrases: Phrases, wording: Wording) -> Hit | None:
    """The one meaning of a wording; None if it has none or several."""
    return _cached_look_up(id(phrases), wording) if phrases.by_key else None


@lru_cache(maxsize=50_000)
def _cached_look_up(phrases_id: int, wording: Wording) -> Hit | None:
    phrases = _phrases_by_id()[phrases_id]
    codes = phrases.meanings(wording)
    if len(codes) == 1:
        exact = phrases.is_exact(wording)
        confidence = _EXACT if exact else _UNACCENTED if wording.is_unaccented else _ACCENTS_DIFFER
        return Hit(codes[0], confidence, wording)
    if codes:
        return None
    bag = phrases.by_bag.get(tuple(sorted(wording.plain)), ())
    if len(bag) == 1 and len(wording.plain) > 1:
        return Hit(bag[0], _OTHER_ORDER, wording)
    typed = _typing_error(phrases, wording)
    return typed if typed is not None else _without_weak(phrases, wording)


def _without_weak(phrases: Phrases, wording: Wording) -> Hit | None:
    """A wording that is known without words that say little ("Tổng số vụ việc xảy ra")."""
    weak = vocabulary().weak
    kept = [place for place, word in enumerate(wording.plain) if word not in weak]
    if not kept or len(kept) == len(wording.plain):
        return None
    less = Wording(tuple(wording.accented[i] for i in kept), tuple(wording.plain[i] for i in kept))
    found = _cached_look_up(id(phrases), less)
    return None if found is None else Hit(found.code, round(found.confidence * _WEAKER, 3), wording)


def _typing_error(phrases: Phrases, wording: Wording) -> Hit | None:
    """A wording with one or two slips of the finger, never one that is another known word."""
    if len(wording.key) < _TYPO_LENGTH:
        return None
    limit = 1 if len(wording.key) < 2 * _TYPO_LENGTH else 2
    near = process.extract(
        wording.key, phrases.by_key.keys(), scorer=OSA.distance, score_cutoff=limit, limit=3
    )
    codes: dict[str, None] = {}
    for key, _, _ in near:
        for code, known in phrases.by_key[key]:
            if len(known.plain) == len(wording.plain) and all(
                a == b or (a not in phrases.words and len(b) > 2 and OSA.distance(a, b) == 1)
                for a, b in zip(wording.plain, known.plain, strict=True)
            ):
                codes[code] = None
    return Hit(next(iter(codes)), _TYPING_ERROR, wording) if len(codes) == 1 else None


@lru_cache(maxsize=1)
def _phrases_by_id() -> dict[int, Phrases]:
    words = vocabulary()
    known = [words.indicators, *(topic.leaves for topic in words.topics.values())]
    return {id(phrases): phrases for phrases in known}
