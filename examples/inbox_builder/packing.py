"""Zip containers whose bytes depend on their parts only."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

FIXED_TIME = (2024, 1, 31, 8, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one zip file, in the order given, every entry with the same time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 0
            container.writestr(entry, data)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def with_modified_time(core_properties: bytes, modified: str) -> bytes:
    """`docProps/core.xml` with both its times set to `modified` ("2023-12-13T09:30:00Z")."""
    pattern = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)"
    return re.sub(pattern, rb"\g<1>" + modified.encode() + rb"\g<2>", core_properties)
