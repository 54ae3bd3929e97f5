"""The declared rules, indexed by unit of measure, with the topics that compete for each unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.wordings import WordingRule, wordings
from sources.language.folding import fold


@dataclass(frozen=True, slots=True)
class RuleSet:
    by_unit: dict[str, tuple[WordingRule, ...]]
    competing: dict[str, frozenset[str]]


@cache
def rule_set() -> RuleSet:
    declared = wordings()
    by_unit: dict[str, list[WordingRule]] = {}
    for rule in declared.rules:
        for unit in rule.units or ("",):
            by_unit.setdefault(unit, []).append(rule)
    used = {topic for rule in declared.rules for topic in rule.topics}
    distractors = [topic for topic in declared.topics if topic.code not in used]
    competing = {}
    for unit, rules in by_unit.items():
        names = {topic for rule in rules for topic in (*rule.topics, *rule.not_topics)}
        names |= {topic.code for topic in distractors if not topic.units or unit in topic.units}
        names |= {topic.code for topic in declared.topics if unit in topic.units}
        competing[unit] = frozenset(names)
    return RuleSet({unit: tuple(rules) for unit, rules in by_unit.items()}, competing)


@cache
def folded_phrases(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in phrases)


@cache
def folded_groups(rule: WordingRule) -> tuple[frozenset[str], ...]:
    return tuple(folded_phrases(group) for group in rule.with_any)
