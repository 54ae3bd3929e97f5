"""What a person looks at first: a finding of one report in three formats is one line."""

from __future__ import annotations

from reports.overview import FindingLine, told_once


def line(file_name: str, message: str = "Tỷ lệ sai.", unit_id: str = "2004-105") -> FindingLine:
    return FindingLine("error", "A01", message, file_name, "body/p[3]", "2023", unit_id)


def test_what_three_formats_of_a_report_say_is_told_once_with_the_others_named():
    (told,) = told_once([line("a.doc"), line("a.docx"), line("b.docx")])
    assert (told.file_name, told.also_in) == ("a.doc", ("a.docx", "b.docx"))


def test_the_same_sentence_twice_in_a_document_is_told_twice():
    assert len(told_once([line("a.docx"), line("a.docx")])) == 2


def test_what_different_units_say_is_told_of_each():
    assert len(told_once([line("a.docx"), line("b.docx", unit_id="2004-106")])) == 2
