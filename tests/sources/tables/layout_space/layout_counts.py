"""Planned tables of counts: units in rows, units in columns, indicators in rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from layout_numbers import MILLION, amount_cell, count_cell, percentage, share_cell
from layout_plan import Line, PlannedTable, TableLook, Truth, Written
from layout_words import Sender, Wanted, pick, topics, wordings, written_name

from schemas.indicators import indicators
from schemas.unit import Unit
from schemas.vocabulary import Role

_TOP_HEADINGS = ["Kết quả", "Số liệu", "Tình hình", "Kết quả thực hiện"]


@dataclass
class Figures:
    """Random values of indicators for units in this and the previous period."""

    values: dict[tuple[str, str, str], Decimal]

    def value(self, code: str, unit_id: str, period: str) -> Decimal | None:
        """The value, None if it is blank."""
        return self.values.get((code, unit_id, period))

    def total(self, code: str, unit_ids: list[str], period: str) -> Decimal:
        """The sum over units, blanks as nothing."""
        return sum((self.values.get((code, each, period), Decimal(0)) for each in unit_ids), Decimal(0))


def chosen_indicators(look: TableLook, chance: random.Random) -> list[Wanted]:
    """The indicators of a table: one to three topics, one to four of each; a ratio with its terms."""
    names = chance.sample(
        sorted(topics()), 1 if look.depth == 1 and chance.random() < 0.5 else chance.choice([1, 2, 3])
    )
    found: list[Wanted] = []
    for name in names:
        all_of = list(topics()[name])
        some = chance.sample(all_of, min(len(all_of), chance.choice([1, 2, 3, 4])))
        codes = {each.code for each in some} | {part for each in some for part in each.parts or ()}
        found += [each for each in all_of if each.code in codes]
    return found


def random_figures(
    wanted: list[Wanted], unit_ids: list[str], periods: list[str], chance: random.Random
) -> Figures:
    """Counts with some zeros and blanks; amounts in tenths of a million đồng, weights in tenths of a gram."""
    values: dict[tuple[str, str, str], Decimal] = {}
    for unit_id in unit_ids:
        for period in periods:
            for each in wanted:
                if each.parts is not None or chance.random() < 0.06:
                    continue
                if each.is_money:
                    number = Decimal(chance.choice([0, chance.randrange(1, 90_000)])) * MILLION / 10
                elif each.is_weight:
                    number = Decimal(chance.choice([0, chance.randrange(1, 9_000)])) / 10
                else:
                    top = chance.choice([3, 12, 60, 400, 2500])
                    number = Decimal(chance.choice([0, chance.randrange(0, top), chance.randrange(0, top)]))
                values[each.code, unit_id, period] = number
            for each in wanted:
                if each.parts is not None:
                    part, whole = each.parts
                    if (whole, unit_id, period) in values and (part, unit_id, period) in values:
                        values[part, unit_id, period] = min(
                            values[part, unit_id, period], values[whole, unit_id, period]
                        )
    return Figures(values)


def units_in_rows(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Counts of each unit below the sender, under headings of one to four levels."""
    wanted = chosen_indicators(look, chance)
    units = chance.sample(list(who.children), min(len(who.children), chance.choice([3, 5, 9])))
    slots = column_slots(look, who, wanted, chance)
    figures = random_figures(wanted, [each.unit_id for each in units], _periods(who), chance)
    kinds = {each.kind_vi for each in units}
    is_commune = all(each.level == "commune" for each in units)
    name = pick(chance, wordings()["names"]["commune" if is_commune and chance.random() < 0.5 else "unit"])
    lead: list[list[str]] = [[pick(chance, wordings()["names"]["serial"])]] if look.has_serial else []
    paths = [*lead, [name], *(slot.path for slot in slots)]
    if look.has_note:
        paths.append(["Ghi chú"])
    rows: list[Line] = []

    def line(serial: object, words: str, unit_ids: list[str], owner: str | None) -> Line:
        cells: Line = (
            [Written(serial)] if look.has_serial and serial is not None else [None] * look.has_serial
        )
        cells.append(Written(words))
        cells += [slot.write(figures, unit_ids, owner, look, chance) for slot in slots]
        if look.has_note:
            cells.append(Written("Đã nhắc nhở") if chance.random() < 0.1 else None)
        return cells

    ids = [each.unit_id for each in units]
    total = line(None, pick(chance, wordings()["names"]["total"]), ids, who.unit.unit_id)
    if look.total == "top":
        rows.append(total)
    if look.groups != "none" and len(kinds) > 1 and look.has_serial and is_commune:
        for place, kind in enumerate(sorted(kinds)):
            some = [each for each in units if each.kind_vi == kind]
            head = line("I" * (place + 1), f"Các {kind.lower()}", [each.unit_id for each in some], "")
            rows.append(head if look.groups == "sums" else [*head[:2], *([None] * (len(head) - 2))])
            rows += _unit_lines(some, look, who, chance, line)
    else:
        rows += _unit_lines(units, look, who, chance, line)
    if look.total == "bottom":
        rows.append(total)
    return PlannedTable(titles(look, who, wanted, chance), paths, rows, _below(look, chance))


