"""What was extracted from a file, kept so that the same bytes are never read twice by the same code.

The key is over the content, the names that identification looks at, and everything that reading depends on:
the code of `sources/` and `schemas/`, all their data files (catalogue, wordings, units), and what people
decided about the sender (`guidance`). So a changed
wording or a corrected line of code makes exactly the same difference as a changed document, and nobody has
to remember to count a version up. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter, ValidationError

import schemas
import sources
from sources.file_reading import FileReading

_CODEC = TypeAdapter(FileReading)
_READ_BY = (".py", ".csv", ".yaml", ".yml", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class ExtractionCache:
    """A folder of readings, one JSON file each, written whole or not at all."""

    folder: Path

    def get(self, key: str) -> FileReading | None:
        """The reading kept under `key`; None where there is none, or what is there can't be read."""
        try:
            return _CODEC.validate_json(self._path(key).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, key: str, reading: FileReading) -> None:
        """Keep a reading under its key."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(_CODEC.dump_json(reading))
        Path(file.name).replace(path)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def cache_key(content_hash: str, file_name: str, folder: str, guidance: str = "") -> str:
    """The key of a file's extraction; `folder` is the file's folder inside the inbox, `guidance` the digest
    of what people decided about the document and its sender.
    """
    parts = (content_hash, file_name, folder, extractor_version(), *([guidance] if guidance else ()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def extractor_version() -> str:
    """A digest of all code and data that an extraction depends on."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for room in (schemas, sources):
        for folder in room.__path__:
            yield from sorted(path for path in Path(folder).rglob("*") if path.suffix in _READ_BY)
