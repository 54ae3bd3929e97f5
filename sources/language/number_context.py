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
    QUOTE,
    WORD_NUMBER,
    WORDS,
)
from sources.language.number_token import NumberToken, parse_number


def quoted_spans(folded: str) -> list[tuple[int, int]]:
    """Spans between quotation marks: the numbers of a title or of a model's name are part of the name."""
    marks = [match.start() for match in QUOTE.finditer(folded)]
    return [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if b - a < 250]


def mark_labels(text: str, folded: str, tokens: list[NumberToken]) -> None:
    """ "tổ 26", "khoản 4 điều 4", "quốc lộ 31, 37": numbers that name, unless a unit of measure follows."""
    previous: NumberToken | None = None
    for token in tokens:
        if token.kind != "plain":
            previous = token if token.kind == "code" else None
            continue
        if token.in_quotes:
            token.kind = "name"
        elif re.match(
            r"\s*(?:bánh(?! heroin)|chân|chiều|chỗ ngồi|cấp)\b", folded[token.end : token.end + 14]
        ):
            token.kind = "description"  # "xe 02 bánh"
        elif (
            (not _is_measured(token) or _places(text, token))
            and (_follows_label(folded, token) or _ends_a_name(text, token))
        ) or (
            previous is not None
            and (not _is_measured(token) or _places(text, token))
            and previous.kind in ("label", "code")
            and LABEL_SERIES.match(folded[previous.stop : token.start])
        ):
            token.kind = "label"
        previous = token


def _is_measured(token: NumberToken) -> bool:
    return token.measure is not None and token.measure.key not in ("?", "từ ghép")


def _follows_label(folded: str, token: NumberToken) -> bool:
    if len(token.raw) > 4 or ("." in token.raw[:-1] and not re.fullmatch(r"\d\d\.\d", token.raw)):
        return False
    before = folded[max(0, token.start - 30) : token.start]
    if re.fullmatch(r"[1-9](?:\.\d)?|\d\d\.\d", token.raw) and GRADE.search(before):
        return True
    return LABEL.search(before) is not None


def _places(text: str, token: NumberToken) -> bool:
    """ "Tổ dân phố số 04, 08 phường X": the noun behind opens a place's name, it is not counted."""
    is_kind = token.measure is not None and token.measure.unit_kind in ("commune", "district")
    return is_kind and re.match(rf"\s+[{CAPITALS}]", text[token.stop :]) is not None


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
        and re.fullmatch(r"\d{1,2}", token.raw)
        and folded[token.start - 1 : token.start] == "("
        and re.match(r"\)\s*[^\W\d_]", folded[token.end : token.end + 4])
    ]
    numbers = [int(token.raw) for token in bracketed]
    if tokens and tokens[0].kind == "enumerator" and tokens[0].raw.isdigit():
        numbers.insert(0, int(tokens[0].raw))
    is_row = len(numbers) > 1 and all(a < b for a, b in pairwise(numbers))
    for token in bracketed:
        opens = re.search(r"(?:^|[;:.,])\s*(?:và\s+)?\($", folded[: token.start]) is not None
        if opens and (is_row or numbers == [1]):
            token.kind, token.unit, token.measure, token.stop = "enumerator", "", None, token.end


def join_ranges(folded: str, tokens: list[NumberToken]) -> None:
    """ "20% - 30%", "5 - 10 người": the lower end takes the upper end's unit."""
    for lower, upper in pairwise(tokens):
        if lower.kind != "plain" or upper.kind != "plain" or not upper.unit:
            continue
        is_range = re.fullmatch(r"\s?(?:-|đến|tới)\s?", folded[lower.stop : upper.start]) is not None
        if is_range and not lower.unit and upper.measure is not None:
            lower.unit, lower.measure = upper.unit, upper.measure
            lower.value = (lower.value or Decimal(0)) * _scale(upper)


def _scale(token: NumberToken) -> Decimal:
    """What the number as written was multiplied with: its magnitude and its unit of measure."""
    written, _ = parse_number(token.raw, False)
    return (token.value or Decimal(0)) / written if written else Decimal(1)


def join_ratios(folded: str, tokens: list[NumberToken]) -> None:
    """ "40 vụ/45 vụ", "40 vụ trên tổng số 45 vụ": a part and its whole, each with its unit."""
    for part, whole in pairwise(tokens):
        if (
            part.kind != "plain"
            or whole.kind != "plain"
            or not part.unit
            or part.unit != whole.unit
            or part.unit == "%"
        ):
            continue
        if re.fullmatch(r"\s?/\s?|\s(?:trên tổng số|trong tổng số)\s", folded[part.stop : whole.start]):
            part.kind = whole.kind = "ratio"
            whole.is_whole = True


def word_numbers(text: str, folded: str, tokens: list[NumberToken]) -> list[NumberToken]:
    """Numbers in words, only before a unit of measure that is counted case by case."""
    taken = [(token.start, token.stop) for token in tokens]
    found = []
    for match in WORD_NUMBER.finditer(folded):
        if any(start <= match.start() < stop for start, stop in taken):
            continue
        measured = measures().at(folded, match.end())
        if measured is None or not measured.measure.counts_in_words:
            continue
        before = folded[max(0, match.start() - 12) : match.start()]
        if re.search(r"(?:\w-|thứ|lần|từng|mỗi|những|cả|trong|tháng|hàng|hằng|các)\s*$", before):
            continue
        if match.group(1) == "năm" and re.search(r"(?:trong|hàng|hằng|mỗi|cả|cuối|đầu|một)\s*$", before):
            continue
        found.append(
            NumberToken(
                text[match.start() : match.end()],
                match.start(),
                match.end(),
                measured.end,
                "plain",
                Decimal(WORDS[match.group(1)]),
                0,
                measured.measure,
                measured.unit,
            )
        )
    return found
