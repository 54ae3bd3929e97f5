"""Word 97 files (.doc) as .docx.

What does not belong here: reading the result (`reader`), how LibreOffice is run (`sources.libreoffice`).
"""

from __future__ import annotations

from sources.intake_reasons import refusal
from sources.libreoffice import ConversionError, NoConverterError, converted
from sources.safety import holds_vba

_TARGET = "docx:MS Word 2007 XML"


def convert_old_word(data: bytes, file_name: str) -> bytes:
    """The .docx of a Word 97 file.

    Raises IntakeError (`macros`, `old_word_unavailable`, `old_word_failed`).
    """
    if holds_vba(data):
        raise refusal("macros", file_name)
    try:
        return converted(data, "doc", _TARGET)
    except NoConverterError as error:
        raise refusal("old_word_unavailable", file_name) from error
    except ConversionError as error:
        raise refusal("old_word_failed", file_name, str(error)) from error
