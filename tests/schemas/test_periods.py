"""Codes, statutory windows, order and names of reporting periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.calendar_days import Months, parse_day_rule
from schemas.errors import ReferenceDataError
from schemas.indicators import indicators
from schemas.periods import Grain, ordered_periods, parse_period, period_code, period_containing
from schemas.vocabulary import UnitKind


@pytest.mark.parametrize(
    ("code", "starts_on", "ends_on", "previous", "label"),
    [
        ("2023", date(2022, 12, 15), date(2023, 12, 14), "2022", "Năm 2023"),
        ("2023-H1", date(2022, 12, 15), date(2023, 6, 14), "2022-H1", "6 tháng đầu năm 2023"),
        ("2023-H2", date(2023, 6, 15), date(2023, 12, 14), "2022-H2", "6 tháng cuối năm 2023"),
        ("2023-Q1", date(2022, 12, 15), date(2023, 3, 14), "2022-Q1", "Quý I năm 2023"),
        ("2023-Q3", date(2023, 6, 15), date(2023, 9, 14), "2022-Q3", "Quý III năm 2023"),
        ("2023-01", date(2022, 12, 15), date(2023, 1, 14), "2022-01", "Tháng 1 năm 2023"),
        ("2023-06", date(2023, 5, 15), date(2023, 6, 14), "2022-06", "Tháng 6 năm 2023"),
        ("2023-9M", date(2022, 12, 15), date(2023, 9, 14), "2022-9M", "9 tháng năm 2023"),
        ("2023-11M", date(2022, 12, 15), date(2023, 11, 14), "2022-11M", "11 tháng năm 2023"),
        ("2020-2022", date(2019, 12, 15), date(2022, 12, 14), None, "Giai đoạn 2020-2022"),
    ],
)
def test_a_code_has_its_statutory_window(
    code: str, starts_on: date, ends_on: date, previous: str | None, label: str
) -> None:
    period = parse_period(code)
    assert (period.code, period.starts_on, period.ends_on) == (code, starts_on, ends_on)
    assert (period.previous_code, period.label_vi) == (previous, label)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "23",
        "2023-H3",
        "2023-Q0",
        "2023-13",
        "2023-00",
        "2023-1M",
        "2023-12M",
        "2022-2020",
        "2023 ",
        "2023-2023",
    ],
)
def test_another_form_of_code_is_refused(code: str) -> None:
    with pytest.raises(ReferenceDataError):
        parse_period(code)


def test_one_window_has_one_code() -> None:
    assert parse_period("2023-6M").code == "2023-H1" == period_code(Grain.MONTHS, 2023, 6)
    assert parse_period("2023-3M").code == "2023-Q1" == period_code(Grain.MONTHS, 2023, 3)


def test_the_safety_standard_has_its_own_years_by_kind_of_unit() -> None:
    recognised = indicators()["safety.recognised"]
    areas = parse_period("2023", recognised.window_scheme(UnitKind.RESIDENTIAL_AREA))
    others = parse_period("2023", recognised.window_scheme(UnitKind.AGENCY))
    assert (areas.starts_on, areas.ends_on) == (date(2022, 11, 1), date(2023, 10, 31))
    assert (others.starts_on, others.ends_on) == (date(2022, 11, 16), date(2023, 11, 15))


def test_a_scheme_without_a_window_for_a_length_takes_the_administrative_one() -> None:
    assert parse_period("2023-H1", "safety_other").ends_on == date(2023, 6, 14)


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match="no scheme"):
        parse_period("2023", "lunar")


def test_periods_are_ordered_by_grain_then_time() -> None:
    codes = ["2023-06", "2023", "2023-Q1", "2020-2022", "2022-Q4", "2022", "2023-9M", "2023"]
    expected = ["2022", "2023", "2022-Q4", "2023-Q1", "2023-06", "2023-9M", "2020-2022"]
    assert [period.code for period in ordered_periods(codes)] == expected


@given(st.dates(date(2010, 1, 1), date(2090, 1, 1)), st.sampled_from(list(Grain)[:4]))
def test_each_day_lies_in_exactly_one_period_of_a_grain(day: date, grain: Grain) -> None:
    period = period_containing(day, grain)
    assert period.starts_on <= day <= period.ends_on
    after = period_containing(period.ends_on + timedelta(days=1), grain)
    assert after.starts_on == period.ends_on + timedelta(days=1)


@given(st.integers(1950, 2090), st.sampled_from(list(Grain)[:5]), st.data())
def test_a_code_and_its_period_are_a_round_trip(year: int, grain: Grain, data: st.DataObject) -> None:
    last = {"year": 0, "half_year": 2, "quarter": 4, "month": 12, "months": 12}[grain]
    index = data.draw(st.integers(min(last, 1), last))
    code = period_code(grain, year, index)
    assert parse_period(code).code == code


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("N-1-12-15", date(2022, 12, 15)),
        ("N-12-14", date(2023, 12, 14)),
        ("N+1-01-31", date(2024, 1, 31)),
        ("15th of the month before the quarter", date(2022, 12, 15)),
        ("15th of the previous month", date(2022, 12, 15)),
        ("14th of the quarter's last month", date(2023, 3, 14)),
        ("last day of the quarter", date(2023, 3, 31)),
    ],
)
def test_relative_days_are_read(rule: str, day: date) -> None:
    assert parse_day_rule(rule).on(Months(2023, 1, 3)) == day


@pytest.mark.parametrize("rule", ["N-13-01", "tomorrow", "N-12", "15th of the moon", ""])
def test_an_unknown_relative_day_is_refused(rule: str) -> None:
    with pytest.raises(ReferenceDataError):
        parse_day_rule(rule)
