"""The published findings of a period by the document that they are about, for the answers to senders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select

from reports.bi import FINDINGS
from schemas.finding import Finding
from schemas.vocabulary import Severity


def document_findings(connection: Connection, period_code: str) -> Mapping[str, tuple[Finding, ...]]:
    """Document id → its findings, in an order that is the same for the same release."""
    columns = FINDINGS.c
    statement = (
        select(
            columns.rule,
            columns.severity,
            columns.message,
            columns.period_code,
            columns.unit_id,
            columns.document_id,
            columns.locator,
            columns.reported,
            columns.expected,
        )
        .where(columns.period_code == period_code, columns.document_id.is_not(None))
        .order_by(columns.document_id, columns.locator, columns.rule, columns.message)
    )
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for rule, severity, *rest in connection.execute(statement):
        finding = Finding(rule, Severity(severity), *rest)
        found[str(finding.document_id)].append(finding)
    return {document_id: tuple(findings) for document_id, findings in found.items()}
