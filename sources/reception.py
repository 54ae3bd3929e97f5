"""Takes one file of the inbox in: spooled in private, scanned, then archived, or refused with a reason.

A refused file leaves its receipt, never its bytes: what can't be read can't be known to bear no secrecy
stamp. What does not belong here: identifying the sender, recording receipts.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Container

from schemas.errors import IntakeError
from schemas.vocabulary import DocumentStatus
from sources.archive import Archive
from sources.inbox import InboxFile
from sources.intake_reasons import refusal
from sources.open_files import is_open_for_writing
from sources.reading import content_hash_of, read_document
from sources.receipt import Receipt
from sources.safety import MAX_FILE_BYTES

Examine = Callable[[bytes, str], None]
"""Raises IntakeError for the bytes and the name of a file that can't be taken in."""

_NOT_IN_A_NAME = re.compile("[\x00-\x1f\x7f\\\\\u202a-\u202e\u2066-\u2069]")
"""Control characters, the other systems' separator, and marks that turn the direction of a name."""


def examine(data: bytes, file_name: str) -> None:
    """Read a file for nothing but its faults; raises IntakeError."""
    read_document(data, file_name)


def receive(
    file: InboxFile, archive: Archive, examine: Examine = examine, barred: Container[str] = ()
) -> Receipt:
    """The receipt of a file; afterwards its bytes are in the archive, or it is quarantined with a reason.

    A file of unknown content is looked at by `examine`, which may do so in a process of its own. `barred` are
    the hashes of contents that must not be kept again. Raises nothing for a bad file; OSError where the
    archive can't be written.
    """
    content_hash = ""
    try:
        if _NOT_IN_A_NAME.search(file.file_name):
            raise refusal("odd_name", _harmless(file.file_name))
        data = bytes_of(file)
        content_hash = content_hash_of(data)
        if content_hash in barred:
            raise refusal("purged", file.file_name)
        if content_hash in archive:
            return _receipt(file, content_hash, len(data), is_new=False)
        with archive.spooled(data) as spooled:
            examine(data, file.file_name)
            is_new = archive.add(spooled, content_hash)
        return _receipt(file, content_hash, len(data), is_new=is_new)
    except IntakeError as error:
        return Receipt(
            content_hash=content_hash,
            file_name=_harmless(file.file_name),
            folder=file.folder,
            size=file.size,
            modified_at=file.modified_at,
            status=DocumentStatus.QUARANTINED,
            reason_code=error.code,
            reason_vi=error.reason_vi,
        )


def _receipt(file: InboxFile, content_hash: str, size: int, *, is_new: bool) -> Receipt:
    return Receipt(
        content_hash=content_hash,
        file_name=file.file_name,
        folder=file.folder,
        size=size,
        modified_at=file.modified_at,
        status=DocumentStatus.ACCEPTED,
        is_new=is_new,
    )


def _harmless(file_name: str) -> str:
    return _NOT_IN_A_NAME.sub("\ufffd", file_name)


def bytes_of(file: InboxFile) -> bytes:
    """The bytes of a regular file that is not being written; links are not followed. Raises IntakeError."""
    try:
        handle = os.open(file.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise _unopened(file, error) from error
    with os.fdopen(handle, "rb") as opened:
        before = os.fstat(opened.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise refusal("not_a_file", file.file_name)
        if before.st_size > MAX_FILE_BYTES:
            raise refusal("too_large", file.file_name, f"trên {MAX_FILE_BYTES // 2**20} MB")
        if is_open_for_writing(opened.fileno()):
            raise refusal("still_changing", file.file_name)
        try:
            data = opened.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise refusal("unreadable_file", file.file_name, error.strerror or "") from error
        after = os.fstat(opened.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        data
    ) != after.st_size:
        raise refusal("still_changing", file.file_name)
    return data


def _unopened(file: InboxFile, error: OSError) -> IntakeError:
    if file.path.is_symlink():
        return refusal("not_a_file", file.file_name)
    code = "unreadable_folder" if file.path.is_dir() else "unreadable_file"
    return refusal(code, file.file_name, "không có quyền truy cập")
