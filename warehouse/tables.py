"""The tables of the warehouse, as SQLAlchemy Core objects for DuckDB and PostgreSQL alike.

Three schemas: `stage` holds the rows of the runs in progress (an asset replaces those of its period),
`published` the rows of every release (append only, each with its `release_id`), `bi` views alone.
`TWINS` pairs each staged table with its published one. Log tables (documents, decisions) and dimensions
live in `published` only: a receipt is a fact whether or not its period has been released.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
)

metadata = MetaData()

STAGE = "stage"
PUBLISHED = "published"
BI = "bi"

VALUE = Numeric(24, 6, asdecimal=True)

TWINS: dict[Table, Table] = {}


def _twin(name: str, columns: Callable[[], list[Column[Any]]]) -> tuple[Table, Table]:
    staged = Table(name, metadata, *columns(), schema=STAGE)
    published = Table(
        name, metadata, Column("release_id", String, nullable=False), *columns(), schema=PUBLISHED
    )
    TWINS[staged] = published
    return staged, published


def _text(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, String, nullable=nullable)


def _figure_key() -> list[Column[Any]]:
    return [
        _text("period_code"),
        _text("unit_id"),
        _text("indicator_code"),
        _text("unit_kind", nullable=True),
        _text("category", nullable=True),
    ]


observations, published_observations = _twin(
    "observations",
    lambda: [
        _text("observation_id"),
        _text("reported_period_code"),  # the period of the document; period_code is the figure's own
        _text("sender_id", nullable=True),
        _text("period_code", nullable=True),
        _text("unit_id", nullable=True),
        _text("indicator_code", nullable=True),
        _text("unit_kind", nullable=True),
        _text("category", nullable=True),
        Column("value", VALUE),
        _text("direction", nullable=True),
        _text("role"),
        _text("status"),
        _text("unit"),
        _text("raw"),
        _text("qualifier"),
        Column("decimals", Integer, nullable=False),
        _text("decided_by", nullable=True),
        _text("subset", nullable=True),
        _text("statement"),
        _text("document_id"),
        _text("locator"),
        Column("start_at", Integer, nullable=False),
        Column("end_at", Integer, nullable=False),
        _text("quote", nullable=True),
        Column("confidence", Float, nullable=False),
        _text("reason", nullable=True),
    ],
)

listings, published_listings = _twin(
    "listings",
    lambda: [
        _text("listing_id"),
        _text("period_code"),
        _text("sender_id", nullable=True),
        _text("document_id"),
        _text("locator"),
        _text("name"),
        _text("unit_kind"),
        _text("unit_id", nullable=True),
        _text("parent_id", nullable=True),
        _text("rating", nullable=True),
        Column("score", VALUE),
        Column("registered", Boolean),
        Column("recognised", Boolean),
        _text("note", nullable=True),
        Column("confidence", Float, nullable=False),
    ],
)

findings, published_findings = _twin(
    "findings",
    lambda: [
        _text("finding_id"),
        _text("period_code", nullable=True),
        _text("unit_id", nullable=True),
        _text("document_id", nullable=True),
        _text("locator"),
        _text("rule"),
        _text("severity"),
        _text("message"),
        Column("reported", VALUE),
        Column("expected", VALUE),
    ],
)

# One row per key and source group that was considered, the chosen ones marked by their operation.
contributions, published_contributions = _twin(
    "contributions",
    lambda: [*_figure_key(), _text("observation_id"), _text("operation")],
)

indicator_values, published_indicator_values = _twin(
    "indicator_values",
    lambda: [
        *_figure_key(),
        Column("value", VALUE),
        _text("origin"),
        Column("units_expected", Integer),
        Column("units_reported", Integer),
        Column("is_complete", Boolean),
    ],
)

comparisons, published_comparisons = _twin(
    "comparisons",
    lambda: [
        *_figure_key(),
        Column("value", VALUE),
        Column("previous_value", VALUE),
        Column("change", VALUE),
        Column("change_pct", VALUE),
        Column("matched_change", VALUE),
        _text("comparability"),
    ],
)

unit_ratings, published_unit_ratings = _twin(
    "unit_ratings",
    lambda: [
        _text("period_code"),
        _text("unit_id"),
        _text("unit_kind"),
        _text("parent_id", nullable=True),
        _text("scheme"),
        Column("score", VALUE),
        _text("reported_rating", nullable=True),
        _text("computed_rating", nullable=True),
        _text("rating", nullable=True),
        _text("reason", nullable=True),
        _text("evidence_id", nullable=True),
    ],
)

safety_recognitions, published_safety_recognitions = _twin(
    "safety_recognitions",
    lambda: [
        _text("period_code"),
        _text("unit_id"),
        _text("unit_kind"),
        _text("parent_id", nullable=True),
        Column("registered", Boolean),
        Column("recognised", Boolean),
        _text("reason", nullable=True),
    ],
)

watchlist, published_watchlist = _twin(
    "watchlist",
    lambda: [
        _text("period_code"),
        _text("unit_id"),
        _text("unit_kind"),
        _text("parent_id", nullable=True),
        _text("rating"),
        Column("consecutive_years", Integer, nullable=False),
        _text("consequence"),
        Column("plan_due", Date),
        Column("plan_received", Date),
    ],
)

target_progress, published_target_progress = _twin(
    "target_progress",
    lambda: [
        _text("period_code"),
        _text("unit_id"),
        _text("target_code"),
        Column("actual", VALUE),
        Column("target", VALUE),
        Column("milestone_year", Integer),
        Column("gap", VALUE),
        _text("status"),
        _text("reason", nullable=True),
    ],
)

reporting_status, published_reporting_status = _twin(
    "reporting_status",
    lambda: [
        _text("period_code"),
        _text("unit_id"),
        _text("report_type"),
        Column("due_on", Date),
        Column("received_at", DateTime),
        _text("timeliness"),
        _text("status"),
        Column("errors", Integer, nullable=False),
        Column("warnings", Integer, nullable=False),
    ],
)

# Rows that broke the schema of their table and were set apart, as they came (JSON), with the reason.
quarantined_rows = Table(
    "quarantined_rows",
    metadata,
    _text("period_code"),
    _text("table_name"),
    Column("row_number", Integer, nullable=False),
    _text("document_id", nullable=True),
    _text("locator", nullable=True),
    _text("content"),
    _text("reason"),
    schema=STAGE,
)

# What each unit owes for a period, from obligations.yaml and the tree in force; input of consolidation
# (`units_expected`) and of the reporting status.
expected_reports = Table(
    "expected_reports",
    metadata,
    _text("period_code"),
    _text("unit_id"),
    _text("report_type"),
    Column("due_on", Date),
    Column("is_optional", Boolean, nullable=False),
    schema=STAGE,
)

documents = Table(
    "documents",
    metadata,
    Column("document_id", String, primary_key=True),
    _text("content_hash"),
    _text("file_name"),
    _text("folder", nullable=True),  # inside the inbox; a hint that identification looked at
    _text("unit_id", nullable=True),
    _text("period_code", nullable=True),
    _text("report_type", nullable=True),
    Column("version", Integer, nullable=False),
    Column("dated_on", Date),
    Column("received_at", DateTime, nullable=False),
    Column("modified_at", DateTime),
    _text("status"),
    _text("reason", nullable=True),
    _text("superseded_by", nullable=True),
    _text("identified_by", nullable=True),
    Column("confidence", Float),
    Column("figures_mapped", Integer, nullable=False),
    Column("figures_unmapped", Integer, nullable=False),
    Column("figures_not_statistic", Integer, nullable=False),
    Column("figures_out_of_scope", Integer, nullable=False),
    schema=PUBLISHED,
)

decisions = Table(
    "decisions",
    metadata,
    Column("decision_id", String, primary_key=True),
    _text("action"),
    _text("subject"),
    _text("reason"),
    _text("author", nullable=True),
    Column("decided_at", DateTime, nullable=False),
    schema=PUBLISHED,
)

# What people decided about a document: the last one of a document holds (`rulings`); who, when and why stand
# in `decisions`. `position` counts a document's rulings.
document_rulings = Table(
    "document_rulings",
    metadata,
    Column("decision_id", String, primary_key=True),
    _text("document_id"),
    Column("position", Integer, nullable=False),
    _text("action"),
    _text("unit_id", nullable=True),
    _text("period_code", nullable=True),
    schema=PUBLISHED,
)

# What people decided about places of a sender's documents: the last version of a place holds (`memory`).
remembered_mappings = Table(
    "remembered_mappings",
    metadata,
    Column("decision_id", String, primary_key=True),
    _text("kind"),
    _text("sender_id"),
    _text("layout"),
    _text("place"),
    Column("version", Integer, nullable=False),
    _text("answer"),
    _text("anchor"),
    _text("wording"),
    _text("document_id", nullable=True),  # where it was asked; a purge blanks the wording
    schema=PUBLISHED,
)

releases = Table(
    "releases",
    metadata,
    Column("release_id", String, primary_key=True),
    _text("period_code"),
    Column("sequence", Integer, nullable=False),
    _text("digest"),
    _text("status"),
    Column("published_at", DateTime, nullable=False),
    Column("superseded_at", DateTime),
    Column("document_count", Integer, nullable=False),
    Column("value_count", Integer, nullable=False),
    schema=PUBLISHED,
)

restatements = Table(
    "restatements",
    metadata,
    _text("release_id"),
    *_figure_key(),
    Column("old_value", VALUE),
    Column("new_value", VALUE),
    _text("cause"),
    schema=PUBLISHED,
)

units = Table(
    "units",
    metadata,
    _text("unit_id"),
    _text("unit_code", nullable=True),
    _text("code_system", nullable=True),
    _text("name"),
    _text("short_name"),
    _text("level", nullable=True),
    _text("kind"),
    _text("kind_vi", nullable=True),
    _text("parent_id", nullable=True),
    _text("district_id", nullable=True),
    _text("province_id", nullable=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    schema=PUBLISHED,
)

unit_successions = Table(
    "unit_successions",
    metadata,
    _text("predecessor_id"),
    _text("successor_id", nullable=True),
    Column("effective_date", Date, nullable=False),
    _text("relation"),
    Column("share", Float),
    schema=PUBLISHED,
)

periods = Table(
    "periods",
    metadata,
    Column("period_code", String, primary_key=True),
    _text("grain"),
    Column("year", Integer, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    _text("previous_period_code", nullable=True),
    _text("label_vi"),
    _text("label_en"),
    schema=PUBLISHED,
)

indicators = Table(
    "indicators",
    metadata,
    Column("indicator_code", String, primary_key=True),
    _text("label_vi"),
    _text("label_en"),
    _text("unit"),
    _text("kind"),
    _text("over_units"),
    _text("over_time"),
    _text("numerator", nullable=True),
    _text("denominator", nullable=True),
    _text("breakdown", nullable=True),
    _text("better"),
    _text("period_scheme"),
    _text("domain"),
    _text("source"),
    schema=PUBLISHED,
)

targets = Table(
    "targets",
    metadata,
    Column("target_code", String, primary_key=True),
    _text("programme"),
    _text("unit_id"),
    _text("label_vi"),
    _text("numerator", nullable=True),
    _text("denominator", nullable=True),
    _text("comparator"),
    Column("target", VALUE),
    Column("range_to", VALUE),
    Column("milestone_year", Integer),
    _text("source"),
    schema=PUBLISHED,
)

labels = Table(
    "labels",
    metadata,
    _text("list"),
    _text("code"),
    _text("label_vi"),
    _text("label_en"),
    schema=PUBLISHED,
)

DIMENSIONS = (units, unit_successions, periods, indicators, targets, labels)
