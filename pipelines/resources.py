"""The resource that the assets ask for, made from the settings."""

from __future__ import annotations

from functools import partial
from typing import Any

from dagster import InitResourceContext, ResourceDefinition, resource

from assets.workplace import Progress, Workplace
from pipelines.executor import open_executor
from pipelines.settings import Settings, load_settings
from sources.archive import Archive
from sources.extraction_cache import ExtractionCache
from warehouse.engine import open_warehouse


def open_workplace(settings: Settings, progress: Progress | None = None) -> Workplace:
    """Where and with what the assets work. Raises `WarehouseError` where the warehouse can't be opened."""
    shown = {} if progress is None else {"progress": progress}
    return Workplace(
        inbox=settings.inbox,
        reports_dir=settings.reports_dir,
        feedback_dir=settings.feedback_dir,
        archive=Archive(settings.archive_dir),
        warehouse=open_warehouse(settings.warehouse_url or settings.data_dir),
        cache=ExtractionCache(settings.extracts_dir),
        open_executor=partial(open_executor, settings),
        root_units=settings.root_units,
        corrections=settings.corrections,
        **shown,
    )


def workplace_resource() -> ResourceDefinition:
    """A workplace by the settings in force when a run starts, for runs that Dagster itself starts."""

    @resource(description="Folders, warehouse and executor, by the settings in force.")
    def workplace(_context: InitResourceContext) -> Any:
        return open_workplace(load_settings())

    return workplace
