"""What each value is made of: the contributions of observations to the values of a period, in SQL.

A contribution follows the roll-up: what a unit states is `reported` (or `summed`, where several statements
were added), what a parent is made of is `summed`, the terms of a ratio are `numerator` and `denominator`, and
what was considered but not taken is `discarded`. So every published value leads in one query to its sources.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, insert, literal, select

from schemas.vocabulary import Operation
from warehouse.roll_up import is_own
from warehouse.tables import contributions
from warehouse.tree import depths_to_sum
from warehouse.working import (
    contested,
    facts,
    insert_columns,
    made,
    measures,
    passed_over,
    same_place,
    stated,
    study,
    summed,
    terms,
    tree,
    with_null,
)

_IN_THE_VALUE = (Operation.REPORTED, Operation.SUMMED)


def trace_contributions(connection: Connection) -> None:
    """Add the rows of the planted periods to `stage.contributions`: statements first, then what sums them."""
    for statement in (_of_single_statements(), _of_contested(), _of_kinds()):
        connection.execute(_make(statement))
    connection.execute(_make(_of_terms()))
    for depth in depths_to_sum(connection):
        study(connection, made)
        connection.execute(_make(_of_sums(depth)))
    connection.execute(_write())


def _make(statement: Select[Any]) -> Any:
    return insert(made).from_select(insert_columns(made), statement)


def _write() -> Any:
    rows = (
        select(
            tree.c.period_code,
            tree.c.unit_id,
            measures.c.indicator_code,
            with_null(measures.c.unit_kind),
            with_null(measures.c.category),
            facts.c.observation_id,
            made.c.operation,
        )
        .select_from(made)
        .join(facts, facts.c.fact == made.c.fact)
        .join(tree, tree.c.node == made.c.node)
        .join(measures, measures.c.measure == made.c.measure)
    )
    return insert(contributions).from_select(insert_columns(contributions), rows)


def _of_single_statements() -> Select[Any]:
    operation = case((is_own(), Operation.REPORTED), else_=Operation.DISCARDED)
    return (
        select(facts.c.node, facts.c.measure, facts.c.depth, facts.c.fact, operation)
        .outerjoin(summed, same_place(summed, facts))
        .where(~exists().where(same_place(contested, facts)))
    )


def _of_contested() -> Select[Any]:
    is_taken = and_(is_own(), ~exists().where(passed_over.c.fact == facts.c.fact))
    operation = case(
        (and_(is_taken, stated.c.statements == 1), Operation.REPORTED),
        (is_taken, Operation.SUMMED),
        else_=Operation.DISCARDED,
    )
    return (
        select(facts.c.node, facts.c.measure, facts.c.depth, facts.c.fact, operation)
        .select_from(facts)
        .join(contested, same_place(contested, facts))
        .join(stated, same_place(stated, facts))
        .outerjoin(summed, same_place(summed, facts))
    )


def _of_kinds() -> Select[Any]:
    """A total over kinds, made by adding, stands on the statements of the kinds."""
    return (
        select(stated.c.node, stated.c.measure, stated.c.depth, facts.c.fact, literal(Operation.SUMMED.value))
        .select_from(stated)
        .join(measures, measures.c.total == stated.c.measure)
        .join(facts, and_(facts.c.node == stated.c.node, facts.c.measure == measures.c.measure))
        .outerjoin(summed, same_place(summed, stated))
        .where(
            stated.c.is_total_of_kinds,
            is_own(),
            measures.c.unit_kind != "",
            measures.c.category == "",
            ~exists().where(passed_over.c.fact == facts.c.fact),
        )
    )


def _of_terms() -> Select[Any]:
    term = made.alias("made_of_term")
    return (
        select(stated.c.node, stated.c.measure, stated.c.depth, term.c.fact, terms.c.side)
        .select_from(term)
        .join(terms, terms.c.measure == term.c.measure)
        .join(stated, and_(stated.c.node == term.c.node, stated.c.measure == terms.c.ratio))
        .outerjoin(summed, same_place(summed, stated))
        .where(stated.c.denominator.is_not(None), is_own(), term.c.operation.in_(_IN_THE_VALUE))
    )


def _of_sums(depth: int) -> Select[Any]:
    """What the children's values of the same key are made of, where the unit's value is their sum."""
    below = made.alias("made_below")
    is_ratio = summed.c.denominator.is_not(None)
    operation = case((is_ratio, below.c.operation), else_=Operation.SUMMED)
    return (
        select(summed.c.node, summed.c.measure, summed.c.depth, below.c.fact, operation)
        .select_from(below)
        .join(tree, tree.c.node == below.c.node)
        .join(summed, and_(summed.c.node == tree.c.parent, summed.c.measure == below.c.measure))
        .where(
            summed.c.depth == depth,
            summed.c.is_chosen,
            tree.c.rolls_up,
            below.c.depth == depth + 1,
            below.c.operation != Operation.DISCARDED,
        )
    )
