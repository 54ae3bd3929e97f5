"""Plain text: its encoding is found from the bytes; and the true type of a file is told from its content."""

from __future__ import annotations

import unicodedata

import openpyxl
import pytest

from sources.reading import read_document
from sources.sniff import FileKind, sniff

SENTENCE = "Công an phường đã xử lý 12 vụ, bắt giữ 25 đối tượng; Đảng ủy chỉ đạo tổ chức thực hiện."
TCVN3 = "C«ng an ph­êng ®· xö lý 12 vô, b¾t gi÷ 25 ®èi t­îng".encode("latin-1")


def windows_1258(text):
    """The sentence as Windows writes it: letters with a shape whole, tones as marks of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = b""
    for character in text:
        try:
            written += character.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", character)
            tone = "".join(mark for mark in decomposed if mark in tones)
            rest = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
            written += rest.encode("cp1258") + tone.encode("cp1258")
    return written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_text_is_read(encoding):
    document = read_document((SENTENCE + "\n\n2. " + SENTENCE).encode(encoding), "a.txt")
    assert [(each.locator, each.text) for each in document.paragraphs] == [
        ("body/p[1]", SENTENCE),
        ("body/p[3]", "2. " + SENTENCE),
    ]


def test_windows_1258_text_is_read_and_noted():
    document = read_document(windows_1258(SENTENCE), "a.txt")
    assert document.paragraphs[0].text == SENTENCE
    assert document.notes == ("text read as cp1258",)


def test_tcvn3_text_is_read_and_noted():
    document = read_document(TCVN3, "a.txt")
    assert document.paragraphs[0].text == "Công an phường đã xử lý 12 vụ, bắt giữ 25 đối tượng"
    assert document.notes == ("text read as tcvn3",)


def test_the_type_is_told_by_content_not_by_name(word, p, r, tmp_path):
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert sniff(word(p(r("a"))), "a.xls") is FileKind.DOCX
    assert sniff((tmp_path / "a.xlsx").read_bytes(), "a.docx") is FileKind.XLSX
    assert sniff(b"Ten;So\nA;1\nB;2\n", "a") is FileKind.CSV
    assert sniff("Một câu, hai câu.\nBa câu.".encode(), "a.docx") is FileKind.TEXT


@pytest.mark.libreoffice
def test_a_word_97_file_is_read_through_libreoffice(word, p, r, tmp_path):
    import shutil
    import subprocess

    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(word(p(r("Công an xã xử lý 12 vụ"))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read_document((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert document.paragraphs[0].text == "Công an xã xử lý 12 vụ"
