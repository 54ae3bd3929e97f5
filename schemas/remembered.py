"""What people decided once about a place that the readers were not sure of, kept for that sender.

A place is named by a key that outlives the file: the header path of a layout, a cell of a layout, the frame
of a sentence, a name. How a document's places get their keys stands in `sources/`; where decisions are kept,
in `warehouse/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from schemas.indicators import Indicator, indicators
from schemas.labels import labels
from schemas.vocabulary import UnitKind

NOT_A_STATISTIC = "not_statistic"
"""The answer for a number that counts nothing that is consolidated."""
_CATEGORY_LISTS = ("offence_group", "award_level")


class QuestionKind(StrEnum):
    """What a decision is about: a heading beside figures, one cell, a number of a sentence, a name."""

    HEADING = "heading"
    CELL = "cell"
    SENTENCE = "sentence"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator as a person named it: with its one extra dimension, or none where it is no statistic.

    `by` says whose decision it is, for the figure's `reason`.
    """

    code: str | None
    unit_kind: str | None = None
    category: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Remembered:
    """One decision about one place.

    `layout` is the fingerprint of the table's header paths, "" for sentences and names; `key` the place in
    it. `anchor` names the table or heading apart from its header, to find it again once that has changed.
    `text` is the place in masked words, `answer` an indicator ("crime.cases", "rating.good/agency"),
    `NOT_A_STATISTIC`, or the id of a unit.
    """

    kind: QuestionKind
    sender_id: str
    layout: str
    key: str
    decision_id: str
    answer: str
    author: str
    anchor: str = ""
    text: str = ""

    @property
    def question_id(self) -> str:
        """The id of the question that this answers."""
        return question_id(self.kind, self.sender_id, self.layout, self.key)

    @property
    def provenance(self) -> str:
        """What the `reason` of a figure says that was mapped by this decision."""
        return f"remembered: {self.author} (decision {self.decision_id})"

    @property
    def told(self) -> Told | None:
        """The answer as an indicator; None where the catalogue no longer has it."""
        told = read_answer(self.answer)
        return None if told is None else Told(told.code, told.unit_kind, told.category, self.provenance)


def question_id(kind: QuestionKind, sender_id: str, layout: str, key: str) -> str:
    """The id of what is asked about one place: the same at every run, on every machine."""
    return hashlib.sha256("\0".join((kind, sender_id, layout, key)).encode()).hexdigest()[:16]


def read_answer(answer: str) -> Told | None:
    """An indicator and its dimension from "code" or "code/dimension"; None where there is none such."""
    if answer == NOT_A_STATISTIC:
        return Told(None)
    code, _, dimension = answer.partition("/")
    indicator = indicators().get(code)
    if indicator is None or (dimension and dimension not in dimensions(indicator)):
        return None
    if indicator.breakdown == "unit_kind":
        return Told(code, unit_kind=dimension or None)
    return Told(code, category=dimension or None)


def dimensions(indicator: Indicator) -> dict[str, str]:
    """The codes of an indicator's one extra dimension with their Vietnamese names; empty if it has none."""
    if indicator.breakdown == "unit_kind":
        return {kind.value: labels()["unit_kind"][kind.value].label_vi for kind in UnitKind}
    if indicator.breakdown in _CATEGORY_LISTS:
        return {code: label.label_vi for code, label in labels()[indicator.breakdown].items()}
    return {}


def digest_of(records: Iterable[Remembered]) -> str:
    """A digest over decisions, "" over none: part of the key under which an extraction is kept."""
    lines = sorted(repr(record) for record in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""
