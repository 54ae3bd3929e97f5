"""Which indicator a number is: the declared rules weighed against the words around it.

A rule holds when its unit of measure, topic, action and words all agree; its score grows with how near
the evidence stands. Two codes that score alike leave the number unmapped: wrong is worse than missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.wordings import WordingRule
from sources.prose.evidence import REACH, Evidence, Surroundings, gather
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.rule_set import folded_groups, folded_phrases, rule_set

__all__ = ["Candidate", "Surroundings", "decide", "rank", "rank_as"]

_MARGIN = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that the words allow, with its score and the rule that fired."""

    code: str
    score: float
    rule: WordingRule
    topic_strength: float


def rank(mention: Mention, reading: SentenceReading, around: Surroundings) -> list[Candidate]:
    """The indicators that the words allow, best first; empty where none does."""
    return rank_as(mention.unit_key, mention, reading, around)


def rank_as(
    unit_key: str, mention: Mention, reading: SentenceReading, around: Surroundings
) -> list[Candidate]:
    """As `rank`, taking the number to be counted in `unit_key`."""
    rules = rule_set().by_unit.get(unit_key, ())
    if not rules:
        return []
    evidence = gather(unit_key, mention, reading, around)
    best: dict[tuple[str, str | None], Candidate] = {}
    for rule in rules:
        candidate = _judge(rule, mention, evidence)
        if candidate is not None:
            key = (rule.code, rule.category)
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


def _judge(rule: WordingRule, mention: Mention, evidence: Evidence) -> Candidate | None:
    if rule.only_part and mention.token.kind != "ratio":
        return None
    strength = 0.0
    if rule.topics:
        strength = _winning(rule, evidence.topics)
        if strength <= 0 or strength < REACH[rule.reach]:
            return None
    if rule.not_topics and evidence.topics:
        top = max(evidence.topics.values())
        if any(evidence.topics.get(topic, 0) >= top for topic in rule.not_topics):
            return None
    score = strength + rule.bonus
    if rule.actions:
        if evidence.action not in rule.actions:
            return None
        score += evidence.action_weight if evidence.action != "none" else 0.2
    local = mention.left_phrases | mention.right_phrases
    for group in folded_groups(rule):
        if not group & local:
            return None
        score += 2.5 if group & mention.right_phrases else 2.0
    if rule.left and not folded_phrases(rule.left) & mention.left_phrases:
        return None
    if rule.right and not folded_phrases(rule.right) & mention.right_phrases:
        return None
    score += 2.5 * (bool(rule.left) + bool(rule.right))
    if rule.near:
        if not folded_phrases(rule.near) & mention.clause_phrases:
            return None
        score += 1.2
    if rule.context:
        if not folded_phrases(rule.context) & evidence.context_phrases:
            return None
        score += 0.6
    if rule.without and folded_phrases(rule.without) & local:
        return None
    if rule.unless and folded_phrases(rule.unless) & mention.clause_phrases:
        return None
    return Candidate(rule.code, score, rule, strength)


def _winning(rule: WordingRule, topics: dict[str, float]) -> float:
    """The strength of the rule's topic if no other topic is stronger, else 0."""
    if not topics:
        return 0.0
    top = max(topics.values())
    own = max((topics.get(topic, 0.0) for topic in rule.topics), default=0.0)
    return own if own >= top else 0.0
