"""Which indicator a number is: the declared rules weighed against the words around it.

A rule holds when its unit of measure, topic, action and words all agree; its score grows with how near
the evidence stands. Two codes that score alike leave the number unmapped: wrong is worse than missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.wordings import WordingRule
from sources.prose.evidence import Evidence, Surroundings, gather
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.rule_set import ReadyRule, rule_set

__all__ = ["Candidate", "Surroundings", "decide", "evidence_as", "rank_as"]

_MARGIN = 0.3


@dataclass(slots=True)
class Candidate:
    """An indicator that the words allow, with its score and the rule that fired."""

    code: str
    score: float
    rule: WordingRule


def rank_as(
    unit_key: str, mention: Mention, reading: SentenceReading, around: Surroundings
) -> list[Candidate]:
    """The indicators that the words allow for a number counted in `unit_key`, best first."""
    rules = rule_set().get(unit_key)
    if rules is None:
        return []
    evidence = evidence_as(unit_key, mention, reading, around)
    best: dict[tuple[str, str | None], Candidate] = {}
    for rule in rules.possible(evidence.leaders):
        if not rule.may_fit(evidence.action, mention):
            continue
        score = _score(rule, mention, evidence)
        if score is None:
            continue
        key = (rule.declared.code, rule.declared.category)
        if key not in best or score > best[key].score:
            best[key] = Candidate(rule.declared.code, score, rule.declared)
    return sorted(best.values(), key=lambda candidate: -candidate.score)


def evidence_as(unit_key: str, mention: Mention, reading: SentenceReading, around: Surroundings) -> Evidence:
    """What the words say about a number counted in `unit_key`."""
    rules = rule_set().get(unit_key)
    return gather(rules.competing if rules is not None else frozenset(), mention, reading, around)


def decide(candidates: list[Candidate]) -> tuple[Candidate | None, str]:
    """The winner, or None with the reason."""
    if not candidates:
        return None, "no wording fits"
    if len(candidates) > 1 and candidates[0].score - candidates[1].score < _MARGIN:
        return None, f"ambiguous: {candidates[0].code} or {candidates[1].code}"
    return candidates[0], ""


def _score(ready: ReadyRule, mention: Mention, evidence: Evidence) -> float | None:
    """The bonus of a rule and the points of its conditions; None where one does not hold."""
    score = ready.declared.bonus
    for condition in ready.conditions:
        points = condition.points(mention, evidence)
        if points is None:
            return None
        score += points
    return score
