"""What the words around a number say: the topics, each with its strength, and the action.

Strength falls with distance: words behind the number, before it, in its clause, its sentence, its paragraph,
its headings. A topic lasts only as far as its declared reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sources.prose.cues import CuedText, Cues, Hit, cue_finder
from sources.prose.mentions import Mention, SentenceReading, clause_phrases
from sources.prose.passages import Passage

RIGHT, LEFT, GOVERNING, CLAUSE, SENTENCE, PARAGRAPH, HEADING, COUNTED = 6.0, 5.0, 4.8, 4.0, 3.0, 2.0, 1.0, 0.5
REACH = {"clause": CLAUSE, "sentence": SENTENCE, "paragraph": PARAGRAPH, "section": 0.0}
_LONGEST_LABEL = 60
_PASSIVE = re.compile(r"(?:được|bị|đã)\s+$")


@dataclass(frozen=True)
class Surroundings:
    """What a sentence stands in: its passage, its paragraph, and the sentences before it, nearest first."""

    passage: Passage
    paragraph: CuedText
    before: tuple[CuedText, ...] = ()

    @cached_property
    def phrases(self) -> frozenset[str]:
        """The phrases of the lead, the headings and the sentence that a footnote belongs to."""
        passage = self.passage
        texts = (passage.lead, *(heading.text for heading in passage.headings), passage.anchor)
        return frozenset().union(*[text.cues.phrases.names for text in texts])


@dataclass(slots=True)
class Evidence:
    """What the words say about one number, worked out once for all rules.

    `topics` are the topics with their strength, `leaders` the strongest of them.
    """

    reading: SentenceReading
    around: Surroundings
    topics: dict[str, float]
    action: str
    action_weight: float
    strongest: float
    leaders: list[str]

    def clause_phrases(self, mention: Mention) -> frozenset[str]:
        """The rule phrases of the number's clause."""
        return clause_phrases(mention, self.reading)

    def has_in_context(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases stands in the sentence, its lead, its headings or its anchor."""
        told = self.reading.cues.phrases.names
        return not (phrases.isdisjoint(told) and phrases.isdisjoint(self.around.phrases))


def gather(
    competing: frozenset[str], mention: Mention, reading: SentenceReading, around: Surroundings
) -> Evidence:
    """The `competing` topics with their strength, and the action said of a number."""
    topics = _topics(competing, mention, reading, around)
    strongest = max(topics.values(), default=0.0)
    leaders = [topic for topic, strength in topics.items() if strength >= strongest]
    return Evidence(reading, around, topics, *_action(mention, reading), strongest, leaders)


def _topics(
    competing: frozenset[str], mention: Mention, reading: SentenceReading, around: Surroundings
) -> dict[str, float]:
    """Strength by topic; of mentions equally far away, the nearest one stays."""
    declared = cue_finder().topics
    found: dict[str, float] = {}

    def add(name: str, strength: float) -> None:
        if strength >= REACH[declared[name].reach] and strength > found.get(name, 0.0):
            found[name] = strength

    left_hits: list[Hit] = []
    counted: str | None = None
    for hit in reading.cues.topics:
        if hit.name not in competing:
            continue
        if (
            mention.closed
            and not mention.hears(hit.start)
            and not (
                declared[hit.name].pierces
                and hit.start < mention.token.start
                and _holds_no_number(hit, reading)
            )
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
    label = _label_end(reading)
    heard = [
        hit
        for hit in left_hits
        if hit.end <= label or _left_strength(hit, mention) >= REACH[declared[hit.name].reach]
    ]
    if heard:
        nearest = max(heard, key=lambda hit: (hit.end, hit.end - hit.start))
        for hit in heard:
            if hit.end == nearest.end:
                strength = _left_strength(hit, mention)
                add(hit.name, strength if strength >= REACH[declared[hit.name].reach] else CLAUSE)
            elif hit.start >= mention.left[0]:
                add(hit.name, _left_strength(hit, mention) - 0.5)
    if found:
        return found
    clause_hits = [
        hit
        for hit in reading.cues.topics
        if hit.name in competing and hit.start >= mention.token.stop and hit.end <= mention.clause[1]
        and mention.hears(hit.start)
    ]  # fmt: skip
    for cues, strength in _outer(around):
        hits = [
            hit
            for hit in cues.topics
            if hit.name in competing and strength >= REACH[declared[hit.name].reach]
        ]
        if hits:
            add_last(hits, strength, found)
            return found
    if clause_hits:
        found[clause_hits[0].name] = SENTENCE
    elif counted is not None:
        found[counted] = COUNTED
    return found


def _label_end(reading: SentenceReading) -> int:
    """Where the label ends that a sentence opens with and is all about: "Trọng án: 04 vụ; khám phá 04 vụ"."""
    first = reading.mentions[0].token.start if reading.mentions else 0
    return reading.folded.find(":", 0, min(first, _LONGEST_LABEL))


def add_last(hits: list[Hit], strength: float, found: dict[str, float]) -> None:
    """Keep the last mention (and what is mentioned with the same words)."""
    last = max(hits, key=lambda hit: hit.end)
    for hit in hits:
        if hit.end == last.end:
            found[hit.name] = strength


def _outer(around: Surroundings) -> Iterator[tuple[Cues, float]]:
    """Cues outside the sentence with their strength: anchor, earlier sentences, lead, headings."""
    passage = around.passage
    yield passage.anchor.cues, SENTENCE
    for sentence in around.before:
        yield sentence.cues, PARAGRAPH
    yield passage.lead.cues, PARAGRAPH - 0.2
    for depth, heading in enumerate(passage.headings):
        yield heading.text.cues, HEADING - 0.1 * depth


def _holds_no_number(hit: Hit, reading: SentenceReading) -> bool:
    """A qualifier in brackets reaches beyond them only where they hold nothing else: no figure of its own."""
    around = [(start, end) for start, end in reading.brackets if start < hit.start < end]
    return not any(start < mention.token.start < end for start, end in around for mention in reading.mentions)


def _left_strength(hit: Hit, mention: Mention) -> float:
    if hit.start >= mention.left[0]:
        return LEFT
    return CLAUSE if hit.start >= mention.outer_clause else SENTENCE


def _flows_back(hit: Hit, mention: Mention) -> bool:
    """ "50 vụ, 55 đối tượng phạm tội về ma túy": what follows the last of a chain is said of all."""
    following = mention.following
    while following is not None and (
        following.is_chained or following.token.is_whole or _goes_on_in_shares(mention, following)
    ):
        if following.right[0] <= hit.start and hit.end <= following.right[1]:
            return True
        following = following.following
    return False


def _goes_on_in_shares(mention: Mention, following: Mention) -> bool:
    """ "31/32 khu phố (96,9%), 27/27 cơ quan đạt …": a row of shares, each with its rate in brackets."""
    if mention.token.kind != "ratio":
        return False
    return following.token.kind == "ratio" or (
        following.unit_key == "%" and following.bracket != mention.bracket
    )


def _action(mention: Mention, reading: SentenceReading) -> tuple[str, float]:
    """The action said of a number: the nearest on its left, else of its chain, else on its right."""
    start, end = mention.left
    actions = reading.cues.actions
    left = [
        hit
        for hit in actions
        if hit.start >= start
        and hit.end <= end
        and hit.name != "none"
        and mention.hears(hit.start)
        and not _is_told_of_the_one_before(hit, mention, reading)
    ]
    if left:
        return max(left, key=lambda hit: hit.end).name, 2.0
    stop, reach = mention.token.stop, mention.right[1]
    right = [hit for hit in actions if stop <= hit.start < reach and hit.name != "none"]
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
        if hit.end <= mention.token.start and hit.start >= mention.clause[0] and mention.hears(hit.start)
    ]
    if inherited:
        return inherited[-1].name, 0.8
    if mention.bracket is not None:
        outer = [hit for hit in actions if hit.end <= mention.bracket[0] and hit.name != "none"]
        if outer:
            return outer[-1].name, 0.6
    return "none", 0.0


def _is_told_of_the_one_before(hit: Hit, mention: Mention, reading: SentenceReading) -> bool:
    """ "07 giấy … được cấp mới, 10 giấy …": a passive before the comma speaks of the number before it."""
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
        and mention.hears(hit.start)
        and _PASSIVE.search(reading.folded, max(0, hit.start - 8), hit.start)
    ]
