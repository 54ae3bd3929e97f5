"""What a wording speaks of: its topic, the kind of unit it names, whether it says anything at all.

How these make an indicator out of a header path is `matching`.
"""

from __future__ import annotations

from functools import lru_cache

from sources.tables.vocabulary import Vocabulary, vocabulary
from sources.tables.wording import Wording


@lru_cache(maxsize=20_000)
def topic_in(wording: Wording) -> tuple[str, Wording] | None:
    """The topic that a text names, and the words around it; None if it names none or several."""
    found = _mentions(wording)
    if not found:
        return None
    size, start, code = max(found)
    covered = range(start, start + size)
    others = {
        other
        for length, begin, other in found
        if other != code and not (begin in covered and begin + length - 1 in covered)
    }
    if others:
        return None
    return code, Wording(
        wording.accented[:start] + wording.accented[start + size :],
        wording.plain[:start] + wording.plain[start + size :],
    )


def topics_in(text: str) -> tuple[str, ...]:
    """All topics that a title names, longest wordings first, none inside another."""
    found = _mentions(vocabulary().speller.spell(text))
    taken: set[int] = set()
    topics: dict[str, None] = {}
    for size, start, code in sorted(found, reverse=True):
        places = set(range(start, start + size))
        if not places <= taken:
            topics[code] = None
            taken |= places
    return tuple(topics)


@lru_cache(maxsize=200)
def topic_domains(topic: str) -> frozenset[str]:
    """The domains of the indicators that count under a topic."""
    words = vocabulary()
    return frozenset(
        domain_of(code, words) for known in words.topics[topic].leaves.by_key.values() for code, _ in known
    )


def domain_of(code: str, words: Vocabulary) -> str:
    """The domain of an indicator; the safety standard's for "not recognised"."""
    indicator = words.catalogue.get(code)
    return indicator.domain if indicator else "safety"


@lru_cache(maxsize=20_000)
def kind_inside(wording: Wording) -> tuple[str, int, int] | None:
    """The first kind of unit that a wording names, with the places of its words."""
    words = vocabulary()
    for phrases in (words.mixed_kinds, words.unit_kinds):
        for size in range(min(8, len(wording.plain)), 0, -1):
            if size == 1 and len(wording.plain) > 1 and phrases is words.unit_kinds and not _leads(wording):
                continue
            for start in range(len(wording.plain) - size + 1 if size > 1 else 1):
                part = Wording(wording.accented[start : start + size], wording.plain[start : start + size])
                kind = phrases.meaning(part)
                if kind is not None and (phrases.is_exact(part) or wording.is_unaccented):
                    return kind, start, start + size
    return None


def kind_in(text: str) -> str | None:
    """The kind of unit that a title or a text names; "mixed" for several together, None for none."""
    words = vocabulary()
    wording = words.speller.spell(text)
    found: list[str] = []
    while (inside := kind_inside(wording)) is not None:
        kind, start, end = inside
        found.append(kind)
        wording = Wording(
            (*wording.accented[:start], "|", *wording.accented[end:]),
            (*wording.plain[:start], "|", *wording.plain[end:]),
        )
    kinds = set(found)
    if len(kinds) > 1:
        kinds -= {"commune", "district"}
    return None if not kinds else next(iter(kinds)) if len(kinds) == 1 else "mixed"


def _leads(wording: Wording) -> bool:
    """Whether a text may begin with a one-word kind ("thôn đạt …") and not with a name ("xã …")."""
    return any(len(topic) > 0 for topic in topics_in(" ".join(wording.accented[1:])))


def with_units(wording: Wording, words: Vocabulary) -> Wording:
    """The text with a kind of unit written as "đơn vị" ("Số khu dân cư đạt …")."""
    found = kind_inside(wording)
    if found is None:
        return wording
    _, start, end = found
    unit = words.speller.spell("đơn vị")
    return Wording(
        wording.accented[:start] + unit.accented + wording.accented[end:],
        wording.plain[:start] + unit.plain + wording.plain[end:],
    )


def is_transparent(wording: Wording) -> bool:
    """Whether a text says nothing on its own ("Kết quả", "Trong đó")."""
    return not wording.plain or _transparent_text(wording)


@lru_cache(maxsize=20_000)
def _transparent_text(wording: Wording) -> bool:
    return all(word in vocabulary().transparent.words for word in wording.plain)


def _mentions(wording: Wording) -> list[tuple[int, int, str]]:
    """Each topic wording that stands in a text: its length in words, where it begins, the topic."""
    return [
        (size, start, code)
        for code, topic in vocabulary().topics.items()
        for known in topic.wordings
        for size in (len(known.plain),)
        for start in range(len(wording.plain) - size + 1)
        if wording.plain[start : start + size] == known.plain
        and (wording.is_unaccented or wording.accented[start : start + size] == known.accented)
    ]
