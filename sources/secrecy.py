"""The secrecy stamp of a document: MẬT, TỐI MẬT, TUYỆT MẬT set apart from the text.

A stamp is a short piece of its own (paragraph, line of a cell, text box, header, word art) in capitals; the
word inside a sentence ("bảo vệ bí mật nhà nước") is none. Levels: Law 29/2018/QH14 on the protection of
State secrets, Art. 8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from schemas.document import Document, Paragraph

_URGENCY = r"(?:HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)"
_STAMP = re.compile(
    rf"[\W_]*(?:{_URGENCY}[\W_]+)?(?:(?:TÀI LIỆU|VĂN BẢN|ĐIỆN)\s+)?"
    r"(?:(?:DẤU\s+)?(?:CHỈ\s+)?(?:ĐỘ|MỨC ĐỘ|ĐỘ MẬT|DẤU MẬT)\s*:?\s*)?(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)"
    rf"(?:[\W_]+{_URGENCY})?(?:[\W_]+(?:SỐ|BẢN SỐ|BẢN|[Bb]ản số)\s*:?[\s\d./…]*)?[\W_]*"
)
_DECLARED = re.compile(
    r"[\W_]*(?:dấu chỉ |mức )?độ mật\s*:\s*(tuyệt\s+mật|tối\s+mật|mật)[\W_]*", re.IGNORECASE
)
_SPACED = re.compile(r"(?:\w ){2,}\w")
_LONGEST = 60
"""A stamp with its copy number is a few words; longer pieces are text."""


def secrecy_stamp(document: Document) -> str | None:
    """The level of the stamp that the document bears ("TỐI MẬT"), or None."""
    for line in _stand_alone_lines(document):
        found = stamp_of(line)
        if found:
            return found
    return None


def stamp_of(line: str) -> str | None:
    """The level that a stand-alone line stamps, or None; letters spaced out ("M Ậ T") are read together."""
    if len(line) > _LONGEST:
        return None
    text = unicodedata.normalize("NFC", line).strip()
    if "ẬT" not in text.replace(" ", "").upper():
        return None
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    match = _STAMP.fullmatch(text) or _DECLARED.fullmatch(text)
    return None if match is None else " ".join(match[1].upper().replace("MẬT", " MẬT").split())


def _stand_alone_lines(document: Document) -> Iterator[str]:
    for paragraph in (*document.headers, *document.text_boxes):
        yield paragraph.text
    for block in document.body:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield block.name
            for text in block.texts():
                if len(text) <= 10 * _LONGEST:
                    yield from text.split("\n")
    for footnote in document.footnotes:
        for paragraph in footnote.paragraphs:
            yield paragraph.text
