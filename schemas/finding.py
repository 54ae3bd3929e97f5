"""A check that fired: where, what was reported, what was expected, in words a clerk understands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemas.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding at one place of one document (or of a period, where `document_id` is None).

    `rule` is the rule's stable code (family letter and number, "A01"); `message` a Vietnamese sentence;
    `reported` and `expected` are in the unit of the figure concerned.
    """

    rule: str
    severity: Severity
    message: str
    period_code: str | None
    unit_id: str | None
    document_id: str | None
    locator: str
    reported: Decimal | None = None
    expected: Decimal | None = None
