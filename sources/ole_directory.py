"""The directory of an OLE compound file (Word 97, Excel 97, encrypted Office), its streams' beginnings.

Bounds on every step; of a stream only its first sector is read, which tells whether it is encrypted.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from sources.safety import OLE_MAGIC

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_END_OF_CHAIN = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_MAX_ENTRIES = 20_000
_HEADER_TABLE = struct.Struct("<109I")
_LEAST_STREAM_BYTES = 4096
"""Smaller streams lie together in another one ([MS-CFB] 2.2, mini stream cutoff) and are left alone."""
_WORD_IDENTITY, _WORD_FLAGS_AT, _WORD_ENCRYPTED = 0xA5EC, 0x0A, 0x0100
"""[MS-DOC] 2.5.2, FibBase: wIdent, and fEncrypted among the flags."""
_SHEET_BEGIN, _SHEET_PASSWORD = 0x0809, 0x002F
"""[MS-XLS] 2.4.21 BOF and 2.4.117 FilePass, which follows it in an encrypted workbook."""
_RECORD = struct.Struct("<HH")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream or storage; `left`, `right` and `child` number other entries, `start` its first sector."""

    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


def top_level_names(data: bytes) -> frozenset[str]:
    """Names of the streams and storages right under the root; empty where the directory can't be followed."""
    return frozenset(_top_level(data))


def is_encrypted(data: bytes) -> bool:
    """Whether a Word 97 or Excel 97 file is kept under a password."""
    streams = _top_level(data)
    word = _beginning(data, streams.get("WordDocument"))
    if len(word) > _WORD_FLAGS_AT + 2 and int.from_bytes(word[:2], "little") == _WORD_IDENTITY:
        flags = int.from_bytes(word[_WORD_FLAGS_AT : _WORD_FLAGS_AT + 2], "little")
        return bool(flags & _WORD_ENCRYPTED)
    return _SHEET_PASSWORD in _first_records(_beginning(data, streams.get("Workbook")))


def _first_records(sheet: bytes) -> list[int]:
    """The kinds of the records that a workbook's first sector holds."""
    kinds: list[int] = []
    place = 0
    while place + _RECORD.size <= len(sheet):
        kind, length = _RECORD.unpack_from(sheet, place)
        if not kinds and kind != _SHEET_BEGIN:
            return []
        kinds.append(kind)
        place += _RECORD.size + length
    return kinds


def _beginning(data: bytes, stream: _Entry | None) -> bytes:
    if stream is None or stream.size < _LEAST_STREAM_BYTES:
        return b""
    size = _sector_size(data)
    return data[(stream.start + 1) * size : (stream.start + 2) * size]


def _top_level(data: bytes) -> dict[str, _Entry]:
    """The entries right under the root by name; none where the directory can't be followed."""
    try:
        entries = _entries(data)
    except (struct.error, IndexError, ValueError):
        return {}
    if not entries:
        return {}
    found: dict[str, _Entry] = {}
    waiting, seen = [entries[0].child], set()
    while waiting:
        place = waiting.pop()
        if place == _NO_ENTRY or place >= len(entries) or place in seen:
            continue
        seen.add(place)
        entry = entries[place]
        found[entry.name] = entry
        waiting += (entry.left, entry.right)
    return found


def _sector_size(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    if shift not in (9, 12):
        raise ValueError("unknown sector size")
    return 1 << int(shift)


def _entries(data: bytes) -> list[_Entry]:
    if data[:8] != OLE_MAGIC or len(data) < _HEADER_BYTES:
        raise ValueError("not an OLE compound file")
    size = _sector_size(data)
    (first,) = struct.unpack_from("<I", data, 0x30)
    table_sectors = [sector for sector in _HEADER_TABLE.unpack_from(data, 0x4C) if sector < _END_OF_CHAIN]
    table: list[int] = []
    for sector in table_sectors:
        table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    entries: list[_Entry] = []
    sector, steps = first, 0
    while sector < _END_OF_CHAIN and len(entries) < _MAX_ENTRIES and steps <= len(table):
        start = (sector + 1) * size
        for offset in range(start, start + size, _ENTRY_BYTES):
            (name_bytes,) = struct.unpack_from("<H", data, offset + 64)
            name = data[offset : offset + max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<3I", data, offset + 68)
            begin, length = struct.unpack_from("<II", data, offset + 116)
            entries.append(_Entry(name, left, right, child, begin, length))
        sector, steps = table[sector], steps + 1
    return entries
