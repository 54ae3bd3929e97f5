"""What was read, sentence by sentence: each number once, what is wrong marked in its text."""

from __future__ import annotations

from feedback_reports import answered

from reports.feedback.outline import Outline
from reports.feedback.passages import passages_of
from schemas.vocabulary import FigureStatus

WRONG = "Ghi nhận 36 vụ phạm tội về trật tự xã hội (so với năm 2022 tăng 07 vụ = 21,1%)."
PLAIN = "Năm 2023, Công an huyện đã tham mưu ban hành Kế hoạch số 12/KH-UBND."


def passages(letter, *lines: str):
    each = answered("bc.docx", letter(*lines))
    return passages_of(each.extraction, each.answer.remarks, Outline(each.document))


def test_the_pieces_of_a_sentence_add_up_to_its_text(letter):
    for passage in passages(letter, WRONG, "Xảy ra 18 vụ tai nạn giao thông, làm 08 người chết."):
        text = "".join(piece.text for piece in passage.pieces)
        assert text in (WRONG, "Xảy ra 18 vụ tai nạn giao thông, làm 08 người chết.")


def test_a_wrong_number_is_marked_and_its_remark_stands_beside_it(letter):
    (passage,) = passages(letter, WRONG)
    marked = [(piece.text, piece.severity) for piece in passage.pieces if piece.severity]
    assert marked == [("21,1", "error")]
    assert "24,1%" in passage.remarks[0].finding.message


def test_numbers_of_one_indicator_stand_together_with_what_they_say_of_it(letter):
    (passage,) = passages(letter, WRONG)
    (crime,) = [each for each in passage.indicators if each.label == "Số vụ phạm tội về trật tự xã hội"]
    assert [(number.written, number.details) for number in crime.numbers] == [
        ("36", ()),
        ("07", ("tăng",)),
        ("21,1%", ("tỷ lệ tăng giảm",)),
    ]


def test_every_counted_number_of_the_document_is_shown_once(letter):
    each = answered("bc.docx", letter(WRONG, "Vận động nhân dân thu hồi 05 khẩu súng kíp tự chế."))
    shown = sum(
        len(read.numbers)
        for passage in passages_of(each.extraction, each.answer.remarks, Outline(each.document))
        for read in passage.indicators
    )
    counted = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
    assert shown == sum(figure.status in counted for figure in each.extraction.figures)


def test_a_sentence_without_statistics_is_left_out(letter):
    assert all(
        "12/KH-UBND" not in "".join(p.text for p in each.pieces) for each in passages(letter, WRONG, PLAIN)
    )
