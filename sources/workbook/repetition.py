"""Guards against .ods sheets that write one filled cell and repeat it millions of times.

What does not belong here: reading cells.
"""

from __future__ import annotations

from sources.intake_reasons import refusal
from sources.safety import SafeZip, parse_xml

MAX_REPEATED_CELLS = 3_000_000
"""As many filled cells as a sheet may have; an empty cell may repeat to the sheet's edge."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CONTENT_PART = "content.xml"


def refuse_wide_repetition(archive: SafeZip, file_name: str) -> None:
    """Raises IntakeError (`suspicious_package`) where filled cells repeat beyond a sheet's measure."""
    if CONTENT_PART not in archive.names:
        raise refusal("damaged", file_name, "thiếu phần nội dung chính")
    filled = 0
    for row in parse_xml(archive.read(CONTENT_PART), file_name).iter(f"{_TABLE}table-row"):
        times = _times(row.get(f"{_TABLE}number-rows-repeated"))
        for cell in row:
            if len(cell):
                filled += times * _times(cell.get(f"{_TABLE}number-columns-repeated"))
    if filled > MAX_REPEATED_CELLS:
        raise refusal("suspicious_package", file_name, f"{filled} ô lặp lại")


def _times(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 1
