"""What is measured: every indicator, unit kind and category that may have a value, numbered, in SQL.

Input are the catalogue and the staged observations of the planted periods; output are the working tables
`measures` and `terms`. Where the values come from is found in `candidates`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Connection, Select, case, func, insert, literal, select, union, union_all

from warehouse.tables import indicators, observations
from warehouse.working import insert_columns, measures, study, terms, tree, without_null

RECOMPUTED = "recompute"
SUMMED = "sum"


def list_measures(connection: Connection) -> None:
    """Fill `measures` and `terms` for the periods of the working tree."""
    connection.execute(_list())
    connection.execute(_list_terms())
    study(connection, measures, terms)


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
            .where(ratio.c.over_units == RECOMPUTED)
        )

    sides = union_all(side("numerator"), side("denominator")).cte("ratio_sides")
    terms_of_ratio = func.count().over(partition_by=sides.c.ratio_code)
    return select(sides, terms_of_ratio.label("terms")).cte("ratio_terms")


def _list() -> Any:
    observed = _observed()
    totals = select(
        indicators.c.indicator_code, literal("").label("unit_kind"), literal("").label("category")
    )
    kinds = select(observed.c.unit_kind).distinct().cte("kinds_observed")
    ratios = select(indicators.c.indicator_code, kinds.c.unit_kind, literal("").label("category")).where(
        indicators.c.over_units == RECOMPUTED, indicators.c.breakdown.is_not(None)
    )
    keys = union(select(observed), totals, ratios.join_from(indicators, kinds, literal(True))).cte("keys")
    of_indicator = [keys.c.indicator_code, keys.c.unit_kind, keys.c.category]
    number = func.row_number().over(order_by=of_indicator)
    numbered = select(keys, number.label("measure")).cte("numbered_keys")
    # The empty texts sort first, so an indicator's first key is its total.
    total = func.min(numbered.c.measure).over(partition_by=numbered.c.indicator_code)
    rows = select(
        numbered.c.measure,
        total,
        numbered.c.indicator_code,
        numbered.c.unit_kind,
        numbered.c.category,
        indicators.c.domain,
        indicators.c.over_units.in_((SUMMED, RECOMPUTED)),
        indicators.c.over_units == RECOMPUTED,
        case((indicators.c.unit == "%", 100), else_=1),
    ).join(indicators, indicators.c.indicator_code == numbered.c.indicator_code)
    return insert(measures).from_select(insert_columns(measures), rows)


def _observed() -> CTE:
    unit_kind, category = without_null(observations.c.unit_kind), without_null(observations.c.category)
    return (
        select(observations.c.indicator_code, unit_kind.label("unit_kind"), category.label("category"))
        .join(indicators, indicators.c.indicator_code == observations.c.indicator_code)
        .where(
            observations.c.period_code.in_(select(tree.c.period_code).distinct()),
            indicators.c.over_units != RECOMPUTED,
        )
        .distinct()
        .cte("observed")
    )


def _list_terms() -> Any:
    declared = ratio_terms()
    ratio, term = measures.alias("ratio_measure"), measures.alias("term_measure")
    rows = (
        select(ratio.c.measure, term.c.measure, declared.c.side, declared.c.terms)
        .select_from(declared)
        .join(ratio, ratio.c.indicator_code == declared.c.ratio_code)
        .join(
            term,
            (term.c.indicator_code == declared.c.term_code)
            & (term.c.unit_kind == ratio.c.unit_kind)
            & (term.c.category == ""),
        )
        .where(ratio.c.category == "")
    )
    return insert(terms).from_select(insert_columns(terms), rows)
