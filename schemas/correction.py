"""A figure that the data team overrides: which one, as the source says it, and what holds instead."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of `corrections.yml`.

    `document` is the content hash (SHA-256, or its first twelve characters or more), `locator` the place,
    `raw` the number as written and `quote` words of its sentence or cell, which must still stand there.
    `position` tells equal numbers of one place apart, from 1. `value` is in the base unit of the figure.
    """

    document: str
    locator: str
    raw: str
    quote: str
    value: Decimal
    reason: str
    author: str
    on: date
    position: int = 1

    @property
    def correction_id(self) -> str:
        """The id of its decision: the same for the same entry."""
        parts = (self.document, self.locator, self.raw, str(self.position), f"{self.value:f}", self.author)
        return hashlib.sha256("\0".join(("correct", *parts, self.reason)).encode()).hexdigest()[:16]

    @property
    def provenance(self) -> str:
        """What the `reason` of the corrected observation says."""
        return f"corrected: {self.author} (decision {self.correction_id}): {self.reason}"

    def is_of(self, content_hash: str) -> bool:
        """Whether a content is the one that this corrects."""
        return content_hash.startswith(self.document)
