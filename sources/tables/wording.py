"""Header wordings made comparable: full words, no fillers, one spelling; a key with diacritics and one
without.

Knows nothing of what a wording means; the vocabulary does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.vietnamese_names import name_key, unaccented

_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|%|\+|(?<!\w)-(?!\w)")
_SIGNS = re.compile(r"[%+]|(?<![^\W\d_])-(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as words: `accented` keys, the same without diacritics (`plain`), and whether it has any
    diacritic.
    """

    accented: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words without diacritics and spaces: what wordings are looked up by."""
        return "".join(self.plain)

    @property
    def is_unaccented(self) -> bool:
        """Whether the text was typed without diacritics."""
        return self.accented == self.plain

    def joined(self, other: Wording) -> Wording:
        """This wording followed by another."""
        return Wording(self.accented + other.accented, self.plain + other.plain)


EMPTY = Wording((), ())


class Speller:
    """Turns text into `Wording`s with the abbreviations, respellings and filler words of a vocabulary."""

    def __init__(
        self, abbreviations: Mapping[str, str], respellings: Mapping[str, str], fillers: tuple[str, ...]
    ) -> None:
        self._short = {name_key(short): name_key(full) for short, full in abbreviations.items()}
        self._plain_short = {unaccented(short): full for short, full in self._short.items() if len(short) > 2}
        self._respelled = [
            (re.compile(rf"(?<!\w){re.escape(name_key(old))}(?!\w)"), name_key(new))
            for old, new in respellings.items()
        ]
        self._fillers = frozenset(name_key(word) for word in fillers)
        self._plain_fillers = frozenset(unaccented(word) for word in self._fillers)
        self.spell = lru_cache(maxsize=50_000)(self._spell)

    def full_words(self, text: str) -> tuple[str, ...]:
        """The words of a text, abbreviations written out, fillers kept."""
        signs = _SIGNS.sub(lambda match: f" {_SIGN_WORDS[match.group()]} ", text)
        key = name_key(signs)
        words: list[str] = []
        for word in key.split():
            full = self._short.get(word) or (self._plain_short.get(word) if word not in _REAL_WORDS else None)
            words.extend(full.split() if full else (_SIGN_BACK.get(word, word),))
        joined = " ".join(words)
        for pattern, new in self._respelled:
            joined = pattern.sub(new, joined)
        return tuple(joined.split())

    def _spell(self, text: str) -> Wording:
        words = self.full_words(text)
        plain_text = all(word == unaccented(word) for word in words)
        fillers = self._plain_fillers if plain_text else self._fillers
        kept = tuple(word for word in words if word not in fillers) or words
        return Wording(kept, tuple(folded(word) for word in kept))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word without diacritics, y and i alike ("tỉ", "tỷ")."""
    return unaccented(word).replace("y", "i")


_SIGN_WORDS = {"%": "zzphantram", "+": "zzcong", "-": "zztru"}
_SIGN_BACK = {"zzphantram": "%", "zzcong": "+", "zztru": "-"}
_REAL_WORDS = frozenset({"nt", "dt", "tl"})
