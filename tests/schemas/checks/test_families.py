"""A property of each family: what is consistent is never flagged, a planted inconsistency always is.

The family A has more of them (`test_changes`, `test_shares`, `test_sums`, `test_agreement`), and so has the
whole way from a Word file (`tests/accuracy/planted`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.checks import check_extraction
from schemas.checks.outliers import Series, outliers
from schemas.figure import Extraction, Identity, ListingRow, NamedList
from schemas.frames.conform import ROW_RULE, conform
from schemas.frames.observations import LISTINGS
from schemas.vocabulary import FigureStatus, Rating, ReportType, Role, UnitKind

IDENTITY = Identity("sender", "2023", ReportType.ANNEX, date(2023, 12, 14), 1.0)
counts = st.integers(0, 5_000)


def rules(figures=(), listings=(), lists=(), identity=IDENTITY):
    extraction = Extraction("hash", identity, tuple(figures), tuple(listings), (), tuple(lists))
    return [finding.rule for finding in check_extraction(extraction, "document")]


def listing(number, unit, **also):
    fields = {
        "locator": f"Sheet!B{number}",
        "name": f"Xã {unit}",
        "unit_kind": UnitKind.COMMUNE,
        "unit_id": unit,
        "parent_id": "sender",
        "period_code": "2023",
        "rating": Rating.GOOD,
    }
    return ListingRow(**(fields | also))


def row(number, confidence):
    fields = {
        "listing_id": f"l{number}",
        "period_code": "2023",
        "document_id": "d",
        "locator": f"Sheet!B{number}",
    }
    return fields | {"name": "Xã", "unit_kind": "commune", "confidence": confidence}


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), max_size=12))
def test_s_a_row_goes_on_or_is_set_apart_with_a_finding_and_none_is_lost(drawn):
    rows = [row(n, share if sound else share + 1.5) for n, (sound, share) in enumerate(drawn)]
    wrong = sum(not sound for sound, _ in drawn)
    conformed = conform(pd.DataFrame(rows, columns=list(row(0, 0))), LISTINGS)
    assert len(conformed.good) + len(conformed.quarantined) == len(rows)
    assert len(conformed.quarantined) == len(conformed.findings) == wrong
    assert {finding.rule for finding in conformed.findings} <= {ROW_RULE}


@given(counts, st.integers(1, 9))
def test_r_a_count_is_flagged_exactly_where_it_has_a_fraction(clerk, whole, tenth):
    assert rules([clerk.figure(Role.COUNT, whole, indicator_code="crime.cases")]) == []
    broken = clerk.figure(Role.COUNT, Decimal(f"{whole}.{tenth}"), indicator_code="crime.cases")
    assert rules([broken]) == ["R02"]


@given(st.lists(counts, min_size=2, max_size=8), st.integers(-50, 50))
def test_a_a_total_row_is_flagged_exactly_where_the_rows_do_not_add_up_to_it(clerk, values, off):
    assume(sum(values) + off >= 0)
    cell = {"indicator_code": "drug.cases", "quote": "| Số vụ"}
    rows = [
        clerk.figure(
            Role.COUNT, value, f"Sheet/b[1]/r[{n}]", unit_id=f"xa-{n}", locator=f"Sheet!C{n}", **cell
        )
        for n, value in enumerate(values, start=6)
    ]
    total = clerk.figure(
        Role.COUNT, sum(values) + off, "Sheet/b[1]/r[99]", unit_id="sender", locator="Sheet!C99", **cell
    )
    assert rules([*rows, total]) == (["A19"] if off else [])


@given(st.lists(st.integers(1, 300), min_size=2, max_size=5), st.integers(-40, 40))
def test_a_a_list_after_gồm_is_flagged_exactly_where_it_does_not_add_up(clerk, values, off):
    total = sum(values) + off
    assume(total > 0)
    quote, figures = f"Thu hồi {total} khẩu súng, gồm: ", []
    for value in values:
        quote += f"loại {chr(97 + len(figures))} "
        figures.append((value, len(quote)))
        quote += f"{value} khẩu, "
    said = [
        clerk.figure(
            Role.COUNT, value, f"s{n}", quote=quote, start=start, end=start + len(str(value)), unit="khẩu"
        )
        for n, (value, start) in enumerate([(total, 8), *figures])
    ]
    assert rules(said) == (["A17"] if off else [])


@given(st.integers(8, 200), st.integers(-2, 2))
def test_a_a_number_is_flagged_exactly_where_the_names_listed_are_not_as_many(clerk, stated, off):
    figure = clerk.figure(Role.PART, stated, quote="54 khu dân cư")
    names = NamedList(figure.locator, figure.start, figure.raw, stated + off, "footnote[1]/p[1]")
    assert rules([figure], lists=[names]) == (["A12"] if off else [])


@given(st.lists(st.integers(20, 400), min_size=6, max_size=12), st.integers(-9, 9), st.integers(8, 30))
def test_t_units_that_move_alike_are_no_outliers_and_one_that_leaps_is(values, percent, times):
    alike = [
        Series(f"u{n}", f"Huyện {n}", Decimal(value + value * percent // 100), Decimal(value))
        for n, value in enumerate(values)
    ]
    assert list(outliers(alike)) == []
    leaping = [*alike[1:], replace(alike[0], now=Decimal(values[0] * times))]
    (found,) = outliers(leaping)
    assert found.series.unit_id == "u0"
    assert found.peers == tuple(series.name for series in alike[1:])


@given(st.lists(st.integers(40, 60), min_size=4, max_size=5), st.integers(40, 60))
def test_t_a_value_within_its_own_history_is_no_outlier_whatever_its_peers_do(history, now):
    past = tuple(Decimal(value) for value in history)
    group = [Series("u", "Huyện", Decimal(now), past[0], past[1:])]
    group += [Series(f"v{n}", "", Decimal(500), Decimal(50)) for n in range(6)]
    assert "u" not in {found.series.unit_id for found in outliers(group)}


@given(st.lists(st.integers(1, 400), min_size=1, max_size=15, unique=True), st.data())
def test_i_a_unit_is_flagged_exactly_where_its_list_names_it_twice(units, data):
    rows = [listing(n, f"unit-{unit}") for n, unit in enumerate(units, start=5)]
    assert rules(listings=rows) == []
    again = data.draw(st.sampled_from(rows))
    assert rules(listings=[*rows, replace(again, locator="Sheet!B900")]) == ["I03"]


@given(st.lists(st.booleans(), min_size=1, max_size=10))
def test_i_each_unit_that_could_not_be_told_apart_is_named(known):
    rows = [
        listing(n, f"unit-{n}", **({} if is_known else {"unit_id": None})) for n, is_known in enumerate(known)
    ]
    assert rules(listings=rows) == ["I02"] * known.count(False)


@given(counts, st.integers(10**8, 10**9 - 1))
def test_p_an_identity_or_telephone_number_left_in_a_quote_is_always_found(clerk, number, digits):
    quiet = clerk.figure(Role.COUNT, number, quote=f"Xử lý {number} trường hợp, phạt 1.250.000.000đ")
    assert rules([quiet]) == []
    assert rules([replace(quiet, quote=f"Xử lý {number} trường hợp (điện thoại 0{digits})")]) == ["P02"]
    masked = replace(
        quiet, value=None, status=FigureStatus.NOT_STATISTIC, reason="personal data", quote="[…]"
    )
    assert rules([quiet, masked]) == ["P01"]


def test_a_report_without_any_figure_is_told_so():
    narrative = replace(IDENTITY, report_type=ReportType.NARRATIVE, dated_on=None)
    assert rules(identity=narrative) == ["S02", "S03"]


def test_a_remediation_plan_need_not_have_figures(clerk):
    heading = clerk.figure(Role.COUNT, 1, status=FigureStatus.NOT_STATISTIC)
    assert rules([heading], identity=replace(IDENTITY, report_type=ReportType.REMEDIATION_PLAN)) == []
