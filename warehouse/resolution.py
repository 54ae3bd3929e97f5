"""From the observations of a period to one stated value per key, in SQL.

Input are the working tables `facts` and `sources`; output are `passed_over` (observations that are not
taken) and `stated` (one value per key). Most keys are spoken of once and pass straight on; only where several
observations speak of one is there anything to decide. A fact said twice is taken once; statements of several
deciding levels or subsets add up, unless a stated total says otherwise (DESIGN, "Where several sources give
one figure"). What children add up to is found in `roll_up`.

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
    false,
    func,
    insert,
    literal,
    null,
    select,
    true,
)

from warehouse.working import (
    contested,
    facts,
    insert_columns,
    measures,
    passed_over,
    same_place,
    sources,
    stated,
    study,
)


def resolve_observations(connection: Connection) -> None:
    """Fill `contested`, `passed_over` and `stated` from the gathered facts."""
    connection.execute(_find_contested())
    study(connection, contested)
    connection.execute(_pass_over())
    connection.execute(_state_uncontested())
    connection.execute(_state_contested())
    study(connection, passed_over, stated)
    connection.execute(_total_over_kinds())


def _find_contested() -> Any:
    rows = (
        select(facts.c.node, facts.c.measure).group_by(facts.c.node, facts.c.measure).having(func.count() > 1)
    )
    return insert(contested).from_select(insert_columns(contested), rows)


def _pass_over() -> Any:
    claims = (
        select(facts, sources.c.dated_on, sources.c.content_hash)
        .join(sources, sources.c.source == facts.c.source)
        .join(contested, same_place(contested, facts))
        .cte("claims")
    )
    parts = _totals_or_parts(_once(claims))
    chosen = _chosen_sources(parts)
    taken = (
        select(parts.c.fact)
        .join(
            chosen,
            same_place(parts, chosen)
            & (parts.c.strength == chosen.c.strength)
            & (parts.c.sender_id == chosen.c.sender_id),
        )
        .where(parts.c.is_total == parts.c.takes_total, chosen.c.place == 1)
    )
    rows = select(claims.c.fact).where(claims.c.fact.not_in(taken))
    return insert(passed_over).from_select(insert_columns(passed_over), rows)


def _state_uncontested() -> Any:
    rows = select(
        facts.c.node,
        facts.c.measure,
        facts.c.depth,
        facts.c.value,
        null(),
        facts.c.strength,
        facts.c.exactness,
        literal(1),
        false(),
    ).where(~exists().where(same_place(contested, facts)))
    return insert(stated).from_select(insert_columns(stated), rows)


def _state_contested() -> Any:
    """What is taken of a key comes from one source; its parts add up."""
    rows = (
        select(
            facts.c.node,
            facts.c.measure,
            facts.c.depth,
            func.sum(facts.c.value),
            null(),
            func.min(facts.c.strength),
            func.min(facts.c.exactness),
            func.count(),
            false(),
        )
        .join(contested, same_place(contested, facts))
        .where(~exists().where(passed_over.c.fact == facts.c.fact))
        .group_by(facts.c.node, facts.c.measure, facts.c.depth)
    )
    return insert(stated).from_select(insert_columns(stated), rows)


def _once(claims: CTE) -> CTE:
    """Each fact of a source once: the best wording of a key, deciding level and subset."""
    place = func.row_number().over(
        partition_by=[*_source(claims), claims.c.decided_by, claims.c.subset],
        order_by=[
            claims.c.exactness.desc(),
            claims.c.is_own_period.desc(),
            claims.c.dated_on.desc().nulls_last(),
            case((claims.c.locator.like("footnote%"), 1), else_=0),
            claims.c.role_order,
            func.length(claims.c.locator),
            collate(claims.c.locator, "C"),
            claims.c.start_at,
            collate(claims.c.content_hash, "C"),
            collate(claims.c.observation_id, "C"),
        ],
    )
    return select(claims, place.label("place")).cte("worded")


def _source(facts: CTE) -> list[ColumnElement[Any]]:
    return [facts.c.node, facts.c.measure, facts.c.strength, facts.c.sender_id]


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


def _chosen_sources(parts: CTE) -> CTE:
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
        partition_by=[added.c.node, added.c.measure],
        order_by=[
            added.c.exactness.desc(),
            added.c.strength,
            added.c.is_own_period.desc(),
            added.c.dated_on.desc().nulls_last(),
            collate(added.c.sender_id, "C"),
        ],
    )
    return select(added, place.label("place")).cte("chosen_sources")


def _total_over_kinds() -> Any:
    kinds = _kinds_of_units()
    expected = (
        select(kinds.c.node, kinds.c.domain, func.count(kinds.c.unit_kind.distinct()).label("kinds"))
        .group_by(kinds.c.node, kinds.c.domain)
        .cte("expected_kinds")
    )
    there = (
        select(
            kinds.c.node,
            kinds.c.total.label("measure"),
            kinds.c.domain,
            kinds.c.depth,
            func.sum(kinds.c.value).label("value"),
            func.max(kinds.c.strength).label("strength"),
            func.min(kinds.c.exactness).label("exactness"),
            func.sum(kinds.c.statements).label("statements"),
            func.count().label("kinds"),
        )
        .group_by(kinds.c.node, kinds.c.total, kinds.c.domain, kinds.c.depth)
        .cte("kinds_there")
    )
    total = stated.alias("total")
    rows = (
        select(
            there.c.node,
            there.c.measure,
            there.c.depth,
            there.c.value,
            null(),
            there.c.strength,
            there.c.exactness,
            there.c.statements,
            true(),
        )
        .join(
            expected,
            (expected.c.node == there.c.node)
            & (expected.c.domain == there.c.domain)
            & (expected.c.kinds == there.c.kinds),
        )
        .where(~exists().where(same_place(total, there)))
    )
    return insert(stated).from_select(insert_columns(stated), rows)


def _kinds_of_units() -> CTE:
    return (
        select(stated, measures.c.total, measures.c.unit_kind, measures.c.domain)
        .join(measures, measures.c.measure == stated.c.measure)
        .where(measures.c.unit_kind != "", measures.c.category == "", measures.c.adds_up)
        .cte("kinds_of_units")
    )
