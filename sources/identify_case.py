"""What is known of a document while its identity is being found: its parts, and the findings so far."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from schemas.document import Document
from sources.identify_head import Head
from sources.identify_periods import period_mentions
from sources.identify_wordings import Wordings

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass
class Case:
    """One document to identify; `file_words` are folder and file name in lower case without accents.

    `confidence` starts at 1 and is lowered by every doubt; `reasons` and `contradictions` as in `Identity`.
    """

    document: Document
    head: Head
    file_words: str
    wordings: Wordings
    reasons: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)
    confidence: float = 1.0

    def note(self, reason: str, confidence: float = 1.0) -> None:
        """Remembers what a part of the identity was decided by, and how surely."""
        self.reasons.append(reason)
        self.confidence *= confidence

    def contradict(self, sentence: str, confidence: float, **words: object) -> None:
        """Remembers a contradiction, as the sentence of that name in the wordings."""
        self.contradictions.append(self.wordings.contradictions[sentence].format(**words))
        self.confidence *= confidence

    def body_speaks_of(self, year: int) -> bool:
        """Whether a paragraph names the year as its period; reads only as far as the first that does."""
        named = str(year)
        return any(
            mention.year == year and not mention.is_forward
            for paragraph in self.document.paragraphs
            if named in paragraph.text
            for mention in period_mentions(paragraph.text, self.wordings)
        )

    @cached_property
    def body_years(self) -> Counter[int]:
        """How often the paragraphs name each year as their period."""
        return Counter(
            mention.year
            for paragraph in self.document.paragraphs
            if _YEAR.search(paragraph.text)
            for mention in period_mentions(paragraph.text, self.wordings)
            if not mention.is_forward
        )
