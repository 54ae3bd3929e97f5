"""Annexes with figures by commune: safety, crime and traffic, one lying on its side, one with formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inbox_builder.listings import ListedUnit, spread
from inbox_builder.sheets import set_widths, workbook_bytes, write_header, write_row, write_title
from inbox_builder.wording import YearFigures, percent

_SHORT = {"Phường": "P", "Xã": "xã", "Thị trấn": "TT"}
_CRIME = ("crime.cases", "crime.cases_solved", "traffic.accidents", "traffic.deaths", "traffic.injured")


def safety_by_ward(units: Sequence[ListedUnit], year: int, issuer: str, modified: str) -> bytes:
    """Residential areas of each ward: registered, recognised, share, not recognised, remark."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active
    sheet.title = "ATANTT KDC"
    write_title(
        sheet, [issuer, f'PHỤ LỤC 2. KẾT QUẢ KHU DÂN CƯ ĐẠT TIÊU CHUẨN "AN TOÀN VỀ ANTT" NĂM {year}'], 8
    )
    write_header(
        sheet,
        ["STT", "Đơn vị", "Tổng số", "Đăng ký", "Đạt", None, "Không đạt", "Ghi chú"],
        [None, None, None, None, "SL", "%", None, None],
    )
    areas = [unit for unit in units if unit.kind == "residential_area"]
    wards = dict.fromkeys((unit.commune_kind, unit.commune) for unit in areas)
    for number, (kind, ward) in enumerate(wards, 1):
        members = [unit for unit in areas if unit.commune == ward]
        failed = [unit.name for unit in members if not unit.safe]
        name = f"{_SHORT[kind]}. {ward}" if number % 2 else f"{kind} {ward}".upper()
        write_row(sheet, [number, name, *_counts(members), "; ".join(failed)])
    write_row(sheet, [None, "Tổng cộng", *_counts(areas), None], bold=True)
    set_widths(sheet, (6, 26, 10, 10, 8, 10, 12, 22))
    return workbook_bytes(workbook, modified)


def _counts(members: Sequence[ListedUnit]) -> list[int | str]:
    safe = sum(unit.safe for unit in members)
    return [len(members), len(members), safe, percent_text(safe, len(members)), len(members) - safe]


def percent_text(part: int, whole: int) -> str:
    return percent(Decimal(part), Decimal(whole))


def crime_by_commune(
    communes: Sequence[tuple[str, str]],
    figures: YearFigures,
    issuer: str,
    modified: str,
    wrong_total: dict[str, int],
) -> bytes:
    """Crime and road accidents by commune; `wrong_total` holds a clerk's slips in the last row."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active
    sheet.title = "TTATXH"
    write_title(
        sheet,
        [issuer, f"BIỂU TỔNG HỢP TỘI PHẠM VÀ TAI NẠN GIAO THÔNG THEO XÃ, THỊ TRẤN NĂM {figures.year}"],
        7,
    )
    write_header(
        sheet,
        ["STT", "Đơn vị", "Tội phạm về TTXH", None, "Tai nạn giao thông", None, None],
        [None, None, "Số vụ", "Làm rõ", "Số vụ", "Chết", "Bị thương"],
    )
    columns = commune_figures(figures, len(communes))
    for number, (kind, name) in enumerate(communes, 1):
        write_row(sheet, [number, f"{kind} {name}", *(columns[code][number - 1] for code in _CRIME)])
    totals = [wrong_total.get(code, sum(columns[code])) for code in _CRIME]
    write_row(sheet, [None, "Tổng cộng", *totals], bold=True)
    set_widths(sheet, (6, 24, 10, 10, 10, 10, 12))
    return workbook_bytes(workbook, modified)


def lying_on_its_side(
    communes: Sequence[tuple[str, str]], figures: YearFigures, issuer: str, modified: str
) -> bytes:
    """The same figures with communes as columns and indicators as rows."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active
    sheet.title = "Bieu ngang"
    write_title(
        sheet, [issuer, f"SỐ LIỆU AN NINH, TRẬT TỰ THEO XÃ, THỊ TRẤN NĂM {figures.year}"], len(communes) + 3
    )
    names = [f"{_SHORT[kind]} {name}" for kind, name in communes]
    write_row(sheet, ["Chỉ tiêu", "ĐVT", *names, "Toàn huyện"], bold=True)
    columns = commune_figures(figures, len(communes))
    labels = (
        ("Số vụ án hình sự", "vụ"), ("Số vụ án hình sự đã làm rõ", "vụ"), ("Số vụ tai nạn giao thông", "vụ"),
        ("Số người chết do TNGT", "người"), ("Số người bị thương do TNGT", "người"),
    )  # fmt: skip
    for code, (label, unit) in zip(_CRIME, labels, strict=True):
        write_row(sheet, [label, unit, *columns[code], sum(columns[code])])
    set_widths(sheet, (34, 8, *([13] * len(communes)), 12))
    return workbook_bytes(workbook, modified)


