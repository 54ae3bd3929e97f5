"""From the observations of a period to one stated value per key, in SQL.

Input are mapped observations of accepted documents in the roles that bear a value; output are the working
tables `weighed` (every candidate, marked used or not) and `stated` (one value per key). A fact said twice
is taken once; statements of several deciding levels or subsets add up, unless a stated total says otherwise
(DESIGN, "Where several sources give one figure"). What children add up to is found in `roll_up`.

The total over unit kinds is the stated one, else the sum of the kinds when all expected kinds are there. The
expected kinds of a unit are those for which it states any figure of the same domain (registered for five
kinds of unit, so recognised for five). It is never the sum over a category.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    and_,
    case,
    collate,
    exists,
    func,
    insert,
    literal,
    select,
    true,
)

from warehouse.candidates import candidates
from warehouse.tables import indicators
from warehouse.working import insert_columns, key_columns, same_key, stated, weighed


def resolve_observations(connection: Connection, period_code: str) -> None:
    """Fill `weighed` and `stated` for a period, from `stage.observations` and the working tree."""
    connection.execute(_weigh(period_code))
    connection.execute(_state())
    connection.execute(_total_over_kinds())


def _weigh(period_code: str) -> Any:
    facts = candidates(period_code)
    parts = _totals_or_parts(_once(facts))
    sources = _sources(parts)
    used = (
        select(parts.c.observation_id)
        .join(
            sources,
            same_key(parts, sources)
            & (parts.c.strength == sources.c.strength)
            & (parts.c.sender_id == sources.c.sender_id),
        )
        .where(parts.c.is_total == parts.c.takes_total, sources.c.place == 1)
    )
    rows = select(
        facts.c.observation_id,
        *key_columns(facts),
        facts.c.value,
        facts.c.strength,
        facts.c.exactness,
        facts.c.observation_id.in_(used),
    )
    return insert(weighed).from_select(insert_columns(weighed), rows)


def _state() -> Any:
    """What is used of a key comes from one source; its parts add up."""
    rows = (
        select(
            *key_columns(weighed),
            func.sum(weighed.c.value),
            func.min(weighed.c.strength),
            func.min(weighed.c.exactness),
            func.count(),
            literal(False),
        )
        .where(weighed.c.is_used)
        .group_by(*key_columns(weighed))
    )
    return insert(stated).from_select(insert_columns(stated), rows)


def _once(facts: CTE) -> CTE:
    """Each fact of a source once: the best wording of a key, deciding level and subset."""
    place = func.row_number().over(
        partition_by=[*_source(facts), facts.c.decided_by, facts.c.subset],
        order_by=[
            facts.c.exactness.desc(),
            facts.c.is_own_period.desc(),
            facts.c.dated_on.desc().nulls_last(),
            facts.c.is_body.desc(),
            facts.c.role_order,
            func.length(facts.c.locator),
            collate(facts.c.locator, "C"),
            facts.c.start_at,
            collate(facts.c.content_hash, "C"),
            collate(facts.c.observation_id, "C"),
        ],
    )
    return select(facts, place.label("place")).cte("worded")


def _source(facts: CTE) -> list[ColumnElement[Any]]:
    return [*key_columns(facts), facts.c.strength, facts.c.sender_id]


def _totals_or_parts(worded: CTE) -> CTE:
    """Whether a source's value is its stated total or the sum of its parts; an inexact total yields."""
    is_total = case((and_(worded.c.decided_by == "", worded.c.subset == ""), 1), else_=0)
    of_source = _source(worded)
    total_exactness = func.max(case((is_total == 1, worded.c.exactness))).over(partition_by=of_source)
    part_exactness = func.min(case((is_total == 0, worded.c.exactness))).over(partition_by=of_source)
    takes_total = case(
        (total_exactness.is_(None), 0),
        (part_exactness > total_exactness, 0),
        else_=1,
    )
    return (
        select(worded, is_total.label("is_total"), takes_total.label("takes_total"))
        .where(worded.c.place == 1)
        .cte("parts")
    )


def _sources(parts: CTE) -> CTE:
    """The sources of each key, and the place of each among them."""
    added = (
        select(
            *_source(parts),
            func.min(parts.c.exactness).label("exactness"),
            func.max(parts.c.dated_on).label("dated_on"),
            func.max(parts.c.is_own_period).label("is_own_period"),
        )
        .where(parts.c.is_total == parts.c.takes_total)
        .group_by(*_source(parts))
        .cte("added")
    )
    place = func.row_number().over(
        partition_by=key_columns(added),
        order_by=[
            added.c.exactness.desc(),
            added.c.strength,
            added.c.is_own_period.desc(),
            added.c.dated_on.desc().nulls_last(),
            collate(added.c.sender_id, "C"),
        ],
    )
    return select(added, place.label("place")).cte("sources")


def _total_over_kinds() -> Any:
    kinds = _kinds_of_units()
    expected = (
        select(kinds.c.unit_id, kinds.c.domain, func.count(kinds.c.unit_kind.distinct()).label("kinds"))
        .group_by(kinds.c.unit_id, kinds.c.domain)
        .cte("expected_kinds")
    )
    there = (
        select(
            kinds.c.unit_id,
            kinds.c.indicator_code,
            kinds.c.domain,
            func.sum(kinds.c.value).label("value"),
            func.max(kinds.c.strength).label("strength"),
            func.min(kinds.c.exactness).label("exactness"),
            func.sum(kinds.c.statements).label("statements"),
            func.count().label("kinds"),
        )
        .group_by(kinds.c.unit_id, kinds.c.indicator_code, kinds.c.domain)
        .cte("kinds_there")
    )
    total = stated.alias("total")
    has_total = exists().where(
        total.c.unit_id == there.c.unit_id,
        total.c.indicator_code == there.c.indicator_code,
        total.c.unit_kind == "",
        total.c.category == "",
    )
    rows = (
        select(
            there.c.unit_id,
            there.c.indicator_code,
            literal(""),
            literal(""),
            there.c.value,
            there.c.strength,
            there.c.exactness,
            there.c.statements,
            true(),
        )
        .join(
            expected,
            (expected.c.unit_id == there.c.unit_id)
            & (expected.c.domain == there.c.domain)
            & (expected.c.kinds == there.c.kinds),
        )
        .where(~has_total)
    )
    return insert(stated).from_select(insert_columns(stated), rows)


def _kinds_of_units() -> CTE:
    return (
        select(stated, indicators.c.domain)
        .join(indicators, indicators.c.indicator_code == stated.c.indicator_code)
        .where(stated.c.unit_kind != "", stated.c.category == "", indicators.c.over_units == "sum")
        .cte("kinds_of_units")
    )
