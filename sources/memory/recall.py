"""One sender's decisions, ready to be asked: by layout and header path, by sentence, by name.

A recall is immutable and small, so that it travels with a document to other processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.remembered import QuestionKind, Remembered, Told, digest_of
from schemas.vietnamese_names import name_key

REMEMBERED_CONFIDENCE = 0.95
"""A person decided, but about an earlier number of the same place."""


@dataclass(frozen=True, slots=True)
class Recall:
    """The decisions that hold for one sender, in a fixed order."""

    records: tuple[Remembered, ...] = ()

    @property
    def digest(self) -> str:
        """Part of the cache key of this sender's documents, "" without decisions."""
        return digest_of(self.records)

    def of(self, kind: QuestionKind, layout: str = "") -> Mapping[str, Remembered]:
        """The decisions of one kind in one layout, by key."""
        return _by_key(self.records).get((kind, layout), {})

    def indicators(self, kind: QuestionKind, layout: str = "") -> Mapping[str, Told]:
        """The indicators told for keys of one kind in one layout; without those gone from the catalogue."""
        found = ((key, record.told) for key, record in self.of(kind, layout).items())
        return {key: told for key, told in found if told is not None}

    @property
    def names(self) -> Mapping[str, str]:
        """The ids of the units told for names, by the names' keys."""
        return {key: record.answer for key, record in self.of(QuestionKind.UNIT).items()}


NOTHING = Recall()


def recall_of(records: Iterable[Remembered], sender_id: str | None) -> Recall:
    """What of many senders' decisions holds for one of them."""
    return Recall(tuple(sorted(record for record in records if record.sender_id == sender_id)))


def name_of_unit(name: str) -> str:
    """The key that a written name of a unit is remembered by."""
    return name_key(name)


@lru_cache(maxsize=64)
def _by_key(
    records: tuple[Remembered, ...],
) -> Mapping[tuple[QuestionKind, str], Mapping[str, Remembered]]:
    found: dict[tuple[QuestionKind, str], dict[str, Remembered]] = {}
    for record in records:
        found.setdefault((record.kind, record.layout), {})[record.key] = record
    return found
