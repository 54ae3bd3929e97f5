"""The headings and cells of tables that no header wording was sure of.

One heading of one layout is one question, however many cells stand under it. A cell is asked about alone
where its heading is understood and the cell is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.remembered import NOT_A_STATISTIC, QuestionKind
from schemas.review import Guess, Question
from schemas.vocabulary import FigureStatus, Role
from sources.review.guesses import two_best
from sources.tables.column import Column, Holds
from sources.tables.layouts import Layout, row_key
from sources.tables.matching import Match
from sources.tables.meanings import heading_match
from sources.tables.planned_block import PlannedBlock
from sources.tables.remembered import cell_key, heading_key, numbered, spots
from sources.tables.row_plan import Row, RowIs

_DOUBTFUL = 0.8
_UNIT_OPEN = "unit not resolved"
_SHARES = frozenset({Role.CHANGE, Role.CHANGE_PERCENT, Role.PERCENT})

Blocks = Sequence[tuple[PlannedBlock, Layout]]


@dataclass(frozen=True, slots=True)
class _Spot:
    planned: PlannedBlock
    layout: Layout
    row: Row
    column: Column

    @property
    def match(self) -> Match:
        """What the headings of the cell mean."""
        return heading_match(self.row, self.column, self.planned.title.subject)

    @property
    def heading(self) -> str:
        """The headings of the cell as a reader sees them."""
        texts = (self.row.name if self.row.labels else "", " > ".join(self.column.path))
        return " | ".join(text for text in texts if text)


def table_questions(
    figures: Iterable[Figure], blocks: Blocks, sender_id: str, content_hash: str
) -> tuple[Question, ...]:
    """The questions of a document's tables in reading order, each with the number of figures it decides."""
    places = {
        locator: _Spot(planned, layout, row, column)
        for planned, layout in blocks
        for locator, row, column in spots(planned)
    }
    found: dict[str, Question] = {}
    for figure, position in numbered(figures):
        asked = _asked(figure, position, places.get(figure.locator), content_hash)
        if asked is None:
            continue
        question = replace(asked, sender_id=sender_id)
        known = found.get(question.question_id)
        if known is None:
            found[question.question_id] = question
            continue
        example = question if known.role in _SHARES and question.role not in _SHARES else known
        found[question.question_id] = replace(example, decides=known.decides + 1)
    return tuple(found.values())


def _asked(figure: Figure, position: int, spot: _Spot | None, content_hash: str) -> Question | None:
    if figure.status is FigureStatus.MAPPED:
        return _doubtful(figure, position, spot, content_hash)
    is_open = figure.status is FigureStatus.UNMAPPED and not (figure.reason or "").startswith(_UNIT_OPEN)
    if not is_open or (spot is not None and spot.column.holds is Holds.SCORE):
        return None
    if spot is None:
        key = cell_key(figure.locator, position)
        return _question(
            QuestionKind.CELL, figure, None, layout=content_hash, key=key, choices=(NOT_A_STATISTIC,)
        )
    path, code = heading_key(spot.row, spot.column), spot.match.code
    if code is not None and code not in indicators():
        return None  # understood, and no indicator by design ("không đạt")
    if position == 0 and path and spot.column.holds is Holds.VALUE and code is None:
        return _question(QuestionKind.HEADING, figure, spot, layout=spot.layout.fingerprint, key=path)
    is_of_sender = bool(spot.row.labels) or spot.row.kind is RowIs.TOTAL
    can_be_told = is_of_sender and position == 0 and spot.column.holds is Holds.VALUE
    key = cell_key(row_key(spot.row.name, path), position)
    choices = () if can_be_told else (NOT_A_STATISTIC,)
    return _question(
        QuestionKind.CELL, figure, spot, layout=spot.layout.fingerprint, key=key, choices=choices
    )


def _doubtful(figure: Figure, position: int, spot: _Spot | None, content_hash: str) -> Question | None:
    """A figure that was mapped by a heading, or read from a cell, that leaves a doubt."""
    if figure.confidence >= _DOUBTFUL or spot is None:
        return None
    path = heading_key(spot.row, spot.column)
    match = spot.match
    if path and position == 0 and match.code is not None and match.confidence < _DOUBTFUL:
        return _question(QuestionKind.HEADING, figure, spot, layout=spot.layout.fingerprint, key=path)
    return _question(
        QuestionKind.CELL, figure, spot, layout=content_hash, key=cell_key(figure.locator, position)
    )


def _question(
    kind: QuestionKind,
    figure: Figure,
    spot: _Spot | None,
    *,
    layout: str,
    key: str,
    choices: tuple[str, ...] = (),
) -> Question:
    is_mapped = figure.status is FigureStatus.MAPPED
    heading = spot.heading if spot is not None else ""
    return Question(
        kind=kind,
        sender_id="",
        layout=layout,
        key=key,
        anchor=spot.layout.anchor if spot is not None else "",
        text=heading if kind is QuestionKind.HEADING and heading else figure.quote,
        around=spot.planned.title.text if spot is not None else "",
        raw=figure.raw,
        unit=_unit(figure, spot),
        role=figure.role,
        reason="doubtful" if is_mapped else figure.reason or "",
        locator=figure.locator,
        guesses=() if choices else _guesses(figure, spot, heading),
        choices=choices,
    )


def _unit(figure: Figure, spot: _Spot | None) -> str:
    if figure.unit or spot is None:
        return figure.unit
    return (spot.row.counter or spot.column.counter or spot.column.measure or "").strip().lower()


def _guesses(figure: Figure, spot: _Spot | None, heading: str) -> tuple[Guess, ...]:
    ranked: list[Guess] = []
    if figure.indicator_code is not None:
        ranked.append(Guess(_answer(figure.indicator_code, figure), figure.confidence))
    if spot is not None:
        match = spot.match
        code = match.code or match.guess
        if code is not None:
            ranked.append(Guess(code, match.confidence))
    title = spot.planned.title.text if spot is not None else ""
    return two_best(ranked, f"{heading} {title}", _unit(figure, spot), figure.role)


def _answer(code: str, figure: Figure) -> str:
    dimension = figure.unit_kind or figure.category
    return f"{code}/{dimension}" if dimension else code