def _unit_lines(
    units: list[Unit],
    look: TableLook,
    who: Sender,
    chance: random.Random,
    line: Callable[[object, str, list[str], str | None], Line],
) -> list[Line]:
    return [
        line(place, written_name(unit, look.names, who, chance), [unit.unit_id], unit.unit_id)
        for place, unit in enumerate(units, start=1)
    ]


def units_in_columns(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Indicators in rows, units in columns."""
    wanted = [each for each in chosen_indicators(look, chance) if each.parts is None]
    units = chance.sample(list(who.children), min(len(who.children), chance.choice([3, 4, 6])))
    ids = [each.unit_id for each in units]
    figures = random_figures(wanted, ids, _periods(who), chance)
    style = look.names if look.names not in {"typo", "bare", "mixed"} else "full"
    heads = [[written_name(each, style, who, chance)] for each in units]
    if look.depth > 1:
        heads = [["Đơn vị", *head] for head in heads]
    totals = [[pick(chance, wordings()["names"]["total_column"])]] if look.total != "none" else []
    serial = [["STT"]] if look.has_serial else []
    paths = [*serial, [pick(chance, wordings()["names"]["label"])], ["ĐVT"], *heads, *totals]
    rows: list[Line] = []
    for place, each in enumerate(wanted, start=1):
        text, measure, factor = _label(each, chance)
        cells: Line = [Written(place)] if look.has_serial else []
        cells += [Written(text), Written(measure)]
        for unit_id in [*ids, *([who.unit.unit_id] if totals else [])]:
            some = ids if unit_id == who.unit.unit_id else [unit_id]
            cells.append(
                _number(each, figures, some, unit_id, who.period.code, Role.COUNT, factor, look, chance)
            )
        rows.append(cells)
    return PlannedTable(titles(look, who, wanted, chance, many=True), paths, rows, _below(look, chance))


def indicators_in_rows(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """The sender's own figures: indicators in rows, in groups or each told in full; periods in columns."""
    wanted = [each for each in chosen_indicators(look, chance) if each.parts is None]
    own = who.unit.unit_id
    figures = random_figures(wanted, [own], _periods(who), chance)
    heads: list[tuple[str, str]] = [("current", pick(chance, wordings()["names"]["current"]))]
    if look.has_previous:
        heads.insert(0, ("previous", pick(chance, wordings()["names"]["previous"])))
    if look.has_previous and look.has_change:
        heads.append(("change", pick(chance, wordings()["names"]["change"])))
        heads.append(("percent", pick(chance, wordings()["names"]["change_percent"])))
    years = {"year": who.period.year, "previous": who.period.year - 1}
    tops = [["Kết quả"]] if look.depth > 2 else [[]]
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["label"])], ["ĐVT"]]
    paths += [[*tops[0], text.format(**years)] for _, text in heads]
    rows: list[Line] = []
    is_grouped = look.groups != "none" and look.has_serial
    for number, topic in enumerate(dict.fromkeys(each.topic for each in wanted)):
        if is_grouped:
            heading = pick(chance, wordings()["topics"][topic]["headings"])
            rows.append([Written("I" * (number + 1)), Written(heading), *([None] * (len(paths) - 2))])
        for place, each in enumerate((w for w in wanted if w.topic == topic), start=1):
            text, measure, factor = _label(each, chance, is_leaf=is_grouped)
            cells: Line = [Written(place)] if look.has_serial else []
            cells += [Written(text), Written(measure)]
            for what, _ in heads:
                cells.append(_against(what, each, figures, who, factor, look, chance))
            rows.append(cells)
    return PlannedTable(titles(look, who, wanted, chance, many=True), paths, rows, _below(look, chance))


def _against(
    what: str,
    each: Wanted,
    figures: Figures,
    who: Sender,
    factor: Decimal,
    look: TableLook,
    chance: random.Random,
) -> Written | None:
    own, now, before = who.unit.unit_id, who.period.code, str(who.period.previous_code)
    if what in {"current", "previous"}:
        role = Role.COUNT if what == "current" else Role.PREVIOUS
        return _number(
            each, figures, [own], own, now if what == "current" else before, role, factor, look, chance
        )
    new, old = figures.value(each.code, own, now), figures.value(each.code, own, before)
    if new is None or old is None or each.is_money or each.is_weight:
        return None
    if what == "change":
        return Written(int(new - old), (Truth(each.code, new - old, own, now, Role.CHANGE),))
    if not old:
        return None
    exact = percentage(int(new - old), int(old), 1)
    return Written(float(exact), (Truth(each.code, exact, own, now, Role.CHANGE_PERCENT),))


