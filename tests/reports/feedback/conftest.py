"""Reports as a district writes them, with the sentences that a test is about."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as new_document

sys.path.insert(0, str(Path(__file__).parent))

Letter = Callable[..., bytes]


@pytest.fixture
def letter() -> Letter:
    """A district's annual report with the given body paragraphs, as Word bytes."""

    def write(*lines: str) -> bytes:
        document = new_document()
        head = document.add_table(rows=1, cols=2)
        head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN THAN UYÊN\nSố: 12/BC-UBND"
        head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nThan Uyên, ngày 14 tháng 12 năm 2023"
        for line in ("BÁO CÁO", "Kết quả công tác bảo đảm an ninh, trật tự năm 2023", *lines):
            document.add_paragraph(line)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return write
