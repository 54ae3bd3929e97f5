"""`tonghop status`: what is published, what came in, what is missing."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from pipelines.screen import local_time, number, screen, styled, table
from pipelines.settings import Settings
from reports.overview import documents, missing_reports
from warehouse.engine import open_warehouse
from warehouse.reading import current_releases


def print_status(settings: Settings, *, as_json: bool) -> None:
    """Print the current releases, all receipts and the missing reports.

    Raises `WarehouseError` where nothing has been published yet.
    """
    with open_warehouse(settings.warehouse_url or settings.data_dir).reading() as connection:
        released = current_releases(connection)
        received = documents(connection)
        missing = missing_reports(connection)
    if as_json:
        record = {
            "releases": [asdict(line) for line in released],
            "documents": [asdict(line) for line in received],
            "missing_reports": [asdict(line) for line in missing],
        }
        json.dump(record, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
        return
    console = screen()
    releases = table(
        "Releases",
        "period",
        "release",
        "status",
        "published",
        "documents",
        "values",
        right=("documents", "values"),
    )
    for release in released:
        releases.add_row(
            release.period_code,
            release.release_id,
            release.status,
            local_time(release.published_at),
            number(release.document_count),
            number(release.value_count),
        )
    console.print(releases)
    receipts = table("Documents", "status", "period", "unit", "type", "file", "reason")
    for line in received:
        receipts.add_row(
            styled(line.status),
            line.period_code or "",
            line.unit_id or "",
            line.report_type or "",
            line.file_name,
            line.reason or "",
        )
    console.print()
    console.print(receipts)
    owed = table("Missing reports", "period", "unit", "report", "due")
    for each in missing:
        owed.add_row(each.period_code, each.name, each.report_type, str(each.due_on or ""))
    if missing:
        console.print()
        console.print(owed)
