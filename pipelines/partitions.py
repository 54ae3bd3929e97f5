"""Which reporting periods have a partition, and in which order they run: by grain, then time.

Periods are added as documents of them arrive; nobody has to list years in advance.
"""

from __future__ import annotations

from collections.abc import Iterable

from dagster import DagsterInstance

from assets.partitions import PERIODS
from schemas.period_parts import wholes_settled_by
from schemas.periods import Period, ordered_periods

_NAME = str(PERIODS.name)


def ordered_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Period codes by grain, then time, so that a period runs after the one a year before it.

    Raises `ReferenceDataError` for a code that is none.
    """
    return tuple(period.code for period in ordered_periods(codes))


def add_periods(instance: DagsterInstance, codes: Iterable[str]) -> None:
    """Give each period a partition; where a new one sorts before a known one, all are listed anew."""
    known = list(instance.get_dynamic_partitions(_NAME))
    wanted = list(ordered_codes({*known, *codes}))
    if wanted[: len(known)] != known:
        for code in known:
            instance.delete_dynamic_partition(_NAME, code)
    instance.add_dynamic_partitions(_NAME, wanted)


def following_codes(codes: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """`codes` and all of `known` that compare themselves, directly or by way of another, with one of them: a
    year with the one before, the last month with the year that it completes and the months before it.
    """
    result = set(codes)
    for period in sorted(ordered_periods(known), key=lambda period: period.year):
        if period.previous_code in result or _settles_any(period, result):
            result.add(period.code)
    return ordered_codes(result)


def _settles_any(period: Period, codes: set[str]) -> bool:
    wholes = wholes_settled_by(period)
    return any(codes.intersection((whole.code, *whole.parts)) for whole in wholes)
