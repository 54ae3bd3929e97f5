"""Each hostile file is refused for its own reason, and what is only unusual is read."""

from __future__ import annotations

import pytest
from hostile_files import (
    LETTER,
    formula_sheet,
    good_reports,
    hostile_files,
    ole_file,
    sheet_parts,
    understated_bomb,
    word,
    word_parts,
    zipped,
)

from schemas.errors import IntakeError
from sources.inbox import inbox_files
from sources.reading import read_document
from sources.reception import receive
from sources.safety import MAX_FILE_BYTES, SafeZip
from sources.sniff import FileKind, sniff

HOSTILE = [
    pytest.param(name, code, data, id=name)
    for name, code, data in hostile_files()
    if code != "odd_name"  # a good report, whose name the inbox refuses
]
GOOD = [pytest.param(name, data, id=name) for name, data in good_reports()]


class NoArchive:
    """Fails the test that would keep a hostile file."""

    def __contains__(self, content_hash):
        return False

    def spooled(self, data):
        raise AssertionError("bytes of a hostile file were about to be kept")


@pytest.mark.parametrize(("name", "code", "data"), HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_a_cure(name, code, data):
    with pytest.raises(IntakeError) as caught:
        read_document(data, name)
    assert caught.value.code == code
    assert f"“{name}”" in caught.value.reason_vi
    assert "đề nghị" in caught.value.reason_vi.lower()


@pytest.mark.parametrize(("name", "data"), GOOD)
def test_a_good_report_under_an_unusual_name_is_read(name, data):
    assert read_document(data, name).paragraphs


@pytest.mark.parametrize("name", ["..\\..\\ra ngoai.docx", "xuong\ndong.docx", "bao cao\u202excod.exe"])
def test_a_name_that_leads_elsewhere_or_deceives_is_refused_before_the_file_is_opened(tmp_path, name):
    (tmp_path / name).write_bytes(word("Báo cáo"))
    (found,) = inbox_files(tmp_path)
    receipt = receive(found, NoArchive())
    assert receipt.reason_code == "odd_name"
    assert name not in receipt.reason_vi
    assert receipt.content_hash == ""


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    with (tmp_path / "lon.docx").open("wb") as file:
        file.truncate(200 * 1000 * 1000)
    (found,) = inbox_files(tmp_path)
    assert found.size > MAX_FILE_BYTES
    receipt = receive(found, NoArchive())
    assert (receipt.reason_code, receipt.content_hash) == ("too_large", "")


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:A9)",
        "IF(A1&gt;0,B1/A1*100,0)",
        "[1]Sheet1!$A$1",
        "'Biểu 1'!B2",
        "HYPERLINK(&quot;#Sheet2!A1&quot;,&quot;xem&quot;)",
        "VLOOKUP(A1,Recall!A:B,2,0)",
    ],
)
def test_plain_formulas_stay(formula):
    assert read_document(formula_sheet(formula), "a.xlsx").tables


@pytest.mark.parametrize(
    "line", ["- Tổ 1 | 12 vụ!", "=> giảm 12 vụ", "+ Số vụ: 12", "-5", "@công an", "= 21,1% (a|b)"]
)
def test_texts_that_begin_like_a_formula_but_call_nothing_stay(line):
    assert read_document(f"đơn vị;ghi chú\nTổ 1;{line}\n".encode(), "a.csv").tables


def test_a_workbook_with_a_dde_link_is_refused():
    link = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    data = zipped(sheet_parts('<row r="1"/>') | {"xl/externalLinks/externalLink1.xml": link})
    with pytest.raises(IntakeError) as caught:
        read_document(data, "a.xlsx")
    assert caught.value.code == "active_content"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7"])
def test_a_document_type_in_another_encoding_is_refused(encoding):
    parts = word_parts(
        *LETTER, head=f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a "b">]>'
    )
    parts["word/document.xml"] = str(parts["word/document.xml"]).encode(encoding)
    with pytest.raises(IntakeError) as caught:
        read_document(zipped(parts), "a.docx")
    assert caught.value.code in {"suspicious_xml", "damaged"}


def test_an_understated_member_is_found_out_before_another_reader_gets_it():
    with SafeZip(understated_bomb(), "a.xlsb") as archive, pytest.raises(IntakeError) as caught:
        archive.verify()
    assert caught.value.code == "damaged"


def test_an_unlocked_word_97_file_is_told_as_such():
    data = ole_file({"WordDocument": b"\xec\xa5\xc1\x00" + b"\x00" * 60})
    assert sniff(data, "a.doc") is FileKind.DOC
