"""What the warehouse computes for a period: values, comparisons, ratings, targets, reporting status.

These rows are made by SQL; the schemas say what they must be where they are read, audited or handed on.
"""

from __future__ import annotations

import pandera.pandas as pandera

from schemas.frames.columns import code, count, day, flag, frame_schema, instant, text, value
from schemas.vocabulary import (
    Comparability,
    Consequence,
    Operation,
    Origin,
    Rating,
    ReportingStatus,
    TargetStatus,
    Timeliness,
    UnitKind,
)

FIGURE_KEY = ("period_code", "unit_id", "indicator_code", "unit_kind", "category")
"""What identifies a figure; `unit_kind` and `category` are null for the stated or summed total."""


def _figure_key() -> dict[str, pandera.Column]:
    return {
        "period_code": text(),
        "unit_id": text(),
        "indicator_code": text(),
        "unit_kind": code(UnitKind, nullable=True),
        "category": text(nullable=True),
    }


def _unit_key() -> dict[str, pandera.Column]:
    return {
        "period_code": text(),
        "unit_id": text(),
        "unit_kind": code(UnitKind),
        "parent_id": text(nullable=True),
    }


CONTRIBUTIONS = frame_schema(
    "contributions", {**_figure_key(), "observation_id": text(), "operation": code(Operation)}
)
"""What a published value is made of: one observation and what it does there."""

INDICATOR_VALUES = frame_schema(
    "indicator_values",
    {
        **_figure_key(),
        "value": value(),
        "origin": code(Origin),
        "units_expected": count(nullable=True),
        "units_reported": count(nullable=True),
        "is_complete": flag(),
    },
    key=FIGURE_KEY,
)
"""A figure of a unit in a period, in the unit of its indicator, with how many units are in it."""

COMPARISONS = frame_schema(
    "comparisons",
    {
        **_figure_key(),
        "value": value(),
        "previous_value": value(),
        "change": value(),
        "change_pct": value(),
        "matched_change": value(),
        "comparability": code(Comparability),
    },
    key=FIGURE_KEY,
)
"""A figure against the same period a year before; changes are signed, `change_pct` in percent."""

UNIT_RATINGS = frame_schema(
    "unit_ratings",
    {
        **_unit_key(),
        "scheme": text(),
        "score": value(least=0),
        "reported_rating": code(Rating, nullable=True),
        "computed_rating": code(Rating, nullable=True),
        "rating": code(Rating, nullable=True),
        "reason": text(nullable=True),
        "evidence_id": text(nullable=True),
    },
    key=("period_code", "unit_id"),
)
"""The movement rating of a unit under the scheme in force; `score` is in points (0–100)."""

SAFETY_RECOGNITIONS = frame_schema(
    "safety_recognitions",
    {**_unit_key(), "registered": flag(), "recognised": flag(), "reason": text(nullable=True)},
    key=("period_code", "unit_id"),
)
"""A unit's "An toàn về an ninh, trật tự" outcome (TT 124/2021/TT-BCA Art. 8)."""

WATCHLIST = frame_schema(
    "watchlist",
    {
        **_unit_key(),
        "rating": code(Rating),
        "consecutive_years": count(),
        "consequence": code(Consequence),
        "plan_due": day(nullable=True),
        "plan_received": day(nullable=True),
    },
)
"""A unit rated Trung bình or Yếu, for how many years in a row, and what follows from it."""

TARGET_PROGRESS = frame_schema(
    "target_progress",
    {
        "period_code": text(),
        "unit_id": text(),
        "target_code": text(),
        "actual": value(),
        "target": value(),
        "milestone_year": count(nullable=True),
        "gap": value(),
        "status": code(TargetStatus),
        "reason": text(nullable=True),
    },
    key=("period_code", "unit_id", "target_code", "milestone_year"),
)
"""A programme target against what was reached; `gap` is actual less target."""

REPORTING_STATUS = frame_schema(
    "reporting_status",
    {
        "period_code": text(),
        "unit_id": text(),
        "report_type": text(),
        "due_on": day(nullable=True),
        "received_at": instant(nullable=True),
        "timeliness": code(Timeliness),
        "status": code(ReportingStatus),
        "errors": count(),
        "warnings": count(),
    },
    key=("period_code", "unit_id", "report_type"),
)
"""What a unit owed and what came; `errors` and `warnings` count the findings of its documents."""

RELEASES = frame_schema(
    "releases",
    {
        "release_id": text(),
        "period_code": text(),
        "sequence": count(least=1),
        "digest": text(),
        "status": text(),
        "published_at": instant(),
        "superseded_at": instant(nullable=True),
        "document_count": count(),
        "value_count": count(),
    },
    key=("release_id",),
)
"""A published state of a period."""

RESTATEMENTS = frame_schema(
    "restatements",
    {
        "release_id": text(),
        **_figure_key(),
        "old_value": value(),
        "new_value": value(),
        "cause": text(),
    },
    key=("release_id", *FIGURE_KEY),
)
"""A value that a release changed: null where it appeared or went."""
