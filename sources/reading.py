"""Any file that the inbox may hold as a `Document`: the one door to all readers.

What does not belong here: who sent the document and what its words mean.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from schemas.document import Document
from sources.active_content import refuse_active_content
from sources.intake_reasons import refusal
from sources.plain_text import read_plain_text
from sources.secrecy import secrecy_stamp
from sources.size_limits import refuse_oversized
from sources.sniff import FileKind, sniff
from sources.word.conversion import convert_old_word
from sources.word.reader import read_word
from sources.workbook.reader import read_csv, read_workbook

_OLD_WORD_MEDIA_TYPE = "application/msword"
_NAMES = {FileKind.IMAGE: "ảnh", FileKind.HTML: "trang web", FileKind.PRESENTATION: "trình chiếu"}
_MALFORMED = (ValueError, LookupError, ArithmeticError, RecursionError)
"""What a part of an impossible shape raises on the way: the file's fault, told as such to its sender."""


def content_hash_of(data: bytes) -> str:
    """The SHA-256 of a file's bytes in hexadecimal: its identity in the archive."""
    return hashlib.sha256(data).hexdigest()


def read_document(data: bytes, file_name: str) -> Document:
    """The content of a report, whatever Office, PDF or text format it came in.

    Raises IntakeError with a Vietnamese reason where the file is empty, unsafe, damaged, of another type,
    without text, or bears a secrecy stamp.
    """
    try:
        document = _read(data, file_name, sniff(data, file_name))
    except _MALFORMED as error:
        raise refusal("damaged", file_name, "cấu trúc không hợp lệ") from error
    refuse_oversized(document, file_name)
    refuse_active_content(document, file_name)
    stamp = secrecy_stamp(document)
    if stamp is not None:
        raise refusal("secrecy_stamp", file_name, stamp)
    return document


def _read(data: bytes, file_name: str, kind: FileKind) -> Document:
    content_hash = content_hash_of(data)
    match kind:
        case FileKind.DOCX:
            return read_word(data, file_name, content_hash)
        case FileKind.DOC:
            converted = read_word(convert_old_word(data, file_name), file_name, content_hash)
            return replace(converted, media_type=_OLD_WORD_MEDIA_TYPE, modified_at=None)
        case FileKind.XLSX | FileKind.XLSB | FileKind.XLS | FileKind.ODS:
            return read_workbook(data, file_name, content_hash, kind)
        case FileKind.CSV:
            return read_csv(data, file_name, content_hash)
        case FileKind.TEXT:
            return read_plain_text(data, file_name, content_hash)
        case FileKind.PDF:
            from sources.pdf.reader import read_pdf  # PDFium takes 0.1 s to load

            return read_pdf(data, file_name, content_hash)
        case FileKind.ARCHIVE:
            raise refusal("archive_file", file_name)
        case FileKind.UNKNOWN:
            raise refusal("unknown_type", file_name)
        case _:
            raise refusal("unsupported_type", file_name, _NAMES.get(kind, kind.value.upper()))
