"""The logs: receipts of files, decisions of people, and what each unit owes for a period."""

from __future__ import annotations

from schemas.frames.columns import code, count, day, flag, frame_schema, instant, share, text
from schemas.remembered import QuestionKind
from schemas.vocabulary import DocumentStatus, ReportType

DOCUMENTS = frame_schema(
    "documents",
    {
        "document_id": text(),
        "content_hash": text(),
        "file_name": text(),
        "folder": text(nullable=True),
        "unit_id": text(nullable=True),
        "period_code": text(nullable=True),
        "report_type": code(ReportType, nullable=True),
        "version": count(),
        "dated_on": day(nullable=True),
        "received_at": instant(),
        "modified_at": instant(nullable=True),
        "status": code(DocumentStatus),
        "reason": text(nullable=True),
        "superseded_by": text(nullable=True),
        "identified_by": text(nullable=True),
        "confidence": share(nullable=True),
        "figures_mapped": count(),
        "figures_unmapped": count(),
        "figures_not_statistic": count(),
        "figures_out_of_scope": count(),
    },
    key=("document_id",),
)
"""A receipt of a file; the four `figures_` counts add up to all numbers of the document."""

DECISIONS = frame_schema(
    "decisions",
    {
        "decision_id": text(),
        "action": text(),
        "subject": text(),
        "reason": text(),
        "author": text(nullable=True),
        "decided_at": instant(),
    },
    key=("decision_id",),
)
"""What a person decided (assign, withdraw, purge, close, reopen, correct) about a subject, and why."""

DOCUMENT_RULINGS = frame_schema(
    "document_rulings",
    {
        "decision_id": text(),
        "document_id": text(),
        "position": count(),
        "action": text(),
        "unit_id": text(nullable=True),
        "period_code": text(nullable=True),
    },
    key=("decision_id",),
)
"""What a person decided about a document (assign, withdraw, purge); the last position of a document holds."""

REMEMBERED_MAPPINGS = frame_schema(
    "remembered_mappings",
    {
        "decision_id": text(),
        "kind": code(QuestionKind),
        "sender_id": text(),
        "layout": text(),
        "place": text(),
        "version": count(),
        "answer": text(),
        "anchor": text(),
        "wording": text(),
        "document_id": text(nullable=True),
    },
    key=("decision_id",),
)
"""What a person decided on a place of a sender's documents; the last version of a place holds."""

EXPECTED_REPORTS = frame_schema(
    "expected_reports",
    {
        "period_code": text(),
        "unit_id": text(),
        "report_type": text(),
        "due_on": day(nullable=True),
        "is_optional": flag(nullable=False),
    },
    key=("period_code", "unit_id", "report_type"),
)
"""What a unit owes for a period (obligations and the tree in force)."""
