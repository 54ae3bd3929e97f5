"""The jobs: taking in the inbox, and working out a period. Both run in one process.

A Dagster process per step costs more than most steps take; extraction has processes of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster import AssetSelection, define_asset_job, in_process_executor

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

_WITHOUT_PERIOD = AssetSelection.assets("documents", "dimensions")

# DuckDB has one writer; the deployment's run coordinator lets one run with this tag start at a time.
_TAGS = {"tonghop/warehouse": "writing"}


def receive_job() -> UnresolvedAssetJobDefinition:
    """Take in the inbox: archive, read, identify, order versions."""
    return define_asset_job(
        "receive",
        selection=_WITHOUT_PERIOD,
        executor_def=in_process_executor,
        tags=_TAGS,
        description="Take in every file of the inbox; which periods they concern is known afterwards.",
    )


def consolidate_job() -> UnresolvedAssetJobDefinition:
    """Work out one period, from its documents to its release."""
    return define_asset_job(
        "consolidate",
        selection=AssetSelection.all() - _WITHOUT_PERIOD,
        executor_def=in_process_executor,
        tags=_TAGS,
        description="From the documents of a period to its release and its reports.",
    )
