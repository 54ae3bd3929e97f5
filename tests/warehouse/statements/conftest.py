"""A ledger to write a small province into, on either engine, and to read the results from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, Row, String, Table, insert, literal, select, update

from schemas.periods import Period, parse_period
from warehouse import tables
from warehouse.consolidation import consolidate_period
from warehouse.engine import Warehouse

THIS_YEAR = parse_period("2023")
LAST_YEAR = parse_period("2022")

INDICATORS = {
    # code: (over_units, numerator, denominator, breakdown)
    "crime.cases": ("sum", None, None, "offence_group"),
    "crime.cases_solved": ("sum", None, None, "offence_group"),
    "crime.clearance_rate": ("recompute", "crime.cases_solved", "crime.cases", None),
    "model.types": ("none", None, None, None),
    "safety.registered": ("sum", None, None, "unit_kind"),
    "safety.recognised": ("sum", None, None, "unit_kind"),
    "safety.recognition_rate": ("recompute", "safety.recognised", "safety.registered", "unit_kind"),
    "rating.assessed": ("sum", None, None, "unit_kind"),
    "rating.average": ("sum", None, None, "unit_kind"),
    "rating.weak": ("sum", None, None, "unit_kind"),
    "rating.average_weak_rate": ("recompute", "rating.average+rating.weak", "rating.assessed", "unit_kind"),
}


@dataclass
class Ledger:
    """Writes dimensions, documents, observations and listings; runs the statements; reads the rows."""

    connection: Connection
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def add(self, table: Table, **values: Any) -> None:
        blank = {column.name: None if column.nullable else _blank(column) for column in table.columns}
        self.connection.execute(insert(table), [blank | values])

    def unit(self, unit_id: str, parent_id: str | None, level: str | None, **values: Any) -> str:
        defaults = {"name": unit_id, "short_name": unit_id, "kind": level, "valid_from": date(2019, 9, 11)}
        self.add(tables.units, unit_id=unit_id, parent_id=parent_id, level=level, **defaults | values)
        return unit_id

    def document(self, sender_id: str | None, report_type: str = "narrative", **values: Any) -> str:
        document_id = f"document-{next(self.numbers):03}"
        defaults = {
            "period_code": THIS_YEAR.code,
            "status": "accepted",
            "dated_on": date(2023, 12, 14),
            "received_at": datetime(2023, 12, 14, 9, tzinfo=UTC).replace(tzinfo=None),
            "content_hash": document_id,
        }
        self.add(
            tables.documents,
            document_id=document_id,
            unit_id=sender_id,
            report_type=report_type,
            **defaults | values,
        )
        return document_id

    def observe(self, unit_id: str, indicator_code: str, value: str | int, **values: Any) -> str:
        """An exact count in the unit's own narrative, unless `values` say otherwise."""
        sender_id = values.pop("sender_id", unit_id)
        document_id = values.pop("document_id", None) or self.document(sender_id)
        observation_id = values.pop("observation_id", None) or f"observation-{next(self.numbers):03}"
        defaults = {
            "reported_period_code": THIS_YEAR.code,
            "period_code": THIS_YEAR.code,
            "role": "count",
            "status": "mapped",
            "qualifier": "exact",
            "locator": "body/p[1]",
        }
        self.add(
            tables.observations,
            observation_id=observation_id,
            sender_id=sender_id,
            unit_id=unit_id,
            indicator_code=indicator_code,
            value=Decimal(str(value)),
            document_id=document_id,
            **defaults | values,
        )
        return observation_id

    def listing(self, unit_id: str | None, unit_kind: str, parent_id: str, **values: Any) -> str:
        document_id = values.pop("document_id", None) or self.document(values.get("sender_id", parent_id))
        listing_id = f"listing-{next(self.numbers):03}"
        defaults = {"period_code": THIS_YEAR.code, "sender_id": parent_id, "name": str(unit_id)}
        self.add(
            tables.listings,
            listing_id=listing_id,
            unit_id=unit_id,
            unit_kind=unit_kind,
            parent_id=parent_id,
            document_id=document_id,
            locator=values.pop("locator", "table[1]/r[2]/c[2]"),
            **defaults | values,
        )
        return listing_id

    def owes(self, *unit_ids: str, period_code: str = THIS_YEAR.code, **values: Any) -> None:
        for unit_id in unit_ids:
            defaults = {"report_type": "narrative", "is_optional": False, "due_on": date(2023, 12, 15)}
            self.add(tables.expected_reports, period_code=period_code, unit_id=unit_id, **defaults | values)

    def consolidate(self, period: Period = THIS_YEAR, roots: tuple[str, ...] = ("P",)) -> None:
        consolidate_period(self.connection, period, roots)

    def publish(self, period: Period = LAST_YEAR) -> str:
        """Copy the staged rows of a period as its current release, as publishing does."""
        release_id = f"release-{next(self.numbers):03}"
        self.add(
            tables.releases, release_id=release_id, period_code=period.code, sequence=1, status="official"
        )
        for staged, published in tables.TWINS.items():
            code = staged.c.get("reported_period_code", staged.c.get("period_code"))
            rows = select(literal(release_id, String), staged)
            names = [column.name for column in published.columns]
            self.connection.execute(insert(published).from_select(names, rows.where(code == period.code)))
        return release_id

    def restate(self, period: Period, unit_id: str, indicator_code: str, value: int) -> None:
        """Supersede the period's release by one that differs in a value."""
        published = tables.TWINS[tables.indicator_values]
        self.connection.execute(
            update(tables.releases)
            .where(tables.releases.c.period_code == period.code)
            .values(superseded_at=datetime(2024, 2, 1, tzinfo=UTC).replace(tzinfo=None))
        )
        release_id = self.publish(period)
        self.connection.execute(
            update(published)
            .where(
                published.c.release_id == release_id,
                published.c.unit_id == unit_id,
                published.c.indicator_code == indicator_code,
            )
            .values(value=value)
        )

    def rows(self, table: Table, **where: Any) -> list[Row[Any]]:
        query = select(table)
        for name, value in where.items():
            query = query.where(table.c[name].is_(None) if value is None else table.c[name] == value)
        return list(self.connection.execute(query))

    def row(self, table: Table, **where: Any) -> Row[Any]:
        [found] = self.rows(table, **where)
        return found

    def figure(self, unit_id: str, indicator_code: str, **where: Any) -> Row[Any] | None:
        """The staged value of this year, or None; kind and category are null unless given."""
        key = {"period_code": THIS_YEAR.code, "unit_kind": None, "category": None} | where
        found = self.rows(tables.indicator_values, unit_id=unit_id, indicator_code=indicator_code, **key)
        assert len(found) <= 1
        return found[0] if found else None

    def made_of(self, unit_id: str, indicator_code: str, **where: Any) -> set[tuple[str, str]]:
        key = {"period_code": THIS_YEAR.code, "unit_kind": None, "category": None} | where
        rows = self.rows(tables.contributions, unit_id=unit_id, indicator_code=indicator_code, **key)
        made = [(row.observation_id, row.operation) for row in rows]
        assert len(made) == len(set(made))
        return set(made)


