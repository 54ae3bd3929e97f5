"""The meaning of each column of a block: what part of a row it holds, or which indicator, of which period,
in which role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from schemas.vocabulary import Direction, Role
from sources.tables.blocks import Block
from sources.tables.cells import Says, read_cell
from sources.tables.matching import NO_MATCH, Match, Subject, match_path
from sources.tables.parts import HeaderPart, read_part
from sources.tables.subjects import is_transparent, topics_in
from sources.tables.vocabulary import vocabulary

_SAMPLE = 40
_NAMES = {"unit_name", "label"}
_WORDS_ONLY = _NAMES | {"measure", "unit_kind", "parent", "rating_word", "recognition_word"}


class Holds(Enum):
    """What a column holds."""

    SERIAL = "serial"
    NAME = "name"
    PARENT = "parent"
    MEASURE = "measure"
    UNIT_KIND = "unit_kind"
    RATING_WORD = "rating_word"
    RECOGNITION_WORD = "recognition_word"
    SCORE = "score"
    PERSONAL = "personal"
    REFERENCE = "reference"
    NOTE = "note"
    TEXT = "text"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header path and what it holds.

    For values: `match` is the indicator by the header alone, `role` and `period` ("current", "previous", or a
    year with `span`) say what its numbers do. `name_kind` is the kind of unit that the heading of a name
    column tells. `is_unit` marks values of one unit (units in columns): `unit_text` is its name.
    `whole` is the indicator of b where the heading announces "a/b" ("Đạt/đăng ký").
    """

    index: int
    path: tuple[str, ...]
    holds: Holds
    parts: tuple[HeaderPart, ...] = ()
    match: Match = NO_MATCH
    role: Role = Role.COUNT
    is_previous: bool = False
    year: int | None = None
    span: str | None = None
    is_cumulative: bool = False
    direction: Direction | None = None
    measure: str | None = None
    factor: Decimal = field(default=Decimal(1))
    counter: str | None = None
    name_kind: str | None = None
    is_label: bool = False
    whole: Match = NO_MATCH

    @property
    def heading(self) -> str:
        """The header path as one text."""
        return " > ".join(self.path)


def read_columns(block: Block, subject: Subject, default_measure: tuple[str, Decimal] | None) -> list[Column]:
    """The columns of a block, left to right."""
    paths = {index: block.path(index) for index in block.columns}
    numeric = {index: _numeric_share(block, index) for index in block.columns}
    drafts = [
        _draft(index, paths[index], numeric[index], subject, default_measure) for index in block.columns
    ]
    told = [_told_by_content(block, draft, subject) for draft in drafts]
    return _complete(_with_name(told, numeric))


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
        kind = leaf.unit_kind or words.mixed_kinds.meaning(leaf.content)
        named = kind or words.unit_kinds.meaning(words.speller.spell(path[-1].removeprefix("Tên ")))
        return Column(index, path, Holds.NAME if named else Holds.TEXT, parts, name_kind=named)
    return _value(index, path, parts, subject, default)


def _concept(path: tuple[str, ...], numeric: float) -> str | None:
    """The concept that the innermost text (or the whole path) names, fitting the kind of content."""
    words = vocabulary()
    for text in (path[-1], " ".join(path)):
        part = read_part(text)
        wording = part.content if part.content.plain else words.speller.spell(text)
        for concept in words.concepts.meanings(words.speller.spell(text)) or words.concepts.meanings(wording):
            if numeric > 0.5 and concept in _WORDS_ONLY:
                continue
            if concept == "score" and 0 <= numeric < 0.5:
                continue
            return concept
    return None


def _value(
    index: int,
    path: tuple[str, ...],
    parts: tuple[HeaderPart, ...],
    subject: Subject,
    default: tuple[str, Decimal] | None,
) -> Column:
    modifiers = frozenset().union(*(part.modifiers for part in parts))
    counter = next((part.counter for part in reversed(parts) if part.counter), None)
    measured = next((part for part in reversed(parts) if part.measure), None)
    measure, factor = (measured.measure, measured.factor) if measured else (default or (None, Decimal(1)))
    direction = None
    if "change_up" in modifiers:
        direction = Direction.UP
    if "change_down" in modifiers:
        direction = Direction.DOWN
    is_change = bool(modifiers & {"change", "change_dual", "change_up", "change_down", "change_percent"})
    is_share = "share" in modifiers or (measure == "%" and measured is not None)
    year = None if is_change else next((part.year for part in reversed(parts) if part.year), None)
    span = next((part.span for part in reversed(parts) if part.span), None)
    match, whole = _part_and_whole(path, parts, subject, counter)
    role = Role.COUNT
    if is_change:
        role = Role.CHANGE_PERCENT if is_share or "change_percent" in modifiers else Role.CHANGE
    elif is_share:
        role = Role.PERCENT
        match = _share_of(match)
    elif "target" in modifiers:
        role = Role.TARGET
    elif "previous" in modifiers:
        role = Role.PREVIOUS
    return Column(
        index=index,
        path=path,
        holds=Holds.VALUE,
        parts=parts,
        match=match,
        role=role,
        is_previous="previous" in modifiers and not is_change,
        year=year,
        span=span,
        is_cumulative="cumulative" in modifiers,
        direction=direction,
        measure="%" if role in {Role.PERCENT, Role.CHANGE_PERCENT} else measure,
        factor=Decimal(1) if role in {Role.PERCENT, Role.CHANGE_PERCENT} else factor,
        counter=counter,
        whole=whole,
    )


