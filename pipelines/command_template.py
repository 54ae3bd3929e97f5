"""`tonghop template`: the province's annex workbook for one sender and period."""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.named_unit import unit_id_named
from pipelines.settings import Settings
from reports.template import NOTHING_KNOWN, Known, read_known, write_template
from schemas.errors import SettingsError, WarehouseError
from schemas.periods import parse_period
from schemas.templates import plan_workbook
from schemas.templates.plan import WorkbookPlan
from schemas.vietnamese_names import slug
from warehouse.engine import open_warehouse


def write_template_file(settings: Settings, unit: str, period: str, output: Path | None) -> None:
    """Write the workbook and tell where it is and what it holds beforehand.

    Raises `SettingsError` for a unit that sends no report for the period, or a file that can't be written.
    """
    when = parse_period(period)
    plan = plan_workbook(unit_id_named(unit, when), when.code)
    known = _known(settings, plan)
    path = output or Path(f"bieu-so-lieu-{slug(plan.sender.name)}-{when.code}.xlsx")
    try:
        path.write_bytes(write_template(plan, known))
    except OSError as error:
        raise SettingsError(f"{path}: can't be written: {error.strerror}") from error
    listed = sum(len(units) for units in known.units.values())
    sys.stdout.write(
        f"{path}: {plan.sender_name} ({plan.sender.unit_id}), {plan.period.label_vi}; "
        f"{len(known.figures)} figures of the year before, {listed} listed units\n"
    )


def _known(settings: Settings, plan: WorkbookPlan) -> Known:
    """What is published of the sender; nothing where nothing has been published yet."""
    warehouse = open_warehouse(settings.warehouse_url or settings.data_dir)
    if warehouse.published_path is not None and not warehouse.published_path.is_file():
        sys.stderr.write(
            f"tonghop: nothing is published in {settings.data_dir}; without last year's figures\n"
        )
        return NOTHING_KNOWN
    try:
        with warehouse.reading() as connection:
            return read_known(connection, plan)
    except WarehouseError as error:
        raise SettingsError(f"last year's figures can't be read: {error}") from error
