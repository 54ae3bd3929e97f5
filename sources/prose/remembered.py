"""Numbers of sentences that a person decided on before: found again by the frame of their sentence.

A frame is a sentence without its numbers, its direction ("tăng", "giảm") and its bullet, under its heading
and lead; so this year's sentence has last year's frame where only the figures changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.remembered import Told
from schemas.wordings import WordingRule, wordings
from sources.language.folding import fold
from sources.memory.recall import REMEMBERED_CONFIDENCE
from sources.prose.masking import mask
from sources.prose.matching import Candidate
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.passages import Passage

SURE_SCORE = 8.0
"""The score from which a figure of prose has the confidence 1."""

_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
_DIRECTION = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)")
_BULLET = re.compile(r"^[\W_]*(?:#\W+|[a-zđ]\)\s*|[ivx]+\.\s*)*")
_EDGES = " .;,:"


@dataclass(frozen=True, slots=True)
class SentenceMemory:
    """The decisions on numbers of one sender's sentences, by key."""

    told: Mapping[str, Told] = field(default_factory=dict)

    def of(self, reading: SentenceReading, passage: Passage) -> Mapping[int, Told]:
        """What is told of the numbers of a sentence, by their position among its statistical numbers."""
        if not self.told or not reading.mentions:
            return {}
        key = sentence_key(reading, passage)
        places = range(len(reading.mentions))
        return {place: self.told[f"{key}/{place}"] for place in places if f"{key}/{place}" in self.told}


NO_MEMORY = SentenceMemory()


def sentence_key(reading: SentenceReading, passage: Passage) -> str:
    """The key of a sentence at its place; a number of it is `<key>/<position>`."""
    heading = passage.headings[0].text.written if passage.headings else ""
    parts = (
        frame_of(heading),
        frame_of(passage.lead.written),
        frame_of(reading.text),
        str(len(reading.mentions)),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def frame_of(text: str) -> str:
    """The frame of a sentence; what is personal in it is masked."""
    framed = _NUMBER.sub("#", fold(mask(text)[0]))
    framed = _DIRECTION.sub("±", " ".join(framed.split()))
    return _BULLET.sub("", framed).strip(_EDGES)


def place_of(mention: Mention, reading: SentenceReading) -> int:
    """The position of a number among the statistical numbers of its sentence."""
    return next(place for place, each in enumerate(reading.mentions) if each is mention)


def candidate_of(told: Told) -> Candidate:
    """A decision as a candidate that outweighs what the words allow; raises ValueError for no statistic."""
    if told.code is None:
        raise ValueError("a number that is no statistic has no candidate")
    whole = next((rule.whole for rule in wordings().rules if rule.code == told.code and rule.whole), None)
    rule = WordingRule(told.code, units=(), whole=whole, category=told.category, unit_kind=told.unit_kind)
    return Candidate(told.code, REMEMBERED_CONFIDENCE * SURE_SCORE, rule)
