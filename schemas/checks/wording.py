"""Words around figures: how a figure is named back to the clerk, and what a sentence says of its percentage.

Reading figures out of prose is the work of `sources/`; here only the clerk's own words next to a
percentage are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from schemas.checks.rules import rule_book
from schemas.checks.spans import rounded
from schemas.figure import Figure
from schemas.vietnamese_numbers import format_number
from schemas.vocabulary import Direction

_CLAUSE_END = re.compile(r"[0-9();,.]")
_EXCERPT = 40
_YEAR_CODE_LENGTH = 4
_DIRECTIONS = {Direction.UP: "tăng", Direction.DOWN: "giảm", None: "tăng, giảm"}


@dataclass(frozen=True, slots=True)
class Claim:
    """What stands beside a percentage: an excess ("vượt"), a fulfilment ("đạt"), of a target ("chỉ tiêu")."""

    exceeds: bool
    fulfils: bool
    names_target: bool


def claim_of(percent: Figure) -> Claim:
    """Look at the words of the same clause before and after a percentage."""
    wording = rule_book().wording
    before = percent.quote[max(0, percent.start - wording.window) : percent.start]
    after = percent.quote[percent.end : percent.end + wording.window].lstrip("% ")
    clause_before = _CLAUSE_END.split(before)[-1]
    clause_after = _CLAUSE_END.split(after)[0]
    return Claim(
        exceeds=_names(clause_before, wording.exceeds_before),
        fulfils=_names(clause_before, wording.fulfils_before),
        names_target=_names(clause_after, wording.target_after),
    )


def names_a_target(figure: Figure) -> bool:
    """Whether the figure's own sentence speaks of a target or plan."""
    return _names(figure.quote, rule_book().wording.target_in_sentence)


def stated_number(figure: Figure) -> str:
    """The number as the clerk wrote it, or in full where it was written with a multiplier."""
    raw = figure.raw.strip()
    digits = re.sub(r"[.,\s]", "", raw)
    value = figure.value
    if value is None or (
        digits.isdecimal() and Fraction(int(digits), 10**figure.decimals) == Fraction(value)
    ):
        return raw
    return format_number(value)


def stated_percentage(percent: Figure) -> str:
    """The percentage as written, without its sign."""
    return stated_number(percent).rstrip("% ")


def stated_amount(figure: Figure) -> str:
    """The number with its unit of measure: "07 vụ"."""
    return f"{stated_number(figure)} {figure.unit}".strip()


def amount(value: Fraction, unit: str) -> str:
    """A computed number with a unit of measure."""
    return f"{format_number(rounded(value, 0 if value.denominator == 1 else 2))} {unit}".strip()


def direction_word(direction: Direction | None) -> str:
    """ "tăng", "giảm", or both where the direction is not stated."""
    return _DIRECTIONS[direction]


def baseline_word(figure: Figure) -> str:
    """What a figure of this period is compared with: last year, or the same part of last year."""
    return "năm trước" if _is_year(figure) else "cùng kỳ năm trước"


def current_word(figure: Figure) -> str:
    """The figure's own period, in words."""
    return "năm nay" if _is_year(figure) else "kỳ này"


def excerpt(figure: Figure) -> str:
    """A few words of the (masked) sentence around a figure, cut at blanks."""
    start = max(0, figure.start - _EXCERPT)
    piece = figure.quote[start : figure.end + _EXCERPT]
    if start > 0:
        piece = "…" + piece.partition(" ")[2]
    if figure.end + _EXCERPT < len(figure.quote):
        piece = piece.rpartition(" ")[0] + "…"
    return piece.strip()


def is_of_a_part(figure: Figure) -> bool:
    """Whether the figure's own clause says that it is of a part only ("riêng đường thủy chết 01 người")."""
    if "." in figure.statement:
        return True
    clause = re.split(r"[.;](?!\d)", figure.quote[: figure.start])[-1]
    return _names(clause, rule_book().wording.of_a_part)


def is_overall(percent: Figure) -> bool:
    """Whether a rate is said of all kinds of unit together ("tính chung toàn huyện đạt 97,4%")."""
    clause = re.split(r"[;.](?!\d)", percent.quote[: percent.start])[-1]
    return _names(clause, rule_book().wording.overall_before)


def carries_over(figure: Figure) -> bool:
    """Whether the figure's sentence speaks of what was left from the period before."""
    return _names(figure.quote, rule_book().wording.carried_over)


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words or phrases stands in the text."""
    return _names(text, words)


def _is_year(figure: Figure) -> bool:
    return figure.period_code is None or len(figure.period_code) == _YEAR_CODE_LENGTH


def _names(text: str, words: tuple[str, ...]) -> bool:
    plain = f" {re.sub(r'[^0-9a-zà-ỹđ]+', ' ', text.lower())} "
    return any(f" {word} " in plain for word in words)
