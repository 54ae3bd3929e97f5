"""How a sheet is shown and printed: A4, as wide as the page, headers on every page, panes frozen."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.template.looks import FONT
from schemas.templates.plan import SheetPlan

_NAMED_COLUMNS = 2
_MARGIN, _FOOT, _PAGE_NUMBER = 0.5, 0.75, 0.35


def set_up_page(sheet: Worksheet, page: SheetPlan, last_row: int) -> None:
    """Set panes, print area, margins and repeated rows; `last_row` is the last with anything on it."""
    lay_out_page(sheet, page.last_column, last_row, "landscape")
    for row in page.breaks_after:
        sheet.row_breaks.append(Break(id=row))
    if page.header_rows is None:
        sheet.freeze_panes = f"{get_column_letter(_NAMED_COLUMNS + 1)}1"
        return
    first, last = page.header_rows
    sheet.print_title_rows = f"{first}:{last}"
    sheet.freeze_panes = f"{get_column_letter(_NAMED_COLUMNS + 1)}{last + 1}"


def lay_out_page(sheet: Worksheet, last_column: int, last_row: int, orientation: str) -> None:
    """A4, fit to the page's width, page numbers at the foot, no grid lines."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if orientation == "landscape" else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom, margins.footer = _FOOT, _PAGE_NUMBER
    sheet.print_options.horizontalCentered = True
    foot = sheet.oddFooter
    assert foot is not None
    assert foot.center is not None
    foot.center.text, foot.center.font, foot.center.size = "&P/&N", f"{FONT},Regular", 11
    sheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    sheet.sheet_view.showGridLines = False
