"""The roll-up of stated values along the tree, level by level, and the ratios at every level, in SQL.

Input are the working tables `tree`, `owing` and `stated`; output is `summed`, one row for each key of a node
that has values below it, and in `stated` the ratios whose terms a node states itself. Counts and amounts add
up where the catalogue says `over_units` = sum; the stronger and exact source wins at each unit; a ratio is
recomputed from the sums over the units that have both terms. What is stated for the many units without
children is never copied: a level costs one pass over the rows of the level below.

Which of the two a unit's value is, `consolidation` writes; from which observations it is made, `lineage`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from warehouse.tree import depths_to_sum
from warehouse.working import (
    SUM_OF_CHILDREN,
    insert_columns,
    measures,
    same_place,
    stated,
    study,
    summed,
    terms,
    tree,
)


def roll_up(connection: Connection) -> None:
    """Fill `summed` from the communes up to the roots, for all planted periods at once."""
    depths = depths_to_sum(connection)
    for depth in depths:
        connection.execute(_sum_at(depth, of_ratios=False))
        study(connection, summed)
    connection.execute(_state_ratios())
    study(connection, stated)
    for depth in depths:
        connection.execute(_sum_at(depth, of_ratios=True))
        study(connection, summed)


def is_own() -> ColumnElement[bool]:
    """Whether a row of `stated`, outer-joined to `summed`, is the value of its key."""
    return or_(summed.c.is_chosen.is_(None), summed.c.is_chosen.is_(False))


def covered_if_own() -> ColumnElement[int]:
    """How many reporting units are in a stated value: one that owes counts for itself, else those below."""
    return case((tree.c.owes, 1), else_=func.coalesce(summed.c.covered, 0))


def covered_if_sum() -> ColumnElement[int]:
    """How many reporting units are in a sum; those below never stand in for a unit that owes."""
    return case((tree.c.owes, 0), else_=summed.c.covered)


def _sum_at(depth: int, *, of_ratios: bool) -> Any:
    below = union_all(_stated_below(depth, of_ratios), _summed_below(depth, of_ratios)).cte("below")
    sums = (
        select(
            below.c.node,
            below.c.measure,
            func.sum(below.c.value).label("value"),
            func.sum(below.c.denominator).label("denominator"),
            func.min(below.c.exactness).label("exactness"),
            func.sum(below.c.sources).label("sources"),
            func.sum(below.c.covered).label("covered"),
        )
        .group_by(below.c.node, below.c.measure)
        .cte("sums")
    )
    is_stronger = stated.c.strength < SUM_OF_CHILDREN
    if not of_ratios:
        is_stronger = or_(
            stated.c.exactness > sums.c.exactness,
            and_(stated.c.exactness == sums.c.exactness, is_stronger),
        )
    rows = select(
        sums.c.node,
        sums.c.measure,
        literal(depth),
        sums.c.value,
        sums.c.denominator,
        sums.c.exactness,
        sums.c.sources,
        sums.c.covered,
        ~func.coalesce(is_stronger, false()),
    ).outerjoin(stated, and_(same_place(stated, sums), stated.c.depth == depth))
    return insert(summed).from_select(insert_columns(summed), rows)


def _stated_below(depth: int, of_ratios: bool) -> Select[Any]:
    return (
        select(
            tree.c.parent.label("node"),
            stated.c.measure,
            stated.c.value,
            stated.c.denominator,
            stated.c.exactness,
            literal(1).label("sources"),
            covered_if_own().label("covered"),
        )
        .select_from(stated)
        .join(tree, tree.c.node == stated.c.node)
        .outerjoin(summed, and_(same_place(summed, stated), summed.c.depth == depth + 1))
        .where(stated.c.depth == depth + 1, tree.c.rolls_up, is_own(), _adds_up(stated, of_ratios))
    )


def _summed_below(depth: int, of_ratios: bool) -> Select[Any]:
    return (
        select(
            tree.c.parent.label("node"),
            summed.c.measure,
            summed.c.value,
            summed.c.denominator,
            summed.c.exactness,
            summed.c.sources,
            covered_if_sum().label("covered"),
        )
        .join(tree, tree.c.node == summed.c.node)
        .where(summed.c.depth == depth + 1, tree.c.rolls_up, summed.c.is_chosen, _adds_up(summed, of_ratios))
    )


def _adds_up(figure: Table, of_ratios: bool) -> ColumnElement[bool]:
    which = select(measures.c.measure).where(measures.c.adds_up, measures.c.is_ratio.is_(of_ratios))
    return figure.c.measure.in_(which)


def _state_ratios() -> Any:
    """Both sides as the unit's own documents give them, of one strength; a term left out leaves no pair."""
    given = _terms_given()

    def side(name: str) -> Any:
        return func.sum(case((given.c.side == name, given.c.value), else_=0))

    rows = (
        select(
            given.c.node,
            given.c.ratio,
            given.c.depth,
            side("numerator"),
            side("denominator"),
            func.max(given.c.strength),
            func.min(given.c.exactness),
            func.sum(given.c.statements),
            false(),
        )
        .group_by(given.c.node, given.c.ratio, given.c.depth, given.c.terms)
        .having((func.count() == given.c.terms) & (func.min(given.c.strength) == func.max(given.c.strength)))
    )
    return insert(stated).from_select(insert_columns(stated), rows)


def _terms_given() -> CTE:
    return (
        select(stated, terms.c.ratio, terms.c.side, terms.c.terms)
        .select_from(stated)
        .join(terms, terms.c.measure == stated.c.measure)
        .outerjoin(summed, same_place(summed, stated))
        .where(is_own())
        .cte("terms_given")
    )
