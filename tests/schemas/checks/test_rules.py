"""The declared rules."""

from __future__ import annotations

import copy

import pytest
import yaml

from schemas.checks.result import fails, not_evaluated
from schemas.checks.rules import FILE_NAME, build_rule_book, rule_book
from schemas.errors import RuleError
from schemas.reference_files import REFERENCE_FOLDER


@pytest.fixture
def content():
    return copy.deepcopy(yaml.safe_load((REFERENCE_FOLDER / FILE_NAME).read_text(encoding="utf-8")))


def test_every_rule_says_what_it_tests_and_where_it_comes_from():
    assert all(rule.tests and rule.source and rule.message for rule in rule_book().rules.values())


def test_there_is_a_place_for_every_family():
    assert set(rule_book().families) == set("SRATXKIP")


def test_a_rule_added_in_data_is_known(content):
    content["rules"].append(content["rules"][0] | {"code": "K07"})
    assert build_rule_book(content).rules["K07"].family == "K"


@pytest.mark.parametrize(
    "fault",
    [
        {"code": "Z01"},
        {"code": "A1"},
        {"code": "A02"},
        {"message": "Tỷ lệ {unknown} không khớp."},
        {"parameters": "stated"},
    ],
)
def test_a_malformed_rule_is_refused(content, fault):
    content["rules"][0] |= fault
    with pytest.raises(RuleError, match=r"check_rules\.yaml"):
        build_rule_book(content)


@pytest.mark.parametrize(
    "fault", [{"rule": "A99"}, {"by": "category"}, {"absent": "perhaps"}, {"parts": "tip.resolved"}]
)
def test_a_malformed_equation_is_refused(content, fault):
    content["equations"][0] |= fault
    with pytest.raises(RuleError, match=r"check_rules\.yaml"):
        build_rule_book(content)


def test_a_sentence_is_filled_with_exactly_the_declared_parameters():
    with pytest.raises(RuleError, match="A05"):
        fails("A05", None, stated="79")


def test_a_reason_must_be_declared(clerk):
    with pytest.raises(RuleError, match="whim"):
        not_evaluated("A05", None, "whim")
