"""Rule T03: is a value far from the unit's own history, and did it move unlike its peers?

The modified z-score (Iglewicz & Hoaglin, "How to Detect and Handle Outliers", 1993): 0.6745 (x - median) /
MAD, far beyond 3.5. Counts are compared as ratios on a logarithmic scale, so that a doubling of 10 and of
1,000 are alike, each with one added, so that nought has a logarithm. A value is an outlier where everything
that can be asked says so: its history where that is long enough, its peers where they are enough, and at
least one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log
from statistics import median

FAR = 3.5
LEAST_HISTORY = 4
LEAST_PEERS = 5
LEAST_SPREAD = 0.1  # of a logarithm: units that all moved within 10 per cent are not that sure of each other
LEAST_COUNT = 10  # numbers below say nothing: 1 to 4 is chance
_CONSISTENCY = 0.6745


@dataclass(frozen=True, slots=True)
class Series:
    """A unit's values of one indicator: now, a year before, and in the years before that, newest first.

    `before` is None where last year's value is not known or is of other boundaries.
    """

    unit_id: str
    name: str
    now: Decimal
    before: Decimal | None
    history: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlier:
    """A series that stands out; `usual` is the median of its history, `peers` who it was compared with."""

    series: Series
    usual: Decimal | None
    peers: tuple[str, ...]


def outliers(group: Sequence[Series]) -> Iterator[Outlier]:
    """The outliers among units of one level under one parent, for one indicator."""
    moves = {each.unit_id: _move(each) for each in group}
    for series in group:
        if series.before is None or max(series.now, series.before) < LEAST_COUNT:
            continue
        past = (series.before, *series.history)
        peers = [each for each in group if each is not series and moves[each.unit_id] is not None]
        answers = []
        if len(past) >= LEAST_HISTORY:
            answers.append(is_far(_log(series.now), [_log(value) for value in past]))
        if len(peers) >= LEAST_PEERS:
            answers.append(_moves_apart(series, peers, moves))
        if answers and all(answers):
            has_history, has_peers = len(past) >= LEAST_HISTORY, len(peers) >= LEAST_PEERS
            yield Outlier(
                series,
                Decimal(median(past)) if has_history else None,
                tuple(each.name for each in peers) if has_peers else (),
            )


def is_far(value: float, others: Sequence[float]) -> bool:
    """Whether the modified z-score of a value among others is beyond 3.5."""
    middle = median(others)
    spread = max(median(abs(other - middle) for other in others), LEAST_SPREAD)
    return abs(_CONSISTENCY * (value - middle) / spread) > FAR


def _moves_apart(series: Series, peers: Sequence[Series], moves: Mapping[str, float | None]) -> bool:
    own = moves[series.unit_id]
    others = [move for peer in peers if (move := moves[peer.unit_id]) is not None]
    return own is not None and is_far(own, others)


def _move(series: Series) -> float | None:
    return None if series.before is None else _log(series.now) - _log(series.before)


def _log(value: Decimal) -> float:
    return log(float(value) + 1)
