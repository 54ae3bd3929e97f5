"""The declared rules, indexed by unit of measure, with the topics that compete for each unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schemas.wordings import WordingRule, wordings
from sources.prose.conditions import Condition, conditions_of, folded
from sources.prose.mentions import Mention


@dataclass(frozen=True, slots=True, eq=False)
class ReadyRule:
    """A declared rule ready to be weighed: its conditions, and the phrases it asks for beside the number.

    `beside`, `left` and `right` are asked for first, since they fail most often: one phrase of each set.
    """

    declared: WordingRule
    beside: tuple[frozenset[str], ...]
    left: frozenset[str]
    right: frozenset[str]
    actions: frozenset[str]
    conditions: tuple[Condition, ...]

    def may_fit(self, action: str, mention: Mention) -> bool:
        """Whether the action and the phrases that the rule asks for are said of the number."""
        if self.actions and action not in self.actions:
            return False
        if self.left and self.left.isdisjoint(mention.left_phrases):
            return False
        if self.right and self.right.isdisjoint(mention.right_phrases):
            return False
        local = mention.local_phrases
        for group in self.beside:  # noqa: SIM110 - asked of every rule: a generator costs more
            if group.isdisjoint(local):
                return False
        return True


@dataclass(frozen=True, slots=True)
class UnitRules:
    """The rules of one unit of measure: those that ask for no topic, and the others by each of their topics.

    `competing` are the topics that are weighed against each other for this unit.
    """

    free: tuple[ReadyRule, ...]
    by_topic: dict[str, tuple[ReadyRule, ...]]
    competing: frozenset[str]

    def possible(self, leaders: list[str]) -> Iterable[ReadyRule]:
        """The rules that the leading topics leave possible, each once."""
        if not leaders:
            return self.free
        if len(leaders) == 1:
            return self.free + self.by_topic.get(leaders[0], ())
        return dict.fromkeys(
            [*self.free, *(rule for name in leaders for rule in self.by_topic.get(name, ()))]
        )

    @property
    def rules(self) -> tuple[ReadyRule, ...]:
        """All rules of the unit, each once."""
        every = [*self.free, *(rule for rules in self.by_topic.values() for rule in rules)]
        return tuple(dict.fromkeys(every))


@cache
def rule_set() -> dict[str, UnitRules]:
    """The declared rules by the key of their unit of measure ("" for rules that name none)."""
    declared = wordings()
    by_unit: dict[str, list[ReadyRule]] = {}
    for rule in declared.rules:
        ready = ReadyRule(
            rule,
            tuple(folded(group) for group in rule.with_any),
            folded(rule.left),
            folded(rule.right),
            frozenset(rule.actions),
            conditions_of(rule),
        )
        for unit in rule.units or ("",):
            by_unit.setdefault(unit, []).append(ready)
    used = {topic for rule in declared.rules for topic in rule.topics}
    distractors = [topic for topic in declared.topics if topic.code not in used]
    indexed = {}
    for unit, rules in by_unit.items():
        names = {topic for rule in rules for topic in (*rule.declared.topics, *rule.declared.not_topics)}
        names |= {topic.code for topic in distractors if not topic.units or unit in topic.units}
        names |= {topic.code for topic in declared.topics if unit in topic.units}
        by_topic: dict[str, list[ReadyRule]] = {}
        for ready in rules:
            for topic in ready.declared.topics:
                by_topic.setdefault(topic, []).append(ready)
        indexed[unit] = UnitRules(
            free=tuple(ready for ready in rules if not ready.declared.topics),
            by_topic={topic: tuple(found) for topic, found in by_topic.items()},
            competing=frozenset(names),
        )
    return indexed
