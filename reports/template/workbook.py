"""The whole workbook: instructions, annexes, and the hidden sheet by which it is known again."""

from __future__ import annotations

import io

from openpyxl import Workbook

from reports.template.guide import write_guide
from reports.template.hidden_sheet import add_hidden_sheet
from reports.template.known import NOTHING_KNOWN, Known
from reports.template.sheet import write_sheet
from reports.template.validations import Validations
from schemas.templates.definition import template_definition
from schemas.templates.plan import WorkbookPlan


def write_template(plan: WorkbookPlan, known: Known = NOTHING_KNOWN) -> bytes:
    """The workbook as the bytes of an .xlsx."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    guide = workbook.create_sheet(str(template_definition().wording.guide["name"]))
    write_guide(guide, plan)
    pages = [(workbook.create_sheet(page.name), page) for page in plan.sheets]
    lists = add_hidden_sheet(workbook, plan)
    for sheet, page in pages:
        write_sheet(sheet, page, plan, known, Validations(sheet, lists))
    workbook.active = 0
    workbook.properties.creator = plan.sender.name
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()
