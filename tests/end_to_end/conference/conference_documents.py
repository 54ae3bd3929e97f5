"""Writes the documents of the conference: the districts' reports and lists of units, the notice, the news."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from schemas.units import UnitRegistry

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[3] / "examples"))

from conference_districts import DISTRICTS, District
from inbox_builder.letter import Frame, Habits, write_letter
from inbox_builder.markup import parse

HERE = Path(__file__).parent
ENDS_ON = date(2023, 12, 14)


def conference_files() -> Iterator[tuple[str, bytes]]:
    """(path in the inbox, bytes) of all 22 documents."""
    for district in DISTRICTS:
        yield f"2023/{district.name}/Bao cao nam 2023.docx", _report(district)
        yield f"2023/{district.name}/Phu luc phan loai 2023.xlsx", _ratings(district)
    yield "2023/Tinh/thong bao ket luan.docx", _notice()
    yield "2023/Tinh/tin hoi nghi.docx", _letter(Frame(), _text("news"), "2024-01-13T08:00:00Z")


def _report(district: District) -> bytes:
    frame = Frame(
        issuer=(f"ỦY BAN NHÂN DÂN {district.name.upper()}", "BAN CHỈ ĐẠO 138"),
        number="Số: 112/BC-BCĐ",
        place_date=f"{district.name.split(' ', 1)[1]}, ngày 14 tháng 12 năm 2023",
        recipients=("Ban Chỉ đạo 138 tỉnh (b/c)", "Lưu: VT"),
        signer=("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
    )
    return _letter(frame, _text("head").format(name=district.name) + district.told(), "2023-12-14T08:00:00Z")


def _notice() -> bytes:
    frame = Frame(
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG"),
        number="Số: 18/TB-UBND",
        place_date="Bắc Giang, ngày 16 tháng 01 năm 2024",
        recipients=("Bộ Công an (b/c)", "Lưu: VT"),
        signer=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    )
    return _letter(frame, _text("notice"), "2024-01-16T08:00:00Z")


def _ratings(district: District) -> bytes:
    """The list of the residential areas rated, the communes in turn, the lowest ratings first."""
    communes = [unit.name for unit in UnitRegistry.load().children(district.unit_id, ENDS_ON)]
    low = district.average + district.weak
    ratings = ["Yếu"] * district.weak + ["Trung bình"] * district.average + ["Khá"] * low + ["Xuất sắc"] * low
    workbook = Workbook()
    sheet = workbook.active
    sheet.append([f"BAN CHỈ ĐẠO 138 {district.name.upper()}"])
    sheet.append(["DANH SÁCH PHÂN LOẠI PHONG TRÀO ĐỐI VỚI KHU DÂN CƯ NĂM 2023"])
    sheet.append([])
    sheet.append(["STT", "Khu dân cư", "Xã, phường, thị trấn", "Kết quả phân loại"])
    for place, rating in enumerate(ratings):
        area = f"Thôn {place // len(communes) + 1}"
        sheet.append([place + 1, area, communes[place % len(communes)], rating])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _letter(frame: Frame, text: str, modified: str) -> bytes:
    return write_letter(frame, parse(text, frozenset()), modified, Habits())


def _text(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")