def _blank(column: Any) -> Any:
    python_type = column.type.python_type
    if python_type is datetime:
        return datetime(2023, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    if python_type is date:
        return date(2019, 9, 11)
    return python_type()


@pytest.fixture
def ledger_on() -> Callable[[Connection], Ledger]:
    """A ledger of a connection whose dimensions are there already."""
    return Ledger


@pytest.fixture
def ledger(warehouse: Warehouse) -> Iterator[Ledger]:
    """A province P of two districts D1 and D2 with two communes each, and a year that they report on."""
    with warehouse.begin() as connection:
        ledger = Ledger(connection)
        for span in (LAST_YEAR, THIS_YEAR):
            ledger.add(
                tables.periods,
                period_code=span.code,
                grain=span.grain,
                year=span.year,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
                previous_period_code=span.previous_code,
            )
        for code, (over_units, numerator, denominator, breakdown) in INDICATORS.items():
            is_ratio = over_units == "recompute"
            ledger.add(
                tables.indicators,
                indicator_code=code,
                unit="%" if is_ratio else "",
                kind="ratio" if is_ratio else "count",
                over_units=over_units,
                numerator=numerator,
                denominator=denominator,
                breakdown=breakdown,
                domain=code.split(".")[0],
            )
        ledger.unit("P", None, "province")
        for district in ("D1", "D2"):
            ledger.unit(district, "P", "district")
            for commune in ("1", "2"):
                ledger.unit(f"{district}C{commune}", district, "commune")
        yield ledger
