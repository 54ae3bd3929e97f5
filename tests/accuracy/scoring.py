"""Scoring of extracted figures against gold figures: recall and precision of figures and of indicators.

A gold figure is found when a figure of equal value stands in the same words; it counts as right when unit
and role agree too. Indicator recall and precision are over figures that either side maps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from schemas.figure import Figure
from schemas.vocabulary import FigureStatus
from sources.language.folding import fold

_STATISTICS = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)


@dataclass
class Score:
    """Counts of one document; ratios are 1 where there is nothing to find."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    ours: int = 0
    gold_mapped: int = 0
    mapped: int = 0
    mapped_right: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def figure_recall(self) -> float:
        return self.exact / self.gold if self.gold else 1.0

    @property
    def figure_precision(self) -> float:
        return self.exact / self.ours if self.ours else 1.0

    @property
    def indicator_recall(self) -> float:
        return self.mapped_right / self.gold_mapped if self.gold_mapped else 1.0

    @property
    def indicator_precision(self) -> float:
        return self.mapped_right / self.mapped if self.mapped else 1.0

    def add(self, other: Score) -> None:
        for name in ("gold", "found", "exact", "ours", "gold_mapped", "mapped", "mapped_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses.extend(other.misses)


def score(gold: list[dict[str, Any]], figures: tuple[Figure, ...], locators: set[str] | None = None) -> Score:
    """Score the statistical figures; `locators` limits ours to the part of the document that gold labels."""
    result = Score()
    ours = [f for f in figures if f.status in _STATISTICS and (locators is None or f.locator in locators)]
    free = set(range(len(ours)))
    wanted = [entry for entry in gold if entry["status"] != "out_of_scope"]
    result.gold = len(wanted)
    pairs = []
    for strict in (True, False):
        for number, entry in enumerate(wanted):
            if any(number == paired for paired, _ in pairs):
                continue
            best = _best(entry, ours, free, strict)
            if best is not None:
                free.discard(best)
                pairs.append((number, best))
    matched = dict(pairs)
    result.ours = len(ours)
    result.mapped = sum(1 for f in ours if f.status == FigureStatus.MAPPED)
    result.gold_mapped = sum(1 for entry in wanted if entry["status"] == "mapped")
    for number, entry in enumerate(wanted):
        if number not in matched:
            result.misses.append(f"LOST {_line(entry)}")
            continue
        figure = ours[matched[number]]
        result.found += 1
        same_unit = _unit(entry["unit"]) == _unit(figure.unit)
        if same_unit and entry["role"] == figure.role:
            result.exact += 1
        else:
            result.misses.append(f"SHAPE got {figure.unit}/{figure.role.value}: {_line(entry)}")
        if entry["status"] == "mapped":
            if _is_right(entry, figure):
                result.mapped_right += 1
            else:
                got = figure.indicator_code or f"nothing ({figure.reason})"
                result.misses.append(
                    f"CODE got {got} {figure.unit_kind or ''} {figure.category or ''}: {_line(entry)}"
                )
        elif figure.status == FigureStatus.MAPPED:
            result.misses.append(f"FALSE {figure.indicator_code}: {_line(entry)}")
    for index in sorted(free):
        figure = ours[index]
        result.misses.append(
            f"EXTRA {figure.raw} {figure.unit}/{figure.role.value} {figure.indicator_code}: "
            f"{figure.quote[max(0, figure.start - 50) : figure.end + 40]}"
        )
    return result


def _is_right(entry: dict[str, Any], figure: Figure) -> bool:
    return (
        figure.indicator_code == entry["indicator_code"]
        and (figure.unit_kind or None) == (entry.get("unit_kind") or None)
        and (figure.category or None) == (entry.get("category") or None)
    )


def _best(entry: dict[str, Any], ours: list[Figure], free: set[int], strict: bool) -> int | None:
    candidates = []
    for index in free:
        figure = ours[index]
        if figure.value is None or figure.value != Decimal(str(entry["value"])):
            continue
        if strict and (figure.role != entry["role"] or _unit(figure.unit) != _unit(entry["unit"])):
            continue
        share = likeness(entry["quote"], figure)
        if share > 0.4:
            candidates.append((share, -index, index))
    return max(candidates)[2] if candidates else None


def likeness(quote: str, figure: Figure) -> float:
    """How much of the gold quote stands around our figure: share of its word pairs."""
    words = _words(quote)
    near = _words(figure.quote[max(0, figure.start - 120) : figure.end + 120])
    if len(words) == 1:
        return float(words[0] in near)
    wanted = set(pairwise(words))
    return len(wanted & set(pairwise(near))) / max(1, len(wanted))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.,/%]+", fold(text))


def _unit(unit: str) -> str:
    folded = fold(unit or "")
    aliases = {
        "gam": "g",
        "vụ, việc": "vụ",
        "kg": "g",
        "xã phường": "xã",
        "tổ dân phố": "khu dân cư",
        "bản": "khu dân cư",
        "thôn": "khu dân cư",
    }
    return aliases.get(folded, folded)


def same_unit_word(gold: str, ours: str) -> bool:
    """Whether two units of measure are the same, whatever their spelling."""
    kinds = {"đơn vị", "xã", "xã phường", "cơ quan", "doanh nghiệp", "cơ sở giáo dục", "khu dân cư"}
    return _unit(gold) == _unit(ours) or ("đơn vị" in (gold, ours) and {gold, ours} <= kinds)


def _line(entry: dict[str, Any]) -> str:
    return (
        f"{entry['value']} {entry['unit']}/{entry['role']} → {entry['indicator_code']} "
        f"{entry.get('unit_kind') or ''}{entry.get('category') or ''} | {entry['quote']}"
    )
