"""Vietnamese typed before Unicode: TCVN3 (ABC) and VNI fonts, told by the font's name, converted to Unicode.

The font carries the meaning: the same bytes are different letters in `.VnTime` and in Times New Roman, and
`.VnTimeH` shows small letters as capitals. What does not belong here: finding a run's font (`styles`).
"""

from __future__ import annotations

import re
from enum import StrEnum

_TCVN3_FROM_A1 = "ĂÂÊÔƠƯĐăâêôơưđ"
_TCVN3_SINGLE = {
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_SYMBOL_PLANE = 0xF000

_VNI_ACCENTS: dict[str, dict[str, str]] = {
    "ù": {"a": "á", "e": "é", "o": "ó", "u": "ú", "y": "ý", "ô": "ớ", "ö": "ứ"},
    "ø": {"a": "à", "e": "è", "o": "ò", "u": "ù", "y": "ỳ", "ô": "ờ", "ö": "ừ"},
    "û": {"a": "ả", "e": "ẻ", "o": "ỏ", "u": "ủ", "y": "ỷ", "ô": "ở", "ö": "ử"},
    "õ": {"a": "ã", "e": "ẽ", "o": "õ", "u": "ũ", "y": "ỹ", "ô": "ỡ", "ö": "ữ"},
    "ï": {"a": "ạ", "e": "ẹ", "o": "ọ", "u": "ụ", "ô": "ợ", "ö": "ự"},
    "â": {"a": "â", "e": "ê", "o": "ô"},
    "á": {"a": "ấ", "e": "ế", "o": "ố"},
    "à": {"a": "ầ", "e": "ề", "o": "ồ"},
    "å": {"a": "ẩ", "e": "ể", "o": "ổ"},
    "ã": {"a": "ẫ", "e": "ễ", "o": "ỗ"},
    "ä": {"a": "ậ", "e": "ệ", "o": "ộ"},
    "ê": {"a": "ă"},
    "é": {"a": "ắ"},
    "è": {"a": "ằ"},
    "ú": {"a": "ẳ"},
    "ü": {"a": "ẵ"},
    "ë": {"a": "ặ"},
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "í": "í", "ì": "ì"}


class Encoding(StrEnum):
    """How the characters of a run are to be understood."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_capitals"
    VNI = "vni"


def encoding_of_font(font: str) -> Encoding:
    """The encoding that a font's name stands for (`.VnTime`, `.VnTimeH`, `VNI-Times`); else Unicode."""
    lowered = font.lower()
    if lowered.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if font.endswith("H") else Encoding.TCVN3
    if lowered.startswith("vni-"):
        return Encoding.VNI
    return Encoding.UNICODE


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text of a run in Unicode.

    A run that holds Vietnamese letters of Unicode already is left as it is, whatever its font says:
    a clerk changed the font of typed Unicode text, and Word shows it in a substitute.
    """
    if encoding is Encoding.UNICODE:
        return text
    if not _UNICODE_VIETNAMESE.search(text):
        text = _VNI_PATTERN.sub(_vni_letter, text) if encoding is Encoding.VNI else text.translate(_TCVN3)
    return text.upper() if encoding is Encoding.TCVN3_CAPITALS else text


_SIGN_IN_WORD = re.compile(
    "[A-Za-z][\u00a6-\u00a8\u00b5-\u00b9\u00be][a-z]|\u00a7[\u00b5-\u00b9a-z]|[a-z]\u00aa[a-z]"
)
"""Signs of Latin-1 between letters: letters of TCVN3, and of no other writing."""


def looks_like_tcvn3(text: str) -> bool:
    """Whether text decoded as Latin-1 is TCVN3: many of its high characters are frequent letters there."""
    high = [character for character in text if "\xa1" <= character <= "\xfe"]
    if not high or _UNICODE_VIETNAMESE.search(text):
        return False
    telling = sum(character in _TELLING_TCVN3 for character in high)
    return telling * 4 > len(high) or bool(_SIGN_IN_WORD.search(text))


def looks_like_vni(text: str) -> bool:
    """Whether text decoded as Latin-1 is VNI: nearly all of its high characters mark a letter before them."""
    high = sum("\xa1" <= character <= "\xff" for character in text)
    if not high or _UNICODE_VIETNAMESE.search(text):
        return False
    found = [match.group() for match in _VNI_PATTERN.finditer(text)]
    marked = sum("\xa1" <= character <= "\xff" for letters in found for character in letters)
    pairs = sum(len(letters) > 1 for letters in found)
    return marked * 10 > high * 9 and pairs * 3 > high


def _vni_letter(match: re.Match[str]) -> str:
    return _VNI[match.group()]


def _tcvn3_table() -> dict[int, str]:
    table = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_FROM_A1)}
    for first, letters in _TCVN3_SINGLE.items():
        table.update({first + place: letter for place, letter in enumerate(letters)})
    return table | {_SYMBOL_PLANE + code: letter for code, letter in table.items()}


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for letter, result in _VNI_SINGLE.items():
        table[letter] = result
        table[letter.upper()] = result.upper()
    for accent, bases in _VNI_ACCENTS.items():
        for base, result in bases.items():
            for either in (accent, accent.upper()):
                table[base + either] = result
                table[base.upper() + either] = result.upper()
    return table


_TCVN3 = _tcvn3_table()
_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(re.escape(key) for key in sorted(_VNI, key=len, reverse=True)))
_UNICODE_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_TELLING_TCVN3 = frozenset(map(chr, (*range(0xA8, 0xAF), *range(0xB5, 0xBA))))
"""ă â ê ô ơ ư đ à ả ã á ạ: nearly half of the accented letters of a text, but signs in Windows-1258."""
