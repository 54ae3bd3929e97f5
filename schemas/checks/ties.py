"""What a paragraph says together beyond its statements: figures moved to the statement they speak of.

Extraction ties the numbers of a clause, where it is sure of their indicator. A check may go further, for a
number that could belong to two statements is judged only where it fits neither. Each function here takes the
figures of one paragraph in reading order, and gives them again with other roles and statements; values are
never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from schemas.checks.row_ties import percentages_of_change_in_rows
from schemas.checks.rules import rule_book
from schemas.checks.statements import HEADS, is_tied, share_a_unit
from schemas.figure import Figure
from schemas.periods import parse_period
from schemas.vocabulary import Direction, Role

_COUNTED = (Role.CHANGE, Role.PREVIOUS)
_MOVES = (Role.CHANGE, Role.CHANGE_PERCENT)
_SEPARATORS = re.compile(r"[\s%,:;(=./–-]+")
_LONGEST_NAME = 10  # words between a/b and "đạt"
_NEXT_TO = re.compile(r"^[\s%,:;(=./–-]*$")


def retied(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The same figures in the same order; those of a paragraph tied anew."""
    found: list[Figure] = []
    for _, paragraph in groupby(figures, key=lambda figure: figure.locator):
        found += _tie(list(paragraph))
    return tuple(percentages_of_change_in_rows(found))


def _tie(paragraph: list[Figure]) -> list[Figure]:
    places = [number for number, figure in enumerate(paragraph) if is_tied(figure)]
    if len(places) < 2:
        return paragraph
    checked = [paragraph[number] for number in places]
    for step in _STEPS:
        checked = step(checked)
    for number, figure in zip(places, checked, strict=True):
        paragraph[number] = figure
    return paragraph


def _year_over_year(figures: list[Figure]) -> list[Figure]:
    """ "xảy ra 36/29 vụ, tăng 07 vụ": this year's number over last year's."""
    tied = list(figures)
    for part, whole in pairwise(figures):
        if (part.role, whole.role) != (Role.PART, Role.WHOLE) or part.statement != whole.statement:
            continue
        moves = [each for each in figures if each.statement == part.statement and each.role in _MOVES]
        if any(_explains(move, part, whole) for move in moves):
            period = whole.period_code and parse_period(whole.period_code).previous_code
            tied[figures.index(part)] = replace(part, role=Role.COUNT)
            tied[figures.index(whole)] = replace(whole, role=Role.PREVIOUS, period_code=period)
    return tied


def _explains(move: Figure, now: Figure, before: Figure) -> bool:
    if now.value is None or before.value is None or move.value is None or not before.value:
        return False
    difference = now.value - before.value
    if move.direction is not (Direction.UP if difference > 0 else Direction.DOWN):
        return False
    if move.role is Role.CHANGE:
        return bool(move.value == abs(difference))
    return bool(abs(move.value - abs(difference) * 100 / before.value) <= 1)


def _base_or_change_after_percentage(figures: list[Figure]) -> list[Figure]:
    """ "giảm 30% so với năm 2022 (50 vụ)" names last year's number, "giảm 30% (15 vụ)" the change."""
    tied = list(figures)
    for number, (percent, amount) in enumerate(pairwise(figures), start=1):
        statement = [each for each in tied if each.statement == percent.statement]
        if percent.role is not Role.CHANGE_PERCENT or amount.role not in (Role.COUNT, Role.AMOUNT):
            continue
        if any(each.role in (Role.CHANGE, Role.PREVIOUS) for each in statement):
            continue
        head = next((each for each in statement if each.role in HEADS), None)
        between = _between(percent, amount)
        if head is None or between is None or not _is_of_unit(head, amount):
            continue
        role = _role_after_percentage(between)
        if role is not None:
            tied[number] = replace(
                amount,
                role=role,
                statement=percent.statement,
                unit=head.unit,
                direction=percent.direction if role is Role.CHANGE else None,
            )
    return tied


def _role_after_percentage(between: str) -> Role | None:
    if _NEXT_TO.match(between):
        return Role.CHANGE
    words = rule_book().wording.previous_before
    opened = between.rstrip().endswith("(") and between.count("(") == 1
    return Role.PREVIOUS if opened and any(f" {word} " in f" {_plain(between)} " for word in words) else None


def _percentages_of_change(figures: list[Figure]) -> list[Figure]:
    """ "tăng 28 vụ so với 57 vụ của năm 2022 (52,5%)": a bare percentage after a change is its percentage."""
    tied = list(figures)
    for number, percent in enumerate(figures):
        same = [each for each in figures[:number] if each.statement == percent.statement]
        changes = [each for each in same if each.role is Role.CHANGE]
        if percent.role is not Role.PERCENT or not changes or percent.quote != changes[-1].quote:
            continue
        has_its_own = any(each.role is Role.CHANGE_PERCENT for each in same)
        left = percent.quote[figures[number - 1].end : percent.start]
        if not has_its_own and figures[number - 1].role is not Role.WHOLE and _says_nothing(left):
            tied[number] = replace(percent, role=Role.CHANGE_PERCENT, direction=changes[-1].direction)
    return tied


