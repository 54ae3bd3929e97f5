"""The BI contract: names, columns and their order, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, select, text

from warehouse import tables
from warehouse.contract import BI_CONTRACT, bi_view
from warehouse.engine import Warehouse, create_schema


def columns_in_database(warehouse: Warehouse) -> dict[str, tuple[str, ...]]:
    with warehouse.begin() as connection:
        rows = connection.execute(
            text(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = 'bi' ORDER BY table_name, ordinal_position"
            )
        ).all()
    found: dict[str, tuple[str, ...]] = {}
    for view, column in rows:
        found[view] = (*found.get(view, ()), column)
    return found


def test_every_view_of_the_contract_exists_with_its_columns_in_order(warehouse: Warehouse) -> None:
    assert columns_in_database(warehouse) == dict(BI_CONTRACT)


def test_schema_bi_holds_views_alone(warehouse: Warehouse) -> None:
    with warehouse.begin() as connection:
        kinds = connection.execute(
            text("SELECT DISTINCT table_type FROM information_schema.tables WHERE table_schema = 'bi'")
        ).scalars()
        assert list(kinds) == ["VIEW"]


def test_making_the_schema_again_changes_nothing(warehouse: Warehouse) -> None:
    before = columns_in_database(warehouse)
    with warehouse.begin() as connection:
        create_schema(connection)
    assert columns_in_database(warehouse) == before


@pytest.mark.parametrize("view", sorted(BI_CONTRACT))
def test_a_new_warehouse_has_empty_views(warehouse: Warehouse, view: str) -> None:
    with warehouse.begin() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM bi.{view}").scalar_one() == 0


def test_a_unit_known_only_from_a_released_listing_is_a_unit(warehouse: Warehouse) -> None:
    listed = "x-01-1/residential_area/to-1"
    with warehouse.begin() as connection:
        connection.execute(
            insert(tables.periods).values(
                period_code="2031",
                grain="year",
                year=2031,
                starts_on=date(2030, 12, 15),
                ends_on=date(2031, 12, 14),
                label_vi="",
                label_en="",
            )
        )
        connection.execute(
            insert(tables.units).values(
                unit_id="x-01-1",
                name="Xã Một",
                short_name="Một",
                level="commune",
                kind="commune",
                district_id="x-01-d",
                province_id="x-01",
                valid_from=date(2020, 1, 1),
            )
        )
        connection.execute(
            insert(tables.published_listings).values(
                release_id="2031-r1",
                listing_id="l1",
                period_code="2031",
                document_id="d1",
                locator="",
                name="Tổ 1",
                unit_kind="residential_area",
                unit_id=listed,
                parent_id="x-01-1",
                confidence=1.0,
            )
        )
        connection.execute(
            insert(tables.releases).values(
                release_id="2031-r1",
                period_code="2031",
                sequence=1,
                digest="",
                status="preliminary",
                published_at=datetime(2032, 1, 5, tzinfo=UTC).replace(tzinfo=None),
                document_count=1,
                value_count=0,
            )
        )
        units = bi_view("units")
        row = connection.execute(select(units).where(units.c.unit_id == listed)).one()
        every_unit = connection.execute(select(units.c.unit_id)).scalars().all()
    assert (row.name, row.kind, row.level, row.parent_id) == ("Tổ 1", "residential_area", None, "x-01-1")
    assert (row.district_id, row.province_id, row.valid_from) == ("x-01-d", "x-01", date(2030, 12, 15))
    assert sorted(every_unit) == ["x-01-1", listed]
