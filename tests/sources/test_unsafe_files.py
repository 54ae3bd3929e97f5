"""Files that are refused: unsafe, damaged, of another type, or with a secrecy stamp; each says what to do."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.errors import IntakeError
from sources.reading import read_document
from sources.secrecy import stamp_of


def refused(data, name="a.docx"):
    with pytest.raises(IntakeError) as caught:
        read_document(data, name)
    assert name in caught.value.reason_vi
    assert "Đề nghị" in caught.value.reason_vi or "đề nghị" in caught.value.reason_vi
    return caught.value.code


def ole_file(*names):
    """A compound file with those streams under its root."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[0x1E:0x20] = (9).to_bytes(2, "little")
    header[0x30:0x34] = (1).to_bytes(4, "little")
    header[0x4C:] = b"\xff" * (512 - 0x4C)
    header[0x4C:0x50] = (0).to_bytes(4, "little")
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff" * 504
    entries = b""
    for place, name in enumerate(("Root Entry", *names)):
        written = name.encode("utf-16-le") + b"\x00\x00"
        right = place + 1 if 0 < place < len(names) else 0xFFFFFFFF
        child = 1 if place == 0 else 0xFFFFFFFF
        entry = written.ljust(64, b"\x00") + len(written).to_bytes(2, "little") + b"\x01\x01"
        entry += b"\xff" * 4 + right.to_bytes(4, "little") + child.to_bytes(4, "little")
        entries += entry.ljust(128, b"\x00")
    return bytes(header) + table + entries.ljust(512, b"\x00")


@pytest.mark.parametrize("data", [b"", b"\x00\x00\x00", b"  \r\n"])
def test_an_empty_file(data):
    assert refused(data) == "empty"


def test_a_file_cut_short(word, p, r):
    data = word(p(r("nội dung " * 500)))
    assert refused(data[: len(data) // 2]) == "truncated"


def test_a_file_with_a_flipped_byte(word, p, r):
    data = bytearray(word(p(r("nội dung"))))
    place = data.find(b"word/document.xml") + 60
    data[place] ^= 0xFF
    assert refused(bytes(data)) == "damaged"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "damaged"),
        (b"{\\rtf1 abc}", "unsupported_type"),
        (b"<!DOCTYPE html><html></html>", "unsupported_type"),
        (b"\x89PNG\r\n\x1a\n....", "unsupported_type"),
        (b"Rar!\x1a\x07\x00...", "archive_file"),
        (b"\x01\x02\x03\x04\x05\x06\x07", "unknown_type"),
    ],
)
def test_other_types_whatever_their_name_says(data, code):
    assert refused(data, "bao-cao.docx") == code


def test_a_zip_of_reports(zip_of):
    assert refused(zip_of({"a.docx": b"x"}), "a.zip") == "archive_file"


def test_a_file_with_a_password():
    assert refused(ole_file("EncryptionInfo", "EncryptedPackage")) == "password"


def test_a_word_97_file_with_macros():
    assert refused(ole_file("WordDocument", "Macros", "_VBA_PROJECT"), "a.doc") == "macros"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/media/image1.png"])
def test_macros_under_any_name(parts_of_word, zip_of, p, r, name):
    parts = parts_of_word(p(r("a"))) | {name: ole_file("_VBA_PROJECT")}
    assert refused(zip_of(parts)) == "macros"


def test_macros_told_by_their_relationship(parts_of_word, zip_of, p, r):
    parts = parts_of_word(p(r("a")))
    rels = str(parts["word/_rels/document.xml.rels"])
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    link = f'<Relationship Id="x" Type="{kind}" Target="x.dat"/>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{link}</Relationships>")
    assert refused(zip_of(parts)) == "macros"


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "word\\..\\..\\x", "C:/x"])
def test_parts_that_point_out_of_the_file(parts_of_word, zip_of, p, r, name):
    assert refused(zip_of(parts_of_word(p(r("a"))) | {name: b"x"})) == "suspicious_package"


def test_a_zip_bomb(parts_of_word, zip_of, p, r):
    parts = parts_of_word(p(r("a"))) | {"word/media/image1.bmp": b"\x00" * 40_000_000}
    assert refused(zip_of(parts)) == "suspicious_package"


