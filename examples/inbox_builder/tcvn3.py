"""Text as typed in the TCVN3 (ABC) code page, in which the font carries part of the meaning.

There are no codes for capitals with tone marks: they are the small letter's code in the font `.VnTimeH`.
"""

from __future__ import annotations

import re
from itertools import groupby

LOWER_FONT, UPPER_FONT = ".VnTime", ".VnTimeH"

_SMALL = (
    "à b5 ả b6 ã b7 á b8 ạ b9 ằ bb ẳ bc ẵ bd ắ be ặ c6 ầ c7 ẩ c8 ẫ c9 ấ ca ậ cb è cc ẻ ce ẽ cf é d0 ẹ d1 "
    "ề d2 ể d3 ễ d4 ế d5 ệ d6 ì d7 ỉ d8 ĩ dc í dd ị de ò df ỏ e1 õ e2 ó e3 ọ e4 ồ e5 ổ e6 ỗ e7 ố e8 ộ e9 "
    "ờ ea ở eb ỡ ec ớ ed ợ ee ù ef ủ f1 ũ f2 ú f3 ụ f4 ừ f5 ử f6 ữ f7 ứ f8 ự f9 ỳ fa ỷ fb ỹ fc ý fd ỵ fe "
    "ă a8 â a9 ê aa ô ab ơ ac ư ad đ ae"
)
_CAPITAL = "Ă a1 Â a2 Ê a3 Ô a4 Ơ a5 Ư a6 Đ a7"
_CODES = {letter: chr(int(code, 16)) for letter, code in re.findall(r"(\S) (\S\S)", f"{_SMALL} {_CAPITAL}")}


def encode(text: str) -> tuple[tuple[str, str], ...]:
    """`text` as runs of (font, characters); a text all in capitals is wholly in `.VnTimeH`."""
    if text.isupper():
        return ((UPPER_FONT, "".join(_code(letter) for letter in text)),)
    runs = groupby(text, key=lambda letter: UPPER_FONT if _is_marked_capital(letter) else LOWER_FONT)
    return tuple((font, "".join(_code(letter) for letter in letters)) for font, letters in runs)


def _is_marked_capital(letter: str) -> bool:
    return letter not in _CODES and letter.lower() in _CODES


def _code(letter: str) -> str:
    return _CODES.get(letter) or _CODES.get(letter.lower(), letter)
