"""Planned tables of classes with their shares beside them, and lists of organisations of several kinds."""

from __future__ import annotations

import random
from decimal import Decimal

from layout_lists import _CLASSES, _lead, _titles
from layout_numbers import percentage
from layout_plan import Line, Listed, PlannedTable, TableLook, Truth, Written
from layout_words import Sender, pick, wordings, written_name

from schemas.units import UnitRegistry, organisation_id
from schemas.vocabulary import Rating, Role, UnitKind

_ORGANISATIONS = {
    UnitKind.AGENCY: [
        "Phòng Tư pháp",
        "Trung tâm Y tế huyện",
        "Hạt Kiểm lâm",
        "Kho bạc Nhà nước",
        "Ban Quản lý rừng phòng hộ",
    ],
    UnitKind.ENTERPRISE: [
        "Công ty TNHH Hoàng Long",
        "Hợp tác xã Tân Tiến",
        "Công ty CP Chè Than Uyên",
        "Doanh nghiệp tư nhân Minh Đức",
    ],
    UnitKind.SCHOOL: [
        "Trường THPT số 1",
        "Trường THCS Nguyễn Du",
        "Trường Phổ thông DTNT",
        "Trường Cao đẳng Cộng đồng",
    ],
}


def ratings_with_shares(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Residential areas of each commune by class, each class as a count and a share."""
    entry = wordings()["rating"]
    units = chance.sample(list(who.children), min(len(who.children), chance.choice([3, 6])))
    number, share = chance.choice([("SL", "%"), ("Số lượng", "Tỷ lệ (%)"), ("Số lượng", "TL %")])
    top = pick(chance, entry["headings"])
    paths = [["STT"]] if look.has_serial else []
    paths += [[pick(chance, wordings()["names"]["unit"])], [pick(chance, entry["total"])]]
    for code in _CLASSES:
        text = pick(chance, entry["classes"][code])
        lead = [top, text] if look.depth > 2 else [text]
        paths += [[*lead, number], [*lead, share]]
    rows: list[Line] = []
    kind, period = UnitKind.RESIDENTIAL_AREA, who.period.code
    for place, unit in enumerate(units, start=1):
        counts = [chance.randrange(0, 14) for _ in _CLASSES]
        whole = sum(counts)
        truth = Truth("rating.assessed", Decimal(whole), unit.unit_id, period, Role.COUNT, kind)
        name = Written(written_name(unit, look.names, who, chance))
        cells: Line = [*_lead(look, place), name, Written(whole, (truth,))]
        for code, count in zip(_CLASSES, counts, strict=True):
            stated = Truth(code, Decimal(count), unit.unit_id, period, Role.COUNT, kind)
            exact = percentage(count, whole, 1) if whole else Decimal(0)
            shares = Truth(code, exact, unit.unit_id, period, Role.PERCENT, kind)
            cells += [Written(count, (stated,)), Written(float(exact), (shares,)) if whole else None]
        rows.append(cells)
    return PlannedTable(_titles(entry["titles"], "khu dân cư", who, chance), paths, rows)


def list_of_organisations(look: TableLook, who: Sender, chance: random.Random) -> PlannedTable:
    """Single organisations in groups by kind: scores, class and outcome of each."""
    province = UnitRegistry.load().province_of(who.unit.unit_id, who.period.ends_on)
    assert province is not None
    by_marks = look.number in {"text", "grouped"}
    has_scores, has_outcome = look.has_note, look.has_change
    ratings = ("excellent", "good", "average", "weak")
    classes = [pick(chance, wordings()["rating"]["classes"][f"rating.{each}"]) for each in ratings]
    paths = [["TT"], [chance.choice(["Tên đơn vị", "Đơn vị", "Tên cơ quan, doanh nghiệp, nhà trường"])]]
    if has_scores:
        paths += [["Điểm tự chấm"], [chance.choice(["Điểm thẩm định", "Tổng điểm"])]]
    paths += [["Phân loại", text] for text in classes] if by_marks else [["Xếp loại"]]
    if has_outcome:
        paths += [[chance.choice(["Đạt tiêu chuẩn ATANTT", "Kết quả xét công nhận"])]]
    paths += [["Ghi chú"]]
    rows: list[Line] = []
    heads = {
        UnitKind.AGENCY: ["Khối cơ quan", "Cơ quan", "Cơ quan, đơn vị"],
        UnitKind.ENTERPRISE: ["Khối doanh nghiệp", "Doanh nghiệp"],
        UnitKind.SCHOOL: ["Nhà trường", "Cơ sở giáo dục", "Khối trường học"],
    }
    for group, (kind, names) in enumerate(_ORGANISATIONS.items()):
        head: Line = [Written("I" * (group + 1)), Written(pick(chance, heads[kind]))]
        rows.append([*head, *([None] * (len(paths) - 2))])
        for place, name in enumerate(chance.sample(names, chance.choice([1, 2, 3])), start=1):
            rating = chance.choice(["excellent", "good", "good", "average"])
            score = Decimal(chance.randrange(500, 1000)) / 10 if has_scores else None
            passed = chance.random() < 0.8
            listed = Listed(
                organisation_id(province.unit_id, kind.value, name),
                kind,
                Rating(rating),
                score,
                None,
                passed if has_outcome else None,
            )
            cells: Line = [Written(place), Written(name, listed=listed)]
            if has_scores:
                cells += [Written(float(score or 0) - 1), Written(float(score or 0))]
            if by_marks:
                cells += [Written("x") if each == rating else None for each in ratings]
            else:
                cells.append(Written(pick(chance, wordings()["rating"]["words"][rating])))
            if has_outcome:
                cells.append(Written(pick(chance, wordings()["safety"]["passed" if passed else "failed"])))
            rows.append([*cells, None])
    return PlannedTable(_titles(wordings()["rating"]["titles"], "", who, chance), paths, rows)
