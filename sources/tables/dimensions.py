"""What a path says beside its indicator: words that narrow it, a kind of unit, a category."""

from __future__ import annotations

from sources.tables.look_ups import Hit
from sources.tables.parts import HeaderPart
from sources.tables.subjects import kind_inside
from sources.tables.vocabulary import Vocabulary


def is_restricted(parts: tuple[HeaderPart, ...], title: tuple[str, ...], hit: Hit, words: Vocabulary) -> bool:
    """Whether a path or the words of a title narrow a figure by words that its indicator does not hold."""
    explained = set(hit.wording.accented) | set(hit.wording.plain)
    explained |= {
        word
        for topic in words.topics_of_code.get(hit.code, ())
        for w in words.topics[topic].wordings
        for word in w.accented
    }
    texts = [part.words for part in parts]
    for run in words.restricting_runs:
        for text in texts:
            if _holds(text, run) and not set(run) <= explained:
                return True
        if len(run) > 1 and _holds(title, run) and not set(run) <= explained:
            return True
    return False


def _holds(text: tuple[str, ...], run: tuple[str, ...]) -> bool:
    size = len(run)
    return any(text[start : start + size] == run for start in range(len(text) - size + 1))


def kind_of(dropped: tuple[HeaderPart, ...]) -> str | None:
    """The kind of unit that the texts which name no indicator name."""
    for part in reversed(dropped):
        if part.unit_kind:
            return part.unit_kind
        inside = kind_inside(part.content)
        if inside is not None:
            return inside[0]
    return None


def has_unknown_category(parts: tuple[HeaderPart, ...], code: str, words: Vocabulary) -> bool:
    """Whether a path to an indicator with categories holds words that neither its topics nor its name
    explain: a category that is not known ("Giấy khen của Liên đoàn …").
    """
    indicator = words.catalogue.get(code)
    if indicator is None or not indicator.breakdown or indicator.is_by_unit_kind:
        return False
    explained = set(words.transparent.words) | words.weak
    for topic in words.topics_of_code.get(code, ()):
        explained |= words.topics[topic].leaves.words
        explained |= {word for wording in words.topics[topic].wordings for word in wording.plain}
    names = [known for entry in words.indicators.by_key.values() for c, known in entry if c == code]
    explained |= {word for known in names for word in known.plain}
    return any(not set(part.content.plain) <= explained for part in parts)


def category_of(parts: tuple[HeaderPart, ...], code: str, words: Vocabulary) -> str | None:
    """The category of an indicator's own breakdown that a path names."""
    indicator = words.catalogue.get(code)
    for part in reversed(parts):
        if indicator and indicator.breakdown == "award_level" and part.award_level:
            return part.award_level
        if indicator and indicator.breakdown == "offence_group" and part.offence_group:
            return part.offence_group
    return None
