"""The province's workbook filled in at random, with what a reader must find in it."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from reports.template import write_template
from schemas.figure import Extraction, Identity, ListingRow
from schemas.indicators import indicators
from schemas.labels import label
from schemas.rating_labels import rating_label
from schemas.templates import plan_workbook, template_definition
from schemas.templates.definition import Holds
from schemas.templates.plan import FigureKey, OpenTable, WorkbookPlan
from schemas.units import UnitRegistry, organisation_id
from schemas.vocabulary import FigureStatus, UnitKind
from sources.extract import extract
from sources.identify import identify
from sources.reading import read_document

OLD_DISTRICT = ("2004-259", "2023")
NEW_COMMUNE = ("2025-07228", "2025")
HALF_YEAR = ("2004-105", "2023-H1")
NAMES = {
    UnitKind.RESIDENTIAL_AREA: ["Thôn Đông", "Tổ dân phố số 3", "Khu phố 12", "Bản Nà Khiếu", "Trường Sơn"],
    UnitKind.AGENCY: ["Phòng Nội vụ", "Trường Chính trị", "Kho bạc Nhà nước khu vực 3", "Thị đoàn"],
    UnitKind.ENTERPRISE: ["Công ty TNHH Ánh Dương", "Tổng công ty 36", "Sao Mai", "Phòng khám Hồng Đức"],
    UnitKind.SCHOOL: ["Trường THCS Hoa Ban", "Trung tâm GDTX số 2", "Mầm xanh"],
}  # fmt: skip
NOTES = ["", "", "đề nghị xét lại", "mới thành lập"]


@dataclass
class Filled:
    """A filled workbook, its figures, and for each of its listing rows what must be read."""

    workbook: Workbook
    figures: dict[FigureKey, Decimal] = field(default_factory=dict)
    rows: list[tuple[object, ...]] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        out = io.BytesIO()
        self.workbook.save(out)
        return out.getvalue()


@lru_cache(maxsize=8)
def blank(unit_id: str, period_code: str) -> bytes:
    return write_template(plan_workbook(unit_id, period_code))


def filled(unit_id: str, period_code: str, seed: int, share: float) -> Filled:
    """A workbook of which about `share` of all cells are filled in, zeros among them."""
    plan, chance = plan_workbook(unit_id, period_code), random.Random(seed)
    found = Filled(load_workbook(io.BytesIO(blank(unit_id, period_code))))
    for page in plan.sheets:
        sheet = found.workbook[page.name]
        for slot in page.slots:
            if not slot.is_previous and chance.random() < share:
                value = _value(slot.key, chance)
                sheet.cell(slot.row, slot.column, float(value) if value % 1 else int(value))
                found.figures[slot.key] = value
        if page.open_table is not None and page.open_table.kinds:
            _fill_list(found, plan, page.name, chance, share)
        elif page.open_table is not None:
            _fill_register(found, page.name, page.open_table, chance, share)
    return found


def _value(key: FigureKey, chance: random.Random) -> Decimal:
    indicator = indicators()[key.indicator_code]
    if chance.random() < 0.2:
        return Decimal(0)
    if indicator.unit == "đồng":
        return Decimal(chance.randrange(100_000, 10**12))
    if indicator.kind == "amount":
        return Decimal(chance.randrange(1, 10**7)) / 100
    return Decimal(chance.choice([1, chance.randrange(1, 60), chance.randrange(1, 2_000_000)]))


def _fill_list(
    found: Filled, plan: WorkbookPlan, sheet_name: str, chance: random.Random, share: float
) -> None:
    table = next(page.open_table for page in plan.sheets if page.name == sheet_name)
    assert table is not None
    sheet = found.workbook[sheet_name]
    offered = len(table.named) or table.least
    for place in range(offered):
        if chance.random() > share:
            continue
        row = table.first_row + place
        if table.named:
            known = table.named[place]
            unit = (known.name, known.unit_kind, known.unit_id, known.parent_id)
        else:
            unit = _name(plan, table, chance, place)
            sheet.cell(row, _column(table, Holds.NAME), unit[0])
            if table.column_of(Holds.ORGANISATION_KIND):
                kind = label("unit_kind", unit[1]).label_vi
                sheet.cell(row, _column(table, Holds.ORGANISATION_KIND), kind)
            if table.column_of(Holds.PARENT):
                area = next(area.name for area in plan.areas if area.unit_id == unit[3])
                sheet.cell(row, _column(table, Holds.PARENT), area)
        outcome = _outcome(sheet, row, table, plan, chance)
        if any(each is not None for each in outcome[:4]):
            found.rows.append((*unit, *outcome))


def _name(
    plan: WorkbookPlan, table: OpenTable, chance: random.Random, place: int
) -> tuple[str, UnitKind, str, str]:
    kind = chance.choice(table.kinds)
    name = f"{chance.choice(NAMES[kind])} {place + 1}"
    if kind is UnitKind.RESIDENTIAL_AREA:
        commune = chance.choice(plan.areas).unit_id if plan.areas else plan.sender.unit_id
        return name, kind, organisation_id(commune, kind, name), commune
    assert plan.province_id is not None
    return name, kind, organisation_id(plan.province_id, kind, name), plan.sender.unit_id


def _outcome(
    sheet, row: int, table: OpenTable, plan: WorkbookPlan, chance: random.Random
) -> tuple[object, ...]:
    lists = template_definition().lists
    rating = chance.choice([None, *plan.classes])
    score = chance.choice([None, Decimal(chance.randrange(0, 201)) / 2])
    registered, recognised = chance.choice([None, True, False]), chance.choice([None, True, False])
    note = chance.choice(NOTES)
    words = {
        Holds.RATING: rating_label(rating) if rating else None,
        Holds.SCORE: float(score) if score is not None else None,
        Holds.REGISTERED: _word(lists["registered"], registered),
        Holds.RECOGNISED: _word(lists["recognised"], recognised),
        Holds.TEXT: note or None,
    }
    for holds, word in words.items():
        sheet.cell(row, _column(table, holds), word)
    return rating, score, registered, recognised, note


def _word(words: Sequence[str], answer: bool | None) -> str | None:
    return None if answer is None else words[0] if answer else words[1]


def _fill_register(
    found: Filled, sheet_name: str, table: OpenTable, chance: random.Random, share: float
) -> None:
    sheet = found.workbook[sheet_name]
    words = {Holds.TEXT: "Kế hoạch số 25/KH-UBND", Holds.DAY: date(2023, 3, 4), Holds.YES_NO: "Có",
             Holds.AWARD_LEVEL: "Cấp xã", Holds.UNIT_KIND: "Cơ quan"}  # fmt: skip
    for row in range(table.first_row, table.first_row + table.least):
        for column in table.columns:
            if chance.random() < share:
                sheet.cell(row, column.column, words[column.holds])


def _column(table: OpenTable, holds: Holds) -> int:
    column = table.column_of(holds)
    assert column is not None, holds
    return column


def read(data: bytes, name: str = "bieu.xlsx") -> tuple[Identity, Extraction]:
    """A file as the pipeline reads it."""
    units = UnitRegistry.load()
    document = read_document(data, name)
    identity = identify(document, name, "", units)
    return identity, extract(document, identity, units)


def figures_of(extraction: Extraction) -> Counter[tuple[FigureKey, Decimal]]:
    """The mapped figures, each with how often it was read."""
    return Counter(
        (FigureKey(str(each.indicator_code), str(each.unit_id), each.unit_kind, each.category), each.value)
        for each in extraction.figures
        if each.status is FigureStatus.MAPPED
    )


def rows_of(listings: Sequence[ListingRow]) -> list[tuple[object, ...]]:
    """The listing rows as `Filled.rows` has them."""
    return [
        (row.name, row.unit_kind, row.unit_id, row.parent_id, row.rating, row.score, row.registered,
         row.recognised, row.note)
        for row in listings
    ]  # fmt: skip


def through_libreoffice(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them after opening; skips the test where it is missing."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", kind, "--outdir", folder, *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / f"{file.stem}.{kind}" for file in files]
