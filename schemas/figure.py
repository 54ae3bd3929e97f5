"""The figures and listings that extraction finds, and the identity of the document they stand in.

A `Figure` is one number of a document with what became of it; mapped and unmapped ones become the
observations of the warehouse. A `ListingRow` is one unit of a per-unit list (a rating, a recognition).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from schemas.vocabulary import Direction, FigureStatus, Level, Qualifier, Rating, ReportType, Role, UnitKind


@dataclass(frozen=True, slots=True)
class Identity:
    """Who sent a document, for which period, and what kind it is, each with the reason it was decided by.

    `unit_id` and `period_code` are None where the content does not tell. `confidence` is 0–1. `reasons`
    are short English phrases for logs and `explain`; `contradictions` are Vietnamese sentences for a
    clerk (title says 2020, body says 2019).
    """

    unit_id: str | None
    period_code: str | None
    report_type: ReportType
    dated_on: date | None
    confidence: float
    reasons: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    document_number: str | None = None
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a document.

    `value` is in base units (đồng, g; percentages 0–100), a magnitude; `direction` gives a change's way.
    `start`/`end` are character offsets of `raw` in `quote`, the masked sentence; out-of-scope figures have
    neither value nor quote. `statement` ties the numbers of one statement (unique within the document).
    `decided_by` is the level whose authority decided (rating and safety results only), `subset` names a
    declared part of the unit kind ("delegated": agencies delegated by the province). `reason` says why the
    number is not a statistic, or stayed unmapped, or whose remembered decision it was mapped by. `category`
    and `unit_kind` are the one extra dimension.
    """

    raw: str
    value: Decimal | None
    unit: str
    role: Role
    status: FigureStatus
    locator: str
    start: int
    end: int
    quote: str
    statement: str
    confidence: float = 1.0
    indicator_code: str | None = None
    unit_kind: UnitKind | None = None
    category: str | None = None
    unit_id: str | None = None
    period_code: str | None = None
    direction: Direction | None = None
    qualifier: Qualifier = Qualifier.EXACT
    decided_by: Level | None = None
    subset: str | None = None
    decimals: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One unit in a per-unit list: its movement rating, or its "An toàn về ANTT" outcome, or both.

    `name` is as written; `unit_id` is resolved, or built from the name for residential areas and
    organisations (`2004-03389/residential_area/to-dan-pho-4`); None where the name is ambiguous.
    `score` is 0–100; `registered`/`recognised` are None where the list does not tell.
    """

    locator: str
    name: str
    unit_kind: UnitKind
    unit_id: str | None
    parent_id: str | None
    period_code: str
    rating: Rating | None = None
    score: Decimal | None = None
    registered: bool | None = None
    recognised: bool | None = None
    note: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class NamedList:
    """How many places or organisations are named for a number: in its sentence, or in a footnote.

    `locator`, `start` and `raw` are those of the figure, `listed_at` is where the names stand.
    """

    locator: str
    start: int
    raw: str
    names: int
    listed_at: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """A remembered decision that no longer fits its sender's document: `message` is a Vietnamese sentence."""

    decision_id: str
    locator: str
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one document: every number once, the listings, and the reading's own remarks.

    `named_lists` are the lists of names whose number the running text states; `misfits` the remembered
    decisions that were not followed because the document has changed.
    """

    content_hash: str
    identity: Identity
    figures: tuple[Figure, ...]
    listings: tuple[ListingRow, ...]
    notes: tuple[str, ...] = ()
    named_lists: tuple[NamedList, ...] = ()
    misfits: tuple[Misfit, ...] = ()
