"""Planned tables in which the place of a number is told otherwise: one unit's sheet, a row for each unit and
indicator, awards of each unit by who gave them, subtotals between the units.
"""

from __future__ import annotations

import random
from decimal import Decimal

from layout_counts import chosen_indicators, random_figures, titles
from layout_plan import Line, PlannedTable, TableLook, Truth, Written
from layout_words import Sender, Wanted, pick, topics, wordings, written_name

from schemas.indicators import indicators
from schemas.unit import Unit
from schemas.vocabulary import Role


def _counted(look: TableLook, chance: random.Random, most: int) -> list[Wanted]:
    found = [e for e in chosen_indicators(look, chance) if not (e.parts or e.is_money or e.is_weight)]
    return found[:most] or [topics()["traffic_accident"][0]]


def _units(who: Sender, chance: random.Random, most: int) -> list[Unit]:
    return chance.sample(list(who.children), min(len(who.children), most))


def _cell(value: Decimal | None, truth: Truth, look: TableLook) -> Written | None:
    if value is None:
        return Written(look.blank) if look.blank else None
    return Written(look.zero if value == 0 else int(value), (truth,))


def sheet_of_one_unit(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Indicators in rows about one unit below the sender, which a line above the table names."""
    wanted = _counted(look, chance, 8)
    unit = _units(who, chance, 1)[0]
    figures = random_figures(wanted, [unit.unit_id], [who.period.code], chance)
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["label"])], ["ĐVT"], [chance.choice(["Số liệu", "Kết quả"])]]
    rows: list[Line] = []
    for place, each in enumerate(wanted, start=1):
        value = figures.value(each.code, unit.unit_id, who.period.code)
        truth = Truth(each.code, value or Decimal(0), unit.unit_id, who.period.code, Role.COUNT)
        cells: Line = [Written(place)] if look.has_serial else []
        cells += [Written(pick(chance, each.full)), Written(indicators()[each.code].unit)]
        rows.append([*cells, _cell(value, truth, look)])
    lines = titles(look, who, wanted, chance, many=True)[:1]
    name = unit.name if look.names != "upper" else unit.name.upper()
    told = chance.choice([f"Đơn vị: {name}", f"({name})", f"Địa bàn: {name}", f"Tên đơn vị: {name}"])
    return PlannedTable([*lines, told], paths, rows)


def units_by_indicators(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """A row for each unit and indicator; a unit's name stands in the first of its rows."""
    wanted = _counted(look, chance, 3)
    units = _units(who, chance, 4)
    figures = random_figures(wanted, [u.unit_id for u in units], [who.period.code], chance)
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])], [pick(chance, wordings()["names"]["label"])]]
    paths += [["ĐVT"], ["Số liệu"]]
    texts = [pick(chance, each.full) for each in wanted]
    rows: list[Line] = []
    for place, unit in enumerate(units, start=1):
        for number, each in enumerate(wanted):
            value = figures.value(each.code, unit.unit_id, who.period.code)
            truth = Truth(each.code, value or Decimal(0), unit.unit_id, who.period.code, Role.COUNT)
            cells: Line = ([None] if number else [Written(place)]) if look.has_serial else []
            cells.append(None if number else Written(written_name(unit, look.names, who, chance)))
            cells += [Written(texts[number]), Written(indicators()[each.code].unit)]
            rows.append([*cells, _cell(value, truth, look)])
    return PlannedTable(titles(look, who, wanted, chance), paths, rows)


def awards_by_unit(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Collectives and individuals of each unit, under each level that gave the awards."""
    entry = wordings()["topics"]["award"]["columns"]
    levels = chance.sample(sorted(wordings()["award_levels"]), 2)
    codes = ("award.collectives", "award.individuals")
    leaves = [pick(chance, entry[code]["leaf"]) for code in codes]
    heads = [pick(chance, wordings()["award_levels"][level]) for level in levels]
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])]]
    paths += [[head, leaf] for head in heads for leaf in leaves]
    rows: list[Line] = []
    for place, unit in enumerate(_units(who, chance, 5), start=1):
        cells: Line = [Written(place)] if look.has_serial else []
        cells.append(Written(written_name(unit, look.names, who, chance)))
        for level in levels:
            for code in codes:
                number = Decimal(chance.choice([0, chance.randrange(1, 30)]))
                truth = Truth(code, number, unit.unit_id, who.period.code, Role.COUNT, None, level)
                cells.append(_cell(number, truth, look))
        rows.append(cells)
    wanted = [e for e in topics()["award"] if e.code in codes]
    return PlannedTable(titles(look, who, wanted, chance), paths, rows)


def units_with_subtotals(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Units in two parts, each closed by a sum, and a total; the sums of parts are nobody's figures."""
    wanted = _counted(look, chance, 4)
    units = _units(who, chance, 6)
    half = len(units) // 2
    figures = random_figures(wanted, [u.unit_id for u in units], [who.period.code], chance)
    is_single = len({each.topic for each in wanted}) == 1
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])]]
    paths += [[pick(chance, each.leaves if is_single else each.full)] for each in wanted]
    rows: list[Line] = []

    def line(serial: object, name: str, some: list[Unit], owner: str | None) -> Line:
        cells: Line = ([Written(serial)] if serial is not None else [None]) if look.has_serial else []
        cells.append(Written(name))
        for each in wanted:
            ids = [unit.unit_id for unit in some]
            value = figures.total(each.code, ids, who.period.code)
            if len(ids) == 1:
                value = figures.value(each.code, ids[0], who.period.code)
            truth = Truth(
                each.code if owner else None, value or Decimal(0), owner, who.period.code, Role.COUNT
            )
            cells.append(_cell(value, truth, look))
        return cells

    for part, some in enumerate((units[:half], units[half:]), start=1):
        rows += [
            line(place, written_name(unit, look.names, who, chance), [unit], unit.unit_id)
            for place, unit in enumerate(some, start=1)
        ]
        name = chance.choice(["Cộng", f"Cộng {'I' * part}", "Cộng cụm", f"Cộng cụm {part}", "Tiểu cộng"])
        if len(some) > 1:
            rows.append(line(None, name, some, None))
    rows.append(line(None, pick(chance, ["TỔNG CỘNG", "Tổng cộng", "Toàn huyện"]), units, who.unit.unit_id))
    return PlannedTable(titles(look, who, wanted, chance), paths, rows)
