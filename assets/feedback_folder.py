"""The folder of a period's answers: made where something changed, taken away where there is nothing to say.

A file beside them remembers what each answer was made of: the document, its findings, what else its sender
sent, and the code. It may be deleted at any time; all answers are then made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from assets.period_documents import PeriodDocument
from assets.sender_answers import answer_files, answer_names, answer_to
from reports.feedback.composing import missing_figures
from schemas.figure import Extraction
from schemas.finding import Finding
from sources.archive import Archive
from sources.extraction_cache import extractor_version

_MADE_OF = "answers.json"
_NO_SENDER = "unknown"


@dataclass(frozen=True, slots=True)
class Answered:
    """How many documents have an answer, how many answers were made in this run, how many were taken away."""

    answered: int
    made_anew: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class _Due:
    """A document that its sender is to hear about; `stem` names the files of the answer."""

    document: PeriodDocument
    findings: tuple[Finding, ...]
    alongside: tuple[Extraction, ...]
    unit_folder: str
    stem: str

    @property
    def digest(self) -> str:
        """Over all that the answer is made of."""
        parts = (
            self.document.content_hash,
            self.document.file_name,
            self.stem,
            *map(repr, self.findings),
            *(each.content_hash for each in self.alongside),
            extractor_version(),
            _form_version(),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def write_answers(
    archive: Archive,
    folder: Path,
    documents: Sequence[PeriodDocument],
    findings: Mapping[str, tuple[Finding, ...]],
) -> Answered:
    """Bring the answers in `folder` to what the documents and their findings are now."""
    before, now = _read(folder / _MADE_OF), {}
    made = 0
    for due in _due(documents, findings):
        known = before.get(due.document.document_id)
        if known is None or known[0] != due.digest or not all((folder / name).is_file() for name in known[1]):
            known = (due.digest, _write(archive, folder, due))
            made += 1
        now[due.document.document_id] = known
    kept = {name for _, names in now.values() for name in names}
    for name in {name for _, names in before.values() for name in names} - kept:
        (folder / name).unlink(missing_ok=True)
    if now != before:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MADE_OF).write_text(json.dumps(now, ensure_ascii=False, indent=1), "utf-8")
    return Answered(len(now), made, len(before.keys() - now.keys()))


def _due(documents: Sequence[PeriodDocument], findings: Mapping[str, tuple[Finding, ...]]) -> Iterator[_Due]:
    senders: dict[str, list[PeriodDocument]] = {}
    for document in documents:
        senders.setdefault(document.extraction.identity.unit_id or _NO_SENDER, []).append(document)
    for unit_id, sent in senders.items():
        stems = answer_names(document.file_name for document in sent)
        for document, stem in zip(sent, stems, strict=True):
            alongside = tuple(other.extraction for other in sent if other is not document)
            found = findings.get(document.document_id, ())
            if found or missing_figures(document.extraction, alongside):
                yield _Due(document, found, alongside, unit_id.replace("/", "_"), stem)


def _write(archive: Archive, folder: Path, due: _Due) -> list[str]:
    """Make the files of an answer; gives their names below `folder`."""
    document = due.document
    data = archive.read(document.content_hash)
    answer = answer_to(data, document.file_name, document.extraction, due.findings, due.alongside)
    (folder / due.unit_folder).mkdir(parents=True, exist_ok=True)
    names = []
    for name, content in answer_files(data, document.file_name, answer, due.stem).items():
        (folder / due.unit_folder / name).write_bytes(content)
        names.append(f"{due.unit_folder}/{name}")
    return names


def _read(path: Path) -> dict[str, tuple[str, list[str]]]:
    try:
        entries = json.loads(path.read_text("utf-8"))
        return {key: (str(digest), [str(name) for name in names]) for key, (digest, names) in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


@cache
def _form_version() -> str:
    """A digest over the code and the sentences that give an answer its form."""
    parts: Iterable[bytes] = (
        part.read_bytes()
        for part in sorted(files("reports.feedback").iterdir(), key=lambda part: part.name)
        if part.is_file()
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
