"""The unit below the sender that the lines above a table name: whose sheet it is.

A report of a district may hold a sheet for each commune ("Đơn vị: Xã …", or the sheet's own name). Several
units named leave it open, and so the sender's figures are never one commune's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.tables.names import NameReader

_LEAD = re.compile(
    r"^[\s(]*(?:tên\s+)?(?:đơn\s+vị(?:\s+báo\s+cáo)?|địa\s+bàn|địa\s+phương)\s*:?\s*", re.IGNORECASE
)
_SURE = 0.9


def unit_named(lines: Sequence[str], names: NameReader) -> str | None:
    """The id of the one unit below the sender that title lines name in full; None if none or several are."""
    found: dict[str, None] = {}
    for line in lines:
        alone = _LEAD.sub("", line).strip(" ().:;")
        unit, confidence = names.area(alone) if len(alone) < len(line) or len(line) < 40 else (None, 0.0)
        if unit is not None and confidence >= _SURE:
            found[unit.unit_id] = None
        else:
            found.update(dict.fromkeys(names.units_in(line)))
    found.pop(names.sender_id or "", None)
    return next(iter(found)) if len(found) == 1 else None
