"""Rows of per-unit lists turned into listing rows: the rating of each unit, its "An toàn về ANTT" outcome,
or both.

A list marks classes with "x", names them in words, or writes 1; a table of counts per commune is no list
and stays figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from schemas.document import Cell
from schemas.figure import ListingRow
from schemas.vocabulary import Rating, Role, UnitKind
from sources.tables.blocks import Block
from sources.tables.cells import Reading, Says, read_cell
from sources.tables.column import Column, Holds
from sources.tables.names import Named
from sources.tables.outcome_words import rating_told, recognition_told
from sources.tables.vocabulary import NOT_RECOGNISED, vocabulary

_RATINGS = {f"rating.{rating.value}": rating for rating in Rating}
_REGISTERED, _RECOGNISED = "safety.registered", "safety.recognised"
_SAMPLE = 400
_HIGHEST_SCORE = 100


@dataclass(frozen=True)
class ListingPlan:
    """The columns that make listing rows; `classes` and `outcomes` are the ones that bear marks, `stray`
    those with headings that are not understood: a mark there may be the class.
    """

    classes: tuple[tuple[int, Rating], ...]
    outcomes: tuple[tuple[int, str], ...]
    rating_word: int | None
    recognition_word: int | None
    score: int | None
    note: int | None
    is_marked: bool
    stray: tuple[int, ...] = ()

    @property
    def is_listing(self) -> bool:
        """Whether rows of the block are listing rows at all."""
        return self.is_marked or self.rating_word is not None or self.recognition_word is not None

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns that a listing row is made from."""
        words = (self.rating_word, self.recognition_word, self.score, self.note)
        stray = self.stray if self.is_marked else ()
        return (*self.marked, *stray, *(index for index in words if index is not None))

    @cached_property
    def marked(self) -> frozenset[int]:
        """The columns whose numbers in a unit's row are marks, not counts."""
        if not self.is_marked:
            return frozenset()
        return frozenset([index for index, _ in self.classes] + [index for index, _ in self.outcomes])


NO_LISTING = ListingPlan((), (), None, None, None, None, False)
"""For a block whose rows are no units."""


def plan_listing(block: Block, columns: Sequence[Column], is_of_communes: bool) -> ListingPlan:
    """How the rows of a block are listings, if they are."""
    values = [c for c in columns if c.holds is Holds.VALUE and c.role in {Role.COUNT, Role.PERCENT}]
    counts = [c for c in values if c.role is Role.COUNT]
    classes = tuple((c.index, _RATINGS[c.match.code]) for c in counts if c.match.code in _RATINGS)
    outcomes = tuple(
        (c.index, c.match.code) for c in counts if c.match.code in {_REGISTERED, _RECOGNISED, NOT_RECOGNISED}
    )
    others = [c.index for c in values if c.match.code in {"rating.assessed", "safety.units_total"}]
    return ListingPlan(
        classes,
        outcomes,
        _first(columns, Holds.RATING_WORD),
        _first(columns, Holds.RECOGNITION_WORD),
        _score(columns),
        _first(columns, Holds.NOTE),
        _is_marked(block, [index for index, _ in (*classes, *outcomes)], others, is_of_communes),
        tuple(c.index for c in counts if c.match.code is None) if classes else (),
    )


Told = tuple[str, Reading]
"""What a cell of a list tells: its text and its reading."""


def told(cell: Cell) -> Told:
    """What a cell tells."""
    return cell.text.strip(), read_cell(cell)


