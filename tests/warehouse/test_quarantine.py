"""Rows that break a schema are set apart with the reason, and every row is accounted for."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import select

from assets.guarded_rows import write_guarded
from schemas.frames.observations import LISTINGS
from warehouse import tables
from warehouse.engine import Warehouse


def rows(*confidences: float) -> pd.DataFrame:
    listed = [
        {
            "listing_id": f"l{number}",
            "period_code": "2023",
            "document_id": "d1",
            "locator": f"Sheet!B{number}",
            "name": "Xã Mường Than",
            "unit_kind": "commune",
            "confidence": confidence,
        }
        for number, confidence in enumerate(confidences, start=1)
    ]
    return pd.DataFrame(listed)


def test_in_is_stored_and_quarantined(warehouse: Warehouse) -> None:
    with warehouse.begin() as connection:
        check = write_guarded(connection, tables.listings, LISTINGS, "2023", rows(0.9, 7.0, 1.0))
        apart = connection.execute(select(tables.quarantined_rows)).all()
    assert check.passed
    told = {name: value.value for name, value in check.metadata.items()}
    assert told == {"rows_in": 3, "rows_stored": 2, "rows_quarantined": 1}
    [row] = apart
    assert (row.table_name, row.document_id, row.locator) == ("listings", "d1", "Sheet!B2")
    assert "confidence" in row.reason
    assert '"Xã Mường Than"' in row.content


def test_what_was_set_apart_before_goes_when_the_row_is_mended(warehouse: Warehouse) -> None:
    with warehouse.begin() as connection:
        write_guarded(connection, tables.listings, LISTINGS, "2023", rows(7.0))
        check = write_guarded(connection, tables.listings, LISTINGS, "2023", rows(0.7))
        apart = connection.execute(select(tables.quarantined_rows)).all()
    assert check.passed
    assert apart == []
