"""The consolidation in SQL equals a plain one over random provinces, on both engines, to the last digit.

`Plain` follows DESIGN ("Where several sources give one figure", "Indicators"), unit by unit over lists and
dictionaries: what each unit says, what its children add up to, which of the two counts, how many of the
expected units are in it, and which observations it is made of.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from schemas.periods import parse_period
from warehouse import tables

ADDITIVE = {
    "crime.cases": "crime",
    "crime.cases_solved": "crime",
    "safety.registered": "safety",
    "safety.recognised": "safety",
    "rating.assessed": "rating",
    "rating.average": "rating",
    "rating.weak": "rating",
}
RATIOS = {
    "crime.clearance_rate": (("crime.cases_solved",), ("crime.cases",), False),
    "safety.recognition_rate": (("safety.recognised",), ("safety.registered",), True),
    "rating.average_weak_rate": (("rating.average", "rating.weak"), ("rating.assessed",), True),
}
STATED = (*ADDITIVE, "model.types")
REPORTS = ("narrative", "annex")
KINDS = (None, "agency", "school")


class Key(NamedTuple):
    """What a figure is about, without its unit."""

    code: str
    kind: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Said:
    """An observation with what its document says of itself."""

    number: int
    unit: str
    key: Key
    value: Decimal
    sender: str
    report_type: str
    status: str
    period: str
    dated_on: date | None
    qualifier: str
    role: str
    decided_by: str | None
    subset: str | None
    locator: str

    @property
    def name(self) -> str:
        return f"observation-{self.number:03}"

    @property
    def strength(self) -> int:
        if self.report_type in REPORTS:
            return 1 if self.sender == self.unit else 3
        return 4 if self.report_type == "notice" else 5

    @property
    def part(self) -> tuple[str, str]:
        return self.decided_by or "", self.subset or ""

    def counts(self) -> bool:
        return (
            self.status == "accepted"
            and self.role in ("count", "part", "whole")
            and self.period in ("2023", "2023-12")
            and self.key.code in STATED
        )

    def order(self) -> tuple[Any, ...]:
        """The best wording of a source first."""
        return (
            self.qualifier != "exact",
            self.period != "2023",
            -self.dated_on.toordinal() if self.dated_on else 1,
            self.locator.startswith("footnote"),
            ("count", "part", "whole").index(self.role),
            len(self.locator),
            self.locator,
            self.number,
        )


@dataclass
class Value:
    """A value of a unit. For a ratio `value` is the numerator."""

    value: Decimal
    denominator: Decimal | None = None
    strength: int = 2
    exact: bool = True
    sources: int = 1
    covered: int = 0
    is_total_of_kinds: bool = False
    made: set[tuple[str, str]] = field(default_factory=set)

    @property
    def is_sum(self) -> bool:
        return self.strength == 2

    def taken(self) -> set[str]:
        return {name for name, operation in self.made if operation != "discarded"}


@dataclass
class Plain:
    """One unit and those below it."""

    unit: str
    rolls_up: bool
    owes: bool
    said: dict[Key, list[Said]]
    children: list[Plain]

    def __post_init__(self) -> None:
        self.values: dict[Key, Value] = {}
        stated = self._stated()
        summed = self._summed(ADDITIVE)
        for key in {*stated, *summed}:
            self.values[key] = self._chosen(key, stated.get(key), summed.get(key))
        pairs = self._pairs()
        summed_pairs = self._summed(RATIOS)
        for key in {*pairs, *summed_pairs}:
            own, below = pairs.get(key), summed_pairs.get(key)
            is_own = own is not None and (below is None or own.strength == 1)
            self.values[key] = self._with_coverage(own if is_own else below, own, below)

    def expected(self) -> int:
        return 1 if self.owes else sum(child.expected() for child in self.children)

    def all_units(self) -> Iterable[Plain]:
        yield self
        for child in self.children:
            yield from child.all_units()

    def _stated(self) -> dict[Key, Value]:
        stated = {key: _resolved(said) for key, said in self.said.items()}
        kinds_of = defaultdict(set)
        by_indicator = defaultdict(dict)
        for key, value in stated.items():
            if key.kind and not key.category and key.code in ADDITIVE:
                kinds_of[ADDITIVE[key.code]].add(key.kind)
                by_indicator[key.code][key.kind] = value
        for code, of_kind in by_indicator.items():
            if set(of_kind) == kinds_of[ADDITIVE[code]] and Key(code) not in stated:
                parts = list(of_kind.values())
                stated[Key(code)] = Value(
                    value=sum((each.value for each in parts), Decimal(0)),
                    strength=max(each.strength for each in parts),
                    exact=all(each.exact for each in parts),
                    is_total_of_kinds=True,
                    made={(name, "summed") for each in parts for name in each.taken()},
                )
        return stated

    def _summed(self, codes: Iterable[str]) -> dict[Key, Value]:
        below = defaultdict(list)
        for child in self.children:
            for key, value in child.values.items():
                if child.rolls_up and key.code in codes:
                    below[key].append(value)
        return {key: self._sum(values) for key, values in below.items()}

    def _sum(self, values: list[Value]) -> Value:
        is_ratio = values[0].denominator is not None
        return Value(
            value=sum((each.value for each in values), Decimal(0)),
            denominator=sum((each.denominator or Decimal(0) for each in values), Decimal(0))
            if is_ratio
            else None,
            exact=all(each.exact for each in values),
            sources=sum(each.sources for each in values),
            covered=sum(each.covered for each in values),
            made={
                (name, operation if is_ratio else "summed")
                for each in values
                for name, operation in each.made
                if operation != "discarded"
            },
        )

    def _chosen(self, key: Key, own: Value | None, below: Value | None) -> Value:
        discarded = {(said.name, "discarded") for said in self.said.get(key, ())}
        is_own = own is not None and (
            below is None or (not own.exact, own.strength) < (not below.exact, below.strength)
        )
        chosen = own if is_own else below
        if not is_own:
            chosen.made = chosen.made | discarded
        return self._with_coverage(chosen, own, below)

    def _with_coverage(self, chosen: Value, own: Value | None, below: Value | None) -> Value:
        """A unit that owes counts for itself alone; another's own figure leaves those below it known."""
        if self.owes:
            chosen.covered = int(chosen is own)
        else:
            chosen.covered = below.covered if below else 0
        return chosen

    def _pairs(self) -> dict[Key, Value]:
        """Ratios whose terms the unit's own documents give, all with one strength."""
        pairs = {}
        for code, (numerator, denominator, is_by_kind) in RATIOS.items():
            for kind in KINDS if is_by_kind else (None,):
                sides = {"numerator": numerator, "denominator": denominator}
                terms = [self.values.get(Key(term, kind)) for side in sides.values() for term in side]
                if any(term is None or term.is_sum for term in terms):
                    continue
                if len({term.strength for term in terms}) > 1:
                    continue
                value = {
                    name: sum((self.values[Key(term, kind)].value for term in side), Decimal(0))
                    for name, side in sides.items()
                }
                pairs[Key(code, kind)] = Value(
                    value["numerator"],
                    value["denominator"],
                    strength=terms[0].strength,
                    made={
                        (observation, name)
                        for name, side in sides.items()
                        for term in side
                        for observation in self.values[Key(term, kind)].taken()
                    },
                )
        return pairs


