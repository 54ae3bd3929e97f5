"""Cell addresses ("B7", "A1:C3") and formulas moved from cell to cell."""

from __future__ import annotations

import re
from functools import lru_cache

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_RELATIVE = re.compile(
    r"""("[^"]*"|'[^']*')|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![A-Za-z0-9_(!.])"""
)


@lru_cache(maxsize=4096)
def column_letters(column: int) -> str:
    """The letters of a 1-based column."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """The 1-based number of a column's letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def split_address(address: str) -> tuple[int, int] | None:
    """Row and column (1-based) of an address such as "B7"; None where it is malformed."""
    match = _ADDRESS.fullmatch(address)
    return None if match is None else (int(match[2]), column_number(match[1]))


def split_range(reference: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of "A1:C3"."""
    first, _, last = reference.partition(":")
    start, end = split_address(first), split_address(last or first)
    return None if start is None or end is None else (*start, *end)


def moved_formula(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads that many rows and columns further: relative references move with it."""

    def move(match: re.Match[str]) -> str:
        quoted, fixed_column, letters, fixed_row, row = match.groups()
        if quoted is not None:
            return str(quoted)
        new_column = letters if fixed_column else column_letters(column_number(letters) + columns)
        new_row = row if fixed_row else str(int(row) + rows)
        return f"{fixed_column}{new_column}{fixed_row}{new_row}"

    return _RELATIVE.sub(move, formula)
