"""One header text taken apart: what it counts, in which measure, of which period, as which share or change.

"Số vụ năm … (triệu đồng)" is content "số vụ", a year and a measure. How contents of several levels make an
indicator is `matching`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sources.tables.vocabulary import vocabulary
from sources.tables.wording import EMPTY, Wording

_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_FORMULA = re.compile(r"^[\s\d=+\-*/:x×%.,()a-hA-H]*$")
_YEAR = re.compile(r"(?:\b[Nn]ăm\s+|\b[Nn]am\s+|^\s*|(?<=[\s/]))((?:19|20)\d\d)\b")
_AGAINST = re.compile(
    r"\bso\s+(?:sánh\s+)?(?:với|voi|cùng|cung|sánh|sanh)\b|^\s*so\s+(?:sánh|sanh)", re.IGNORECASE
)
_COMPARED = re.compile(r"\b(?:so\s+sánh|so\s+sanh|so\s+với|so\s+voi|ss|so)\b", re.IGNORECASE)
_MEASURE_LEAD = re.compile(r"(?:đvt|dvt|đơn vị tính|đơn vị)\s*:\s*([^,;)\]]+)", re.IGNORECASE)
_MONTHS = re.compile(r"\b(\d{1,2})\s*(?:tháng|thang|T\b)(?:\s+(đầu|cuối))?(?:\s+năm)?", re.IGNORECASE)
_QUARTER = re.compile(r"\bqu[ýí]\s+(iv|i{1,3}|[1-4])\b", re.IGNORECASE)
_MONTH = re.compile(r"\btháng\s+(\d{1,2})\b", re.IGNORECASE)
_LEAD = re.compile(r"^\s*(?:[-+*•–]+\s*(?=[^\W\d_])|(?:[IVXLC]+|[A-Z]|\d+(?:\.\d+)*|[a-zđ])\s*[.)/:]\s)\s*")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d_])\s+[-–]\s+(?=[^\W\d_])")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """A header text taken apart; `content` is what is left once period, measure and modifiers are read off.

    `modifiers` are names of `table_headers.yaml`; `span` is a part of the year as a period suffix ("H1",
    "Q3", "06", "9M").
    """

    text: str
    content: Wording
    words: tuple[str, ...]
    modifiers: frozenset[str]
    year: int | None = None
    span: str | None = None
    measure: str | None = None
    factor: Decimal = Decimal(1)
    counter: str | None = None
    unit_kind: str | None = None
    award_level: str | None = None
    offence_group: str | None = None


@lru_cache(maxsize=20_000)
def read_part(text: str) -> HeaderPart:
    """The parts of one header text."""
    words = vocabulary()
    modifiers: set[str] = set()
    measure: str | None = None
    factor = Decimal(1)
    counter: str | None = None
    rest = _BETWEEN_WORDS.sub(" ", _LEAD.sub("", text.replace("\n", " ")))

    def take_measure(inner: str) -> bool:
        nonlocal measure, factor, counter
        found = words.measure(inner)
        if found is not None:
            measure, factor = found
            if measure == "%":
                modifiers.add("share")
            return True
        if words.is_counter(inner):
            counter = inner.strip().lower()
            return True
        return False

    def take_bracket(match: re.Match[str]) -> str:
        inner = match.group(1).strip()
        if (
            not inner
            or take_measure(inner)
            or ((lead := _MEASURE_LEAD.match(inner)) and take_measure(lead[1]))
        ):
            return " "
        if _FORMULA.match(inner):
            has_change = "+/-" in (bare := inner.replace(" ", "")) or bare in {"+-", "-/+"}
            if "%" in inner:
                modifiers.add("share")
            if has_change:
                modifiers.add("change_dual" if "%" in inner else "change")
            return " "
        modifier = words.modifiers.meaning(words.speller.spell(inner))
        if modifier is not None:
            modifiers.add(modifier)
            return " "
        return match.group(0) if _YEAR.search(inner) is None else f" {inner} "

    rest = _BRACKET.sub(take_bracket, rest)
    lead = _MEASURE_LEAD.search(rest)
    if lead and take_measure(lead[1]):
        rest = rest.replace(lead.group(0), " ")
    modifier = _modifier(rest)
    if modifier is not None:
        return HeaderPart(
            text,
            EMPTY,
            words.speller.full_words(rest),
            frozenset(modifiers | {modifier}),
            None,
            None,
            measure,
            factor,
        )
    year, rest = _year(rest, modifiers)
    span, rest = _span(rest)
    if _AGAINST.search(rest) and (year is not None or "cùng" in rest or "trước" in rest):
        modifiers.add("change")
        rest = _AGAINST.sub(" ", rest)
    head, comma, tail = rest.rpartition(",")
    if comma and measure is None and take_measure(tail):
        rest = head
    rest, told = _strip_period(rest, is_dated=bool(year or span))
    modifiers |= told
    content = words.speller.spell(rest) if rest.strip(" -–:;,.") else EMPTY
    return HeaderPart(
        text,
        content,
        words.speller.full_words(rest),
        frozenset(modifiers),
        year,
        span,
        measure,
        factor,
        counter,
        words.mixed_kinds.sure_meaning(content) or words.unit_kinds.sure_meaning(content),
        words.award_levels.sure_meaning(content) or _award_level(rest),
        words.offence_groups.sure_meaning(content),
    )


def _award_level(text: str) -> str | None:
    """The level that gave an award, where the form of the award is told too ("Giấy khen của Chủ tịch …")."""
    words = vocabulary()
    full = words.speller.full_words(text)
    for run in words.award_forms:
        full = tuple(f" {' '.join(full)} ".replace(f" {' '.join(run)} ", " ").split())
    return words.award_levels.sure_meaning(words.speller.spell(" ".join(full))) if full else None


def period_told(text: str) -> tuple[int | None, bool] | None:
    """The year that a text names, and whether it says "last year"; None if it says anything else."""
    part = read_part(text)
    is_previous = "previous" in part.modifiers
    if part.content.plain or part.modifiers - {"previous", "current"} or part.span:
        return None
    return (part.year, is_previous) if part.year or part.modifiers else None


def _modifier(text: str) -> str | None:
    words = vocabulary()
    wording = words.speller.spell(text)
    if not wording.plain:
        return None
    if not words.modifiers.meanings(wording):
        wording = _without_neutral(words.speller.full_words(text))
    found = words.modifiers.meaning(wording)
    if found in {"change_up", "change_down"} and len(wording.plain) > 1:
        return None
    is_sure = wording.is_unaccented or words.modifiers.is_exact(wording)
    return found if is_sure else None  # "Biển Động" is a commune, "biến động" a change


def _without_neutral(full: tuple[str, ...]) -> Wording:
    """Words of a period without those around it that say nothing of their own."""
    runs = vocabulary().neutral
    while (size := max((len(run) for run in runs if full[: len(run)] == run), default=0)) and size < len(
        full
    ):
        full = full[size:]
    return vocabulary().speller.spell(" ".join(full))


def _strip_period(text: str, *, is_dated: bool) -> tuple[str, frozenset[str]]:
    """What is left of a text beside the period it names, and the period's modifiers."""
    modifier = _modifier(text)
    if modifier is not None:
        return "", frozenset({modifier})
    if is_dated and _is_neutral(vocabulary().speller.full_words(text)):
        return "", frozenset()
    return _strip_tail(text)