def _part_and_whole(
    path: tuple[str, ...], parts: tuple[HeaderPart, ...], subject: Subject, counter: str | None
) -> tuple[Match, Match]:
    """The indicators of a and b under a heading such as "Số đạt/Số đăng ký"; else of the heading as one."""
    above, (first, slash, second) = parts[:-1], path[-1].partition("/")
    if slash and first.strip() and second.strip():
        part = match_path((*above, read_part(first)), subject, counter)
        whole = match_path((*above, read_part(second)), subject, counter)
        if part.code and whole.code and part.code != whole.code:
            return part, whole
    return match_path(parts, subject, counter), NO_MATCH


def _share_of(match: Match) -> Match:
    """The ratio that a share of an indicator is, if the catalogue has one."""
    words = vocabulary()
    ratio = words.ratio_of.get(match.code or "")
    return Match(ratio, match.confidence, match.unit_kind, match.category) if ratio else match


def _with_name(columns: list[Column], numeric: dict[int, float]) -> list[Column]:
    """Settle which of the text columns names the row, and which its commune."""
    names = [column for column in columns if column.holds is Holds.NAME]
    if not names:
        texts = [c for c in columns if c.holds is Holds.TEXT and 0 <= numeric[c.index] < 0.5]
        if not texts:
            parent = next((c for c in columns if c.holds is Holds.PARENT), None)
            return [_named_by_parent(c) if c is parent else c for c in columns]
        chosen = texts[0]
        return [_as(column, Holds.NAME) if column is chosen else column for column in columns]
    if len(names) == 1:
        return columns
    specific = [c for c in names if c.name_kind not in {None, "commune", "district"}]
    plain = [c for c in names if c.name_kind is None]
    wide = [c for c in names if c.name_kind in {"commune", "district"}]
    if wide and (specific or plain):
        chosen, parents = (specific or plain)[0], wide
    else:
        chosen, parents = (specific or plain or wide)[0], []
    result = []
    for column in columns:
        if column in parents:
            result.append(_as(column, Holds.PARENT))
        elif column in names and column is not chosen:
            result.append(_as(column, Holds.UNIT_KIND if column.is_label else Holds.TEXT))
        else:
            result.append(column)
    return result


def _named_by_parent(column: Column) -> Column:
    """The column of communes as the one that names the rows, where no other does."""
    words = vocabulary()
    kind = words.unit_kinds.meaning(words.speller.spell(column.path[-1]))
    return Column(column.index, column.path, Holds.NAME, column.parts, name_kind=kind)


def _complete(columns: Sequence[Column]) -> list[Column]:
    """Give a bare "Tỷ lệ %" the indicator of the column before it, a bare change that of its group."""
    result: list[Column] = []
    for draft in columns:
        column = _with_left_topic(draft, result)
        bare = bool(column.parts) and not column.parts[-1].content.plain
        left = result[-1] if result else None
        if (
            column.holds is Holds.VALUE
            and column.role is Role.PERCENT
            and bare
            and column.match.code is None
            and left is not None
            and left.holds is Holds.VALUE
            and left.match.code is not None
            and left.role is Role.COUNT
            and left.path[: len(column.path) - 1] == column.path[:-1]
        ):
            result.append(replace(column, match=_share_of(left.match)))
        else:
            result.append(column)
    return result


def _with_left_topic(column: Column, before: Sequence[Column]) -> Column:
    """A bare "Số người chết" after "Số vụ TNGT": the topic runs on from the nearest understood column on
    the left.
    """
    words = vocabulary()
    if column.holds is not Holds.VALUE or column.match.code is not None or len(column.path) != 1:
        return column
    left = next((each for each in reversed(before) if each.holds is Holds.VALUE and each.match.code), None)
    if left is None or len(left.path) != 1 or not column.parts[-1].content.plain:
        return column
    for topic in sorted(words.topics_of_code.get(left.match.code or "", ())):
        if _own_topic(left, topic):
            found = match_path(column.parts, Subject((topic,), ()), column.counter)
            if found.code is not None:
                match = replace(found, confidence=round(found.confidence - 0.05, 3))
                return replace(column, match=_share_of(match) if column.role is Role.PERCENT else match)
    return column


def _own_topic(column: Column, topic: str) -> bool:
    """Whether a column's text names the topic itself, or took it over from its left."""
    return topic in topics_in(column.path[-1]) or column.match.confidence < 0.96


def _as(column: Column, holds: Holds) -> Column:
    return Column(
        column.index, column.path, holds, column.parts, name_kind=column.name_kind, is_label=column.is_label
    )
