"""Walks the inbox: which files are there, in a fixed order.

What does not belong here: opening files (`reception`) and telling what they are (`sniff`).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_TEMPORARY_STARTS = ("~$", "~wr", ".")
_TEMPORARY_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".lnk")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox; `folder` is its folder inside the inbox with `/`, "" at the top.

    `file_name` and `folder` are NFC, `path` is as the disk spells it. `modified_at` is UTC.
    """

    path: Path
    file_name: str
    folder: str
    size: int
    modified_at: datetime


def inbox_files(inbox: Path) -> Iterator[InboxFile]:
    """The files below a folder, by folder and name, without temporary and system files and linked folders.

    A linked file is given (and refused when it is received). Raises FileNotFoundError for a missing inbox.
    """
    if not inbox.is_dir():
        raise FileNotFoundError(f"inbox {inbox}: no such folder; create it or name another with --inbox")
    found = []
    for folder, folders, names in os.walk(inbox, followlinks=False):
        folders[:] = [name for name in folders if not is_temporary(name)]
        place = Path(folder).relative_to(inbox).as_posix()
        place = "" if place == "." else _composed(place)
        found += [(place, _composed(name), Path(folder) / name) for name in names if not is_temporary(name)]
    for place, name, path in sorted(found):
        try:
            status = path.lstat()
        except OSError:  # gone between listing and looking
            continue
        yield InboxFile(path, name, place, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))


def is_temporary(name: str) -> bool:
    """Whether a name is that of an Office lock file, an unfinished download, or a hidden or system file."""
    lowered = name.lower()
    return (
        lowered.startswith(_TEMPORARY_STARTS) or lowered.endswith(_TEMPORARY_ENDS) or lowered in _SYSTEM_FILES
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
