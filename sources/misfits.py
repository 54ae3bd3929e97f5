"""Remembered decisions that no longer fit: the layout, a heading or a sentence has changed, or what was named
is gone.

Such a decision is not followed; its figure is back among the open questions. A decision is missed only where
something like its place is still there, undecided: a report without that table says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from schemas.document import Document
from schemas.figure import Figure, Misfit
from schemas.remembered import QuestionKind, Remembered
from schemas.vocabulary import FigureStatus
from sources.memory.recall import Recall, name_of_unit
from sources.prose.remembered import frame_of
from sources.tables.column import Holds
from sources.tables.layouts import Layout
from sources.tables.meanings import heading_match
from sources.tables.names import bare_name
from sources.tables.planned_block import PlannedBlock
from sources.tables.remembered import heading_key, spots
from sources.tables.rows import read_rows

_ALIKE = 80.0
_ALIKE_SENTENCE = 85.0

Blocks = Sequence[tuple[PlannedBlock, Layout]]
_Heading = tuple[str, str, Layout]
"""An undecided heading: its key, the first cell under it, the layout of its block."""


def find_misfits(
    document: Document, blocks: Blocks, prose: Iterable[Figure], recall: Recall
) -> tuple[Misfit, ...]:
    """The sender's decisions that are missed in a document, in their order."""
    layouts = {layout.fingerprint for _, layout in blocks}
    open_headings = list(_undecided(blocks))
    sentences = [figure for figure in prose if figure.status is not FigureStatus.OUT_OF_SCOPE]
    found: list[Misfit] = []
    for record in recall.records:
        match record.kind:
            case QuestionKind.HEADING | QuestionKind.CELL if record.layout != document.content_hash:
                found += _of_table(record, layouts, open_headings)
            case QuestionKind.SENTENCE:
                found += _of_sentence(record, sentences)
            case QuestionKind.UNIT:
                found += _of_unit(record, blocks)
    return tuple(found)


def undecided(planned: PlannedBlock) -> Iterator[tuple[str, str]]:
    """The keys of a block's value headings that no indicator was found for, each with its first cell."""
    seen: set[str] = set()
    for locator, row, column in spots(planned):
        if column.holds is not Holds.VALUE:
            continue
        match = heading_match(row, column, planned.title.subject)
        if match.code is None and match.told_by is None:
            key = heading_key(row, column)
            if key and key not in seen:
                seen.add(key)
                yield key, locator


def _undecided(blocks: Blocks) -> Iterator[_Heading]:
    for planned, layout in blocks:
        for key, locator in undecided(planned):
            yield key, locator, layout


def _of_table(record: Remembered, layouts: set[str], headings: Sequence[_Heading]) -> Iterator[Misfit]:
    path = record.key.split(" ¦ ")[1] if record.kind is QuestionKind.CELL else record.key
    for key, locator, layout in headings:
        if key == path and record.layout == layout.fingerprint and record.told is None:
            yield Misfit(record.decision_id, locator, _gone(record))
            return
        if record.layout in layouts:
            continue
        if key == path:
            yield Misfit(record.decision_id, locator, _changed(record, "bố cục bảng đã thay đổi"))
            return
        if layout.anchor == record.anchor and fuzz.ratio(key, path) >= _ALIKE:
            yield Misfit(
                record.decision_id, locator, _changed(record, f"tiêu đề bảng đã thay đổi thành “{key}”")
            )
            return


def _of_sentence(record: Remembered, figures: Sequence[Figure]) -> Iterator[Misfit]:
    if any(record.provenance in (figure.reason or "") for figure in figures):
        return
    frame = frame_of(record.text)
    for figure in figures:
        if figure.status is not FigureStatus.UNMAPPED:
            continue
        if fuzz.ratio(frame_of(figure.quote), frame, score_cutoff=_ALIKE_SENTENCE):
            is_gone = record.told is None
            message = _gone(record) if is_gone else _changed(record, "câu văn hoặc đề mục đã thay đổi")
            yield Misfit(record.decision_id, figure.locator, message)
            return


def _of_unit(record: Remembered, blocks: Blocks) -> Iterator[Misfit]:
    """A unit that is no longer there, where its name still is."""
    for planned, _ in blocks:
        if planned.names.knows(record.answer):
            continue
        for row in read_rows(planned.block, planned.rows, planned.names):
            if row.cells and name_of_unit(bare_name(row.name)) == record.key:
                locator = next(iter(row.cells.values())).locator
                what = f"đơn vị {record.answer} không còn trong kỳ này"
                yield Misfit(record.decision_id, locator, _changed(record, what))
                return


def _changed(record: Remembered, what: str) -> str:
    return (
        f"Không áp dụng được quyết định đã ghi nhớ cho “{record.text}” (người quyết định: {record.author}): "
        f"{what}. Đề nghị rà soát lại."
    )


def _gone(record: Remembered) -> str:
    return (
        f"Quyết định đã ghi nhớ cho “{record.text}” (người quyết định: {record.author}) trỏ đến chỉ tiêu "
        f"“{record.answer}” không còn trong danh mục. Đề nghị rà soát lại."
    )
