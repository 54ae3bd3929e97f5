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

_TEMPORARY_STARTS = ("~$", "~wr")
_TEMPORARY_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".lnk")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox; `folder` is its folder inside the inbox with `/`, "" at the top.

    `file_name` and `folder` are NFC, `path` is as the disk spells it; bytes of a name that are no UTF-8 stand
    as U+FFFD. `modified_at` is UTC. A linked folder and one that can't be opened are entries too.
    """

    path: Path
    file_name: str
    folder: str
    size: int
    modified_at: datetime


def inbox_files(inbox: Path) -> Iterator[InboxFile]:
    """The files below a folder, by folder and name, without temporary and system files.

    What is no file but stands in the way of some (a link, a folder that can't be opened) is given too, and
    refused when it is received. Raises FileNotFoundError for a missing inbox.
    """
    if not inbox.is_dir():
        raise FileNotFoundError(f"inbox {inbox}: no such folder; create it or name another with --inbox")
    closed: list[Path] = []
    found: list[Path] = []
    for folder, folders, names in os.walk(
        inbox, followlinks=False, onerror=lambda error: closed.append(Path(str(error.filename)))
    ):
        folders[:] = [name for name in folders if not is_temporary(name)]
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        found += [Path(folder) / name for name in (*names, *linked) if not is_temporary(name)]
    if inbox in closed:
        raise PermissionError(f"inbox {inbox}: can't be opened; check its permissions")
    named = [(_folder(path, inbox), _shown(path.name), path) for path in (*found, *closed)]
    for place, name, path in sorted(named):
        try:
            yield inbox_file(path, name, place)
        except OSError:  # gone between listing and looking
            continue


def inbox_file(path: Path, file_name: str, folder: str = "") -> InboxFile:
    """The entry for one file; raises OSError where it is gone."""
    status = path.lstat()
    modified_at = datetime.fromtimestamp(status.st_mtime, UTC)
    return InboxFile(path, _shown(file_name), folder, status.st_size, modified_at)


def is_temporary(name: str) -> bool:
    """Whether a name is that of an Office lock file, an unfinished download, or a hidden or system file."""
    lowered = name.lower()
    is_hidden = name.startswith(".") and not name.startswith("..")
    return (
        is_hidden
        or lowered.startswith(_TEMPORARY_STARTS)
        or lowered.endswith(_TEMPORARY_ENDS)
        or lowered in _SYSTEM_FILES
    )


def _folder(path: Path, inbox: Path) -> str:
    place = path.parent.relative_to(inbox).as_posix()
    return "" if place == "." else _shown(place)


def _shown(name: str) -> str:
    """A name as text that can be stored: composed, and without bytes that are no UTF-8."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
