"""Statements of a part of a whole, of a breakdown, and of what was received and resolved."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from said import Plant, Said, count, cut_percent, percent, wrong_percents

# {a} part, {b} whole, {p} percentage
FRACTIONS = [
    ("ttxh", "Điều tra làm rõ {a}/{b} vụ, đạt {p}%."),
    ("ttxh", "Đã điều tra, khám phá {a}/{b} vụ (đạt {p}%)."),
    ("ttxh", "Tập trung điều tra làm rõ {a}/{b} vụ (tỷ lệ điều tra khám phá đạt {p}%)."),
    ("ttxh", "Tỷ lệ điều tra khám phá đạt {p}% ({a}/{b} vụ)."),
    ("tinbao", "Đã giải quyết {a}/{b} tin, đạt {p}%."),
    ("tinbao", "Đã giải quyết {a}/{b} tố giác, tin báo về tội phạm (tỷ lệ {p}%)."),
    ("tinbao", "Tỷ lệ giải quyết tin báo, tố giác tội phạm đạt {p}% ({a}/{b} tin)."),
    ("mohinh", "Có {a}/{b} mô hình hoạt động hiệu quả, chiếm {p}%."),
    ("matuy", "Có {a}/{b} khu dân cư không có tệ nạn ma túy, đạt {p}%."),
    ("antt", "Có {a}/{b} khu dân cư đạt tiêu chuẩn “An toàn về ANTT” = {p}%."),
    ("antt", "Khu dân cư: {a}/{b} khu đạt tiêu chuẩn an toàn về ANTT ({p}%)."),
    ("pccc", "Kiểm tra an toàn PCCC {a}/{b} cơ sở (đạt {p}%)."),
    ("pccc", "Đã kiểm tra {a} cơ sở trên tổng số {b} cơ sở thuộc diện quản lý, đạt {p}%."),
    ("tuyentruyen", "Có {a}/{b} hộ dân được tuyên truyền, đạt {p}%."),
    ("tuyentruyen", "Tuyên truyền đến {a} hộ/{b} hộ dân, đạt tỷ lệ {p}%."),
    ("khac", "Đã tiếp nhận {b} đơn khiếu nại, tố cáo; giải quyết {a} đơn, đạt {p}%."),
    ("khac", "Tiếp nhận {b} đơn, đã giải quyết {a} đơn (đạt {p}%)."),
    ("khac", "Có {a}/{b} cán bộ được tập huấn ({p}%)."),
    ("khac", "Lắp đặt camera tại {a}/{b} tổ dân phố, đạt tỷ lệ {p}%."),
    ("ttxh", "Trọng án xảy ra {b} vụ, đã làm rõ {a} vụ, đạt {p}%."),
    ("ttxh", "Xảy ra {b} vụ phạm tội về trật tự xã hội; đã điều tra làm rõ {a} vụ, đạt {p}%."),
    ("dieutra", "Thụ lý điều tra {b} vụ, đã giải quyết {a} vụ, đạt {p}%."),
    (
        "antt",
        "Có {b} khu dân cư đăng ký xây dựng đạt tiêu chuẩn An toàn về ANTT; kết quả có {a} khu dân cư đạt "
        "({p}%).",
    ),
    (
        "giaothong",
        "Phát hiện {b} trường hợp vi phạm TTATGT, trong đó vi phạm nồng độ cồn {a} trường hợp, chiếm {p}%.",
    ),
    ("kinhte", "Phát hiện {b} vụ vi phạm về kinh tế, trong đó khởi tố {a} vụ ({p}%)."),
    (
        "moitruong",
        "Phát hiện {b} vụ vi phạm hành chính về môi trường, chủ yếu về an toàn thực phẩm ({a} vụ = {p}%).",
    ),
]


def fraction(rng: Random, year: int) -> Said:
    """A part, its whole and the share."""
    section, template = rng.choice(FRACTIONS)
    whole = rng.randint(12, 180)
    part = rng.randint(whole // 3, whole - 1)
    share = Fraction(part * 100, whole)
    stated, _ = percent(share, rng)
    slots = {"a": count(part, rng), "b": count(whole, rng), "p": stated}
    plants = [*wrong_percents("p", share, rng), *cut_percent("p", share)]
    if "{a}/{b}" in template:
        more = count(whole + rng.randint(1, 9), rng)
        plants.append(Plant("part above whole", {"a": more}, None))
    return Said("fraction", section, template, slots, tuple(plants))


TARGETS = [
    ("qlhc", "Thu nhận {a}/{b} hồ sơ căn cước công dân (đạt {p}%)."),
    ("qlhc", "Thu nhận {a} hồ sơ định danh điện tử (chỉ tiêu giao: {b} hồ sơ; đạt {p}%)."),
    ("qlhc", "Thu nhận được {a} hồ sơ định danh điện tử so với chỉ tiêu giao {b} hồ sơ, đạt {p}%."),
    ("qlhc", "Kích hoạt {a}/{b} tài khoản định danh điện tử, đạt {p}% chỉ tiêu."),
]


def fulfilment(rng: Random, year: int) -> Said:
    """A number against its target, which it may exceed."""
    section, template = rng.choice(TARGETS)
    aim = rng.randint(900, 30000)
    reached = aim * rng.randint(70, 130) // 100 + rng.randint(0, 9)
    share = Fraction(reached * 100, aim)
    stated, _ = percent(share, rng)
    slots = {"a": count(reached, rng), "b": count(aim, rng), "p": stated}
    return Said("fulfilment", section, template, slots, tuple(wrong_percents("p", share, rng)))


def shares_of_cases(rng: Random, year: int) -> Said:
    """The offence groups of all cases, each with its share."""
    parts = [rng.randint(4, 60) for _ in range(3)]
    total = sum(parts)
    names = [
        "xâm phạm sở hữu",
        "xâm phạm tính mạng, sức khỏe, nhân phẩm, danh dự con người",
        "xâm phạm trật tự công cộng",
    ]
    head = rng.choice(["Xảy ra {n} vụ phạm tội về trật tự xã hội. ", "Ghi nhận {n} vụ. "])
    shape = rng.choice(
        [
            "Trong đó, nhóm tội phạm {0} chiếm {{p0}}% ({{x0}}/{{n}} vụ); nhóm tội phạm {1} chiếm "
            "{{p1}}% ({{x1}}/{{n}} vụ);"
            " nhóm tội phạm {2} chiếm {{p2}}% ({{x2}}/{{n}} vụ).",
            "Cơ cấu: {0} {{x0}} vụ (chiếm {{p0}}%); {1} {{x1}} vụ ({{p1}}%); {2} {{x2}} vụ ({{p2}}%).",
            "Trong đó: nhóm {0} {{x0}} vụ, chiếm {{p0}}%; nhóm {1} {{x1}} vụ, chiếm {{p1}}%; nhóm "
            "{2} {{x2}} vụ, chiếm "
            "{{p2}}%.",
        ]
    )
    slots = {"n": count(total, rng)}
    plants: list[Plant] = []
    for number, part in enumerate(parts):
        share = Fraction(part * 100, total)
        slots |= {f"x{number}": count(part, rng), f"p{number}": percent(share, rng, 1)[0]}
        plants += wrong_percents(f"p{number}", share, rng)[:1]
    return Said("shares of a total", "ttxh", head + shape.format(*names), slots, tuple(plants))


# total, parts, template; the parts make up the total
BREAKDOWNS = [
    (
        "phanloai",
        4,
        "Kết quả phân loại phong trào đối với {n} khu dân cư: Xuất sắc {x0}, Khá {x1}, Trung bình {x2}, Yếu "
        "{x3}.",
    ),
    (
        "phanloai",
        3,
        "Đã xét, phân loại {n} khu dân cư, trong đó: {x0} khu xếp loại Xuất sắc, {x1} khu xếp loại Khá, {x2} "
        "khu xếp loại Trung bình.",
    ),
    (
        "phanloai",
        3,
        "Phân loại phong trào toàn dân bảo vệ ANTQ: {n} cơ quan, gồm {x0} cơ quan Xuất sắc, {x1} cơ quan "
        "Khá, {x2} cơ quan Trung bình.",
    ),
    (
        "tinbao",
        3,
        "Đã giải quyết {n} tin báo, tố giác tội phạm, trong đó khởi tố {x0} tin, không khởi tố {x1} tin, tạm "
        "đình chỉ {x2} tin.",
    ),
    (
        "tinbao",
        3,
        "Kết quả giải quyết {n} tin báo: ra quyết định khởi tố {x0} tin, không khởi tố {x1} tin, tạm "
        "đình chỉ "
        "{x2} tin.",
    ),
    (
        "khenthuong",
        3,
        "Khen thưởng {n} tập thể có thành tích, gồm: Chủ tịch UBND tỉnh tặng Bằng khen {x0} tập thể; Giám "
        "đốc Công an tỉnh tặng Giấy khen {x1} tập thể; Chủ tịch UBND huyện tặng Giấy khen {x2} tập thể.",
    ),
    ("khac", 3, "Tiếp nhận {n} đơn, gồm: khiếu nại {x0} đơn, tố cáo {x1} đơn, phản ánh, kiến nghị {x2} đơn."),
    (
        "tuyentruyen",
        3,
        "Tổ chức {n} buổi tuyên truyền, gồm {x0} buổi tại thôn, bản, {x1} buổi tại trường học, {x2} buổi "
        "tại cơ quan, doanh nghiệp.",
    ),
    (
        "vukhi",
        3,
        "Thu hồi {n} khẩu súng các loại, gồm: súng kíp {x0} khẩu, súng hơi {x1} khẩu, súng tự chế khác {x2} "
        "khẩu.",
    ),
    (
        "ttxh",
        3,
        "Ghi nhận {n} vụ, trong đó: xâm phạm sở hữu {x0} vụ, xâm phạm tính mạng, sức khỏe {x1} vụ, "
        "xâm phạm trật "
        "tự công cộng {x2} vụ.",
    ),
    ("matuy", 2, "Bắt giữ {n} đối tượng, gồm {x0} nam, {x1} nữ."),
    ("dieutra", 2, "Thụ lý {n} vụ, trong đó án cũ {x0} vụ, án mới {x1} vụ."),
]


def breakdown(rng: Random, year: int) -> Said:
    """A total and the parts that make it up."""
    section, size, template = rng.choice(BREAKDOWNS)
    parts = [rng.randint(1, 60) for _ in range(size)]
    total = sum(parts)
    slots = {"n": count(total, rng)} | {f"x{i}": count(part, rng) for i, part in enumerate(parts)}
    off = rng.choice([-2, -1, 1, 2, 5, 10])
    wrong_total = total + off if total + off > max(parts) else total + abs(off)
    place = rng.randrange(size)
    changed = parts[place] + rng.choice([1, 2, 3, 10])
    plants = (
        Plant("total of a breakdown", {"n": count(wrong_total, rng)}, Decimal(total)),
        Plant(
            "part of a breakdown", {f"x{place}": count(changed, rng)}, Decimal(total + changed - parts[place])
        ),
    )
    return Said("breakdown", section, template, slots, plants)


RECEIVED = [
    "Tiếp nhận {n} tố giác, tin báo về tội phạm và kiến nghị khởi tố; đã giải quyết {a} tin, đang "
    "giải quyết {r} tin.",
    "Tổng số tin báo, tố giác tội phạm tiếp nhận: {n} tin; đã giải quyết {a} tin (đạt {p}%), hiện "
    "tiếp tục giải quyết "
    "{r} tin.",
    "Trong kỳ tiếp nhận {n} tin báo, tố giác tội phạm. Đã giải quyết {a}/{n} tin, đạt {p}%; còn {r} "
    "tin đang tiếp tục "
    "xác minh, giải quyết.",
]


def received(rng: Random, year: int) -> Said:
    """What was received is what was resolved and what is pending."""
    total = rng.randint(30, 260)
    pending = rng.randint(2, total // 4)
    done = total - pending
    share = Fraction(done * 100, total)
    slots = {
        "n": count(total, rng),
        "a": count(done, rng),
        "r": count(pending, rng),
        "p": percent(share, rng)[0],
    }
    template = rng.choice(RECEIVED)
    changed = pending + rng.choice([1, 2, 3, 5])
    plants = [Plant("received and resolved", {"r": count(changed, rng)}, Decimal(done + changed))]
    if "{p}" in template:
        plants += wrong_percents("p", share, rng)[:1]
    return Said("received", "tinbao", template, slots, tuple(plants))
