"""Folding for comparison: what it evens out, what it leaves alone, and that offsets survive it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.folding import CAPITALS, fold, without_diacritics

BASES = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", base + tone)
        for base in BASES
        for tone in TONES
        if base not in "bcdđghklmnpqrstvx" or not tone
    }
)
LETTERS = [*LETTERS, *(letter.upper() for letter in LETTERS)]
MARKS = list(" .,;:()%/-0123456789\u00a0–—“”‘’…")
vietnamese = st.text(st.sampled_from([*LETTERS, *MARKS]), max_size=80)


@given(vietnamese)
def test_folding_keeps_the_length_of_vietnamese_text(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=40))
def test_folding_keeps_the_length_of_any_text(text):
    assert len(fold(text)) == len(text)


@given(vietnamese)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_folding_does_not_depend_on_case(text):
    assert fold(text.upper()) == fold(text.lower())


@given(vietnamese)
def test_folding_touches_no_digit(text):
    assert [(i, c) for i, c in enumerate(fold(text)) if c.isdigit()] == [
        (i, c) for i, c in enumerate(text) if c.isdigit()
    ]


@pytest.mark.parametrize("tone", TONES[1:])
@pytest.mark.parametrize("pair", ["oa", "oe", "uy"])
@pytest.mark.parametrize("onset", ["h", "kh", "t", "th", "l", ""])
def test_old_and_new_tone_placement_fold_alike(onset, pair, tone):
    old = unicodedata.normalize("NFC", onset + pair + tone)
    new = unicodedata.normalize("NFC", onset + pair[0] + tone + pair[1])
    assert old != new
    assert fold(old) == fold(new) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("THUỶ LỢI", "THỦY LỢI"),
        ("sức khoẻ", "sức khỏe"),
        ("khoá XIII", "khóa XIII"),
        ("uỷ ban", "ủy ban"),
        ("ma tuý", "ma túy"),
        ("toạ đàm", "tọa đàm"),
        ("xoá bỏ", "xóa bỏ"),
    ],
)
def test_words_in_both_spellings_fold_alike(old, new):
    assert fold(old) == fold(new)


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "quỹ",
        "quỳ",
        "quỵ",
        "hoàn",
        "toàn",
        "khoản",
        "hoạt",
        "thuyền",
        "xoài",
        "ngoài",
        "khoét",
        "quả",
        "huỳnh",
        "người",
        "tuyến",
    ],
)
def test_a_tone_that_has_one_place_only_stays(word):
    assert fold(word) == word


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("“An toàn”", '"an toàn"'),
        ("2020 – 2025", "2020 - 2025"),
        ("05\u00a0vụ", "05 vụ"),
        ("‘x’", "'x'"),
        ("Ðoàn", "đoàn"),
    ],
)
def test_typographic_characters_become_plain_ones(written, plain):
    assert fold(written) == plain


@pytest.mark.parametrize("letter", [letter for letter in LETTERS if letter.isupper()])
def test_the_capitals_hold_every_capital_letter_and_no_small_one(letter):
    import re

    assert re.fullmatch(f"[{CAPITALS}]", letter)
    assert not re.fullmatch(f"[{CAPITALS}]", letter.lower())


@given(vietnamese)
def test_without_diacritics_leaves_plain_letters_of_the_same_number(text):
    plain = without_diacritics(text)
    assert len(plain) == len(text)
    assert all(ord(c) < 128 for c in plain if c.isalpha())
