"""One file from bytes to figures: read, identified and extracted, without archive or database.

The recipe that the pipeline and `tonghop extract` share; each step stands in a module of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog

from schemas.errors import IntakeError
from schemas.figure import Extraction
from schemas.units import UnitRegistry
from sources.extract import extract
from sources.guidance import NO_ADVICE, Advice, advised_identity, advised_recall
from sources.identify import identify
from sources.intake_reasons import refusal
from sources.processor_time import OutOfTimeError, processor_time
from sources.reading import read_document

_log = structlog.get_logger()

_CPU_SECONDS = 120
"""A long report takes some seconds; a hostile sentence could take for ever."""

INTERNAL_FAULT = "internal_fault"


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a file holds; `modified_at` is the time of last change that the file itself names."""

    extraction: Extraction
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file can't be read: a stable code, and the reason in words for its sender."""

    code: str
    reason_vi: str


def read_file(data: bytes, file_name: str, folder: str = "", advice: Advice = NO_ADVICE) -> FileReading:
    """Read a file's bytes; `folder` is its folder inside the inbox, a hint at the sender and the period.

    `advice` is what people decided about the document and its sender. Raises `IntakeError` where the file
    can't be taken in.
    """
    units = UnitRegistry.load()
    document = read_document(data, file_name)
    identity = advised_identity(identify(document, file_name, folder, units), advice)
    extraction = extract(document, identity, units, advised_recall(identity, advice))
    return FileReading(extraction, document.modified_at)


def attempt_file(
    data: bytes, file_name: str, folder: str = "", advice: Advice = NO_ADVICE
) -> FileReading | Refusal:
    """`read_file` for many files in other processes: a refusal travels back as a value.

    So does a fault of ours, which is logged: one document must not keep the others from being read.
    """
    try:
        with processor_time(_CPU_SECONDS):
            return read_file(data, file_name, folder, advice)
    except OutOfTimeError:
        late = refusal("too_demanding", file_name)
        return Refusal(late.code, late.reason_vi)
    except IntakeError as error:
        return Refusal(error.code, error.reason_vi)
    except Exception:
        _log.exception("document could not be read", file_name=file_name)
        fault = refusal(INTERNAL_FAULT, file_name)
        return Refusal(fault.code, fault.reason_vi)
