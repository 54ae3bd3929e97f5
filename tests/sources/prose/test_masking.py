"""Personal data in quotes: what is masked, what stays, and that offsets survive the masking."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.prose.masking import mask, shifted

NAMES = [
    "Nguyễn Văn Hùng",
    "Trần Thị Bình",
    "Lò Văn Pản",
    "Thào A Sùng",
    "Hoàng Thị Ngọc Lan",
    "Giàng A Páo",
    "Phạm Minh",
    "Đỗ Thị B",
    "Nguyễn Văn A.",
]


def masked(text):
    return mask(text)[0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "frame",
    [
        "Khởi tố đối tượng {} về tội trộm cắp",
        "Vụ {} cùng đồng bọn gây ra 05 vụ",
        "Khen thưởng đồng chí {} và 03 cá nhân",
        "bị hại là ông {} mất 02 xe",
    ],
)
def test_a_persons_name_is_masked(frame, name):
    text = masked(frame.format(name))
    assert not any(word in text.split() for word in name.rstrip(".").split() if len(word) > 1)
    assert "[…]" in text


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("Nguyễn Văn Hùng, sinh năm 1985", "1985"),
        ("Trần Thị Bình (SN 1990) bị bắt", "1990"),
        ("Trần Thị Bình, sinh ngày 12/3/1990", "12/3/1990"),
        ("Năm sinh: 1985", "1985"),
        ("trú tại tổ 5, phường Thọ Xương", "tổ 5"),
        ("HKTT: thôn 3, xã Song Mai, về hành vi trộm cắp", "thôn 3"),
        ("hộ khẩu thường trú tại số 12, đường Lê Lợi; bị bắt", "số 12"),
        ("CCCD số 012345678901", "012345678901"),
        ("CMND 123456789", "123456789"),
        ("căn cước 012345678901", "012345678901"),
        ("hộ chiếu C1234567", "1234567"),
        ("điện thoại 0912345678", "0912345678"),
        ("điện thoại 0912 345 678", "345 678"),
        ("điện thoại 0912.345.678", "345.678"),
        ("điện thoại +84912345678", "84912345678"),
        ("xe mô tô 29A-123.45", "123.45"),
        ("xe mô tô 98B1-234.56", "234.56"),
        ("xe ô tô 30G-12345", "12345"),
    ],
)
def test_birth_years_addresses_and_numbers_of_persons_are_masked(text, private):
    assert private not in masked(text)


def test_what_follows_an_address_stays():
    text = masked("Bắt Trần Thị Bình, HKTT: thôn 3, xã Song Mai, về hành vi trộm cắp 02 xe mô tô.")
    assert text.endswith("về hành vi trộm cắp 02 xe mô tô.")


@pytest.mark.parametrize(
    "text",
    [
        "Công an phường Hoàng Văn Thụ làm rõ 05 vụ",
        "Tại trường THPT Ngô Sĩ Liên và đường Lê Lợi",
        "Tại phường Trần Phú xảy ra 05 vụ",
        "Bộ Công an, Công an tỉnh Bắc Giang, UBND thành phố, Ban Chỉ đạo 138",
        "Đảng bộ xã Nguyễn Huệ đạt 05 tiêu chí",
        "Các huyện Lục Ngạn, Lạng Giang, Hiệp Hòa",
        "Phong trào Toàn dân bảo vệ an ninh Tổ quốc",
        "Tại thành phố Hồ Chí Minh",
        "Xảy ra 45 vụ, thiệt hại 2.400.180.000 đồng, đạt 89,29%",
        "Kế hoạch số 123/KH-UBND ngày 05/01/2023",
        "Xảy ra 12 vụ sinh viên đánh nhau",
    ],
)
def test_places_organisations_and_figures_stay(text):
    assert masked(text) == text


PRIVATE = [
    *(f"đối tượng {name}" for name in NAMES[:6]),
    "sinh năm 1985",
    "điện thoại 0912345678",
    "xe 29A-123.45",
    "CCCD số 012345678901",
]
PLAIN = [
    "xảy ra 45 vụ",
    "phạt 2.400.180.000 đồng",
    "tại phường Trần Phú",
    "đạt 89,29%",
    "ngày 05/01/2023",
    "Công an tỉnh Bắc Giang",
]


@given(st.lists(st.sampled_from([*PRIVATE, *PLAIN]), min_size=1, max_size=8).map(", ".join))
def test_an_offset_outside_the_masked_spans_points_at_the_same_character(text):
    quote, spans = mask(text)
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for place, character in enumerate(text):
        if not any(start <= place < end for start, end in spans):
            assert quote[shifted(place, spans)] == character


@given(st.lists(st.sampled_from([*PRIVATE, *PLAIN]), min_size=1, max_size=8).map(", ".join))
def test_masking_a_masked_text_changes_nothing(text):
    assert masked(masked(text)) == masked(text)


@given(st.permutations([*PLAIN, PRIVATE[0], PRIVATE[6], PRIVATE[7]]))
def test_no_private_piece_is_left_in_any_order(pieces):
    quote = masked("Trong năm, " + ", ".join(pieces) + ".")
    assert "Hùng" not in quote
    assert "1985" not in quote
    assert "0912345678" not in quote


def test_a_figures_offsets_point_at_it_in_the_masked_quote(read):
    text = (
        "Bắt đối tượng Nguyễn Văn Hùng, sinh năm 1985, trú tại tổ 5, phường Thọ Xương "
        "về hành vi trộm cắp 02 xe mô tô trị giá 45.000.000 đồng."
    )
    statistics = [figure for figure in read(text) if figure.status in ("mapped", "unmapped")]
    assert [figure.raw for figure in statistics] == ["02", "45.000.000"]
    for figure in statistics:
        assert figure.quote[figure.start : figure.end] == figure.raw
        assert "Hùng" not in figure.quote
        assert "1985" not in figure.quote


def test_no_name_reaches_any_field_of_a_figure(read):
    text = "Khởi tố đối tượng Giàng A Páo và Trần Thị Bình, xử phạt 05 vụ, 12 đối tượng."
    for figure in read(text, footnotes=()):
        assert "Páo" not in repr(figure)
        assert "Bình" not in repr(figure)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bà H trình báo mất 02 xe.", "Bà […] trình báo mất 02 xe."),
        ("Anh Tuấn nhặt được 02 ví.", "Anh […] nhặt được 02 ví."),
        ("Vụ thứ hai: Ông Ba mất 01 xe.", "Vụ thứ hai: Ông […] mất 01 xe."),
        ("bắt đối tượng Hùng cùng 02 đồng phạm", "bắt đối tượng […] cùng 02 đồng phạm"),
        ("ông T.V.A mất 02 xe", "ông […] mất 02 xe"),
        ("cháu B bị xâm hại 02 lần", "cháu […] bị xâm hại 02 lần"),
        ("Nguyễn T.H (SN 1990)", "[…] […]"),
    ],
)
def test_a_title_is_enough_for_a_name(text, left):
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Báo Hà Nam đăng 05 tin bài.",
        "Đài Hà Giang phát 12 tin.",
        "Bà Rịa có 12 phường.",
        "Anh Sơn có 21 xã.",
        "xã Bà Điểm xảy ra 02 vụ",
        "núi Bà Đen cháy 01 vụ",
        "Chị em phụ nữ 12 xã",
    ],
)
def test_a_place_that_sounds_like_a_person_stays(text):
    assert masked(text) == text
