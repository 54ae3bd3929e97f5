"""Characters of symbol fonts (`w:sym`, private-use letters) as the Unicode signs they show."""

from __future__ import annotations

_PRIVATE_USE = 0xF000
_SYMBOL_FONT = {
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB0: "°",
    0xB9: "≠",
    0xAE: "→",
}
_CHECK_SIGNS = {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFB: "✗", 0xFD: "☒", 0x52: "☑"}


def symbol_text(font: str, code: str) -> str:
    """The text of a `w:sym`: signs and figures of Symbol, check marks of Wingdings, else a blank."""
    try:
        number = int(code, 16)
    except ValueError:
        return " "
    if number >= _PRIVATE_USE:
        number -= _PRIVATE_USE
    elif number > 0xFF:
        return chr(number)
    if font.lower() == "symbol":
        return _SYMBOL_FONT.get(number) or (chr(number) if 0x20 <= number < 0x40 else " ")
    return _CHECK_SIGNS.get(number, " ") if "dings" in font.lower() else " "
