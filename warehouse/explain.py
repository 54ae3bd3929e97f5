"""Where a published value comes from: its coverage, the sentences and cells behind it, its children.

Reads the `bi` views alone, so that it works on a reader's connection. How an explanation is printed does
not belong here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Subquery, and_, func, or_, select

from schemas.vocabulary import Operation, Origin
from warehouse.contract import bi_view

Breakdown = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Source:
    """One observation behind a value: what it does there, how it was written, and where.

    `unit_id` is the unit that the figure is about; `quote` the masked sentence or None; `locator` the place
    in the file `file_name`; `value` is in the indicator's unit, a magnitude. `reason` tells whose decision
    mapped or corrected it, if a person's.
    """

    operation: Operation
    observation_id: str
    unit_id: str | None
    raw: str
    value: Decimal | None
    quote: str | None
    locator: str
    document_id: str
    file_name: str | None
    confidence: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ChildValue:
    """What a child unit has in a summed value; `value` is None where it has reported none."""

    unit_id: str
    name: str
    value: Decimal | None
    origin: Origin | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ExplainedValue:
    """One published value with its coverage and everything it was made of.

    `unit_kind` and `category` are None for the total. `children` is empty unless the value was summed.
    """

    unit_kind: str | None
    category: str | None
    value: Decimal
    origin: Origin
    units_expected: int | None
    units_reported: int | None
    is_complete: bool | None
    release_id: str
    sources: tuple[Source, ...]
    children: tuple[ChildValue, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The published values of an indicator for a unit and a period, the total first; `values` may be empty.

    `name` is the unit's on the period's last day, `measure` the indicator's unit of measure; both, like the
    label, are None where the warehouse does not know them.
    """

    unit_id: str
    name: str | None
    period_code: str
    indicator_code: str
    label_vi: str | None
    measure: str | None
    values: tuple[ExplainedValue, ...]


def explain(connection: Connection, unit: str, period: str, indicator: str) -> Explanation:
    """Explain what the newest release of a period says about a unit id and an indicator code."""
    catalogue = bi_view("indicators")
    entry = connection.execute(select(catalogue).where(catalogue.c.indicator_code == indicator)).one_or_none()
    children = _children(connection, unit, period)
    of_units = {unit_id: _values(connection, unit_id, period, indicator) for unit_id in (unit, *children)}
    sources = _sources(connection, tuple(of_units), period, indicator)
    return Explanation(
        unit_id=unit,
        name=_name(connection, unit, period),
        period_code=period,
        indicator_code=indicator,
        label_vi=None if entry is None else entry.label_vi,
        measure=None if entry is None else entry.unit,
        values=tuple(
            _explained(row, sources, _children_of(row, children, of_units, sources))
            for row in of_units[unit].values()
        ),
    )


def _explained(
    row: Row[Any],
    sources: Mapping[tuple[str, Breakdown], tuple[Source, ...]],
    children: tuple[ChildValue, ...],
) -> ExplainedValue:
    return ExplainedValue(
        unit_kind=row.unit_kind,
        category=row.category,
        value=row.value,
        origin=Origin(row.origin),
        units_expected=row.units_expected,
        units_reported=row.units_reported,
        is_complete=row.is_complete,
        release_id=row.release_id,
        sources=sources.get((row.unit_id, (row.unit_kind, row.category)), ()),
        children=children,
    )


def _children_of(
    row: Row[Any],
    children: Mapping[str, str],
    of_units: Mapping[str, Mapping[Breakdown, Row[Any]]],
    sources: Mapping[tuple[str, Breakdown], tuple[Source, ...]],
) -> tuple[ChildValue, ...]:
    if row.origin != Origin.SUMMED:
        return ()
    breakdown = (row.unit_kind, row.category)
    found = {unit_id: of_units[unit_id].get(breakdown) for unit_id in children}
    return tuple(
        ChildValue(
            unit_id=unit_id,
            name=children[unit_id],
            value=None if child is None else child.value,
            origin=None if child is None else Origin(child.origin),
            sources=sources.get((unit_id, breakdown), ()),
        )
        for unit_id, child in found.items()
    )


