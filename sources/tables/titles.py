"""What the lines above a table tell: its subject, period, measure, the kind of its units, and whether it is
out of scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.errors import ReferenceDataError
from schemas.periods import Period, parse_period
from sources.tables.matching import Subject
from sources.tables.parts import read_part
from sources.tables.subjects import kind_in, topics_in
from sources.tables.vocabulary import vocabulary

_YEAR = re.compile(
    r"(?<!với )(?<!voi )(?:\bnăm\b|\bNĂM\b|\bNăm\b|\bnam\b)\s+((?:19|20)\d\d)\b(?!\s*[-–/]\s*(?:19|20)\d\d)"
)
_DATED = re.compile(r"\bng[àa]y\s+\d", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2}")
_MEASURE = re.compile(r"(?:đvt|đơn vị tính|dvt)\s*:?\s*([^)\n;,.]+)", re.IGNORECASE)
_LAST_LINES = 2


@dataclass(frozen=True, slots=True)
class Title:
    """The reading of a table's title lines; `kind` is a unit kind, "mixed" or None."""

    text: str
    lines: tuple[str, ...]
    subject: Subject
    kind: str | None
    period: Period | None
    measure: tuple[str, Decimal] | None
    is_out_of_scope: bool
    note: str | None


def read_title(lines: Sequence[str], name: str, period: Period | None) -> Title:
    """The title of a table from the lines above it and the sheet's name; `period` is the document's."""
    words = vocabulary()
    kept = _title_lines(lines)
    text = " ".join(kept)
    topics = topics_in(text) or topics_in(name)
    full = words.speller.full_words(f"{text} {name}")
    own, note = _period([*kept], name, period)
    measured = next((found for line in reversed(lines) if (found := _measure(line))), None)
    return Title(
        text=text,
        lines=(*lines, name),
        subject=Subject(topics, words.speller.full_words(text)),
        kind=kind_in(text) or kind_in(name),
        period=own,
        measure=measured,
        is_out_of_scope=any(_holds(full, run) for run in words.out_of_scope),
        note=note,
    )


def _title_lines(lines: Sequence[str]) -> list[str]:
    words = vocabulary()
    candidates = [line for line in lines if not _is_letterhead(words.speller.full_words(line.lstrip("( ")))]
    for position, line in enumerate(candidates):
        if _longest_start(words.speller.full_words(line), words.title_starts):
            return candidates[position:]
    return candidates[-_LAST_LINES:]


def _is_letterhead(text: tuple[str, ...]) -> bool:
    """Whether a line begins as letterheads do ("Số: …"), and not, more fully, as titles do ("Số liệu …")."""
    words = vocabulary()
    return _longest_start(text, words.letterhead_starts) > _longest_start(text, words.title_starts)


def _longest_start(text: tuple[str, ...], starts: Sequence[tuple[str, ...]]) -> int:
    return max((len(start) for start in starts if text[: len(start)] == start), default=0)


def _period(lines: Sequence[str], name: str, period: Period | None) -> tuple[Period | None, str | None]:
    stated: dict[str, None] = {}
    for line in (*lines, name):
        if stated and line is name:
            break
        if _DATED.search(line) or _NUMBERED.search(line):
            continue
        for year in _YEAR.findall(f"năm {line}" if line is name and line.strip().isdigit() else line):
            span = read_part(line).span
            suffix = f"-{span}" if span else (period.code[4:] if period else "")
            stated[f"{year}{suffix}"] = None
    if len(stated) != 1:
        return period, None
    code = next(iter(stated))
    if period is not None and (code == period.code or "-" in period.code[:5] or len(period.code) == 9):
        return period, None
    try:
        own = parse_period(code)
    except ReferenceDataError:
        return period, None
    note = None
    if period is not None and own.code != period.code:
        note = f"tiêu đề bảng ghi kỳ {own.label_vi}, báo cáo là kỳ {period.label_vi}"
    return own, note


def _measure(line: str) -> tuple[str, Decimal] | None:
    found = _MEASURE.search(line)
    return vocabulary().measure(found[1].strip()) if found else None


def _holds(text: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(text[i : i + len(run)] == run for i in range(len(text) - len(run) + 1))
