"""The true type of a file, told from its content; its name only tells a table of text from running text.

What does not belong here: whether the content is safe (`safety`) or readable (the readers).
"""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from sources.intake_reasons import refusal
from sources.ole_directory import is_encrypted, top_level_names
from sources.safety import BROKEN_MEMBER, MAX_FILE_BYTES, OLE_MAGIC, refuse_crowded_zip
from sources.text_encoding import decode_text, is_text


class FileKind(StrEnum):
    """The types that are told apart; not all of them can be read."""

    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    TEXT = "txt"
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"
    XML = "xml"
    ODT = "odt"
    PRESENTATION = "pptx"
    IMAGE = "image"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ARCHIVE_STARTS = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_MAIN_CONTENT_TYPES = (
    (b"ms-excel.sheet.binary", FileKind.XLSB),
    (b"wordprocessingml.document.main", FileKind.DOCX),
    (b"wordprocessingml.template.main", FileKind.DOCX),
    (b"ms-word.document.macroenabled", FileKind.DOCX),
    (b"ms-word.template.macroenabledtemplate", FileKind.DOCX),
    (b"spreadsheetml.sheet.main", FileKind.XLSX),
    (b"spreadsheetml.template.main", FileKind.XLSX),
    (b"ms-excel.sheet.macroenabled", FileKind.XLSX),
    (b"presentationml", FileKind.PRESENTATION),
)
_OPEN_DOCUMENT_TYPES = ((b"opendocument.spreadsheet", FileKind.ODS), (b"opendocument.text", FileKind.ODT))
_HEAD_BYTES = 2048
_MAX_TYPES_BYTES = 4 * 1024 * 1024
_DELIMITERS = ("\t", ";", "|")
"""Signs that divide columns; prose is full of commas, so that they count only in files named .csv."""
_COMPARED_LINES = 20


def sniff(data: bytes, file_name: str) -> FileKind:
    """The type of a file.

    Raises IntakeError (`empty`, `too_large`, `truncated`, `password`) where the bytes alone decide.
    """
    if len(data) > MAX_FILE_BYTES:
        raise refusal("too_large", file_name, f"trên {MAX_FILE_BYTES // 2**20} MB")
    if not data.strip(b"\x00\r\n\t "):
        raise refusal("empty", file_name)
    if data.startswith(_ZIP_STARTS):
        return _zip_kind(data, file_name)
    if data.startswith(OLE_MAGIC):
        return _ole_kind(data, file_name)
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(_ARCHIVE_STARTS):
        return FileKind.ARCHIVE
    if data.startswith(_IMAGE_STARTS):
        return FileKind.IMAGE
    return _text_kind(data, file_name) if is_text(data) else FileKind.UNKNOWN


def _zip_kind(data: bytes, file_name: str) -> FileKind:
    refuse_crowded_zip(data, file_name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refusal("truncated", file_name) from error
    with archive:
        members = {member.filename: member for member in archive.infolist()}
        for name, types in (("[Content_Types].xml", _MAIN_CONTENT_TYPES), ("mimetype", _OPEN_DOCUMENT_TYPES)):
            member = members.get(name)
            if member is None or member.file_size > _MAX_TYPES_BYTES:
                continue
            try:
                declared = archive.read(member).lower()
            except BROKEN_MEMBER as error:
                raise refusal("damaged", file_name, f"phần {name}") from error
            for mark, kind in types:
                if mark in declared:
                    return kind
    return FileKind.ARCHIVE


def _ole_kind(data: bytes, file_name: str) -> FileKind:
    names = top_level_names(data)
    if "EncryptedPackage" in names or is_encrypted(data):
        raise refusal("password", file_name)
    if "WordDocument" in names:
        return FileKind.DOC
    if names & {"Workbook", "Book"}:
        return FileKind.XLS
    if "PowerPoint Document" in names:
        return FileKind.PRESENTATION
    if not names:
        raise refusal("truncated", file_name)
    return FileKind.UNKNOWN


def _text_kind(data: bytes, file_name: str) -> FileKind:
    head = decode_text(data[:_HEAD_BYTES])[0].lstrip("\ufeff \t\r\n").lower()
    if head.startswith("{\\rtf"):
        return FileKind.RTF
    if head.startswith(("<!doctype html", "<html")):
        return FileKind.HTML
    if head.startswith("<?xml"):
        return FileKind.HTML if "<html" in head else FileKind.XML
    suffix = PurePath(file_name).suffix.lower()
    if suffix in {".csv", ".tsv"} or (suffix != ".txt" and _is_table(data)):
        return FileKind.CSV
    return FileKind.TEXT


def _is_table(data: bytes) -> bool:
    text = decode_text(data[: 64 * _HEAD_BYTES])[0]
    lines = [line for line in text.splitlines()[:_COMPARED_LINES] if line.strip()]
    return len(lines) > 1 and any(
        lines[0].count(sign) > 0 and len({line.count(sign) for line in lines[:-1]}) == 1
        for sign in _DELIMITERS
    )
