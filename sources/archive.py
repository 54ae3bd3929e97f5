"""The archive of received files: by content hash, written once, never changed; deleted only by a purge.

Files come from the archive's private spool, on the same disk, so that they appear whole or not at all.
What does not belong here: deciding what may be archived (`reception`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sources.intake_reasons import refusal

_HASH = re.compile("[0-9a-f]{64}")
_SPOOL = ".spool"
_READ_ONLY = 0o444
_PRIVATE_FOLDER = 0o700


class Archive:
    """Files by the SHA-256 of their content, at `ab/cd/<hash>` below a root folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._spool = root / _SPOOL

    def path_of(self, content_hash: str) -> Path:
        """Where a content is or would be kept; raises ValueError for what is no SHA-256."""
        if not _HASH.fullmatch(content_hash):
            raise ValueError(f"archive: {content_hash!r} is no SHA-256 in hexadecimal")
        return self._root / content_hash[:2] / content_hash[2:4] / content_hash

    def __contains__(self, content_hash: str) -> bool:
        return self.path_of(content_hash).is_file()

    def read(self, content_hash: str) -> bytes:
        """The bytes of a content; IntakeError (`damaged`) where they are missing or changed."""
        try:
            data = self.path_of(content_hash).read_bytes()
        except OSError as error:
            raise refusal("damaged", content_hash, "không có trong kho lưu trữ") from error
        if hashlib.sha256(data).hexdigest() != content_hash:
            raise refusal("damaged", content_hash, "nội dung trong kho lưu trữ đã thay đổi")
        return data

    def remove(self, content_hash: str) -> None:
        """Delete a content for good: for what a person decided should never have been kept."""
        self.path_of(content_hash).unlink(missing_ok=True)

    @contextlib.contextmanager
    def spooled(self, data: bytes) -> Iterator[Path]:
        """A private copy of the bytes that is gone afterwards unless it was archived."""
        self._spool.mkdir(parents=True, exist_ok=True)
        self._spool.chmod(_PRIVATE_FOLDER)
        handle, name = tempfile.mkstemp(dir=self._spool)
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            yield path
        finally:
            path.unlink(missing_ok=True)

    def add(self, spooled: Path, content_hash: str) -> bool:
        """Keeps a spooled file under its hash, read-only; False where that content is kept already."""
        target = self.path_of(content_hash)
        target.parent.mkdir(parents=True, exist_ok=True)
        spooled.chmod(_READ_ONLY)
        try:
            target.hardlink_to(spooled)
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links: the name is still taken in one step
            if target.exists():
                return False
            spooled.rename(target)
        return True
