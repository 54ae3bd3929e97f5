"""The units of a district with the year's verdict on each: the rows behind every annex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inbox_builder.wording import YearFigures

KINDS = ("residential_area", "commune", "agency", "enterprise", "school")
_VILLAGES = ("Thôn Đông", "Thôn Đoài", "Thôn Thượng", "Thôn Hạ", "Thôn Trung")
_BEST_SCORE = {"excellent": 98, "good": 88, "average": 70, "weak": 48}


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One unit: `commune` is "" for organisations, `rating` a code, `safe` the ATANTT outcome."""

    name: str
    kind: str
    commune: str
    commune_kind: str
    rating: str = "excellent"
    safe: bool = True
    score: int = 0


def listed_units(district: Mapping[str, Any], figures: YearFigures) -> tuple[ListedUnit, ...]:
    """All units of `district` as judged in the year of `figures`.

    Verdicts that matter are named in units.yaml; of the others as many are rated Khá as figures.yaml says,
    spread evenly. Raises ValueError where the two files disagree.
    """
    verdicts = district["judged"][figures.year]
    units: list[ListedUnit] = []
    for kind in KINDS:
        members = [unit for unit in _members(district, kind) if unit.name not in verdicts["absent"]]
        named = [_verdict(unit, verdicts) for unit in members]
        judged = _spread_good(named, int(figures.now(f"rating.good@{kind}")))
        _compare(judged, kind, figures)
        units += judged
    return tuple(
        replace(unit, score=_BEST_SCORE[unit.rating] - place % 7) for place, unit in enumerate(units)
    )


def spread(total: int, weights: list[int]) -> list[int]:
    """`total` divided over `weights` in whole numbers, the largest remainders first."""
    shares = [total * weight / sum(weights) for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(weights)), key=lambda place: (parts[place] - shares[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _members(district: Mapping[str, Any], kind: str) -> Iterable[ListedUnit]:
    if kind == "residential_area":
        for commune in district["communes"]:
            urban = commune["kind"] != "Xã"
            for number in range(commune["areas"]):
                name = f"Khu phố {number + 1}" if urban else _VILLAGES[number]
                yield ListedUnit(name, kind, commune["name"], commune["kind"])
    elif kind == "commune":
        for commune in district["communes"]:
            yield ListedUnit(commune["name"], kind, commune["name"], commune["kind"])
    else:
        for name in district[{"agency": "agencies", "enterprise": "enterprises", "school": "schools"}[kind]]:
            yield ListedUnit(name, kind, "", "")


def _verdict(unit: ListedUnit, verdicts: Mapping[str, Any]) -> ListedUnit:
    key = f"{unit.name} | {unit.commune}" if unit.kind == "residential_area" else unit.name
    rating = next(
        (code for code in ("average", "weak") if key in verdicts[code].get(unit.kind, ())), "excellent"
    )
    return replace(unit, rating=rating, safe=key not in verdicts["not_safe"].get(unit.kind, ()))


def _spread_good(units: list[ListedUnit], wanted: int) -> list[ListedUnit]:
    best = [place for place, unit in enumerate(units) if unit.rating == "excellent"]
    chosen = {best[step * len(best) // wanted] for step in range(wanted)}
    return [replace(unit, rating="good") if place in chosen else unit for place, unit in enumerate(units)]


def _compare(units: list[ListedUnit], kind: str, figures: YearFigures) -> None:
    found = {code: sum(unit.rating == code for unit in units) for code in _BEST_SCORE}
    found |= {"assessed": len(units)}
    for code, number in found.items():
        if number != figures.now(f"rating.{code}@{kind}"):
            raise ValueError(f"{kind} {figures.year}: {number} units {code}, figures.yaml says otherwise")
    if sum(unit.safe for unit in units) != figures.now(f"safety.recognised@{kind}"):
        raise ValueError(f"{kind} {figures.year}: units that are safe differ from figures.yaml")
