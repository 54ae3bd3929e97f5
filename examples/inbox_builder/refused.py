"""Files that must not be read: what they are stands in their bytes, whatever their names say."""

from __future__ import annotations

import base64
import hashlib
import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM_SECTORS = 8  # 4096 bytes, the least that is stored outside the mini stream

PHOTO = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0"
    "Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9"
    "AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZn"
    "aGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP0"
    "9fb3+Pn6/9oACAEBAAA/APn+v//Z"
)
PLAIN_TEXT = b"Ghi nho: goi lai cho Yen Phong de xin bieu phu luc 2, han cuoi ngay 20/12.\n"
EMPTY = b""
MACRO = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + b'Attribute VB_Name = "ThisDocument"\r\n'


def locked_workbook() -> bytes:
    """An OLE container with the streams of a locked workbook ([MS-OFFCRYPTO] 2.3.4), filled with noise."""
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0" encoding="UTF-8"?><encryption/>'
    noise = b"".join(hashlib.sha256(bytes([place])).digest() for place in range(120))
    streams = (("EncryptionInfo", info), ("EncryptedPackage", struct.pack("<Q", len(noise)) + noise))
    allocation = [_FAT, _END]
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    body = b""
    for place, (name, data) in enumerate(streams):
        start = len(allocation)
        allocation += [start + step + 1 for step in range(_STREAM_SECTORS - 1)] + [_END]
        entries += _entry(name, 2, right=2 if place == 0 else _FREE, start=start, size=_STREAM_SECTORS * 512)
        body += data.ljust(_STREAM_SECTORS * 512, b"\0")
    allocation += [_FREE] * (128 - len(allocation))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, _END, 0, _END, 0, 0,
    )  # fmt: skip
    header = header.ljust(512, b"\xff")
    return header + struct.pack("<128I", *allocation) + entries.ljust(512, b"\0") + body


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text), kind, 1, _FREE, right, child, b"", 0, 0, 0, start, size
    )
