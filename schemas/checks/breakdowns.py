"""Rule A17: a list that says what a number consists of ("gồm …", "trong đó …"), whatever it counts.

What the catalogue knows is tested by its equations (A08, A09). Here the sentence's own words decide: "gồm"
and its like claim that the parts make up the whole; "trong đó" only that they do not exceed it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from itertools import groupby, takewhile

from schemas.checks.result import CheckResult, fails, holds, not_evaluated
from schemas.checks.rules import rule_book
from schemas.checks.spans import is_stated_exactly, rounded, value_of
from schemas.checks.wording import amount, says, stated_amount, stated_number
from schemas.figure import Figure
from schemas.vocabulary import FigureStatus, Role

_COUNTED = (Role.COUNT, Role.PART)
_CHECKED = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
_LEAST_PARTS = 2
_LEAST_IN_BRACKET = 3


def check_breakdowns(figures: Iterable[Figure], judged: Collection[Figure]) -> Iterator[CheckResult]:
    """Every total that a sentence breaks down, but not those `judged` by an equation."""
    for _, sentence in groupby(figures, key=lambda figure: (figure.locator, figure.quote)):
        numbers = [each for each in sentence if each.status in _CHECKED and each.value is not None]
        for place, total in enumerate(numbers):
            if total.role is Role.COUNT and total not in judged and total.unit:
                yield from _check(total, numbers[place + 1 :])


def _check(total: Figure, after: list[Figure]) -> Iterator[CheckResult]:
    opened = _opening(total, after)
    if opened is None:
        return
    cue, listed = opened
    if cue not in rule_book().lists.makes_up:
        listed = list(takewhile(lambda each: each.indicator_code in (None, total.indicator_code), listed))
    parts = [each for each in listed if each.role in _COUNTED and _is_counted_alike(each, total)]
    if len(parts) < _LEAST_PARTS or not is_stated_exactly(total, *parts):
        return
    added, whole = sum((value_of(part) for part in parts), Fraction(0)), value_of(total)
    if added == whole:
        yield holds("A17", total)
    elif not _is_sure(cue, total, parts, listed, added > whole):
        yield not_evaluated("A17", total, "part_missing")
    else:
        yield fails(
            "A17",
            total,
            rounded(added, 0 if added.denominator == 1 else 2),
            total=stated_amount(total),
            parts=" + ".join(stated_number(part) for part in parts),
            expected=amount(added, total.unit),
        )


def _opening(total: Figure, after: list[Figure]) -> tuple[str, list[Figure]] | None:
    """The words that open the list of a total, and the figures of the list: up to the end of the bracket, or
    of the sentence, or to another list.
    """
    lists = rule_book().lists
    cues = re.compile(rf"(?<!\w)(?:{'|'.join((*lists.makes_up, *lists.contains))})(?!\w)")
    text = total.quote.lower()
    first = next((each for each in after if each.start > total.end and each.role is Role.COUNT), None)
    if first is None:
        return None
    found = list(cues.finditer(text, total.end, first.start)) or _bracket(total, text, first)
    if not found or "." in text[total.end : found[0].start()]:
        return None
    cue = found[-1]
    opened = text.rfind("(", total.end, cue.end())
    end = text.find(")", cue.end()) if opened >= 0 else len(text)
    another = cues.search(text, first.end)
    ends = [end if end >= 0 else len(text), another.start() if another else len(text)]
    if "," in text[first.end :].partition(";")[0]:  # parts between commas end at the first semicolon
        ends.append(text.find(";", first.end) % (len(text) + 1))
    listed = [each for each in after if cue.end() <= each.start < min(ends)]
    words = "(" if cue.group().endswith("(") else cue.group()
    return words, [each for each in listed if not _is_nested(text[cue.end() : each.start])]


def _bracket(total: Figure, text: str, first: Figure) -> list[re.Match[str]]:
    """The bracket that directly follows a number and its unit, as the opening of a list."""
    opened = re.compile(rf"\s*(?:{re.escape(total.unit.lower())})?\s*\(").match(text, total.end)
    return [opened] if opened is not None and opened.end() <= first.start else []


def _is_nested(before: str) -> bool:
    """Whether a bracket is open: what stands in it breaks down a part, not the total."""
    return before.count("(") > before.count(")")


def _is_counted_alike(part: Figure, total: Figure) -> bool:
    """Whether a part has the total's unit, none, or one that names a part of it ("33 nam, 12 nữ")."""
    unit = part.unit.lower()
    return unit in ("", total.unit.lower()) or any(unit in words for words in rule_book().lists.complements)


def _is_sure(cue: str, total: Figure, parts: list[Figure], listed: list[Figure], exceeds: bool) -> bool:
    """Whether the words claim what the numbers deny."""
    lists = rule_book().lists
    names = [_left_of(part, listed, cue) for part in parts]
    complete = cue in lists.makes_up or any(
        all(any(says(name, (word,)) for name in names) for word in words) for words in lists.complements
    )
    if cue == "(":
        missing = value_of(total) - sum((value_of(part) for part in parts), Fraction(0))
        close = abs(missing) <= max(lists.bracket_near * value_of(total), Fraction(1))
        return len(parts) >= _LEAST_IN_BRACKET and close
    if exceeds:
        apart = total.unit.lower() not in lists.overlapping_units
        return complete or (apart and all(value_of(part) <= value_of(total) for part in parts))
    return complete


def _left_of(part: Figure, listed: list[Figure], cue: str) -> str:
    """The words that name a part: before its number as far as the one before, and up to the next comma."""
    start = max(
        (each.end for each in listed if each.end <= part.start),
        default=part.quote.lower().rfind(cue, 0, part.start),
    )
    behind = re.split(r"[,;.()]", part.quote[part.end :])[0]
    return f"{part.quote[max(start, 0) : part.start]} {behind}"
