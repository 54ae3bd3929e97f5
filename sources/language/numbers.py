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
    mark_quoted,
    word_numbers,
)
from sources.language.number_patterns import (
    COUNT,
    DIGIT,
    FORMS,
    GLUED_WORDS,
    LEADING_WORDS,
    OPENING,
    TOKEN,
    YEAR,
)
from sources.language.number_token import NumberToken, parse_number, read_measure

__all__ = ["NumberToken", "number_tokens", "parse_number"]

_YEAR = re.compile(YEAR)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_DAY = re.compile(r"\d{1,2}")
_DAY_BEFORE = re.compile(r"(?:ngày|dịp|lễ|sáng|chiều|tối|đường|phố)\s*$")
_YEAR_BEFORE = re.compile(r"(?:năm|cùng kỳ|so với|từ|đến|-|tháng|quý|kỳ|và|,|\()\s*$")


def number_tokens(text: str, folded: str) -> list[NumberToken]:
    """Every number of `text` in order; `folded` is `fold(text)`."""
    tokens = _without_swallowed(_written(text, folded))
    in_words = word_numbers(text, folded, tokens)
    if in_words:
        tokens = sorted([*tokens, *in_words], key=lambda token: token.start)
    if not tokens:
        return tokens
    for token in tokens:
        token.raw = text[token.start : token.end]
    mark_quoted(folded, tokens)
    mark_labels(text, folded, tokens)
    mark_enumerators(folded, tokens)
    join_ranges(folded, tokens)
    join_ratios(folded, tokens)
    return tokens


def _written(text: str, folded: str) -> list[NumberToken]:
    """The numbers in digits."""
    tokens: list[NumberToken] = []
    position = 0
    if opening := OPENING.match(text):
        start, position = opening.span(1)
        tokens.append(NumberToken(opening[1], start, position, position, "enumerator"))
    for match in _matches(text, position):
        start, end = match.span()
        if tokens and end <= tokens[-1].stop:
            continue  # the digit of a unit of measure: "12 m3"
        form = match.lastgroup or ""
        if (
            form in ("plain", "ratio")
            and _is_glued(folded, start)
            and not _has_known_word_before(folded, start)
        ):
            continue
        if form == "plain":
            tokens.append(_plain(match[0], start, end, folded))
        elif form == "ratio":
            tokens.extend(_ratio(match, folded))
        elif form == "period":
            tokens.append(NumberToken(match[0][:4], start, start + 4, start + 4, "date"))
            tokens.append(NumberToken(match[0][-4:], end - 4, end, end, "date"))
        else:
            tokens.append(NumberToken(match[0], start, end, end, FORMS[form]))
    return tokens


def _is_glued(folded: str, start: int) -> bool:
    return start > 0 and folded[start - 1].isalpha()


def _has_known_word_before(folded: str, start: int) -> bool:
    """ "giảm05 vụ", "ra12 vụ": the clerk left out the blank behind a word; "A1", "km12" are names."""
    word = _LETTERS_BEFORE.search(folded, max(0, start - 12), start)
    return word is not None and (word[0] in GLUED_WORDS or not word[0].isascii())


def _matches(text: str, position: int) -> Iterator[re.Match[str]]:
    """The matches of the lexer, tried only from each digit's word on, or from words that lead to a number."""
    while (digit := DIGIT.search(text, position)) is not None:
        start = text.rfind(" ", position, digit.start()) + 1 or position
        for _ in range(3):  # "quý III năm 2023" has the most words before its first digit
            if start <= position:
                break
            before = text.rfind(" ", position, start - 1) + 1 or position
            if text[before : start - 1].lower() not in LEADING_WORDS:
                break
            start = before
        is_bare = digit.start() - start <= text.startswith("(", start) and (
            not start or text[start - 1] == " "
        )
        match = (COUNT.match(text, digit.start()) if is_bare else None) or TOKEN.search(text, start)
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


def _plain(raw: str, start: int, end: int, folded: str) -> NumberToken:
    token = NumberToken(raw, start, end, end, "plain")
    read_measure(token, folded)
    if end - start == 4 and not token.unit and _is_year(token, folded):
        token.kind, token.measure, token.stop = "date", None, end
        return token
    if start and folded[start - 1] in "+-" and (start == 1 or folded[start - 2] in " ("):
        token.sign = 1 if folded[start - 1] == "+" else -1
    return token


def _ratio(match: re.Match[str], folded: str) -> list[NumberToken]:
    part = NumberToken(match["part"], match.start("part"), match.end("part"), match.end("part"), "ratio")
    start, end = match.span("whole")
    whole = NumberToken(match["whole"], start, end, end, "ratio", is_whole=True)
    read_measure(whole, folded)
    if (whole.measure is None or whole.measure.key == "?") and _looks_like_day(part, whole, folded):
        return [NumberToken(match[0], match.start(), match.end(), match.end(), "date")]
    part.measure, part.unit, part.stop = whole.measure, whole.unit, whole.stop
    is_counted = whole.measure is None or whole.measure.is_counted
    part.value, part.decimals = parse_number(part.raw, is_counted)
    return [part, whole]


def _looks_like_day(part: NumberToken, whole: NumberToken, folded: str) -> bool:
    if not _DAY.fullmatch(part.raw):
        return False
    if not _DAY.fullmatch(whole.raw):
        return _YEAR.fullmatch(whole.raw) is not None
    if 12 >= int(whole.raw) > 0 and 31 >= int(part.raw) > int(whole.raw):
        return True  # "(19/8)": a part is not greater than its whole
    return _DAY_BEFORE.search(folded[max(0, part.start - 14) : part.start]) is not None


def _is_year(token: NumberToken, folded: str) -> bool:
    if not _YEAR.fullmatch(token.raw):
        return False
    if 1990 <= int(token.raw) <= 2049:
        return True
    return _YEAR_BEFORE.search(folded[max(0, token.start - 24) : token.start]) is not None
