"""Every frame schema under the name of its table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandera.pandas as pandera

from schemas.frames import dimensions, documents, observations, results

FRAMES: Mapping[str, pandera.DataFrameSchema] = MappingProxyType(
    {
        str(schema.name): schema
        for schema in (
            observations.OBSERVATIONS,
            observations.LISTINGS,
            observations.FINDINGS,
            observations.QUARANTINED_ROWS,
            documents.DOCUMENTS,
            documents.DECISIONS,
            documents.DOCUMENT_RULINGS,
            documents.REMEMBERED_MAPPINGS,
            documents.EXPECTED_REPORTS,
            results.CONTRIBUTIONS,
            results.INDICATOR_VALUES,
            results.COMPARISONS,
            results.UNIT_RATINGS,
            results.SAFETY_RECOGNITIONS,
            results.WATCHLIST,
            results.TARGET_PROGRESS,
            results.REPORTING_STATUS,
            results.RELEASES,
            results.RESTATEMENTS,
            dimensions.UNITS,
            dimensions.UNIT_SUCCESSIONS,
            dimensions.PERIODS,
            dimensions.INDICATORS,
            dimensions.TARGETS,
            dimensions.LABELS,
        )
    }
)
"""Schemas of staged and of unreleased tables; a published twin is its staged table and a `release_id`."""