def _resolved(said: list[Said]) -> Value:
    """One source is believed, its total or its parts; nothing that it says twice is taken twice."""

    def source(each: Said) -> tuple[int, str]:
        return each.strength, each.sender

    claims = []
    for (strength, sender), of_source in groupby(sorted(said, key=source), key=source):
        best: dict[tuple[str, str], Said] = {}
        for each in sorted(of_source, key=Said.order):
            best.setdefault(each.part, each)
        total = best.pop(("", ""), None)
        parts = list(best.values())
        parts_are_better = total is not None and total.qualifier != "exact"
        parts_are_better &= bool(parts) and all(part.qualifier == "exact" for part in parts)
        taken = parts if total is None or parts_are_better else [total]
        dates = [each.dated_on.toordinal() for each in taken if each.dated_on]
        order = (
            any(each.qualifier != "exact" for each in taken),
            strength,
            all(each.period != "2023" for each in taken),
            -max(dates) if dates else 1,
            sender,
        )
        claims.append((order, taken))
    (is_inexact, strength, *_), taken = min(claims, key=lambda claim: claim[0])
    operation = "reported" if len(taken) == 1 else "summed"
    names = {each.name for each in taken}
    return Value(
        sum((each.value for each in taken), Decimal(0)),
        strength=strength,
        exact=not is_inexact,
        made={(each.name, operation if each.name in names else "discarded") for each in said},
    )


