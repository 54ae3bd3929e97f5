"""What the words around the numbers of a sentence make of them: names, enumerators, ranges, ratios, words."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from sources.language.folding import CAPITALS
from sources.language.measures import measures
from sources.language.number_patterns import (
    GRADE,
    LABEL,
    LABEL_SERIES,
    NAME_BEFORE,
    NO_FIVE_BEFORE,
    NO_NUMBER_BEFORE,
    WORD_NUMBER,
    WORDS,
)
from sources.language.number_token import NumberToken, parse_number

_DESCRIPTION = re.compile(r"\s*(?:bánh(?! heroin)|chân|chiều|chỗ ngồi|cấp)\b")  # "xe 02 bánh"
_GRADE_NUMBER = re.compile(r"[1-9](?:\.\d)?|\d\d\.\d")
_LABEL_NUMBER = re.compile(r"[^.]{1,4}|\d\d\.\d")
_RANGE = re.compile(r"\s?(?:-|đến|tới)\s?")
_COMPOUND = re.compile(r"\d.*[^\W\d_]")
_OF = re.compile(r"\s?/\s?|\s(?:trên tổng số|trong tổng số)\s")
_OF_TARGET = re.compile(r"(?:\s\w+){0,2}\s?/\s?")  # "61.904 HS CCCD/70.000 HS chỉ tiêu"
_NAME = re.compile(rf"\s+[{CAPITALS}]")
_LETTER_BEHIND = re.compile(r"\)\s*[^\W\d_]")
_OPENS = re.compile(r"(?:^|[;:.,])\s*(?:và\s+)?\($")
_LONGEST_QUOTE = 250
_COMMITTEES = ("bcđ ", "ban chỉ đạo ")
_MILESTONES = (" km ", " lý trình ")


def mark_quoted(folded: str, tokens: list[NumberToken]) -> None:
    """The numbers between quotation marks, of a title or of a model's name, are part of the name."""
    if '"' not in folded:
        return
    opening = folded.find('"')
    while opening >= 0:
        closing = folded.find('"', opening + 1)
        if closing < 0:
            return
        if closing - opening < _LONGEST_QUOTE:
            for token in tokens:
                token.in_quotes = token.in_quotes or opening < token.start < closing
        opening = folded.find('"', closing + 1)


def mark_labels(text: str, folded: str, tokens: list[NumberToken]) -> None:
    """ "tổ 26", "khoản 4 điều 4", "quốc lộ 31, 37": numbers that name, unless a unit of measure follows."""
    previous: NumberToken | None = None
    for token in tokens:
        if token.kind != "plain":
            previous = token if token.kind == "code" else None
            continue
        if token.in_quotes:
            token.kind = "name"
        elif _DESCRIPTION.match(folded, token.end):
            token.kind = "description"
        elif (
            _is_committee(folded, token)
            or _is_milestone(folded, token)
            or _names(text, folded, token, previous)
        ):
            token.kind = "label"
        previous = token


def _names(text: str, folded: str, token: NumberToken, previous: NumberToken | None) -> bool:
    if _is_measured(token) and not _places(text, token):
        return False
    return _follows_label(folded, token) or _ends_a_name(text, token) or _goes_on(previous, token, folded)


def _is_milestone(folded: str, token: NumberToken) -> bool:
    return folded.endswith(_MILESTONES, 0, token.start)


def _is_measured(token: NumberToken) -> bool:
    return token.measure is not None and token.measure.key not in ("?", "từ ghép")


def _goes_on(previous: NumberToken | None, token: NumberToken, folded: str) -> bool:
    """Whether it follows a number that names: the 37 of "quốc lộ 31, 37"."""
    return (
        previous is not None
        and previous.kind in ("label", "code")
        and LABEL_SERIES.match(folded[previous.stop : token.start]) is not None
    )


def _is_committee(folded: str, token: NumberToken) -> bool:
    """ "BCĐ 138 huyện": committees are called by the number of the decision that set them up."""
    return len(token.raw) > 2 and token.raw.isdigit() and folded.endswith(_COMMITTEES, 0, token.start)


