"""The one file of a form's body (multipart/form-data, RFC 7578), read into memory up to a bound."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable
from dataclasses import dataclass
from pathlib import PureWindowsPath

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
"""Half of what the inbox takes: the answer goes back in one page."""

_BOUNDARY = re.compile(r'multipart/form-data;.*\bboundary="?([^";,]{1,70})"?', re.IGNORECASE)
_FILE_NAME = re.compile(rb'\bfilename="([^"]*)"', re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its own name without folders, and its bytes."""

    file_name: str
    data: bytes


class UploadError(Exception):
    """A body that is not one file of a form: too large, or of another shape."""


class TooLargeError(UploadError):
    """A body beyond the bound."""


async def read_body(pieces: AsyncIterable[bytes], most: int = MAX_UPLOAD_BYTES) -> bytes:
    """The whole body; raises TooLargeError as soon as it passes the bound."""
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > most:
            raise TooLargeError
    return bytes(body)


def file_of(content_type: str, body: bytes) -> Upload:
    """The first file of the form; raises UploadError where there is none."""
    match = _BOUNDARY.match(content_type)
    if match is None:
        raise UploadError("the body is no form with a file")
    for part in (b"\r\n" + body).split(b"\r\n--" + match[1].encode("latin-1"))[1:]:
        head, mark, content = part.partition(b"\r\n\r\n")
        named = _FILE_NAME.search(head)
        if mark and named and named[1]:
            return Upload(_plain_name(named[1].decode("utf-8", "replace")), content)
    raise UploadError("the form holds no file")


def _plain_name(sent: str) -> str:
    """The last step of a path of any system, without what can't be shown; browsers escape quotation marks."""
    name = PureWindowsPath(sent.replace("%22", '"')).name
    return _UNPRINTABLE.sub("", name)[-_LONGEST_NAME:].strip() or "tep"
