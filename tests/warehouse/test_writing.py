"""Writing frames: whole periods, exact decimals, nulls that stay nulls, logs that grow."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pytest
from sqlalchemy import Connection, insert, select

from schemas.errors import RuleError
from schemas.vocabulary import DocumentStatus, Origin, UnitKind
from warehouse import tables
from warehouse.engine import Warehouse
from warehouse.tables import documents, indicator_values
from warehouse.writing import append_documents, replace_period, write_dimensions

FIRST_RECEIPT = datetime(2031, 12, 16, 1, 2, 3, tzinfo=UTC)


def value_row(**changes: object) -> dict[str, object]:
    return {
        "period_code": "2031",
        "unit_id": "x-01",
        "indicator_code": "crime.cases",
        "unit_kind": None,
        "category": None,
        "value": Decimal(28),
        "origin": Origin.REPORTED,
        "units_expected": 1,
        "units_reported": 1,
        "is_complete": True,
        **changes,
    }


def receipt(**changes: object) -> dict[str, object]:
    return {
        "document_id": "d1",
        "content_hash": "h1",
        "file_name": "báo cáo.docx",
        "version": 1,
        "dated_on": date(2031, 12, 15),
        "received_at": FIRST_RECEIPT,
        "status": DocumentStatus.ACCEPTED,
        "figures_mapped": 3,
        "figures_unmapped": 1,
        "figures_not_statistic": 2,
        "figures_out_of_scope": 0,
        **changes,
    }


def stored_values(connection: Connection) -> list[Decimal]:
    return list(
        connection.execute(select(indicator_values.c.value).order_by(indicator_values.c.value)).scalars()
    )


def test_replacing_a_period_leaves_only_its_new_rows_and_those_of_other_periods(warehouse: Warehouse) -> None:
    with warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2030", pd.DataFrame([value_row(period_code="2030")]))
        replace_period(connection, indicator_values, "2031", pd.DataFrame([value_row(value=Decimal(1))]))
        replace_period(connection, indicator_values, "2031", pd.DataFrame([value_row(value=Decimal(2))]))
        assert stored_values(connection) == [Decimal(2), Decimal(28)]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("123456789012345678.123456", "123456789012345678.123456"),
        ("-0.000001", "-0.000001"),
        ("0.0000005", "0.000001"),
        ("-0.0000005", "-0.000001"),
        ("2.0000025", "2.000003"),
        ("89.2857142857142857142857142857", "89.285714"),
        ("2400180000", "2400180000.000000"),
    ],
)
def test_a_decimal_comes_back_exact_rounded_half_away_from_zero(
    warehouse: Warehouse, written: str, stored: str
) -> None:
    frame = pd.DataFrame([value_row(value=Decimal(written))])
    with warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", frame)
        (found,) = stored_values(connection)
    assert str(found) == stored


def test_nulls_empty_texts_and_odd_characters_come_back_as_they_were(warehouse: Warehouse) -> None:
    odd = 'dòng "một",\nphẩy; \\N \t ấp'
    frame = pd.DataFrame(
        [
            value_row(unit_id="a", category="", unit_kind=UnitKind.COMMUNE),
            value_row(unit_id="b", category=odd, value=None, units_expected=None, is_complete=None),
            value_row(unit_id="c", is_complete=False),
        ]
    )
    with warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", frame)
        columns = indicator_values.c
        rows = connection.execute(
            select(
                columns.unit_id,
                columns.unit_kind,
                columns.category,
                columns.value,
                columns.units_expected,
                columns.is_complete,
            ).order_by(columns.unit_id)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("a", "commune", "", Decimal(28), 1, True),
        ("b", None, odd, None, None, None),
        ("c", None, None, Decimal(28), 1, False),
    ]


def test_an_empty_frame_empties_the_period(warehouse: Warehouse) -> None:
    frame = pd.DataFrame([value_row()])
    with warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", frame)
        assert replace_period(connection, indicator_values, "2031", frame.iloc[:0]) == 0
        assert stored_values(connection) == []


def test_a_row_of_another_period_is_refused(warehouse: Warehouse) -> None:
    frame = pd.DataFrame([value_row(period_code="2030")])
    with pytest.raises(RuleError, match="2030"), warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", frame)


def test_a_row_that_breaks_the_schema_is_refused_and_nothing_is_replaced(warehouse: Warehouse) -> None:
    with warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", pd.DataFrame([value_row()]))
    with pytest.raises(RuleError, match="origin"), warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", pd.DataFrame([value_row(origin="rumour")]))
    with warehouse.begin() as connection:
        assert stored_values(connection) == [Decimal(28)]


def test_a_failure_after_the_write_undoes_it(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.begin() as connection:
        replace_period(connection, indicator_values, "2031", pd.DataFrame([value_row()]))
        raise ZeroDivisionError
    with warehouse.begin() as connection:
        assert stored_values(connection) == []


def test_a_known_receipt_takes_its_new_status_and_keeps_its_first_instant(warehouse: Warehouse) -> None:
    later = datetime(2032, 1, 1, tzinfo=UTC)
    with warehouse.begin() as connection:
        append_documents(connection, pd.DataFrame([receipt()]))
        again = [receipt(status=DocumentStatus.SUPERSEDED, received_at=later), receipt(document_id="d2")]
        append_documents(connection, pd.DataFrame(again).astype({"received_at": object}))
        columns = documents.c
        rows = connection.execute(
            select(columns.document_id, columns.status, columns.received_at, columns.dated_on).order_by(
                columns.document_id
            )
        ).all()
    first = FIRST_RECEIPT.replace(tzinfo=None)
    assert [tuple(row) for row in rows] == [
        ("d1", "superseded", first, date(2031, 12, 15)),
        ("d2", "accepted", first, date(2031, 12, 15)),
    ]


def test_dimensions_are_replaced_as_a_whole(warehouse: Warehouse) -> None:
    def labels(*codes: str) -> pd.DataFrame:
        rows = [{"list": "rating", "code": code, "label_vi": code, "label_en": code} for code in codes]
        return pd.DataFrame(rows)

    with warehouse.begin() as connection:
        write_dimensions(connection, {"labels": labels("good", "weak")})
        write_dimensions(connection, {"labels": labels("good", "average")})
        stored = connection.execute(select(tables.labels.c.code).order_by(tables.labels.c.code)).scalars()
        assert list(stored) == ["average", "good"]


def test_an_unknown_dimension_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(RuleError, match="observations"), warehouse.begin() as connection:
        write_dimensions(connection, {"observations": pd.DataFrame()})


def test_a_dimension_with_a_key_can_be_written_twice_in_one_transaction(warehouse: Warehouse) -> None:
    period = {
        "period_code": "2031",
        "grain": "year",
        "year": 2031,
        "starts_on": date(2030, 12, 15),
        "ends_on": date(2031, 12, 14),
        "previous_period_code": None,
        "label_vi": "Năm 2031",
        "label_en": "Year 2031",
    }
    with warehouse.begin() as connection:
        for _ in range(2):
            write_dimensions(connection, {"periods": pd.DataFrame([period])})
        rows = connection.execute(select(tables.periods.c.starts_on)).scalars()
        assert list(rows) == [date(2030, 12, 15)]


def test_rows_written_by_statements_and_by_frames_are_alike(warehouse: Warehouse) -> None:
    with warehouse.begin() as connection:
        connection.execute(insert(indicator_values), [value_row(unit_id="statement", origin="reported")])
        frame = pd.DataFrame([value_row(period_code="2032", unit_id="frame")])
        replace_period(connection, indicator_values, "2032", frame)
        assert stored_values(connection) == [Decimal(28), Decimal(28)]
