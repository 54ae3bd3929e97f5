"""Comparisons in SQL equal plain ones over random mergers and splits, on both engines, to the last digit.

The plain side thinks in land: every unit has plots, a merger moves them, a split cuts them. A unit of today
compares with those units of last year whose plots together are its own, whatever the successions are called.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from schemas.periods import parse_period
from warehouse import tables
from warehouse.comparison import compare_period

THIS_YEAR, LAST_YEAR = parse_period("2023"), parse_period("2022")
BEGINNING = date(2019, 9, 11)
CASES, SOLVED, RATE, TYPES = "crime.cases", "crime.cases_solved", "crime.clearance_rate", "model.types"
Land = frozenset[str]


@dataclass
class Country:
    """Districts, communes and their plots; what happens to them leaves rows of units and of successions."""

    parent: dict[str, str] = field(default_factory=dict)
    plots: dict[str, set[str]] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)
    rows: list[tuple[str, str | None, date, date | None]] = field(default_factory=list)
    successions: list[tuple[str, str | None, date, str]] = field(default_factory=list)
    untouched: set[str] = field(default_factory=set)

    def found(self, unit: str, parent: str, day: date = BEGINNING, plots: set[str] | None = None) -> None:
        self.parent[unit], self.since[unit] = parent, day
        self.plots[unit] = {f"{unit}:a", f"{unit}:b"} if plots is None else plots

    def end(self, unit: str, day: date | None) -> None:
        self.rows.append((unit, self.parent[unit], self.since[unit], day))
        if day is not None:
            del self.parent[unit], self.plots[unit], self.since[unit]

    def below(self, unit: str) -> list[str]:
        return sorted(child for child, parent in self.parent.items() if parent == unit)

    def land(self) -> dict[str, Land]:
        """The plots of every unit, those of the communes being their district's and the province's too."""
        of_unit = {unit: frozenset(plots) for unit, plots in self.plots.items()}
        for district in self.below("P"):
            of_unit[district] = of_unit[district].union(*(of_unit[each] for each in self.below(district)))
        of_unit["P"] = frozenset().union(*(of_unit[each] for each in self.below("P")))
        return of_unit

    def succeed(self, before: str, after: str, day: date, relation: str) -> None:
        self.successions.append((before, after, day, relation))

    def move(self, commune: str, district: str, day: date) -> None:
        plots = self.plots[commune]
        self.end(commune, day)
        self.found(commune, district, day, plots)
        self.succeed(commune, commune, day, "transferred")

    def merge(self, before: str, after: str, day: date) -> None:
        for commune in self.below(before):
            self.move(commune, after, day)
        self.plots[after] |= self.plots[before]
        self.succeed(before, after, day, "merged")
        self.end(before, day)

    def split(self, unit: str, new: str, day: date) -> None:
        """A new unit takes half the plots and the first commune, if there are any."""
        taken = set(sorted(self.plots[unit])[::2])
        self.plots[unit] -= taken
        self.found(new, self.parent[unit], day, taken)
        for commune in self.below(unit)[:1]:
            self.move(commune, new, day)
        self.succeed(unit, new, day, "split")

    def cut(self, unit: str, other: str, day: date) -> None:
        """Another unit takes half the plots."""
        taken = set(sorted(self.plots[unit])[::2])
        self.plots[unit] -= taken
        self.plots[other] |= taken
        self.succeed(unit, other, day, "split")


def _happen(draw: st.DrawFn, country: Country, day: date, number: int) -> None:
    """Something on a day to units that nothing else happened to that year."""
    districts = [unit for unit in country.below("P") if unit in country.untouched]
    communes = [unit for district in districts for unit in country.below(district)]
    free = draw(st.sampled_from((districts, communes)))
    if not free:
        return
    unit = draw(st.sampled_from(free))
    others = [each for each in free if each != unit]
    other = draw(st.sampled_from(others)) if others else None
    deed = draw(st.sampled_from(("merge", "found", "split", "cut", "rename", "move")))
    new, touched = f"{unit}N{number}", {unit, other} - {None}
    if deed == "rename":
        country.succeed(unit, unit, day, "renamed")
    elif deed == "split":
        country.split(unit, new, day)
    elif other is None:
        return
    elif deed == "merge":
        country.merge(unit, other, day)
    elif deed == "found":
        country.found(new, country.parent[unit], day, set())
        for each in (unit, other):
            country.merge(each, new, day)
    elif deed == "cut":
        country.cut(unit, other, day)
    elif unit in communes:
        country.move(unit, country.parent[other], day)
    # Merged units may be merged again; all else that may happen to a unit happens once.
    if deed not in ("merge", "found", "rename"):
        holders = {country.parent.get(each, "P") for each in touched}
        country.untouched -= touched | holders | {new}
    elif deed == "found":
        country.untouched.add(new)


@dataclass
class Years:
    """A country with its land in both years and what its units say of both."""

    country: Country
    before: dict[str, Land]
    now: dict[str, Land]
    tree_before: dict[str, str]
    said: list[tuple[str, str, str, str, Decimal]]  # year of the report, unit, role, code, value
    owing: list[tuple[str, str]]


amounts = st.integers(0, 9).map(Decimal) | st.decimals(min_value=0, max_value=Decimal("99999999"), places=6)


@st.composite
def years(draw: st.DrawFn) -> Years:
    country = Country()
    for number in range(draw(st.integers(2, 4))):
        country.found(f"D{number}", "P")
        for place in range(draw(st.integers(0, 3))):
            country.found(f"D{number}C{place}", f"D{number}")
    country.untouched = set(country.parent)
    before, tree_before = country.land(), dict(country.parent)
    for number, day in enumerate((date(2023, 2, 1), date(2023, 5, 1), date(2023, 7, 1))):
        _happen(draw, country, day, number)
    now = country.land()
    for unit in list(country.parent):
        country.end(unit, None)
    said, owing = [], []
    for year, units in (("2022", before), ("2023", now)):
        for unit in sorted(units):
            says = draw(st.sampled_from(("nothing", "much", "much")))
            for code in (CASES, SOLVED, TYPES) if says == "much" else ():
                if draw(st.sampled_from((True, True, False))):
                    said.append((year, unit, "count", code, draw(amounts)))
                if year == "2023" and draw(st.sampled_from((False, False, True))):
                    said.append((year, unit, "previous", code, draw(amounts)))
            if draw(st.booleans()):
                owing.append((year, unit))
    return Years(country, before, now, tree_before, said, owing)


# ── The plain comparison, from the values and contributions of both years ─────────────────────────────


class Row(NamedTuple):
    """A published value and the units whose statements it is made of."""

    value: Decimal
    is_sum: bool
    is_complete: bool
    sources: frozenset[str]


def _published(ledger: Any, year: str) -> dict[tuple[str, str], Row]:
    sources = defaultdict(set)
    units = {each.observation_id: each.unit_id for each in ledger.rows(tables.observations)}
    for each in ledger.rows(tables.contributions, period_code=year):
        if each.operation != "discarded":
            sources[each.unit_id, each.indicator_code].add(units[each.observation_id])
    return {
        (each.unit_id, each.indicator_code): Row(
            each.value,
            each.origin == "summed",
            bool(each.is_complete),
            frozenset(sources[each.unit_id, each.indicator_code]),
        )
        for each in ledger.rows(tables.indicator_values, period_code=year)
    }


@dataclass
class Plain:
    """All that a comparison needs, on the boundaries of today."""

    years: Years
    now: dict[tuple[str, str], Row]
    before: dict[tuple[str, str], Row]

    def parts(self, unit: str) -> tuple[str, ...] | None:
        """The units of last year of the same level that make up a unit of today; None where some are cut."""
        land = self.years.now[unit]
        of_level = [each for each in self.years.before if _level(each) == _level(unit)]
        within = tuple(each for each in of_level if self.years.before[each] <= land)
        covered = frozenset().union(*(self.years.before[each] for each in within))
        return within if covered == land else None

    def previous(self, unit: str, code: str) -> tuple[Decimal | None, bool]:
        """Last year's value on the land of today, and whether all parts are in it."""
        parts = self.parts(unit)
        if parts is None or (code == TYPES and len(parts) > 1):
            return None, False
        if code == RATE and len(parts) > 1:
            pairs = [
                (self.before[part, SOLVED].value, self.before[part, CASES].value)
                for part in parts
                if (part, SOLVED) in self.before and (part, CASES) in self.before
            ]
            solved, cases = (sum(side, Decimal(0)) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
            return (_rounded(solved * 100, cases) if cases else None), len(pairs) == len(parts)
        known = [self.before[part, code].value for part in parts if (part, code) in self.before]
        return (sum(known, Decimal(0)) if known else None), bool(known) and len(known) == len(parts)

    def sources_before(self, unit: str, code: str) -> frozenset[str]:
        """In units of today, where all parts of one are in the value; other units under another name."""
        parts = self.parts(unit) or ()
        there = {source for part in parts for source in getattr(self.before.get((part, code)), "sources", ())}
        whole = {each for each in self.years.now if (of := self.parts(each)) and there >= set(of)}
        gone = there - {part for each in whole for part in self.parts(each) or ()}
        return frozenset(whole) | {f"~{each}" for each in gone}

    def said_before(self, unit: str, code: str) -> Decimal | None:
        said = [
            value
            for _, who, role, what, value in self.years.said
            if (who, role, what) == (unit, "previous", code)
        ]
        return said[0] if said and (unit, code) in self.now else None

    def is_whole_before(self, unit: str, code: str) -> bool:
        _, has_all = self.previous(unit, code)
        rows = [self.before.get((part, code)) for part in self.parts(unit) or ()]
        complete = all(row is not None and row.is_complete for row in rows)
        if code == RATE and len(rows) > 1:
            complete = all(
                (row := self.before.get((part, term))) is not None and row.is_complete
                for part in self.parts(unit) or ()
                for term in (CASES, SOLVED)
            )
        return has_all and (complete or unit in self.sources_before(unit, code))

    def comparison(self, unit: str, code: str) -> tuple[Any, ...]:
        row = self.now[unit, code]
        parts = self.parts(unit)
        if parts is None or (code == TYPES and len(parts) > 1):
            return "boundary_changed", None, None, None, None
        previous, _ = self.previous(unit, code)
        said = self.said_before(unit, code)
        sources_before = self.sources_before(unit, code)
        known = {each: self._known(each, code) for each in row.sources}
        known = {each: value for each, value in known.items() if value is not None}
        matched_before = sum(known.values(), Decimal(0))
        matched_now = sum(
            (self.now[each, code].value for each in known if (each, code) in self.now), Decimal(0)
        )
        is_whole = (row.is_complete or unit in row.sources) and self.is_whole_before(unit, code)
        adds_up = row.is_sum and code != RATE and len(known) == len(row.sources)
        adds_up = adds_up and len(sources_before) == len(sources_before & row.sources)
        if previous is not None and (is_whole or sources_before == row.sources):
            return "comparable", previous, *_change(row.value, previous)
        if previous is None and said is not None:
            return "stated_only", said, *_change(row.value, said)
        if adds_up:
            return "stated_only", matched_before, *_change(row.value, matched_before)
        if previous is not None or known:
            is_matched = bool(known) and code != RATE
            return (
                "coverage_differs",
                previous,
                None,
                None,
                matched_now - matched_before if is_matched else None,
            )
        return "not_reported", None, None, None, None

    def _known(self, unit: str, code: str) -> Decimal | None:
        value, has_all = self.previous(unit, code)
        return value if value is not None and has_all else self.said_before(unit, code)


def _level(unit: str) -> str:
    return "province" if unit == "P" else "commune" if "C" in unit else "district"


def _change(value: Decimal, previous: Decimal) -> tuple[Decimal, Decimal | None, Decimal]:
    change = value - previous
    return change, _rounded(change * 100, previous) if previous else None, change


def _rounded(dividend: Decimal, divisor: Decimal) -> Decimal:
    return (dividend / divisor).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def _write(ledger: Any, of: Years) -> None:
    for table in (
        tables.units, tables.unit_successions, tables.documents, tables.observations,
        tables.expected_reports, tables.indicator_values, tables.contributions,
    ):  # fmt: skip
        ledger.connection.execute(delete(table))
    ledger.unit("P", None, "province")
    for unit, parent, valid_from, valid_to in of.country.rows:
        ledger.unit(unit, parent, _level(unit), valid_from=valid_from, valid_to=valid_to)
    for before, after, day, relation in of.country.successions:
        ledger.add(
            tables.unit_successions,
            predecessor_id=before,
            successor_id=after,
            effective_date=day,
            relation=relation,
        )
    for year, unit in of.owing:
        ledger.owes(unit, period_code=year)
    for year, unit, role, code, value in of.said:
        ledger.observe(
            unit,
            code,
            value,
            role=role,
            period_code="2022" if role == "previous" else year,
            reported_period_code=year,
            document_id=ledger.document(unit, period_code=year),
        )


@settings(
    max_examples=400 if os.environ.get("TONGHOP_THOROUGH") else 25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(of=years())
def test_comparisons_equal_a_plain_recomputation(ledger: Any, of: Years) -> None:
    _write(ledger, of)
    ledger.consolidate(LAST_YEAR)
    ledger.consolidate(THIS_YEAR)
    compare_period(ledger.connection, THIS_YEAR, ())

    plain = Plain(of, _published(ledger, "2023"), _published(ledger, "2022"))
    expected = {key: plain.comparison(*key) for key in plain.now}
    rows = ledger.rows(tables.comparisons, period_code="2023")
    found = {
        (each.unit_id, each.indicator_code): (
            each.comparability,
            each.previous_value,
            each.change,
            each.change_pct,
            each.matched_change,
        )
        for each in rows
    }
    assert found == expected
