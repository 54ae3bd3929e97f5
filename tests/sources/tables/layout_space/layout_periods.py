"""Planned tables that set periods against each other: changes beside each count, periods over the indicators,
a row for each year, changes told in words.
"""

from __future__ import annotations

import random
from decimal import Decimal

from layout_counts import Figures, chosen_indicators, random_figures, titles
from layout_numbers import percentage
from layout_plan import Line, PlannedTable, TableLook, Truth, Written
from layout_words import Sender, Wanted, pick, topics, wordings, written_name

from schemas.vocabulary import Role

_DOWN_WORDS = ["Giảm {}", "giảm {}", "-{}", "↓{}"]
_UP_WORDS = ["Tăng {}", "tăng {}", "+{}", "↑{}"]


def _counted(look: TableLook, chance: random.Random, most: int) -> list[Wanted]:
    """Some indicators that are plain counts."""
    found = [e for e in chosen_indicators(look, chance) if not (e.parts or e.is_money or e.is_weight)]
    return found[:most] or [topics()["traffic_accident"][0]]


def _before(who: Sender) -> str:
    return str(who.period.previous_code)


def _some_units(who: Sender, chance: random.Random) -> list:
    return chance.sample(list(who.children), min(len(who.children), chance.choice([3, 5, 8])))


def _heads(who: Sender, chance: random.Random) -> dict[str, str]:
    years = {"year": who.period.year, "previous": who.period.year - 1}
    return {
        what: pick(chance, wordings()["names"][what]).format(**years)
        for what in ("previous", "current", "change", "change_percent")
    }


def _count(value: Decimal | None, truth: Truth, look: TableLook) -> Written | None:
    if value is None:
        return Written(look.blank) if look.blank else None
    return Written(look.zero if value == 0 else int(value), (truth,))


def changes_by_unit(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Units in rows; under each indicator last year's count, this year's, the change and its percentage."""
    wanted = _counted(look, chance, 3)
    units = _some_units(who, chance)
    figures = random_figures(wanted, [u.unit_id for u in units], [who.period.code, _before(who)], chance)
    heads = _heads(who, chance)
    is_single = len({each.topic for each in wanted}) == 1
    shown = ["previous", "current", "change", "change_percent"]
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])]]
    for each in wanted:
        text = pick(chance, each.leaves if is_single else each.full)
        paths += [[text, heads[what]] for what in shown]
    rows: list[Line] = []
    for place, unit in enumerate(units, start=1):
        cells: Line = [Written(place)] if look.has_serial else []
        cells.append(Written(written_name(unit, look.names, who, chance)))
        for each in wanted:
            cells += _compared(each, figures, unit.unit_id, unit.unit_id, who, look)
        rows.append(cells)
    return PlannedTable(titles(look, who, wanted, chance), paths, rows)


def _compared(
    each: Wanted, figures: Figures, source: str, owner: str, who: Sender, look: TableLook
) -> list[Written | None]:
    now, before = who.period.code, _before(who)
    new, old = figures.value(each.code, source, now), figures.value(each.code, source, before)
    cells = [
        _count(old, Truth(each.code, old or Decimal(0), owner, before, Role.PREVIOUS), look),
        _count(new, Truth(each.code, new or Decimal(0), owner, now, Role.COUNT), look),
    ]
    if new is None or old is None:
        return [*cells, None, None]
    cells.append(Written(int(new - old), (Truth(each.code, new - old, owner, now, Role.CHANGE),)))
    if not old:
        return [*cells, None]
    exact = percentage(int(new - old), int(old), 1)
    cells.append(Written(float(exact), (Truth(each.code, exact, owner, now, Role.CHANGE_PERCENT),)))
    return cells


def periods_over_indicators(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Units in rows; the upper header is the period, the lower one the indicators of one topic."""
    topic = chance.choice(["traffic_accident", "fire", "crime", "model", "award", "guard"])
    wanted = [e for e in topics()[topic] if not (e.parts or e.is_money or e.is_weight)][:3]
    units = _some_units(who, chance)
    figures = random_figures(wanted, [u.unit_id for u in units], [who.period.code, _before(who)], chance)
    heads = _heads(who, chance)
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])]]
    leaves = [pick(chance, each.leaves) for each in wanted]
    for what in ("previous", "current"):
        paths += [[heads[what], text] for text in leaves]
    rows: list[Line] = []
    for place, unit in enumerate(units, start=1):
        cells: Line = [Written(place)] if look.has_serial else []
        cells.append(Written(written_name(unit, look.names, who, chance)))
        for period, role in ((_before(who), Role.PREVIOUS), (who.period.code, Role.COUNT)):
            for each in wanted:
                value = figures.value(each.code, unit.unit_id, period)
                truth = Truth(each.code, value or Decimal(0), unit.unit_id, period, role)
                cells.append(_count(value, truth, look))
        rows.append(cells)
    return PlannedTable(titles(look, who, wanted, chance), paths, rows)


