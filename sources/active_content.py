"""Formulas and fields that call programs or addresses: DDE, WEBSERVICE, links that carry contents away.

Nothing of a report is ever computed here, but what was taken in is sent on (annotated copies, tables for BI),
and would be computed there. Plain formulas and plain links stay. Also a text that becomes such a formula
when a table of text is opened in Excel ("formula injection").
"""

from __future__ import annotations

import html
import re

from schemas.document import Document
from sources.intake_reasons import refusal

_CALLING = (
    r"(?:\b(?:WEBSERVICE|DDE|CALL|REGISTER|REGISTER\.ID|EXEC|IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTFEED|RTD)\s*\()"
    r"|(?:\bHYPERLINK\s*\(\s*\"[^\"]*\"\s*&)"
    r"|(?:\b[A-Za-z][A-Za-z0-9_.]*\|[^|]*!)"
)
_CALLING_FORMULA = re.compile(_CALLING, re.IGNORECASE)
_CALLING_TEXT = re.compile(rf"\s*[=+\-@][^\n]*?(?:{_CALLING})", re.IGNORECASE)
_FORMULA_STARTS = tuple("=+-@")
_WORD_FIELD = re.compile(rb"<w:instrText[^>]*>\s*DDE(?:AUTO)?\s|w:instr=\"\s*DDE(?:AUTO)?\s", re.IGNORECASE)
_OPEN_FORMULA = re.compile(rb'table:formula="([^"]*)"')
_LONGEST = 8_192
"""Letters of a formula in Excel; of a longer text no more is looked at."""


def refuse_active_content(document: Document, file_name: str) -> None:
    """Raises IntakeError (`active_content`) for a table with a formula that calls out of the file."""
    for table in document.tables:
        for formula in table.formulas():
            _refuse_calling(formula, file_name)
        for text in table.texts():
            if text.lstrip().startswith(_FORMULA_STARTS) and _CALLING_TEXT.match(text[:_LONGEST]):
                raise refusal("active_content", file_name, "công thức")


def refuse_calling_fields(part: bytes, file_name: str) -> None:
    """The same for the fields in a part of a Word document."""
    if b"dde" in part.lower() and _WORD_FIELD.search(part):
        raise refusal("active_content", file_name, "trường DDE")


def refuse_calling_open_formulas(part: bytes, file_name: str) -> None:
    """The same for the formulas in the part of an OpenDocument sheet, which its reader does not give."""
    for formula in set(_OPEN_FORMULA.findall(part)):
        _refuse_calling(html.unescape(formula.decode("utf-8", "replace")), file_name)


def _refuse_calling(formula: str, file_name: str) -> None:
    if _CALLING_FORMULA.search(formula[:_LONGEST]):
        raise refusal("active_content", file_name, "công thức")
