"""The record of a received file, whether it was taken in or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.vocabulary import DocumentStatus


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file of the inbox.

    `content_hash` is the SHA-256 of its bytes ("" where they could not be read). `size` is in bytes,
    `modified_at` the file's own time (UTC). `status` is accepted or quarantined; then `reason_code` and
    `reason_vi` say why, to a program and to a clerk. `is_new` is False where the same bytes were archived
    before.
    """

    content_hash: str
    file_name: str
    folder: str
    size: int
    modified_at: datetime
    status: DocumentStatus
    reason_code: str | None = None
    reason_vi: str | None = None
    is_new: bool = True
