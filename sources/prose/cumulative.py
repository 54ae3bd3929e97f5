"""Figures since the beginning of the year in the report of a month or a quarter.

"Trong tháng xảy ra 02 vụ; lũy kế từ đầu năm 19 vụ": the second is of the months so far, not of the report's
period.
"""

from __future__ import annotations

import re

from schemas.periods import Grain, parse_period, period_code
from sources.prose.mentions import Mention, SentenceReading

_HINTS = ("lũy kế", "cộng dồn", "đầu năm", "1/01/", "1/1/")
_FRAME = re.compile(
    r"(?P<since>lũy kế|cộng dồn|(?<!so với )(?<!so )(?:tính )?từ đầu năm|(?<!so với )\d{1,2} tháng đầu năm|"
    r"từ (?:ngày )?0?1/0?1/)"
    r"|riêng|trong (?:tháng|quý)|(?:tháng|quý|kỳ) này"
)


def cumulative_period(mention: Mention, reading: SentenceReading, own_code: str | None) -> str | None:
    """The code of the months so far where a number is told of them, else None."""
    if own_code is None or "-" not in own_code:
        return None
    folded = reading.folded
    if not any(hint in folded for hint in _HINTS):
        return None
    period = parse_period(own_code)
    if period.grain not in (Grain.MONTH, Grain.QUARTER, Grain.HALF_YEAR):
        return None
    start = 0 if _FRAME.match(folded) else mention.clause[0]
    frames = [
        frame for frame in _FRAME.finditer(folded, start, mention.token.start) if mention.hears(frame.start())
    ]
    if not frames or frames[-1]["since"] is None:
        return None
    return period_code(Grain.MONTHS, period.year, period.months.last)
