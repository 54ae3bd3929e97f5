"""Values that can't be, and documents that contradict themselves (R01, R02, T01)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Role, Severity


@given(st.decimals("0", "900", places=1))
def test_a_rate_of_a_whole_is_flagged_exactly_above_one_hundred(clerk, stated):
    found = clerk.findings(clerk.figure(Role.PERCENT, stated, indicator_code="crime.clearance_rate"))
    assert [finding.rule for finding in found] == (["R01"] if stated > 100 else [])


def test_a_fulfilment_may_be_above_one_hundred(clerk):
    figures = [
        clerk.figure(Role.COUNT, 36, indicator_code="economic.cases"),
        clerk.figure(Role.PERCENT, 120, indicator_code="economic.cases"),
    ]
    assert clerk.findings(*figures) == ()


@given(st.decimals("-50", "5000", places=1))
def test_a_count_is_flagged_exactly_where_it_is_negative_or_not_whole(clerk, value):
    found = clerk.findings(clerk.figure(Role.COUNT, value, indicator_code="crime.cases"))
    is_a_count = value >= 0 and value == value.to_integral_value()
    assert [finding.rule for finding in found] == ([] if is_a_count else ["R02"])


def test_an_amount_may_have_decimals(clerk):
    assert clerk.findings(clerk.figure(Role.AMOUNT, "790.97", indicator_code="drug.heroin_g", unit="g")) == ()


def test_contradictions_of_identity_come_first_and_concern_the_whole_document(clerk):
    figures = clerk.fraction(25, 28, 79)
    first, second = clerk.findings(*figures, contradictions=("Tên báo cáo ghi 2020, nội dung ghi 2019.",))
    assert (first.rule, first.severity, first.locator) == ("T01", Severity.WARNING, "")
    assert first.message == "Tên báo cáo ghi 2020, nội dung ghi 2019."
    assert second.rule == "A05"
