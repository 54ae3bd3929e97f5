"""Releases: all or nothing, the same digest for the same rows, restatements with their cause."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, func, select, text, update

from schemas.errors import PublishError, WarehouseError
from schemas.vocabulary import ReleaseStatus
from warehouse import tables
from warehouse.audit import AuditOutcome
from warehouse.contract import bi_view
from warehouse.digest import digest_columns, period_digest
from warehouse.engine import Warehouse, open_snapshot
from warehouse.release import ReleaseOutcome, ReleaseResult, publish
from warehouse.snapshot import refresh_snapshot, write_snapshot
from warehouse.tables import TWINS
from warehouse.writing import append_documents, replace_period

PERIOD = "2031"
START = datetime(2032, 1, 5, 1, 0, tzinfo=UTC)


def passes(connection: Connection, period_code: str) -> AuditOutcome:
    return AuditOutcome(True)


def publish_at(
    warehouse: Warehouse, hours: int, status: ReleaseStatus = ReleaseStatus.PRELIMINARY
) -> ReleaseOutcome:
    return publish(
        warehouse, PERIOD, status=status, published_at=START + timedelta(hours=hours), audit=passes
    )


def stage(warehouse: Warehouse, figures: Sequence[tuple[str, str | None, int, str]]) -> None:
    """Stage (indicator, unit_kind, value, document) as values with one contribution each."""
    key = [
        {
            "period_code": PERIOD,
            "unit_id": "x-01",
            "indicator_code": code,
            "unit_kind": kind,
            "category": None,
        }
        for code, kind, _, _ in figures
    ]
    values = [
        {**each, "value": Decimal(value), "origin": "reported"}
        for each, (_, _, value, _) in zip(key, figures, strict=True)
    ]
    ids = [f"{document}#{place}" for place, (_, _, _, document) in enumerate(figures)]
    observations = [
        {
            **each,
            "observation_id": identity,
            "reported_period_code": PERIOD,
            "value": Decimal(value),
            "role": "count",
            "status": "mapped",
            "unit": "vụ",
            "raw": str(value),
            "qualifier": "exact",
            "decimals": 0,
            "statement": "s1",
            "document_id": document,
            "locator": "body/p[1]",
            "start_at": 0,
            "end_at": 1,
            "quote": f"{value} vụ",
            "confidence": 1.0,
        }
        for each, identity, (_, _, value, document) in zip(key, ids, figures, strict=True)
    ]
    parts = [
        {**each, "observation_id": identity, "operation": "reported"}
        for each, identity in zip(key, ids, strict=True)
    ]
    with warehouse.begin() as connection:
        replace_period(connection, tables.indicator_values, PERIOD, pd.DataFrame(values))
        replace_period(connection, tables.observations, PERIOD, pd.DataFrame(observations))
        replace_period(connection, tables.contributions, PERIOD, pd.DataFrame(parts))


def receive(warehouse: Warehouse, *names: str) -> None:
    rows = [
        {
            "document_id": name,
            "content_hash": name,
            "file_name": f"{name}.docx",
            "version": 1,
            "received_at": START,
            "status": "accepted",
            "figures_mapped": 1,
            "figures_unmapped": 0,
            "figures_not_statistic": 0,
            "figures_out_of_scope": 0,
        }
        for name in names
    ]
    with warehouse.begin() as connection:
        append_documents(connection, pd.DataFrame(rows))


def shown(warehouse: Warehouse, view: str, *columns: str) -> list[tuple[object, ...]]:
    source = bi_view(view)
    with warehouse.reading() as connection:
        chosen = [source.c[name] for name in columns]
        return [tuple(row) for row in connection.execute(select(*chosen).order_by(*chosen))]


def test_readers_see_nothing_before_the_first_release(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1")])
    if warehouse.published_path is not None:
        with pytest.raises(WarehouseError, match="tonghop run"), warehouse.reading():
            pass
        return
    assert shown(warehouse, "indicator_values", "value") == []


def test_a_release_shows_the_staged_rows_under_its_id(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1"), ("rating.weak", "commune", 2, "d1")])
    outcome = publish_at(warehouse, 0)
    assert (outcome.result, outcome.release_id) == (ReleaseResult.PUBLISHED, "2031-r1")
    assert shown(warehouse, "indicator_values", "indicator_code", "unit_kind", "value", "release_id") == [
        ("crime.cases", None, Decimal(28), "2031-r1"),
        ("rating.weak", "commune", Decimal(2), "2031-r1"),
    ]
    assert shown(warehouse, "releases", "status", "document_count", "value_count") == [("preliminary", 1, 2)]


def test_publishing_the_same_rows_again_gives_the_same_digest_and_no_release(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1"), ("crime.cases", "commune", 3, "d1")])
    first = publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", "commune", 3, "d1"), ("crime.cases", None, 28, "d1")])
    second = publish_at(warehouse, 24)
    assert second.result is ReleaseResult.UNCHANGED
    assert (second.release_id, second.digest) == (first.release_id, first.digest)
    assert shown(warehouse, "releases", "release_id") == [("2031-r1",)]


def test_a_renamed_file_with_the_same_figures_makes_no_release(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", None, 28, "d2")])
    assert publish_at(warehouse, 24).result is ReleaseResult.UNCHANGED


def test_both_engines_give_the_same_digest(
    duckdb_warehouse: Warehouse, postgresql_warehouse: Warehouse
) -> None:
    digests = []
    for each in (duckdb_warehouse, postgresql_warehouse):
        stage(each, [("crime.cases", None, 28, "d1"), ("rating.weak", "commune", 2, "d1")])
        with each.begin() as connection:
            digests.append(period_digest(connection, PERIOD))
    assert digests[0] == digests[1]


def test_the_digest_counts_every_column_but_instants_ids_and_places() -> None:
    counted = {column.name for table in TWINS for column in digest_columns(table)}
    left_out = {column.name for table in TWINS for column in table.c} - counted
    assert left_out == {
        "observation_id",
        "listing_id",
        "finding_id",
        "document_id",
        "evidence_id",
        "received_at",
        "locator",
        "start_at",
        "end_at",
        "statement",
    }


def test_a_changed_value_is_a_new_release_and_a_restatement_with_its_cause(warehouse: Warehouse) -> None:
    receive(warehouse, "old", "new", "same")
    stage(warehouse, [("crime.cases", None, 28, "old"), ("drug.cases", None, 50, "same")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", None, 31, "new"), ("drug.cases", None, 50, "same")])
    outcome = publish_at(warehouse, 24)
    assert (outcome.release_id, outcome.restated) == ("2031-r2", 1)
    columns = ("release_id", "indicator_code", "old_value", "new_value", "cause")
    assert shown(warehouse, "restatements", *columns) == [
        ("2031-r2", "crime.cases", Decimal(28), Decimal(31), "Thêm báo cáo: new.docx; Bỏ báo cáo: old.docx")
    ]
    assert shown(warehouse, "indicator_values", "indicator_code", "value") == [
        ("crime.cases", Decimal(31)),
        ("drug.cases", Decimal(50)),
    ]


def test_a_value_read_anew_from_the_same_report_says_so(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", "commune", 28, "d1")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", "commune", 29, "d1")])
    publish_at(warehouse, 1)
    ((cause,),) = shown(warehouse, "restatements", "cause")
    assert str(cause).startswith("Tính lại từ cùng các báo cáo")


def test_a_late_report_restates_with_a_null_on_the_old_side(warehouse: Warehouse) -> None:
    receive(warehouse, "first", "late")
    stage(warehouse, [("crime.cases", None, 28, "first")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", None, 28, "first"), ("drug.cases", None, 5, "late")])
    publish_at(warehouse, 1)
    assert shown(warehouse, "restatements", "indicator_code", "old_value", "new_value", "cause") == [
        ("drug.cases", None, Decimal(5), "Thêm báo cáo: late.docx")
    ]


def test_history_keeps_every_release_with_the_instants_it_held(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", None, 31, "d1")])
    publish_at(warehouse, 24)
    first, second = START.replace(tzinfo=None), (START + timedelta(hours=24)).replace(tzinfo=None)
    assert shown(warehouse, "indicator_values_history", "release_id", "value", "valid_from", "valid_to") == [
        ("2031-r1", Decimal(28), first, second),
        ("2031-r2", Decimal(31), second, None),
    ]


def test_releasing_one_period_leaves_the_others_alone(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(warehouse, 0)
    with warehouse.begin() as connection:
        row = {"period_code": "2030", "unit_id": "x-01", "indicator_code": "crime.cases", "origin": "summed"}
        row_frame = pd.DataFrame([{**row, "value": Decimal(7)}])
        replace_period(connection, tables.indicator_values, "2030", row_frame)
    publish(warehouse, "2030", status=ReleaseStatus.OFFICIAL, published_at=START, audit=passes)
    assert shown(warehouse, "indicator_values", "period_code", "value", "release_id") == [
        ("2030", Decimal(7), "2030-r1"),
        ("2031", Decimal(28), "2031-r1"),
    ]


def test_closing_a_period_strengthens_the_status_of_the_same_release(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(warehouse, 0)
    assert publish_at(warehouse, 1, ReleaseStatus.OFFICIAL).result is ReleaseResult.PROMOTED
    assert publish_at(warehouse, 2, ReleaseStatus.ESTIMATED).result is ReleaseResult.UNCHANGED
    assert shown(warehouse, "releases", "release_id", "status") == [("2031-r1", "official")]


def test_a_failed_audit_publishes_nothing(warehouse: Warehouse) -> None:
    def fails(connection: Connection, period_code: str) -> AuditOutcome:
        return AuditOutcome(False, ("a percentage is 110",))

    stage(warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", None, 31, "d1")])
    outcome = publish(warehouse, PERIOD, status=ReleaseStatus.PRELIMINARY, published_at=START, audit=fails)
    assert (outcome.result, outcome.failures) == (ReleaseResult.REJECTED, ("a percentage is 110",))
    assert shown(warehouse, "indicator_values", "value", "release_id") == [(Decimal(28), "2031-r1")]


def test_a_failure_in_the_middle_leaves_the_former_release(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(warehouse, 0)
    stage(warehouse, [("crime.cases", None, 31, "d1")])
    with warehouse.begin() as connection:
        connection.execute(text("ALTER TABLE published.watchlist RENAME TO watchlist_away"))
    with pytest.raises(PublishError):
        publish_at(warehouse, 24)
    with warehouse.begin() as connection:
        connection.execute(text("ALTER TABLE published.watchlist_away RENAME TO watchlist"))
        counted = select(func.count()).select_from(tables.published_indicator_values)
        assert connection.execute(counted).scalar_one() == 1
    assert shown(warehouse, "indicator_values", "value", "release_id") == [(Decimal(28), "2031-r1")]
    assert publish_at(warehouse, 25).release_id == "2031-r2"


def test_out_of_scope_figures_are_never_shown(warehouse: Warehouse) -> None:
    stage(warehouse, [("crime.cases", None, 28, "d1"), ("drug.cases", None, 5, "d1")])
    with warehouse.begin() as connection:
        columns = tables.observations.c
        connection.execute(
            update(tables.observations)
            .where(columns.indicator_code == "drug.cases")
            .values(status="out_of_scope", indicator_code=None, value=None, quote=None)
        )
    publish_at(warehouse, 0)
    assert shown(warehouse, "observations", "indicator_code", "status") == [("crime.cases", "mapped")]


def test_a_reader_of_the_old_snapshot_keeps_seeing_it_whole(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    value = select(bi_view("indicator_values").c.value)
    with duckdb_warehouse.reading() as connection:
        assert connection.execute(value).scalars().all() == [Decimal(28)]
        stage(duckdb_warehouse, [("crime.cases", None, 31, "d1")])
        publish_at(duckdb_warehouse, 24)
        assert connection.execute(value).scalars().all() == [Decimal(28)]
    with duckdb_warehouse.reading() as connection:
        assert connection.execute(value).scalars().all() == [Decimal(31)]


def test_another_process_can_read_the_snapshot_while_a_run_writes(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    program = (
        "import duckdb, sys; "
        "reader = duckdb.connect(sys.argv[1], read_only=True); "
        "print(reader.sql('SELECT value FROM bi.indicator_values').fetchall())"
    )
    with duckdb_warehouse.begin() as connection:
        connection.execute(update(tables.indicator_values).values(value=Decimal(99)))
        read = subprocess.run(
            [sys.executable, "-c", program, str(duckdb_warehouse.published_path)],
            capture_output=True,
            text=True,
            check=True,
        )
    assert read.stdout.strip() == "[(Decimal('28.000000'),)]"


def test_the_snapshot_is_read_only_and_holds_no_staged_rows(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    path = duckdb_warehouse.published_path
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o444
    with open_snapshot(path) as connection:
        schemas = connection.execute(
            text("SELECT DISTINCT table_schema FROM information_schema.tables ORDER BY 1")
        ).scalars()
        assert list(schemas) == ["bi", "published"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_moved_snapshot_still_answers(duckdb_warehouse: Warehouse, tmp_path: Path) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    assert duckdb_warehouse.published_path is not None
    moved = tmp_path / "copy-for-the-analyst.duckdb"
    moved.write_bytes(duckdb_warehouse.published_path.read_bytes())
    with open_snapshot(moved) as connection:
        assert connection.execute(select(bi_view("indicator_values").c.value)).scalar_one() == Decimal(28)


def test_a_snapshot_that_was_lost_is_made_again_by_publishing(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    assert duckdb_warehouse.published_path is not None
    duckdb_warehouse.published_path.unlink()
    assert publish_at(duckdb_warehouse, 1).result is ReleaseResult.UNCHANGED
    assert shown(duckdb_warehouse, "indicator_values", "value") == [(Decimal(28),)]


def test_a_receipt_that_changes_no_figure_is_shown_too(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    receive(duckdb_warehouse, "unreadable")
    assert shown(duckdb_warehouse, "documents", "document_id") == []
    assert publish_at(duckdb_warehouse, 1).result is ReleaseResult.UNCHANGED
    assert shown(duckdb_warehouse, "documents", "document_id") == [("unreadable",)]


def test_a_snapshot_that_says_all_is_left_in_place(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)
    path = duckdb_warehouse.published_path
    assert path is not None
    before = path.stat().st_ino
    with duckdb_warehouse.reading():
        publish_at(duckdb_warehouse, 1)
        assert not refresh_snapshot(duckdb_warehouse)
    assert path.stat().st_ino == before


def test_what_a_killed_run_left_behind_is_cleared(duckdb_warehouse: Warehouse) -> None:
    path = duckdb_warehouse.published_path
    assert path is not None
    (path.parent / ".next-killed").mkdir(parents=True)
    write_snapshot(duckdb_warehouse)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_snapshot_that_is_no_database_is_made_again(duckdb_warehouse: Warehouse) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    path = duckdb_warehouse.published_path
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half of a file")
    publish_at(duckdb_warehouse, 0)
    assert shown(duckdb_warehouse, "indicator_values", "value") == [(Decimal(28),)]


def test_a_snapshot_that_cannot_be_written_leaves_readers_the_former_one(
    duckdb_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(duckdb_warehouse, [("crime.cases", None, 28, "d1")])
    publish_at(duckdb_warehouse, 0)

    def no_room(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", no_room)
    with pytest.raises(PublishError, match="No space left"):
        write_snapshot(duckdb_warehouse)
    assert shown(duckdb_warehouse, "indicator_values", "value") == [(Decimal(28),)]


def test_a_second_process_that_wants_to_write_is_told_to_wait(duckdb_warehouse: Warehouse) -> None:
    program = (
        "import sys, pathlib\n"
        "from schemas.errors import WarehouseError\n"
        "from warehouse.engine import open_warehouse\n"
        "try:\n"
        "    with open_warehouse(pathlib.Path(sys.argv[1])).begin(): pass\n"
        "except WarehouseError as error:\n"
        "    print(error)\n"
    )
    build = duckdb_warehouse.build_path
    assert build is not None
    with duckdb_warehouse.begin():
        other = subprocess.run(
            [sys.executable, "-c", program, str(build.parent.parent)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
    assert "wait for the other run to end" in other.stdout
