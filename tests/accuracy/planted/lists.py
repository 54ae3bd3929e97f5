"""Statements whose number counts the names listed for it: in brackets, after a colon, in a footnote."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from said import Plant, Said, count

COMMUNES = (
    "Phúc Than|Mường Than|Mường Mít|Pha Mu|Tà Hừa|Tà Gia|"
    "Khoen On|Mường Kim|Tà Mung|Ta Gia|Hua Nà|Mường Cang|Thạch Lương|"
    "Bình Lư|Sơn Bình|Thèn Sin|Bản Bo|Nà Tăm|Khun Há|Hồ Thầu|Giang Ma|Tả Lèng|Nùng Nàng"
).split("|")
VILLAGES = (
    "Nà Phát|Sàng Ngà|Nậm Sáng|Hua Chít|Đội 11|Che Bó|Nà Đình|Mở|Lằn|Khì|Cẩm Trung|Én|Noong Thăng|Sắp Ngụa"
).split("|")
TEMPLATES = [
    ("matuy", "Có {n} xã không có tệ nạn ma túy ({names}).", "", "commune"),
    ("matuy", "Có {n}/{w} khu dân cư không có tệ nạn ma túy{mark}.", "{names}.", "village"),
    ("antt", "Có {n} khu dân cư chưa đạt tiêu chuẩn An toàn về ANTT, gồm: {names}.", "", "village"),
    ("tuyentruyen", "Tổ chức diễn tập phòng thủ tại {n} xã: {names}.", "", "commune"),
    ("mohinh", "Ra mắt mô hình “Camera an ninh” tại {n} xã{mark}.", "{names}.", "commune"),
    ("khac", "Có {n} xã làm tốt công tác tuyển quân, gồm các xã: {names}.", "", "commune"),
    ("khac", "Chuyển hóa thành công {n} địa bàn phức tạp về ANTT ({names}).", "", "commune_word"),
]


def named_list(rng: Random, year: int) -> Said:
    """A number and the names that it counts."""
    section, template, note, kind = rng.choice(TEMPLATES)
    pool = VILLAGES if kind == "village" else COMMUNES
    names = rng.sample(pool, rng.randint(3, 11))
    word = {"village": "bản ", "commune": "", "commune_word": "xã "}[kind]
    joined = ", ".join(f"{word}{name}" for name in names)
    size = len(names)
    slots = {"n": count(size, rng), "w": count(size + rng.randint(3, 40), rng), "names": joined, "mark": "‡"}
    wrong = size + rng.choice([-1, 1, 2])
    plants = (Plant("names of a list", {"n": count(wrong, rng)}, Decimal(size)),)
    return Said("named list", section, template, slots, plants, note)
