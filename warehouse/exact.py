"""Exact decimal arithmetic that two databases agree on to the last digit.

What belongs here is the one operation on which DuckDB and PostgreSQL differ: division. DuckDB divides
decimals as floating point numbers, PostgreSQL to a scale that depends on the operands; so a quotient is
computed on whole numbers (millionths) and rounded once, half away from zero, to the six decimals of a
published value. Sums and differences of decimals are exact on both and need nothing from here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Numeric, case, cast, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from warehouse.tables import VALUE

MILLIONTHS = 1_000_000
WHOLE = Numeric(38, 0)


class _WholeQuotient(FunctionElement[Any]):
    """`dividend` by `divisor`, both whole and at least 0, without the remainder."""

    type = WHOLE
    name = "whole_quotient"
    inherit_cache = True


@compiles(_WholeQuotient)
def _as_function(element: _WholeQuotient, compiler: SQLCompiler, **options: Any) -> str:
    return f"div({compiler.process(element.clauses, **options)})"


@compiles(_WholeQuotient, "duckdb")
def _as_operator(element: _WholeQuotient, compiler: SQLCompiler, **options: Any) -> str:
    dividend, divisor = (
        f"CAST({compiler.process(clause, **options)} AS HUGEINT)" for clause in element.clauses
    )
    return f"({dividend} // {divisor})"


def quotient(
    dividend: ColumnElement[Any], divisor: ColumnElement[Any], factor: int | ColumnElement[int] = 1
) -> ColumnElement[Any]:
    """`factor` × dividend ÷ divisor as a published value: DECIMAL(24,6), rounded half away from zero.

    Null where a side is null or the divisor is 0. Both sides are decimals of at most six places; magnitudes
    up to 10^18 with a factor up to 100 stay within 38 digits.
    """
    scaled = _whole(dividend) * factor * MILLIONTHS
    base = _whole(divisor)
    doubled = cast(2 * func.abs(base), WHOLE)
    rounded = _WholeQuotient(cast(2 * func.abs(scaled) + func.abs(base), WHOLE), func.nullif(doubled, 0))
    magnitude = cast(rounded, WHOLE) * cast(literal("0.000001"), Numeric(7, 6))
    is_negative = (scaled < 0) != (base < 0)
    return cast(case((is_negative, -magnitude), else_=magnitude), VALUE)


def percentage(dividend: ColumnElement[Any], divisor: ColumnElement[Any]) -> ColumnElement[Any]:
    """Dividend as a percentage (0–100) of the divisor, rounded as every published value."""
    return quotient(dividend, divisor, 100)


def _whole(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(value * MILLIONTHS, WHOLE)
