"""The annotated Word copy: a comment at the number, and nothing else changed."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from feedback_reports import INBOX, annotated, answered, comments, finding, members, repacked

from schemas.errors import IntakeError
from sources.reading import read_document

WRONG = "Ghi nhận 36 vụ phạm tội về trật tự xã hội (so với năm 2022 tăng 07 vụ = 21,1%)."
REPORTS = sorted(path for path in INBOX.rglob("*.docx") if path.read_bytes()[:2] == b"PK")
TOUCHED = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}


def readable_reports():
    for path in REPORTS:
        try:
            read_document(path.read_bytes(), path.name)
        except IntakeError:
            continue
        yield pytest.param(path, id=f"{path.parent.parent.name} {path.name}")


@pytest.mark.parametrize("path", list(readable_reports()))
def test_all_other_parts_keep_their_bytes_and_their_order(path):
    each = answered(path.name, path.read_bytes(), [finding(""), finding("footnote[1]/p[1]")])
    before, after = members(each.data), members(annotated(each))
    assert list(after)[: len(before)] == list(before)
    assert set(after) - set(before) == {"word/comments1.xml"}
    assert {name for name in before if before[name] != after[name]} <= TOUCHED


@pytest.mark.parametrize("path", list(readable_reports()))
def test_the_copy_reads_exactly_as_the_original(path):
    each = answered(path.name, path.read_bytes())
    copy = read_document(annotated(each), path.name)
    assert (copy.body, copy.footnotes, copy.headers) == (
        each.document.body,
        each.document.footnotes,
        each.document.headers,
    )


@pytest.mark.parametrize("path", list(readable_reports()))
def test_every_remark_on_a_number_in_the_body_marks_that_number(path):
    each = answered(path.name, path.read_bytes())
    marked = [text.strip(" %") for text in comments(annotated(each))]
    for remark in each.answer.remarks:
        if remark.number and not remark.finding.locator.startswith("footnote"):
            assert remark.number in marked


def test_the_comment_says_the_weight_and_the_whole_sentence(letter):
    each = answered("bc.docx", letter(WRONG))
    said = comments(annotated(each))["21,1%"]
    assert said.startswith("Sai: Tỷ lệ tăng ghi 21,1%")
    assert "24,1%" in said


def test_the_same_file_gives_the_same_copy(letter):
    each = answered("bc.docx", letter(WRONG))
    assert annotated(each) == annotated(each)


def test_remarks_on_one_number_share_a_comment(letter):
    data = letter(WRONG)
    place = answered("bc.docx", data).answer.remarks[0].finding
    also = finding(place.locator, "Chỗ này còn một ý nữa.", reported=place.reported)
    said = comments(annotated(answered("bc.docx", data, [also])))["21,1%"]
    assert "Tỷ lệ tăng" in said
    assert "còn một ý nữa" in said


def test_a_remark_on_a_footnote_stands_at_its_reference_and_quotes_it():
    path = INBOX / "2023" / "Tien Du" / "Bao cao nam 2023 Tien Du.docx"
    each = answered(path.name, path.read_bytes(), [finding("footnote[2]/p[1]", "Xem lại số ở chú thích.")])
    root = members(annotated(each))["word/document.xml"].decode()
    around = re.findall(r"<w:commentRangeStart[^>]*/>(?:(?!commentRangeEnd).)*<w:footnoteReference", root)
    assert around
    assert any("Chú thích 2" in said and "Xem lại số" in said for said in comments(annotated(each)).values())


def body_with(data: bytes, old: str, new: str) -> bytes:
    xml = members(data)["word/document.xml"].decode()
    assert old in xml
    return repacked(data, {"word/document.xml": xml.replace(old, new).encode()})


RUN = f"<w:r><w:t>{WRONG}</w:t></w:r>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (
            RUN.replace("21,1%", "2</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>1,1%"),
            "<w:b/>",
        ),
        (
            RUN.replace(
                "21,1%",
                '</w:t></w:r><w:ins w:id="9" w:author="A"><w:r><w:t>21,1%</w:t></w:r></w:ins>'
                '<w:del w:id="10" w:author="A"><w:r><w:delText>20%</w:delText></w:r></w:del><w:r><w:t>',
            ),
            '<w:del w:id="10" w:author="A"><w:r><w:delText>20%</w:delText></w:r></w:del>',
        ),
        (f'<w:hyperlink w:anchor="x">{RUN}</w:hyperlink>', '<w:hyperlink w:anchor="x">'),
        (
            RUN.replace(
                "21,1%",
                "</w:t></w:r><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>21,1%</w:t></w:r>"
                "</w:sdtContent></w:sdt><w:r><w:t>",
            ),
            "<w:sdtContent><w:r><w:t>21,1%</w:t></w:r></w:sdtContent>",
        ),
        (
            RUN.replace(
                "21,1%",
                '</w:t></w:r><w:fldSimple w:instr="QUOTE"><w:r><w:t>21,1%</w:t></w:r></w:fldSimple>'
                "<w:r><w:t>",
            ),
            '<w:fldSimple w:instr="QUOTE"><w:r><w:t>21,1%</w:t></w:r></w:fldSimple>',
        ),
    ],
    ids=["split runs", "tracked change", "link", "content control", "field"],
)
def test_what_stands_around_the_number_keeps_working(letter, written, kept):
    data = body_with(letter(WRONG), RUN, written)
    copy = annotated(answered("bc.docx", data))
    assert "21,1%" in comments(copy)
    assert kept in members(copy)["word/document.xml"].decode()
    assert read_document(copy, "bc.docx").body == read_document(data, "bc.docx").body


def test_comments_of_the_sender_stay(letter):
    first = annotated(answered("bc.docx", letter(WRONG)))
    again = annotated(answered("bc.docx", first, [finding("", "Thêm một ý.")]))
    parts = members(again)
    assert "word/comments2.xml" not in parts
    xml = parts["word/comments1.xml"].decode()
    ids = re.findall(r'<w:comment w:id="(\d+)"', xml)
    assert (
        len(ids)
        == len(set(ids))
        > len(re.findall("<w:comment ", members(first)["word/comments1.xml"].decode()))
    )


def test_nothing_to_say_leaves_the_file_as_it_is():
    path = INBOX / "2023" / "Tinh" / "TB ket luan hoi nghi tong ket 2023.docx"
    each = answered(path.name, path.read_bytes())
    assert not each.answer.calls_for_work
    assert annotated(each) == each.data


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_and_shows_the_comment(letter, tmp_path):
    (tmp_path / "bc.docx").write_bytes(annotated(answered("bc.docx", letter(WRONG))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "bc.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "bc.fodt").read_text("utf-8")
    assert "<dc:creator>Tổng hợp</dc:creator>" in text
    assert "Sai: Tỷ lệ tăng ghi 21,1%" in text
