"""Indicators, rating schemes, targets, obligations and labels as the reference files declare them."""

from datetime import date
from decimal import Decimal

import pytest

from schemas.errors import ReferenceDataError
from schemas.indicators import indicators
from schemas.labels import label, labels
from schemas.obligations import Obligor, obligations_for, required_indicators
from schemas.periods import Grain, parse_period
from schemas.rating_labels import rating_label, rating_of
from schemas.rating_schemes import rating_rules, safety_standard_on, scheme_for
from schemas.targets import programme_targets, programmes
from schemas.vocabulary import Consequence, Level, Rating, ReportType, UnitKind


def test_the_catalogue_keeps_the_order_of_its_file() -> None:
    codes = list(indicators())
    assert len(codes) == 169
    assert codes[0] == "crime.cases"


def test_a_term_of_a_ratio_may_be_a_sum_of_indicators() -> None:
    assert indicators()["rating.average_weak_rate"].numerator == ("rating.average", "rating.weak")


def test_the_scheme_of_the_nearest_unit_wins() -> None:
    on = parse_period("2021").ends_on
    assert scheme_for("2004-24", on).code == "programme_2020"
    assert scheme_for("2004-222", on).code == "programme_2020"
    assert scheme_for("2004-24/agency/so-y-te", on).code == "programme_2020"
    assert scheme_for("2004-12", on).code == "as_reported"


def test_a_period_is_judged_by_the_scheme_in_force_on_its_last_day() -> None:
    assert scheme_for("2004-222", parse_period("2022").ends_on).code == "decision_510"
    assert scheme_for(None, date(2022, 1, 19)).code == "as_reported"


def test_very_good_and_excellent_are_classes_of_different_schemes() -> None:
    older, newer = scheme_for("2004-24", date(2021, 12, 14)), scheme_for("2004-24", date(2022, 12, 14))
    assert older.knows(Rating.VERY_GOOD) and not older.knows(Rating.EXCELLENT)
    assert newer.knows(Rating.EXCELLENT) and not newer.knows(Rating.VERY_GOOD)
    assert newer.rank(Rating.EXCELLENT) == 0


def test_without_thresholds_no_score_gives_a_class() -> None:
    scheme = scheme_for("2004-24", date(2023, 12, 14))
    assert not scheme.has_thresholds
    assert scheme.rating_for_score(Decimal(99)) is None


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Xuất sắc", Rating.EXCELLENT),
        ("XS", Rating.EXCELLENT),
        ("xuat sac", Rating.EXCELLENT),
        ("Tốt", Rating.VERY_GOOD),
        (" KHÁ ", Rating.GOOD),
        ("TB", Rating.AVERAGE),
        ("Trung bình", Rating.AVERAGE),
        ("Yếu", Rating.WEAK),
        ("Giỏi", None),
        ("", None),
    ],
)
def test_a_class_is_read_as_written(text: str, rating: Rating | None) -> None:
    assert rating_of(text) is rating


def test_a_class_is_written_as_the_law_does() -> None:
    assert [rating_of(rating_label(rating)) for rating in Rating] == list(Rating)


def test_what_follows_from_a_low_class_is_declared() -> None:
    rules = {rule.consequence: rule for rule in rating_rules().consequences}
    assert rules[Consequence.HEAVIER_MEASURES].consecutive_years == 2
    assert rules[Consequence.NO_AWARD].rating is Rating.WEAK
    assert rules[Consequence.NO_AWARD].is_for_unsafe


def test_the_safety_standard_changes_in_february_2022() -> None:
    assert safety_standard_on(date(2022, 2, 9)).code == "circular_23_2012"
    assert safety_standard_on(date(2022, 2, 10)).code == "circular_124_2021"


def test_districts_owe_the_annual_report_up_to_2024_and_communes_since() -> None:
    for code, owing, free in (
        ("2024", Level.DISTRICT, Level.COMMUNE),
        ("2025", Level.COMMUNE, Level.DISTRICT),
    ):
        owed = obligations_for(owing, parse_period(code))
        assert [each.report_type for each in owed] == [ReportType.NARRATIVE, ReportType.ANNEX]
        assert {each.due_on for each in owed} == {date(int(code), 12, 15)}
        assert obligations_for(free, parse_period(code)) == ()


def test_a_district_owes_the_first_half_year_and_may_send_quarters_and_months() -> None:
    (half_year,) = obligations_for(Obligor.DISTRICT, parse_period("2023-H1"))
    (quarter,) = obligations_for(Obligor.DISTRICT, parse_period("2023-Q1"))
    (month,) = obligations_for(Obligor.DISTRICT, parse_period("2023-05"))
    assert (half_year.due_on, half_year.is_optional) == (date(2023, 6, 15), False)
    assert (quarter.due_on, quarter.is_optional) == (date(2023, 3, 31), True)
    assert (month.due_on, month.is_optional) == (date(2023, 5, 15), True)
    assert obligations_for(Obligor.DISTRICT, parse_period("2023-H2")) == ()


def test_a_remediation_plan_has_to_come_before_the_day() -> None:
    (plan,) = obligations_for(Obligor.WEAK_UNIT, parse_period("2023"))
    assert plan.due_on == date(2024, 1, 31)
    assert plan.is_on_time(date(2024, 1, 30))
    assert not plan.is_on_time(date(2024, 1, 31))


def test_an_unknown_obligor_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match="level"):
        obligations_for("ward", parse_period("2023"))


def test_only_the_annual_narrative_has_required_indicators() -> None:
    assert "crime.cases" in required_indicators(ReportType.NARRATIVE, Grain.YEAR)
    assert required_indicators(ReportType.ANNEX, Grain.YEAR) == ()


def test_a_target_on_a_ratio_has_the_terms_of_the_ratio() -> None:
    by_code = {target.code: target for target in programme_targets()}
    rate = by_code["2.6a"]
    assert (rate.comparator, rate.target, rate.milestone_year) == (">", Decimal(90), 2022)
    assert (rate.numerator, rate.denominator) == (("safety.recognised",), ("safety.registered",))
    assert by_code["2.10c"].numerator == ("area.complex_security", "area.complex_order")
    assert (by_code["2.10a"].target, by_code["2.10a"].whole) == (Decimal(156), Decimal(184))
    assert (by_code["2024.2"].comparator, by_code["2024.2"].target) == ("decreasing", None)


def test_a_target_is_in_view_until_its_milestone() -> None:
    (programme,) = programmes()
    assert "2.6a" in {target.code for target in programme.targets_of(2022)}
    assert "2.6a" not in {target.code for target in programme.targets_of(2023)}
    assert programme.targets_of(2026) == ()


def test_every_code_has_a_name_in_both_languages() -> None:
    for codes in labels().values():
        for each in codes.values():
            assert each.label_vi and each.label_en
    assert label("rating", Rating.EXCELLENT).label_vi == "Xuất sắc"
    assert set(labels()["unit_kind"]) == set(UnitKind)


def test_a_code_without_a_name_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match="no code"):
        label("rating", "superb")
