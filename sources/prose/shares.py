"""Percentages: shares, rates and fulfilments of targets, and the figure each speaks of."""

from __future__ import annotations

import re

from schemas.indicators import indicators
from schemas.vocabulary import Role
from sources.language.measures import measures
from sources.prose.changes import NewStatement
from sources.prose.matching import decide, rank_as
from sources.prose.readings import HEAD_ROLES, Reading, SentenceStatements

_FORWARD = re.compile(r"^\s*(?:\(|=|:|,?\s*(?:với|tức|là))\s*$")
_FULFILMENT = re.compile(r"\s*(?:so với |của )?(?:chỉ tiêu|kế hoạch|dự toán|yêu cầu|nghị quyết)")
_RATE = re.compile(r"tỷ lệ|tỉ lệ|đạt")
_EXCESS = re.compile(r"(?:vượt|thấp hơn|cao hơn)\s*(?:trên|gần|hơn|khoảng)?\s*$")


def attach_percent(item: Reading, index: int, sentence: SentenceStatements, new: NewStatement) -> None:
    """Tie a share or a fulfilment to its figure, or leave it a rate of its own."""
    readings, heads, folded = sentence.readings, sentence.heads, sentence.reading.folded
    item.unit = "%"
    if _EXCESS.search(folded[item.mention.left[0] : item.mention.left[1]]):
        item.statement, item.reason = new(), "the distance from a target"
        return
    rated, reason = decide(rank_as("%", item.mention, sentence.reading, sentence.around))
    head = _percent_head(item, index, readings, heads, folded)
    if head is not None and head.code is not None:
        ratio = _ratio_of(head, readings)
        code = ratio or head.code
        if rated is None or rated.code in (code, head.code):
            item.join(head)
            item.code = code
            if _FULFILMENT.match(folded[item.mention.right[0] : item.mention.right[0] + 40]):
                item.code = head.code
                if head.role.role == Role.PART and not (_whole(head, readings) or "").endswith("_target"):
                    item.statement = new()
            return
    if rated is not None:
        item.statement = new()
        item.take(rated)
        item.unit_kind = kind_of_share(item, sentence)
        return
    if head is not None:
        item.join(head)
        item.reason = head.reason
        return
    item.statement, item.reason = new(), reason


def attach_previous_percent(
    item: Reading, index: int, sentence: SentenceStatements, new: NewStatement
) -> None:
    """Last year's rate is of the rate before it: "đạt 87% (cùng kỳ 91%)"."""
    before = sentence.readings[index - 1] if index else None
    if before is not None and before.role.role == Role.PERCENT:
        code, kind = before.code, before.unit_kind
        item.join(before.head or before)
        item.code, item.unit_kind, item.statement = code, kind, before.statement
        item.unit = "%"
        return
    attach_percent(item, index, sentence, new)


def kind_of_share(item: Reading, sentence: SentenceStatements) -> str | None:
    """The kind of unit a rate of its own is about: named behind or before it, or by the figures before it."""
    folded, mention = sentence.reading.folded, item.mention
    behind = measures().last_noun(folded, mention.right[0], mention.right[1], kinds_only=True)
    before = measures().last_noun(folded, mention.clause[0], mention.token.start, kinds_only=True)
    named = behind or before
    if named is not None:
        return named.unit_kind
    heads = sorted(sentence.heads, key=lambda head: head.mention.token.start > mention.token.start, reverse=True)
    return next((head.unit_kind for head in reversed(heads) if head.unit_kind), None)


def _percent_head(
    item: Reading, index: int, readings: list[Reading], heads: list[Reading], folded: str
) -> Reading | None:
    """The head a percentage speaks of: the one that follows in brackets, else the nearest before it."""
    following = readings[index + 1] if index + 1 < len(readings) else None
    if following is not None and following.role.role in HEAD_ROLES:
        gap = folded[item.mention.token.stop : following.mention.token.start]
        if _FORWARD.match(gap):
            return following
    before = readings[index - 1] if index else None
    if (
        before is not None
        and before.head is not None
        and before.mention.bracket == item.mention.bracket is not None
        and before.role.role in (Role.CHANGE, Role.CHANGE_PERCENT)
    ):
        return before.head
    earlier = [
        head
        for head in heads
        if head.mention.token.start < item.mention.token.start
        and (head.mention.bracket is None or head.mention.bracket[1] > item.mention.token.start)
    ]
    if not earlier or _counts_something_else(item, folded):
        return None
    nearest = _of_named_unit(item, earlier, folded) or _of_chain(item, earlier, folded) or earlier[-1]
    gap = folded[nearest.mention.token.stop : item.mention.token.start]
    if ";" in gap and item.mention.bracket is None:
        return None
    if len(gap) > 130:
        return None
    return nearest


def _of_named_unit(item: Reading, earlier: list[Reading], folded: str) -> Reading | None:
    """ "109 vụ với 149 bị can, đạt 86,5% số vụ": the share names the unit it is of."""
    named = re.match(r"\s*(?:tổng )?số ", folded[item.mention.right[0] :])
    if named is None or folded[slice(*item.mention.left)].rstrip().endswith(("bằng", "chiếm")):
        return None
    found = measures().at(folded, item.mention.right[0] + named.end() - 1)
    if found is None:
        return None
    return next((head for head in reversed(earlier) if head.unit_key == found.measure.key), None)


def _of_chain(item: Reading, earlier: list[Reading], folded: str) -> Reading | None:
    """ "làm rõ 40 vụ, 69 đối tượng, đạt 86,9%": a rate is of the figure in the chain that rates are made of.

    A target's fulfilment is that of the first ("bắt 25 vụ, 31 đối tượng, đạt 104% chỉ tiêu").
    """
    chain = [earlier[-1]]
    for head in reversed(earlier[:-1]):
        if not chain[-1].mention.is_chained:
            break
        chain.append(head)
    if len(chain) < 2 or chain[0].role.role == Role.PART or item.mention.bracket != chain[0].mention.bracket:
        return None
    if _FULFILMENT.match(folded, item.mention.right[0]):
        return chain[-1]
    if not _RATE.search(folded[slice(*item.mention.left)]):
        return None
    return next((head for head in chain if _ratio_of(head, chain) is not None), None)


def _counts_something_else(item: Reading, folded: str) -> bool:
    """ "thu hồi 100% tài sản": a share of the noun that follows, not of the figure before."""
    right = folded[item.mention.right[0] : item.mention.right[1]].strip()
    return bool(right) and not re.match(
        r"(?:chỉ tiêu|kế hoạch|dự toán|so với|tổng số|số|trên tổng|yêu cầu|nghị quyết|cùng kỳ|vụ|tin)", right
    )


def _whole(head: Reading, readings: list[Reading]) -> str | None:
    return next((item.code for item in readings if item.role.role == Role.WHOLE and item.head is head), None)


def _ratio_of(head: Reading, readings: list[Reading]) -> str | None:
    """The ratio indicator whose numerator is the head's indicator (and whose denominator is the whole's)."""
    whole = _whole(head, readings)
    for code, indicator in indicators().items():
        is_numerator = indicator.numerator == (head.code,) and head.category is None
        if is_numerator and (whole is None or indicator.denominator == (whole,)):
            return code
    return None
