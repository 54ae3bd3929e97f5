"""The answer: worst first, what is missing by the obligations, and pages that say the same safely."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document as open_document
from feedback_reports import INBOX, answered, finding

from reports.feedback.composing import compose_answer
from reports.feedback.sentences import summary_line
from reports.feedback.summary import summary_html, summary_word
from schemas.vocabulary import Severity
from sources.file_reading import read_file
from sources.reading import read_document

WRONG = "Ghi nhận 36 vụ phạm tội về trật tự xã hội (so với năm 2022 tăng 07 vụ = 21,1%)."
CITY = INBOX / "2022" / "TP Bac Ninh"


def test_remarks_stand_worst_first_then_in_the_order_of_the_document(letter):
    data = letter(WRONG)
    more = [finding("", "Để biết thôi.", Severity.INFORMATION), finding("", "Xem kỳ.", Severity.WARNING)]
    remarks = answered("bc.docx", data, more).answer.remarks
    assert [remark.severity for remark in remarks] == ["error", "warning", "information"]


def test_a_remark_has_its_sentence_and_the_number_in_it(letter):
    remark = answered("bc.docx", letter(WRONG)).answer.remarks[0]
    assert remark.sentence == WRONG
    assert remark.number == "21,1"


def test_required_figures_that_are_not_stated_are_named_in_words(letter):
    answer = answered("bc.docx", letter(WRONG)).answer
    assert "Số vụ tai nạn giao thông" in answer.missing
    assert "Số vụ phạm tội về trật tự xã hội" not in answer.missing
    assert any(str(len(answer.missing)) in action for action in answer.actions)


def test_what_another_document_of_the_package_states_is_not_missing(letter):
    data = letter(WRONG)
    extraction = read_file(data, "bc.docx").extraction
    other = read_file(letter("Xảy ra 18 vụ tai nạn giao thông, làm 08 người chết."), "pl.docx").extraction
    document = read_document(data, "bc.docx")
    answer = compose_answer("bc.docx", document, extraction, (), [other])
    assert "Số vụ tai nạn giao thông" not in answer.missing


def test_an_annex_is_not_asked_for_the_figures_of_the_report():
    path = CITY / "Phu luc 1 phan loai 2022.xlsx"
    assert answered(path.name, path.read_bytes()).answer.missing == ()


def test_the_sender_is_told_by_when_and_what_to_do(letter):
    answer = answered("bc.docx", letter(WRONG)).answer
    assert answer.due_on is not None
    assert any(f"{answer.due_on:%d/%m/%Y}" in action for action in answer.actions)
    assert "1 chỗ sai" in answer.actions[0]


def test_no_page_shows_the_code_of_a_rule_or_indicator(letter):
    page = summary_html(answered("bc.docx", letter(WRONG)).answer)
    assert "A01" not in page
    assert "crime.cases" not in page


def test_what_a_file_says_of_itself_is_escaped_in_both_pages(letter):
    hostile = replace(
        answered("bc.docx", letter(WRONG)).answer, file_name="<script>alert(1)</script>\x0b&.docx"
    )
    page = summary_html(hostile)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<script>alert(1)</script>&.docx" in text_of(summary_word(hostile))


def test_the_word_page_says_what_the_html_page_says(letter):
    answer = answered("bc.docx", letter(WRONG)).answer
    said = text_of(summary_word(answer))
    for text in (answer.sender, answer.remarks[0].finding.message, answer.remarks[0].place, *answer.actions):
        assert text in said
        assert text in summary_html(answer)


def test_the_word_page_is_the_same_each_time_and_opens(letter):
    answer = answered("bc.docx", letter(WRONG)).answer
    assert summary_word(answer) == summary_word(answer)
    with zipfile.ZipFile(io.BytesIO(summary_word(answer))) as package:
        assert package.testzip() is None


def test_what_is_missing_is_counted_where_nothing_is_wrong(letter):
    answer = answered("bc.docx", letter("Xảy ra 18 vụ tai nạn giao thông, làm 08 người chết.")).answer
    assert answer.remarks == ()
    assert summary_line(answer) == f"{len(answer.missing)} số liệu còn thiếu."


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_word_page_is_one_page_however_much_there_is_to_say(letter, tmp_path):
    long = "Tỷ lệ ghi trong báo cáo không khớp với các số liệu đã nêu trong cùng câu; " * 2
    more = [finding(f"body/p[{place}]", f"{long}({place})") for place in range(5, 25)]
    answer = answered("bc.docx", letter(WRONG), more).answer
    full = replace(answer, notes=("Trang 1 có hàng ẩn, vẫn được đọc.",) * 5, missing=answer.missing * 2)
    (tmp_path / "a.docx").write_bytes(summary_word(full))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pages:
        assert len(pages) == 1


def text_of(data: bytes) -> str:
    document = open_document(io.BytesIO(data))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)
