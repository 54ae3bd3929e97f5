"""Takes one file of the inbox in: spooled in private, scanned, then archived, or refused with a reason.

A refused file leaves its receipt, never its bytes: what can't be read can't be known to bear no secrecy
stamp. What does not belong here: identifying the sender, recording receipts.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Container

from schemas.errors import IntakeError
from schemas.vocabulary import DocumentStatus
from sources.archive import Archive
from sources.inbox import InboxFile
from sources.intake_reasons import refusal
from sources.reading import content_hash_of, read_document
from sources.receipt import Receipt
from sources.safety import MAX_FILE_BYTES


def receive(file: InboxFile, archive: Archive, barred: Container[str] = ()) -> Receipt:
    """The receipt of a file; afterwards its bytes are in the archive, or it is quarantined with a reason.

    `barred` are the hashes of contents that must not be kept again. Raises nothing for a bad file; OSError
    where the archive can't be written.
    """
    content_hash = ""
    try:
        data = _bytes_of(file)
        content_hash = content_hash_of(data)
        if content_hash in barred:
            raise refusal("purged", file.file_name)
        if content_hash in archive:
            return _receipt(file, content_hash, len(data), is_new=False)
        with archive.spooled(data) as spooled:
            read_document(data, file.file_name)
            is_new = archive.add(spooled, content_hash)
        return _receipt(file, content_hash, len(data), is_new=is_new)
    except IntakeError as error:
        return Receipt(
            content_hash=content_hash,
            file_name=file.file_name,
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


def _bytes_of(file: InboxFile) -> bytes:
    """The bytes of a regular file that is not being written; links are not followed."""
    try:
        handle = os.open(file.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        code = "not_a_file" if file.path.is_symlink() else "unreadable_file"
        raise refusal(code, file.file_name, error.strerror or "") from error
    with os.fdopen(handle, "rb") as opened:
        before = os.fstat(opened.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise refusal("not_a_file", file.file_name)
        if before.st_size > MAX_FILE_BYTES:
            raise refusal("too_large", file.file_name, f"trên {MAX_FILE_BYTES // 2**20} MB")
        data = opened.read(MAX_FILE_BYTES + 1)
        after = os.fstat(opened.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        data
    ) != after.st_size:
        raise refusal("still_changing", file.file_name)
    return data
