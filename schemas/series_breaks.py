"""From which day an indicator means something else (`series_breaks.yaml`): rules change, names stay.

Here is only what the file declares; how a comparison honours it is found in `warehouse/comparison.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from schemas.errors import ReferenceDataError
from schemas.indicators import read_indicators
from schemas.reference_files import REFERENCE_FOLDER, as_date, read_reference_yaml

_FILE = "series_breaks.yaml"


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """From `effective_on`, the indicators can't be compared with before.

    `code` is an indicator's, or a domain with a dot at its end for all of its indicators.
    """

    code: str
    effective_on: date
    source: str = ""

    def covers(self, indicator_code: str) -> bool:
        """Whether the break concerns an indicator."""
        return indicator_code == self.code or (
            self.code.endswith(".") and indicator_code.startswith(self.code)
        )


@lru_cache(maxsize=1)
def series_breaks() -> tuple[SeriesBreak, ...]:
    """The project's declared breaks, read once per process; raises `ReferenceDataError`."""
    return read_series_breaks(REFERENCE_FOLDER)


def read_series_breaks(folder: Path) -> tuple[SeriesBreak, ...]:
    """The declared breaks of a folder; raises `ReferenceDataError`, also for a code that covers no indicator
    of the catalogue.
    """
    breaks = read_reference_yaml(_FILE, _build, folder)
    catalogue = read_indicators(folder)
    unknown = [each.code for each in breaks if not any(each.covers(code) for code in catalogue)]
    if unknown:
        raise ReferenceDataError(f"{_FILE}: not in indicators.csv: {', '.join(unknown)}")
    return breaks


def _build(content: Mapping[str, object]) -> tuple[SeriesBreak, ...]:
    return tuple(
        SeriesBreak(str(code), _day(each["from"], str(code)), str(each["source"]))
        for each in cast("Sequence[Mapping[str, object]]", content["breaks"])
        for code in cast("Sequence[object]", each["indicators"])
    )


def _day(value: object, code: str) -> date:
    day = as_date(value, f"break of {code}, from")
    if day is None:
        raise ReferenceDataError(f"{_FILE}: break of {code}: expected a day in `from`, found nothing")
    return day
