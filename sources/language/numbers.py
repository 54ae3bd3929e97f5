"""The lexer of numbers in Vietnamese administrative prose.

Finds every number of a sentence once and tells what form it has: a plain number, a ratio "a/b", a range,
a percentage, or something that is no statistic at all (a date, a document number, an article of law, an
ordinal of a name …). What a number means is not decided here.

Conventions read: `2.400.180.000` dots group thousands, `790,97` a comma starts decimals, leading zeros
(`05 vụ`), `1 nghìn`, `1,8 triệu`, `02 tỷ 400 triệu`, number words before a unit of measure ("hai vụ").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language.number_context import (
    join_ranges,
    join_ratios,
    mark_enumerators,
    mark_labels,
    quoted_spans,
    word_numbers,
)
from sources.language.number_patterns import DIGIT, LEADING_WORDS, OPENING, TOKEN, YEAR
from sources.language.number_token import NumberToken, parse_number, read_measure

__all__ = ["NumberToken", "number_tokens", "parse_number"]


def number_tokens(text: str, folded: str) -> list[NumberToken]:
    """Every number of `text` in order; `folded` is `fold(text)`."""
    quoted = quoted_spans(folded)
    tokens: list[NumberToken] = []
    opening = OPENING.match(text)
    if opening:
        start, end = opening.span(1)
        tokens.append(NumberToken(opening.group(1), start, end, end, "enumerator"))
    for match in _matches(text, opening.end(1) if opening else 0):
        if tokens and match.end() <= tokens[-1].stop:
            continue  # the digit of a unit of measure: "12 m3"
        kind = match.lastgroup or ""
        if kind in ("part", "whole", "ratio") or match.group("ratio"):
            tokens.extend(_ratio(match, text, folded))
        elif match.group("period"):
            first, second = re.findall(YEAR, match.group())
            position = match.start()
            tokens.append(NumberToken(first, position, position + 4, position + 4, "date"))
            tokens.append(NumberToken(second, match.end() - 4, match.end(), match.end(), "date"))
        elif match.group("plain"):
            tokens.append(_plain(match, text, folded, tokens))
        elif kind.endswith("_code") and not re.search(r"\d", match.group()):
            continue
        else:
            tokens.append(
                NumberToken(match.group(), match.start(), match.end(), match.end(), kind.split("_", 1)[1])
            )
    tokens = _without_swallowed(tokens)
    tokens.extend(word_numbers(text, folded, tokens))
    tokens.sort(key=lambda token: token.start)
    for token in tokens:
        token.raw = text[token.start : token.end]
        token.in_quotes = any(start < token.start < end for start, end in quoted)
    mark_labels(text, folded, tokens)
    mark_enumerators(folded, tokens)
    join_ranges(folded, tokens)
    join_ratios(folded, tokens)
    return tokens


def _matches(text: str, position: int) -> Iterator[re.Match[str]]:
    """The matches of the lexer, tried only from each digit's word on, or from words that lead to a number."""
    while (digit := DIGIT.search(text, position)) is not None:
        start = max(position, text.rfind(" ", position, digit.start()) + 1)
        for _ in range(3):  # "quý III năm 2023" has the most words before its first digit
            before = text.rfind(" ", position, max(position, start - 1)) + 1 or position
            if text[before : start - 1].lower() not in LEADING_WORDS:
                break
            start = before
        match = TOKEN.search(text, start)
        if match is None:
            return
        yield match
        position = max(match.end(), position + 1)


def _without_swallowed(tokens: list[NumberToken]) -> list[NumberToken]:
    """Drop tokens that an earlier one took in ("02 tỷ 400 triệu" is one number)."""
    kept: list[NumberToken] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _plain(match: re.Match[str], text: str, folded: str, before: list[NumberToken]) -> NumberToken:
    raw, start, end = match.group(), match.start(), match.end()
    token = NumberToken(raw, start, end, end, "plain")
    read_measure(token, folded)
    if _is_year(token, folded):
        token.kind, token.unit, token.measure, token.stop = "date", "", None, end
        return token
    if start and folded[start - 1] in "+-" and (start == 1 or folded[start - 2] in " ("):
        token.sign = 1 if folded[start - 1] == "+" else -1
    return token


def _ratio(match: re.Match[str], text: str, folded: str) -> list[NumberToken]:
    part = NumberToken(
        match.group("part"), match.start("part"), match.end("part"), match.end("part"), "ratio"
    )
    whole = NumberToken(
        match.group("whole"),
        match.start("whole"),
        match.end("whole"),
        match.end("whole"),
        "ratio",
        is_whole=True,
    )
    read_measure(whole, folded)
    if (whole.measure is None or whole.measure.key == "?") and _looks_like_day(match, folded):
        return [NumberToken(match.group("ratio"), match.start(), match.end(), match.end(), "date")]
    part.measure, part.unit, part.stop = whole.measure, whole.unit, whole.stop
    is_counted = whole.measure is None or whole.measure.is_counted
    part.value, part.decimals = parse_number(part.raw, is_counted)
    return [part, whole]


def _looks_like_day(match: re.Match[str], folded: str) -> bool:
    part, whole = match.group("part"), match.group("whole")
    if not (re.fullmatch(r"\d{1,2}", part) and re.fullmatch(r"\d{1,2}", whole)):
        return re.fullmatch(r"\d{1,2}", part) is not None and re.fullmatch(YEAR, whole) is not None
    if 12 >= int(whole) > 0 and 31 >= int(part) > int(whole):
        return True  # "(19/8)": a part is not greater than its whole
    before = folded[max(0, match.start() - 14) : match.start()]
    return re.search(r"(?:ngày|dịp|lễ|sáng|chiều|tối|đường|phố)\s*$", before) is not None


def _is_year(token: NumberToken, folded: str) -> bool:
    if not re.fullmatch(YEAR, token.raw) or token.unit:
        return False
    before = folded[max(0, token.start - 24) : token.start]
    if re.search(r"(?:năm|cùng kỳ|so với|từ|đến|-|tháng|quý|kỳ|và|,|\()\s*$", before):
        return True
    return 1990 <= int(token.raw) <= 2049
