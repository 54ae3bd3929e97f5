"""An extraction's figures and listings as rows of `stage.observations` and `stage.listings`.

Only mapped and unmapped figures become observations; those that are no statistic, or out of scope, are
counted in `documents` and stored nowhere.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from assets.period_documents import PeriodDocument
from schemas.correction import Correction
from schemas.figure import Figure, ListingRow
from schemas.vocabulary import FigureStatus, Qualifier
from sources.versions import figure_statement, listing_statement
from warehouse.tables import listings, observations

_STORED = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
_ID_LENGTH = 32


Corrected = Mapping[str, Mapping[int, Correction]]
"""Corrections by document id and position among its figures."""


def observation_frame(
    documents: Iterable[PeriodDocument], corrected: Corrected = MappingProxyType({})
) -> pd.DataFrame:
    """The rows of `stage.observations` that the documents of a period give, in their order.

    A corrected figure is there twice: as written, unmapped, and with the value that holds.
    """
    rows = [
        row
        for document in documents
        for row in _observations(document, corrected.get(document.document_id, {}))
    ]
    return pd.DataFrame(rows, columns=observations.columns.keys())


def listing_frame(documents: Iterable[PeriodDocument]) -> pd.DataFrame:
    """The rows of `stage.listings` that the documents of a period give, in their order."""
    rows = [row for document in documents for row in _listings(document)]
    return pd.DataFrame(rows, columns=listings.columns.keys())


def _observations(document: PeriodDocument, corrected: Mapping[int, Correction]) -> Iterator[dict[str, Any]]:
    identity = document.extraction.identity
    ids = _Ids(document.content_hash)
    for index, figure in enumerate(document.extraction.figures):
        if figure.status not in _STORED:
            continue
        observation_id = ids.next(figure.locator, str(figure.start), figure.raw)
        if figure.status is FigureStatus.MAPPED:
            statement = figure_statement(figure, identity.unit_id)
            if statement in document.replaced:
                continue
        row = {
            "observation_id": observation_id,
            "reported_period_code": document.period_code,
            "sender_id": identity.unit_id,
            "document_id": document.document_id,
            **_figure_columns(figure, document),
        }
        if index in corrected:
            yield _as_written(row, corrected[index])
            row = _as_corrected(row, corrected[index])
        yield row


def _as_written(row: dict[str, Any], correction: Correction) -> dict[str, Any]:
    """The figure that a correction overrides: kept, but standing for nothing."""
    was = f"{correction.provenance}; was {row['indicator_code']}"
    nothing = {"indicator_code": None, "unit_kind": None, "category": None}
    return {**row, **nothing, "status": FigureStatus.UNMAPPED, "reason": was}


def _as_corrected(row: dict[str, Any], correction: Correction) -> dict[str, Any]:
    parts = (row["observation_id"], correction.correction_id)
    return {
        **row,
        "observation_id": hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_ID_LENGTH],
        "value": correction.value,
        "qualifier": Qualifier.EXACT,
        "decimals": max(0, -int(correction.value.as_tuple().exponent)),
        "confidence": 1.0,
        "reason": correction.provenance,
    }


def _figure_columns(figure: Figure, document: PeriodDocument) -> dict[str, Any]:
    return {
        "period_code": figure.period_code or document.period_code,
        "unit_id": figure.unit_id or document.extraction.identity.unit_id,
        "indicator_code": figure.indicator_code,
        "unit_kind": figure.unit_kind,
        "category": figure.category,
        "value": figure.value,
        "direction": figure.direction,
        "role": figure.role,
        "status": figure.status,
        "unit": figure.unit,
        "raw": figure.raw,
        "qualifier": figure.qualifier,
        "decimals": figure.decimals,
        "decided_by": figure.decided_by,
        "subset": figure.subset,
        "statement": figure.statement,
        "locator": figure.locator,
        "start_at": figure.start,
        "end_at": figure.end,
        "quote": figure.quote,
        "confidence": figure.confidence,
        "reason": figure.reason,
    }


def _listings(document: PeriodDocument) -> Iterator[dict[str, Any]]:
    ids = _Ids(document.content_hash)
    for row in document.extraction.listings:
        listing_id = ids.next(row.locator, row.name)
        if listing_statement(row) in document.replaced or row.period_code != document.period_code:
            continue
        yield {
            "listing_id": listing_id,
            "sender_id": document.extraction.identity.unit_id,
            "document_id": document.document_id,
            **_listing_columns(row),
        }


def _listing_columns(row: ListingRow) -> dict[str, Any]:
    return {
        "period_code": row.period_code,
        "locator": row.locator,
        "name": row.name,
        "unit_kind": row.unit_kind,
        "unit_id": row.unit_id,
        "parent_id": row.parent_id,
        "rating": row.rating,
        "score": row.score,
        "registered": row.registered,
        "recognised": row.recognised,
        "note": row.note or None,
        "confidence": row.confidence,
    }


class _Ids:
    """Ids that depend on content and place alone, so that the same document gives the same ids for ever.

    Two rows from one place (a range, a cell that lists two units) are told apart by their order.
    """

    def __init__(self, content_hash: str) -> None:
        self._content_hash = content_hash
        self._seen: Counter[tuple[str, ...]] = Counter()

    def next(self, *place: str) -> str:
        self._seen[place] += 1
        parts = (self._content_hash, *place, str(self._seen[place]))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_ID_LENGTH]
