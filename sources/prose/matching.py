"""Which indicator a number is: the declared rules weighed against the words around it.

A rule holds when its unit of measure, topic, action and words all agree; its score grows with how near
the evidence stands. Two codes that score alike leave the number unmapped: wrong is worse than missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from schemas.wordings import WordingRule, wordings
from sources.language.folding import fold
from sources.prose.cues import Cues, Hit, cue_finder
from sources.prose.mentions import Mention, SentenceReading, is_visible
from sources.prose.passages import Passage

RIGHT, LEFT, GOVERNING, CLAUSE, SENTENCE, PARAGRAPH, HEADING, COUNTED = 6.0, 5.0, 4.8, 4.0, 3.0, 2.0, 1.0, 0.5
_MARGIN = 0.3
_PASSIVE = re.compile(r"(?:được|bị|đã)\s+$")
_REACH = {"clause": CLAUSE, "sentence": SENTENCE, "paragraph": PARAGRAPH, "section": 0.0}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sentence stands in: its passage and the cues of the sentences before it, nearest first."""

    passage: Passage
    before: tuple[Cues, ...] = ()
    anchor: Cues | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that the words allow, with its score and the rule that fired."""

    code: str
    score: float
    rule: WordingRule
    topic_strength: float


@dataclass(slots=True)
class Evidence:
    """What the words say about one number, worked out once for all rules."""

    topics: dict[str, float] = field(default_factory=dict)
    action: str = "none"
    action_weight: float = 0.0
    context_phrases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _RuleSet:
    by_unit: dict[str, tuple[WordingRule, ...]]
    competing: dict[str, frozenset[str]]


def rank(mention: Mention, reading: SentenceReading, around: Surroundings) -> list[Candidate]:
    """The indicators that the words allow, best first; empty where none does."""
    return rank_as(mention.unit_key, mention, reading, around)


def rank_as(unit_key: str, mention: Mention, reading: SentenceReading, around: Surroundings) -> list[Candidate]:
    """As `rank`, taking the number to be counted in `unit_key`."""
    rules = _rules().by_unit.get(unit_key, ())
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


def gather(unit_key: str, mention: Mention, reading: SentenceReading, around: Surroundings) -> Evidence:
    """Topics with their strength, the action, and the phrases of the context."""
    evidence = Evidence()
    competing = _rules().competing.get(unit_key, frozenset())
    evidence.topics = _topics(competing, mention, reading, around)
    evidence.action, evidence.action_weight = _action(mention, reading)
    context = {hit.name for hit in reading.cues.phrases}
    context.update(hit.name for hit in around.passage.lead_cues.phrases)
    for heading in around.passage.headings:
        context.update(hit.name for hit in heading.cues.phrases)
    if around.anchor is not None:
        context.update(hit.name for hit in around.anchor.phrases)
    evidence.context_phrases = frozenset(context)
    return evidence


def _judge(rule: WordingRule, mention: Mention, evidence: Evidence) -> Candidate | None:
    if rule.only_part and mention.token.kind != "ratio":
        return None
    strength = 0.0
    if rule.topics:
        strength = _winning(rule, evidence.topics)
        if strength <= 0 or strength < _REACH[rule.reach]:
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
    for group in _folded_groups(rule):
        if not group & local:
            return None
        score += 2.5 if group & mention.right_phrases else 2.0
    if rule.left and not _folded(rule.left) & mention.left_phrases:
        return None
    if rule.right and not _folded(rule.right) & mention.right_phrases:
        return None
    score += 2.5 * (bool(rule.left) + bool(rule.right))
    if rule.near:
        if not _folded(rule.near) & mention.clause_phrases:
            return None
        score += 1.2
    if rule.context:
        if not _folded(rule.context) & evidence.context_phrases:
            return None
        score += 0.6
    if rule.without and _folded(rule.without) & local:
        return None
    if rule.unless and _folded(rule.unless) & mention.clause_phrases:
        return None
    return Candidate(rule.code, score, rule, strength)


def _winning(rule: WordingRule, topics: dict[str, float]) -> float:
    """The strength of the rule's topic if no other topic is stronger, else 0."""
    if not topics:
        return 0.0
    top = max(topics.values())
    own = max((topics.get(topic, 0.0) for topic in rule.topics), default=0.0)
    return own if own >= top else 0.0


