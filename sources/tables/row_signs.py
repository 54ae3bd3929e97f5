"""The outward signs of a row: how deep its serial stands, whether it totals, heads a group, holds values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Cell
from sources.tables.cells import Says, read_cell
from sources.tables.parts import read_part
from sources.tables.vocabulary import vocabulary

_DIGIT = re.compile(r"\d")
_ROMAN = re.compile(r"^[IVXLC]+[.)]?$")
_LETTER = re.compile(r"^[A-ZĐ][.)]?$")
ARABIC = re.compile(r"^\d+[.)]?$")
_NESTED = re.compile(r"^\d+(\.\d+)+[.)]?$")
LEADING_SERIAL = re.compile(r"^\s*([IVXLC]+|[A-ZĐ]|\d+(?:\.\d+)*|[a-zđ])\s*[.)/]\s+")
_BULLET = re.compile(r"^\s*([-–*•+])")
ROW_YEAR = re.compile(r"\s*(?:\(\s*(?:[Nn]ăm\s+)?((?:19|20)\d\d)\s*\)|[-–]\s*[Nn]ăm\s+((?:19|20)\d\d))\s*$")
_MAY_BE_TOTAL = re.compile(r"\W*(?:t[oôổ]ng|c[oôộ]ng|to[aà]n|ti[eể]u|Σ|∑)\b", re.IGNORECASE)


def rank(serial: str, name: str) -> float:
    """How deep a row stands: A, I, 1, 1.1, a), -, + from outside in."""
    own = serial
    if not own:
        lead = LEADING_SERIAL.match(name)
        own = lead[1] if lead else ""
    if own:
        if _ROMAN.match(own):
            return 1
        if _LETTER.match(own):
            return 0
        if _NESTED.match(own):
            return 2 + own.strip(".)").count(".")
        if ARABIC.match(own):
            return 2
        return 6
    bullet = _BULLET.match(name)
    if bullet:
        return 8 if bullet[1] == "+" else 7
    return 6.5


def is_group_serial(serial: str) -> bool:
    """Whether a serial is that of a group: a Roman numeral or a capital letter."""
    text = serial.strip()
    return bool(text) and bool(_ROMAN.match(text) or _LETTER.match(text))


def is_arabic_cell(cell: Cell | None) -> bool:
    """Whether a cell holds a row's number (1, 2, 3.)."""
    if cell is None:
        return False
    return type(cell.value) in {int, float} or bool(ARABIC.match(cell.text.strip()))


def has_values(cells: dict[int, Cell], indexes: Sequence[int]) -> bool:
    """Whether a row has a number, a mark or a short word in a value column."""
    for index in indexes:
        cell = cells.get(index)
        if cell is None:
            continue
        if type(cell.value) in {int, float}:
            return True
        says = read_cell(cell).says
        if says in {Says.NUMBER, Says.FRACTION, Says.MARK, Says.DATE}:
            return True
        if says is Says.TEXT and len(cell.text) < 40 and cell.column_span == 1:
            return True
    return False


def name_elsewhere(cells: dict[int, Cell], first: Sequence[int], serial: int, values: Sequence[int]) -> str:
    """The name of a row whose name column is blank: a merged or misplaced group heading."""
    for index in first:
        cell = cells.get(index)
        if cell is None or index in values:
            continue
        text = cell.text.strip()
        if text and (index != serial or cell.column_span > 1 or len(text) > 6) and not is_arabic_cell(cell):
            return text
    return ""


def is_total(name: str) -> bool:
    """Whether a name says that the row adds others up."""
    if not name or len(name) > 60 or not _MAY_BE_TOTAL.match(name):
        return False
    words = vocabulary()
    if words.total_rows.meaning(words.speller.spell(name)) is not None:
        return True
    full = words.speller.full_words(name)
    counted = any(
        full[: len(start)] == start and full[len(start) :][:1] and full[len(start)].isdigit()
        for start in words.total_counts
    )
    return counted or any(full[: len(start)] == start for start in words.total_starts)


def pure_kind(name: str) -> str | None:
    """The kind of unit that a row is about as a whole ("Khu dân cư", "Khối cơ quan"); None for one unit."""
    if not name or len(name) > 60 or _DIGIT.search(name):
        return None
    part = read_part(name)
    return part.unit_kind
