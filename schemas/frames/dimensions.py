"""The dimensions of the warehouse as frames: units, successions, periods, indicators, targets, labels.

They are made from the reference files by the catalogues of this room; how those files look is said by
their own schemas.
"""

from __future__ import annotations

from schemas.frames.columns import code, count, day, frame_schema, share, text, value
from schemas.vocabulary import Level

UNITS = frame_schema(
    "units",
    {
        "unit_id": text(),
        "unit_code": text(nullable=True),
        "code_system": text(nullable=True),
        "name": text(),
        "short_name": text(),
        "level": code(Level, nullable=True),
        "kind": text(),
        "kind_vi": text(nullable=True),
        "parent_id": text(nullable=True),
        "district_id": text(nullable=True),
        "province_id": text(nullable=True),
        "valid_from": day(),
        "valid_to": day(nullable=True),
    },
    key=("unit_id", "valid_from"),
)
"""A unit in an interval; `valid_to` is the first day on which it no longer holds."""

UNIT_SUCCESSIONS = frame_schema(
    "unit_successions",
    {
        "predecessor_id": text(),
        "successor_id": text(nullable=True),
        "effective_date": day(),
        "relation": text(),
        "share": share(nullable=True),
    },
)
"""Who followed whom; `share` is the part of the predecessor that passed on, null where not known."""

PERIODS = frame_schema(
    "periods",
    {
        "period_code": text(),
        "grain": text(),
        "year": count(),
        "starts_on": day(),
        "ends_on": day(),
        "previous_period_code": text(nullable=True),
        "label_vi": text(),
        "label_en": text(),
    },
    key=("period_code",),
)
"""A reporting period with its statutory window, both days inclusive (NĐ 09/2019/NĐ-CP Art. 12)."""

INDICATORS = frame_schema(
    "indicators",
    {
        "indicator_code": text(),
        "label_vi": text(),
        "label_en": text(),
        "unit": text(),
        "kind": text(),
        "over_units": text(),
        "over_time": text(),
        "numerator": text(nullable=True),
        "denominator": text(nullable=True),
        "breakdown": text(nullable=True),
        "better": text(),
        "period_scheme": text(),
        "domain": text(),
        "source": text(),
    },
    key=("indicator_code",),
)
"""An indicator of the catalogue and how its values add up."""

TARGETS = frame_schema(
    "targets",
    {
        "target_code": text(),
        "programme": text(),
        "unit_id": text(),
        "label_vi": text(),
        "numerator": text(nullable=True),
        "denominator": text(nullable=True),
        "comparator": text(),
        "target": value(),
        "range_to": value(),
        "milestone_year": count(nullable=True),
        "source": text(),
    },
    key=("target_code",),
)
"""A programme target: what is compared (`comparator`) with `target` at the milestone."""

LABELS = frame_schema(
    "labels",
    {"list": text(), "code": text(), "label_vi": text(), "label_en": text()},
    key=("list", "code"),
)
"""The name of a code in Vietnamese and English."""
