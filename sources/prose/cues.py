"""Finding the declared phrases in a text, all in one pass.

One Aho-Corasick automaton holds the phrases of all topics, actions and rules (folded); a hit counts only
at word boundaries. `Cues` of a text are its hits, with the longest winning among topics and among actions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick

from schemas.wordings import Topic, WordingRule, Wordings, wordings
from sources.language.folding import fold

SEPARATORS = frozenset(" \t,;:.()[]{}\"'/=+*•…!?-–%<>\n")


class Hit(NamedTuple):
    """A phrase found at [start, end): a topic's or an action's code, or a plain phrase of rules."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Cues:
    """What the declared phrases say about a text; offsets are those of the text."""

    topics: tuple[Hit, ...]
    actions: tuple[Hit, ...]
    phrases: tuple[Hit, ...]


NO_CUES = Cues((), (), ())


class CueFinder:
    """The automaton over all declared phrases."""

    def __init__(self, declared: Wordings) -> None:
        self.declared = declared
        self.topics: dict[str, Topic] = {topic.code: topic for topic in declared.topics}
        entries: dict[str, tuple[list[str], list[str]]] = {}
        named: set[str] = set()

        def entry(phrase: str) -> tuple[list[str], list[str]]:
            return entries.setdefault(fold(phrase), ([], []))

        for topic in declared.topics:
            for phrase in topic.phrases:
                entry(phrase)[0].append(topic.code)
        for action, phrases in declared.actions.items():
            for phrase in phrases:
                entry(phrase)[1].append(action)
        for rule in declared.rules:
            for phrase in rule_phrases(rule):
                entry(phrase)
                named.add(fold(phrase))
        self._automaton = ahocorasick.Automaton()
        for phrase, (topic_codes, action_codes) in entries.items():
            self._automaton.add_word(
                phrase, (phrase, len(phrase), phrase in named, tuple(topic_codes), tuple(action_codes))
            )
        self._automaton.make_automaton()

    def find(self, folded: str) -> Cues:
        """The cues of a folded text."""
        topics: list[Hit] = []
        actions: list[Hit] = []
        phrases: list[Hit] = []
        last = len(folded) - 1
        for stop, (phrase, length, is_named, topic_codes, action_codes) in self._automaton.iter(folded):
            start = stop - length + 1
            if start > 0 and folded[start - 1] not in SEPARATORS and folded[start] not in SEPARATORS:
                continue
            if stop < last and folded[stop + 1] not in SEPARATORS and phrase[-1] not in SEPARATORS:
                continue
            if is_named:
                phrases.append(Hit(start, stop + 1, phrase))
            if topic_codes:
                topics.extend(Hit(start, stop + 1, code) for code in topic_codes)
            if action_codes:
                actions.extend(Hit(start, stop + 1, code) for code in action_codes)
        return Cues(_longest(topics), _longest(actions), tuple(phrases))


def rule_phrases(rule: WordingRule) -> Iterable[str]:
    """All phrases that a rule's conditions name."""
    for group in rule.with_any:
        yield from group
    yield from rule.left
    yield from rule.right
    yield from rule.near
    yield from rule.context
    yield from rule.without
    yield from rule.unless


@cache
def cue_finder() -> CueFinder:
    """The finder over the declared wordings, built once."""
    return CueFinder(wordings())


def _longest(hits: list[Hit]) -> tuple[Hit, ...]:
    """Hits not contained in a longer hit of the same list, in order."""
    if len(hits) < 2:
        return tuple(hits)
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.end <= kept[-1].end and (hit.start, hit.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(hit)
    return tuple(kept)
