"""The sender's own .xlsx with a comment and a colour at every cell remarked on, nothing else in it changed.

The sheets, the styles and the comments concerned are patched; all other parts keep their bytes. A remark that
is about no cell (the workbook as a whole, a text box) stands in the first cell of its sheet, uncoloured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from reports.feedback.answer import Answer, Remark
from reports.feedback.package import Package
from reports.feedback.sheet_cells import SheetCells
from reports.feedback.sheet_notes import write_notes
from reports.feedback.wording import wording
from reports.feedback.workbook_styles import CellColours
from schemas.vocabulary import Severity

_FIRST_CELL = "A1"
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_LINKS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


def annotate_workbook(data: bytes, answer: Answer) -> bytes:
    """The bytes of the annotated copy. Raises `LayoutError` where the file is no workbook package."""
    package = Package(data)
    workbook = package.main_part()
    sheets = _sheets(package, workbook)
    said: defaultdict[str, defaultdict[str, list[Remark]]] = defaultdict(lambda: defaultdict(list))
    for remark in answer.remarks:
        part, cell = _place(remark.finding.locator, sheets)
        if part:
            said[part][cell].append(remark)
    styles = package.linked(workbook, "styles")
    colours = CellColours(package.parse(styles.target)) if styles is not None and said else None
    for part, remarks in said.items():
        _annotate_sheet(package, part, remarks, colours)
    if styles is not None and colours is not None and colours.is_changed:
        package.write(styles.target, colours.root)
    return package.to_bytes() if said else data


def _annotate_sheet(
    package: Package, part: str, remarks: Mapping[str, Sequence[Remark]], colours: CellColours | None
) -> None:
    root = package.parse(part)
    cells = SheetCells(root)
    for address, about in remarks.items():
        if colours is not None and any(_is_cell(remark.finding.locator) for remark in about):
            worst = min((remark.severity for remark in about), key=list(Severity).index)
            cells.restyle(address, lambda style, weight=worst: colours.coloured(style, weight))  # type: ignore[misc]
    write_notes(package, part, root, {address: _text(about) for address, about in remarks.items()})
    package.write(part, root)


def _sheets(package: Package, workbook: str) -> dict[str, str]:
    """The part of each sheet by its name, blanks in it as the reader gives them, in the workbook's order."""
    targets = {link.link_id: link.target for link in package.links(workbook) if link.kind == "worksheet"}
    found = {}
    for sheet in package.parse(workbook).iter("{*}sheet"):
        link_id = next((sheet.get(name, "") for name in _LINKS if sheet.get(name)), "")
        if targets.get(link_id, "") in package:
            found[_plain(sheet.get("name", ""))] = targets[link_id]
    return found


def _place(locator: str, sheets: Mapping[str, str]) -> tuple[str, str]:
    """The part and the cell of a locator; ("", "") where the workbook has no sheet for it."""
    sheet, mark, cell = locator.rpartition("!")
    part = sheets.get(_plain(sheet if mark else locator)) or next(iter(sheets.values()), "")
    return part, cell if mark and _CELL.fullmatch(cell) else _FIRST_CELL


def _is_cell(locator: str) -> bool:
    return _CELL.fullmatch(locator.rpartition("!")[2]) is not None


def _text(remarks: Sequence[Remark]) -> str:
    said, weights = wording().comment, wording().severities
    lines = []
    for remark in remarks:
        form = said["plain"] if _is_cell(remark.finding.locator) else said["elsewhere"]
        lines.append(
            form.format(weight=weights[remark.severity], place=remark.place, message=remark.finding.message)
        )
    return "\n".join(lines)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
