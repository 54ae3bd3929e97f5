"""What Dagster loads: the assets of the flow, their jobs, the nightly schedule, their resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dagster import Definitions, load_assets_from_package_module

import assets
from pipelines.jobs import consolidate_job, receive_job
from pipelines.resources import workplace_resource
from pipelines.schedules import after_receiving, nightly


def build_defs(overrides: Mapping[str, Any] | None = None) -> Definitions:
    """The definitions, with some resources replaced by name: a test builds a variant instead of patching."""
    receive, consolidate = receive_job(), consolidate_job()
    return Definitions(
        assets=load_assets_from_package_module(assets),
        jobs=[receive, consolidate],
        schedules=[nightly(receive)],
        sensors=[after_receiving(receive, consolidate)],
        resources={"workplace": workplace_resource(), **(overrides or {})},
    )


defs = build_defs()
