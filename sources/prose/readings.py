"""A number of a sentence with its role, its statement and the indicator found for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.remembered import Told
from schemas.vocabulary import Role
from schemas.wordings import WordingRule
from sources.language.measures import Measure
from sources.prose.evidence import Surroundings
from sources.prose.matching import Candidate
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.roles import RoleReading

HEAD_ROLES = frozenset({Role.COUNT, Role.AMOUNT, Role.PART})


@dataclass(slots=True)
class Reading:
    """A mention with its role, its statement and the indicator found for it."""

    mention: Mention
    role: RoleReading
    statement: str = ""
    code: str | None = None
    category: str | None = None
    rule: WordingRule | None = None
    score: float = 0.0
    reason: str = ""
    unit: str = ""
    unit_kind: str | None = None
    head: Reading | None = None
    is_breakdown: bool = False
    counted: Measure | None = None
    candidates: list[Candidate] = field(default_factory=list)
    told: Told | None = None

    def take(self, chosen: Candidate | None) -> None:
        """Take the indicator that was chosen, if one was."""
        if chosen is not None:
            self.code, self.category = chosen.code, chosen.rule.category
            self.rule, self.score = chosen.rule, chosen.score

    def join(self, head: Reading) -> None:
        """Speak of `head`: take its statement, indicator and dimension."""
        self.statement, self.head = head.statement, head
        self.code, self.category, self.unit_kind = head.code, head.category, head.unit_kind
        self.told = head.told
        self.score, self.rule, self.is_breakdown, self.reason = (
            head.score, head.rule, head.is_breakdown, head.reason,
        )  # fmt: skip

    @property
    def unit_key(self) -> str:
        """The measure's key, also of a noun that stands before the number."""
        return self.mention.unit_key or (self.counted.key if self.counted is not None else "")


@dataclass(slots=True)
class SentenceStatements:
    """The readings of one sentence while they are tied: all of them, and the heads so far."""

    reading: SentenceReading
    around: Surroundings
    readings: list[Reading]
    heads: list[Reading]
    recent_heads: list[Reading]
    anchored: list[Reading] = field(default_factory=list)
