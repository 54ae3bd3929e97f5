"""What a number counts, also where its unit of measure is left unsaid."""

from __future__ import annotations

import re

from sources.language.measures import Measure, measures
from sources.prose.evidence import Surroundings
from sources.prose.mentions import SentenceReading
from sources.prose.readings import Reading

_PERSONS = re.compile(
    r"án treo|chấp hành án|cải tạo không giam giữ|tha tù|tù tha|đặc xá|quản chế|người nghiện"
)
_CASUALTY = re.compile(r"chết|tử vong|bị thương|thiệt mạng")


def unit_key(item: Reading, before: list[Reading], reading: SentenceReading, around: Surroundings) -> str:
    """The measure a number is counted in, also where it is left unsaid."""
    own = item.mention.unit_key
    if own in ("đơn vị", "cơ sở"):  # "CSGD: 52 cơ sở", "Xã, thị trấn: 21 đơn vị"
        colon = reading.folded.find(":", 0, min(60, item.mention.token.start))
        subject = measures().last_noun(reading.folded, 0, colon, kinds_only=True) if colon > 0 else None
        item.counted = subject
        return subject.key if subject is not None else own
    if own:
        return own
    beside = reading.folded[item.mention.left[0] : item.mention.right[1]]
    if _CASUALTY.search(beside) or _PERSONS.search(beside):
        return "người"
    item.counted = counted_noun(item, before, reading, around)
    return item.counted.key if item.counted is not None else ""


def counted_noun(
    item: Reading, before: list[Reading], reading: SentenceReading, around: Surroundings
) -> Measure | None:
    """What a number without a unit of measure counts: the noun of its label, of its sentence's subject, of
    its neighbours ("cấp mới 06, cấp đổi 09; thu hồi 15 giấy")."""
    mention = item.mention
    if mention.bracket is not None and before and before[-1].mention.bracket != mention.bracket:
        opened = before[-1].mention  # "236 thanh niên (Quân sự 196, Công an 40)"
        gap = reading.folded[opened.token.stop : mention.bracket[0]]
        if opened.token.measure is not None and not re.search(r"[,;:.]", gap) and opened.unit_key != "%":
            return opened.token.measure
    label = measures().last_noun(reading.folded, mention.left[0], mention.left[1])
    if label is not None:
        return label
    subject = measures().last_noun(reading.folded, 0, mention.token.start, kinds_only=True)
    if subject is not None:
        return subject
    for head in reversed(before):
        measure = head.mention.token.measure or head.counted
        if measure is not None and measure.role == "count":
            return measure
    following = mention.following
    while following is not None and not following.unit_key:
        following = following.following
    if following is not None and following.unit_key != "%":
        return following.token.measure
    headings = around.passage.headings
    if not headings:
        return None
    heading = headings[0].text.folded
    return measures().last_noun(heading, 0, len(heading))


def casualty(item: Reading, reading: SentenceReading) -> str | None:
    """ "chết" or "bị thương", whichever is said of a number of people in this sentence."""
    if item.mention not in reading.mentions:
        if item.code and item.code.endswith((".deaths", ".injured")):
            return "chết" if item.code.endswith("deaths") else "bị thương"
        return None
    if item.mention.unit_key not in ("người", ""):
        return None
    right = reading.folded[item.mention.right[0] : item.mention.right[1]]
    left = reading.folded[item.mention.left[0] : item.mention.left[1]]
    for text in (right, left):
        if re.search(r"chết|tử vong|thiệt mạng", text):
            return "chết"
        if "bị thương" in text:
            return "bị thương"
    return None
