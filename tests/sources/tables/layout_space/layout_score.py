"""Figures read back against the truth of the sheet: right, told as not understood, lost, or wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from layout_plan import Truth, Written

from schemas.figure import Extraction, Figure, ListingRow
from schemas.vocabulary import FigureStatus, Role

_COUNTED = {Role.COUNT, Role.AMOUNT, Role.PREVIOUS, Role.PART}


@dataclass
class Tally:
    """Counts over many sheets, and the faults in words."""

    right: int = 0
    told: int = 0
    listed_right: int = 0
    listed_told: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take in another tally."""
        self.right += other.right
        self.told += other.told
        self.listed_right += other.listed_right
        self.listed_told += other.listed_told
        self.wrong += other.wrong
        self.lost += other.lost
        self.reasons += other.reasons

    @property
    def stated(self) -> int:
        """All figures that the sheets state."""
        return self.right + self.told + len(self.lost)

    @property
    def recall(self) -> float:
        """The share of all stated figures that are mapped, rightly."""
        return self.right / self.stated if self.stated else 1.0

    @property
    def precision(self) -> float:
        """The share of all mapped figures that are right."""
        mapped = self.right + len(self.wrong)
        return self.right / mapped if mapped else 1.0

    @property
    def listing_recall(self) -> float:
        """The share of listed units that come back with their outcome."""
        stated = self.listed_right + self.listed_told
        return self.listed_right / stated if stated else 1.0


def judge(truth: dict[str, Written], extraction: Extraction, tally: Tally) -> None:
    """Add one sheet to the tally."""
    at: dict[str, list[Figure]] = {}
    for figure in extraction.figures:
        at.setdefault(figure.locator, []).append(figure)
    rows = {row.locator: row for row in extraction.listings}
    for locator, written in truth.items():
        if written.truths:
            _judge_cell(locator, written, at.get(locator, []), extraction.notes, tally)
        if written.listed is not None:
            _judge_row(locator, written, rows.get(locator), extraction.notes, tally)
    stated = {locator for locator, written in truth.items() if written.truths}
    for locator, figures in at.items():
        if locator not in stated:
            tally.wrong += [
                f"{locator}: {f.raw!r} mapped to {f.indicator_code}, but states nothing"
                for f in figures
                if f.status is FigureStatus.MAPPED
            ]
    for locator, row in rows.items():
        if locator not in truth or truth[locator].listed is None:
            tally.wrong.append(f"{locator}: listed as {row.name!r}, but is no listed unit")


def _judge_cell(
    locator: str, written: Written, figures: list[Figure], notes: tuple[str, ...], tally: Tally
) -> None:
    wanted = [truth for truth in written.truths if truth.code is not None]
    for figure in figures:
        if figure.status is not FigureStatus.MAPPED:
            continue
        if not any(_agrees(truth, figure) for truth in wanted):
            tally.wrong.append(
                f"{locator} {written.value!r}: read {_shown(figure)}, stated "
                + "; ".join(map(str, written.truths))
            )
    for truth in wanted:
        if any(f.status is FigureStatus.MAPPED and _agrees(truth, f) for f in figures):
            tally.right += 1
            continue
        told = [figure for figure in figures if figure.status is not FigureStatus.MAPPED]
        if told or any(locator in note for note in notes):
            tally.told += 1
            heading = told[0].quote if told else ""
            tally.reasons[
                f"{truth.code} {truth.role} | {told[0].reason if told else 'note'} | {heading[:90]}"
            ] += 1
        elif any(f.status is FigureStatus.MAPPED for f in figures):
            continue  # counted as wrong
        elif truth.value == 0 or written.is_doubtful:
            tally.told += 1
            tally.reasons[f"{truth.code} zero or doubtful {written.value!r} silent"] += 1
        else:
            tally.lost.append(f"{locator} {written.value!r}: {truth}")


def _agrees(truth: Truth, figure: Figure) -> bool:
    if figure.value is None or abs(figure.value - abs(truth.value)) > Decimal("0.0000001"):
        return False
    is_counted = truth.role in _COUNTED and figure.role in _COUNTED
    return (
        figure.indicator_code == truth.code
        and figure.unit_id == truth.unit_id
        and figure.period_code == truth.period
        and (figure.role is truth.role or is_counted)
        and figure.unit_kind == truth.unit_kind
        and figure.category == truth.category
        and (
            truth.role is not Role.CHANGE
            or truth.value == 0
            or (figure.direction == "down") == (truth.value < 0)
        )
    )


def _judge_row(
    locator: str, written: Written, row: ListingRow | None, notes: tuple[str, ...], tally: Tally
) -> None:
    listed = written.listed
    assert listed is not None
    if row is None or row.unit_id is None or row.confidence < 0.5:
        tally.listed_told += 1
        tally.reasons[f"listing {written.value!r} {'missing' if row is None else 'without unit'}"] += 1
        return
    same = (
        row.unit_id == listed.unit_id
        and row.unit_kind == listed.unit_kind
        and row.rating == listed.rating
        and row.score == listed.score
        and (row.recognised == listed.recognised)
        and (listed.registered is None or row.registered == listed.registered)
    )
    if same:
        tally.listed_right += 1
    else:
        tally.wrong.append(f"{locator} {written.value!r}: listed as {row}, stated {listed}")


def _shown(figure: Figure) -> str:
    return (
        f"{figure.indicator_code} {figure.value} {figure.unit_id} {figure.period_code} {figure.role} "
        f"{figure.unit_kind} {figure.category} “{figure.quote}”"
    )
