"""What the text of a Word paragraph is: runs, tracked changes, fields, hidden text, legacy fonts."""

from __future__ import annotations

import pytest

from sources.reading import read_document

INS = '<w:ins w:id="1" w:author="a">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="a"><w:r><w:delText>{}</w:delText></w:r></w:del>'
VNTIME = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
VNTIMEH = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
VNI = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_tracked_changes_are_read_as_final_and_noted(word, p, r):
    body = p(r("xảy ra "), INS.format(r("12")), DEL.format("10"), r(" vụ"))
    document = read_document(word(body), "a.docx")
    assert texts(document) == ["xảy ra 12 vụ"]
    assert document.notes == ("tracked changes read as final (1 insertions, 1 deletions)",)


def test_moved_text_is_read_where_it_went(word, p, r):
    body = p(f'<w:moveFrom w:id="1">{r("cũ ")}</w:moveFrom>', r("ở lại")) + p(
        f'<w:moveTo w:id="2">{r("mới")}</w:moveTo>'
    )
    assert texts(read_document(word(body), "a.docx")) == ["ở lại", "mới"]


def test_a_paragraph_whose_end_was_deleted_joins_the_next(word, p, r):
    body = p(r("phạt 12 "), properties='<w:rPr><w:del w:id="3"/></w:rPr>') + p(r("trường hợp")) + p(r("sau"))
    document = read_document(word(body), "a.docx")
    assert texts(document) == ["phạt 12 trường hợp", "sau"]
    assert [paragraph.locator for paragraph in document.paragraphs] == ["body/p[2]", "body/p[3]"]


def test_a_field_gives_its_result_and_never_its_instruction(word, p, r):
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    instruction = "<w:r><w:instrText>=SUM(A1:A3)</w:instrText></w:r>"
    body = p(r("Tổng: "), begin, instruction, separate, r("45"), end, r(" vụ"))
    assert texts(read_document(word(body), "a.docx")) == ["Tổng: 45 vụ"]


def test_a_page_number_field_is_layout(word, p, r):
    body = p(r("Trang"), f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>')
    assert texts(read_document(word(body), "a.docx")) == ["Trang"]


def test_hidden_text_is_set_apart_and_flagged(word, p, r):
    body = p(r("có 5 vụ"), r(" thực ra 9 vụ", "<w:vanish/>"))
    shown, hidden = read_document(word(body), "a.docx").paragraphs
    assert (shown.text, shown.is_hidden) == ("có 5 vụ", False)
    assert (hidden.text, hidden.is_hidden, hidden.locator) == ("thực ra 9 vụ", True, "body/p[1]/hidden")


def test_tabs_breaks_and_hyphens_read_as_they_look(word, p, r):
    body = p(r("một"), "<w:r><w:tab/><w:t>hai</w:t><w:br/><w:t>2020</w:t><w:noBreakHyphen/><w:t>20</w:t>"
             "<w:softHyphen/><w:t>25</w:t></w:r>")  # fmt: skip
    assert texts(read_document(word(body), "a.docx")) == ["một hai 2020-2025"]


def test_text_is_composed_and_blanks_are_single(word, p, r):
    body = p(r("Co\u0302ng  an\u00a0\u00a0 xa\u0303\u200b"))
    assert texts(read_document(word(body), "a.docx")) == ["Công an xã"]


def test_links_content_controls_and_smart_tags_are_text(word, p, r):
    body = p(
        f"<w:hyperlink>{r('liên ')}</w:hyperlink>",
        f"<w:sdt><w:sdtContent>{r('kết ')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{r('thẻ')}</w:smartTag>",
    )
    assert texts(read_document(word(body), "a.docx")) == ["liên kết thẻ"]


def test_a_placeholder_of_an_empty_content_control_is_no_text(word, p, r):
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = p(r("Số vụ: "), control.format(r("Bấm để nhập")))
    assert texts(read_document(word(body), "a.docx")) == ["Số vụ:"]


def test_a_raised_number_does_not_run_into_the_one_before(word, p, r):
    body = p(r("năm 2023"), r("17", '<w:vertAlign w:val="superscript"/>'))
    assert texts(read_document(word(body), "a.docx")) == ["năm 2023¹⁷"]


def test_capitals_made_by_formatting_are_capitals(word, p, r):
    assert texts(read_document(word(p(r("báo cáo", "<w:caps/>"))), "a.docx")) == ["BÁO CÁO"]


@pytest.mark.parametrize(
    ("properties", "typed", "shown"),
    [
        (VNTIME, "C«ng an ph­êng §«ng H­ng ®· xö lý 05 vô", "Công an phường Đông Hưng đã xử lý 05 vụ"),
        (VNTIMEH, "b¸o c¸o tæng kÕt", "BÁO CÁO TỔNG KẾT"),
        (VNI, "Coâng an phöôøng ñaõ xöû lyù", "Công an phường đã xử lý"),
        (VNTIME, "Công an phường", "Công an phường"),
        ("", "m²", "m²"),
    ],
)
def test_legacy_fonts_are_made_unicode_by_run(word, p, r, properties, typed, shown):
    assert texts(read_document(word(p(r(typed, properties))), "a.docx")) == [shown]


def test_a_letter_split_over_two_runs_of_a_legacy_font_is_one_letter(word, p, r):
    assert texts(read_document(word(p(r("ñöô", VNI), r("øng", VNI))), "a.docx")) == ["đường"]


def test_a_legacy_font_is_inherited_from_style_and_defaults(word, p, r):
    styles = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{VNTIME}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="U"><w:name w:val="Unicode"/>'
        '<w:rPr><w:rFonts w:hAnsi="Arial"/></w:rPr>'
        '</w:style><w:style w:type="character" w:styleId="H"><w:name w:val="Hoa"/>'
        f"<w:rPr>{VNTIMEH}</w:rPr></w:style>"
    )
    body = p(r("x·")) + p(r("é"), properties='<w:pStyle w:val="U"/>') + p(r("x·", '<w:rStyle w:val="H"/>'))
    assert texts(read_document(word(body, styles=styles), "a.docx")) == ["xã", "é", "XÃ"]


def test_style_gives_name_weight_and_alignment_through_its_parent(word, p, r):
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="Heading 2"/>'
        '<w:basedOn w:val="A"/></w:style>'
    )
    body = p(r("Phần"), properties='<w:pStyle w:val="B"/>') + p(
        r("nhẹ", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="B"/>'
    )
    heavy, light = read_document(word(body, styles=styles), "a.docx").paragraphs
    assert (heavy.style, heavy.is_bold, heavy.is_centered) == ("heading 2", True, True)
    assert not light.is_bold
