"""The kinds of column that frames between rooms are made of, each a pandera column on an Arrow type.

Arrow types keep a null a null, a day a day and a DECIMAL exact, whatever pandas would infer. Values are
DECIMAL(24, 6); instants are UTC, stored without a zone. What a table consists of does not belong here.
"""

from __future__ import annotations

from enum import StrEnum

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

VALUE_TYPE = pa.decimal128(24, 6)


def text(*, nullable: bool = False) -> pandera.Column:
    """Unicode text; an empty text is a value, not a null."""
    return _column(pa.string(), nullable=nullable)


def code(values: type[StrEnum], *, nullable: bool = False) -> pandera.Column:
    """One of a closed list of `schemas.vocabulary`."""
    return _column(pa.string(), pandera.Check.isin([each.value for each in values]), nullable=nullable)


def value(*, least: int | None = None) -> pandera.Column:
    """A figure, DECIMAL(24, 6), null where there is none; `least` bounds it from below."""
    return _column(VALUE_TYPE, *_at_least(least), nullable=True)


def count(*, nullable: bool = False, least: int | None = 0) -> pandera.Column:
    """A whole number, not negative unless `least` says so."""
    return _column(pa.int64(), *_at_least(least), nullable=nullable)


def share(*, nullable: bool = False) -> pandera.Column:
    """A fraction from 0 to 1, such as a confidence."""
    return _column(pa.float64(), pandera.Check.in_range(0, 1), nullable=nullable)


def flag(*, nullable: bool = True) -> pandera.Column:
    """Yes, no, or null where it is not known."""
    return _column(pa.bool_(), nullable=nullable)


def day(*, nullable: bool = False) -> pandera.Column:
    """A calendar day."""
    return _column(pa.date32(), nullable=nullable)


def instant(*, nullable: bool = False) -> pandera.Column:
    """A moment in UTC, without a zone, to the microsecond."""
    return _column(pa.timestamp("us"), nullable=nullable)


def frame_schema(
    name: str, columns: dict[str, pandera.Column], key: tuple[str, ...] = ()
) -> pandera.DataFrameSchema:
    """A schema that allows exactly `columns`, with `key` unique (nulls count as equal)."""
    return pandera.DataFrameSchema(
        columns,
        name=name,
        strict=True,
        unique=list(key) or None,
        report_duplicates="exclude_first",
    )


def _at_least(least: int | None) -> list[pandera.Check]:
    return [] if least is None else [pandera.Check.ge(least)]


def _column(kind: pa.DataType, *checks: pandera.Check, nullable: bool) -> pandera.Column:
    return pandera.Column(pd.ArrowDtype(kind), list(checks), nullable=nullable)
