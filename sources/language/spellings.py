"""The ways in which a declared phrase may be written: with its words in full or shortened.

Worked out once for each declared phrase, so that reading a sentence costs nothing more.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product

from schemas.abbreviations import abbreviations
from sources.language.folding import fold
from sources.language.whole_words import whole_words

_MOST = 24
"""So many spellings of one phrase are kept; longer lists of nouns would have thousands."""


def spellings(phrase: str) -> tuple[str, ...]:
    """The folded phrase itself first, then its other spellings."""
    parts: list[tuple[str, ...]] = []
    position = 0
    for match in _known().finditer(phrase):
        if not _ends_a_word(phrase, match.end()):
            continue
        forms = _forms(match[0], is_whole=match[0] == phrase)
        parts += [(phrase[position : match.start()],), forms]
        position = match.end()
    if not parts:
        return (phrase,)
    parts.append((phrase[position:],))
    written = ("".join(choice) for choice in islice(product(*parts), _MOST))
    return tuple(dict.fromkeys([phrase, *written]))


def _ends_a_word(phrase: str, end: int) -> bool:
    return end == len(phrase) or not phrase[end].isalnum()


def _forms(spelling: str, is_whole: bool) -> tuple[str, ...]:
    """The spellings that may stand for one, that itself first."""
    anywhere, inside = _groups()
    others = (
        anywhere.get(spelling, ()) if is_whole else (*anywhere.get(spelling, ()), *inside.get(spelling, ()))
    )
    return tuple(dict.fromkeys([spelling, *others]))


@cache
def _groups() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Each spelling with its group: those clear by themselves, and those only inside a phrase.

    A short form inside a phrase is never read back as the long one: it may stand for several.
    """
    declared = abbreviations()
    anywhere = {fold(form): tuple(map(fold, group)) for group in declared.anywhere for form in group}
    inside: dict[str, tuple[str, ...]] = {}
    for group in declared.inside:
        inside[fold(group[0])] = (*inside.get(fold(group[0]), ()), *map(fold, group[1:]))
    return anywhere, inside


@cache
def _known() -> re.Pattern[str]:
    anywhere, inside = _groups()
    return re.compile(whole_words({*anywhere, *inside}))
