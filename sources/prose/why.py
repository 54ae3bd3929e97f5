"""Why a figure got its indicator, or none: what fired, what came second, what would have to be declared.

For whoever maintains the wordings; nothing here changes what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.document import Document
from schemas.figure import Figure
from schemas.units import UnitRegistry
from schemas.wordings import WordingRule
from sources.prose.evidence import Surroundings
from sources.prose.figures import prose_figures
from sources.prose.matching import Candidate, evidence_as
from sources.prose.mentions import SentenceReading
from sources.prose.readings import Reading
from sources.prose.rule_set import rule_set


@dataclass(frozen=True, slots=True)
class Why:
    """What the words around one figure said.

    `topics` are (topic, strength), strongest first; `fired` and `second` the best candidates; `nearest` the
    rules that failed one condition only, each with its indicator, the condition and what it asks for.
    """

    figure: Figure
    unit_key: str
    topics: tuple[tuple[str, float], ...]
    action: str
    fired: Candidate | None
    second: Candidate | None
    nearest: tuple[tuple[str, str, str], ...]


def explain_figures(
    document: Document, unit_id: str | None, period_code: str | None, units: UnitRegistry
) -> list[Why]:
    """Each statistical number of the running text with its account, in reading order."""
    accounts: list[Why] = []

    def observe(figure: Figure, item: Reading, reading: SentenceReading, around: Surroundings) -> None:
        accounts.append(why(figure, item, reading, around))

    consumed = frozenset(cell.locator for table in document.tables for cell in table.cells)
    prose_figures(document, unit_id, period_code, units, consumed, observe=observe)
    return accounts


def why(figure: Figure, item: Reading, reading: SentenceReading, around: Surroundings) -> Why:
    """The account of one figure, from what its sentence was read as."""
    key = item.unit_key
    evidence = evidence_as(key, item.mention, reading, around)
    ranked = item.candidates
    return Why(
        figure=figure,
        unit_key=key,
        topics=tuple(sorted(evidence.topics.items(), key=lambda pair: -pair[1])),
        action=evidence.action,
        fired=ranked[0] if ranked else None,
        second=ranked[1] if len(ranked) > 1 else None,
        nearest=tuple(_nearest(key, item, reading, around)) if figure.indicator_code is None else (),
    )


def _nearest(
    key: str, item: Reading, reading: SentenceReading, around: Surroundings
) -> Iterator[tuple[str, str, str]]:
    evidence = evidence_as(key, item.mention, reading, around)
    rules = rule_set().get(key)
    for rule in rules.rules if rules is not None else ():
        unmet = [
            condition.name
            for condition in rule.conditions
            if condition.points(item.mention, evidence) is None
        ]
        if len(unmet) == 1:
            yield rule.declared.code, unmet[0], _asked(rule.declared, unmet[0])


def _asked(rule: WordingRule, condition: str) -> str:
    """What a condition asks for, in the words of the wordings file."""
    if condition == "with":
        return " + ".join(" | ".join(group[:6]) for group in rule.with_any)
    if condition == "only_part":
        return "a number a/b"
    values: tuple[str, ...] = getattr(rule, condition)
    return " | ".join(values[:8])
