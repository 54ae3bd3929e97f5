"""What can't be right is refused with a sentence that says why; all else is taken as a person decided it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.remembered import NOT_A_STATISTIC, QuestionKind
from schemas.review import Question
from schemas.units import UnitRegistry
from schemas.vocabulary import Role
from sources.review.answers import NOT_A_STATISTIC_VI, judge, option, options
from sources.review.unit_questions import SEVERAL_OF_THIS_NAME

ON = date(2023, 12, 14)
SENDER = "2004-110"
FIGURE = Question(
    kind=QuestionKind.HEADING, sender_id=SENDER, layout="l", key="k", anchor="", text="Số vụ", around="",
    raw="3", unit="vụ", role=Role.COUNT, reason="no indicator", locator="S!B2",
)  # fmt: skip
NAME = replace(FIGURE, kind=QuestionKind.UNIT, text="Xã Hua Naa", unit="commune", role="")


def judged(question: Question, filled: str):
    return judge(question, filled, UnitRegistry.load(), ON)


@pytest.mark.parametrize(
    "filled",
    [
        "Số vụ phạm tội về trật tự xã hội [crime.cases]",
        "crime.cases",
        "số vụ phạm tội về trật tự xã hội",
        "  crime.cases ",
    ],
)
def test_an_indicator_may_be_told_by_option_code_or_label(filled: str):
    assert judged(FIGURE, filled).answer == "crime.cases"


def test_a_dimension_may_be_told_with_it():
    assert judged(FIGURE, "x [crime.cases/property]").answer == "crime.cases/property"
    assert judged(FIGURE, "x [crime.cases/commune]").answer is None


def test_no_statistic_is_an_answer():
    assert judged(FIGURE, NOT_A_STATISTIC_VI.upper()).answer == NOT_A_STATISTIC


def test_every_option_of_the_list_is_understood():
    every = [judged(replace(FIGURE, unit="", role=Role.CHANGE_PERCENT), each).answer for each in options()]
    assert None not in every
    assert [option(answer) for answer in every if answer] == list(options())


def test_an_unknown_code_is_refused():
    assert "không có trong danh mục" in judged(FIGURE, "crime.nothing").reason_vi


@pytest.mark.parametrize(
    ("unit", "role", "filled"),
    [
        ("vụ", Role.COUNT, "traffic.deaths"),
        ("đồng", Role.AMOUNT, "crime.cases"),
        ("vụ", Role.COUNT, "crime.clearance_rate"),
        ("%", Role.PERCENT, "crime.cases"),
        ("g", Role.AMOUNT, "traffic.accidents"),
    ],
)
def test_another_unit_of_measure_is_refused(unit: str, role: Role, filled: str):
    told = judged(replace(FIGURE, unit=unit, role=role), filled)
    assert told.answer is None
    assert "Đơn vị tính không khớp" in told.reason_vi


def test_a_noun_that_no_indicator_counts_is_the_persons_judgement():
    assert judged(replace(FIGURE, unit="chốt"), "fire.public_points").answer == "fire.public_points"


def test_a_place_that_can_take_no_indicator_says_so():
    told = judged(replace(FIGURE, choices=(NOT_A_STATISTIC,)), "crime.cases")
    assert told.answer is None
    assert "corrections.yml" in told.reason_vi


def test_a_unit_of_the_senders_area_is_taken():
    assert judged(NAME, "Xã Hua Nà, Huyện Than Uyên [2004-03632]").answer == "2004-03632"
    assert judged(NAME, "2004-12/agency/kho-bac").answer == "2004-12/agency/kho-bac"


@pytest.mark.parametrize("filled", ["2004-03389", "2004-27/agency/kho-bac", "2004-109"])
def test_a_unit_outside_the_senders_area_is_refused(filled: str):
    assert "nằm ngoài địa bàn" in judged(NAME, filled).reason_vi


@pytest.mark.parametrize("filled", ["9999-1", "Hua Nà", "2004-12/cloud/kho-bac"])
def test_what_is_no_unit_is_refused(filled: str):
    assert "không phải là đơn vị có trong danh mục" in judged(NAME, filled).reason_vi


def test_one_answer_can_not_name_several_places():
    told = judged(replace(NAME, reason=SEVERAL_OF_THIS_NAME), "2004-03632")
    assert told.answer is None
    assert "cột xã, phường" in told.reason_vi
