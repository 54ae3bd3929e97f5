"""How long the consolidation of the whole country takes, beside a bare GROUP BY over the same rows (DuckDB).

    python benchmarks/consolidation.py [--months N] [--observed-months N] [--rounds N] [--memory-limit SIZE]

Every commune of today states every indicator of the catalogue in every month: 3,321 × 12 × 169 is 6.7 million
values. Side by side, over the same rows:

- `SELECT period_code, parent_id, indicator_code, sum(value) … GROUP BY ALL`, no more;
- the roll-up, with ratios recomputed and coverage at every level (`warehouse.roll_up`), all months at once,
  and month by month as runs do it;
- the whole consolidation (`consolidate_period`) of `--observed-months`, from observations to values and
  contributions, which also writes two million rows a month.

Times are CPU seconds of the process (wall seconds beside them), the least of the rounds; memory is the peak
of the process. `--months 120` is ten times as much.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from assets.dimension_rows import indicator_frame, period_frame, succession_frame, unit_frame
from schemas.periods import Grain, Period, parse_period, period_code
from schemas.units import UnitRegistry
from schemas.vocabulary import Level
from warehouse.consolidation import consolidate_period
from warehouse.engine import create_schema, open_warehouse
from warehouse.measures import list_measures
from warehouse.roll_up import roll_up
from warehouse.tree import plant_tree
from warehouse.working import drop_working_tables, make_working_tables
from warehouse.writing import write_dimensions

FIRST_YEAR = 2026
BARE = "SELECT period_code, parent_id, indicator_code, sum(value) FROM plain_rows GROUP BY ALL"
# A figure of no meaning that differs between units, indicators and months.
FIGURE = "CAST(hash({unit}, {indicator}, {period}) % 1000 AS DECIMAL(24, 6))"


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processor and of the clock."""

    cpu: float
    wall: float


def main() -> None:
    arguments = _arguments()
    months = _months(arguments.months)
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder)).begin() as connection:
        connection.exec_driver_sql(f"SET memory_limit = '{arguments.memory_limit}'")
        create_schema(connection)
        roots = _write_reference(connection, months)
        _oblige(connection, months)
        _measure_roll_up(connection, months, roots, arguments.rounds)
        if arguments.observed_months:
            _measure_consolidation(connection, months[: arguments.observed_months], roots)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak memory {peak:.1f} GiB")


def _measure_roll_up(
    connection: Connection, months: list[Period], roots: tuple[str, ...], rounds: int
) -> None:
    _plant(connection, months, roots)
    _write_plain_rows(connection)
    rows = connection.exec_driver_sql("SELECT count(*) FROM plain_rows").scalar_one()
    print(f"{rows:,} values: communes × {len(months)} months × indicators")
    bare = _least(rounds, lambda: connection.exec_driver_sql(BARE).fetchall())
    _print("bare SELECT … GROUP BY ALL", bare)
    connection.exec_driver_sql("DROP TABLE plain_rows")

    def at_once() -> Spent:
        _state(connection)
        return _timed(lambda: roll_up(connection))

    _print("roll-up with coverage, all at once", min((at_once() for _ in range(rounds)), key=_cpu), bare)
    groups = connection.exec_driver_sql("SELECT count(*) FROM working_summed").scalar_one()
    print(f"{'':36}{groups:,} totals above the communes")

    def month_by_month() -> Spent:
        spent = []
        for month in months:
            _plant(connection, [month], roots)
            _state(connection)
            spent.append(_timed(lambda: roll_up(connection)))
        return Spent(sum(each.cpu for each in spent), sum(each.wall for each in spent))

    _print("roll-up, month by month", min((month_by_month() for _ in range(rounds)), key=_cpu), bare)
    drop_working_tables(connection)


def _measure_consolidation(connection: Connection, months: list[Period], roots: tuple[str, ...]) -> None:
    spent = []
    for month in months:
        _observe(connection, month)
        spent.append(_timed(lambda month=month: consolidate_period(connection, month, roots)))
        for table in ("observations", "indicator_values", "contributions"):
            connection.exec_driver_sql(f"TRUNCATE stage.{table}")
    least = min(spent, key=_cpu)
    _print("whole consolidation of one month", least)


def _plant(connection: Connection, months: list[Period], roots: tuple[str, ...]) -> None:
    make_working_tables(connection)
    for month in months:
        plant_tree(connection, month.code, month.ends_on, roots)
    list_measures(connection)


def _write_plain_rows(connection: Connection) -> None:
    figure = FIGURE.format(unit="unit_id", indicator="indicator_code", period="period_code")
    connection.exec_driver_sql(
        f"""CREATE TABLE plain_rows AS
        SELECT period_code, parent_id, indicator_code, {figure} AS value
        FROM working_tree CROSS JOIN published.indicators WHERE depth = 1"""
    )


