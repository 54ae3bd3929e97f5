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
from dataclasses import dataclass, field
from decimal import Decimal

from sources.language.folding import CAPITALS
from sources.language.measures import Measure, measures

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3}){2,}(?!\d)|\d+(?:[.,]\d+)?"
_DOCUMENT_WORD = (
    r"nghị quyết|chỉ thị|kết luận|quyết định|thông tư|nghị định|kế hoạch|công văn|hướng dẫn|chương trình|"
    r"đề án|quy chế|quy định|luật|pháp lệnh|thông báo|báo cáo|phương án|công điện|bcđ|ban chỉ đạo"
)
# Nouns that number their instances: "tổ 26", "điều 4", "quốc lộ 37". Followed by a unit of measure they do not.
_LABEL_WORD = (
    r"tổ|tổ dân phố|tdp|thôn|(?<!biên )(?<!văn )bản|ấp|khóm|khu|khu phố|khu dân cư|khối|cụm|xóm|đội|phòng|tiểu khu|lô|đường|ngõ|ngách|hẻm|số nhà|"
    r"điểm|khoản|điều|mục|phần|chương|phụ lục|biểu|mẫu|bảng|tiêu chí|quốc lộ|tỉnh lộ|đường tỉnh|ql|đt|tl|km|"
    r"lần thứ|lần|thứ|khóa|kỳ họp thứ|(?<!tổng )(?<!một )(?<!trong )số|trang|quý|tuần|thửa|tờ bản đồ|nhiệm kỳ"
)
# Nouns of a grade or group: only a single digit names one ("đối tượng 2", "mức độ 4"), "đối tượng 12" does not.
_GRADE_WORD = r"đối tượng|cấp độ|mức độ|mức|(?<!thanh )loại|hạng|bậc|nhóm|lớp|vùng|kênh|tuyến|(?<!cung )(?<!trung )cấp|giai đoạn|ca|đợt|chỉ tiêu"
_NOT_STATISTIC = [
    ("address", r"\b(?:https?://|www\.)\S+"),
    (
        "document",
        r"(?:\bsố\s*:?\s*)?\b\d+[a-zA-Z]?(?:\s?/\s?\d{4})?\s?/\s?[A-ZĐƯ][\wĐđƯư]*(?:-\s?[\wĐđƯư]+)*(?:/[A-ZĐƯ][\wĐđƯư]*(?:-\s?[\wĐđƯư]+)*)*"
        r"|(?:\bsố\s*:?\s*)?\b\d+-[A-ZĐƯ][\wĐđƯư]*/[A-ZĐƯ][\wĐđƯư-]*",
    ),
    ("plate", r"\b\d{2}[A-Z]{1,2}\d?\s?-?\s?\d{3}\.?\d{2}\b"),
    ("code", r"\bcovid\s?[-–]\s?19\b"),
    ("code", r"\b(?!g\b)[A-ZĐa-zđ]+\d+(?:[-./]\w+)*\b"),
    ("code", r"\b\d{1,3}(?-i:[A-ZĐ])\b(?!/)"),
    ("date", r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"),
    ("date", r"\b(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}\b"),
    ("date", r"\b(?:ngày|đến ngày|từ ngày)\s+\d{1,2}\s?[/-]\s?\d{1,2}\b(?!\s?[/-]?\d)"),
    (
        "date",
        r"\b(?:từ|đến|sáng|chiều|tối|trước|sau|hết)\s+(?:ngày\s+)?\d{1,2}/(?:0?[1-9]|1[0-2])\b(?!\s?[/-]?\d)",
    ),
    ("date", r"\btháng\s+\d{1,2}\s*(?:[/-]|năm|\.)\s*(?:19|20)\d{2}\b"),
    ("date", r"\btháng\s+\d{1,2}\b"),
    ("date", r"\bngày\s+\d{1,2}\b"),
    ("date", r"\bquý\s+(?:[IVX]+|\d)\s*(?:/|năm|-)?\s*(?:19|20)\d{2}\b"),
    ("date", r"\bquý\s+\d\b"),
    ("date", r"\b(?:0?[1-9]|1[0-2])\s+tháng(?:\s+(?:đầu|cuối)\s+năm|\s+năm)?(?:\s+(?:19|20)\d{2})?\b"),
    ("date", r"\bnăm\s+(?:19|20)\d{2}(?!\d)"),
    ("duration", r"\b\d{1,3}\s+(?:năm|tháng|ngày|tuần)\b(?!\s+(?:19|20)\d{2})"),
    ("time", r"\b24\s?/\s?(?:24|7)(?:\s?(?:giờ|h)\b)?"),
    ("time", r"\b\d{1,2}\s?(?:giờ|h)\s?(?:\d{1,2}(?:\s?phút)?)?(?![\w])"),
    ("birth", r"\b(?:sinh\s+năm|sn|s\.n|năm\s+sinh)\s*:?\s*(?:\d{1,2}/\d{1,2}/)?(?:19|20)\d{2}\b"),
    ("age", r"\b\d{1,3}\s+tuổi\b"),
    ("phone", r"(?<![\d.,])0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?![\d.,]\d)(?!\s*đ)"),
    ("identity", r"(?<![\d.,])0\d{11}(?![\d.,])"),
]
_YEAR = r"(?:19|20)\d{2}"
_LABEL = re.compile(
    rf"(?<![\w])(?:(?:{_LABEL_WORD})(?:\s+số)?\s*|(?:số|điện thoại|sđt|đt|tài khoản)\s*:\s*"
    rf"|(?:{_DOCUMENT_WORD})(?:\s+(?:liên tịch|phối hợp|hành động|thi đua))?(?:\s+số)?\s*:?\s*|(?:nq|ct|kl|qđ|tt|nđ|kh|đa)(?:\s+số)?\s+)$"
)
_GRADE = re.compile(rf"(?<![\w])(?:{_GRADE_WORD})(?:\s+số)?\s+$")
_NAME_BEFORE = re.compile(
    r"(?<!\w)(?:tổ dân phố|[Tt]ổ|[Tt]hôn|[Bb]ản|[Ấấ]p|[Kk]hóm|[Kk]hu phố|[Kk]hu|[Xx]óm|[Bb]uôn|[Ll]àng|[Tt]rường|THCS|THPT|[Cc]ông ty|[Cc]hợ|[Cc]ầu)"
    rf"(?:\s+[{CAPITALS}]\w*){{1,4}}\s+(?:số\s+)?$"
)
_MONEY_BEFORE = re.compile(r"(?:phạt tiền|số tiền|tổng tiền|tiền phạt|tiền|trị giá|kinh phí)(?:\s+(?:là|phạt|trên|hơn|gần|khoảng))?\s*:?\s*$")
_LABEL_SERIES = re.compile(r"^\s*(?:,|và|;)\s*$")
_QUOTE = re.compile('"')
_DIGIT = re.compile(r"\d")
_OPENING = re.compile(
    r"\s*[-+*•]?\s*\(?(\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)]))[.)]*\s+(?=[\"“‘(]?[^\W\d_])", re.UNICODE
)
_TOKEN = re.compile(
    "|".join(f"(?P<n{i}_{kind}>{pattern})" for i, (kind, pattern) in enumerate(_NOT_STATISTIC))
    + rf"|(?P<period>\b{_YEAR}\s?[-–]\s?{_YEAR}\b)"
    + rf"|(?P<ratio>(?<![\w.,/])(?P<part>{NUMBER})(?:\s?/\s?|\s(?:trên tổng số|trong tổng số|trên|trong số)\s)(?P<whole>{NUMBER})(?![\w/]|[.,]\d))"
    + rf"|(?P<plain>(?<![\w])(?:{NUMBER}))",
    re.IGNORECASE,
)
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "một trăm": 100,
}  # fmt: skip
_MAGNITUDES = {
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "vạn": 10_000,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_MAGNITUDE = re.compile(r"\s*(trăm nghìn|trăm|nghìn tỷ|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b")
_MULTIPLES = {"trăm nghìn": 100_000, "nghìn tỷ": 10**12, **_MAGNITUDES}
_WORD_NUMBER = re.compile(r"(?<![\w])(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?=\s)")


@dataclass(slots=True)
class NumberToken:
    """A number of a sentence: `start`/`end` span its digits, `stop` also its magnitude and unit of measure.

    `kind` is "plain", "ratio" (one token for the part, the next for the whole) or the class of a number
    that is no statistic ("date", "document", "label" …). `decimals` counts the decimals as written.
    """

    raw: str
    start: int
    end: int
    stop: int
    kind: str
    value: Decimal | None = None
    decimals: int = 0
    measure: Measure | None = None
    unit: str = ""
    is_whole: bool = False
    sign: int = 0
    in_quotes: bool = False
    is_range_end: bool = False
    brackets: int = field(default=0)


def number_tokens(text: str, folded: str) -> list[NumberToken]:
    """Every number of `text` in order; `folded` is `fold(text)`."""
    quoted = _quoted_spans(folded)
    tokens: list[NumberToken] = []
    opening = _OPENING.match(text)
    if opening:
        start, end = opening.span(1)
        tokens.append(NumberToken(opening.group(1), start, end, end, "enumerator"))
    for match in _matches(text, opening.end(1) if opening else 0):
        kind = match.lastgroup or ""
        if kind in ("part", "whole", "ratio") or match.group("ratio"):
            tokens.extend(_ratio(match, text, folded))
        elif match.group("period"):
            first, second = re.findall(_YEAR, match.group())
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
    tokens.extend(_word_numbers(text, folded, tokens))
    tokens.sort(key=lambda token: token.start)
    for token in tokens:
        token.in_quotes = any(start < token.start < end for start, end in quoted)
    _mark_labels(text, folded, tokens)
    _mark_enumerators(folded, tokens)
    _join_ranges(folded, tokens)
    _join_ratios(folded, tokens)
    return tokens


def _matches(text: str, position: int) -> Iterator[re.Match[str]]:
    """The matches of the lexer, tried only from a few words before each digit on."""
    while (digit := _DIGIT.search(text, position)) is not None:
        start = digit.start()
        for _ in range(3):
            start = text.rfind(" ", position, max(position, start - 1)) + 1 or position
        match = _TOKEN.search(text, max(position, start))
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


def parse_number(raw: str, is_counted: bool) -> tuple[Decimal, int]:
    """The value and the number of decimals of a written number.

    `is_counted` says that the unit has no fractions (vụ, người): "1,500 người" is then 1500.
    """
    raw = raw.strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", raw):
        whole, _, fraction = raw.partition(",")
        return Decimal(whole.replace(".", "") + ("." + fraction if fraction else "")), len(fraction)
    if " " in raw:
        return Decimal(raw.replace(" ", "")), 0
    for mark in (",", "."):
        if mark in raw:
            whole, fraction = raw.split(mark)
            if is_counted and len(fraction) == 3:
                return Decimal(whole + fraction), 0
            return Decimal(f"{whole}.{fraction}"), len(fraction)
    return Decimal(raw), 0


def _plain(match: re.Match[str], text: str, folded: str, before: list[NumberToken]) -> NumberToken:
    raw, start, end = match.group(), match.start(), match.end()
    token = NumberToken(raw, start, end, end, "plain")
    _measure(token, folded)
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
    _measure(whole, folded)
    if (whole.measure is None or whole.measure.key == "?") and _looks_like_day(match, folded):
        return [NumberToken(match.group("ratio"), match.start(), match.end(), match.end(), "date")]
    part.measure, part.unit, part.stop = whole.measure, whole.unit, whole.stop
    is_counted = whole.measure is None or whole.measure.is_counted
    part.value, part.decimals = parse_number(part.raw, is_counted)
    return [part, whole]


def _looks_like_day(match: re.Match[str], folded: str) -> bool:
    part, whole = match.group("part"), match.group("whole")
    if not (re.fullmatch(r"\d{1,2}", part) and re.fullmatch(r"\d{1,2}", whole)):
        return re.fullmatch(r"\d{1,2}", part) is not None and re.fullmatch(_YEAR, whole) is not None
    if 12 >= int(whole) > 0 and 31 >= int(part) > int(whole):
        return True  # "(19/8)": a part is not greater than its whole
    before = folded[max(0, match.start() - 14) : match.start()]
    return re.search(r"(?:ngày|dịp|lễ|sáng|chiều|tối|đường|phố)\s*$", before) is not None


def _measure(token: NumberToken, folded: str) -> None:
    """Read magnitude and unit of measure behind the number, and so its value in base units."""
    position = token.end
    factor = Decimal(1)
    measure = None
    magnitude = _MAGNITUDE.match(folded, position)
    if magnitude and magnitude.group(1) in _MULTIPLES:
        factor, position = Decimal(_MULTIPLES[magnitude.group(1)]), magnitude.end()
    found = measures().at(folded, position)
    is_counted = found is None or found.measure.is_counted
    token.value, token.decimals = parse_number(token.raw, is_counted and factor == 1)
    token.value *= factor
    if found is not None:
        measure, position = found.measure, found.end
        token.value *= measure.factor
        token.unit = found.unit
    elif factor >= 10**6:  # "43,4 triệu": money unless a unit says otherwise
        extra = re.compile(r"\s*(\d+(?:,\d+)?)\s*(triệu|nghìn)(?:\s*(đồng|đ)\b)?").match(folded, position)
        if extra:
            token.value += parse_number(extra.group(1), False)[0] * _MULTIPLES[extra.group(2)]
            token.raw, token.end, position = folded[token.start : extra.end(2)], extra.end(2), extra.end()
        measure = measures().money
        token.unit = measure.unit
    elif token.value >= 100_000 and _MONEY_BEFORE.search(folded[max(0, token.start - 30) : token.start]):
        measure = measures().money  # "phạt tiền 7.000.000": the clerk left out the currency
        token.unit = measure.unit
    token.measure = measure
    token.stop = position


def _is_year(token: NumberToken, folded: str) -> bool:
    if not re.fullmatch(_YEAR, token.raw) or token.unit:
        return False
    before = folded[max(0, token.start - 24) : token.start]
    if re.search(r"(?:năm|cùng kỳ|so với|từ|đến|-|tháng|quý|kỳ|và|,|\()\s*$", before):
        return True
    return 1990 <= int(token.raw) <= 2049


def _quoted_spans(folded: str) -> list[tuple[int, int]]:
    """Spans between quotation marks: the numbers of a title or of a model's name are part of the name."""
    marks = [match.start() for match in _QUOTE.finditer(folded)]
    return [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if b - a < 250]


def _is_measured(token: NumberToken) -> bool:
    return token.measure is not None and token.measure.key != "?"


def _follows_label(folded: str, token: NumberToken) -> bool:
    if len(token.raw) > 4 or "." in token.raw[:-1] and not re.fullmatch(r"\d\d\.\d", token.raw):
        return False
    before = folded[max(0, token.start - 30) : token.start]
    if re.fullmatch(r"[1-9](?:\.\d)?|\d\d\.\d", token.raw) and _GRADE.search(before):
        return True
    return _LABEL.search(before) is not None


def _places(text: str, token: NumberToken) -> bool:
    """"Tổ dân phố số 04, 08 phường X": the noun behind opens a place's name, it is not counted."""
    is_kind = token.measure is not None and token.measure.unit_kind in ("commune", "district")
    return is_kind and re.match(rf"\s+[{CAPITALS}]", text[token.stop :]) is not None


def _ends_a_name(text: str, token: NumberToken) -> bool:
    """ "bản Nậm Loỏng 1", "trường Hùng Vương 2": a number that closes a proper name."""
    return (
        token.end - token.start <= 2
        and _NAME_BEFORE.search(text[max(0, token.start - 40) : token.start]) is not None
    )


def _mark_labels(text: str, folded: str, tokens: list[NumberToken]) -> None:
    """ "tổ 26", "khoản 4 điều 4", "quốc lộ 31, 37": numbers that name, unless a unit of measure follows."""
    previous: NumberToken | None = None
    for token in tokens:
        if token.kind != "plain":
            previous = token if token.kind == "code" else None
            continue
        if token.in_quotes:
            token.kind = "name"
        elif re.match(r"\s*(?:bánh|chân|chiều|chỗ ngồi|cấp)\b", folded[token.end : token.end + 12]):
            token.kind = "description"  # "xe 02 bánh"
        elif (not _is_measured(token) or _places(text, token)) and (_follows_label(folded, token) or _ends_a_name(text, token)):
            token.kind = "label"
        elif (
            previous is not None
            and (not _is_measured(token) or _places(text, token))
            and previous.kind in ("label", "code")
            and _LABEL_SERIES.match(folded[previous.stop : token.start])
        ):
            token.kind = "label"
        previous = token


def _mark_enumerators(folded: str, tokens: list[NumberToken]) -> None:
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
    is_row = len(numbers) > 1 and all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
    for token in bracketed:
        opens = re.search(r"(?:^|[;:.,])\s*(?:và\s+)?\($", folded[: token.start]) is not None
        if opens and (is_row or numbers == [1]):
            token.kind, token.unit, token.measure, token.stop = "enumerator", "", None, token.end


def _join_ranges(folded: str, tokens: list[NumberToken]) -> None:
    """ "20% - 30%", "5 - 10 người": the lower end takes the upper end's unit."""
    for lower, upper in zip(tokens, tokens[1:], strict=False):
        if lower.kind != "plain" or upper.kind != "plain" or not upper.unit:
            continue
        if re.fullmatch(r"\s?(?:-|đến|tới)\s?", folded[lower.stop : upper.start]) and lower.unit in (
            "",
            upper.unit,
        ):
            upper.is_range_end = True
            if not lower.unit and upper.measure is not None:
                lower.unit, lower.measure = upper.unit, upper.measure
                lower.value = (lower.value or Decimal(0)) * upper.measure.factor


def _join_ratios(folded: str, tokens: list[NumberToken]) -> None:
    """"40 vụ/45 vụ", "40 vụ trên tổng số 45 vụ": a part and its whole, each with its unit."""
    for part, whole in zip(tokens, tokens[1:], strict=False):
        if part.kind != "plain" or whole.kind != "plain" or not part.unit or part.unit != whole.unit or part.unit == "%":
            continue
        if re.fullmatch(r"\s?/\s?|\s(?:trên tổng số|trong tổng số)\s", folded[part.stop : whole.start]):
            part.kind = whole.kind = "ratio"
            whole.is_whole = True


def _word_numbers(text: str, folded: str, tokens: list[NumberToken]) -> list[NumberToken]:
    """Numbers in words, only before a unit of measure that is counted case by case."""
    taken = [(token.start, token.stop) for token in tokens]
    found = []
    for match in _WORD_NUMBER.finditer(folded):
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
                Decimal(_WORDS[match.group(1)]),
                0,
                measured.measure,
                measured.unit,
            )  # fmt: skip
        )
    return found
