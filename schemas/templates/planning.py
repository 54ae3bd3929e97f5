"""The sheets of the workbook laid out for one sender and period; the same every time.

Units and classes are those in force on the period's last day. Who can't send a report for the period has no
workbook.
"""

from __future__ import annotations

from functools import lru_cache

from schemas.errors import SettingsError
from schemas.obligations import obligations
from schemas.periods import Period, parse_period
from schemas.rating_schemes import RatingScheme, scheme_for
from schemas.templates.definition import (
    AreasTable,
    ListingTable,
    MatrixTable,
    RegisterTable,
    RowsTable,
    SheetDefinition,
    TableDefinition,
    TemplateDefinition,
    template_definition,
)
from schemas.templates.plan import SheetPlan, WorkbookPlan
from schemas.templates.plan_grids import add_areas, add_matrix
from schemas.templates.plan_open import add_listing, add_register
from schemas.templates.plan_rows import add_rows
from schemas.templates.sheet_builder import Sender, SheetBuilder
from schemas.unit import Unit
from schemas.units import UnitRegistry
from schemas.vocabulary import Level, Rating


@lru_cache(maxsize=64)
def plan_workbook(unit_id: str, period_code: str) -> WorkbookPlan:
    """The workbook of a sender for a period.

    Raises `SettingsError` for a unit that is not there on the period's last day or owes no report then, and
    `ReferenceDataError` for a code that is no period.
    """
    period = parse_period(period_code)
    units = UnitRegistry.load()
    unit = units.get(unit_id, period.ends_on)
    if unit is None:
        raise SettingsError(
            f"{unit_id}: no unit of that id on {period.ends_on}, the last day of {period.code}"
        )
    if not _sends(unit, period):
        raise SettingsError(
            f"{unit_id} {unit.name}: a {unit.level} owes the province no report for {period.code}; "
            f"name a unit that sends one"
        )
    definition = template_definition()
    scheme = scheme_for(unit_id, period.ends_on, units)
    areas = units.children(unit_id, period.ends_on) if unit.level is not Level.COMMUNE else ()
    sender = Sender(unit, units.province_of(unit_id, period.ends_on), period, areas)
    return WorkbookPlan(
        version=definition.version,
        sender=unit,
        sender_name=sender.full_name,
        province_id=sender.province.unit_id if sender.province is not None else None,
        period=period,
        areas=areas,
        classes=scheme.classes or tuple(Rating),
        sheets=tuple(
            _sheet(sheet, sender, scheme, definition) for sheet in definition.sheets_for(unit.level)
        ),
    )


def _sends(unit: Unit, period: Period) -> bool:
    return any(
        each.obligor.value == unit.level.value
        and (each.valid_from is None or each.valid_from <= period.ends_on)
        and (each.valid_to is None or period.ends_on < each.valid_to)
        for each in obligations().obligations
    )


def _sheet(
    sheet: SheetDefinition, sender: Sender, scheme: RatingScheme, definition: TemplateDefinition
) -> SheetPlan:
    builder = SheetBuilder(sheet, sender, definition)
    for table in sheet.tables:
        _add(table, builder, scheme, definition)
    return builder.plan()


def _add(
    table: TableDefinition, builder: SheetBuilder, scheme: RatingScheme, definition: TemplateDefinition
) -> None:
    left_out = frozenset(definition.left_out.get(builder.sender.unit.level, ()))
    unused = {f"rating.{rating.value}" for rating in Rating if not scheme.knows(rating)}
    match table:
        case RowsTable():
            add_rows(builder, table, left_out)
        case MatrixTable():
            columns = {code: text for code, text in table.columns.items() if code not in unused}
            add_matrix(builder, table, columns)
        case AreasTable():
            if builder.sender.areas:
                add_areas(builder, table)
        case ListingTable():
            add_listing(builder, table)
        case RegisterTable():
            add_register(builder, table)