# ── Random provinces ──────────────────────────────────────────────────────────────────────────────────

amounts = st.one_of(
    st.integers(0, 60).map(Decimal), st.decimals(min_value=0, max_value=Decimal("999999999"), places=6)
)
# A province speaks of one domain, so that several observations often speak of one key.
KEYS = {
    "crime": (
        *(Key(code) for code in ("crime.cases", "crime.cases_solved", "model.types", "crime.clearance_rate")),
        Key("crime.cases", None, "property"),
    ),
    "safety": tuple(Key(code, kind) for code in ADDITIVE if code.startswith("safety.") for kind in KINDS),
    "rating": tuple(Key(code, kind) for code in ADDITIVE if code.startswith("rating.") for kind in KINDS),
}


def _rarely(usual: Any, *others: Any) -> Any:
    return st.sampled_from((*(usual,) * 6, *others))


@st.composite
def provinces(draw: st.DrawFn) -> tuple[list[tuple[str, str | None, str, bool]], list[Said]]:
    """Units as (id, parent, kind, owes), and what is said about them."""
    units = [("P", None, "province", draw(st.booleans()))]
    for number in range(draw(st.integers(1, 3))):
        district = draw(_rarely(f"D{number}", f"X{number}"))
        kind = "department" if district.startswith("X") else draw(_rarely("district", "agency"))
        units.append((district, "P", kind, draw(st.booleans())))
        for place in range(draw(st.integers(0, 2)) if kind == "district" else 0):
            commune = f"{district}C{place}"
            units.append((commune, district, "commune", draw(st.booleans())))
            if draw(_rarely(False, True)):
                units.append((f"{commune}R", commune, "residential_area", False))
    ids = [unit for unit, *_ in units]
    keys = draw(st.sampled_from(tuple(KEYS.values())))
    said = [_said(draw, number, ids, keys) for number in range(draw(st.integers(3, 40)))]
    return units, said


def _said(draw: st.DrawFn, number: int, ids: list[str], keys: tuple[Key, ...]) -> Said:
    unit = draw(st.sampled_from(ids))
    key = draw(st.sampled_from(keys))
    return Said(
        number=number,
        unit=unit,
        key=key,
        value=draw(amounts),
        sender=draw(_rarely(unit, *ids)),
        report_type=draw(_rarely("narrative", "annex", "notice", "news")),
        status=draw(_rarely("accepted", "superseded")),
        period=draw(_rarely("2023", "2023-12", "2024")),
        dated_on=draw(st.sampled_from((None, date(2023, 12, 10), date(2023, 12, 14)))),
        qualifier=draw(_rarely("exact", "at_least")),
        role=draw(_rarely("count", "part", "whole", "previous")),
        decided_by=draw(_rarely(None, "commune", "district")) if key.kind else None,
        subset=draw(_rarely(None, "delegated")) if key.kind else None,
        locator=draw(st.sampled_from(("body/p[1]", "body/p[12]", "footnote[3]/p[1]"))),
    )


