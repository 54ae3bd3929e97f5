"""What one cell says: a number, "70/72", an "x", nothing, or words; as clerks type them and as Excel
mangles them.

Numbers come as Excel numbers or as text in Vietnamese writing (1.234 and 12,5). What the number is about is
decided elsewhere.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from schemas.document import Cell
from sources.tables.vocabulary import vocabulary

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PLAIN = re.compile(
    r"^([-+−–]?)\s*(\d+(?:[.,]\d+)*)\s*(%|đồng|đ|vnđ|g|gam|kg|[^\W\d_]+(?:\s[^\W\d_]+){0,2})?\s*$",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"^(\d[\d.,]*)\s*/\s*(\d[\d.,]*)\s*(?:\(?\s*(\d[\d.,]*)\s*%\s*\)?)?(?:\s+[^\W\d_]+(?:\s[^\W\d_]+){0,2})?$"
)
_CHANGE = re.compile(r"^(tăng|giảm|tang|giam|↑|↓|▲|▼)\s*:?\s*(\d.*)$", re.IGNORECASE)
_FALLS = {"giảm", "giam", "↓", "▼"}
_WITH_PART = re.compile(r"^([-+]?\d[\d.,]*)\s*[^\W\d_]{0,8}\s*\(([^()]*\d[^()]*)\)$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTH_YEAR = re.compile(r"m.*y", re.IGNORECASE)


class Says(Enum):
    """The kinds of content that a cell has."""

    NUMBER = "number"
    FRACTION = "fraction"
    MARK = "mark"
    BLANK = "blank"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. `whole` is b of "a/b", `percent` a share beside it; `inner` numbers stand in brackets
    after the first.

    `is_change` holds for a change told in words ("Giảm 3"), its value then below zero where it falls.
    `is_percent` holds for a number with a % sign or Excel's % format, then 0–100. `doubt` says why a number
    may be another one.
    """

    says: Says
    value: Decimal | None = None
    whole: Decimal | None = None
    percent: str | None = None
    inner: tuple[str, ...] = ()
    is_percent: bool = False
    is_zero_sign: bool = False
    decimals: int = 0
    measure: str | None = None
    is_change: bool = False
    confidence: float = 1.0
    doubt: str | None = None


BLANK = Reading(Says.BLANK)
_TEXT = Reading(Says.TEXT)


def read_cell(cell: Cell) -> Reading:
    """What a cell says."""
    value = cell.value
    kind = type(value)
    if kind is int or kind is float:
        return read_number(value, "%" in cell.number_format)
    if kind is bool:
        return Reading(Says.MARK) if value else BLANK
    if isinstance(value, Decimal):
        return read_number(float(value), "%" in cell.number_format)
    if isinstance(value, datetime | date):
        return _read_date(value, cell.number_format)
    return read_text(cell.text)


@lru_cache(maxsize=100_000)
def read_number(value: float, is_percent: bool = False) -> Reading:
    """What a stored number says; `is_percent` where its format shows it as one."""
    if not math.isfinite(value):
        return _TEXT
    exact = Decimal(int(value)) if value == int(value) else trimmed(Decimal(repr(round(value, 9))))
    if is_percent:
        exact = trimmed(exact * 100)
    exponent = exact.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Reading(Says.NUMBER, exact, is_percent=is_percent, decimals=decimals)


def trimmed(value: Decimal) -> Decimal:
    """A number without trailing zeros after the comma, and never in powers of ten."""
    shorter = value.normalize()
    return shorter.quantize(Decimal(1)) if int(shorter.as_tuple().exponent) > 0 else shorter


