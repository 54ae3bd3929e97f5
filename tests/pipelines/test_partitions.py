"""Reporting periods as partitions: their order, and who follows whom."""

from __future__ import annotations

import pytest
from dagster import DagsterInstance

from pipelines.partitions import add_periods, following_codes, ordered_codes
from schemas.errors import ReferenceDataError


def test_periods_run_by_grain_then_time():
    assert ordered_codes(["2023-Q1", "2023", "2022-Q4", "2022"]) == ("2022", "2023", "2022-Q4", "2023-Q1")


def test_a_code_that_is_none_is_refused():
    with pytest.raises(ReferenceDataError):
        ordered_codes(["2023-13"])


def test_periods_stay_in_order_when_an_earlier_one_arrives_later():
    with DagsterInstance.ephemeral() as instance:
        add_periods(instance, ["2023", "2024"])
        add_periods(instance, ["2022"])
        assert instance.get_dynamic_partitions("period") == ["2022", "2023", "2024"]


def test_a_changed_year_is_followed_by_each_year_that_compares_itself_with_it():
    known = ["2020", "2021", "2022", "2024", "2022-H1"]
    assert following_codes(["2020"], known) == ("2020", "2021", "2022")
    assert following_codes(["2024"], known) == ("2024",)
    assert following_codes([], known) == ()
