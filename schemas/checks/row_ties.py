"""Rows of two years: which of their percentages are percentages of change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.checks.statements import is_tied
from schemas.figure import Figure
from schemas.vocabulary import Role

_ROW_OF_TWO_YEARS = {Role.COUNT, Role.PREVIOUS, Role.CHANGE, Role.PERCENT}


def percentages_of_change_in_rows(figures: Iterable[Figure]) -> Iterator[Figure]:
    """ "Năm 2023 | Năm 2022 | Tăng/giảm | Tỷ lệ %" in one row: the percentage is that of the change."""
    rows: dict[str, list[Figure]] = {}
    figures = tuple(figures)
    for figure in figures:
        if is_tied(figure) and "|" in figure.quote:
            rows.setdefault(figure.statement, []).append(figure)
    for figure in figures:
        row = {each.role: each for each in rows.get(figure.statement, [])}
        whole = len(row) == len(rows.get(figure.statement, [])) and row.keys() == _ROW_OF_TWO_YEARS
        if (
            whole
            and figure.role is Role.PERCENT
            and not _is_index(figure, row[Role.COUNT], row[Role.PREVIOUS])
        ):
            yield replace(figure, role=Role.CHANGE_PERCENT, direction=row[Role.CHANGE].direction)
        else:
            yield figure


def _is_index(percent: Figure, now: Figure, before: Figure) -> bool:
    """Whether the percentage is this year's number in per cent of last year's (124,1%)."""
    if percent.value is None or now.value is None or not before.value:
        return False
    return bool(abs(percent.value - now.value * 100 / before.value) <= 1)
