"""Digital PDFs: paragraphs, footnotes, tables and letterhead come back as the report had them.

The small files are written here; the reports of the examples go through LibreOffice where it is installed.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import Paragraph, Table
from schemas.errors import IntakeError
from schemas.figure import Extraction
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus
from sources.extract import extract
from sources.identify import identify
from sources.reading import read_document

EXAMPLES = Path(__file__).parents[2] / "examples" / "inbox"
REPORTS = sorted(EXAMPLES.rglob("*.docx"))
LETTER = 0.5
"""Every letter of the fonts below is half its size wide."""


def text_at(x, y, text, size=14, font="F1", mode=0, matrix="1 0 0 1"):
    """The operators that write a text at a place; F1 regular, F2 bold, F3 TCVN3, F4 without character map."""
    if font == "F3":
        code = "".join(f"{byte:02X}" for byte in text)
    else:
        code = "".join(f"{ord(character):04X}" for character in text)
    return f"BT /{font} {size} Tf {mode} Tr {matrix} {x} {y} Tm <{code}> Tj ET\n"


def line_of(x1, y1, x2, y2):
    return f"0.5 w {x1} {y1} m {x2} {y2} l S\n"


def picture_of_page():
    return "q 595 0 0 842 0 0 cm /Im Do Q\n"


def make_pdf(*pages, rotate=0, trailer=""):
    """A PDF of those page contents on A4."""
    blocks = "\n".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(0x100))
    begin = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    spaces = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    lists = blocks.split("\n")
    ranges = "".join(
        f"{len(lists[at : at + 100])} beginbfrange\n" + "\n".join(lists[at : at + 100]) + "\nendbfrange\n"
        for at in range(0, len(lists), 100)
    )
    cmap = f"{begin}{spaces}{ranges}endcmap end end"

    def wide_font(name, mapped):
        descendant = (
            f"[<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW {int(LETTER * 1000)}/CIDSystemInfo"
            "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]"
        )
        mapping = "/ToUnicode 3 0 R" if mapped else ""
        return (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts {descendant}"
            f"{mapping}>>"
        )

    widths = " ".join(["500"] * 224)
    old_font = (
        "<</Type/Font/Subtype/TrueType/BaseFont/.VnTime/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255"
        f"/Widths[{widths}]>>"
    )
    fonts = (
        f"<</F1 {wide_font('ABCDEF+Serif', True)}/F2 {wide_font('ABCDEF+Serif-Bold', True)}/F3 {old_font}"
        f"/F4 {wide_font('ABCDEF+Other', False)}>>"
    )
    picture = (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream",
        f"{picture}\nstream\n0\nendstream",
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {6 + 2 * number} 0 R"
            f"/Resources<</Font {fonts}/XObject<</Im 4 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    root = f"<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>"
    return data + f"trailer\n{root}\nstartxref\n{data.rfind(b'xref')}\n%%EOF".encode()


def lines(*texts, x=85.0, top=750.0, size=14, pitch=18.0, first_indent=36.0, font="F1"):
    """A paragraph of lines, the first one set in."""
    return "".join(
        text_at(x + (first_indent if place == 0 else 0), top - pitch * place, text, size, font)
        for place, text in enumerate(texts)
    )


def refusal_of(data):
    with pytest.raises(IntakeError) as caught:
        read_document(data, "a.pdf")
    assert "đề nghị" in caught.value.reason_vi.lower()
    return caught.value.code


FULL = "Trong kỳ, trên địa bàn huyện đã ghi nhận 58 vụ phạm tội về trật tự"
REST = "xã hội, giảm 05 vụ so với cùng kỳ."


def test_lines_are_one_paragraph_again():
    (paragraph,) = read_document(make_pdf(lines(FULL, REST)), "a.pdf").body
    assert paragraph == Paragraph("body/p[1]", f"{FULL} {REST}")


def test_a_new_paragraph_is_told_by_a_line_that_was_not_full():
    page = lines(FULL, REST) + lines("- Bắt 12 vụ.", top=714.0) + lines("- Khởi tố 03 vụ.", top=696.0)
    assert [each.text for each in read_document(make_pdf(page), "a.pdf").paragraphs] == [
        f"{FULL} {REST}",
        "- Bắt 12 vụ.",
        "- Khởi tố 03 vụ.",
    ]


def test_a_paragraph_goes_on_over_the_page_and_its_number():
    second = text_at(295, 800, "2") + lines(REST, first_indent=0)
    assert [each.text for each in read_document(make_pdf(lines(FULL), second), "a.pdf").paragraphs] == [
        f"{FULL} {REST}"
    ]


def test_running_headers_are_kept_apart():
    pages = [
        text_at(200, 810, "Báo cáo năm 2023", 10) + lines(f"Kết quả thứ {place}.") for place in (1, 2, 3)
    ]
    document = read_document(make_pdf(*pages), "a.pdf")
    assert [header.text for header in document.headers] == ["Báo cáo năm 2023"]
    assert len(document.paragraphs) == 3


def test_a_raised_number_is_a_footnote_mark_and_never_part_of_a_figure():
    mark_x = 85 + 36 + 8 * 14 * LETTER
    page = (
        text_at(121, 750, "Năm 2023")
        + text_at(mark_x, 756, "17", 8)
        + text_at(mark_x + 8, 750, " xử lý 59 tin, diện tích 40 m")
        + text_at(mark_x + 8 + 29 * 7, 756, "2", 8)
        + line_of(85, 110, 230, 110)
        + text_at(85, 98, "17", 6)
        + text_at(92, 94, "Tạm đình chỉ 07 tin.", 10)
    )
    document = read_document(make_pdf(page), "a.pdf")
    (paragraph,) = document.paragraphs
    assert paragraph.text == "Năm 2023 xử lý 59 tin, diện tích 40 m²"
    assert [(paragraph.text[: mark.offset], mark.number) for mark in paragraph.marks] == [("Năm 2023", 17)]
    (footnote,) = document.footnotes
    assert (footnote.number, footnote.paragraphs[0].text) == (17, "Tạm đình chỉ 07 tin.")
    assert footnote.paragraphs[0].locator == "footnote[17]/p[1]"


def test_a_raised_number_without_its_footnote_stays_a_raised_number():
    page = text_at(121, 750, "Năm 2023") + text_at(177, 756, "17", 8)
    assert read_document(make_pdf(page), "a.pdf").paragraphs[0].text == "Năm 2023¹⁷"


def test_footnotes_that_begin_again_with_one_are_counted_through():
    def page(text):
        return (
            text_at(85, 750, text)
            + text_at(85 + len(text) * 7, 756, "1", 8)
            + line_of(85, 110, 230, 110)
            + text_at(85, 98, "1", 6)
            + text_at(90, 94, f"Chú thích {text}", 10)
        )

    document = read_document(make_pdf(page("Tin báo."), page("Vụ án.")), "a.pdf")
    assert [[mark.number for mark in each.marks] for each in document.paragraphs] == [[1], [2]]
    assert [note.paragraphs[0].text for note in document.footnotes] == [
        "Chú thích Tin báo.",
        "Chú thích Vụ án.",
    ]
    assert any("restart" in note for note in document.notes)


def ruled(top, rows, borders=(85, 285, 385, 485), height=20):
    page = "".join(
        line_of(borders[0], top - height * place, borders[-1], top - height * place)
        for place in range(len(rows) + 1)
    ) + "".join(line_of(x, top, x, top - height * len(rows)) for x in borders)
    for place, row in enumerate(rows):
        for x, text in zip(borders, row, strict=False):
            page += text_at(x + 5, top - height * place - 14, text, 12) if text else ""
    return page


def test_a_table_with_ruling_lines():
    page = (
        lines("Bảng 1")
        + ruled(700, [("Chỉ tiêu", "2022", "2023"), ("Số vụ", "20", "")])
        + lines("Hết.", top=600)
    )
    before, table, after = read_document(make_pdf(page), "a.pdf").body
    assert (before.text, after.text) == ("Bảng 1", "Hết.")
    assert isinstance(table, Table)
    assert [(cell.locator, cell.text) for cell in table.cells] == [
        ("table[1]/r[1]/c[1]", "Chỉ tiêu"),
        ("table[1]/r[1]/c[2]", "2022"),
        ("table[1]/r[1]/c[3]", "2023"),
        ("table[1]/r[2]/c[1]", "Số vụ"),
        ("table[1]/r[2]/c[2]", "20"),
    ]
    assert (table.row_count, table.column_count) == (2, 3)


def test_a_merged_cell_stands_once_with_its_span():
    frame = "".join(line_of(85, y, 485, y) for y in (700, 660)) + line_of(285, 680, 485, 680)
    walls = line_of(85, 700, 85, 660) + line_of(485, 700, 485, 660) + line_of(285, 700, 285, 660)
    page = frame + walls + line_of(385, 680, 385, 660)
    page += text_at(90, 676, "Đơn vị", 12) + text_at(290, 686, "Kết quả", 12)
    page += text_at(290, 666, "Tốt", 12) + text_at(390, 666, "Khá", 12)
    (table,) = read_document(make_pdf(page), "a.pdf").tables
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells] == [
        ("Đơn vị", 1, 1, 2, 1),
        ("Kết quả", 1, 2, 1, 2),
        ("Tốt", 2, 2, 1, 1),
        ("Khá", 2, 3, 1, 1),
    ]


def test_a_table_over_two_pages_is_one_and_its_head_is_given_once():
    head = ("Chỉ tiêu", "2022", "2023")
    first = lines("Bảng 1") + ruled(120, [head, ("Số vụ", "20", "18")])
    second = ruled(780, [head, ("Số chết", "11", "08")]) + lines("Hết.", top=600)
    document = read_document(make_pdf(first, second), "a.pdf")
    (table,) = document.tables
    assert [cell.text for cell in table.cells if cell.column == 1] == ["Chỉ tiêu", "Số vụ", "Số chết"]
    assert table.cells[-1].locator == "table[1]/r[3]/c[3]"


def test_a_letterhead_in_two_columns_reads_column_by_column():
    page = (
        text_at(110, 780, "UBND HUYỆN A", 12)
        + text_at(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12)
        + text_at(110, 764, "Số: 12/BC-UBND", 12)
        + text_at(340, 764, "A, ngày 13 tháng 12 năm 2023", 12)
        + text_at(310, 720, "BÁO CÁO", 14, "F2")
        + lines(FULL, REST, top=680)
    )
    head, title, _ = read_document(make_pdf(page), "a.pdf").body
    assert [cell.text for cell in head.cells] == [
        "UBND HUYỆN A\nSố: 12/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nA, ngày 13 tháng 12 năm 2023",
    ]
    assert (title.text, title.is_bold, title.is_centered) == ("BÁO CÁO", True, True)


def test_old_fonts_are_read_by_their_name():
    written = "C«ng an ph\xadêng ®· xö lý 12 vô".encode("latin-1")
    assert read_document(make_pdf(text_at(85, 750, written, font="F3")), "a.pdf").paragraphs[0].text == (
        "Công an phường đã xử lý 12 vụ"
    )


def test_ligatures_are_letters():
    assert read_document(make_pdf(text_at(85, 750, "wi\ufb01 tốc độ cao")), "a.pdf").paragraphs[0].text == (
        "wifi tốc độ cao"
    )


def test_a_page_that_is_turned_is_read_as_it_is_shown():
    page = text_at(100, 200, FULL, matrix="0 1 -1 0") + text_at(118, 200, REST, matrix="0 1 -1 0")
    texts = [each.text for each in read_document(make_pdf(page, rotate=90), "a.pdf").paragraphs]
    assert texts == [f"{FULL} {REST}"]


def test_struck_out_text_is_gone():
    page = text_at(121, 750, "Xảy ra 32") + text_at(184, 750, "31 vụ") + line_of(170, 754, 184, 754)
    document = read_document(make_pdf(page), "a.pdf")
    assert document.paragraphs[0].text == "Xảy ra 31 vụ"
    assert document.notes == ("2 struck-out letters left out",)


def test_a_scan_is_refused_also_with_the_guess_of_a_scanner_under_it():
    assert refusal_of(make_pdf(picture_of_page())) == "pdf_scanned"
    guess = lines(FULL, REST).replace("0 Tr", "3 Tr")
    assert refusal_of(make_pdf(picture_of_page() + guess)) == "pdf_scanned"


def test_a_picture_among_pages_of_text_is_noted():
    document = read_document(make_pdf(lines(FULL), lines(REST), picture_of_page()), "a.pdf")
    assert document.notes == ("page 3 is a picture and was not read",)


def test_letters_without_meaning_are_refused():
    assert refusal_of(make_pdf(text_at(85, 750, FULL, font="F4"))) == "pdf_garbled"


def test_a_page_without_anything():
    assert refusal_of(make_pdf("")) == "no_text"


def test_a_file_with_a_password():
    handler = f"/Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>"
    locked = f"/ID[<{'00' * 16}><{'00' * 16}>]/Encrypt<<{handler}>>"
    assert refusal_of(make_pdf(lines(FULL), trailer=locked)) == "password"


def test_a_damaged_file():
    assert refusal_of(b"%PDF-1.7\n" + b"x" * 500) == "damaged"


def test_too_many_pages():
    assert refusal_of(make_pdf(*["" for _ in range(1001)])) == "too_large"


@pytest.mark.parametrize("matrix", ["1 0 0 1", "0.7 0.7 -0.7 0.7"])
def test_a_secrecy_stamp_also_set_aslant(matrix):
    page = text_at(110, 700, "TỐI MẬT", 14, "F2", matrix=matrix) + lines(FULL, REST, top=650)
    assert refusal_of(make_pdf(page)) == "secrecy_stamp"


@given(place=st.integers(0, 10**6), value=st.integers(0, 255))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_any_byte_changed_is_read_or_refused(place, value):
    data = bytearray(make_pdf(lines(FULL, REST) + ruled(600, [("a", "1", "2"), ("b", "3", "4")])))
    data[place % len(data)] = value
    with contextlib.suppress(IntakeError):
        read_document(bytes(data), "a.pdf")


def test_two_hundred_pages_take_seconds():
    def page(number):
        return "".join(lines(FULL, f"{number} {REST}", top=760 - 36 * place) for place in range(19))

    data = make_pdf(*map(page, range(200)))
    started = time.perf_counter()
    document = read_document(data, "a.pdf")
    assert len(document.paragraphs) == 200 * 19
    assert time.perf_counter() - started < 60


def figures_of(data, name) -> Extraction:
    units = UnitRegistry.load()
    document = read_document(data, name)
    return extract(document, identify(document, name, "", units), units)


def mapped(extraction):
    return Counter(
        (
            each.indicator_code,
            each.unit_kind,
            each.category,
            each.value,
            each.role,
            each.period_code,
            each.unit_id,
        )
        for each in extraction.figures
        if each.status is FigureStatus.MAPPED
    )


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The example reports as PDF, by their place among the reports."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    for place, report in enumerate(REPORTS):
        shutil.copy(report, folder / f"{place}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *folder.glob("*.docx")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


@pytest.mark.libreoffice
@pytest.mark.parametrize("place", range(len(REPORTS)), ids=[report.stem for report in REPORTS])
def test_a_report_printed_to_pdf_gives_the_figures_of_the_report(converted, place):
    try:
        expected = figures_of(REPORTS[place].read_bytes(), "a.docx")
    except IntakeError as error:
        if error.code != "secrecy_stamp":
            pytest.skip(f"the report itself is refused: {error.code}")
        assert refusal_of((converted / f"{place}.pdf").read_bytes()) == "secrecy_stamp"
        return
    found = figures_of((converted / f"{place}.pdf").read_bytes(), "a.pdf")
    there, here = mapped(expected), mapped(found)
    assert not here - there
    assert here.total() >= 0.97 * there.total()
    assert (found.identity.unit_id, found.identity.period_code, found.identity.dated_on) == (
        expected.identity.unit_id,
        expected.identity.period_code,
        expected.identity.dated_on,
    )