def _plain(units: list[Any], said: list[Said], unit: str = "P") -> Plain:
    [(_, _, kind, owes)] = [each for each in units if each[0] == unit]
    by_key: dict[Key, list[Said]] = defaultdict(list)
    for each in said:
        if each.unit == unit and each.counts():
            by_key[each.key].append(each)
    children = [_plain(units, said, child) for child, parent, *_ in units if parent == unit]
    rolls_up = kind in ("province", "district", "commune", "department")
    return Plain(unit, rolls_up, owes, dict(by_key), children)


def _write(ledger: Any, units: list[Any], said: list[Said]) -> None:
    for table in (tables.units, tables.documents, tables.observations, tables.expected_reports):
        ledger.connection.execute(delete(table))
    for unit, parent, kind, owes in units:
        level = kind if kind in ("province", "district", "commune") else None
        ledger.unit(unit, parent, level, kind=kind)
        if owes:
            ledger.owes(unit)
    for each in said:
        ledger.observe(
            each.unit,
            each.key.code,
            each.value,
            unit_kind=each.key.kind,
            category=each.key.category,
            observation_id=each.name,
            sender_id=each.sender,
            reported_period_code=each.period,
            qualifier=each.qualifier,
            role=each.role,
            decided_by=each.decided_by,
            subset=each.subset,
            locator=each.locator,
            start_at=each.number,
            document_id=ledger.document(
                each.sender,
                each.report_type,
                status=each.status,
                dated_on=each.dated_on,
                period_code=each.period,
                content_hash="",
            ),
        )


def _origin(value: Value) -> str:
    if value.denominator is not None:
        return "derived"
    if value.is_sum:
        return "summed"
    if value.strength > 3:
        return "notice" if value.strength == 4 else "news"
    return "derived" if value.is_total_of_kinds else "reported"


def _published(unit: Plain, key: Key, value: Value) -> tuple[Any, ...] | None:
    """The columns of `bi.indicator_values` after the key; None where nothing is published."""
    number = value.value
    if value.denominator is not None:
        if value.denominator == 0:
            return None
        number = (value.value * 100 / value.denominator).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    if unit.expected() == 0:
        return number, _origin(value), value.sources, value.sources, None
    is_whole = not value.is_sum and not unit.owes
    is_complete = None if is_whole else value.covered == unit.expected()
    return number, _origin(value), unit.expected(), value.covered, is_complete


@settings(
    max_examples=400 if os.environ.get("TONGHOP_THOROUGH") else 25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(province=provinces())
def test_the_consolidation_equals_a_plain_recomputation(ledger: Any, province: Any) -> None:
    units, said = province
    _write(ledger, units, said)
    month = parse_period("2023-12")
    ledger.connection.execute(delete(tables.periods).where(tables.periods.c.period_code == month.code))
    ledger.add(
        tables.periods, period_code=month.code, starts_on=month.starts_on, ends_on=month.ends_on, year=2023
    )
    ledger.consolidate()

    expected_values, expected_made = {}, set()
    for unit in _plain(units, said).all_units():
        for key, value in unit.values.items():
            published = _published(unit, key, value)
            if published is not None:
                expected_values[unit.unit, key] = published
                expected_made |= {(unit.unit, key, *made) for made in value.made}

    rows = ledger.rows(tables.indicator_values)
    values = {(row.unit_id, _key(row)): tuple(row)[5:] for row in rows}
    assert len(values) == len(rows)
    assert values == expected_values
    traced = ledger.rows(tables.contributions)
    made = [(row.unit_id, _key(row), row.observation_id, row.operation) for row in traced]
    assert len(set(made)) == len(made)
    assert {each for each in made if each[:2] in values} == expected_made


def _key(row: Any) -> Key:
    return Key(row.indicator_code, row.unit_kind, row.category)
