"""The pages of a PDF out of PDFium, within limits of size.

Why pypdfium2 and not pdfplumber: on the same reports, converted by LibreOffice, both give the same letters,
sizes and fonts; PDFium takes a fifth of the time for letters with their places, flags letters whose meaning
the file does not tell, and is one wheel without further packages, under Apache-2.0 and BSD-3-Clause. Its own
order of reading and its word spaces are not used. What does not belong here: what a page holds.
"""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime

import pypdfium2
import pypdfium2.raw as pdfium

from sources.intake_reasons import refusal
from sources.pdf.page import Page
from sources.pdf.page_content import read_page

MAX_PAGES = 1_000
"""Twice the longest report that was ever expected; more is a book or a mistake."""
MAX_LETTERS_PER_PAGE = 60_000
"""A full page of 6-point type has some 15,000 letters."""
_LOCKED = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
_PDF_INSTANT = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?'?)?")
_PDFIUM = threading.Lock()
"""PDFium keeps global state: one document at a time in a process."""


def read_pages(data: bytes, file_name: str) -> tuple[list[Page], datetime | None]:
    """The pages of the file, and the time of last change that it names.

    Raises IntakeError (`password`, `damaged`, `too_large`).
    """
    with _PDFIUM:
        document = _opened(data, file_name)
        try:
            if len(document) > MAX_PAGES:
                raise refusal("too_large", file_name, f"trên {MAX_PAGES} trang")
            pages = [_page(document, place, file_name) for place in range(len(document))]
            facts = document.get_metadata_dict()
            return pages, _instant(facts.get("ModDate") or facts.get("CreationDate") or "")
        except pypdfium2.PdfiumError as error:
            raise refusal("damaged", file_name, "một trang không đọc được") from error
        finally:
            document.close()


def _opened(data: bytes, file_name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _LOCKED:
            raise refusal("password", file_name) from error
        raise refusal("damaged", file_name, "không phải tệp PDF hợp lệ") from error


def _page(document: pypdfium2.PdfDocument, place: int, file_name: str) -> Page:
    source = document[place]
    try:
        text = source.get_textpage()
        try:
            if text.count_chars() > MAX_LETTERS_PER_PAGE:
                raise refusal("too_large", file_name, f"trang {place + 1} có quá nhiều ký tự")
            return read_page(source, text, place + 1)
        finally:
            text.close()
    finally:
        source.close()


def _instant(text: str) -> datetime | None:
    match = _PDF_INSTANT.match(text)
    if match is None:
        return None
    zone = f"{match[7]}:{match[8] or '00'}" if match[7] else "+00:00"
    try:
        stated = datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*match.groups()[:6]) + zone)
    except ValueError:
        return None
    return stated.astimezone(UTC)