def years_in_rows(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Two rows for each unit, one for each year; the unit's name stands in the first of them."""
    wanted = _counted(look, chance, 4)
    units = _some_units(who, chance)[:4]
    figures = random_figures(wanted, [u.unit_id for u in units], [who.period.code, _before(who)], chance)
    is_single = len({each.topic for each in wanted}) == 1
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])], ["Năm"]]
    paths += [[pick(chance, each.leaves if is_single else each.full)] for each in wanted]
    rows: list[Line] = []
    for place, unit in enumerate(units, start=1):
        for period, role in ((_before(who), Role.PREVIOUS), (who.period.code, Role.COUNT)):
            is_first = role is Role.PREVIOUS
            cells: Line = ([Written(place)] if is_first else [None]) if look.has_serial else []
            cells.append(Written(written_name(unit, look.names, who, chance)) if is_first else None)
            cells.append(Written(int(period[:4]) if look.number != "text" else f"Năm {period[:4]}"))
            for each in wanted:
                value = figures.value(each.code, unit.unit_id, period)
                truth = Truth(each.code, value or Decimal(0), unit.unit_id, period, role)
                cells.append(_count(value, truth, look))
            rows.append(cells)
    return PlannedTable(titles(look, who, wanted, chance), paths, rows)


def changes_in_words(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Indicators in rows; the change told in one cell ("Giảm 3"), or in columns "Tăng" and "Giảm"."""
    wanted = _counted(look, chance, 8)
    own, now, before = who.unit.unit_id, who.period.code, _before(who)
    figures = random_figures(wanted, [own], [now, before], chance)
    heads = _heads(who, chance)
    is_divided = look.groups == "sums"
    tail = [["So sánh", "Tăng"], ["So sánh", "Giảm"]] if is_divided else [[heads["change"]]]
    paths = [["TT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["label"])], [heads["previous"]], [heads["current"]], *tail]
    rows: list[Line] = []
    for place, each in enumerate(wanted, start=1):
        new, old = figures.value(each.code, own, now), figures.value(each.code, own, before)
        cells: Line = [Written(place)] if look.has_serial else []
        cells.append(Written(pick(chance, each.full)))
        cells.append(_count(old, Truth(each.code, old or Decimal(0), own, before, Role.PREVIOUS), look))
        cells.append(_count(new, Truth(each.code, new or Decimal(0), own, now, Role.COUNT), look))
        if new is None or old is None or new == old:
            rows.append([*cells, *([None] * len(tail))])
            continue
        truth = Truth(each.code, new - old, own, now, Role.CHANGE)
        size = abs(int(new - old))
        if is_divided:
            cells += [Written(size, (truth,)), None] if new > old else [None, Written(size, (truth,))]
        else:
            cells.append(
                Written(chance.choice(_UP_WORDS if new > old else _DOWN_WORDS).format(size), (truth,))
            )
        rows.append(cells)
    return PlannedTable(titles(look, who, wanted, chance, many=True), paths, rows)
