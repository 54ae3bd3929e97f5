"""Which indicator a number is: the declared rules weighed against the words around it.

A rule holds when its unit of measure, topic, action and words all agree; its score grows with how near
the evidence stands. Two codes that score alike leave the number unmapped: wrong is worse than missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.wordings import WordingRule
from sources.prose.evidence import REACH, Evidence, Surroundings, gather
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.rule_set import ReadyRule, rule_set

__all__ = ["Candidate", "Surroundings", "conditions", "decide", "rank", "rank_as"]

_MARGIN = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that the words allow, with its score and the rule that fired."""

    code: str
    score: float
    rule: WordingRule


def rank(mention: Mention, reading: SentenceReading, around: Surroundings) -> list[Candidate]:
    """The indicators that the words allow, best first; empty where none does."""
    return rank_as(mention.unit_key, mention, reading, around)


def rank_as(
    unit_key: str, mention: Mention, reading: SentenceReading, around: Surroundings
) -> list[Candidate]:
    """As `rank`, taking the number to be counted in `unit_key`."""
    rules = rule_set().get(unit_key)
    if rules is None:
        return []
    evidence = gather(unit_key, mention, reading, around)
    top = max(evidence.topics.values(), default=0.0)
    leaders = frozenset(topic for topic, strength in evidence.topics.items() if strength >= top)
    best: dict[tuple[str, str | None], Candidate] = {}
    local = mention.local_phrases
    for rule in rules.possible(leaders, evidence.action):
        if any(group.isdisjoint(local) for group in rule.with_any):
            continue  # the condition that fails most often, asked first
        candidate = _judge(rule, mention, evidence)
        if candidate is not None:
            key = (candidate.code, candidate.rule.category)
            if key not in best or candidate.score > best[key].score:
                best[key] = candidate
    return sorted(best.values(), key=lambda candidate: -candidate.score)


def decide(candidates: list[Candidate]) -> tuple[Candidate | None, str]:
    """The winner, or None with the reason."""
    if not candidates:
        return None, "no wording fits"
    if len(candidates) > 1 and candidates[0].score - candidates[1].score < _MARGIN:
        return None, f"ambiguous: {candidates[0].code} or {candidates[1].code}"
    return candidates[0], ""


def conditions(ready: ReadyRule, mention: Mention, evidence: Evidence) -> Iterator[tuple[str, float | None]]:
    """The rule's conditions in turn, each with the points it gives, or None where it does not hold."""
    rule = ready.declared
    local = mention.local_phrases
    if rule.only_part:
        yield "only_part", 0.0 if mention.token.kind == "ratio" else None
    if rule.topics:
        strength = _winning(rule, evidence.topics)
        yield "topics", strength if strength > 0 and strength >= REACH[rule.reach] else None
    if rule.not_topics:
        top = max(evidence.topics.values(), default=1.0)
        is_other = any(evidence.topics.get(topic, 0.0) >= top for topic in rule.not_topics)
        yield "not_topics", None if is_other else 0.0
    if rule.actions:
        weight = evidence.action_weight if evidence.action != "none" else 0.2
        yield "actions", weight if evidence.action in rule.actions else None
    for group in ready.with_any:
        points = 2.0 if group.isdisjoint(mention.right_phrases) else 2.5
        yield "with", None if group.isdisjoint(local) else points
    if ready.left:
        yield "left", None if ready.left.isdisjoint(mention.left_phrases) else 2.5
    if ready.right:
        yield "right", None if ready.right.isdisjoint(mention.right_phrases) else 2.5
    if ready.near:
        yield "near", None if ready.near.isdisjoint(evidence.clause_phrases(mention)) else 1.2
    if ready.context:
        yield "context", None if ready.context.isdisjoint(evidence.context_phrases) else 0.6
    if ready.without:
        yield "without", 0.0 if ready.without.isdisjoint(local) else None
    if ready.unless:
        yield "unless", 0.0 if ready.unless.isdisjoint(evidence.clause_phrases(mention)) else None


def _judge(ready: ReadyRule, mention: Mention, evidence: Evidence) -> Candidate | None:
    score = ready.declared.bonus
    for _, points in conditions(ready, mention, evidence):
        if points is None:
            return None
        score += points
    return Candidate(ready.declared.code, score, ready.declared)


def _winning(rule: WordingRule, topics: dict[str, float]) -> float:
    """The strength of the rule's topic if no other topic is stronger, else 0."""
    if not topics:
        return 0.0
    top = max(topics.values())
    own = max((topics.get(topic, 0.0) for topic in rule.topics), default=0.0)
    return own if own >= top else 0.0
