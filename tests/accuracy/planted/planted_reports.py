"""Statements as a district's report in a real Word file, read and checked by the product."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from divisions import breakdown, fraction, fulfilment, received, shares_of_cases
from docx import Document
from lists import named_list
from lxml import etree
from movements import movement
from said import Plant, Said

from schemas.checks import check_extraction
from schemas.figure import Extraction
from schemas.finding import Finding
from sources.file_reading import read_file

YEAR = 2023
HEADINGS = {
    "ttxh": "2.1.1. Công tác đấu tranh, phòng, chống tội phạm TTXH",
    "matuy": "2.1.2. Công tác đấu tranh, phòng, chống tội phạm về ma túy",
    "kinhte": "2.1.3. Công tác đấu tranh, phòng, chống tội phạm tham nhũng, kinh tế",
    "moitruong": "2.1.4. Công tác đấu tranh, phòng, chống tội phạm và vi phạm về môi trường",
    "tinbao": "2.1.5. Công tác tiếp nhận, giải quyết tin báo, tố giác tội phạm",
    "dieutra": "2.1.6. Công tác điều tra, xử lý tội phạm",
    "qlhc": "2.2.1. Công tác quản lý hành chính về TTXH",
    "vukhi": "2.2.2. Công tác quản lý vũ khí, vật liệu nổ, công cụ hỗ trợ",
    "pccc": "2.2.3. Công tác phòng cháy, chữa cháy",
    "giaothong": "2.2.4. Công tác bảo đảm TTATGT",
    "khac": "2.2.5. Công tác khác",
    "tuyentruyen": "3.1. Công tác tuyên truyền, phát động phong trào",
    "mohinh": "3.2. Công tác xây dựng, nhân rộng mô hình",
    "antt": "3.3. Công nhận đạt tiêu chuẩn An toàn về ANTT",
    "phanloai": "3.4. Phân loại phong trào toàn dân bảo vệ ANTQ",
    "khenthuong": "3.5. Công tác khen thưởng",
}
KINDS: Sequence[Callable[[Random, int], Said]] = (
    movement,
    movement,
    movement,
    fraction,
    fraction,
    fulfilment,
    shares_of_cases,
    breakdown,
    breakdown,
    received,
    named_list,
)


@dataclass(frozen=True)
class Report:
    """A report's statements, one paragraph each, by section."""

    statements: tuple[Said, ...]

    def word_file(self, plants: dict[int, Plant]) -> tuple[bytes, dict[str, int]]:
        """The file's bytes, and the number of the statement at each locator (footnotes included)."""
        document = Document()
        for line in HEAD:
            document.add_paragraph(line)
        places: dict[str, int] = {}
        notes: list[str] = []
        for section, heading in HEADINGS.items():
            numbers = [n for n, said in enumerate(self.statements) if said.section == section]
            if not numbers:
                continue
            document.add_paragraph(heading).runs[0].bold = True
            for number in numbers:
                said, plant = self.statements[number], plants.get(number)
                text = said.text(plant)
                paragraph = document.add_paragraph()
                before, mark, after = text.partition("‡")
                paragraph.add_run(before)
                if mark:
                    notes.append(said.note_text(plant))
                    paragraph.add_run()._r.append(_reference(len(notes)))
                    paragraph.add_run(after)
                    places[f"footnote[{len(notes)}]/p[1]"] = number
                places[f"body/p[{len(document.paragraphs)}]"] = number
        if notes:
            _add_notes(document, notes)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue(), places


HEAD = (
    "ỦY BAN NHÂN DÂN",
    "HUYỆN THAN UYÊN",
    "Số: 12/BC-UBND",
    "Than Uyên, ngày 14 tháng 12 năm 2023",
    "BÁO CÁO",
    "Kết quả công tác bảo đảm an ninh, trật tự năm 2023",
    "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu",
    "II. CÔNG TÁC BẢO ĐẢM TRẬT TỰ AN TOÀN XÃ HỘI",
)


def draw_report(rng: Random, size: int) -> Report:
    """Statements that can't contradict each other: one a section."""
    chosen: dict[str, Said] = {}
    while len(chosen) < size:
        said = rng.choice(KINDS)(rng, YEAR)
        chosen.setdefault(said.section, said)
    return Report(tuple(chosen.values()))


def checked(data: bytes) -> tuple[Extraction, tuple[Finding, ...]]:
    """What the product reads in a file, and what it finds."""
    extraction = read_file(data, "bao-cao.docx").extraction
    return extraction, check_extraction(extraction, "bao-cao.docx")


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _reference(number: int) -> etree._Element:
    element = etree.Element(f"{{{_W}}}footnoteReference")
    element.set(f"{{{_W}}}id", str(number))
    return element


def _add_notes(document: Document, notes: list[str]) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    root = etree.Element(f"{{{_W}}}footnotes", nsmap={"w": _W})
    for number, text in enumerate(notes, start=1):
        note = etree.SubElement(root, f"{{{_W}}}footnote")
        note.set(f"{{{_W}}}id", str(number))
        run = etree.SubElement(etree.SubElement(note, f"{{{_W}}}p"), f"{{{_W}}}r")
        etree.SubElement(run, f"{{{_W}}}t").text = text
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(
        PackURI("/word/footnotes.xml"),
        kind,
        etree.tostring(root, xml_declaration=True, encoding="UTF-8"),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
