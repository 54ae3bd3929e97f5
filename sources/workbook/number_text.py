"""Numbers and dates as Excel shows them to a Vietnamese reader: comma for decimals, point for thousands.

Excel's format codes are compiled once each. What does not belong here: reading numbers back (`language`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN_FORMATS = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""ECMA-376 Part 1, 18.8.30; the date formats that follow the system's region as Vietnam writes them."""

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|([0#?][0#?,.]*)|(%)|(.)', re.DOTALL)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(AM/PM|A/P)|(y+|m+|d+|h+|s+(?:\.0+)?)|(.)', re.IGNORECASE | re.DOTALL
)
_NOT_A_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DURATION = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - Excel has no zones
_MAX_SERIAL = 2_958_466


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """One section of a format code; `factor` is the power of ten of its percent signs and scaling commas."""

    before: str
    after: str
    decimals: int
    least_digits: int
    has_thousands: bool
    factor: int
    is_plain: bool
    has_digits: bool


def shown_number(value: float, code: str) -> str:
    """A number as the format code shows it; codes that are not understood show it in general form."""
    sections = _sections(code)
    if code in ("", GENERAL, "@") or not sections:
        return general_text(value)
    negative = value < 0
    if value == 0 and len(sections) > 2:
        pattern = sections[2]
    elif negative and len(sections) > 1:
        pattern, negative = sections[1], False
    else:
        pattern = sections[0]
    if pattern.is_plain:
        return f"{pattern.before}{general_text(value)}{pattern.after}".strip()
    if not pattern.has_digits:
        return f"{pattern.before}{pattern.after}".strip()
    shown = _digits(abs(Decimal(repr(value))).scaleb(pattern.factor), pattern)
    sign = "-" if negative and any(digit in shown for digit in "123456789") else ""
    return f"{sign}{pattern.before}{shown}{pattern.after}".strip()


def general_text(value: float) -> str:
    """A number without a format: whole, or with at most eleven significant digits and a decimal comma."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    text = f"{Decimal(repr(value)):.11g}"
    if "e" in text.lower():
        text = f"{Decimal(text):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """Whether a format code shows a date or a time of day."""
    if _DURATION.search(code):
        return True
    bare = _NOT_A_DATE_PART.sub("", code.split(";", 1)[0]).lower()
    is_number = "general" in bare or any(sign in bare for sign in "0#?")
    return not is_number and any(part in bare for part in "ymdhs")


@lru_cache(maxsize=1024)
def tells_days(code: str) -> bool:
    """Whether a date format shows a day or a year, and not only a time or a duration."""
    bare = _NOT_A_DATE_PART.sub("", code.split(";", 1)[0]).lower()
    return not _DURATION.search(code) and any(part in bare for part in "yd")


def as_date(serial: float, code: str, epoch_1904: bool) -> date | datetime | None:
    """The date of a serial number; None for durations, times of day and serials outside the calendar."""
    if _DURATION.search(code) or not 1 <= serial < _MAX_SERIAL:
        return None
    instant = (_DAY_ZERO_1904 if epoch_1904 else _DAY_ZERO) + timedelta(seconds=round(serial * 86_400))
    return instant.date() if instant.time() == time() else instant


def shown_date(value: date | datetime, code: str) -> str:
    """A date as the format code shows it; without a code as day/month/year."""
    instant = value if isinstance(value, datetime) else datetime.combine(value, time())
    if not code or not is_date_format(code):
        return (
            instant.strftime("%d/%m/%Y") if instant.time() == time() else instant.strftime("%d/%m/%Y %H:%M")
        )
    parts, after_hour = [], False
    tokens = list(_DATE_TOKEN.finditer(code.split(";", 1)[0]))
    twelve = any(token[3] for token in tokens)
    for place, token in enumerate(tokens):
        quoted, escaped, half, unit, other = token.groups()
        if unit:
            letter = unit[0].lower()
            minutes = letter == "m" and (after_hour or _next_unit(tokens, place) == "s")
            parts.append(_date_part(instant, letter, len(unit), minutes, twelve))
            after_hour = letter == "h"
        elif half:
            parts.append("SA" if instant.hour < 12 else "CH")
        else:
            parts.append(quoted or escaped or other or "")
    return "".join(parts).strip()


def _next_unit(tokens: list[re.Match[str]], place: int) -> str:
    return next((str(token[4])[0].lower() for token in tokens[place + 1 :] if token[4]), "")


def _date_part(instant: datetime, letter: str, width: int, minutes: bool, twelve: bool) -> str:
    if letter == "y":
        return f"{instant.year:04d}" if width > 2 else f"{instant.year % 100:02d}"
    if letter == "h":
        number = (instant.hour % 12 or 12) if twelve else instant.hour
    elif letter == "m":
        number = instant.minute if minutes else instant.month
    else:
        number = instant.day if letter == "d" else instant.second
    return f"{number:02d}" if width == 2 else str(number)


def _digits(value: Decimal, pattern: NumberPattern) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-pattern.decimals), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole = whole.zfill(pattern.least_digits) if pattern.least_digits else whole
    if pattern.has_thousands:
        whole = f"{int(whole):,}".replace(",", ".") if pattern.least_digits <= 1 else whole
    return f"{whole},{fraction}" if fraction else whole


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[NumberPattern, ...]:
    found = [match[1] for match in _SECTION.finditer(code)]
    while found and not found[-1]:
        found.pop()
    return tuple(_pattern(section) for section in found[:3])


def _pattern(section: str) -> NumberPattern:
    before, after, digits, percents = "", "", "", 0
    bare = _NOT_A_DATE_PART.sub("", section).lower()
    is_plain = "general" in bare or "e+" in bare or "/" in bare
    for match in _TOKEN.finditer(section):
        quoted, escaped, bracket, placeholders, percent, other = match.groups()
        text = quoted or escaped or other or ""
        if placeholders:
            if digits:
                is_plain = True
            digits = digits or placeholders
            continue
        if percent:
            percents += 1
            text = "%"
        elif bracket is not None:
            text = bracket[1:].split("-", 1)[0] if bracket.startswith("$") else ""
        if digits:
            after += text
        else:
            before += text
    if is_plain:
        return NumberPattern("", "", 0, 0, False, 0, is_plain=True, has_digits=False)
    kept = digits.rstrip(",")
    whole, _, fraction = kept.partition(".")
    return NumberPattern(
        before=before,
        after=after,
        decimals=sum(sign in "0#?" for sign in fraction),
        least_digits=whole.count("0"),
        has_thousands="," in whole,
        factor=2 * percents - 3 * (len(digits) - len(kept)),
        is_plain=False,
        has_digits=bool(digits),
    )
