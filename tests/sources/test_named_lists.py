"""How many names a number's list holds, and what is no list of names."""

from __future__ import annotations

import pytest

from schemas.document import Document, Footnote, FootnoteMark, Paragraph
from schemas.units import UnitRegistry
from sources.named_lists import named_lists
from sources.prose.figures import prose_figures


def counted(text: str, note: str = "") -> list[tuple[str, int]]:
    marks = (FootnoteMark(len(text) - 1, 1),) if note else ()
    notes = (Footnote(1, (Paragraph("footnote[1]/p[1]", note),)),) if note else ()
    document = Document("h", "a.docx", "docx", (Paragraph("body/p[1]", text, marks=marks),), notes)
    figures = prose_figures(document, "2004-110", "2023", UnitRegistry.load())
    return [(found.raw, found.names) for found in named_lists(document, figures)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Có 03 xã không có tệ nạn ma túy (Mường Than, Phúc Than và Pha Mu).", 3),
        ("Có 02 xã làm tốt công tác tuyển quân, gồm các xã: Mường Kim, Tà Mung.", 2),
        ("Có 03 khu dân cư không đạt (bản Nà Phát, bản Mở xã Mường Than; tổ 22).", 3),
        ("Xây dựng 02 mô hình: “Camera an ninh”, “Tiếng kẻng, tiếng chiêng”.", 2),
    ],
)
def test_names_in_the_sentence_are_counted(text, names):
    assert [found for _, found in counted(text)] == [names]


def test_names_in_the_footnote_of_the_number_are_counted_without_the_labels_of_groups():
    text = "Có tổng số 06/72 tổ dân phố, bản không tệ nạn ma túy."
    note = "Tổ 9, bản Séo Làn Than (Phường Quyết Thắng); Tổ 22, tổ 23 (Phường Đông Phong); bản Căn Câu."
    assert counted(text, note) == [("06", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "Có 09 xã làm tốt, như: Mường Than, Phúc Than.",
        "Có 03 xã (tăng so với năm trước, đạt kế hoạch).",
        "Có 03 xã (Mường Than 02 vụ, Phúc Than 01 vụ).",
        "Khen thưởng 02 đồng chí (Lò Văn Sơn, Hà Văn Núi).",
        "Có 02 xã, 15 bản (Mường Than, Phúc Than, Pha Mu).",
    ],
)
def test_what_is_no_complete_list_of_places_is_not_counted(text):
    assert [found for raw, found in counted(text) if raw != "15"] == []
