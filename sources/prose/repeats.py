"""One value for one thing: parts of a whole and weaker repetitions lose the indicator they were read as.

A sentence that gives one key several values tells parts of it ("xử phạt 19 vụ; bàn giao … 16 vụ"); a key that
is stated elsewhere with another value is trusted where it is said best, in the body before a footnote.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.figure import Figure
from schemas.vocabulary import FigureStatus, Role

_VALUE_ROLES = frozenset({Role.COUNT, Role.AMOUNT, Role.PART})


@dataclass(slots=True)
class Draft:
    """A figure with what later passes over the document need to know of it."""

    figure: Figure
    score: float = 0.0
    is_footnote: bool = False
    is_breakdown: bool = False
    sentence: int = 0


def keep_one_per_sentence(drafts: list[Draft]) -> None:
    """One sentence gives a key one value: of several, the total stays or the one that is said best.

    "xử phạt 19 vụ; bàn giao … xử phạt 16 vụ" are parts of a whole that is stated elsewhere.
    """
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        figure = draft.figure
        if figure.status == FigureStatus.MAPPED and figure.role in _VALUE_ROLES:
            groups[(draft.sentence, figure.locator, *_key(figure))].append(index)
    statements = _by_statement(drafts)
    for indices in groups.values():
        values = {drafts[i].figure.value for i in indices}
        if len(values) < 2:
            continue
        kept = _the_total(drafts, indices)
        for i in indices:
            if drafts[i].figure.value != kept:
                _demote(drafts[i], statements, "a part of a figure stated as a whole")


def _the_total(drafts: list[Draft], indices: list[int]) -> Decimal | None:
    values = [drafts[i].figure.value or Decimal(0) for i in indices]
    outer = [i for i in indices if not drafts[i].is_breakdown]
    if len(outer) == 1:
        return drafts[outer[0]].figure.value
    if not drafts[indices[0]].is_footnote:
        for value in values:
            if value and value == sum(values) - value:
                return value
        best = max(drafts[i].score for i in indices)
        leaders = [i for i in indices if drafts[i].score > best - 0.5]
        if len(leaders) == 1:
            return drafts[leaders[0]].figure.value
    return None


def drop_outlying_repeats(drafts: list[Draft]) -> None:
    """Where a key is stated with other values elsewhere, a footnote's or a weaker one is not taken for it."""
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        figure = draft.figure
        if figure.status == FigureStatus.MAPPED and figure.role in _VALUE_ROLES:
            groups[_key(figure)].append(index)
    statements = _by_statement(drafts)
    for indices in groups.values():
        if len({drafts[i].figure.value for i in indices}) < 2:
            continue
        body = [i for i in indices if not drafts[i].is_footnote and not drafts[i].is_breakdown] or indices
        best = max(drafts[i].score for i in body)
        trusted = {drafts[i].figure.value for i in body if drafts[i].score >= best - 1.0}
        for i in indices:
            if drafts[i].figure.value not in trusted:
                _demote(drafts[i], statements, "differs from the figure stated for the same thing")


def _by_statement(drafts: list[Draft]) -> dict[str, list[Draft]]:
    """The mapped figures of each statement."""
    statements: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.figure.status == FigureStatus.MAPPED:
            statements[draft.figure.statement].append(draft)
    return statements


def _demote(demoted: Draft, statements: dict[str, list[Draft]], reason: str) -> None:
    """Unmap a figure, and what is said of it in its statement."""
    for draft in statements[demoted.figure.statement]:
        draft.figure = replace(
            draft.figure, status=FigureStatus.UNMAPPED, indicator_code=None, unit_kind=None,
            category=None, confidence=0.0, reason=reason,
        )  # fmt: skip
    statements[demoted.figure.statement] = [demoted]


def _key(figure: Figure) -> tuple[object, ...]:
    return (
        figure.indicator_code, figure.unit_kind, figure.category, figure.unit_id, figure.period_code,
        figure.decided_by, figure.subset,
    )  # fmt: skip
