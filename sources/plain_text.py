"""A plain text file as a `Document`: one paragraph a line."""

from __future__ import annotations

from schemas.document import Document, Paragraph
from sources.clean_text import clean_text
from sources.intake_reasons import refusal
from sources.text_encoding import decode_text

MEDIA_TYPE = "text/plain"


def read_plain_text(data: bytes, file_name: str, content_hash: str) -> Document:
    """The lines of a text file as paragraphs; raises IntakeError (`no_text`) where there is none."""
    text, encoding = decode_text(data)
    paragraphs = tuple(
        Paragraph(f"body/p[{place}]", cleaned)
        for place, line in enumerate(text.splitlines(), start=1)
        if (cleaned := clean_text(line))
    )
    if not paragraphs:
        raise refusal("no_text", file_name)
    notes = () if encoding.startswith("utf") else (f"text read as {encoding}",)
    return Document(content_hash, file_name, MEDIA_TYPE, paragraphs, notes=notes)
