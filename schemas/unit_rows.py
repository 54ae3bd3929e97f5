"""Reads the rows of administrative units and their successions, and joins them by identity over time.

Nothing is searched here; `units` and `unit_names` index what this module returns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.errors import ReferenceDataError
from schemas.reference_files import REFERENCE_FOLDER, day_of, read_reference_table
from schemas.unit import Succession, Unit
from schemas.unit_codes import UnitCodes
from schemas.unit_ids import CARRYING_RELATIONS, CodeInterval, CodeSuccession, identify_rows

if TYPE_CHECKING:
    import pandas as pd

_UNITS = "admin_units.csv"
_SUCCESSIONS = "unit_successions.csv"


def read_units(
    codes: UnitCodes, folder: Path = REFERENCE_FOLDER
) -> tuple[tuple[Unit, ...], tuple[Succession, ...]]:
    """All unit rows (in the file's order) and all successions, joined by identity.

    Raises `ReferenceDataError` for faults of a file, a kind that `unit_codes.yaml` does not know, a parent
    that is not there on the row's first day, overlapping rows of a code, or a succession from or to a unit
    that does not exist.
    """
    from schemas.frames.reference import ADMIN_UNITS, UNIT_SUCCESSIONS

    rows = read_reference_table(_UNITS, ADMIN_UNITS, folder)
    links = _read_links(read_reference_table(_SUCCESSIONS, UNIT_SUCCESSIONS, folder))
    starts = [day_of(_UNITS, text) for text in rows["valid_from"].tolist()]
    ends = [day_of(_UNITS, text) if text else None for text in rows["valid_to"].tolist()]
    intervals = [
        CodeInterval(code, start, end)
        for code, start, end in zip(rows["unit_code"].tolist(), starts, ends, strict=True)
    ]
    carried = [
        CodeSuccession(link.predecessor_code, link.successor_code, link.effective_date)
        for link in links
        if link.relation in CARRYING_RELATIONS
    ]
    identities = _Identities(intervals, identify_rows(intervals, carried, codes.systems))
    return _build_units(rows, intervals, links, identities, codes), _build_successions(links, identities)


@dataclass(frozen=True, slots=True)
class _Link:
    """A row of `unit_successions.csv`."""

    predecessor_code: str
    successor_code: str
    effective_date: date
    relation: str
    share: str
    legal_basis: str


def _read_links(frame: pd.DataFrame) -> list[_Link]:
    return [
        _Link(before, after, day_of(_SUCCESSIONS, day), relation, share, basis)
        for before, after, day, relation, share, basis in zip(
            frame["predecessor_code"].tolist(),
            frame["successor_code"].tolist(),
            frame["effective_date"].tolist(),
            frame["relation"].tolist(),
            frame["share"].tolist(),
            frame["legal_basis"].tolist(),
            strict=True,
        )
    ]


def _build_units(
    rows: pd.DataFrame,
    intervals: Sequence[CodeInterval],
    links: Sequence[_Link],
    identities: _Identities,
    codes: UnitCodes,
) -> tuple[Unit, ...]:
    level_of = {wording.kind_vi: wording.level for wording in codes.kinds}
    unknown = set(rows["kind"].unique()) - set(level_of)
    if unknown:
        raise ReferenceDataError(f"{_UNITS}: kinds that unit_codes.yaml does not list: {sorted(unknown)}")
    begun = {(link.successor_code, link.effective_date) for link in links}
    units = []
    for interval, name, short_name, kind_vi, level, parent_code, basis in zip(
        intervals,
        rows["name"].tolist(),
        rows["short_name"].tolist(),
        rows["kind"].tolist(),
        rows["level"].tolist(),
        rows["parent_code"].tolist(),
        rows["legal_basis"].tolist(),
        strict=True,
    ):
        code, start = interval.unit_code, interval.valid_from
        if level_of[kind_vi] != level:
            raise ReferenceDataError(
                f"{_UNITS}: unit {code} has level {level} and kind {kind_vi}, "
                f"which unit_codes.yaml puts at level {level_of[kind_vi]}"
            )
        unit_id = identities.id_on(code, start, _UNITS)
        units.append(
            Unit(
                unit_id=unit_id,
                unit_code=code,
                code_system=unit_id.partition("-")[0],
                name=name,
                short_name=short_name,
                level=level_of[kind_vi],
                kind=level,
                kind_vi=kind_vi,
                parent_id=identities.id_on(parent_code, start, _UNITS) if parent_code else None,
                valid_from=start,
                valid_to=interval.valid_to,
                is_legal_start=bool(basis) or (code, start) in begun,
            )
        )
    return tuple(units)


def _build_successions(links: Sequence[_Link], identities: _Identities) -> tuple[Succession, ...]:
    day_before = {day: day - timedelta(days=1) for day in {link.effective_date for link in links}}
    return tuple(
        Succession(
            predecessor_id=identities.id_on(
                link.predecessor_code, day_before[link.effective_date], _SUCCESSIONS
            ),
            successor_id=identities.id_on(link.successor_code, link.effective_date, _SUCCESSIONS)
            if link.successor_code
            else None,
            effective_date=link.effective_date,
            relation=link.relation,
            share=float(link.share) if link.share else None,
            legal_basis=link.legal_basis,
        )
        for link in links
    )


class _Identities:
    """Finds the identity behind a code on a day; refuses codes whose rows overlap."""

    def __init__(self, intervals: Iterable[CodeInterval], ids: Mapping[tuple[str, date], str]) -> None:
        self._ids = ids
        self._rows: defaultdict[str, list[CodeInterval]] = defaultdict(list)
        for interval in sorted(intervals, key=lambda interval: interval.valid_from):
            rows = self._rows[interval.unit_code]
            if rows and (rows[-1].valid_to is None or interval.valid_from < rows[-1].valid_to):
                raise ReferenceDataError(
                    f"admin_units.csv: rows of code {interval.unit_code} overlap on {interval.valid_from}"
                )
            rows.append(interval)

    def id_on(self, code: str, on: date, file_name: str) -> str:
        for row in self._rows.get(code, ()):
            if row.valid_from <= on and (row.valid_to is None or on < row.valid_to):
                return self._ids[code, row.valid_from]
        raise ReferenceDataError(f"{file_name}: code {code} is used on {on}, but no such unit exists then")
