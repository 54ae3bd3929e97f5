"""Whether a workbook is one of the province's own, and which of its sheets are as they were written.

The marker alone proves little: a clerk may pass a workbook on to a neighbour who writes another name over
the sender's. So the visible words decide: the line of the sender must be unchanged wherever it stands, and a
sheet counts as the declared one if every text is that gives its cells their meaning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.document import Cell, Document, Table
from schemas.errors import TonghopError
from schemas.figure import Identity
from schemas.templates import plan_workbook, template_definition
from schemas.templates.marker import MARKER_SHEET, Marker, marker_of
from schemas.templates.plan import MEANING, Fixed, Look, Place, SheetPlan, WorkbookPlan
from schemas.vocabulary import ReportType


@dataclass(frozen=True, slots=True)
class Recognised:
    """A workbook with a marker: its plan, and its unchanged sheets by name. `faults` are sentences for its
    sender about what was changed; `is_trusted` holds where the marker may be believed.
    """

    plan: WorkbookPlan
    sheets: Mapping[str, SheetPlan]
    faults: tuple[str, ...]
    is_trusted: bool

    def is_of(self, identity: Identity) -> bool:
        """Whether it may be read by its plan in a document of that identity."""
        return (
            self.is_trusted
            and identity.unit_id == self.plan.sender.unit_id
            and identity.period_code == self.plan.period.code
        )


def stated_by_template(document: Document, identity: Identity) -> Identity:
    """What a document's marker says of its sender and period, where it is believed; else `identity` with the
    reason why not. A document without a marker keeps its identity.
    """
    found = recognised(document)
    if found is None:
        return identity
    if not found.is_trusted:
        return replace(identity, contradictions=(*identity.contradictions, *found.faults))
    sender, period = found.plan.sender.unit_id, found.plan.period.code
    agrees = (identity.unit_id, identity.period_code) == (sender, period)
    return replace(
        identity,
        unit_id=sender,
        period_code=period,
        report_type=ReportType.ANNEX,
        confidence=1.0,
        reasons=("sender and period by the template's marker",),
        contradictions=(*(identity.contradictions if agrees else ()), *found.faults),
    )


def recognised(document: Document) -> Recognised | None:
    """The plan of a workbook with a marker and what of it is unchanged; None for any other document."""
    marker = marker_of(document)
    plan = _plan(marker) if marker is not None else None
    return _recognised(document, plan) if plan is not None else None


@lru_cache(maxsize=64)
def _plan(marker: Marker) -> WorkbookPlan | None:
    try:
        return plan_workbook(marker.unit_id, marker.period_code)
    except TonghopError:
        return None  # no unit or period of that name: not a marker of ours


def _recognised(document: Document, plan: WorkbookPlan) -> Recognised:
    wording = template_definition().wording.reading
    whose = {"unit": plan.sender_name, "period": plan.period.label_vi.lower()}
    present = [(page, table) for page in plan.sheets if (table := sheet_of(document, page)) is not None]
    faults: list[str] = []
    unchanged: dict[str, SheetPlan] = {}
    for page, table in present:
        texts = {(cell.row, cell.column): cell for cell in table.cells}
        if _difference(page, texts, frozenset({Look.SENDER})) is not None:
            fault = wording["sender_changed"].format(sheet=table.name, **whose)
            return Recognised(plan, {}, (fault,), False)
        changed = _difference(page, texts, MEANING)
        if changed is None:
            unchanged[table.name] = page
        else:
            faults.append(_told(changed, texts, table))
    if not unchanged:
        return Recognised(plan, {}, (wording["nothing_left"].format(**whose),), False)
    return Recognised(plan, unchanged, tuple(faults), True)


def sheet_of(document: Document, page: SheetPlan) -> Table | None:
    """The sheet that bears the name of a planned one."""
    return next((table for table in document.tables if _plain(table.name) == _plain(page.name)), None)


def helper_sheets(document: Document) -> list[Table]:
    """The sheets without figures: the instructions and the hidden sheet."""
    names = {MARKER_SHEET, str(template_definition().wording.guide["name"])}
    return [table for table in document.tables if table.name in names]


def _difference(page: SheetPlan, texts: Mapping[Place, Cell], looks: frozenset[Look]) -> Fixed | None:
    """The first text of a sheet that is not what was written."""
    for fixed in page.fixed:
        if fixed.look in looks and fixed.text:
            cell = texts.get((fixed.row, fixed.column))
            if cell is None or _plain(cell.text) != _plain(fixed.text):
                return fixed
    return None


def _told(changed: Fixed, texts: Mapping[Place, Cell], table: Table) -> str:
    cell = texts.get((changed.row, changed.column))
    place = cell.locator if cell is not None else f"{table.name}, hàng {changed.row}"
    sentence = template_definition().wording.reading["sheet_changed"]
    found = cell.text if cell is not None else ""
    return sentence.format(sheet=table.name, cell=place, expected=changed.text, found=found)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
