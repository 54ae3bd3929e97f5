"""The two likeliest indicators of a question: what the reader ranked first, then labels that sound alike."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from schemas.indicators import Indicator, indicators
from schemas.review import Guess
from schemas.vietnamese_names import name_key
from schemas.vocabulary import Role

GUESSES = 2
_BY_LABEL = 0.5
"""A label that sounds exactly like the words is worth half of what the reader's own evidence is."""
_LEAST_ALIKE = 45.0
_NEARLY = 20.0
"""A rule that one condition failed is worth so many points of likeness."""


def two_best(
    ranked: Iterable[Guess], words: str, unit: str, role: Role, nearly: Iterable[str] = ()
) -> tuple[Guess, ...]:
    """The two likeliest answers: of `ranked`, best first, then by the likeness of labels to `words`.

    `nearly` are codes that the evidence speaks for, but for one condition; they come before mere likeness.
    """
    found: dict[str, Guess] = {}
    for guess in ranked:
        found.setdefault(guess.answer, Guess(guess.answer, round(guess.confidence, 2)))
    if len(found) < GUESSES:
        least = min((guess.confidence for guess in found.values()), default=1.0)
        for guess in _by_label(words, unit, role, frozenset(nearly)):
            found.setdefault(guess.answer, Guess(guess.answer, min(guess.confidence, least)))
    return tuple(list(found.values())[:GUESSES])


def _by_label(words: str, unit: str, role: Role, nearly: frozenset[str]) -> list[Guess]:
    asked = name_key(words)
    scored = [
        (
            fuzz.token_set_ratio(asked, name_key(indicator.label_vi)) + _NEARLY * (indicator.code in nearly),
            indicator.code,
        )
        for indicator in indicators().values()
        if _counts_alike(indicator, unit, role)
    ]
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:GUESSES]
    return [Guess(code, round(score / 100 * _BY_LABEL, 2)) for score, code in best if score >= _LEAST_ALIKE]


def _counts_alike(indicator: Indicator, unit: str, role: Role) -> bool:
    if role in {Role.CHANGE_PERCENT, Role.CHANGE}:
        return True
    if unit:
        return indicator.unit == unit
    return not indicator.is_ratio
