"""How the cells of the workbook look: an official annex in Times New Roman (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from schemas.indicators import Indicator
from schemas.templates.plan import Look

AnyCell = Cell | MergedCell
FONT = "Times New Roman"
INPUT_FILL, PREVIOUS_FILL, COMPUTED_FILL = "FFFBE5", "EDEDED", "E4ECF4"
_HEADING_FILL, _SECTION_FILL, _GREY = "D6E0EA", "F3F6F9", "6B6B6B"
_GROUPED, _AS_IS, SHARE_FORMAT, DAY_FORMAT = "#,##0", "General", "0.00", "dd/mm/yyyy"

_EDGE = Side(style="thin", color="8C8C8C")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_UNBROKEN = Alignment(horizontal="left", vertical="center")
_RIGHT = Alignment(horizontal="right", vertical="center", indent=1)
_OPEN = Protection(locked=False)

_FONTS = {
    Look.SENDER: Font(FONT, 12, bold=True),
    Look.NUMBER: Font(FONT, 13, bold=True),
    Look.TITLE: Font(FONT, 13, bold=True),
    Look.ATTACHED: Font(FONT, 12, italic=True),
    Look.CAPTION: Font(FONT, 12, bold=True),
    Look.HEADING: Font(FONT, 11, bold=True),
    Look.PREVIOUS_HEADING: Font(FONT, 11, italic=True, color=_GREY),
    Look.SECTION: Font(FONT, 11, bold=True),
    Look.TOTAL: Font(FONT, 11, bold=True),
}
_PLAIN = Font(FONT, 11)
_PREVIOUS = Font(FONT, 11, color=_GREY)
_FILLS = {
    Look.HEADING: _HEADING_FILL,
    Look.PREVIOUS_HEADING: PREVIOUS_FILL,
    Look.SECTION: _SECTION_FILL,
    Look.TOTAL: COMPUTED_FILL,
    Look.EMPTY: COMPUTED_FILL,
}
_WITHOUT_BORDER = {Look.SENDER, Look.NUMBER, Look.TITLE, Look.ATTACHED, Look.CAPTION}
_ALIGNMENTS = {
    Look.SENDER: _LEFT,
    Look.CAPTION: _UNBROKEN,
    Look.LABEL: _INDENTED,
    Look.SECTION: _INDENTED,
    Look.TOTAL: _INDENTED,
}


def filled(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", start_color=colour)


def dress_fixed(cell: AnyCell, look: Look) -> None:
    """A text that stays as it is."""
    cell.font = _FONTS.get(look, _PLAIN)
    cell.alignment = _ALIGNMENTS.get(look, _CENTRE)
    if look not in _WITHOUT_BORDER:
        cell.border = _BORDER
    if look in _FILLS:
        cell.fill = filled(_FILLS[look])


def dress_input(cell: AnyCell, number_format: str | None, *, is_words: bool = False) -> None:
    """A cell to fill in; `number_format` None for words and choices."""
    cell.font = _PLAIN
    cell.fill = filled(INPUT_FILL)
    cell.border = _BORDER
    cell.protection = _OPEN
    cell.alignment = _RIGHT if number_format else _INDENTED if is_words else _CENTRE
    if number_format:
        cell.number_format = number_format


def dress_previous(cell: AnyCell, number_format: str | None) -> None:
    """A cell of the year before: grey and locked."""
    cell.font = _PREVIOUS
    cell.fill = filled(PREVIOUS_FILL)
    cell.border = _BORDER
    cell.alignment = _RIGHT if number_format else _CENTRE
    if number_format:
        cell.number_format = number_format


def dress_computed(cell: AnyCell, number_format: str, *, is_bold: bool) -> None:
    """A cell with a formula."""
    cell.font = Font(FONT, 11, bold=is_bold)
    cell.fill = filled(COMPUTED_FILL)
    cell.border = _BORDER
    cell.alignment = _RIGHT
    cell.number_format = number_format


def number_format_of(indicator: Indicator) -> str:
    """The format of an indicator's values; masses keep the decimals that they have."""
    if indicator.is_ratio:
        return SHARE_FORMAT
    return _AS_IS if indicator.kind == "amount" and indicator.unit != "đồng" else _GROUPED
