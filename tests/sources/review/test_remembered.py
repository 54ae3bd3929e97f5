"""What was decided once holds for the same place of the same sender, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from schemas.figure import Extraction, Figure
from schemas.remembered import NOT_A_STATISTIC, QuestionKind, Remembered
from schemas.vocabulary import FigureStatus, Role
from sources.guidance import Assigned, Guidance

POINTS, FINES = "fire.public_points", "traffic.fines_vnd"
HEADER = ("Xã", "Số vụ tai nạn giao thông", "Số chốt cảnh báo đêm")
ROWS = (("Xã Mường Kim", 3, 7), ("Xã Tà Mung", 1, 4), ("Tổng cộng", 4, 11))
SENTENCE = "Lực lượng chức năng duy trì 22 chốt cảnh báo đêm tại các xã, tăng 05 chốt so với năm 2022."


def mapped(extraction: Extraction) -> dict[str, str | None]:
    return {figure.locator: figure.indicator_code for figure in extraction.figures if figure.indicator_code}


def of_heading(questions: Iterable, words: str = "chốt"):
    (question,) = (each for each in questions if words in each.text and each.kind is QuestionKind.HEADING)
    return question


def figures(extraction: Extraction, raw: str) -> list[Figure]:
    return [figure for figure in extraction.figures if figure.raw == raw]


def test_one_question_covers_all_cells_of_a_heading(sheet, ask):
    question = of_heading(ask(sheet(HEADER, *ROWS)))
    assert question.decides == 3
    assert question.text == "Số chốt cảnh báo đêm"


def test_the_answer_maps_them_all_with_its_author(sheet, ask, read, decided):
    document = sheet(HEADER, *ROWS)
    extraction = read(document, decided(of_heading(ask(document)), POINTS))
    found = [figure for figure in extraction.figures if figure.indicator_code == POINTS]
    assert [int(figure.value or 0) for figure in found] == [7, 4, 11]
    assert {figure.reason for figure in found} == {"remembered: An (decision d1)"}
    assert {figure.confidence for figure in found} == {0.95}


def test_what_is_decided_is_asked_no_more(sheet, ask, decided):
    document = sheet(HEADER, *ROWS)
    record = decided(of_heading(ask(document)), POINTS)
    assert [each for each in ask(document, record) if "chốt" in each.text] == []


def test_next_year_has_the_same_layout(sheet, ask, read, decided):
    headers = ("Xã", "Số chốt cảnh báo đêm > năm 2022", "Số chốt cảnh báo đêm > năm 2023")
    document = sheet(headers, ("Xã Mường Kim", 3, 7), ("Xã Tà Mung", 1, 4))
    record = decided(ask(document)[0], POINTS)
    later = sheet(
        ("Xã", "Số chốt cảnh báo đêm > năm 2023", "Số chốt cảnh báo đêm > năm 2024"),
        ("Xã Mường Kim", 5, 9),
        ("Xã Tà Mung", 2, 6),
        title="BIỂU SỐ LIỆU NĂM 2024",
    )
    same = ask(later, period="2024")[0]
    assert (same.layout, record.layout) == (record.layout, same.layout)


def test_money_under_a_decided_heading_is_in_the_measure_of_its_column(sheet, ask, read, decided):
    document = sheet(("Xã", "Kho bạc đã nộp (triệu đồng)"), ("Xã Mường Kim", 35), ("Xã Tà Mung", 12))
    question = of_heading(ask(document), "Kho bạc")
    extraction = read(document, decided(question, FINES))
    assert [figure.value for figure in figures(extraction, "35")] == [Decimal(35_000_000)]


def test_a_heading_that_is_no_statistic_leaves_no_figure(sheet, ask, read, decided):
    document = sheet(HEADER, *ROWS)
    extraction = read(document, decided(of_heading(ask(document)), NOT_A_STATISTIC))
    (figure,) = figures(extraction, "7")
    assert (figure.status, figure.value) == (FigureStatus.NOT_STATISTIC, None)
    assert figure.reason == "remembered: An (decision d1)"


def test_another_sender_is_not_concerned(sheet, ask, read, decided):
    document = sheet(HEADER, *ROWS)
    other = replace(decided(of_heading(ask(document)), POINTS), sender_id="2004-109")
    guidance = Guidance((other,))
    assert guidance.digest("any", "2004-110") == ""
    assert guidance.digest("any", "2004-109") != ""


def test_an_assignment_changes_the_key_of_its_document_alone():
    guidance = Guidance((), {"doc1": Assigned("2004-110", "2023", "An")})
    assert guidance.digest("doc1", None) != ""
    assert guidance.digest("doc2", None) == ""


def test_a_changed_layout_is_told_and_not_followed(sheet, ask, read, decided):
    record = decided(of_heading(ask(sheet(HEADER, *ROWS))), POINTS)
    wider = sheet((*HEADER, "Ghi chú thêm"), *((*row, 1) for row in ROWS))
    extraction = read(wider, record)
    assert POINTS not in mapped(extraction).values()
    (misfit,) = extraction.misfits
    assert "bố cục bảng đã thay đổi" in misfit.message
    assert misfit.locator.endswith("!C4")


def test_a_changed_heading_is_told_and_not_followed(sheet, ask, read, decided):
    record = decided(of_heading(ask(sheet(HEADER, *ROWS))), POINTS)
    renamed = sheet((*HEADER[:2], "Số chốt cảnh báo ban đêm"), *ROWS)
    extraction = read(renamed, record)
    assert POINTS not in mapped(extraction).values()
    (misfit,) = extraction.misfits
    assert "tiêu đề bảng đã thay đổi" in misfit.message


def test_an_indicator_that_is_gone_is_told(sheet, ask, read, decided):
    document = sheet(HEADER, *ROWS)
    extraction = read(document, decided(of_heading(ask(document)), "gone.code"))
    (misfit,) = extraction.misfits
    assert "không còn trong danh mục" in misfit.message
    assert {figure.status for figure in figures(extraction, "7")} == {FigureStatus.UNMAPPED}


def test_a_document_without_the_table_says_nothing(text, sheet, ask, read, decided):
    record = decided(of_heading(ask(sheet(HEADER, *ROWS))), POINTS)
    assert read(text("I. Kết quả", "Không có gì đặc biệt trong 12 tháng."), record).misfits == ()


@pytest.fixture
def on_sentence(text, ask, decided) -> Remembered:
    questions = ask(text("I. Kết quả công tác", SENTENCE))
    return decided(next(each for each in questions if each.raw == "22"), POINTS)


def test_a_number_of_a_sentence_takes_its_change_along(text, read, on_sentence):
    extraction = read(text("I. Kết quả công tác", SENTENCE), on_sentence)
    found = {figure.raw: (figure.indicator_code, figure.role) for figure in extraction.figures}
    assert found["22"] == (POINTS, Role.COUNT)
    assert found["05"] == (POINTS, Role.CHANGE)


def test_next_years_sentence_has_the_same_frame(text, read, on_sentence):
    later = SENTENCE.replace("22", "31").replace("tăng 05", "giảm 02").replace("2022.", "2023.")
    extraction = read(text("I. Kết quả công tác", later), on_sentence, period="2024")
    assert figures(extraction, "31")[0].indicator_code == POINTS


def test_the_same_words_under_another_heading_are_another_place(text, read, on_sentence):
    extraction = read(text("II. Công tác phòng cháy, chữa cháy", SENTENCE), on_sentence)
    assert figures(extraction, "22")[0].reason != on_sentence.provenance


def test_a_changed_sentence_is_told(text, read, on_sentence):
    changed = SENTENCE.replace("Lực lượng chức năng", "Các lực lượng chức năng")
    extraction = read(text("I. Kết quả công tác", changed), on_sentence)
    assert figures(extraction, "22")[0].status is FigureStatus.UNMAPPED
    (misfit,) = extraction.misfits
    assert "câu văn hoặc đề mục đã thay đổi" in misfit.message


def test_personal_data_is_masked_in_what_is_asked(text, ask):
    questions = ask(text("I. Kết quả", "Ông Nguyễn Văn Tèo (sinh năm 1980) đã giao nộp 07 vật lạ cho xã."))
    assert questions
    assert all("Tèo" not in each.text and "1980" not in each.text for each in questions)


def test_sections_out_of_scope_ask_nothing(text, ask):
    assert ask(text("1. Tình hình tôn giáo", "Có 17 điểm nhóm lạ sinh hoạt tại xã.")) == ()


def test_a_misspelt_commune_is_asked_with_the_likeliest_first(sheet, ask):
    document = sheet(HEADER[:2], ("Xã Mường Kim", 3), ("Xã Hua Naaa", 1), ("Xã Tà Mung", 2))
    (question,) = (each for each in ask(document) if each.kind is QuestionKind.UNIT)
    assert question.text == "Xã Hua Naaa"
    assert question.guesses[0].answer == "2004-03632"


def test_the_commune_that_was_named_gives_its_figures(sheet, ask, read, decided):
    document = sheet(HEADER[:2], ("Xã Mường Kim", 3), ("Xã Hua Naaa", 1), ("Xã Tà Mung", 2))
    (question,) = (each for each in ask(document) if each.kind is QuestionKind.UNIT)
    extraction = read(document, decided(question, "2004-03632"))
    assert [figure.unit_id for figure in figures(extraction, "1") if figure.indicator_code] == ["2004-03632"]


def test_residential_areas_under_a_commune_that_was_named_get_their_identity(sheet, ask, read, decided):
    rows = [("Xã Hua Naaa", f"Bản {n}", "Khá") for n in (1, 2)] + [("Xã Tà Mung", "Bản 1", "Tốt")]
    document = sheet(("Xã", "Khu dân cư", "Kết quả phân loại"), *rows, title="PHÂN LOẠI PHONG TRÀO NĂM 2023")
    (question,) = (each for each in ask(document) if each.kind is QuestionKind.UNIT)
    assert (question.text, question.decides) == ("Xã Hua Naaa", 2)
    extraction = read(document, decided(question, "2004-03632"))
    assert [row.unit_id for row in extraction.listings][:2] == [
        "2004-03632/residential_area/ban-1",
        "2004-03632/residential_area/ban-2",
    ]


def test_a_unit_that_is_gone_is_told(sheet, ask, read, decided):
    document = sheet(HEADER[:2], ("Xã Mường Kim", 3), ("Xã Hua Naaa", 1), ("Xã Tà Mung", 2))
    (question,) = (each for each in ask(document) if each.kind is QuestionKind.UNIT)
    extraction = read(document, decided(question, "2004-99999"))
    (misfit,) = extraction.misfits
    assert "không còn trong kỳ này" in misfit.message
    assert misfit.locator.endswith("!A5")


def test_one_answer_for_a_row_of_indicators_settles_its_years(sheet, ask, read, decided):
    document = sheet(
        ("STT", "Chỉ tiêu", "Năm 2022", "Năm 2023"),
        (1, "Số vụ tai nạn giao thông", 9, 8),
        (2, "Số chốt cảnh báo đêm", 5, 7),
        (3, "Số vụ cháy", 3, 1),
    )
    question = of_heading(ask(document))
    assert question.decides == 2
    extraction = read(document, decided(question, POINTS))
    found = {
        figure.raw: figure.period_code for figure in extraction.figures if figure.indicator_code == POINTS
    }
    assert found == {"5": "2022", "7": "2023"}


def test_a_total_row_is_asked_alone_and_answered_for_its_layout(sheet, ask, read, decided):
    header = ("STT", "Tên đơn vị", "Kết quả phân loại > Tốt", "Kết quả phân loại > Khá")
    units = [
        (1, "Phòng Giáo dục", "x", ""),
        (2, "Công ty TNHH Mai", "", "x"),
        (3, "Trường THPT số 1", "x", ""),
    ]
    title = "PHÂN LOẠI PHONG TRÀO ĐỐI VỚI CƠ QUAN, DOANH NGHIỆP, CƠ SỞ GIÁO DỤC NĂM 2023"
    document = sheet(header, *units, ("", "Tổng cộng", 2, 1), title=title)
    asked = [each for each in ask(document) if each.kind is QuestionKind.CELL and each.raw == "2"]
    assert [each.reason.split(";")[0] for each in asked] == ["several kinds of unit together"]
    extraction = read(document, decided(asked[0], NOT_A_STATISTIC))
    assert figures(extraction, "2")[-1].reason == "remembered: An (decision d1)"
    listed = {row.name for row in extraction.listings}
    assert listed == {"Phòng Giáo dục", "Công ty TNHH Mai", "Trường THPT số 1"}


def test_a_decision_changes_no_other_figure(sheet, ask, read, decided):
    document = sheet(HEADER, *ROWS)
    before, after = read(document), read(document, decided(of_heading(ask(document)), POINTS))
    changed = {one.locator for one, other in zip(before.figures, after.figures, strict=True) if one != other}
    assert changed == {f"Sheet!C{row}" for row in (4, 5, 6)}
