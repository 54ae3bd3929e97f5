"""The words that name a class or an outcome of the safety standard."""

from __future__ import annotations

from functools import lru_cache

from schemas.vocabulary import Rating
from sources.tables.vocabulary import vocabulary


@lru_cache(maxsize=10_000)
def rating_told(text: str) -> Rating | None:
    """The class that a text names; None if it names none."""
    words = vocabulary()
    found = words.ratings.meaning(words.speller.spell(text))
    return Rating(found) if found else None


@lru_cache(maxsize=10_000)
def recognition_told(text: str) -> bool | None:
    """Whether a text says "recognised" or "not recognised"; None if it says neither."""
    words = vocabulary()
    found = words.recognition_words.meaning(words.speller.spell(text))
    return None if found is None else found == "recognised"


def tells_outcome(text: str) -> bool:
    """Whether a text is a class or an outcome."""
    return rating_told(text) is not None or recognition_told(text) is not None
