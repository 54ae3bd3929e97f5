"""The hidden sheet: the marker of the workbook, and the words that cells choose from."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from schemas.labels import label, labels
from schemas.rating_labels import rating_label
from schemas.templates.definition import Holds, template_definition
from schemas.templates.marker import MARKER_SHEET, Marker
from schemas.templates.plan import WorkbookPlan
from schemas.vocabulary import UnitKind

_FIRST_LIST_ROW = 3
_ORGANISATIONS = (UnitKind.AGENCY, UnitKind.ENTERPRISE, UnitKind.SCHOOL)


def add_hidden_sheet(workbook: Workbook, plan: WorkbookPlan) -> dict[Holds, str]:
    """Write the sheet; returns the formula of each list of choices."""
    sheet = workbook.create_sheet(MARKER_SHEET)
    sheet.sheet_state = "hidden"
    sheet["A1"] = str(Marker(plan.version, plan.sender.unit_id, plan.period.code))
    formulas: dict[Holds, str] = {}
    for column, (holds, words) in enumerate(_choices(plan).items(), start=1):
        for row, word in enumerate(words, start=_FIRST_LIST_ROW):
            sheet.cell(row, column, word)
        letter = get_column_letter(column)
        last = _FIRST_LIST_ROW + len(words) - 1
        formulas[holds] = f"{MARKER_SHEET}!${letter}${_FIRST_LIST_ROW}:${letter}${last}"
    sheet.protection.enable()
    return formulas


def _choices(plan: WorkbookPlan) -> dict[Holds, Sequence[str]]:
    lists = template_definition().lists
    choices: dict[Holds, Sequence[str]] = {
        Holds.YES_NO: lists["yes_no"],
        Holds.REGISTERED: lists["registered"],
        Holds.RECOGNISED: lists["recognised"],
        Holds.RATING: [rating_label(rating) for rating in plan.classes],
        Holds.UNIT_KIND: _kinds(*_areas(plan), *_ORGANISATIONS),
        Holds.ORGANISATION_KIND: _kinds(*_ORGANISATIONS),
        Holds.AWARD_LEVEL: [each.label_vi for each in labels()["award_level"].values()],
    }
    if plan.areas:
        choices[Holds.PARENT] = [area.name for area in plan.areas]
    return choices


def _areas(plan: WorkbookPlan) -> Sequence[UnitKind]:
    below = (UnitKind.COMMUNE,) if plan.areas else ()
    return (UnitKind.RESIDENTIAL_AREA, *below)


def _kinds(*kinds: UnitKind) -> list[str]:
    return [label("unit_kind", kind).label_vi for kind in kinds]
