"""What was read, sentence by sentence and cell by cell: each number beside what it was understood as.

For those who check a report on the page, where what is wrong is marked in the text itself. Texts are masked
quotes, never more. What does not belong here: how a page looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.feedback.answer import Remark
from reports.feedback.outline import Outline
from schemas.figure import Extraction, Figure
from schemas.indicators import indicators
from schemas.labels import label, labels
from schemas.vocabulary import FigureStatus, Role, Severity

_UNDERSTOOD, _OPEN = FigureStatus.MAPPED, FigureStatus.UNMAPPED
_CATEGORIES = ("offence_group", "award_level")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain text, or a number with what became of it and the weight of a remark."""

    text: str
    status: FigureStatus | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as it is written, and in which part it says something of its indicator ("tăng", "bộ phận")."""

    written: str
    details: tuple[str, ...]
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """What some numbers of a sentence were understood as; `label` is "" for those that were not."""

    label: str
    numbers: tuple[ReadNumber, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or cell with its numbers, and what is to be said of it."""

    place: str
    pieces: tuple[Piece, ...]
    indicators: tuple[ReadIndicator, ...]
    remarks: tuple[Remark, ...]


def passages_of(extraction: Extraction, remarks: Iterable[Remark], outline: Outline) -> tuple[Passage, ...]:
    """The sentences and cells with statistics in reading order; others only where there is a remark."""
    grouped: dict[tuple[str, str], list[Figure]] = {}
    for figure in extraction.figures:
        if figure.quote:
            grouped.setdefault((figure.locator, figure.quote), []).append(figure)
    said: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        said.setdefault((remark.finding.locator, remark.sentence), []).append(remark)
    return tuple(
        _passage(outline.place(locator), quote, figures, said.get((locator, quote), ()))
        for (locator, quote), figures in grouped.items()
        if (locator, quote) in said or any(figure.status in (_UNDERSTOOD, _OPEN) for figure in figures)
    )


def _passage(place: str, quote: str, figures: Sequence[Figure], remarks: Sequence[Remark]) -> Passage:
    weights = {(remark.start, remark.end): remark.severity for remark in reversed(remarks)}
    read: dict[str, list[ReadNumber]] = {}
    for figure in figures:
        if figure.status in (_UNDERSTOOD, _OPEN):
            number = _number(figure, weights.get((figure.start, figure.end)))
            read.setdefault(_label(figure), []).append(number)
    return Passage(
        place,
        tuple(_pieces(quote, figures, weights)),
        tuple(ReadIndicator(label, tuple(numbers)) for label, numbers in read.items()),
        tuple(remarks),
    )


def _pieces(
    quote: str, figures: Sequence[Figure], weights: Mapping[tuple[int, int], Severity]
) -> Iterable[Piece]:
    place = 0
    for figure in sorted(figures, key=lambda figure: (figure.start, figure.end)):
        if figure.start < place or figure.end <= figure.start:
            continue
        if figure.start > place:
            yield Piece(quote[place : figure.start])
        weight = weights.get((figure.start, figure.end))
        yield Piece(quote[figure.start : figure.end], figure.status, weight)
        place = figure.end
    if place < len(quote):
        yield Piece(quote[place:])


def _label(figure: Figure) -> str:
    indicator = indicators().get(figure.indicator_code or "")
    return indicator.label_vi if indicator and figure.status is _UNDERSTOOD else ""


def _number(figure: Figure, severity: Severity | None) -> ReadNumber:
    sign = "%" if figure.unit == "%" else ""
    details = tuple(_details(figure)) if figure.status is _UNDERSTOOD else ()
    return ReadNumber(f"{figure.raw.removesuffix('%')}{sign}", details, severity)


def _details(figure: Figure) -> Iterable[str]:
    if figure.role is Role.CHANGE and figure.direction is not None:
        yield label("direction", figure.direction).label_vi.lower()
    elif figure.role not in (Role.COUNT, Role.AMOUNT, Role.PERCENT):
        yield label("role", figure.role).label_vi.lower()
    if figure.unit_kind is not None:
        yield label("unit_kind", figure.unit_kind).label_vi.lower()
    for each in _CATEGORIES:
        known = labels()[each].get(figure.category or "")
        if known is not None:
            yield known.label_vi[:1].lower() + known.label_vi[1:]
