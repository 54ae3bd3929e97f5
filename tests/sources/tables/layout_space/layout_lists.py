"""Planned tables of ratings, recognitions and awards: by kind, by commune, and lists of single units."""

from __future__ import annotations

import random
from decimal import Decimal

from layout_counts import _told_period
from layout_numbers import count_cell, fraction_cell, share_cell
from layout_plan import Line, Listed, PlannedTable, TableLook, Truth, Written
from layout_words import Sender, pick, wordings, written_name

from schemas.units import organisation_id
from schemas.vocabulary import Level, Rating, Role, UnitKind

_CLASSES = ("rating.excellent", "rating.good", "rating.average", "rating.weak")
_NAMES = [
    "Đồng Tâm",
    "Tân Lập",
    "Yên Bình",
    "Hòa Hợp",
    "Thắng Lợi",
    "Nà Mường",
    "Trung Tâm",
    "Bắc Sơn",
    "Phú Thịnh",
]


def ratings_by_kind(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """One row for each kind of unit: how many were rated what."""
    entry = wordings()["rating"]
    kinds = chance.sample(sorted(wordings()["kinds"]), chance.choice([2, 3, 4]))
    own = who.unit.unit_id
    paths, classes = _class_paths(look, chance)
    rows: list[Line] = []
    for place, kind in enumerate(kinds, start=1):
        counts = [chance.randrange(0, 60) for _ in classes]
        cells = [_count(sum(counts), "rating.assessed", own, who, UnitKind(kind), look, chance)]
        cells += [
            _count(n, code, own, who, UnitKind(kind), look, chance)
            for n, code in zip(counts, classes, strict=True)
        ]
        rows.append([*_lead(look, place), Written(pick(chance, wordings()["kinds"][kind])), *cells])
    head = [["STT"]] if look.has_serial else []
    name = chance.choice(["Loại đơn vị", "Khối đơn vị", "Loại hình đơn vị"])
    return PlannedTable(_titles(entry["titles"], "", who, chance), [*head, [name], *paths], rows)


def ratings_by_commune(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """How many residential areas of each commune were rated what; the kind stands in the title."""
    units = chance.sample(list(who.children), min(len(who.children), chance.choice([3, 6])))
    paths, classes = _class_paths(look, chance)
    sums = [0] * len(classes)
    rows: list[Line] = []
    kind = UnitKind.RESIDENTIAL_AREA
    for place, unit in enumerate(units, start=1):
        counts = [chance.randrange(0, 14) for _ in classes]
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        cells = [_count(sum(counts), "rating.assessed", unit.unit_id, who, kind, look, chance)]
        cells += [
            _count(n, c, unit.unit_id, who, kind, look, chance) for n, c in zip(counts, classes, strict=True)
        ]
        rows.append([*_lead(look, place), Written(written_name(unit, look.names, who, chance)), *cells])
    if look.total != "none":
        own = who.unit.unit_id
        cells = [_count(sum(sums), "rating.assessed", own, who, kind, look, chance)]
        cells += [_count(n, c, own, who, kind, look, chance) for n, c in zip(sums, classes, strict=True)]
        rows.insert(
            0 if look.total == "top" else len(rows),
            [*_lead(look, None), Written(pick(chance, wordings()["names"]["total"])), *cells],
        )
    head = [["STT"]] if look.has_serial else []
    told = chance.choice(["đối với khu dân cư", "khu dân cư", "của các khu dân cư"])
    return PlannedTable(
        _titles(wordings()["rating"]["titles"], told, who, chance),
        [*head, [_unit_heading(who, chance)], *paths],
        rows,
    )


def safety_by_commune(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Residential areas registered and recognised by commune, or "70/72" in one cell."""
    entry = wordings()["safety"]
    units = chance.sample(list(who.children), min(len(who.children), chance.choice([3, 6])))
    is_fraction = look.number in {"text", "float"}
    style = look.share
    head = [["STT"]] if look.has_serial else []
    columns = (
        [[pick(chance, entry["fraction"])]]
        if is_fraction
        else [
            [pick(chance, entry["registered"])],
            [pick(chance, entry["recognised"])],
            [pick(chance, entry["rate"])],
        ]
    )
    if look.depth > 1:
        columns = [["An toàn về ANTT", *column] for column in columns]
    rows: list[Line] = []
    wholes, parts = 0, 0
    mangled = chance.randrange(len(units)) if look.zero == "-" else -1

    def cells(part: int, whole: int, unit_id: str, is_mangled: bool) -> Line:
        truths = [
            Truth(code, Decimal(value), unit_id, who.period.code, role, UnitKind.RESIDENTIAL_AREA)
            for code, value, role in (
                ("safety.recognised", part, Role.PART if is_fraction else Role.COUNT),
                ("safety.registered", whole, Role.WHOLE if is_fraction else Role.COUNT),
            )
        ]
        if is_fraction:
            return [fraction_cell(part, whole, tuple(truths), is_mangled)]
        share = share_cell(
            part,
            whole,
            lambda exact: Truth(
                "safety.recognition_rate",
                exact,
                unit_id,
                who.period.code,
                Role.PERCENT,
                UnitKind.RESIDENTIAL_AREA,
            ),
            style,
        )
        return [
            count_cell(whole, truths[1], look.number, look.zero, chance),
            count_cell(part, truths[0], look.number, look.zero, chance),
            share,
        ]

    for place, unit in enumerate(units, start=1):
        whole = chance.randrange(1, 25)
        part = chance.randrange(max(0, whole - 3), whole + 1)
        wholes, parts = wholes + whole, parts + part
        name = Written(written_name(unit, look.names, who, chance))
        rows.append([*_lead(look, place), name, *cells(part, whole, unit.unit_id, place - 1 == mangled)])
    if look.total != "none":
        name = Written(pick(chance, wordings()["names"]["total"]))
        rows.append([*_lead(look, None), name, *cells(parts, wholes, who.unit.unit_id, False)])
    return PlannedTable(
        _titles(entry["titles"], "khu dân cư", who, chance),
        [*head, [_unit_heading(who, chance)], *columns],
        rows,
    )


def list_of_areas(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Single residential areas under their communes: rated by words or marks, or recognised or not."""
    entry = wordings()["rating"]
    communes = [each for each in who.children if each.level is Level.COMMUNE]
    if not communes:
        return ratings_by_kind(look, who, chance)
    communes = chance.sample(communes, min(len(communes), chance.choice([2, 3])))
    has_parent = look.groups == "none"
    by_marks = look.number in {"text", "grouped"}
    by_outcome = look.number in {"float"}
    has_score = not by_marks and not by_outcome and look.has_note
    classes = [
        (rating, pick(chance, entry["classes"][f"rating.{rating}"]))
        for rating in ("excellent", "good", "average", "weak")
    ]
    paths = [["STT"]] if look.has_serial or not has_parent else []
    paths += [[pick(chance, wordings()["names"]["residential"])]]
    if has_parent:
        paths += [[pick(chance, wordings()["names"]["parent"])]]
    if has_score:
        paths += [[pick(chance, wordings()["names"]["score"])]]
    if by_marks:
        top = [pick(chance, entry["headings"])] if look.depth > 1 else []
        paths += [[*top, text] for _, text in classes]
    elif by_outcome:
        paths += [[pick(chance, wordings()["safety"]["outcome"])]]
    else:
        paths += [[pick(chance, wordings()["names"]["rating_word"])]]
    rows: list[Line] = []
    number = 0
    for group, commune in enumerate(communes):
        if not has_parent:
            text = written_name(commune, "full", who, chance)
            rows.append([Written("I" * (group + 1)), Written(text), *([None] * (len(paths) - 2))])
        stems = chance.sample(_NAMES, 3)
        for place in range(chance.choice([2, 3, 5])):
            number += 1
            name = (
                f"Tổ dân phố {place + 1}" if group % 2 == 0 else f"Thôn {stems[place % 3]} {place // 3 + 1}"
            )
            rating = chance.choice(["excellent", "excellent", "good", "good", "average", "weak"])
            passed = chance.random() < 0.8
            score = Decimal(chance.randrange(400, 1000)) / 10 if has_score else None
            shown = chance.choice([name, name.replace("Tổ dân phố ", "Tổ dân phố số 0"), name.upper()])
            listed = Listed(
                organisation_id(commune.unit_id, "residential_area", name),
                UnitKind.RESIDENTIAL_AREA,
                None if by_outcome else Rating(rating),
                score,
                None,
                passed if by_outcome else None,
            )
            cells: Line = [Written(number)] if paths[0] == ["STT"] else []
            cells.append(Written(shown, listed=listed))
            if has_parent:
                cells.append(
                    Written(
                        written_name(commune, "full" if look.names == "typo" else look.names, who, chance)
                    )
                )
            if has_score:
                cells.append(Written(float(score or 0)))
            if by_marks:
                mark = (
                    "x"
                    if look.zero == "-"
                    else "X"
                    if look.zero == "0"
                    else 1
                    if look.zero == "không"
                    else "x "
                )
                cells += [Written(mark) if code == rating else None for code, _ in classes]
            elif by_outcome:
                cells.append(Written(pick(chance, wordings()["safety"]["passed" if passed else "failed"])))
            else:
                cells.append(Written(pick(chance, entry["words"][rating])))
            rows.append(cells)
    title = wordings()["safety"]["titles"] if by_outcome else entry["titles"]
    return PlannedTable(_titles(title, "khu dân cư", who, chance), paths, rows)


def awards_by_level(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Collectives and individuals commended, by who commended them."""
    entry = wordings()["topics"]["award"]
    levels = chance.sample(sorted(wordings()["award_levels"]), chance.choice([2, 3, 4]))
    codes = ("award.collectives", "award.individuals")
    own = who.unit.unit_id
    rows: list[Line] = []
    sums = [0, 0]
    for place, level in enumerate(levels, start=1):
        counts = [chance.randrange(0, 30), chance.randrange(0, 90)]
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        cells = [
            count_cell(
                n,
                Truth(c, Decimal(n), own, who.period.code, Role.COUNT, None, level),
                look.number,
                look.zero,
                chance,
            )
            for n, c in zip(counts, codes, strict=True)
        ]
        rows.append([*_lead(look, place), Written(pick(chance, wordings()["award_levels"][level])), *cells])
    if look.total != "none":
        cells = [
            count_cell(
                n, Truth(c, Decimal(n), own, who.period.code, Role.COUNT), look.number, look.zero, chance
            )
            for n, c in zip(sums, codes, strict=True)
        ]
        rows.append([*_lead(look, None), Written("Tổng cộng"), *cells])
    head = [["STT"]] if look.has_serial else []
    name = chance.choice(["Cấp khen thưởng", "Hình thức khen thưởng", "Cấp khen"])
    columns = [[pick(chance, entry["columns"][code]["leaf"])] for code in codes]
    if look.depth > 1:
        columns = [[pick(chance, ["Khen thưởng"]), *column] for column in columns]
    return PlannedTable(_titles(entry["titles"], "", who, chance), [*head, [name], *columns], rows)


def _class_paths(look: TableLook, chance: random.Random) -> tuple[list[list[str]], list[str]]:
    entry = wordings()["rating"]
    total, top = pick(chance, entry["total"]), pick(chance, entry["headings"])
    texts = [pick(chance, entry["classes"][code]) for code in _CLASSES]
    if look.depth == 1:
        return [[total], *([text] for text in texts)], list(_CLASSES)
    return [[total], *([top, text] for text in texts)], list(_CLASSES)


def _count(
    value: int, code: str, unit_id: str, who: Sender, kind: UnitKind, look: TableLook, chance: random.Random
) -> Written:
    truth = Truth(code, Decimal(value), unit_id, who.period.code, Role.COUNT, kind)
    return count_cell(value, truth, look.number if look.number != "counted" else "plain", look.zero, chance)


def _lead(look: TableLook, serial: int | None) -> Line:
    return ([Written(serial)] if serial is not None else [None]) if look.has_serial else []


def _unit_heading(who: Sender, chance: random.Random) -> str:
    is_commune = all(each.level is Level.COMMUNE for each in who.children)
    return pick(chance, wordings()["names"]["commune" if is_commune and chance.random() < 0.5 else "unit"])


def _titles(texts: list[str], kind: str, who: Sender, chance: random.Random) -> list[str]:
    line = f"{pick(chance, texts)} {kind} {_told_period(who)}".replace("  ", " ")
    return [line.upper() if chance.random() < 0.5 else line]
