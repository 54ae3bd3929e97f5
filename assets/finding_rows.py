"""Findings as rows of `stage.findings`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pandas as pd

from schemas.finding import Finding
from warehouse.tables import findings

_ID_LENGTH = 32


def finding_frame(found: Iterable[Finding], period_code: str) -> pd.DataFrame:
    """The rows of `stage.findings` of a period; the same thing found twice at one place is one row."""
    rows = {row["finding_id"]: row for finding in found for row in [_row(finding, period_code)]}
    return pd.DataFrame(list(rows.values()), columns=findings.columns.keys())


def _row(finding: Finding, period_code: str) -> dict[str, Any]:
    return {
        "finding_id": _finding_id(finding, period_code),
        "period_code": period_code,
        "unit_id": finding.unit_id,
        "document_id": finding.document_id,
        "locator": finding.locator,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "reported": finding.reported,
        "expected": finding.expected,
    }


def _finding_id(finding: Finding, period_code: str) -> str:
    parts = (
        finding.rule,
        period_code,
        finding.unit_id or "",
        finding.document_id or "",
        finding.locator,
        finding.message,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_ID_LENGTH]
