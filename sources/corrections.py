"""The corrections of the data team: read from their file, and found in what a document says.

A correction holds only as long as the source says exactly what it corrects. Nothing is corrected by guess: a
number that is gone, ambiguous, unmapped, or right already is a fault that a person has to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from schemas.correction import Correction
from schemas.errors import DecisionError
from schemas.figure import Figure
from schemas.vocabulary import FigureStatus

_TEXTS = ("document", "locator", "raw", "quote", "reason", "author")
_KEYS = frozenset({*_TEXTS, "value", "date", "position"})
_SHORTEST_HASH = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Where a correction applies among a document's figures; else `fault`, a Vietnamese clause that says why
    not.
    """

    correction: Correction
    index: int | None
    fault: str = ""


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The entries of a corrections file; none where there is no file.

    Raises `DecisionError` naming the file and the entry that is malformed.
    """
    if not path.is_file():
        return ()
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise DecisionError(f"{path}: not readable as YAML: {error}") from error
    entries = content.get("corrections") if isinstance(content, dict) else None
    if content is None:
        return ()
    if not isinstance(entries, list) or set(content) != {"corrections"}:
        raise DecisionError(f"{path}: expected one list under `corrections`")
    return tuple(_correction(path, number, entry) for number, entry in enumerate(entries, start=1))


def find_corrections(corrections: Iterable[Correction], figures: tuple[Figure, ...]) -> tuple[Found, ...]:
    """Each correction of one document with the figure that it is about, or why it is about none."""
    return tuple(_find(correction, figures) for correction in corrections)


def _find(correction: Correction, figures: tuple[Figure, ...]) -> Found:
    there = [
        (index, figure)
        for index, figure in enumerate(figures)
        if figure.locator == correction.locator
        and figure.raw == correction.raw
        and _words(correction.quote) in _words(figure.quote)
    ]
    if len(there) < correction.position:
        return Found(correction, None, "nguồn không còn ghi số và câu này ở vị trí đó")
    if len(there) > 1 and correction.position == 1 and len({figure.value for _, figure in there}) > 1:
        return Found(correction, None, "có nhiều số giống nhau ở vị trí đó, cần ghi rõ position")
    index, figure = there[correction.position - 1]
    if figure.status is not FigureStatus.MAPPED:
        return Found(correction, None, "số này chưa được gắn chỉ tiêu; hãy dùng tonghop review trước")
    if figure.value == correction.value:
        return Found(correction, None, "nguồn đã ghi đúng giá trị này, đính chính không còn cần thiết")
    return Found(correction, index)


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _correction(path: Path, number: int, entry: object) -> Correction:
    where = f"{path}: correction {number}"
    if not isinstance(entry, Mapping):
        raise DecisionError(f"{where}: expected a mapping, found {entry!r}")
    unknown, missing = set(entry) - _KEYS, (_KEYS - {"position"}) - set(entry)
    if unknown or missing:
        raise DecisionError(f"{where}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    for key in _TEXTS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise DecisionError(f"{where}: {key} must be a text in quotes, found {entry[key]!r}")
    if len(entry["document"]) < _SHORTEST_HASH:
        raise DecisionError(
            f"{where}: document needs at least {_SHORTEST_HASH} characters of the content hash"
        )
    position = entry.get("position", 1)
    if not isinstance(entry["date"], date) or not isinstance(position, int) or position < 1:
        raise DecisionError(f"{where}: date is a day (2024-01-15), position a whole number from 1")
    return Correction(
        document=entry["document"].strip(),
        locator=entry["locator"].strip(),
        raw=entry["raw"].strip(),
        quote=entry["quote"].strip(),
        value=_value(where, entry["value"]),
        reason=entry["reason"].strip(),
        author=entry["author"].strip(),
        on=entry["date"],
        position=position,
    )


def _value(where: str, written: object) -> Decimal:
    try:
        value = Decimal(str(written))
    except InvalidOperation as error:
        raise DecisionError(f"{where}: value must be a number, found {written!r}") from error
    if isinstance(written, bool) or not value.is_finite() or value < 0:
        raise DecisionError(f"{where}: value must be a number of 0 or more, found {written!r}")
    return value
