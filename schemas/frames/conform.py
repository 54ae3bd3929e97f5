"""Bringing a frame to its schema: exact types, and no row lost on the way.

`conform` gives every column its Arrow type and every row its judgement: rows in are rows out plus rows
quarantined, and each quarantined row has findings that say why. Writing them is the warehouse's work.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from schemas.checks.rules import rule_book
from schemas.errors import RuleError
from schemas.finding import Finding
from schemas.frames.columns import VALUE_TYPE

ROW_RULE = "S01"
"""The rule code of findings about rows that a table's schema turned away."""

_STEP = Decimal("0.000001")
_PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)
_LIMIT = Decimal(10) ** (VALUE_TYPE.precision - VALUE_TYPE.scale)


@dataclass(frozen=True, slots=True)
class RowFailure:
    """Why a row was turned away: `row` is its position in the frame, `value` what stood in `column`."""

    row: int
    column: str
    check: str
    value: str


@dataclass(frozen=True, slots=True)
class Conformed:
    """`good` has the schema's columns and types; `quarantined` the rows as they came, in their order."""

    good: pd.DataFrame
    quarantined: pd.DataFrame
    failures: tuple[RowFailure, ...]
    findings: tuple[Finding, ...]


def conform(frame: pd.DataFrame, schema: pandera.DataFrameSchema) -> Conformed:
    """Give `frame` the types of `schema` and set apart the rows that break it.

    Columns may come in any order; a missing nullable column is filled with nulls. Values are rounded to six
    decimals, half away from zero. Raises RuleError where a column is unknown or a required one is missing:
    that is a fault of the caller, not of a row.
    """
    _require_columns(frame, schema)
    rows = frame.reset_index(drop=True)
    failures: list[RowFailure] = []
    typed = pd.DataFrame(
        {
            name: _typed(rows, name, column.dtype.type.pyarrow_dtype, failures)
            for name, column in schema.columns.items()
        },
        index=rows.index,
    )
    failures = [*failures, *_broken_checks(typed, schema, {failure.row for failure in failures})]
    bad = sorted({failure.row for failure in failures})
    quarantined = rows.loc[bad]
    return Conformed(
        good=typed.drop(index=bad).reset_index(drop=True),
        quarantined=quarantined,
        failures=tuple(failures),
        findings=tuple(_finding(failure, rows.iloc[failure.row], schema) for failure in failures),
    )


def rounded(value: Decimal) -> Decimal:
    """`value` with six decimals, half away from zero, as DECIMAL(24, 6) stores it."""
    return value.quantize(_STEP, context=_PRECISE)


def _require_columns(frame: pd.DataFrame, schema: pandera.DataFrameSchema) -> None:
    unknown = [str(name) for name in frame.columns if name not in schema.columns]
    missing = [
        name for name, column in schema.columns.items() if name not in frame.columns and not column.nullable
    ]
    if unknown or missing:
        raise RuleError(f"frame {schema.name}: unknown columns {unknown}, missing columns {missing}")


def _typed(rows: pd.DataFrame, name: str, kind: pa.DataType, failures: list[RowFailure]) -> pd.Series[Any]:
    """The column with its Arrow type; a cell that does not fit becomes null and a failure."""
    if name not in rows.columns:
        array = pa.nulls(len(rows), kind)
    elif kind == VALUE_TYPE:
        array = _cell_by_cell(rows[name], name, kind, _decimal, failures)
    else:
        array = _whole_column(rows[name], name, kind, failures)
    return pd.Series(array, dtype=pd.ArrowDtype(kind), index=rows.index)


def _whole_column(
    cells: pd.Series[Any], name: str, kind: pa.DataType, failures: list[RowFailure]
) -> pa.Array:
    if isinstance(cells.dtype, pd.DatetimeTZDtype):
        cells = cells.dt.tz_convert("UTC").dt.tz_localize(None)
    try:
        array = pa.array(cells, from_pandas=True)
        if pa.types.is_string(kind) and not _is_text(array.type):
            return _cell_by_cell(cells, name, kind, _text, failures)
        return array.cast(kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, TypeError):
        convert = _text if pa.types.is_string(kind) else _same
        return _cell_by_cell(cells, name, kind, convert, failures)


def _cell_by_cell(
    cells: pd.Series[Any],
    name: str,
    kind: pa.DataType,
    convert: Callable[[Any], Any],
    failures: list[RowFailure],
) -> pa.Array:
    converted: list[Any] = []
    for row, cell in enumerate(cells.tolist()):
        if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:  # noqa: PLR0124 - NaN differs from itself
            converted.append(None)
            continue
        try:
            converted.append(pa.scalar(convert(cell), kind).as_py() if convert is _same else convert(cell))
        except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, ValueError, InvalidOperation):
            failures.append(RowFailure(row, name, f"not a {kind}", str(cell)))
            converted.append(None)
    return pa.array(converted, kind)


def _decimal(cell: Any) -> Decimal:
    """An exact number; a float is refused, since its decimals are not the ones that were written."""
    if isinstance(cell, bool) or not isinstance(cell, Decimal | int):
        raise TypeError(cell)
    value = rounded(Decimal(cell))
    if abs(value) >= _LIMIT:
        raise ValueError(cell)
    return value


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise TypeError(cell)
    return str(cell)


def _same(cell: Any) -> Any:
    return cell


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))


def _broken_checks(
    typed: pd.DataFrame, schema: pandera.DataFrameSchema, already: set[int]
) -> list[RowFailure]:
    """What pandera says about the rows whose cells could all be read."""
    readable = typed.drop(index=sorted(already))
    try:
        schema.validate(readable, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return list(_row_failures(error.failure_cases))
    return []


def _row_failures(cases: pd.DataFrame) -> Iterable[RowFailure]:
    """One failure per row and check; a repeated key is reported once, not once for each of its columns."""
    once = cases.drop_duplicates(["index", "check"])
    columns = zip(once["index"], once["column"], once["check"], once["failure_case"], strict=True)
    for row, column, check, case in columns:
        if not isinstance(row, int):
            raise RuleError(f"column {column}: {check} failed as a whole: {case}")
        yield RowFailure(row, str(column), str(check), str(case))


def _finding(failure: RowFailure, row: pd.Series[Any], schema: pandera.DataFrameSchema) -> Finding:
    def cell(name: str) -> str | None:
        found: Hashable = row.get(name)
        return found if isinstance(found, str) else None

    return Finding(
        rule=ROW_RULE,
        severity=rule_book().rules[ROW_RULE].severity,
        message=rule_book()
        .rules[ROW_RULE]
        .message.format(table=schema.name, column=failure.column, value=failure.value, check=failure.check),
        period_code=cell("reported_period_code") or cell("period_code"),
        unit_id=cell("unit_id"),
        document_id=cell("document_id"),
        locator=cell("locator") or "",
    )