def with_formulas(
    communes: Sequence[tuple[str, str]], figures: YearFigures, before: YearFigures, issuer: str, modified: str
) -> bytes:
    """Crime with rates as formulas; last year's rows are hidden, the total rate has no stored value."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active
    sheet.title = "Sheet1"
    write_title(sheet, [issuer, f"PHỤ LỤC SỐ LIỆU PHẠM TỘI VỀ TTXH VÀ TNGT NĂM {figures.year}"], 7)
    write_row(
        sheet,
        ["STT", "Đơn vị", "Số vụ TTXH", "Số vụ làm rõ", "Tỷ lệ làm rõ", "Số vụ TNGT", "Số người chết"],
        bold=True,
    )
    stored: dict[str, float] = {}
    old = commune_figures(before, len(communes))
    for number, (kind, name) in enumerate(communes, 1):
        values = [old[code][number - 1] for code in _CRIME[:2]]
        row = write_row(
            sheet,
            [
                number,
                f"{kind} {name} ({before.year})",
                *values,
                None,
                old[_CRIME[2]][number - 1],
                old[_CRIME[3]][number - 1],
            ],
        )
        sheet.row_dimensions[row].hidden = True
    columns = commune_figures(figures, len(communes))
    first = sheet.max_row + 1
    for number, (kind, name) in enumerate(communes, 1):
        row = sheet.max_row + 1
        cases, solved = (columns[code][number - 1] for code in _CRIME[:2])
        write_row(
            sheet,
            [
                number,
                f"{kind} {name}",
                cases,
                solved,
                f"=D{row}/C{row}",
                columns[_CRIME[2]][number - 1],
                columns[_CRIME[3]][number - 1],
            ],
        )
        sheet.cell(row, 5).number_format = "0.0%"
        stored[f"E{row}"] = solved / cases
    last = sheet.max_row
    sums = [f"=SUM({column}{first}:{column}{last})" for column in "CDFG"]
    write_row(
        sheet, [None, "Tổng cộng", sums[0], sums[1], f"=D{last + 1}/C{last + 1}", sums[2], sums[3]], bold=True
    )
    sheet.cell(last + 1, 5).number_format = "0.0%"
    for column, code in zip("CDFG", _CRIME, strict=False):
        stored[f"{column}{last + 1}"] = sum(columns[code])
    set_widths(sheet, (6, 26, 12, 12, 12, 12, 14))
    return workbook_bytes(workbook, modified, {"xl/worksheets/sheet1.xml": stored})


def commune_figures(figures: YearFigures, number: int) -> dict[str, list[int]]:
    """The district's crime and traffic figures shared out over its communes, solved never above occurred."""
    weights = [3 + (place * 7) % 5 for place in range(number)]
    cases = spread(int(figures.now("crime.cases")), weights)
    open_cases = spread(
        int(figures.now("crime.cases") - figures.now("crime.cases_solved")), [count**2 for count in cases]
    )
    accidents = spread(
        int(figures.now("traffic.accidents")), [1 + (place * 3) % 4 for place in range(number)]
    )
    return {
        "crime.cases": cases,
        "crime.cases_solved": [count - unsolved for count, unsolved in zip(cases, open_cases, strict=True)],
        "traffic.accidents": accidents,
        "traffic.deaths": spread(int(figures.now("traffic.deaths")), accidents),
        "traffic.injured": spread(int(figures.now("traffic.injured")), accidents),
    }
