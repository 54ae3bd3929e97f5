"""Who decided on what a figure counts: the level of a rating or recognition, the giver of an award."""

from __future__ import annotations

import re

from schemas.vocabulary import Level
from sources.prose.cues import CuedText, Hit
from sources.prose.evidence import Surroundings
from sources.prose.mentions import Mention, SentenceReading

_AUTHORITY = re.compile(
    r"thẩm quyền(?: xét duyệt| xét| công nhận| quyết định| phân loại| đánh giá)*(?: của|"
    r" thuộc)?[^.;:]{0,40}?(?<!\w)"
    r"(?:(?P<commune>cấp xã|xã|phường|thị trấn)|(?P<district>cấp huyện|huyện|thành phố|thị xã)|"
    r"(?P<province>cấp tỉnh|tỉnh))(?!\w)"
)
_BEHIND_AWARDS = re.compile(r"[:;(\d]|gồm|trong đó")


def decided_by(mention: Mention, reading: SentenceReading, around: Surroundings) -> Level | None:
    """The level whose steering committee or people's committee decided, where the text tells."""
    passage = around.passage
    level = _decider(reading.said, mention.token.start)
    for text in (passage.lead, *(heading.text for heading in passage.headings)):
        if level is not None:
            break
        level = _decider(text, len(text.folded))
    return level


def subset_of(reading: SentenceReading, around: Surroundings) -> str | None:
    """A declared part of the unit kind ("delegated", "own"), where the sentence or its paragraph tells."""
    for text in (reading.said, around.paragraph):
        found = {hit.name for hit in text.cues.marked("subsets")}
        if len(found) == 1:
            return _key(found.pop())
    return None


def award_level(mention: Mention, reading: SentenceReading) -> str | None:
    """Whose award it is (award_level), from the giver named last before the number in its clause."""
    start, end = mention.clause
    before = _givers(reading, start, mention.token.start)
    if before:
        return _last(before)
    last = mention
    while last.following is not None and last.following.is_chained:
        last = last.following
    stop = _BEHIND_AWARDS.search(reading.folded, last.right[0], end)
    behind = {_key(hit.name) for hit in _givers(reading, last.right[0], stop.start() if stop else end)}
    if behind:
        return behind.pop() if len(behind) == 1 else None
    if not reading.folded[start : mention.left[1]].strip(" ,:-"):  # "…: 29 tập thể; 61 cá nhân"
        earlier = _givers(reading, 0, mention.token.start)
        return _last(earlier) if earlier else None
    return None


def _decider(text: CuedText, end: int) -> Level | None:
    """The deciding level that a text names last before `end`."""
    if "thẩm quyền" in text.folded:
        authorities = list(_AUTHORITY.finditer(text.folded, 0, end))
        if authorities:
            return Level(str(authorities[-1].lastgroup))
    deciders = text.cues.marked("deciders", 0, end)
    return Level(_last(deciders)) if deciders else None


def _givers(reading: SentenceReading, start: int, end: int) -> list[Hit]:
    """The givers of awards named in [start, end), the longest phrase at a place."""
    hits = reading.cues.marked("award_givers", start, end)
    first = {stop: min(hit.start for hit in hits if hit.end == stop) for stop in {hit.end for hit in hits}}
    return [hit for hit in hits if hit.start == first[hit.end]]


def _last(hits: list[Hit]) -> str:
    return _key(max(hits, key=lambda hit: (hit.end, -hit.start, hit.name)).name)


def _key(mark: str) -> str:
    return mark.partition(".")[2]
