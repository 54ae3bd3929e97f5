"""What extraction and the checks give to the warehouse: observations, listings, findings."""

from __future__ import annotations

from schemas.frames.columns import code, count, flag, frame_schema, share, text, value
from schemas.vocabulary import Direction, FigureStatus, Level, Qualifier, Rating, Role, Severity, UnitKind

OBSERVATIONS = frame_schema(
    "observations",
    {
        "observation_id": text(),
        "reported_period_code": text(),
        "sender_id": text(nullable=True),
        "period_code": text(nullable=True),
        "unit_id": text(nullable=True),
        "indicator_code": text(nullable=True),
        "unit_kind": code(UnitKind, nullable=True),
        "category": text(nullable=True),
        "value": value(least=0),
        "direction": code(Direction, nullable=True),
        "role": code(Role),
        "status": code(FigureStatus),
        "unit": text(),
        "raw": text(),
        "qualifier": code(Qualifier),
        "decimals": count(),
        "decided_by": code(Level, nullable=True),
        "subset": text(nullable=True),
        "statement": text(),
        "document_id": text(),
        "locator": text(),
        "start_at": count(),
        "end_at": count(),
        "quote": text(nullable=True),
        "confidence": share(),
        "reason": text(nullable=True),
    },
    key=("observation_id",),
)
"""One number of a document. `period_code` is the figure's own period, `reported_period_code` the
document's; `value` a magnitude in base units (đồng, g, percentages 0–100)."""

LISTINGS = frame_schema(
    "listings",
    {
        "listing_id": text(),
        "period_code": text(),
        "sender_id": text(nullable=True),
        "document_id": text(),
        "locator": text(),
        "name": text(),
        "unit_kind": code(UnitKind),
        "unit_id": text(nullable=True),
        "parent_id": text(nullable=True),
        "rating": code(Rating, nullable=True),
        "score": value(least=0),
        "registered": flag(),
        "recognised": flag(),
        "note": text(nullable=True),
        "confidence": share(),
    },
    key=("listing_id",),
)
"""One unit of a per-unit list; `score` is in points (0–100)."""

FINDINGS = frame_schema(
    "findings",
    {
        "finding_id": text(),
        "period_code": text(nullable=True),
        "unit_id": text(nullable=True),
        "document_id": text(nullable=True),
        "locator": text(),
        "rule": text(),
        "severity": code(Severity),
        "message": text(),
        "reported": value(),
        "expected": value(),
    },
    key=("finding_id",),
)
"""A check that fired; `reported` and `expected` are in the unit of the figure concerned."""

QUARANTINED_ROWS = frame_schema(
    "quarantined_rows",
    {
        "period_code": text(),
        "table_name": text(),
        "row_number": count(),
        "document_id": text(nullable=True),
        "locator": text(nullable=True),
        "content": text(),
        "reason": text(),
    },
    key=("period_code", "table_name", "row_number"),
)
"""A row that its table's schema turned away: `content` is the row as JSON, `reason` a Vietnamese sentence."""
