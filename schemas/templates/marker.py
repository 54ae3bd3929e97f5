"""The sign by which a filled workbook is known again: version, sender and period, on a hidden sheet.

A cell of a sheet and no property of the file, since every spreadsheet program keeps it in every format, and
every reader of this project gives it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.document import Document

MARKER_SHEET = "tonghop"
"""The hidden sheet; it also holds the lists that cells choose from."""

_MARKER = re.compile(r"tonghop-template/(?P<version>\d+) unit=(?P<unit>\S+) period=(?P<period>\S+)")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a workbook says of itself."""

    version: int
    unit_id: str
    period_code: str

    def __str__(self) -> str:
        return f"tonghop-template/{self.version} unit={self.unit_id} period={self.period_code}"


def marker_of(document: Document) -> Marker | None:
    """The marker of a workbook; None for any other document."""
    sheet = next((table for table in document.tables if table.name == MARKER_SHEET), None)
    first = next(iter(sheet.cells), None) if sheet is not None else None
    found = _MARKER.fullmatch(first.text.strip()) if first is not None else None
    if found is None:
        return None
    return Marker(int(found["version"]), found["unit"], found["period"])
