"""Statements of a number against last year's, in many wordings."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from said import Plant, Said, count, cut_percent, percent, wrong_percents

# section, what precedes the number (with {now}), unit
SUBJECTS = [
    ("ttxh", "Xảy ra {now} vụ phạm tội về trật tự xã hội", "vụ"),
    ("ttxh", "Ghi nhận {now} vụ", "vụ"),
    ("ttxh", "Phạm pháp hình sự xảy ra {now} vụ", "vụ"),
    ("matuy", "Phát hiện, bắt, khởi tố {now} vụ phạm tội về ma túy", "vụ"),
    ("matuy", "Người nghiện có hồ sơ quản lý: {now} người", "người"),
    ("kinhte", "Phát hiện và xử lý {now} vụ, việc", "vụ"),
    ("kinhte", "Đã phát hiện, xử lý {now} vụ vi phạm pháp luật về kinh tế", "vụ"),
    ("moitruong", "Phát hiện, xử lý {now} vụ vi phạm hành chính về môi trường", "vụ"),
    ("tinbao", "Tiếp nhận {now} tin báo, tố giác về tội phạm", "tin"),
    ("giaothong", "Tai nạn giao thông xảy ra {now} vụ", "vụ"),
    ("giaothong", "Phát hiện, lập biên bản {now} trường hợp vi phạm TTATGT", "trường hợp"),
    ("pccc", "Trên địa bàn xảy ra {now} vụ cháy", "vụ"),
    ("qlhc", "Thu nhận {now} hồ sơ căn cước công dân", "hồ sơ"),
    ("vukhi", "Vận động Nhân dân giao nộp {now} khẩu súng tự chế", "khẩu"),
    ("tuyentruyen", "Tổ chức {now} buổi tuyên truyền tập trung", "buổi"),
    ("tuyentruyen", "Phát {now} lượt tin, bài trên hệ thống loa truyền thanh", "lượt"),
    ("mohinh", "Toàn huyện hiện có {now} mô hình quần chúng bảo vệ ANTT", "mô hình"),
    ("khac", "Kiểm tra tạm trú, tạm vắng {now} lượt", "lượt"),
    ("khac", "Hòa giải thành {now} vụ mâu thuẫn trong Nhân dân", "vụ"),
]
# {d} direction word, {c} change, {u} unit, {p} percentage, {y} last year, {b} last year's value, {s} sign
WITHOUT_BASE = [
    " (so với năm {y} {d} {c} {u} = {p}%).",
    " (so với cùng kỳ năm {y} {d} {c} {u}={p}%).",
    ", {d} {c} {u} ({p}%) so với cùng kỳ năm {y}.",
    " ({d} {c} {u}, tương đương {p}%).",
    " ({d} {c} {u} bằng {p}% so với năm trước).",
    "; so với cùng kỳ năm trước {d} {c} {u}, tỷ lệ {p}%.",
    " ({s}{c} {u}, {s}{p}% so với CKNT).",
    " ({d} {c} {u} = {p}%).",
    ", so với năm {y} {d} {c} {u}, tương ứng {d} {p}%.",
    ", {d} {c} {u} so với năm {y} (tỷ lệ {d} {p}%).",
    ", {d} {p}% ({c} {u}) so với năm {y}.",
    ". So với năm {y}, {d} {c} {u} ({p}%).",
    " ({d} {c} {u}/{p}% so với cùng kỳ).",
    " ({d} {p}%, {c} {u} so với cùng kỳ).",
]
WITH_BASE = [
    " (so với {b} {u} cùng kỳ, {d} {p}%).",
    " (năm {y}: {b} {u}; {d} {c} {u} = {p}%).",
    ", {d} {p}% so với năm {y} ({b} {u}).",
    " (cùng kỳ {b} {u}), {d} {c} {u}, tỷ lệ {p}%.",
    ", {d} {c} {u} so với {b} {u} của năm {y} ({p}%).",
    " (năm {y} là {b} {u}, {d} {p}%).",
    " (cùng kỳ năm trước {b} {u}, {d} {c} {u} = {p}%).",
    ", năm {y} là {b} {u}, {d} {c} {u}.",
    " (so với {b} {u} của năm {y} {d} {c} {u}).",
]


def movement(rng: Random, year: int) -> Said:
    """A number and how it moved."""
    section, subject, unit = rng.choice(SUBJECTS)
    large = unit in ("lượt", "hồ sơ", "trường hợp")
    before = rng.randint(100, 4000) if large else rng.randint(6, 160)
    change = rng.randint(1, max(2, before // 2))
    is_up = rng.random() < 0.5
    now = before + change if is_up else before - change
    template = rng.choice(WITHOUT_BASE + WITH_BASE)
    share = Fraction(change * 100, before)
    stated, _ = percent(share, rng)
    slots = {
        "now": count(now, rng),
        "d": "tăng" if is_up else "giảm",
        "s": "+" if is_up else "-",
        "c": count(change, rng),
        "u": unit,
        "p": stated,
        "y": str(year - 1),
        "b": count(before, rng),
    }
    plants: list[Plant] = []
    if "{p}" in template:
        plants += wrong_percents("p", share, rng, Fraction(change * 100, now))
        plants += cut_percent("p", share)
    if "{b}" in template and "{c}" in template:
        off = rng.choice([each for each in (-2, -1, 1, 2, 3, 10) if change + each > 0])
        plants.append(Plant("wrong change", {"c": count(change + off, rng)}, Decimal(change)))
        plants.append(Plant("wrong direction", {"d": "giảm" if is_up else "tăng"}, None))
    if "{b}" in template and "{c}" not in template and abs(share) > 3:
        plants.append(Plant("wrong direction", {"d": "giảm" if is_up else "tăng"}, None))
    return Said("movement", section, subject + template, slots, tuple(plants))
