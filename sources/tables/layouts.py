"""What a table is remembered by: a fingerprint of its header paths, and an anchor to find it again.

Years count from the document's own ("năm trước" a year later has the same layout); other numbers and the
number of rows do not matter.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from schemas.vietnamese_names import name_key
from sources.tables.blocks import Block
from sources.tables.titles import Title

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WITH_DIGITS = re.compile(r"\S*\d\S*")


@dataclass(frozen=True, slots=True)
class Layout:
    """`fingerprint` changes with any heading, `anchor` (title, else sheet) with the table's subject alone."""

    fingerprint: str
    anchor: str


def layout_of(block: Block, title: Title, table_name: str) -> Layout:
    """The layout of a block under its title on a sheet ("" for tables of Word documents)."""
    anchor = _without_numbers(title.text) or _without_numbers(table_name)
    year = title.period.year if title.period is not None else None
    paths = (" > ".join(block.path(index)) for index in block.columns)
    parts = (anchor, *(name_key(_with_relative_years(path, year)) for path in paths))
    return Layout(hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16], anchor)


def row_key(row_name: str, path: str) -> str:
    """The key of one row of a layout under a header path: its name without numbers."""
    return f"{_without_numbers(row_name)} ¦ {path}"


def _without_numbers(text: str) -> str:
    return " ".join(name_key(_WITH_DIGITS.sub(" ", text)).split())


def _with_relative_years(text: str, year: int | None) -> str:
    if year is None:
        return _YEAR.sub("#", text)
    return _YEAR.sub(lambda found: f"#{int(found.group()) - year}", text)
