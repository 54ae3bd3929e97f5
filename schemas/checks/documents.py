"""Rules about a document as a whole: S02, S03 (structure), I02, I03 (units of its lists), P01, P02 (privacy).

What keeps a document out of the pipeline altogether (no sender, a secrecy stamp, macros) is decided at
intake; its reasons stand in `reference/intake_reasons.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.checks.result import CheckResult, fails
from schemas.figure import Extraction, Figure, ListingRow
from schemas.vocabulary import FigureStatus, ReportType

_PERSONAL = "personal data"  # the reason of a number inside what was masked
_STATISTICS = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
_OWN_FIGURES = (ReportType.NARRATIVE, ReportType.ANNEX)
_LEFT_OPEN = re.compile(r"(?<![\d.,/])(?:\d{12}|0\d{9})(?![\d.,]?\d)|\b\d{2}[A-ZĐ]\d?\s?-\s?\d{3}\.?\d{2}\b")


def check_document(extraction: Extraction) -> Iterator[CheckResult]:
    """The document's structure, the units of its lists, and the personal data in it."""
    yield from _check_structure(extraction)
    yield from _check_listings(extraction.listings)
    yield from _check_privacy(extraction.figures)


def _check_structure(extraction: Extraction) -> Iterator[CheckResult]:
    identity = extraction.identity
    if identity.report_type not in _OWN_FIGURES:
        return
    has_figures = any(figure.status in _STATISTICS for figure in extraction.figures)
    if not has_figures and not extraction.listings:
        yield fails("S02", None)
    if identity.dated_on is None and identity.report_type is ReportType.NARRATIVE:
        yield fails("S03", None)


def _check_listings(listings: tuple[ListingRow, ...]) -> Iterator[CheckResult]:
    seen: dict[tuple[object, ...], ListingRow] = {}
    for row in listings:
        if row.unit_id is None:
            yield fails("I02", row.locator, name=row.name)
            continue
        says = (row.unit_id, row.period_code, row.rating is not None, row.recognised is not None)
        first = seen.setdefault((*says, _table_of(row.locator)), row)
        if first is not row and first.locator != row.locator:
            yield fails("I03", row.locator, name=row.name, other=first.locator)


def _table_of(locator: str) -> str:
    return re.split(r"/r\[|!", locator)[0]


def _check_privacy(figures: tuple[Figure, ...]) -> Iterator[CheckResult]:
    quotes = {figure.quote: figure for figure in figures if figure.quote}
    places = {figure.locator for figure in figures if figure.reason == _PERSONAL}
    if places:
        yield fails("P01", None, places=str(len(places)))
    for quote, figure in quotes.items():
        if _LEFT_OPEN.search(quote):
            yield fails("P02", figure)