def _follows_label(folded: str, token: NumberToken) -> bool:
    if not _LABEL_NUMBER.fullmatch(token.raw):
        return False
    before = folded[max(0, token.start - 30) : token.start]
    if _GRADE_NUMBER.fullmatch(token.raw) and GRADE.search(before):
        return True
    return LABEL.search(before) is not None


def _places(text: str, token: NumberToken) -> bool:
    """ "Tổ dân phố số 04, 08 phường X": the noun behind opens a place's name, it is not counted."""
    is_kind = token.measure is not None and token.measure.unit_kind in ("commune", "district")
    return is_kind and _NAME.match(text, token.stop) is not None


def _ends_a_name(text: str, token: NumberToken) -> bool:
    """ "bản Nậm Loỏng 1", "trường Hùng Vương 2": a number that closes a proper name."""
    return (
        token.end - token.start <= 2
        and NAME_BEFORE.search(text[max(0, token.start - 40) : token.start]) is not None
    )


def mark_enumerators(folded: str, tokens: list[NumberToken]) -> None:
    """Mark "(1) … (2) …" in a row; a number that opens the text ("2.1.", "1)") is one already."""
    bracketed = [
        token
        for token in tokens
        if token.kind == "plain"
        and token.end - token.start <= 2
        and folded[token.start - 1 : token.start] == "("
        and _LETTER_BEHIND.match(folded, token.end)
    ]
    if not bracketed:
        return
    numbers = [int(token.raw) for token in bracketed]
    if tokens[0].kind == "enumerator" and tokens[0].raw.isdigit():
        numbers.insert(0, int(tokens[0].raw))
    is_row = len(numbers) > 1 and all(a < b for a, b in pairwise(numbers))
    for token in bracketed:
        if (is_row or numbers == [1]) and _OPENS.search(folded[: token.start]):
            token.kind, token.unit, token.measure, token.stop = "enumerator", "", None, token.end


def join_ranges(folded: str, tokens: list[NumberToken]) -> None:
    """ "20% - 30%", "5 - 10 người": the lower end takes the upper end's unit."""
    for lower, upper in pairwise(tokens):
        if lower.unit or lower.kind != "plain" or upper.kind != "plain" or upper.measure is None:
            continue
        if _COMPOUND.match(upper.raw):  # "1 đến 2 tỷ 400 triệu": what the lower end is in, nobody tells
            continue
        if upper.unit and _RANGE.fullmatch(folded, lower.stop, upper.start):
            lower.unit, lower.measure = upper.unit, upper.measure
            lower.value = (lower.value or Decimal(0)) * _scale(upper)


def _scale(token: NumberToken) -> Decimal:
    """What the number as written was multiplied with: its magnitude and its unit of measure."""
    if not token.raw[0].isdigit():  # in words
        return Decimal(1)
    written, _ = parse_number(token.raw, False)
    return (token.value or Decimal(0)) / written if written else Decimal(1)


def join_ratios(folded: str, tokens: list[NumberToken]) -> None:
    """ "40 vụ/45 vụ", "40 vụ trên tổng số 45 vụ": a part and its whole, each with its unit."""
    for part, whole in pairwise(tokens):
        if part.kind != "plain" or whole.kind != "plain" or not part.unit or part.unit != whole.unit:
            continue
        gap = _OF_TARGET if folded.startswith(" chỉ tiêu", whole.stop) else _OF
        if part.unit != "%" and gap.fullmatch(folded, part.stop, whole.start):
            part.kind = whole.kind = "ratio"
            whole.is_whole = True


def word_numbers(text: str, folded: str, tokens: list[NumberToken]) -> list[NumberToken]:
    """Numbers in words, only before a unit of measure that is counted case by case."""
    found = []
    for match in WORD_NUMBER.finditer(folded):
        start, end = match.span()
        measured = measures().at(folded, end)
        if measured is None or not measured.measure.counts_in_words:
            continue
        if any(token.start <= start < token.stop for token in tokens):
            continue
        before = folded[max(0, start - 12) : start]
        if NO_NUMBER_BEFORE.search(before) or (match[1] == "năm" and NO_FIVE_BEFORE.search(before)):
            continue
        found.append(
            NumberToken(
                text[start:end], start, end, measured.end, "plain",
                Decimal(WORDS[match[1]]), 0, measured.measure, measured.unit,
            )
        )  # fmt: skip
    return found
