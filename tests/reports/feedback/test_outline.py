"""Places in words: sections by their printed enumerators, notes, tables and sheets as people count them."""

from __future__ import annotations

import pytest

from reports.feedback.outline import Outline
from schemas.document import Cell, Document, Footnote, FootnoteMark, Paragraph, Table

LINES = (
    ("BÁO CÁO", False),
    ("I. TÌNH HÌNH", True),
    ("2. Trật tự xã hội", True),
    ("2.1. Tội phạm", True),
    ("Ghi nhận 28 vụ.", False),
    ("", False),
    ("Khởi tố 50 vụ.", False),
    ("a) Về ma túy", False),
    ("Thu giữ 4,86 g.", False),
    ("II. PHONG TRÀO", True),
    ("1. Trong năm có 17 mô hình, 12 tổ tự quản;", False),
)


@pytest.fixture(scope="module")
def outline() -> Outline:
    marks = {7: (FootnoteMark(3, 10),)}
    body: list[Paragraph | Table] = [
        Table("table[1]", (Cell("table[1]/r[1]/c[1]", 1, 1, "ỦY BAN NHÂN DÂN"),), 2, 2),
        *(
            Paragraph(f"body/p[{number}]", text, is_bold=is_bold, marks=marks.get(number, ()))
            for number, (text, is_bold) in enumerate(LINES, start=1)
        ),
        Table(
            "table[2]",
            (Cell("table[2]/r[3]/c[1]", 3, 1, "3"), Cell("table[2]/r[3]/c[2]", 3, 2, "Phường Võ Cường")),
            5,
            4,
        ),
    ]
    note = Footnote(10, (Paragraph("footnote[10]/p[1]", "Năm 2022: 20 vụ."),))
    return Outline(Document("hash", "bc.docx", "test", tuple(body), (note,)))


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("", "Cả văn bản"),
        ("body/p[1]", "Đoạn 1"),
        ("body/p[4]", "Mục I.2.1, tiêu đề mục"),
        ("body/p[5]", "Mục I.2.1, đoạn 1"),
        ("body/p[7]", "Mục I.2.1, đoạn 2"),
        ("body/p[9]", "Mục I.2.1.a, đoạn 1"),
        ("body/p[11]", "Mục II, đoạn 1"),
        ("footnote[10]/p[1]", "Chú thích 10 (Mục I.2.1, đoạn 2)"),
        ("table[1]/r[1]/c[1]", "Phần đầu văn bản, dòng 1 (“ỦY BAN NHÂN DÂN”), cột 1"),
        ("table[2]/r[3]/c[4]", "Bảng 1, dòng 3 (“Phường Võ Cường”), cột 4"),
        ("textbox[2]/p[1]", "Khung chữ 2"),
        ("header[1]/p[1]", "Đầu trang"),
        ("Phụ lục 1!B7", "Sheet Phụ lục 1, ô B7"),
        ("Quý 1! (cũ)!C12", "Sheet Quý 1! (cũ), ô C12"),
        ("Phụ lục 1!textbox[1]/p[2]", "Sheet Phụ lục 1, khung chữ"),
    ],
)
def test_a_place_is_said_as_a_clerk_would(outline, locator, place):
    assert outline.place(locator) == place
