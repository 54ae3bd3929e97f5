"""Footnotes, tables, text boxes, headers and list numbers of Word documents, with their locators."""

from __future__ import annotations

import pytest

from sources.reading import read_document

CELL = "<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def note_reference(note_id, extra=""):
    return f'<w:r><w:footnoteReference w:id="{note_id}"{extra}/></w:r>'


def note(note_id, text, kind=""):
    kind = f' w:type="{kind}"' if kind else ""
    content = f'<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r>'
    return f'<w:footnote w:id="{note_id}"{kind}><w:p>{content}</w:p></w:footnote>'


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_footnotes_have_their_printed_numbers_at_their_marks(word, p, r):
    body = p(r("Năm 2023"), note_reference(7), r(" xử lý 59 tin"), note_reference(3), r("."))
    notes = note(-1, "", "separator") + note(3, "tạm đình chỉ 07") + note(7, "theo kế hoạch")
    document = read_document(word(body, footnotes=notes), "a.docx")
    (paragraph,) = document.paragraphs
    assert paragraph.text == "Năm 2023 xử lý 59 tin."
    assert [(paragraph.text[: mark.offset], mark.number) for mark in paragraph.marks] == [
        ("Năm 2023", 1),
        ("Năm 2023 xử lý 59 tin", 2),
    ]
    assert [(each.number, each.paragraphs[0].text) for each in document.footnotes] == [
        (1, "theo kế hoạch"),
        (2, "tạm đình chỉ 07"),
    ]
    assert document.footnotes[1].paragraphs[0].locator == "footnote[2]/p[1]"


def test_a_deleted_reference_takes_no_number(word, p, r):
    body = p(f'<w:del w:id="9">{note_reference(1)}</w:del>', r("A"), note_reference(2))
    document = read_document(word(body, footnotes=note(1, "xóa") + note(2, "còn")), "a.docx")
    assert [(each.number, each.paragraphs[0].text) for each in document.footnotes] == [(1, "còn")]


def test_a_custom_mark_takes_no_automatic_number_and_is_no_text(word, p, r):
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    body = p(r("A"), custom, r(" B"), note_reference(2))
    document = read_document(word(body, footnotes=note(1, "sao") + note(2, "số")), "a.docx")
    assert document.paragraphs[0].text == "A B"
    assert [mark.number for mark in document.paragraphs[0].marks] == [2, 1]


def test_merged_cells_stand_once_with_their_spans(word, p, r):
    body = "<w:tbl>{}</w:tbl>".format(
        row(
            CELL.format(properties='<w:vMerge w:val="restart"/>', content=p(r("Đơn vị"))),
            CELL.format(properties='<w:gridSpan w:val="2"/>', content=p(r("Kết quả"))),
        )
        + row(
            CELL.format(properties="<w:vMerge/>", content=p()),
            CELL.format(properties="", content=p(r("Tốt"))),
            CELL.format(properties="", content=p(r("Khá"))),
        )
    )
    (table,) = read_document(word(body), "a.docx").tables
    assert [(cell.locator, cell.text, cell.row_span, cell.column_span) for cell in table.cells] == [
        ("table[1]/r[1]/c[1]", "Đơn vị", 2, 1),
        ("table[1]/r[1]/c[2]", "Kết quả", 1, 2),
        ("table[1]/r[2]/c[2]", "Tốt", 1, 1),
        ("table[1]/r[2]/c[3]", "Khá", 1, 1),
    ]
    assert (table.row_count, table.column_count) == (2, 3)


def test_a_nested_table_follows_the_table_it_stands_in(word, p, r):
    inner = f"<w:tbl>{row(CELL.format(properties='', content=p(r('trong'))))}</w:tbl>"
    outer = row(CELL.format(properties="", content=p(r("ngoài")) + inner + p()))
    document = read_document(word(f"<w:tbl>{outer}</w:tbl>" + p(r("sau"))), "a.docx")
    assert [block.locator for block in document.body] == ["table[1]", "table[2]", "body/p[1]"]
    assert [table.cells[0].text for table in document.tables] == ["ngoài", "trong"]


def test_a_row_deleted_in_a_tracked_change_is_gone(word, p, r):
    deleted = (
        f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{CELL.format(properties="", content=p(r("cũ")))}</w:tr>'
    )
    body = f"<w:tbl>{deleted}{row(CELL.format(properties='', content=p(r('mới'))))}</w:tbl>"
    (table,) = read_document(word(body), "a.docx").tables
    assert [cell.text for cell in table.cells] == ["mới"]


def test_the_lines_of_a_cell_stay_lines(word, p, r):
    body = f"<w:tbl>{row(CELL.format(properties='', content=p(r('ỦY BAN')) + p() + p(r('HUYỆN A'))))}</w:tbl>"
    assert read_document(word(body), "a.docx").tables[0].cells[0].text == "ỦY BAN\nHUYỆN A"


def test_a_text_box_is_read_once(word, p, r):
    box = f"<w:txbxContent>{p(r('trong khung 5 vụ'))}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read_document(word(p(r("ngoài"), drawing)), "a.docx")
    assert [(box.locator, box.text) for box in document.text_boxes] == [
        ("textbox[1]/p[1]", "trong khung 5 vụ")
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == ["ngoài"]


def test_headers_are_kept_apart_from_the_body(word, p, r):
    document = read_document(word(p(r("thân")), header1=p(r("đầu trang"))), "a.docx")
    assert [(header.locator, header.text) for header in document.headers] == [("header[1]/p[1]", "đầu trang")]


@pytest.mark.parametrize("level_text", ["", "\uf0b7", "•", "o"])
def test_any_bullet_sign_reads_as_a_dash(word, p, r, level_text):
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{level_text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p(r("ý"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    expected = "- ý" if level_text else "ý"
    assert read_document(word(body, numbering=numbering), "a.docx").paragraphs[0].text == expected


def test_automatic_numbers_are_in_the_text_as_word_shows_them(word, p, r):
    def level(place, kind, text):
        counted = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{place}">{counted}</w:lvl>'

    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "decimal", "%2.%3.")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}{level(3, "lowerLetter", "%4)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )

    def item(place, number=1):
        return p(
            r("x"), properties=f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    body = (
        "".join(item(place) for place in (0, 1, 2, 2, 1, 2, 3, 3, 0, 1))
        + item(0, 2)
        + item(0, 2)
        + item(0, 0)
    )
    texts = [
        paragraph.text for paragraph in read_document(word(body, numbering=numbering), "a.docx").paragraphs
    ]
    assert texts == [
        "I. x", "1. x", "1.1. x", "1.2. x", "2. x", "2.1. x", "a) x", "b) x", "II. x", "1. x",
        "V. x", "VI. x", "x",
    ]  # fmt: skip


def test_a_mark_stays_in_place_behind_an_automatic_number(word, p, r):
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p(
        r("  tin  báo "), note_reference(1), r(" tiếp"), properties='<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    document = read_document(word(body, numbering=numbering, footnotes=note(1, "a")), "a.docx")
    (paragraph,) = document.paragraphs
    assert paragraph.text == "1. tin báo tiếp"
    assert paragraph.text[: paragraph.marks[0].offset].rstrip() == "1. tin báo"