def _is_neutral(full: tuple[str, ...]) -> bool:
    """Whether words beside a year or a part of it say nothing of their own."""
    return bool(full) and _without_neutral((*full, "|")).accented in {("|",), ()}


def _year(text: str, modifiers: set[str]) -> tuple[int | None, str]:
    found = _YEAR.findall(text)
    if len(set(found)) == 2 and _COMPARED.search(text):
        modifiers.add("change")
        return None, _COMPARED.sub(" ", _YEAR.sub(" ", text)).replace("/", " ")
    if len(set(found)) != 1:
        return None, text
    return int(found[0]), _YEAR.sub(" ", text)


def _span(text: str) -> tuple[str | None, str]:
    quarter = _QUARTER.search(text)
    if quarter:
        number = quarter.group(1).lower()
        return f"Q{_QUARTERS.get(number, number)}", _QUARTER.sub(" ", text)
    months = _MONTHS.search(text)
    if months:
        count, end = int(months.group(1)), (months.group(2) or "đầu").lower()
        if count == 6:
            return ("H1" if end == "đầu" else "H2"), _MONTHS.sub(" ", text)
        if 1 < count < 12:
            return f"{count}M", _MONTHS.sub(" ", text)
        return None, text
    month = _MONTH.search(text)
    if month and 1 <= int(month.group(1)) <= 12:
        return f"{int(month.group(1)):02d}", _MONTH.sub(" ", text)
    return None, text


def _strip_tail(text: str) -> tuple[str, frozenset[str]]:
    """Read a modifier off the end of a longer text: "Số vụ cùng kỳ", "Tai nạn giao thông kỳ này"."""
    words = vocabulary()
    tokens = text.split()
    for size in (4, 3, 2):
        if len(tokens) > size:
            tail = " ".join(tokens[-size:])
            modifier = words.modifiers.meaning(words.speller.spell(tail))
            if modifier in {"previous", "current", "target"} and len(words.speller.spell(tail).plain) > 1:
                return " ".join(tokens[:-size]), frozenset({modifier})
    return text, frozenset()