@dataclass(frozen=True)
class Slot:
    """One value column of a table with units in rows."""

    path: list[str]
    wanted: Wanted
    period: str
    role: Role
    factor: Decimal
    zero: str

    def write(
        self, figures: Figures, unit_ids: list[str], owner: str | None, look: TableLook, chance: random.Random
    ) -> Written | None:
        """The cell of one row; an owner "" is a part of the area, whose sum is nobody's figure."""
        if self.wanted.parts is not None:
            part, whole = (figures.total(code, unit_ids, self.period) for code in self.wanted.parts)
            if not whole or any(
                figures.value(c, u, self.period) is None for c in self.wanted.parts for u in unit_ids
            ):
                return None
            code = self.wanted.code if owner else None
            return share_cell(
                int(part),
                int(whole),
                lambda exact: Truth(code, exact, owner, self.period, Role.PERCENT),
                look.share,
            )
        return _number(
            self.wanted, figures, unit_ids, owner, self.period, self.role, self.factor, look, chance
        )


def column_slots(look: TableLook, who: Sender, wanted: list[Wanted], chance: random.Random) -> list[Slot]:
    """The value columns with their header paths."""
    slots = []
    years = {"year": who.period.year, "previous": who.period.year - 1}
    heading = {topic: pick(chance, wordings()["topics"][topic]["headings"]) for topic in topics()}
    before = pick(chance, wordings()["names"]["previous"]).format(**years)
    now = pick(chance, wordings()["names"]["current"]).format(**years)
    top = pick(chance, _TOP_HEADINGS)
    is_single = len({each.topic for each in wanted}) == 1
    for each in wanted:
        factor, suffix = Decimal(1), ""
        text = pick(chance, each.leaves if look.depth > 1 or is_single else each.full)
        if each.is_money:
            factor, suffix = chance.choice(
                [(MILLION, " (triệu đồng)"), (MILLION, " (trđ)"), (Decimal(1), " (đồng)")]
            )
        text += suffix
        path = [text] if look.depth == 1 else [heading[each.topic], text]
        if look.depth == 4:
            path = [top, *path]
        zero = look.zero
        if look.has_previous and look.depth > 1 and each.parts is None:
            slots.append(
                Slot([*path, before], each, str(who.period.previous_code), Role.PREVIOUS, factor, zero)
            )
            slots.append(Slot([*path, now], each, who.period.code, Role.COUNT, factor, zero))
        else:
            slots.append(Slot(path, each, who.period.code, Role.COUNT, factor, zero))
    return slots


def _number(
    each: Wanted,
    figures: Figures,
    unit_ids: list[str],
    owner: str | None,
    period: str,
    role: Role,
    factor: Decimal,
    look: TableLook,
    chance: random.Random,
) -> Written | None:
    if len(unit_ids) == 1 and figures.value(each.code, unit_ids[0], period) is None:
        return Written(look.blank) if look.blank else None
    value = figures.total(each.code, unit_ids, period)
    if (each.is_money or each.is_weight) and role is Role.COUNT:
        role = Role.AMOUNT
    truth = Truth(each.code if owner else None, value, owner, period, role)
    if (each.is_money or each.is_weight) and value:
        return amount_cell(value / factor, truth, look.number)
    return count_cell(int(value), truth, look.number, look.zero, chance)


def _label(each: Wanted, chance: random.Random, is_leaf: bool = False) -> tuple[str, str, Decimal]:
    text = pick(chance, each.leaves if is_leaf else each.full)
    if each.is_money:
        return text, *chance.choice([("triệu đồng", MILLION), ("đồng", Decimal(1))])
    if each.is_weight:
        return text, "gam", Decimal(1)
    return text, indicators()[each.code].unit, Decimal(1)


def titles(
    look: TableLook, who: Sender, wanted: list[Wanted], chance: random.Random, many: bool = False
) -> list[str]:
    """The lines above a table."""
    number = chance.choice(["", "Biểu số 2. ", "Phụ lục III: ", "Bảng 1. "])
    found = list(dict.fromkeys(each.topic for each in wanted))
    if len(found) == 1:
        text = pick(chance, wordings()["topics"][found[0]]["titles"])
    else:
        text = chance.choice(
            ["Số liệu về an ninh, trật tự", "Biểu tổng hợp kết quả công tác", "Thống kê số liệu"]
        )
    line = f"{number}{text} {_told_period(who)}"
    lines = [line.upper() if chance.random() < 0.5 else line]
    if chance.random() < 0.4:
        lines.append("(Kèm theo Báo cáo số 215/BC-BCĐ ngày 12/12 của Ban Chỉ đạo)")
    return lines


def _told_period(who: Sender) -> str:
    code, year = who.period.code, who.period.year
    if "-H1" in code:
        return f"6 tháng đầu năm {year}"
    if "-Q" in code:
        return f"quý {'I' * int(code[-1])} năm {year}"
    return f"năm {year}"


def _periods(who: Sender) -> list[str]:
    return [who.period.code, str(who.period.previous_code)]


def _below(look: TableLook, chance: random.Random) -> list[str]:
    return ["Ghi chú: số liệu tính đến ngày 14 tháng 12."] if look.has_note and chance.random() < 0.5 else []
