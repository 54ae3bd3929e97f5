"""How figures add up along the tree, and what a total says about its coverage."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from warehouse import tables


def _coverage(figure: Any) -> tuple[int, int, bool | None]:
    return figure.units_expected, figure.units_reported, figure.is_complete


def test_counts_add_up_from_districts_to_the_province(ledger: Any) -> None:
    first = ledger.observe("D1", "crime.cases", 28)
    second = ledger.observe("D2", "crime.cases", 12)
    ledger.consolidate()
    total = ledger.figure("P", "crime.cases")
    assert (total.value, total.origin) == (40, "summed")
    assert ledger.made_of("P", "crime.cases") == {(first, "summed"), (second, "summed")}


def test_communes_add_up_where_their_district_states_nothing(ledger: Any) -> None:
    ledger.observe("D1C1", "crime.cases", 3)
    ledger.observe("D1C2", "crime.cases", 4)
    ledger.observe("D2", "crime.cases", 12)
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases").value == 7
    assert ledger.figure("P", "crime.cases").value == 19


def test_own_report_comes_before_the_sum_of_children(ledger: Any) -> None:
    own = ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D1C1", "crime.cases", 3)
    ledger.consolidate()
    assert ledger.figure("D1", "crime.cases").value == 28
    assert ledger.made_of("D1", "crime.cases") == {(own, "reported")}
    assert ledger.made_of("P", "crime.cases") == {(own, "summed")}


def test_the_sum_of_children_comes_before_a_notice(ledger: Any) -> None:
    child = ledger.observe("D1", "crime.cases", 28)
    notice = ledger.observe("P", "crime.cases", 30, document_id=ledger.document("P", "notice"))
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 28
    assert ledger.made_of("P", "crime.cases") == {(child, "summed"), (notice, "discarded")}


def test_types_add_over_neither(ledger: Any) -> None:
    ledger.observe("D1", "model.types", 17)
    ledger.observe("D2", "model.types", 9)
    ledger.consolidate()
    assert ledger.figure("D1", "model.types").value == 17
    assert ledger.figure("P", "model.types") is None


def test_a_ratio_is_recomputed_not_summed(ledger: Any) -> None:
    for district, solved, cases in (("D1", 25, 28), ("D2", 1, 12)):
        ledger.observe(district, "crime.cases_solved", solved)
        ledger.observe(district, "crime.cases", cases)
    ledger.consolidate()
    assert ledger.figure("D1", "crime.clearance_rate").value == Decimal("89.285714")
    rate = ledger.figure("P", "crime.clearance_rate")
    assert (rate.value, rate.origin) == (Decimal("65"), "derived")


def test_a_ratio_is_made_of_the_units_that_have_both_terms(ledger: Any) -> None:
    solved = ledger.observe("D1", "crime.cases_solved", 25)
    cases = ledger.observe("D1", "crime.cases", 28)
    ledger.observe("D2", "crime.cases", 12)
    ledger.owes("D1", "D2")
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 40
    rate = ledger.figure("P", "crime.clearance_rate")
    assert rate.value == Decimal("89.285714")
    assert _coverage(rate) == (2, 1, False)
    assert ledger.made_of("P", "crime.clearance_rate") == {(solved, "numerator"), (cases, "denominator")}


def test_a_numerator_may_be_a_sum_of_indicators(ledger: Any) -> None:
    for code, value in (("assessed", 72), ("average", 2), ("weak", 1)):
        ledger.observe("D1", f"rating.{code}", value, unit_kind="residential_area")
    ledger.consolidate()
    rate = ledger.figure("D1", "rating.average_weak_rate", unit_kind="residential_area")
    assert rate.value == Decimal("4.166667")


def test_a_ratio_without_one_term_of_its_numerator_is_not_published(ledger: Any) -> None:
    ledger.observe("D1", "rating.assessed", 72, unit_kind="residential_area")
    ledger.observe("D1", "rating.average", 2, unit_kind="residential_area")
    ledger.consolidate()
    assert ledger.figure("D1", "rating.average_weak_rate", unit_kind="residential_area") is None


def test_a_ratio_over_nothing_is_not_published_and_does_not_spoil_the_total(ledger: Any) -> None:
    for district, solved, cases in (("D1", 0, 0), ("D2", 3, 4)):
        ledger.observe(district, "crime.cases_solved", solved)
        ledger.observe(district, "crime.cases", cases)
    ledger.consolidate()
    assert ledger.figure("D1", "crime.clearance_rate") is None
    assert ledger.figure("P", "crime.clearance_rate").value == 75


def test_missing_is_not_zero(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.owes("D1", "D2")
    ledger.consolidate()
    assert _coverage(ledger.figure("P", "crime.cases")) == (2, 1, False)
    assert _coverage(ledger.figure("D1", "crime.cases")) == (1, 1, True)
    assert ledger.figure("D2", "crime.cases") is None


def test_communes_do_not_stand_in_for_the_district_that_owes(ledger: Any) -> None:
    ledger.observe("D1C1", "crime.cases", 3)
    ledger.owes("D1", "D2")
    ledger.consolidate()
    assert _coverage(ledger.figure("D1", "crime.cases")) == (1, 0, False)


def test_optional_reports_are_not_expected(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.owes("D1")
    ledger.owes("D2", is_optional=True)
    ledger.consolidate()
    assert _coverage(ledger.figure("P", "crime.cases")) == (1, 1, True)


def test_where_nobody_is_known_to_owe_completeness_is_unknown(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.consolidate()
    assert _coverage(ledger.figure("P", "crime.cases")) == (1, 1, None)


def test_a_total_stated_for_reporting_units_shows_how_many_of_them_are_known(ledger: Any) -> None:
    ledger.observe("P", "crime.cases", 40)
    ledger.observe("D1", "crime.cases", 28)
    ledger.owes("D1", "D2")
    ledger.consolidate()
    assert _coverage(ledger.figure("P", "crime.cases")) == (2, 1, None)


def test_departments_join_at_the_province(ledger: Any) -> None:
    ledger.unit("P/department/x", "P", None, kind="department")
    ledger.observe("P/department/x", "crime.cases", 2)
    ledger.observe("D1", "crime.cases", 28)
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 30


def test_an_organisation_s_figure_is_not_added_to_its_province(ledger: Any) -> None:
    ledger.unit("P/agency/x", "P", None, kind="agency")
    ledger.observe("P/agency/x", "crime.cases", 2)
    ledger.observe("D1", "crime.cases", 28)
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 28
    assert ledger.figure("P/agency/x", "crime.cases").value == 2


def test_the_tree_is_that_of_the_last_day_of_the_period(ledger: Any) -> None:
    ledger.unit("D3", "P", "district", valid_to=date(2023, 12, 14))
    ledger.unit("D4", "P", "district", valid_from=date(2023, 12, 14))
    ledger.observe("D3", "crime.cases", 100)
    ledger.observe("D4", "crime.cases", 5)
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 5
    assert ledger.figure("D3", "crime.cases") is None


def test_units_outside_the_roots_get_no_values(ledger: Any) -> None:
    ledger.unit("Q", None, "province")
    ledger.observe("Q", "crime.cases", 100)
    ledger.consolidate()
    assert ledger.figure("Q", "crime.cases") is None


def test_consolidating_again_replaces_the_rows(ledger: Any) -> None:
    ledger.observe("D1", "crime.cases", 28)
    ledger.consolidate()
    ledger.consolidate()
    assert ledger.figure("P", "crime.cases").value == 28
    assert len(ledger.made_of("P", "crime.cases")) == 1


# ── The reference: the same rules, plainly and slowly, over dictionaries ──────────────────────────────

Figures = dict[str, Decimal]
CODES = ("crime.cases", "crime.cases_solved")
RATE = "crime.clearance_rate"

amounts = st.decimals(min_value=0, max_value=Decimal("999999999"), places=6)
figures = st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, amounts))
communes = st.tuples(figures, st.booleans())
districts = st.tuples(figures, st.booleans(), st.lists(communes, max_size=3))
provinces = st.tuples(figures, st.lists(districts, max_size=4))


class Plain:
    """One unit: what it says, whether it owes a report, its children; everything is worked out on demand."""

    def __init__(self, said: Figures, owes: bool, children: list[Plain]) -> None:
        self.said, self.owes, self.children = said, owes, children

    def value(self, code: str) -> Decimal | None:
        if code in self.said:
            return self.said[code]
        known = [value for child in self.children if (value := child.value(code)) is not None]
        return sum(known, Decimal(0)) if known else None

    def pair(self) -> tuple[Decimal, Decimal] | None:
        if all(code in self.said for code in CODES):
            return self.said[CODES[1]], self.said[CODES[0]]
        known = [pair for child in self.children if (pair := child.pair()) is not None]
        if not known:
            return None
        return sum((solved for solved, _ in known), Decimal(0)), sum(
            (cases for _, cases in known), Decimal(0)
        )

    def rate(self) -> Decimal | None:
        pair = self.pair()
        if pair is None or pair[1] == 0:
            return None
        return (pair[0] * 100 / pair[1]).quantize(Decimal("0.000001"), ROUND_HALF_UP)

    def expected(self) -> int:
        return 1 if self.owes else sum(child.expected() for child in self.children)

    def covered(self, code: str) -> int:
        if self.owes:
            return int(code in self.said)
        return sum(child.covered(code) for child in self.children)


def _plant(ledger: Any, province: Any) -> dict[str, Plain]:
    said, districts = province
    plain: dict[str, Plain] = {}

    def grow(unit_id: str, parent_id: str | None, level: str, said: Figures, owes: bool, below: Any) -> Plain:
        ledger.unit(unit_id, parent_id, level)
        if owes:
            ledger.owes(unit_id)
        for code, value in said.items():
            ledger.observe(unit_id, code, value)
        children = [
            grow(f"{unit_id}.{number}", unit_id, "x", child[0], child[1], child[2] if len(child) > 2 else ())
            for number, child in enumerate(below)
        ]
        plain[unit_id] = Plain(said, owes, children)
        return plain[unit_id]

    grow("P", None, "province", said, False, districts)
    return plain


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(province=provinces)
def test_the_roll_up_equals_a_plain_recomputation(ledger: Any, province: Any) -> None:
    for table in (tables.units, tables.documents, tables.observations, tables.expected_reports):
        ledger.connection.execute(delete(table))
    plain = _plant(ledger, province)
    ledger.consolidate()

    staged = {(row.unit_id, row.indicator_code): row for row in ledger.rows(tables.indicator_values)}
    expected = {
        (unit_id, code): value
        for unit_id, unit in plain.items()
        for code, value in [*((code, unit.value(code)) for code in CODES), (RATE, unit.rate())]
        if value is not None
    }
    assert {key: row.value for key, row in staged.items()} == expected
    for (unit_id, code), row in staged.items():
        unit = plain[unit_id]
        if code != RATE and unit.expected():
            assert (row.units_expected, row.units_reported) == (unit.expected(), unit.covered(code))


def test_every_value_leads_to_observations_that_are_there(ledger: Any) -> None:
    for unit_id in ("D1C1", "D1C2", "D2"):
        ledger.observe(unit_id, "crime.cases", 3)
        ledger.observe(unit_id, "crime.cases_solved", 1)
    ledger.consolidate()
    made, values = tables.contributions, tables.indicator_values
    without_source = (
        select(func.count())
        .select_from(values)
        .outerjoin(
            made,
            (made.c.unit_id == values.c.unit_id) & (made.c.indicator_code == values.c.indicator_code),
        )
        .where(made.c.observation_id.is_(None))
    )
    assert ledger.connection.scalar(without_source) == 0