def _state(connection: Connection) -> None:
    """The same figures as the resolution of observations leaves them."""
    for table in ("working_stated", "working_summed"):
        connection.exec_driver_sql(f"TRUNCATE {table}")
    figure = FIGURE.format(unit="unit_id", indicator="indicator_code", period="period_code")
    connection.exec_driver_sql(
        f"""INSERT INTO working_stated
        SELECT node, measure, depth, {figure}, NULL, 1, 1, 1, false
        FROM working_tree CROSS JOIN working_measures WHERE depth = 1 AND NOT is_ratio"""
    )


def _observe(connection: Connection, month: Period) -> None:
    """Every commune's report of a month: a figure of each indicator, ratios as percentages."""
    figure = FIGURE.format(unit="unit_id", indicator="indicator_code", period=f"'{month.code}'")
    communes = f"""published.units WHERE level = 'commune' AND valid_from <= '{month.ends_on}'
        AND (valid_to IS NULL OR valid_to > '{month.ends_on}')"""
    connection.exec_driver_sql("TRUNCATE published.documents")
    connection.exec_driver_sql(
        f"""INSERT INTO published.documents BY NAME
        SELECT sha256(unit_id) AS document_id, sha256(unit_id) AS content_hash,
          unit_id || '.docx' AS file_name, unit_id, '{month.code}' AS period_code, 'narrative' AS report_type,
          1 AS version, DATE '{month.ends_on}' AS dated_on, TIMESTAMP '{month.ends_on}' AS received_at,
          'accepted' AS status,
          169 AS figures_mapped, 0 AS figures_unmapped, 0 AS figures_not_statistic, 0 AS figures_out_of_scope
        FROM {communes}"""
    )
    connection.exec_driver_sql(
        f"""INSERT INTO stage.observations BY NAME
        SELECT substr(sha256(unit_id || indicator_code || '{month.code}'), 1, 32) AS observation_id,
          '{month.code}' AS reported_period_code, unit_id AS sender_id, '{month.code}' AS period_code,
          unit_id, indicator_code, {figure} AS value,
          CASE WHEN kind = 'ratio' THEN 'percent' ELSE 'count' END AS role,
          'mapped' AS status, '' AS unit, '' AS raw, 'exact' AS qualifier, 0 AS decimals, '' AS statement,
          sha256(unit_id) AS document_id, 'body/p[' || (hash(indicator_code) % 200) || ']' AS locator,
          0 AS start_at, 1 AS end_at, 1.0 AS confidence
        FROM (SELECT unit_id FROM {communes}) CROSS JOIN
          (SELECT indicator_code, kind FROM published.indicators)"""
    )


def _write_reference(connection: Connection, months: list[Period]) -> tuple[str, ...]:
    units = UnitRegistry.load()
    write_dimensions(
        connection,
        {
            "units": unit_frame(units),
            "unit_successions": succession_frame(units),
            "periods": period_frame(month.code for month in months),
            "indicators": indicator_frame(),
        },
    )
    on: date = months[0].ends_on
    return tuple(row.unit_id for row in units.rows if row.level is Level.PROVINCE and row.is_valid(on))


def _oblige(connection: Connection, months: list[Period]) -> None:
    for month in months:
        connection.exec_driver_sql(
            f"""INSERT INTO stage.expected_reports
            SELECT '{month.code}', unit_id, 'narrative', DATE '{month.ends_on}', false FROM published.units
            WHERE level = 'commune' AND valid_from <= '{month.ends_on}'
              AND (valid_to IS NULL OR valid_to > '{month.ends_on}')"""
        )


def _months(number: int) -> list[Period]:
    return [
        parse_period(period_code(Grain.MONTH, FIRST_YEAR + place // 12, place % 12 + 1))
        for place in range(number)
    ]


def _least(rounds: int, work: Callable[[], object]) -> Spent:
    return min((_timed(work) for _ in range(rounds)), key=_cpu)


def _timed(work: Callable[[], object]) -> Spent:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Spent(time.process_time() - cpu, time.perf_counter() - wall)


def _cpu(spent: Spent) -> float:
    return spent.cpu


def _print(name: str, spent: Spent, bare: Spent | None = None) -> None:
    ratio = f"{spent.cpu / bare.cpu:8.2f} × the bare SELECT" if bare else ""
    print(f"{name:36}{spent.cpu:8.2f} s CPU{spent.wall:8.2f} s wall{ratio}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--observed-months", type=int, default=2, help="months to consolidate as a whole")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-limit", default="6GB", help="what DuckDB may take before it spills")
    return parser.parse_args()


if __name__ == "__main__":
    main()
