"""Finding the declared phrases in a text, all in one pass.

One Aho-Corasick automaton holds the phrases of all topics, actions, rules and lists (folded); a hit counts
only at word boundaries. `Cues` of a text are its hits; among topics and among actions the longest wins.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import ahocorasick

from schemas.wordings import Topic, WordingRule, Wordings, wordings
from sources.language.folding import fold
from sources.language.spellings import spellings

MARKING_LISTS = (
    "out_of_scope_sentences", "whole_country", "whole_province", "deciders", "subsets", "award_givers",
)  # fmt: skip
"""The lists of phrases that are searched for in all texts, for what they say whatever a number counts."""
SEPARATORS = frozenset(" \t,;:.()[]{}\"'/=+*•…!?-–%<>\n0123456789")


class Hit(NamedTuple):
    """A phrase found at [start, end): a topic's or an action's code, or the list that it stands in."""

    start: int
    end: int
    name: str


class Phrases:
    """The phrases of rules found in a text, by their places: (start, end, the phrases written so)."""

    __slots__ = ("_hits", "_names")

    def __init__(self, hits: list[tuple[int, int, tuple[str, ...]]]) -> None:
        hits.sort()
        self._hits = hits
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """All of them, gathered when first asked for."""
        if self._names is None:
            self._names = frozenset().union(*[hit[2] for hit in self._hits])
        return self._names

    def starting(self, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """The places where phrases begin in [start, end), in order."""
        hits = self._hits
        return hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]

    def within(self, start: int, end: int) -> frozenset[str]:
        """The phrases that stand in [start, end)."""
        return frozenset().union(*[hit[2] for hit in self.starting(start, end) if hit[1] <= end])


class Cues(NamedTuple):
    """What the declared phrases say about a text; offsets are those of the text.

    `marks` are the phrases of `MARKING_LISTS`, named by their list, or "list.key" where it has keys.
    """

    topics: tuple[Hit, ...]
    actions: tuple[Hit, ...]
    phrases: Phrases
    marks: tuple[Hit, ...] = ()

    def marked(self, name: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """The marks of a list, or of all its keys, in [start, end)."""
        if not self.marks:
            return []
        return [
            hit
            for hit in self.marks
            if hit.name.startswith(name) and hit.start >= start and (end is None or hit.end <= end)
        ]


NO_CUES = Cues((), (), Phrases([]))


class CuedText:
    """A folded text (a sentence, a heading, a lead) with its cues, found when they are first asked for.

    `written` is the text as written, where that is needed.
    """

    __slots__ = ("_cues", "folded", "written")

    def __init__(self, folded: str, written: str = "") -> None:
        self.folded = folded
        self.written = written
        self._cues: Cues | None = None if folded else NO_CUES

    @property
    def cues(self) -> Cues:
        """The cues of the text."""
        if self._cues is None:
            self._cues = cue_finder().find(self.folded)
        return self._cues


class CueFinder:
    """The automaton over all declared phrases."""

    def __init__(self, declared: Wordings) -> None:
        self.declared = declared
        self.topics: dict[str, Topic] = {topic.code: topic for topic in declared.topics}
        # Of each spelling: the rules' phrases, the topics, the actions and the marks that it stands for.
        entries: dict[str, tuple[dict[str, None], dict[str, None], dict[str, None], dict[str, None]]] = {}

        def add(phrase: str, place: int, name: str) -> None:
            for spelling in spellings(fold(phrase)):
                entries.setdefault(spelling, ({}, {}, {}, {}))[place][name] = None

        for rule in declared.rules:
            for phrase in rule_phrases(rule):
                add(phrase, 0, fold(phrase))
        for topic in declared.topics:
            for phrase in topic.phrases:
                add(phrase, 1, topic.code)
        for action, phrases in declared.actions.items():
            for phrase in phrases:
                add(phrase, 2, action)
        for mark, phrase in _marks(declared.lists):
            add(phrase, 3, mark)
        self._automaton = ahocorasick.Automaton()
        for spelling, (names, *kinds) in entries.items():
            codes = tuple((kind, code) for kind, codes in enumerate(kinds) for code in codes)
            is_open, is_closed = spelling[0] in SEPARATORS, spelling[-1] in SEPARATORS
            self._automaton.add_word(spelling, (len(spelling), is_open, is_closed, tuple(names), codes))
        self._automaton.make_automaton()

    def find(self, folded: str) -> Cues:
        """The cues of a folded text."""
        topics: list[Hit] = []
        actions: list[Hit] = []
        marks: list[Hit] = []
        hits = (topics, actions, marks)
        phrases: list[tuple[int, int, tuple[str, ...]]] = []
        separators = SEPARATORS
        bounded = f"{folded} "  # so that both ends of the text are boundaries, the first by index -1
        for last, (length, is_open, is_closed, names, codes) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if not (
                (is_closed or bounded[end] in separators) and (is_open or bounded[start - 1] in separators)
            ):
                continue
            if names:
                phrases.append((start, end, names))
            if codes:
                for kind, code in codes:
                    hits[kind].append(Hit(start, end, code))
        return Cues(_longest(topics), _longest(actions), Phrases(phrases), tuple(marks))


def _marks(lists: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The phrases of the marking lists, each with its mark."""
    for name in MARKING_LISTS:
        declared = lists.get(name, ())
        if isinstance(declared, dict):
            yield from ((f"{name}.{key}", phrase) for key, phrases in declared.items() for phrase in phrases)
        else:
            yield from ((name, phrase) for phrase in declared)


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
    hits.sort(key=_longest_first)
    kept: list[Hit] = []
    start = end = -1
    for hit in hits:
        if hit.end <= end and (hit.start, hit.end) != (start, end):
            continue
        start, end = hit.start, hit.end
        kept.append(hit)
    return tuple(kept)


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end
