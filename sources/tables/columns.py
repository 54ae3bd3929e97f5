"""The meaning of each column of a block: what part of a row it holds, or which indicator, of which period,
in which role.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from sources.tables.blocks import Block
from sources.tables.cells import Says, read_cell
from sources.tables.column import Column, Holds
from sources.tables.column_completion import completed, with_name
from sources.tables.column_values import value_column
from sources.tables.header_rows import is_serial_at
from sources.tables.header_signs import is_serial, without_brackets
from sources.tables.matching import Subject
from sources.tables.parts import period_told, read_part
from sources.tables.subjects import is_transparent
from sources.tables.vocabulary import vocabulary

_SAMPLE = 40
_NAMES = {"unit_name", "label"}
_WORDS_ONLY = _NAMES | {"measure", "unit_kind", "parent", "rating_word", "recognition_word"}


def read_columns(block: Block, subject: Subject, default_measure: tuple[str, Decimal] | None) -> list[Column]:
    """The columns of a block, left to right."""
    paths = {index: block.path(index) for index in block.columns}
    numeric = {index: _numeric_share(block, index) for index in block.columns}
    drafts = [
        _draft(index, paths[index], numeric[index], subject, default_measure)
        if _numbers_rows(block, index)
        else value_column(index, paths[index], tuple(map(read_part, paths[index])), subject, default_measure)
        for index in block.columns
    ]
    told = [_checked(block, _told_by_content(block, draft, subject)) for draft in drafts]
    return completed(with_name(told, numeric))


def _told_by_content(block: Block, column: Column, subject: Subject) -> Column:
    """A bare "Kết quả" over classes or outcomes in words holds what the table's title is about."""
    wanted = [topic for topic in ("rating", "safety") if topic in subject.topics]
    if column.holds not in {Holds.TEXT, Holds.VALUE} or column.match.code is not None or not wanted:
        return column
    if not all(is_transparent(part.content) for part in column.parts):
        return column
    words = vocabulary()
    texts = [block.grid.text_at(row, column.index) for row in block.body[:_SAMPLE]]
    filled = [words.speller.spell(text) for text in texts if text]
    for topic, phrases, holds in (
        ("rating", words.ratings, Holds.RATING_WORD),
        ("safety", words.recognition_words, Holds.RECOGNITION_WORD),
    ):
        known = sum(1 for text in filled if len(text.key) > 1 and phrases.meaning(text) is not None)
        if topic in wanted and known > 0 and known * 10 >= len(filled) * 8:
            return replace(column, holds=holds)
    return column


def _checked(block: Block, column: Column) -> Column:
    """A column of periods or of units as its cells show it: "Đơn vị" also heads units of measure."""
    if column.holds is Holds.PERIOD and not _mostly(
        block, column, lambda text: period_told(text) is not None
    ):
        return replace(column, holds=Holds.TEXT)
    if column.holds is Holds.NAME and _mostly(block, column, _is_measure):
        return replace(column, holds=Holds.MEASURE)
    return column


def _numbers_rows(block: Block, index: int) -> bool:
    """False where a heading such as "TT" stands over values, and not over the rows' numbers."""
    head = next((row for row in reversed(block.header) if index in block.grid.rows[row]), None)
    if head is None or not is_serial(block.grid.rows[head][index].text):
        return True
    return is_serial_at(block.grid, head, index)


def _mostly(block: Block, column: Column, fits: Callable[[str], bool]) -> bool:
    """Whether four fifths of a column's filled cells, in a sample of rows, fit."""
    texts = [block.grid.text_at(row, column.index) for row in block.body[:_SAMPLE]]
    filled = [text for text in texts if text]
    return bool(filled) and sum(map(fits, filled)) * 5 >= len(filled) * 4


def _is_measure(text: str) -> bool:
    return vocabulary().measure(text) is not None or vocabulary().is_counter(text)


def _numeric_share(block: Block, index: int) -> float:
    """The part of a column's filled cells, in a sample of rows, that hold numbers or marks; -1 if it is
    empty.
    """
    filled = numbers = 0
    rows = block.body
    step = max(1, len(rows) // _SAMPLE)
    for row in rows[::step]:
        cell = block.grid.rows[row].get(index)
        if cell is None:
            continue
        says = read_cell(cell).says
        if says is Says.BLANK:
            continue
        filled += 1
        numbers += says is not Says.TEXT and not (says is Says.MARK and len(cell.text.strip()) > 1)
    return numbers / filled if filled else -1.0


def _draft(
    index: int, path: tuple[str, ...], numeric: float, subject: Subject, default: tuple[str, Decimal] | None
) -> Column:
    words = vocabulary()
    parts = tuple(read_part(text) for text in path)
    if not path:
        return Column(index, path, Holds.VALUE if numeric > 0.5 else Holds.TEXT)
    concept = _concept(path, numeric)
    holds = {
        "serial": Holds.SERIAL,
        "measure": Holds.MEASURE,
        "period": Holds.PERIOD,
        "unit_kind": Holds.UNIT_KIND,
        "parent": Holds.PARENT,
        "rating_word": Holds.RATING_WORD,
        "recognition_word": Holds.RECOGNITION_WORD,
        "score": Holds.SCORE,
        "score_maximum": Holds.SCORE,
        "person": Holds.PERSONAL,
        "contact": Holds.PERSONAL,
        "date": Holds.REFERENCE,
        "document_number": Holds.REFERENCE,
        "note": Holds.NOTE,
    }.get(concept or "")
    if holds is not None:
        return Column(index, path, holds, parts)
    if concept in _NAMES:
        return Column(index, path, Holds.NAME, parts, is_label=concept == "label")
    leaf = parts[-1]
    if 0 <= numeric < 0.5:
        kind = leaf.unit_kind or words.mixed_kinds.sure_meaning(leaf.content)
        named = kind or words.unit_kinds.sure_meaning(words.speller.spell(path[-1].removeprefix("Tên ")))
        return Column(index, path, Holds.NAME if named else Holds.TEXT, parts, name_kind=named)
    return value_column(index, path, parts, subject, default)


def _concept(path: tuple[str, ...], numeric: float) -> str | None:
    """The concept that the innermost text (or the whole path) names, fitting the kind of content."""
    words = vocabulary()
    for text in (path[-1], " ".join(path), without_brackets(path[-1])):
        part = read_part(text)
        wording = part.content if part.content.plain else words.speller.spell(text)
        for concept in words.concepts.meanings(words.speller.spell(text)) or words.concepts.meanings(wording):
            if numeric > 0.5 and concept in _WORDS_ONLY:
                continue
            if concept == "score" and 0 <= numeric < 0.5:
                continue
            return concept
    return None


def is_serial_path(path: tuple[str, ...]) -> bool:
    """Whether a header path is that of the rows' numbers ("STT")."""
    return bool(path) and "serial" in vocabulary().concepts.meanings(vocabulary().speller.spell(path[-1]))
