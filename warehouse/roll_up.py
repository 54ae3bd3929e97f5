"""The roll-up of stated values along the tree, level by level, and the ratios at every level, in SQL.

Input are the working tables `tree`, `owing` and `stated`; output is `rolled`: one value per key. Counts and
amounts add up where the catalogue says `over_units` = sum; the stronger and exact source wins at each unit;
a ratio is recomputed from the sums over the units that have both terms. How the values are published, and
from which observations they are made, is found in `consolidation` and `lineage`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
)

from warehouse.exact import quotient
from warehouse.tables import indicators
from warehouse.tree import DEEPEST
from warehouse.working import SUM_OF_CHILDREN, insert_columns, key_columns, rolled, stated, tree


def roll_up(connection: Connection) -> None:
    """Fill `rolled` from the communes up to the roots; each level is a sum over the one below."""
    for depth in range(DEEPEST, -1, -1):
        connection.execute(_values_at(depth))
        connection.execute(_ratios_at(depth))


def ratio_terms() -> CTE:
    """The terms of each ratio: ratio_code, side (numerator, denominator), term_code, terms (how many).

    A side may be an expression such as `rating.average+rating.weak`; every term of it is needed.
    """
    ratio = indicators.alias("ratio")
    term = indicators.alias("term")

    def side(name: str) -> Select[Any]:
        expression = literal("+").concat(func.replace(ratio.c[name], " ", "")).concat("+")
        marked = literal("+").concat(term.c.indicator_code).concat("+")
        return (
            select(
                ratio.c.indicator_code.label("ratio_code"),
                literal(name).label("side"),
                term.c.indicator_code.label("term_code"),
                ratio.c.breakdown,
            )
            .join_from(ratio, term, func.strpos(expression, marked) > 0)
            .where(ratio.c.over_units == "recompute")
        )

    sides = union_all(side("numerator"), side("denominator")).cte("ratio_sides")
    terms = func.count().over(partition_by=sides.c.ratio_code)
    return select(sides, terms.label("terms")).cte("ratio_terms")


def _values_at(depth: int) -> Any:
    candidates = union_all(_stated_at(depth), _sums_at(depth)).cte("candidates")
    of_key = key_columns(candidates)
    place = func.row_number().over(
        partition_by=of_key, order_by=[candidates.c.exactness.desc(), candidates.c.strength]
    )
    # A unit's own figure is chosen over its children's, but the children's coverage is still known.
    covered_below = func.max(candidates.c.covered).over(partition_by=of_key)
    placed = select(candidates, place.label("place"), covered_below.label("covered_below")).cte("placed")
    chosen = (
        select(
            *key_columns(placed),
            literal(depth),
            placed.c.value,
            null(),
            null(),
            placed.c.strength,
            placed.c.exactness,
            placed.c.statements,
            placed.c.is_total_of_kinds,
            placed.c.sources,
            _covered(placed),
        )
        .join(tree, tree.c.unit_id == placed.c.unit_id)
        .where(placed.c.place == 1)
    )
    return insert(rolled).from_select(insert_columns(rolled), chosen)


def _covered(placed: CTE) -> ColumnElement[int]:
    """How many reporting units are in a value: one that owes counts for itself, whatever is below it."""
    is_sum = placed.c.strength == SUM_OF_CHILDREN
    return case((tree.c.owes & ~is_sum, 1), (tree.c.owes, 0), else_=func.coalesce(placed.c.covered_below, 0))


def _stated_at(depth: int) -> Select[Any]:
    return (
        select(stated, literal(1).label("sources"), literal(0).label("covered"))
        .join(tree, tree.c.unit_id == stated.c.unit_id)
        .where(tree.c.depth == depth)
    )


def _sums_at(depth: int) -> Select[Any]:
    return (
        select(
            tree.c.parent_id.label("unit_id"),
            rolled.c.indicator_code,
            rolled.c.unit_kind,
            rolled.c.category,
            func.sum(rolled.c.value).label("value"),
            literal(SUM_OF_CHILDREN).label("strength"),
            func.min(rolled.c.exactness).label("exactness"),
            func.sum(rolled.c.statements).label("statements"),
            literal(False).label("is_total_of_kinds"),
            func.sum(rolled.c.sources).label("sources"),
            func.sum(rolled.c.covered).label("covered"),
        )
        .join(tree, tree.c.unit_id == rolled.c.unit_id)
        .join(indicators, indicators.c.indicator_code == rolled.c.indicator_code)
        .where(rolled.c.depth == depth + 1, tree.c.rolls_up, indicators.c.over_units == "sum")
        .group_by(tree.c.parent_id, rolled.c.indicator_code, rolled.c.unit_kind, rolled.c.category)
    )


def _ratios_at(depth: int) -> Any:
    pairs = union_all(_stated_pairs_at(depth), _summed_pairs_at(depth)).cte("pairs")
    place = func.row_number().over(partition_by=key_columns(pairs), order_by=pairs.c.strength)
    covered_below = func.max(pairs.c.covered).over(partition_by=key_columns(pairs))
    placed = select(pairs, place.label("place"), covered_below.label("covered_below")).cte("placed")
    factor = case((indicators.c.unit == "%", 100), else_=1)
    ratios = (
        select(
            *key_columns(placed),
            literal(depth),
            quotient(placed.c.numerator, placed.c.denominator, factor),
            placed.c.numerator,
            placed.c.denominator,
            placed.c.strength,
            placed.c.exactness,
            placed.c.statements,
            literal(False),
            placed.c.sources,
            _covered(placed),
        )
        .join(tree, tree.c.unit_id == placed.c.unit_id)
        .join(indicators, indicators.c.indicator_code == placed.c.indicator_code)
        .where(placed.c.place == 1)
    )
    return insert(rolled).from_select(insert_columns(rolled), ratios)


def _stated_pairs_at(depth: int) -> Select[Any]:
    """Both sides as the unit's own documents give them, of one strength; a term left out leaves no pair."""
    term = ratio_terms()
    value = rolled.alias("term_value")

    def side(name: str) -> Any:
        return func.sum(case((term.c.side == name, value.c.value), else_=0)).label(name)

    return (
        select(
            value.c.unit_id,
            term.c.ratio_code.label("indicator_code"),
            value.c.unit_kind,
            value.c.category,
            side("numerator"),
            side("denominator"),
            func.max(value.c.strength).label("strength"),
            func.min(value.c.exactness).label("exactness"),
            func.sum(value.c.statements).label("statements"),
            literal(1).label("sources"),
            literal(0).label("covered"),
        )
        .join(term, term.c.term_code == value.c.indicator_code)
        .where(
            value.c.depth == depth,
            value.c.strength != SUM_OF_CHILDREN,
            value.c.category == "",
            term.c.breakdown.is_not(None) | (value.c.unit_kind == ""),
        )
        .group_by(value.c.unit_id, term.c.ratio_code, term.c.terms, value.c.unit_kind, value.c.category)
        .having((func.count() == term.c.terms) & (func.min(value.c.strength) == func.max(value.c.strength)))
    )


def _summed_pairs_at(depth: int) -> Select[Any]:
    pair = rolled.alias("pair")
    child = tree.alias("child")
    return (
        select(
            child.c.parent_id.label("unit_id"),
            pair.c.indicator_code,
            pair.c.unit_kind,
            pair.c.category,
            func.sum(pair.c.numerator).label("numerator"),
            func.sum(pair.c.denominator).label("denominator"),
            literal(SUM_OF_CHILDREN).label("strength"),
            func.min(pair.c.exactness).label("exactness"),
            func.sum(pair.c.statements).label("statements"),
            func.sum(pair.c.sources).label("sources"),
            func.sum(pair.c.covered).label("covered"),
        )
        .join(child, child.c.unit_id == pair.c.unit_id)
        .where(pair.c.depth == depth + 1, child.c.rolls_up, pair.c.denominator.is_not(None))
        .group_by(child.c.parent_id, pair.c.indicator_code, pair.c.unit_kind, pair.c.category)
    )
