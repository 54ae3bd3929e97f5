"""What each value is made of: the contributions of observations to the values of a period, in SQL.

A contribution follows the roll-up: what a unit states is `reported` (or `summed`, where several statements
were added), what a parent is made of is `summed`, the terms of a ratio are `numerator` and `denominator`, and
what was considered but not taken is `discarded`. So every published value leads in one query to its sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, insert, literal, select, union_all

from schemas.vocabulary import Operation
from warehouse.roll_up import ratio_terms
from warehouse.tables import contributions
from warehouse.tree import DEEPEST
from warehouse.working import (
    SUM_OF_CHILDREN,
    insert_columns,
    key_columns,
    made,
    rolled,
    same_key,
    tree,
    weighed,
    with_null,
)

_IN_THE_VALUE = (Operation.REPORTED, Operation.SUMMED)
_IN_THE_RATIO = (Operation.NUMERATOR, Operation.DENOMINATOR)


def trace_contributions(connection: Connection, period_code: str) -> None:
    """Fill `stage.contributions` for a period, bottom-up, from `weighed` and `rolled`."""
    for depth in range(DEEPEST, -1, -1):
        connection.execute(_make(_of_statements(depth), _of_kinds(depth), _of_sums(depth)))
        connection.execute(_make(_of_terms(depth), _of_summed_terms(depth)))
    connection.execute(_write(period_code))


def _make(*selects: Select[Any]) -> Any:
    return insert(made).from_select(insert_columns(made), union_all(*selects))


def _write(period_code: str) -> Any:
    rows = select(
        literal(period_code),
        made.c.unit_id,
        made.c.indicator_code,
        with_null(made.c.unit_kind),
        with_null(made.c.category),
        made.c.observation_id,
        made.c.operation,
    )
    return insert(contributions).from_select(insert_columns(contributions), rows)


def _of_statements(depth: int) -> Select[Any]:
    is_taken = weighed.c.is_used & (rolled.c.strength != SUM_OF_CHILDREN) & ~rolled.c.is_total_of_kinds
    operation = case(
        (is_taken & (rolled.c.statements == 1), Operation.REPORTED),
        (is_taken, Operation.SUMMED),
        else_=Operation.DISCARDED,
    )
    return (
        select(*key_columns(rolled), rolled.c.depth, weighed.c.observation_id, operation)
        .join(weighed, same_key(weighed, rolled))
        .where(rolled.c.depth == depth)
    )


def _of_kinds(depth: int) -> Select[Any]:
    """A total over kinds, made by adding, stands on the statements of the kinds."""
    return (
        select(
            *key_columns(rolled), rolled.c.depth, weighed.c.observation_id, literal(Operation.SUMMED.value)
        )
        .join(
            weighed,
            (weighed.c.unit_id == rolled.c.unit_id)
            & (weighed.c.indicator_code == rolled.c.indicator_code)
            & (weighed.c.unit_kind != "")
            & (weighed.c.category == ""),
        )
        .where(rolled.c.depth == depth, rolled.c.is_total_of_kinds, weighed.c.is_used)
    )


def _of_sums(depth: int) -> Select[Any]:
    return _of_children(depth, rolled.c.denominator.is_(None), _IN_THE_VALUE, literal(Operation.SUMMED.value))


def _of_summed_terms(depth: int) -> Select[Any]:
    return _of_children(depth, rolled.c.denominator.is_not(None), _IN_THE_RATIO, made.c.operation)


def _of_children(
    depth: int, which: ColumnElement[bool], taken: Sequence[Operation], operation: ColumnElement[Any]
) -> Select[Any]:
    """What the children's values of the same key are made of, where the unit's value is their sum."""
    child = tree.alias("child")
    return (
        select(*key_columns(rolled), rolled.c.depth, made.c.observation_id, operation)
        .select_from(made)
        .join(child, child.c.unit_id == made.c.unit_id)
        .join(
            rolled,
            (rolled.c.unit_id == child.c.parent_id)
            & (rolled.c.indicator_code == made.c.indicator_code)
            & (rolled.c.unit_kind == made.c.unit_kind)
            & (rolled.c.category == made.c.category),
        )
        .where(
            rolled.c.depth == depth,
            rolled.c.strength == SUM_OF_CHILDREN,
            which,
            child.c.rolls_up,
            made.c.depth == depth + 1,
            made.c.operation.in_(taken),
        )
    )


def _of_terms(depth: int) -> Select[Any]:
    term = ratio_terms()
    return (
        select(*key_columns(rolled), rolled.c.depth, made.c.observation_id, term.c.side)
        .select_from(made)
        .join(term, term.c.term_code == made.c.indicator_code)
        .join(
            rolled,
            (rolled.c.unit_id == made.c.unit_id)
            & (rolled.c.indicator_code == term.c.ratio_code)
            & (rolled.c.unit_kind == made.c.unit_kind)
            & (rolled.c.category == made.c.category),
        )
        .where(
            rolled.c.depth == depth,
            rolled.c.strength != SUM_OF_CHILDREN,
            made.c.depth == depth,
            made.c.operation.in_(_IN_THE_VALUE),
        )
    )
