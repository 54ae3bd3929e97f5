"""The published views that reports read, by name and column; their meaning is the BI contract's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, TableClause, and_, column, table
from sqlalchemy.sql.selectable import NamedFromClause


def view(name: str, *columns: str) -> TableClause:
    """The view `bi.<name>` with the columns that a statement uses."""
    return table(name, *(column(each) for each in columns), schema="bi")


FIGURE_KEY = ("period_code", "unit_id", "indicator_code", "unit_kind", "category")

VALUES = view(
    "indicator_values", *FIGURE_KEY, "value", "origin", "units_expected", "units_reported", "is_complete"
)
COMPARISONS = view("comparisons", *FIGURE_KEY, "previous_value", "change", "change_pct", "comparability")
INDICATORS = view("indicators", "indicator_code", "label_vi", "label_en", "unit", "better")
DOCUMENTS = view(
    "documents",
    "document_id",
    "file_name",
    "unit_id",
    "period_code",
    "report_type",
    "status",
    "reason",
    "figures_mapped",
    "figures_unmapped",
    "figures_not_statistic",
    "figures_out_of_scope",
)
FINDINGS = view(
    "findings",
    "finding_id",
    "period_code",
    "unit_id",
    "document_id",
    "locator",
    "rule",
    "severity",
    "message",
    "reported",
    "expected",
)
REPORTING = view(
    "reporting_status",
    "period_code",
    "unit_id",
    "report_type",
    "due_on",
    "timeliness",
    "status",
    "errors",
    "warnings",
)
RATINGS = view("unit_ratings", "period_code", "unit_id", "parent_id", "rating")
RECOGNITIONS = view("safety_recognitions", "period_code", "unit_id", "parent_id", "recognised")
UNITS = view(
    "units", "unit_id", "name", "level", "kind", "parent_id", "province_id", "valid_from", "valid_to"
)
PERIODS = view("periods", "period_code", "grain", "year", "starts_on", "ends_on", "label_vi", "label_en")


def named_units() -> NamedFromClause:
    """The units under a name of its own, to be joined with `named_unit`."""
    return UNITS.alias("named_units")


def named_unit(unit: NamedFromClause, unit_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The row of a unit that holds on the last day of the joined period."""
    return and_(
        unit.c.unit_id == unit_id,
        unit.c.valid_from <= PERIODS.c.ends_on,
        (unit.c.valid_to.is_(None)) | (unit.c.valid_to > PERIODS.c.ends_on),
    )