def _name(connection: Connection, unit: str, period: str) -> str | None:
    """The unit's name on the last day of the period, or the latest one where it had none that day."""
    units, dates = bi_view("units"), _window(period)
    is_in_force = and_(units.c.valid_from <= dates.c.ends_on, _ends_after(units, dates))
    query = (
        select(units.c.name)
        .select_from(units.outerjoin(dates, is_in_force))
        .where(units.c.unit_id == unit)
        .order_by(dates.c.ends_on.is_(None), units.c.valid_from.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def _children(connection: Connection, unit: str, period: str) -> Mapping[str, str]:
    """The administrative units and departments right below a unit on the period's last day, by name."""
    units, dates = bi_view("units"), _window(period)
    query = (
        select(units.c.unit_id, units.c.name)
        .join(dates, and_(units.c.valid_from <= dates.c.ends_on, _ends_after(units, dates)))
        .where(units.c.parent_id == unit, or_(units.c.level.is_not(None), units.c.kind == "department"))
        .order_by(units.c.name)
    )
    return {row.unit_id: row.name for row in connection.execute(query)}


def _values(connection: Connection, unit: str, period: str, indicator: str) -> Mapping[Breakdown, Row[Any]]:
    values = bi_view("indicator_values")
    query = (
        select(values)
        .where(values.c.unit_id == unit, values.c.period_code == period, values.c.indicator_code == indicator)
        .order_by(func.coalesce(values.c.unit_kind, ""), func.coalesce(values.c.category, ""))
    )
    return {(row.unit_kind, row.category): row for row in connection.execute(query)}


def _sources(
    connection: Connection, units: Sequence[str], period: str, indicator: str
) -> Mapping[tuple[str, Breakdown], tuple[Source, ...]]:
    """The observations behind each of the values, the discarded ones last."""
    parts, seen, files = bi_view("contributions"), bi_view("observations"), bi_view("documents")
    query = (
        select(
            parts.c.unit_id.label("of_unit"),
            parts.c.unit_kind.label("of_kind"),
            parts.c.category.label("of_category"),
            parts.c.operation,
            *[
                seen.c[name]
                for name in (
                    "observation_id",
                    "unit_id",
                    "raw",
                    "value",
                    "quote",
                    "locator",
                    "document_id",
                    "confidence",
                    "reason",
                )
            ],
            files.c.file_name,
        )
        .select_from(
            parts.join(seen, seen.c.observation_id == parts.c.observation_id).outerjoin(
                files, files.c.document_id == seen.c.document_id
            )
        )
        .where(parts.c.unit_id.in_(units), parts.c.period_code == period, parts.c.indicator_code == indicator)
        .order_by(
            parts.c.operation == Operation.DISCARDED.value,
            files.c.file_name,
            seen.c.document_id,
            seen.c.locator,
            seen.c.observation_id,
        )
    )
    found: dict[tuple[str, Breakdown], tuple[Source, ...]] = {}
    for row in connection.execute(query):
        key = (row.of_unit, (row.of_kind, row.of_category))
        found[key] = (*found.get(key, ()), _source(row))
    return found


def _source(row: Any) -> Source:
    return Source(
        operation=Operation(row.operation),
        observation_id=row.observation_id,
        unit_id=row.unit_id,
        raw=row.raw,
        value=row.value,
        quote=row.quote,
        locator=row.locator,
        document_id=row.document_id,
        file_name=row.file_name,
        confidence=row.confidence,
        reason=row.reason,
    )


def _window(period: str) -> Subquery:
    periods = bi_view("periods")
    return select(periods.c.ends_on).where(periods.c.period_code == period).subquery("dates")


def _ends_after(units: Any, dates: Subquery) -> Any:
    return or_(units.c.valid_to.is_(None), units.c.valid_to > dates.c.ends_on)
