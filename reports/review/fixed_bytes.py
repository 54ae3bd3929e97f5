"""A saved workbook without the instant at which it was saved: equal content, equal bytes."""

from __future__ import annotations

import io
import re
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_INSTANT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def with_fixed_dates(package: bytes) -> bytes:
    """The package with all its members dated alike, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = _INSTANT.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
