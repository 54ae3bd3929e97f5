"""Single headings looked at from outside: whether a cell's text may head a column, and which.

Rows and their order are `header_rows`; what a heading means is decided in `columns`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from schemas.document import Cell
from schemas.vietnamese_names import name_key
from sources.tables.cells import Says, read_cell
from sources.tables.parts import read_part
from sources.tables.subjects import is_transparent, topic_in
from sources.tables.vocabulary import vocabulary

YEAR = re.compile(r"^(?:19|20)\d\d:?$")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"^[-+]?\d[\d.,\s]*%?$")
_NAMES = {"unit_name", "label"}
_LONGEST_HEADING, _LONGEST_REMARK = 10, 30
_SERIAL_FILLERS = {name_key("số"), "so"}


@lru_cache(maxsize=20_000)
def is_serial(text: str) -> bool:
    """Whether a heading is that of the rows' numbers ("STT")."""
    if len(text) > 20:
        return False
    words = vocabulary()
    wording = words.speller.spell(text)
    left_out = set(words.speller.full_words(text)) - set(wording.accented)
    return left_out <= _SERIAL_FILLERS and "serial" in words.concepts.meanings(wording)


@lru_cache(maxsize=20_000)
def names_rows(text: str) -> bool:
    """Whether a heading is that of the names of the rows: units, a kind of unit, indicators."""
    words = vocabulary()
    wording = words.speller.spell(text)
    if _NAMES & set(words.concepts.meanings(wording)) or words.unit_kinds.sure_meaning(wording) is not None:
        return True
    bare = words.speller.spell(without_brackets(text).strip().removeprefix("Tên ").replace(" - ", " "))
    return words.unit_kinds.sure_meaning(bare) is not None or bool(
        _NAMES & set(words.concepts.meanings(bare))
    )


def without_brackets(text: str) -> str:
    """A heading without what stands in brackets ("Đơn vị (xã, phường)"), unless that is all of it."""
    return _BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text


@lru_cache(maxsize=20_000)
def is_period(text: str) -> bool:
    """Whether a text names a period, a change or a share between periods, and nothing else."""
    part = read_part(text)
    return not part.content.plain and bool(part.year or part.span or part.modifiers)


@lru_cache(maxsize=20_000)
def is_known(text: str) -> bool:
    """Whether a text is a heading on its own: a concept, an indicator, a period, a class."""
    words = vocabulary()
    part, wording = read_part(text), words.speller.spell(text)
    return bool(
        words.concepts.meanings(wording)
        or part.modifiers
        or part.year
        or part.span
        or words.indicators.meanings(part.content)
        or words.ratings.meanings(wording)
    )


@lru_cache(maxsize=20_000)
def heads_values(text: str) -> bool:
    """Whether a text may head a column of values beside one of names: a leaf, a topic, a level of awards."""
    words = vocabulary()
    part, wording = read_part(text), words.speller.spell(text)
    if is_transparent(wording) or part.year or part.span or part.modifiers or part.award_level:
        return True
    return any(
        each.key in words.leaf_keys or topic_in(each) is not None
        for each in (wording, part.content, *map(words.speller.spell, text.split("/")))
    )


def is_title(text: str) -> bool:
    """Whether a text begins as titles do and tells a year or goes on for long, or is a remark below one."""
    if text.startswith("(") and len(text) > _LONGEST_REMARK:
        return True
    words = vocabulary().speller.full_words(text)
    begins = any(words[: len(start)] == start for start in vocabulary().title_starts)
    return begins and (len(words) > _LONGEST_HEADING or read_part(text).year is not None)


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number or a date, stored or typed."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return True
    return isinstance(value, date) or bool(_NUMBER.match(cell.text.strip()))


def is_value(cell: Cell) -> bool:
    """Whether a cell is a number, or a sign that stands for one: no heading; a year may be one."""
    if YEAR.match(cell.text.strip()):
        return False
    says = read_cell(cell).says
    return is_mark(cell) if says is Says.MARK else says is not Says.TEXT


def is_bare_sign(cell: Cell) -> bool:
    """Whether a cell holds a sign for zero or for nothing, without a letter ("-", "…")."""
    reading = read_cell(cell)
    is_sign = reading.says is Says.BLANK or reading.is_zero_sign
    return is_sign and bool(cell.text.strip()) and not any(c.isalnum() for c in cell.text)


def is_mark(cell: Cell) -> bool:
    """Whether a cell bears a single letter or sign that marks something ("x")."""
    text = cell.text.strip().lower()
    return len(text) == 1 and text in vocabulary().marks
