"""A sheet in the making: its letterhead, then tables one below the other.

Knows places and headings; what the tables hold is `plan_rows`, `plan_grids` and `plan_open`.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.periods import Period
from schemas.templates.definition import SheetDefinition, TemplateDefinition, template_definition
from schemas.templates.plan import Computed, Fixed, FreeCell, Look, OpenTable, SheetPlan, Slot
from schemas.unit import Unit

SERIAL_WIDTH, LABEL_WIDTH, VALUE_WIDTH, WORDS_WIDTH = 5.0, 44.0, 12.5, 20.0


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the workbook is for: a unit in its province, in a period, with its communes."""

    unit: Unit
    province: Unit | None
    period: Period
    areas: tuple[Unit, ...]

    @property
    def full_name(self) -> str:
        """The unit with its province, as it signs."""
        if self.province is None:
            return self.unit.name
        return template_definition().wording.unit_in_province.format(
            unit=self.unit.name, province=lower_first(self.province.name)
        )


def lower_first(text: str) -> str:
    """A name or label as it stands within a sentence."""
    return text[:1].lower() + text[1:]


class SheetBuilder:
    """Gathers the cells of one sheet; `row` is the next free one."""

    def __init__(self, sheet: SheetDefinition, sender: Sender, definition: TemplateDefinition) -> None:
        self.sender = sender
        self.wording = definition.wording
        self.row_label = definition.row_label
        self.slots: list[Slot] = []
        self.computed: list[Computed] = []
        self.free: list[FreeCell] = []
        self.open_table: OpenTable | None = None
        self._sheet = sheet
        self._fixed: list[Fixed] = []
        self._widths: dict[int, float] = {}
        self._breaks: list[int] = []
        self._headers: list[tuple[int, int]] = []
        self.row = 6

    def heading(self, name: str) -> str:
        """The words of a heading that every table may have."""
        return self.wording.headings[name]

    @property
    def year_headings(self) -> tuple[str, str]:
        """The headings of this period and of the one a year before."""
        period = self.sender.period
        if period.previous_code is None or period.code != str(period.year):
            return self.heading("current"), self.heading("previous")
        return period.label_vi, period.label_vi.replace(str(period.year), str(period.year - 1))

    def fix(
        self, row: int, column: int, text: str, look: Look, *, row_span: int = 1, column_span: int = 1
    ) -> None:
        """Put a text in its place."""
        self._fixed.append(Fixed(row, column, text, look, row_span, column_span))

    def caption(self, text: str, *, on_new_page: bool = False) -> None:
        """The caption of a table in a row of its own, with a blank one above it."""
        if self._fixed:
            if on_new_page:
                self._breaks.append(self.row)
            self.row += 1
        if text:
            self.fix(self.row, 1, text, Look.CAPTION)
            self.row += 1

    def header(self, first_row: int, last_row: int) -> None:
        """Tell which rows are a table's header."""
        self._headers.append((first_row, last_row))

    def width(self, column: int, width: float) -> None:
        """Give a column at least a width, in characters."""
        self._widths[column] = max(width, self._widths.get(column, 0.0))

    def plan(self) -> SheetPlan:
        """The finished sheet."""
        sheet = self._sheet
        last = max(self._widths)
        lead = self._letterhead(last)
        return SheetPlan(
            name=sheet.name,
            number=sheet.number,
            title=sheet.title,
            about=sheet.about,
            fixed=(*lead, *self._fixed),
            slots=tuple(self.slots),
            computed=tuple(self.computed),
            free=tuple(self.free),
            open_table=self.open_table,
            widths=dict(self._widths),
            header_rows=self._headers[0] if len(self._headers) == 1 else None,
            breaks_after=tuple(self._breaks),
            last_column=last,
        )

    def _letterhead(self, last: int) -> tuple[Fixed, ...]:
        unit, period = self.sender.unit, self.sender.period
        label = lower_first(period.label_vi)
        title = self.wording.period_in_title.format(title=self._sheet.title, period=label.upper())
        attached = self.wording.attached.format(period=label, unit=unit.name)
        return (
            Fixed(1, 1, self.wording.sender.format(unit=self.sender.full_name), Look.SENDER, 1, last),
            Fixed(2, 1, self._sheet.number, Look.NUMBER, 1, last),
            Fixed(3, 1, title, Look.TITLE, 1, last),
            Fixed(4, 1, attached, Look.ATTACHED, 1, last),
        )
