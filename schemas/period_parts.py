"""Which shorter periods make up a longer one, and whose report makes the comparison of the two possible.

A year is its twelve months, its four quarters or its two halves; nine months are nine months or three
quarters. Windows are statutory and meet without a gap (NĐ 09/2019/NĐ-CP Art. 12).
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.periods import Grain, Period, parse_period, period_code

_MONTHS_IN = {Grain.YEAR: 12, Grain.HALF_YEAR: 6, Grain.QUARTER: 3, Grain.MONTH: 1}


@dataclass(frozen=True, slots=True)
class Whole:
    """A period and the shorter ones of one grain, in order, that make it up."""

    code: str
    parts: tuple[str, ...]


def wholes_settled_by(period: Period) -> tuple[Whole, ...]:
    """The periods that can be built from their parts once this one is worked out.

    Runs go by grain, then time: a year comes before its months, so its last month settles it; cumulative
    months come after the months and settle themselves.
    """
    if period.grain is Grain.MONTHS:
        return tuple(
            Whole(period.code, parts)
            for grain in (Grain.QUARTER, Grain.MONTH)
            if (parts := _parts(period, grain))
        )
    if period.grain not in (Grain.HALF_YEAR, Grain.QUARTER, Grain.MONTH):
        return ()
    longer = [grain for grain in _MONTHS_IN if _MONTHS_IN[grain] > _MONTHS_IN[period.grain]]
    last = period.months.last
    wholes = [
        parse_period(period_code(grain, period.year, 0 if grain is Grain.YEAR else last // _MONTHS_IN[grain]))
        for grain in longer
        if last % _MONTHS_IN[grain] == 0
    ]
    return tuple(Whole(whole.code, _parts(whole, period.grain)) for whole in wholes)


def _parts(whole: Period, grain: Grain) -> tuple[str, ...]:
    length, months = _MONTHS_IN[grain], whole.months
    if (months.first - 1) % length or months.last % length:
        return ()
    return tuple(
        period_code(grain, whole.year, last // length)
        for last in range(months.first - 1 + length, months.last + 1, length)
    )