def listing_row(
    cells: Mapping[int | None, Told],
    plan: ListingPlan,
    named: Named,
    *,
    name: str,
    locator: str,
    period_code: str,
) -> ListingRow | None:
    """The listing row of one unit from the cells of its row; None where the row tells nothing about it."""
    if named.unit_kind is None:
        return None
    confidence = named.confidence
    rating, registered, recognised = None, None, None
    if plan.is_marked:
        classes = [rating for index, rating in plan.classes if index in cells and _bears_mark(cells[index])]
        if len(classes) > 1:
            confidence = min(confidence, 0.3)
        elif classes:
            rating = classes[0]
        elif any(index in cells and _bears_mark(cells[index]) for index in plan.stray):
            return None
        registered, recognised = _marked_outcomes(cells, plan)
    if rating is None and plan.rating_word in cells:
        rating = rating_told(cells[plan.rating_word][0])
    if plan.recognition_word in cells:
        text, reading = cells[plan.recognition_word]
        outcome = recognition_told(text)
        if outcome is not None:
            recognised = outcome
        elif reading.says is Says.MARK:
            recognised = True
    score = score_of(cells[plan.score][1]) if plan.score in cells else None
    if rating is None and recognised is None and score is None and not registered:
        return None
    if plan.classes and rating is None and recognised is False and not plan.outcomes:
        recognised = None
    note = cells[plan.note][0] if plan.note in cells else ""
    return ListingRow(
        locator,
        name.strip(),
        named.unit_kind,
        named.unit_id,
        named.parent_id,
        period_code,
        rating,
        score,
        registered,
        recognised,
        note,
        confidence,
    )


def _marked_outcomes(cells: Mapping[int | None, Told], plan: ListingPlan) -> tuple[bool | None, bool | None]:
    registered: bool | None = None
    recognised: bool | None = None
    for index, code in plan.outcomes:
        if index not in cells:
            if code == _REGISTERED:
                registered = registered or False
            elif code == _RECOGNISED:
                recognised = recognised or False
            continue
        bears = _bears_mark(cells[index])
        if code == _REGISTERED:
            registered = bears
        elif code == _RECOGNISED:
            recognised = _outcome(cells[index], bears)
        elif bears:
            recognised = False
    return registered, recognised


def score_of(reading: Reading) -> Decimal | None:
    """The score that a cell states, at most 100; None where it states none."""
    if reading.says is not Says.NUMBER or reading.is_zero_sign or reading.value is None:
        return None
    return reading.value if reading.value <= _HIGHEST_SCORE else None


def _score(columns: Sequence[Column]) -> int | None:
    """The column of the final score: the last one that is neither the scale nor the unit's own scoring."""
    scores = [c for c in columns if c.holds is Holds.SCORE and not (_concepts(c) & {"score_maximum"})]
    final = [c for c in scores if "tự chấm" not in c.heading.lower()]
    return (final or scores)[-1].index if scores else None


def _concepts(column: Column) -> set[str]:
    words = vocabulary()
    return set(words.concepts.meanings(words.speller.spell(column.path[-1]))) if column.path else set()


def _first(columns: Sequence[Column], holds: Holds) -> int | None:
    return next((column.index for column in columns if column.holds is holds), None)


def _bears_mark(cell: Told) -> bool:
    text, reading = cell
    if reading.says is Says.NUMBER:
        return reading.value == 1
    if reading.says is Says.TEXT:
        return recognition_told(text) is True
    return reading.says is Says.MARK


def _outcome(cell: Told, bears: bool) -> bool | None:
    if bears:
        return True
    text, reading = cell
    if recognition_told(text) is False or reading.is_zero_sign or reading.value == 0:
        return False
    return False if reading.says is Says.BLANK else None


def _is_marked(block: Block, indexes: list[int], others: list[int], is_of_communes: bool) -> bool:
    """Whether the class and outcome columns bear marks: an "x" somewhere, or single ones and nothing else."""
    ones = 0
    for row in block.body[:_SAMPLE]:
        cells = block.grid.rows[row]
        readings = [read_cell(cells[index]) for index in indexes if index in cells]
        if any(reading.says is Says.MARK for reading in readings):
            return True
        numbers = [reading.value for reading in readings if reading.says is Says.NUMBER and reading.value]
        if any(reading.says is Says.FRACTION for reading in readings):
            return False
        if sum(1 for number in numbers if number is not None and number > 1):
            if len(block.body) < 3 or row != block.body[-1]:
                return False
            continue
        ones += 1 if numbers else 0
    return ones > 1 and not others and not is_of_communes


KIND_OF_COMMUNE = {UnitKind.COMMUNE, UnitKind.DISTRICT}
