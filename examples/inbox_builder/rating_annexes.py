"""Annexes that list units with their rating, in the four layouts that the four districts are used to."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inbox_builder.listings import ListedUnit
from inbox_builder.sheets import set_widths, workbook_bytes, write_header, write_row, write_title

_CODES = ("excellent", "good", "average", "weak")
_WORDS = {"excellent": "Xuất sắc", "good": "Khá", "average": "Trung bình", "weak": "Yếu"}
_ROMAN_WORDS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
_ROMAN = _ROMAN_WORDS.split()
_SHORT = {"Phường": "P.", "Xã": "X.", "Thị trấn": "TT."}
_UNACCENTED = {
    "Xã Yên Trung": "xa Yen Trung",
    "Xã Văn Môn": "xa Van Mon",
    "Thị trấn Chờ": "TT Chờ",
    "Xã Tam Đa": "xã  Tam Đa",
}
_KIND_WORDS = {
    "residential_area": "Khu dân cư",
    "commune": "Xã",
    "agency": "Cơ quan",
    "enterprise": "DN",
    "school": "CSGD",
}


def crosses_by_column(
    units: Sequence[ListedUnit], year: int, issuer: str, modified: str, *, padded: bool
) -> bytes:
    """Three sheets with an "x" under the rating; areas under their ward, organisations under their block.

    `padded` writes "Khu phố 02" where the next year's file has "Khu phố 2".
    """
    workbook = Workbook()
    areas: Worksheet = workbook.active
    areas.title = "KDC"
    groups: dict[str, list[ListedUnit]] = {}
    for unit in units:
        if unit.kind == "residential_area":
            groups.setdefault(f"{_SHORT[unit.commune_kind]} {unit.commune}", []).append(unit)
    _crosses(areas, f"PHÂN LOẠI PHONG TRÀO ĐỐI VỚI KHU DÂN CƯ NĂM {year}", issuer, groups, padded=padded)
    wards = workbook.create_sheet("Xa phuong")
    members = [unit for unit in units if unit.kind == "commune"]
    _crosses(wards, f"PHÂN LOẠI PHONG TRÀO ĐỐI VỚI PHƯỜNG NĂM {year}", issuer, {"": members}, padded=False)
    blocks = workbook.create_sheet("CQ, DN, CSGD")
    names = {"agency": "KHỐI CƠ QUAN", "enterprise": "KHỐI DOANH NGHIỆP", "school": "KHỐI CƠ SỞ GIÁO DỤC"}
    by_block = {name: [unit for unit in units if unit.kind == kind] for kind, name in names.items()}
    _crosses(
        blocks,
        f"PHÂN LOẠI PHONG TRÀO ĐỐI VỚI CƠ QUAN, DOANH NGHIỆP, CƠ SỞ GIÁO DỤC NĂM {year}",
        issuer,
        by_block,
        padded=False,
    )
    return workbook_bytes(workbook, modified)


def _crosses(
    sheet: Worksheet, title: str, issuer: str, groups: dict[str, list[ListedUnit]], *, padded: bool
) -> None:
    write_title(sheet, [issuer, title], 7)
    write_row(sheet, [None] * 7)
    write_header(
        sheet,
        ["TT", "Tên đơn vị", "Kết quả phân loại", None, None, None, "Ghi chú"],
        [None, None, "Xuất sắc", "Khá", "Trung bình", "Yếu", None],
    )
    for place, (group, members) in enumerate(groups.items()):
        if group:
            write_row(sheet, [_ROMAN[place], group, None, None, None, None, None], bold=True)
        for number, unit in enumerate(members, 1):
            name = unit.name
            if unit.kind == "commune":
                name = (
                    f"{_SHORT[unit.commune_kind]} {unit.name}"
                    if number % 3
                    else f"{unit.commune_kind} {unit.name}"
                )
            elif padded:
                name = name.replace("phố ", "phố 0")
            note = "" if unit.safe else "Không đạt ATANTT"
            write_row(sheet, [number, name, *("x" if unit.rating == code else None for code in _CODES), note])
    everyone = [unit for members in groups.values() for unit in members]
    totals = [sum(unit.rating == code for unit in everyone) for code in _CODES]
    write_row(sheet, [None, f"Tổng cộng: {len(everyone)}", *totals, None], bold=True)
    set_widths(sheet, (6, 42, 10, 10, 12, 8, 20))


def words_in_one_list(units: Sequence[ListedUnit], year: int, issuer: str, modified: str) -> bytes:
    """One sheet with the rating as a word, and a second one with crosses for "An toàn về ANTT"."""
    workbook = Workbook()
    ratings: Worksheet = workbook.active
    ratings.title = f"PL1 xep loai {year}"
    safety = workbook.create_sheet("PL2 ATANTT")
    write_title(ratings, [issuer, f"DANH SÁCH XẾP LOẠI PHONG TRÀO TOÀN DÂN BẢO VỆ ANTQ NĂM {year}"], 6)
    write_row(
        ratings, ["STT", "Tên đơn vị", "Thuộc xã, thị trấn", "Loại hình", "Xếp loại", "Ghi chú"], bold=True
    )
    write_title(safety, [issuer, f'KẾT QUẢ XÉT "AN TOÀN VỀ ANTT" NĂM {year}'], 6)
    write_row(safety, ["STT", "Đơn vị", "Đăng ký", "Đạt", "Không đạt", "Ghi chú"], bold=True)
    for number, unit in enumerate(units, 1):
        name = f"{unit.commune_kind} {unit.name}" if unit.kind == "commune" else unit.name
        commune = f"{unit.commune_kind} {unit.commune}" if unit.kind == "residential_area" else ""
        word = "T.bình" if unit.rating == "average" and unit.kind == "enterprise" else _WORDS[unit.rating]
        write_row(ratings, [number, name, commune, _KIND_WORDS[unit.kind], word, None])
        full = f"{name} - {commune}" if commune else name
        write_row(safety, [number, full, "x", "x" if unit.safe else None, None if unit.safe else "x", None])
    write_row(ratings, [None, f"Cộng: {len(units)} đơn vị", None, None, None, None], bold=True)
    safe = sum(unit.safe for unit in units)
    write_row(safety, [None, "Tổng cộng", len(units), safe, len(units) - safe, None], bold=True)
    for sheet in (ratings, safety):
        set_widths(sheet, (6, 48, 22, 14, 14, 16))
    return workbook_bytes(workbook, modified)


def scores(units: Sequence[ListedUnit], year: int, issuer: str, modified: str) -> bytes:
    """One sheet with two scores and the rating, group rows per kind, communes spelled carelessly."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active
    sheet.title = "Bang diem"
    write_title(
        sheet,
        [issuer, f"BẢNG ĐIỂM VÀ XẾP LOẠI PHONG TRÀO NĂM {year}", "(Theo Quyết định số 510/QĐ-BCA-V05)"],
        6,
    )
    write_header(
        sheet,
        ["Số TT", "Đơn vị", "Xã, thị trấn", "Điểm", None, "Xếp loại"],
        [None, None, None, "Tự chấm", "Thẩm định", None],
    )
    groups = ("Khu dân cư", "Xã, thị trấn", "Cơ quan", "Doanh nghiệp", "Cơ sở giáo dục")
    for place, (kind, group) in enumerate(zip(_KIND_WORDS, groups, strict=True)):
        write_row(sheet, [_ROMAN[place], group, None, None, None, None], bold=True)
        for number, unit in enumerate((unit for unit in units if unit.kind == kind), 1):
            full = f"{unit.commune_kind} {unit.commune}"
            commune = _UNACCENTED.get(full, full) if unit.commune else ""
            name = commune if kind == "commune" else unit.name
            own = min(unit.score + number % 3, 100)
            write_row(
                sheet,
                [
                    number,
                    name,
                    commune if kind == "residential_area" else None,
                    own,
                    unit.score,
                    _WORDS[unit.rating],
                ],
            )
    set_widths(sheet, (8, 46, 20, 10, 12, 14))
    return workbook_bytes(workbook, modified)


def semicolon_text(units: Sequence[ListedUnit], year: int) -> bytes:
    """A text file as the office program saves it for this country: semicolons, UTF-8 with a mark, CRLF."""
    lines = [
        f"DANH SÁCH PHÂN LOẠI PHONG TRÀO NĂM {year} - THỊ XÃ QUẾ VÕ;;;;",
        "STT;Tên đơn vị;Thuộc xã, phường;Loại hình;Xếp loại",
    ]
    for number, unit in enumerate(units, 1):
        short = f"{_SHORT[unit.commune_kind].lower()}{unit.commune}" if unit.commune else ""
        name = short if unit.kind == "commune" else unit.name
        commune = short if unit.kind == "residential_area" else ""
        kind = "Xã, phường" if unit.kind == "commune" else _KIND_WORDS[unit.kind]
        lines.append(f"{number};{name};{commune};{kind};{_WORDS[unit.rating]}")
    return b"\xef\xbb\xbf" + ("\r\n".join(lines) + "\r\n").encode()
