"""One JSON object per number of a document: the output of `tonghop extract`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from schemas.figure import Extraction, Figure
from schemas.vocabulary import FigureStatus

_OF_STATISTICS = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)


def figure_line(document: str, extraction: Extraction, figure: Figure) -> dict[str, Any]:
    """A figure as it is printed; `document` names its file.

    Where a statistic names no unit or period of its own, it is the document's. The value of a whole number
    is an integer. Out-of-scope figures have an empty quote.
    """
    is_statistic = figure.status in _OF_STATISTICS
    identity = extraction.identity
    return {
        "document": document,
        "raw": figure.raw,
        "value": _number(figure.value),
        "unit": figure.unit,
        "role": figure.role,
        "status": figure.status,
        "indicator_code": figure.indicator_code,
        "unit_kind": figure.unit_kind,
        "category": figure.category,
        "unit_id": figure.unit_id or (identity.unit_id if is_statistic else None),
        "period_code": figure.period_code or (identity.period_code if is_statistic else None),
        "locator": figure.locator,
        "start": figure.start,
        "end": figure.end,
        "quote": figure.quote,
        "confidence": figure.confidence,
        "statement": figure.statement,
        "direction": figure.direction,
        "qualifier": figure.qualifier,
        "reason": figure.reason,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
