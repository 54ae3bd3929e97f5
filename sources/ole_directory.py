"""The names of the top-level streams of an OLE compound file (Word 97, Excel 97, encrypted Office files).

Only the directory is read, with bounds on every step; streams are not.
"""

from __future__ import annotations

import struct

from sources.safety import OLE_MAGIC

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_END_OF_CHAIN = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_MAX_ENTRIES = 20_000
_HEADER_TABLE = struct.Struct("<109I")


def top_level_names(data: bytes) -> frozenset[str]:
    """Names of the streams and storages right under the root; empty where the directory can't be followed."""
    try:
        entries = _entries(data)
    except (struct.error, IndexError, ValueError):
        return frozenset()
    if not entries:
        return frozenset()
    names, waiting, seen = set(), [entries[0][3]], set()
    while waiting:
        place = waiting.pop()
        if place == _NO_ENTRY or place >= len(entries) or place in seen:
            continue
        seen.add(place)
        name, left, right, _ = entries[place]
        names.add(name)
        waiting += (left, right)
    return frozenset(names)


def _entries(data: bytes) -> list[tuple[str, int, int, int]]:
    if data[:8] != OLE_MAGIC or len(data) < _HEADER_BYTES:
        raise ValueError("not an OLE compound file")
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    if shift not in (9, 12):
        raise ValueError("unknown sector size")
    size = 1 << shift
    (first,) = struct.unpack_from("<I", data, 0x30)
    table_sectors = [sector for sector in _HEADER_TABLE.unpack_from(data, 0x4C) if sector < _END_OF_CHAIN]
    table: list[int] = []
    for sector in table_sectors:
        table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    entries: list[tuple[str, int, int, int]] = []
    sector, steps = first, 0
    while sector < _END_OF_CHAIN and len(entries) < _MAX_ENTRIES and steps <= len(table):
        start = (sector + 1) * size
        for offset in range(start, start + size, _ENTRY_BYTES):
            (name_bytes,) = struct.unpack_from("<H", data, offset + 64)
            name = data[offset : offset + max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<3I", data, offset + 68)
            entries.append((name, left, right, child))
        sector, steps = table[sector], steps + 1
    return entries
