"""What people decide about documents and places, as it is kept: the same on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from schemas.errors import DecisionError
from schemas.remembered import QuestionKind
from warehouse.decisions import Decision, log_decisions
from warehouse.memory import Learned, forget_wordings, remember, remembered
from warehouse.rulings import Action, Ruling, record_ruling, rulings_in_force
from warehouse.tables import decisions

NOON = datetime(2024, 1, 15, 12)  # noqa: DTZ001  as the warehouse gives it
ASSIGNED = Ruling(
    "doc1", Action.ASSIGN, "ghi rõ trong thư", "An", NOON, unit_id="2004-110", period_code="2023"
)
LEARNED = Learned(
    kind=QuestionKind.HEADING,
    sender_id="2004-110",
    layout="f1",
    place="số chốt",
    answer="fire.public_points",
    anchor="biểu số liệu",
    wording="Số chốt",
    reason="đã hỏi đơn vị",
    author="An",
    decided_at=NOON,
    document_id="doc1",
)


def logged(connection):
    columns = (decisions.c.action, decisions.c.subject, decisions.c.reason, decisions.c.author)
    return [tuple(row) for row in connection.execute(select(*columns).order_by(decisions.c.decided_at))]


def test_a_ruling_is_in_force_and_on_the_record(warehouse):
    with warehouse.begin() as connection:
        assert record_ruling(connection, ASSIGNED)
        assert rulings_in_force(connection) == (ASSIGNED,)
        assert logged(connection) == [("assign", "doc1 → 2004-110 2023", "ghi rõ trong thư", "An")]


def test_the_same_ruling_again_is_no_new_one(warehouse):
    with warehouse.begin() as connection:
        record_ruling(connection, ASSIGNED)
        assert not record_ruling(connection, replace(ASSIGNED, reason="lần nữa", author="Bình"))
        assert len(logged(connection)) == 1


def test_the_last_ruling_of_a_document_holds_also_where_it_was_held_before(warehouse):
    other = replace(ASSIGNED, unit_id="2004-109")
    with warehouse.begin() as connection:
        for ruling in (ASSIGNED, other, ASSIGNED):
            assert record_ruling(connection, ruling)
        assert [each.unit_id for each in rulings_in_force(connection)] == ["2004-110"]
        assert len(logged(connection)) == 3


def test_a_purge_is_final(warehouse):
    with warehouse.begin() as connection:
        record_ruling(connection, replace(ASSIGNED, action=Action.PURGE))
        with pytest.raises(DecisionError, match="purged by An"):
            record_ruling(connection, ASSIGNED)


def test_an_answer_is_remembered_with_who_gave_it(warehouse):
    with warehouse.begin() as connection:
        assert remember(connection, [LEARNED]) == 1
        (record,) = remembered(connection)
    assert (record.answer, record.author, record.key) == ("fire.public_points", "An", "số chốt")


def test_the_same_answer_again_changes_nothing(warehouse):
    with warehouse.begin() as connection:
        remember(connection, [LEARNED])
        before = remembered(connection)
        assert remember(connection, [replace(LEARNED, author="Bình")]) == 0
        assert remembered(connection) == before
        assert len(logged(connection)) == 1


def test_another_answer_is_a_new_version_and_the_former_stays_on_the_record(warehouse):
    with warehouse.begin() as connection:
        remember(connection, [LEARNED])
        remember(connection, [replace(LEARNED, answer="not_statistic", author="Bình")])
        (record,) = remembered(connection)
        assert (record.answer, record.author) == ("not_statistic", "Bình")
        assert len(logged(connection)) == 2


def test_a_purge_takes_the_words_and_leaves_the_decision(warehouse):
    with warehouse.begin() as connection:
        remember(connection, [LEARNED])
        forget_wordings(connection, ["doc1"])
        (record,) = remembered(connection)
        assert (record.answer, record.text, record.anchor) == ("fire.public_points", "", "")
        assert "Số chốt" not in str(logged(connection))


def test_a_decision_once_logged_stays_as_it_was(warehouse):
    decision = Decision("d1", "correct", "doc1 body/p[1]", "gõ nhầm", "An", NOON)
    with warehouse.begin() as connection:
        log_decisions(connection, [decision])
        log_decisions(connection, [replace(decision, author="Bình")])
        assert logged(connection) == [("correct", "doc1 body/p[1]", "gõ nhầm", "An")]
