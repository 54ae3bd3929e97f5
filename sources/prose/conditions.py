"""The conditions of a wording rule, each a function of a number and the evidence around it.

A condition gives the points that it adds to the rule's score, or None where it does not hold. What the
conditions ask for is told in `schemas.wordings`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemas.wordings import WordingRule
from sources.language.folding import fold
from sources.prose.evidence import REACH, Evidence
from sources.prose.mentions import Mention

Check = Callable[[Mention, Evidence], float | None]


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One condition of a rule: its name in the wordings file, and its check."""

    name: str
    points: Check


def conditions_of(rule: WordingRule) -> tuple[Condition, ...]:
    """The conditions that a rule declares, in the order in which their points are added."""
    found: list[Condition] = []

    def add(name: str, check: Check) -> None:
        found.append(Condition(name, check))

    if rule.only_part:
        add("only_part", _is_part)
    if rule.topics:
        add("topics", _strongest_of(rule.topics, REACH[rule.reach]))
    if rule.not_topics:
        add("not_topics", _none_of(rule.not_topics))
    if rule.actions:
        add("actions", _done(frozenset(rule.actions)))
    for group in rule.with_any:
        add("with", _beside(folded(group)))
    if rule.left:
        add("left", _on_the_left(folded(rule.left)))
    if rule.right:
        add("right", _on_the_right(folded(rule.right)))
    if rule.near:
        add("near", _in_the_clause(folded(rule.near)))
    if rule.context:
        add("context", _in_the_context(folded(rule.context)))
    if rule.without:
        add("without", _not_beside(folded(rule.without)))
    if rule.unless:
        add("unless", _not_in_the_clause(folded(rule.unless)))
    return tuple(found)


def folded(phrases: tuple[str, ...]) -> frozenset[str]:
    """Declared phrases as they are found in folded text."""
    return frozenset(fold(phrase) for phrase in phrases)


def _is_part(mention: Mention, _: Evidence) -> float | None:
    return 0.0 if mention.token.kind == "ratio" else None


def _strongest_of(topics: tuple[str, ...], least: float) -> Check:
    def check(_: Mention, evidence: Evidence) -> float | None:
        strength = max([evidence.topics.get(topic, 0.0) for topic in topics])
        return strength if 0 < strength >= least and strength >= evidence.strongest else None

    return check


def _none_of(topics: tuple[str, ...]) -> Check:
    def check(_: Mention, evidence: Evidence) -> float | None:
        top = evidence.strongest or 1.0
        return None if any(evidence.topics.get(topic, 0.0) >= top for topic in topics) else 0.0

    return check


def _done(actions: frozenset[str]) -> Check:
    def check(_: Mention, evidence: Evidence) -> float | None:
        if evidence.action not in actions:
            return None
        return evidence.action_weight if evidence.action != "none" else 0.2

    return check


def _beside(phrases: frozenset[str]) -> Check:
    def check(mention: Mention, _: Evidence) -> float | None:
        if phrases.isdisjoint(mention.local_phrases):
            return None
        return 2.0 if phrases.isdisjoint(mention.right_phrases) else 2.5

    return check


def _on_the_left(phrases: frozenset[str]) -> Check:
    return lambda mention, _: None if phrases.isdisjoint(mention.left_phrases) else 2.5


def _on_the_right(phrases: frozenset[str]) -> Check:
    return lambda mention, _: None if phrases.isdisjoint(mention.right_phrases) else 2.5


def _in_the_clause(phrases: frozenset[str]) -> Check:
    return lambda mention, evidence: None if phrases.isdisjoint(evidence.clause_phrases(mention)) else 1.2


def _in_the_context(phrases: frozenset[str]) -> Check:
    return lambda _, evidence: 0.6 if evidence.has_in_context(phrases) else None


def _not_beside(phrases: frozenset[str]) -> Check:
    return lambda mention, _: 0.0 if phrases.isdisjoint(mention.local_phrases) else None


def _not_in_the_clause(phrases: frozenset[str]) -> Check:
    return lambda mention, evidence: 0.0 if phrases.isdisjoint(evidence.clause_phrases(mention)) else None
