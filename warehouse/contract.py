"""The BI contract: every view of schema `bi` with its columns, key first, in the order that readers see.

Names are stable: columns may be added at the end of a view, never renamed, moved or dropped. What a view
shows stands in `views`; this file holds no statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import TableClause, column, table

from warehouse.tables import BI

_FIGURE = "period_code unit_id indicator_code unit_kind category"
_VALUE = f"{_FIGURE} value origin units_expected units_reported is_complete release_id"
_UNIT = "period_code unit_id unit_kind parent_id"

_COLUMNS = {
    "indicator_values": _VALUE,
    "comparisons": f"{_FIGURE} value previous_value change change_pct matched_change comparability",
    "unit_ratings": f"{_UNIT} scheme score reported_rating computed_rating rating reason evidence_id",
    "safety_recognitions": f"{_UNIT} registered recognised reason",
    "watchlist": f"{_UNIT} rating consecutive_years consequence plan_due plan_received",
    "target_progress": "period_code unit_id target_code actual target milestone_year gap status",
    "reporting_status": (
        "period_code unit_id report_type due_on received_at timeliness status errors warnings "
        "figures error_rate warning_rate"
    ),
    "findings": (
        "finding_id period_code unit_id document_id locator rule severity message reported expected"
    ),
    "observations": (
        f"observation_id {_FIGURE} value direction role status unit raw qualifier "
        "document_id locator quote confidence reason"
    ),
    "contributions": f"release_id {_FIGURE} observation_id operation",
    "documents": (
        "document_id content_hash file_name unit_id period_code report_type version dated_on received_at "
        "status reason figures_mapped figures_unmapped figures_not_statistic figures_out_of_scope"
    ),
    "units": (
        "unit_id unit_code code_system name short_name level kind parent_id district_id province_id "
        "valid_from valid_to kind_vi"
    ),
    "indicator_values_history": f"{_VALUE} valid_from valid_to",
    "restatements": f"release_id {_FIGURE} old_value new_value cause",
    "decisions": "decision_id action subject reason author decided_at",
    "periods": "period_code grain year starts_on ends_on previous_period_code label_vi label_en",
    "indicators": (
        "indicator_code label_vi label_en unit kind over_units over_time numerator denominator breakdown "
        "better period_scheme domain source"
    ),
    "releases": (
        "release_id period_code sequence status published_at superseded_at digest document_count value_count"
    ),
    "targets": (
        "target_code programme unit_id label_vi numerator denominator comparator target range_to "
        "milestone_year source"
    ),
    "labels": "list code label_vi label_en",
}

BI_CONTRACT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {view: tuple(columns.split()) for view, columns in _COLUMNS.items()}
)


def bi_view(name: str) -> TableClause:
    """The view `bi.<name>` as a selectable, for statements that read what is published."""
    return table(name, *[column(each) for each in BI_CONTRACT[name]], schema=BI)
