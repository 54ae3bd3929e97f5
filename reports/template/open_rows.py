"""The rows of tables that are open at their end: those known beforehand, then blank ones."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.template.known import Known
from reports.template.looks import DAY_FORMAT, dress_fixed, dress_input, dress_previous
from reports.template.validations import Validations
from schemas.labels import label
from schemas.rating_labels import rating_label
from schemas.templates.definition import Holds, template_definition
from schemas.templates.plan import KnownRow, Look, OpenColumn, OpenTable, WorkbookPlan
from schemas.vocabulary import UnitKind

_SCORE_FORMAT = "General"
_PREVIOUS = {Holds.PREVIOUS_RATING, Holds.PREVIOUS_RECOGNISED}
_WORDS = {Holds.NAME, Holds.TEXT, Holds.PARENT}
_CHOICES = {
    Holds.PARENT,
    Holds.UNIT_KIND,
    Holds.ORGANISATION_KIND,
    Holds.RATING,
    Holds.REGISTERED,
    Holds.RECOGNISED,
    Holds.YES_NO,
    Holds.AWARD_LEVEL,
}
_ROW_HEIGHT = 19


def write_open_rows(
    sheet: Worksheet, table: OpenTable, plan: WorkbookPlan, known: Known, validations: Validations
) -> int:
    """Write the rows of an open table; returns the last one offered."""
    rows = table.named or known_rows(table, known)
    offered = len(rows) if table.named else max(table.least, len(rows) + table.spare)
    last = table.first_row + offered - 1
    for number in range(table.first_row, last + 1):
        place = number - table.first_row
        known_row = rows[place] if place < len(rows) else None
        serial = sheet.cell(number, table.serial, place + 1)
        dress_fixed(serial, Look.SERIAL)
        sheet.row_dimensions[number].height = _ROW_HEIGHT
        for column in table.columns:
            _write_cell(sheet, number, column, known_row, bool(table.named))
            if known_row is not None:
                text = _known_text(column.holds, known_row, plan, known)
                if text is not None:
                    sheet.cell(number, column.column, text)
    for column in table.columns:
        letter = get_column_letter(column.column)
        _validate(validations, f"{letter}{table.first_row}:{letter}{last}", column)
    return last


def known_rows(table: OpenTable, known: Known) -> Sequence[KnownRow]:
    """The units that a list names beforehand."""
    return [row for kind in table.kinds for row in known.units.get(kind, ())]


def _write_cell(
    sheet: Worksheet, number: int, column: OpenColumn, row: KnownRow | None, is_fixed: bool
) -> None:
    cell = sheet.cell(number, column.column)
    if column.holds in _PREVIOUS:
        dress_previous(cell, None)
    elif column.holds is Holds.NAME and is_fixed and row is not None:
        dress_fixed(cell, Look.LABEL)
    elif column.holds is Holds.SCORE:
        dress_input(cell, _SCORE_FORMAT)
    elif column.holds is Holds.DAY:
        dress_input(cell, DAY_FORMAT)
    else:
        dress_input(cell, None, is_words=column.holds in _WORDS)


def _known_text(holds: Holds, row: KnownRow, plan: WorkbookPlan, known: Known) -> str | None:
    match holds:
        case Holds.NAME:
            return row.name
        case Holds.PARENT:
            return next((area.name for area in plan.areas if area.unit_id == row.parent_id), None)
        case Holds.ORGANISATION_KIND:
            return label("unit_kind", UnitKind(row.unit_kind)).label_vi
        case Holds.PREVIOUS_RATING if row.unit_id in known.ratings:
            return rating_label(known.ratings[row.unit_id])
        case Holds.PREVIOUS_RECOGNISED if row.unit_id in known.recognised:
            yes, no = template_definition().lists["recognised"]
            return yes if known.recognised[row.unit_id] else no
    return None


def _validate(validations: Validations, place: str, column: OpenColumn) -> None:
    if column.holds in _CHOICES:
        validations.choices(place, column.holds)
    elif column.holds is Holds.SCORE:
        validations.numbers(place, "score")
    elif column.holds is Holds.DAY:
        validations.numbers(place, "day")