def _topics(
    competing: frozenset[str], mention: Mention, reading: SentenceReading, around: Surroundings
) -> dict[str, float]:
    """Strength by topic; of mentions equally far away, the nearest one stays."""
    declared = cue_finder().topics
    found: dict[str, float] = {}

    def add(name: str, strength: float) -> None:
        if strength >= _REACH[declared[name].reach] and strength > found.get(name, 0.0):
            found[name] = strength

    left_hits: list[Hit] = []
    counted: str | None = None
    for hit in reading.cues.topics:
        if hit.name not in competing:
            continue
        if not is_visible(hit, mention, reading) and not (
            declared[hit.name].pierces and hit.start < mention.token.start
        ):
            continue
        if mention.token.start <= hit.start and hit.end <= mention.token.stop:
            counted = hit.name  # the unit of measure itself: the last resort
            continue
        if hit.start >= mention.token.start:
            if hit.start < mention.right[1]:
                add(hit.name, RIGHT)
            elif _flows_back(hit, mention):
                add(hit.name, RIGHT - 0.2)
        else:
            left_hits.append(hit)
            if declared[hit.name].governs:
                add(hit.name, GOVERNING)
    heard = [hit for hit in left_hits if _left_strength(hit, mention) >= _REACH[declared[hit.name].reach]]
    if heard:
        nearest = max(heard, key=lambda hit: (hit.end, hit.end - hit.start))
        for hit in heard:
            if hit.end == nearest.end:
                add(hit.name, _left_strength(hit, mention))
            elif hit.start >= mention.left[0]:
                add(hit.name, _left_strength(hit, mention) - 0.5)
    if found:
        return found
    clause_hits = [
        hit
        for hit in reading.cues.topics
        if hit.name in competing and hit.start >= mention.token.stop and hit.end <= mention.clause[1]
        and is_visible(hit, mention, reading)
    ]  # fmt: skip
    for cues, strength in _outer(around):
        hits = [hit for hit in cues.topics if hit.name in competing and strength >= _REACH[declared[hit.name].reach]]
        if hits:
            add_last(hits, strength, found)
            return found
    if clause_hits:
        found[clause_hits[0].name] = SENTENCE
    elif counted is not None:
        found[counted] = COUNTED
    return found


def add_last(hits: list[Hit], strength: float, found: dict[str, float]) -> None:
    """Keep the last mention (and what is mentioned with the same words)."""
    last = max(hits, key=lambda hit: hit.end)
    for hit in hits:
        if hit.end == last.end:
            found[hit.name] = strength


def _outer(around: Surroundings) -> list[tuple[Cues, float]]:
    """Cues outside the sentence with their strength: anchor, lead, earlier sentences, headings."""
    outer: list[tuple[Cues, float]] = []
    if around.anchor is not None:
        outer.append((around.anchor, SENTENCE))
    outer.extend((cues, PARAGRAPH) for cues in around.before)
    outer.append((around.passage.lead_cues, PARAGRAPH - 0.2))
    outer.extend(
        (heading.cues, HEADING - 0.1 * depth) for depth, heading in enumerate(around.passage.headings)
    )
    return outer


def _left_strength(hit: Hit, mention: Mention) -> float:
    if hit.start >= mention.left[0]:
        return LEFT
    return CLAUSE if hit.start >= mention.clause[0] else SENTENCE


def _flows_back(hit: Hit, mention: Mention) -> bool:
    """"50 vụ, 55 đối tượng phạm tội về ma túy": what follows the last of a chain is said of all."""
    following = mention.following
    while following is not None and (following.is_chained or following.token.is_whole):
        if following.right[0] <= hit.start and hit.end <= following.right[1]:
            return True
        following = following.following
    return False


def _action(mention: Mention, reading: SentenceReading) -> tuple[str, float]:
    """The action said of a number: the nearest on its left, else of its chain, else on its right."""
    start, end = mention.left
    left = [
        hit
        for hit in reading.cues.actions
        if hit.start >= start
        and hit.end <= end
        and is_visible(hit, mention, reading)
        and not _is_told_of_the_one_before(hit, mention, reading)
    ]
    if left:
        return max(left, key=lambda hit: hit.end).name, 2.0
    right = [hit for hit in reading.cues.actions if mention.token.stop <= hit.start < mention.right[1]]
    told = right or _passives(mention, reading)
    if mention.is_chained and mention.previous is not None:
        name, weight = _action(mention.previous, reading)
        if name != "none":
            return name, min(weight, 1.5)
    if told:
        passive = [hit for hit in told if _PASSIVE.search(reading.folded, max(0, hit.start - 8), hit.start)]
        return (passive[-1] if passive else told[0]).name, 1.5
    inherited = [
        hit
        for hit in reading.cues.actions
        if hit.end <= mention.token.start and hit.start >= mention.clause[0] and is_visible(hit, mention, reading)
    ]
    if inherited:
        return inherited[-1].name, 0.8
    if mention.bracket is not None:
        outer = [hit for hit in reading.cues.actions if hit.end <= mention.bracket[0]]
        if outer:
            return outer[-1].name, 0.6
    return "none", 0.0


def _is_told_of_the_one_before(hit: Hit, mention: Mention, reading: SentenceReading) -> bool:
    """"07 giấy … được cấp mới, 10 giấy …": a passive before the comma speaks of the number before it."""
    if mention.previous is None or "," not in reading.folded[hit.end : mention.token.start]:
        return False
    return _PASSIVE.search(reading.folded, max(0, hit.start - 8), hit.start) is not None


def _passives(mention: Mention, reading: SentenceReading) -> list[Hit]:
    """The passive actions between a number and the next one of its clause."""
    following = mention.following
    while following is not None and following.token.is_whole:
        following = following.following
    end = min(mention.clause[1], following.token.start if following is not None else mention.clause[1])
    return [
        hit
        for hit in reading.cues.actions
        if mention.token.stop <= hit.start
        and hit.end <= end
        and is_visible(hit, mention, reading)
        and _PASSIVE.search(reading.folded, max(0, hit.start - 8), hit.start)
    ]


@cache
def _rules() -> _RuleSet:
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
    return _RuleSet({unit: tuple(rules) for unit, rules in by_unit.items()}, competing)


@cache
def _folded(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in phrases)


@cache
def _folded_groups(rule: WordingRule) -> tuple[frozenset[str], ...]:
    return tuple(_folded(group) for group in rule.with_any)
