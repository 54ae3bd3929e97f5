"""The reporting period that a text names, in whatever words.

What does not belong here: windows and codes of periods (`schemas.periods`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.errors import ReferenceDataError
from schemas.periods import Grain, period_code, phase_code
from sources.identify_wordings import PeriodPattern, Wordings


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period at a place of a text; `is_forward` holds where it is to come or only compared with."""

    code: str
    year: int
    start: int
    end: int
    is_forward: bool


def period_mentions(text: str, wordings: Wordings, year_hint: int | None = None) -> list[PeriodMention]:
    """The periods that a text names, in order; a year that a mention leaves out comes from its neighbours.

    `year_hint` is the year to take where the text names none at all.
    """
    found = sorted(
        ((match, pattern) for pattern in wordings.periods for match in pattern.pattern.finditer(text)),
        key=lambda pair: (pair[0].start() - pair[0].end(), pair[0].start()),
    )
    kept: list[tuple[re.Match[str], PeriodPattern]] = []
    for match, pattern in found:
        if all(match.end() <= other.start() or match.start() >= other.end() for other, _ in kept):
            kept.append((match, pattern))
    kept.sort(key=lambda pair: pair[0].start())
    years = [int(match["year"]) for match, _ in kept if match["year"]]
    bare = wordings.bare_year.search(text)
    fallback = years[0] if years else int(bare["year"]) if bare else year_hint
    mentions, before = [], 0
    for match, pattern in kept:
        year = int(match["year"]) if match["year"] else fallback
        code = None if year is None else _code(match, pattern, year, wordings)
        is_date = wordings.date_before.search(text, 0, match.start()) is not None
        if code is not None and year is not None and not is_date:
            forward = wordings.forward.search(text, before, match.start()) is not None
            mentions.append(PeriodMention(code, year, match.start(), match.end(), forward))
        before = match.end()
    return mentions


def period_of_title(title: str, wordings: Wordings, year_hint: int | None) -> PeriodMention | None:
    """The period that a title is about: its first that is not to come, else its first, else its only year."""
    mentions = period_mentions(title, wordings, year_hint)
    about = next(
        (mention for mention in mentions if not mention.is_forward), mentions[0] if mentions else None
    )
    if about is not None:
        return about
    bare = {match["year"]: match for match in wordings.bare_year.finditer(title)}
    if len(bare) != 1:
        return None
    ((year, match),) = bare.items()
    return PeriodMention(year, int(year), match.start(), match.end(), False)


def _code(match: re.Match[str], pattern: PeriodPattern, year: int, wordings: Wordings) -> str | None:
    groups = match.groupdict()
    if pattern.grain is Grain.PHASE:
        first = int(groups["first"])
        return phase_code(first, year) if first < year else None
    written = groups.get("index")
    index = pattern.index
    if index is None:
        index = 0 if written is None else _whole(" ".join(written.lower().split()), wordings)
    try:
        return period_code(pattern.grain, year, index)
    except ReferenceDataError:
        return None


def _whole(text: str, wordings: Wordings) -> int:
    return int(text) if text.isdecimal() else wordings.period_numbers.get(text, -1)