def _says_nothing(text: str) -> bool:
    """Whether the words directly before a percentage leave open what it is of: "(", "tỷ lệ", "="."""
    last = re.split(r"[,;(]", text)[-1]
    return _plain(last) in ("", *rule_book().wording.neutral_before)


def _changes_without_head(figures: list[Figure]) -> list[Figure]:
    """ "Thu hồi 30 khẩu. So với năm 2022 giảm 10 khẩu (25%)": the one number before with the same unit."""
    tied = list(figures)
    with_head = {figure.statement for figure in figures if figure.role in HEADS}
    head_of: dict[str, Figure] = {}
    for number, figure in enumerate(figures):
        if figure.role in _COUNTED and figure.statement not in with_head:
            heads = [each for each in figures[:number] if each.role in HEADS and _is_of_unit(each, figure)]
            if len(heads) == 1 and not _has_moved(heads[0], figures):
                head_of[figure.statement] = heads[0]
    for number, figure in enumerate(tied):
        head = head_of.get(figure.statement)
        if head is not None:
            unit = head.unit if figure.role in _COUNTED else figure.unit
            tied[number] = replace(figure, statement=head.statement, unit=unit)
    return tied


def _is_of_unit(head: Figure, change: Figure) -> bool:
    """Whether a change is counted in what the head counts, by its unit or by the word behind it."""
    if not change.unit:
        return False
    behind = _plain(head.quote[head.end : head.end + len(change.unit) + 2])
    return (bool(head.unit) and share_a_unit(head, change)) or behind.startswith(change.unit.lower())


def _has_moved(head: Figure, figures: list[Figure]) -> bool:
    return any(each.statement == head.statement and each.role in _MOVES for each in figures)


def _targets(figures: list[Figure]) -> list[Figure]:
    """ "thu nhận 15.874 hồ sơ (chỉ tiêu giao: 20.349 hồ sơ; đạt 78%)": the target joins the head."""
    tied = list(figures)
    for number, target in enumerate(figures):
        if target.role is not Role.TARGET or target.unit == "%":
            continue
        if any(each.statement == target.statement and each is not target for each in figures):
            continue
        heads = [
            each
            for each in figures[:number]
            if each.role in HEADS and each.quote == target.quote and each.unit and share_a_unit(each, target)
        ]
        if heads and not any(_is_against(each, heads[-1]) for each in figures):
            tied[number] = replace(target, statement=heads[-1].statement)
    return tied


def _is_against(figure: Figure, head: Figure) -> bool:
    return figure.statement == head.statement and figure.role in (Role.WHOLE, Role.TARGET)


def _percentages_of_fractions(figures: list[Figure]) -> list[Figure]:
    """ "tỷ lệ giải quyết đạt 91% (51/57 tin)", "15.673/20.351 tài khoản, đạt 77% chỉ tiêu"."""
    tied = list(figures)
    for number, percent in enumerate(figures):
        alone = not any(each.statement == percent.statement and each is not percent for each in tied)
        if percent.role is not Role.PERCENT or not alone:
            continue
        after, before = figures[number + 1 : number + 2], figures[max(0, number - 1) : number]
        if after and after[0].role is Role.PART and _opens_bracket(_between(percent, after[0])):
            tied[number] = replace(percent, statement=after[0].statement)
        elif before and before[0].role is Role.WHOLE and before[0].quote == percent.quote:
            words = _plain(percent.quote[before[0].end : percent.start]).split()
            known = before[0].indicator_code is not None and not before[0].indicator_code.endswith("_target")
            if not known and words[-1:] == ["đạt"] and len(words) <= _LONGEST_NAME:
                tied[number] = replace(percent, statement=before[0].statement)
    return tied


def _opens_bracket(between: str | None) -> bool:
    return between is not None and re.match(r"^\s*%?\s*\(\s*$", between) is not None


def _totals_behind_percentages(figures: list[Figure]) -> list[Figure]:
    """ "538 cơ sở, bằng 96,4% tổng số 558 cơ sở": the number behind the percentage is the whole."""
    tied = list(figures)
    for number, (percent, whole) in enumerate(pairwise(figures), start=1):
        if percent.role is not Role.PERCENT or whole.role is not Role.COUNT:
            continue
        between = _between(percent, whole)
        if between is None or _plain(between) not in rule_book().wording.whole_after:
            continue
        heads = [each for each in tied if each.statement == percent.statement and each.role in HEADS]
        has_whole = any(_is_against(each, head) for head in heads for each in tied)
        if len(heads) == 1 and not has_whole and heads[0].role is Role.COUNT:
            tied[figures.index(heads[0])] = replace(heads[0], role=Role.PART)
            tied[number] = replace(whole, role=Role.WHOLE, statement=percent.statement)
    return tied


def _between(one: Figure, other: Figure) -> str | None:
    """The text between two numbers of one sentence; None where they stand in two."""
    return one.quote[one.end : other.start] if one.quote == other.quote and one.end <= other.start else None


def _plain(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> Iterator[str]:
    return (word for word in _SEPARATORS.split(text.lower()) if word)


_STEPS: tuple[Callable[[list[Figure]], list[Figure]], ...] = (
    _year_over_year,
    _base_or_change_after_percentage,
    _percentages_of_change,
    _changes_without_head,
    _targets,
    _percentages_of_fractions,
    _totals_behind_percentages,
)