def test_too_many_parts(parts_of_word, zip_of, p, r):
    parts = parts_of_word(p(r("a"))) | {f"word/media/{place}.png": b"" for place in range(5001)}
    assert refused(zip_of(parts)) == "suspicious_package"


def test_two_parts_of_one_name(word, p, r):
    buffer = io.BytesIO(word(p(r("a"))))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<x/>")
    assert refused(buffer.getvalue()) == "suspicious_package"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE w SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_and_document_types(parts_of_word, zip_of, p, r, declaration):
    parts = parts_of_word(p(r("a")))
    parts["word/document.xml"] = declaration + str(parts["word/document.xml"])
    assert refused(zip_of(parts)) == "suspicious_xml"


def test_a_scan_without_text(word, p):
    assert refused(word(p("<w:r><w:drawing/></w:r>"))) == "no_text"


def test_a_broken_tree(parts_of_word, zip_of, p, r):
    parts = parts_of_word(p(r("a"))) | {"word/document.xml": "<w:document>"}
    assert refused(zip_of(parts)) == "damaged"


@pytest.mark.parametrize("place", ["body", "header", "box", "cell"])
def test_a_secrecy_stamp_wherever_it_stands(word, p, r, place):
    stamp, text = p(r("TỐI MẬT")), p(r("Báo cáo"))
    data = {
        "body": lambda: word(stamp + text),
        "header": lambda: word(text, header1=stamp),
        "box": lambda: word(
            p(f"<w:r><w:pict><v:textbox><w:txbxContent>{stamp}</w:txbxContent></v:textbox></w:pict></w:r>")
            + text
        ),
        "cell": lambda: word(f"<w:tbl><w:tr><w:tc>{p(r('UBND'))}{stamp}</w:tc></w:tr></w:tbl>{text}"),
    }[place]()
    assert refused(data) == "secrecy_stamp"


@pytest.mark.parametrize("between", ["<w:br/>", "<w:tab/>", "<w:tab/><w:tab/>"])
def test_a_secrecy_stamp_beside_the_letterhead_in_one_paragraph(word, p, between):
    line = f"<w:r><w:t>UBND HUYỆN A</w:t>{between}<w:t>TỐI MẬT</w:t></w:r>"
    assert refused(word(p(line))) == "secrecy_stamp"


def test_a_tracked_deletion_or_a_word_of_a_sentence_is_no_stamp(word, p, r):
    line = "<w:del><w:r><w:delText>MẬT</w:delText></w:r></w:del>"
    data = word(p(line, r("Báo cáo")) + p(r("Tuyên truyền về bảo vệ bí "), r("MẬT"), r(" nhà nước")))
    assert read_document(data, "a.docx").paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "M Ậ T", "ĐỘ MẬT: MẬT", "[MẬT]", "MẬT - BẢN SỐ: 02", "MẬT (Bản số 3)",
        "TÀI LIỆU MẬT", "HỎA TỐC - MẬT", "TỐI MẬT, KHẨN", "Độ mật: Mật",
        "Độ mật: Tuyệt mật", "DẤU MẬT: TỐI MẬT",
    ],
)  # fmt: skip
def test_lines_that_are_stamps(line):
    assert stamp_of(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Công tác bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "CƠ MẬT",
        "Mật",
        "BÍ MẬT",
        "Không có tài liệu MẬT, TỐI MẬT",
        "MẬT ONG",
        "MẬT KHẨU",
        "BẢO MẬT",
        "Mật độ dân số",
        "ĐỘ MẬT: KHÔNG",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ MẬT",
    ],
)
def test_lines_that_are_no_stamps(line):
    assert stamp_of(line) is None


def test_content_nested_without_end(word, p, r):
    depth = 5000
    body = "<w:sdt><w:sdtContent>" * depth + p(r("a")) + "</w:sdtContent></w:sdt>" * depth
    assert refused(word(body)) == "damaged"


@given(place=st.integers(0, 10**6), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_any_byte_changed_is_read_or_refused(word, p, r, place, value):
    data = bytearray(word(p(r("nội dung")), footnotes="<w:footnote/>", styles="<w:style/>"))
    data[place % len(data)] = value
    with contextlib.suppress(IntakeError):
        read_document(bytes(data), "a.docx")
