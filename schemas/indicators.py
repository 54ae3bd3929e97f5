"""The indicator catalogue: the codes that figures are mapped to, and how their values add up.

The codes are a contract: they are added to, never renamed. How figures in prose are recognised as an
indicator is declared elsewhere; here is only what an indicator is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from schemas.errors import ReferenceDataError
from schemas.reference_files import REFERENCE_FOLDER, read_reference_table
from schemas.vocabulary import UnitKind

_FILE = "indicators.csv"
_RECOMPUTE = "recompute"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: the columns of `indicators.csv`.

    `unit` is the Vietnamese unit of measure (vụ, người, đồng, %, g); `kind` is count, amount or ratio.
    `over_units` (sum, recompute, none) and `over_time` (sum, latest, recompute) say how values add up.
    `numerator` and `denominator` are the codes of a ratio's terms, each a sum of one or more indicators.
    `breakdown` names the one extra dimension (unit_kind, offence_group, award_level) or is None. `better` is
    higher, lower or none; `period_scheme` the family of windows (`schemas.periods`).
    """

    code: str
    label_vi: str
    label_en: str
    unit: str
    kind: str
    over_units: str
    over_time: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    breakdown: str | None
    better: str
    period_scheme: str
    domain: str
    source: str

    @property
    def is_ratio(self) -> bool:
        """Whether the value is a percentage that is recomputed from its terms, never summed or averaged."""
        return self.kind == "ratio"

    @property
    def is_by_unit_kind(self) -> bool:
        """Whether the indicator counts units, and so may be broken down by their kind."""
        return self.breakdown == "unit_kind"

    def window_scheme(self, unit_kind: UnitKind | None) -> str:
        """The scheme of `reporting_calendar.yaml` whose window counts for this indicator and kind of unit.

        The safety standard has one window for residential areas and one for all others (TT 124/2021/TT-BCA
        Art. 8.2).
        """
        if self.period_scheme != "safety":
            return self.period_scheme
        return "safety_residential_area" if unit_kind is UnitKind.RESIDENTIAL_AREA else "safety_other"


def indicators() -> Mapping[str, Indicator]:
    """The project's catalogue by code, in the order of the file; read once per process.

    Raises `ReferenceDataError` if the file breaks its schema or a ratio's term is not an indicator that can
    be added.
    """
    return _project_indicators()


def read_indicators(folder: Path) -> Mapping[str, Indicator]:
    """The catalogue of another folder; raises `ReferenceDataError` as `indicators` does."""
    from schemas.frames.reference import INDICATORS

    frame = read_reference_table(_FILE, INDICATORS, folder)
    columns = {name: frame[name].tolist() for name in frame.columns}
    catalogue = {
        code: Indicator(
            code=code,
            label_vi=columns["label_vi"][row],
            label_en=columns["label_en"][row],
            unit=columns["unit"][row],
            kind=columns["kind"][row],
            over_units=columns["over_units"][row],
            over_time=columns["over_time"][row],
            numerator=_terms(columns["numerator"][row]),
            denominator=_terms(columns["denominator"][row]),
            breakdown=columns["breakdown"][row] or None,
            better=columns["better"][row],
            period_scheme=columns["period_scheme"][row],
            domain=columns["domain"][row],
            source=columns["source"][row],
        )
        for row, code in enumerate(columns["code"])
    }
    _check_terms(catalogue)
    return MappingProxyType(catalogue)


def _terms(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("+")) if joined else ()


def _check_terms(catalogue: Mapping[str, Indicator]) -> None:
    for indicator in catalogue.values():
        for code in (*indicator.numerator, *indicator.denominator):
            term = catalogue.get(code)
            if term is None:
                raise ReferenceDataError(f"{_FILE}: {indicator.code} needs {code}, which is not an indicator")
            if term.is_ratio:
                raise ReferenceDataError(
                    f"{_FILE}: {indicator.code} needs {code}, which is itself a ratio and can't be added"
                )


@lru_cache(maxsize=1)
def _project_indicators() -> Mapping[str, Indicator]:
    return read_indicators(REFERENCE_FOLDER)
