"""Bringing frames to their schema: nothing lost, nothing guessed, decimals exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Context, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import RuleError
from schemas.frames.catalogue import FRAMES
from schemas.frames.conform import ROW_RULE, conform, rounded
from schemas.vocabulary import Origin, Severity

VALUES = FRAMES["indicator_values"]


def row(**changes: object) -> dict[str, object]:
    key = {"period_code": "2031", "unit_id": "x-01", "indicator_code": "crime.cases"}
    return {**key, "value": Decimal(1), "origin": Origin.REPORTED, **changes}


def test_a_sound_frame_passes_whole_and_gets_its_nullable_columns() -> None:
    conformed = conform(pd.DataFrame([row()]), VALUES)
    assert list(conformed.good.columns) == list(VALUES.columns)
    assert conformed.quarantined.empty
    assert conformed.findings == ()


def test_rows_in_are_rows_out_and_rows_quarantined() -> None:
    frame = pd.DataFrame(
        [row(), row(unit_id=None), row(unit_id="b", origin="rumour"), row(), row(unit_id="c")]
    )
    conformed = conform(frame, VALUES)
    assert conformed.good["unit_id"].tolist() == ["x-01", "c"]
    assert conformed.quarantined.index.tolist() == [1, 2, 3]


def test_the_second_of_two_rows_with_one_key_is_quarantined_once() -> None:
    conformed = conform(pd.DataFrame([row(), row(value=Decimal(2))]), VALUES)
    assert conformed.good["value"].tolist() == [Decimal(1)]
    assert [failure.row for failure in conformed.failures] == [1]


@pytest.mark.parametrize("value", [1.5, "28", True, Decimal(10) ** 18, Decimal("Infinity")])
def test_a_value_that_is_no_exact_number_or_too_large_is_quarantined(value: object) -> None:
    frame = pd.DataFrame({name: pd.Series([cell], dtype=object) for name, cell in row(value=value).items()})
    (failure,) = conform(frame, VALUES).failures
    assert (failure.row, failure.column) == (0, "value")


def test_a_text_column_takes_no_number() -> None:
    frame = pd.DataFrame([row(category="a"), row(category=5)])
    assert [failure.column for failure in conform(frame, VALUES).failures] == ["category"]


def test_a_quarantined_row_becomes_a_finding_for_its_document() -> None:
    listing = {
        "listing_id": "l1",
        "period_code": "2031",
        "document_id": "d1",
        "locator": "table[1]/r[2]",
        "name": "Tổ 1",
        "unit_kind": "hamlet",
        "confidence": 1.0,
    }
    (finding,) = conform(pd.DataFrame([listing]), FRAMES["listings"]).findings
    assert (finding.rule, finding.severity) == (ROW_RULE, Severity.ERROR)
    assert (finding.document_id, finding.locator, finding.period_code) == ("d1", "table[1]/r[2]", "2031")
    assert "cột unit_kind có giá trị “hamlet”" in finding.message


def test_an_unknown_or_missing_column_is_the_callers_fault() -> None:
    with pytest.raises(RuleError, match="colour"):
        conform(pd.DataFrame([row(colour="red")]), VALUES)
    with pytest.raises(RuleError, match="origin"):
        conform(pd.DataFrame([row()]).drop(columns="origin"), VALUES)


def test_an_empty_frame_keeps_the_schema() -> None:
    conformed = conform(pd.DataFrame(columns=list(VALUES.columns)), VALUES)
    assert len(conformed.good) == 0
    assert list(conformed.good.columns) == list(VALUES.columns)


def test_an_instant_with_a_zone_is_kept_as_utc() -> None:
    decided = datetime(2032, 1, 5, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    decision = {
        "decision_id": "1",
        "action": "close",
        "subject": "2031",
        "reason": "r",
        "decided_at": decided,
    }
    good = conform(pd.DataFrame([decision]), FRAMES["decisions"]).good
    assert good["decided_at"].tolist() == [datetime(2032, 1, 5, 1, 0, tzinfo=UTC).replace(tzinfo=None)]


@settings(deadline=None, derandomize=True, database=None)
@given(st.decimals(min_value=-(10**17), max_value=10**17, allow_nan=False, places=9))
def test_rounding_is_half_away_from_zero(value: Decimal) -> None:
    wide = Context(prec=60)
    assert rounded(value) == -rounded(-value)
    assert abs(wide.subtract(rounded(value), value)) <= Decimal("0.0000005")
    exact = value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP, context=wide)
    assert rounded(value) == exact


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=6)), max_size=20))
def test_every_value_comes_through_as_it_was(values: list[Decimal | None]) -> None:
    frame = pd.DataFrame([row(unit_id=str(place), value=value) for place, value in enumerate(values)])
    if frame.empty:
        return
    good = conform(frame, VALUES).good
    assert [None if pd.isna(cell) else cell for cell in good["value"]] == values