@lru_cache(maxsize=100_000)
def read_text(text: str) -> Reading:
    """What a text in a cell says."""
    words = vocabulary()
    stripped = _SPACES.sub(" ", text).strip().lstrip("'").strip()
    low = stripped.lower()
    if low in words.blanks and low not in words.zeros:
        return BLANK
    if low in words.zeros:
        return Reading(Says.NUMBER, Decimal(0), is_zero_sign=True)
    if low in words.marks and low != "1":
        return Reading(Says.MARK)
    if not any(char.isdigit() for char in stripped):
        return _TEXT
    change = _CHANGE.match(stripped)
    if change:
        return _told_change(change[1].lower() in _FALLS, read_text(change[2]))
    fraction = _FRACTION.match(stripped)
    if fraction:
        part, whole = parse_number(fraction[1]), parse_number(fraction[2])
        if part is not None and whole is not None and part[0] <= whole[0]:
            return Reading(Says.FRACTION, part[0], whole[0], fraction[3])
        return _TEXT
    plain = _PLAIN.match(_glued(stripped))
    if plain:
        return _plain_number(plain)
    with_part = _WITH_PART.match(stripped)
    if with_part:
        parsed = parse_number(with_part[1])
        if parsed is not None:
            return Reading(
                Says.NUMBER,
                parsed[0],
                inner=tuple(_NUMBER.findall(with_part[2])),
                decimals=parsed[1],
                confidence=parsed[2],
            )
    return _TEXT


def _told_change(falls: bool, told: Reading) -> Reading:
    """A change told in words: its number with the sign of the word."""
    if told.says is not Says.NUMBER or told.value is None or told.value < 0:
        return _TEXT
    return replace(told, value=-told.value if falls else told.value, is_change=True)


def _glued(text: str) -> str:
    """Digits divided by blanks in groups of three ("1 234") as one number."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)


def _plain_number(match: re.Match[str]) -> Reading:
    parsed = parse_number(match[2])
    if parsed is None:
        return _TEXT
    value, decimals, confidence, doubt = parsed
    if match[1] in {"-", "−", "–"}:
        value = -value
    tail = (match[3] or "").lower()
    if tail and tail != "%":
        words = vocabulary()
        if words.measure(tail) is None and not words.is_counter(tail):
            return _TEXT
    return Reading(
        Says.NUMBER,
        value,
        is_percent=tail == "%",
        decimals=decimals,
        measure=tail if tail and tail != "%" else None,
        confidence=confidence,
        doubt=doubt,
    )


def parse_number(text: str) -> tuple[Decimal, int, float, str | None] | None:
    """A number in Vietnamese writing: value, decimals, confidence, doubt; None if it is none.

    A dot (or comma, several times) before each three digits divides thousands; a comma before decimals. One
    comma before exactly three digits is a thousands sign of English writing or three decimals: doubtful.
    """
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return Decimal(text), 0, 1.0, None
    if dots and commas:
        decimal_mark = "," if text.rindex(",") > text.rindex(".") else "."
        group_mark = "." if decimal_mark == "," else ","
        whole, _, tail = text.rpartition(decimal_mark)
        if not _is_grouped(whole, group_mark):
            return None
        return Decimal(f"{whole.replace(group_mark, '')}.{tail}"), len(tail), 1.0, None
    mark = "." if dots else ","
    if _is_grouped(text, mark):
        value = Decimal(text.replace(mark, ""))
        if mark == "," and commas == 1:
            return value, 0, 0.9, "dấu phẩy trước ba chữ số"
        return value, 0, 1.0, None
    if dots + commas > 1:
        return None
    whole, _, tail = text.partition(mark)
    return Decimal(f"{whole}.{tail}"), len(tail), 1.0, None


def _is_grouped(text: str, mark: str) -> bool:
    head, *groups = text.split(mark)
    return 1 <= len(head) <= 3 and head != "0" and all(len(group) == 3 for group in groups) and head.isdigit()


def _read_date(value: date, number_format: str) -> Reading:
    """A date in a cell; where a column holds numbers, Excel may have made it of "5/12"."""
    fmt = number_format.lower()
    has_day, has_year = "d" in fmt, "y" in fmt
    if fmt and has_year and not has_day and value.day == 1:
        first, second = value.month, value.year % 100
    else:
        first, second = sorted((value.day, value.month))
    part, whole = sorted((first, second))
    return Reading(
        Says.DATE, Decimal(part), Decimal(whole), confidence=0.9 if not (has_day and has_year) else 0.5
    )
