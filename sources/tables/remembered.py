"""What people decided before on the headings and cells of a sender's layouts.

Headings are asked by the matching itself, before it ranks; single cells are settled afterwards, where the
plan of the block is at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.figure import Figure
from schemas.remembered import QuestionKind, Told
from schemas.vocabulary import FigureStatus, UnitKind
from sources.memory.recall import REMEMBERED_CONFIDENCE, Recall
from sources.tables.column import Column
from sources.tables.layouts import Layout, row_key
from sources.tables.matching import NO_MATCH, Match, path_key
from sources.tables.planned_block import PlannedBlock
from sources.tables.row_plan import Row
from sources.tables.rows import read_rows
from sources.tables.titles import Title


def with_memory(title: Title, recall: Recall, layout: Layout) -> Title:
    """The title with the decisions on header paths of its layout in its subject."""
    told = recall.indicators(QuestionKind.HEADING, layout.fingerprint)
    if not told:
        return title
    matches = tuple((key, _match(each)) for key, each in told.items())
    return replace(title, subject=replace(title.subject, remembered=matches))


def settled(
    figures: Sequence[Figure], blocks: Sequence[tuple[PlannedBlock, Layout]], recall: Recall, content: str
) -> tuple[Figure, ...]:
    """The figures with the decisions on single cells: of this content, else of the layout."""
    by_content = recall.indicators(QuestionKind.CELL, content)
    by_row: dict[str, tuple[str, Mapping[str, Told]]] = {}
    for planned, layout in blocks:
        told = recall.indicators(QuestionKind.CELL, layout.fingerprint)
        if told:
            for locator, row, column in spots(planned):
                by_row[locator] = row_key(row.name, heading_key(row, column)), told
    if not by_content and not by_row:
        return tuple(figures)
    result = []
    for figure, place in numbered(figures):
        key, told = by_row.get(figure.locator, ("", {}))
        known = by_content.get(cell_key(figure.locator, place)) or told.get(cell_key(key, place))
        result.append(figure if known is None else _settled(figure, known))
    return tuple(result)


def numbered(figures: Iterable[Figure]) -> Iterator[tuple[Figure, int]]:
    """Each figure with its position among those of its cell ("70/72" holds two)."""
    seen: Counter[str] = Counter()
    for figure in figures:
        yield figure, seen[figure.locator]
        seen[figure.locator] += 1


def cell_key(place: str, position: int) -> str:
    """The key of one number of a cell, which is named by its row and headings, or by its locator."""
    return f"{place} ¦ {position}"


def spots(planned: PlannedBlock) -> Iterator[tuple[str, Row, Column]]:
    """The cells of a block with their rows and columns, by locator."""
    for row in read_rows(planned.block, planned.rows, planned.names):
        for column in planned.columns:
            cell = row.cells.get(column.index)
            if cell is not None:
                is_unit = column.index in planned.units
                yield cell.locator, row, replace(column, parts=(), match=NO_MATCH) if is_unit else column


def heading_key(row: Row, column: Column) -> str:
    """The key of the headings over and beside a cell, as `match_path` is asked for them."""
    return path_key((*row.labels, *column.parts))


def _match(told: Told) -> Match:
    return Match(told.code, REMEMBERED_CONFIDENCE, told.unit_kind, told.category, told_by=told.by)


def _settled(figure: Figure, told: Told) -> Figure:
    if figure.status not in {FigureStatus.MAPPED, FigureStatus.UNMAPPED}:
        return figure
    if told.code is None:
        return replace(
            figure, status=FigureStatus.NOT_STATISTIC, value=None, indicator_code=None, reason=told.by
        )
    is_same = figure.indicator_code == told.code
    kind = UnitKind(told.unit_kind) if told.unit_kind else figure.unit_kind if is_same else None
    return replace(
        figure,
        status=FigureStatus.MAPPED,
        indicator_code=told.code,
        unit_kind=kind,
        category=told.category or (figure.category if is_same else None),
        confidence=REMEMBERED_CONFIDENCE,
        reason=told.by,
    )
