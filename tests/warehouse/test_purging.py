"""What is purged is gone from every release and from the files; values and the fact itself stay."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.schema import DropTable

from warehouse import tables
from warehouse.engine import Warehouse, create_schema, schema_version
from warehouse.purging import MASK, purge_words, rewrite_files
from warehouse.snapshot import write_snapshot

NOON = datetime(2024, 1, 15, 12)  # noqa: DTZ001  as the warehouse keeps it
WORDS = "Ông Bí Mật ở bản Không Tên đã nộp 37 khẩu súng kíp"


def observation(document: str, place: int) -> dict[str, object]:
    return {
        "observation_id": f"{document}#{place}", "reported_period_code": "2031", "role": "count",
        "status": "mapped", "unit": "khẩu", "raw": "37", "qualifier": "exact", "decimals": 0,
        "statement": "1:1", "document_id": document, "locator": "body/p[1]", "start_at": 0, "end_at": 2,
        "quote": f"{WORDS} {place}", "confidence": 1.0, "value": Decimal(37),
    }  # fmt: skip


@pytest.fixture
def told(warehouse: Warehouse) -> Warehouse:
    """Two documents, quoted in a release and staged."""
    both = [observation(document, place) for document in ("bad", "good") for place in range(3)]
    with warehouse.begin() as connection:
        connection.execute(insert(tables.observations), both)
        connection.execute(
            insert(tables.published_observations), [{**row, "release_id": "r1"} for row in both]
        )
        connection.execute(
            insert(tables.published_findings),
            [
                {
                    "release_id": "r1", "finding_id": f"f{document}", "document_id": document,
                    "locator": "body/p[1]", "rule": "A10", "severity": "warning", "message": WORDS,
                }
                for document in ("bad", "good")
            ],
        )  # fmt: skip
    return warehouse


def quotes(warehouse: Warehouse, document: str) -> list[tuple[str | None, str, Decimal]]:
    columns = tables.published_observations.c
    query = select(columns.quote, columns.raw, columns.value).where(columns.document_id == document)
    with warehouse.begin() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_quotes_of_the_document_go_and_its_values_stay(told: Warehouse):
    with told.begin() as connection:
        purge_words(connection, ["bad"])
    rewrite_files(told)
    assert quotes(told, "bad") == [(None, MASK, Decimal(37))] * 3
    assert all(quote and WORDS in quote for quote, _, _ in quotes(told, "good"))
    with told.begin() as connection:
        staged = connection.execute(select(tables.observations.c.document_id).distinct()).scalars().all()
        messages = connection.execute(select(tables.published_findings.c.message)).scalars().all()
    assert staged == ["good"]
    assert sorted(messages) == sorted([MASK, WORDS])


def test_the_files_no_longer_hold_the_words(duckdb_warehouse: Warehouse):
    with duckdb_warehouse.begin() as connection:
        connection.execute(
            insert(tables.published_observations), [{**observation("bad", 1), "release_id": "r1"}]
        )
    write_snapshot(duckdb_warehouse)
    files = [duckdb_warehouse.build_path, duckdb_warehouse.published_path]
    assert all(WORDS.encode() in Path(path).read_bytes() for path in files if path)
    with duckdb_warehouse.begin() as connection:
        purge_words(connection, ["bad"])
    rewrite_files(duckdb_warehouse)
    assert not any(WORDS.encode() in Path(path).read_bytes() for path in files if path)


def test_the_rewritten_warehouse_is_whole(duckdb_warehouse: Warehouse):
    rewrite_files(duckdb_warehouse)
    with duckdb_warehouse.begin() as connection:
        create_schema(connection)
        assert connection.exec_driver_sql("SELECT count(*) FROM bi.decisions").scalar_one() == 0
        row = {"decision_id": "d", "action": "a", "subject": "s", "reason": "r", "decided_at": NOON}
        connection.execute(insert(tables.decisions), [row])
        with pytest.raises(Exception, match=r"(?i)primary key|duplicate"):
            connection.execute(insert(tables.decisions), [row])


def test_a_warehouse_of_before_gets_the_tables_that_are_new(warehouse: Warehouse):
    with warehouse.begin() as connection:
        connection.execute(DropTable(tables.remembered_mappings))
        connection.execute(update(schema_version).values(views_digest="of before"))
    with warehouse.begin() as connection:
        create_schema(connection)
        assert connection.execute(select(tables.remembered_mappings)).all() == []
