"""What each number does in its sentence: a count, a change against last year, a share, a target …

Decided by the words on the number's left and by what the number before it does; nothing of indicators.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.vocabulary import Direction, Qualifier, Role
from sources.language.whole_words import whole_words
from sources.prose.mentions import Mention, SentenceReading

_UP = frozenset({"tăng", "nhiều hơn", "cao hơn"})
_DOWN = frozenset({"giảm", "ít hơn", "thấp hơn"})
_CHANGE = re.compile(whole_words(_UP | _DOWN) + r"(?!\w)")
# What may stand between "tăng"/"giảm" and its number: "giảm so với cùng kỳ năm trước là", "tăng số vụ".
_CHANGE_TO_NUMBER = re.compile(
    r"^(?:[\s:=(]|lần lượt|được|thêm|hơn|xuống|lên|là|khoảng|trên|gần|cả|tới|đến|đi|nhẹ|mạnh|"
    r"so với[^,;]*,?|cùng kỳ[^,;]*,?|,? cụ thể|"
    r"năm \d{4}|năm trước|năm ngoái|kỳ trước|về|số|số vụ|số đối tượng|số người chết|số người bị thương|"
    r"số người|tương ứng|bình quân|ít nhất|tối thiểu|từ)*$"
)
_RESULT = re.compile(r"(?:xuống|lên|còn|đạt|thành|tổng số|hiện có)\s*(?:còn|là|tới|đến)?\s*$")
_FROM = re.compile(r"(?:tăng|giảm)\s+(?:từ)\s*$")
_PERCENT_AFTER_CHANGE = re.compile(
    r"^[\s=(,/:;\-+.]*(?:(?:tương ứng|tương đương|bằng|tức|hay|chiếm|đạt|khoảng|với|tỷ lệ|tỉ lệ|là|giảm|"
    r"tăng|ứng với|~|≈|so với cùng kỳ"
    r"|so với năm trước|so với năm \d{4}|so với cùng kỳ năm \d{4}|so với cùng kỳ năm trước|gần|trên|hơn|"
    r"cùng kỳ)[\s=(,:]*)*$"
)
_FULFILMENT = re.compile(r"\s*(?:so với\s+)?(?:chỉ tiêu|kế hoạch|yêu cầu|nghị quyết)")
_ANOTHER_CHANGE = re.compile(
    r"^[\s,/]*(?:và|cùng)?\s*(?:(?:người|trường hợp|đối tượng)?\s*(?:chết|tử vong|bị thương|bị chết|"
    r"thiệt mạng)?)?[\s,/)]*(?:và)?\s*(?:số người chết|người chết|số người bị thương|bị thương|chết)?\s*$"
)
_LAST_YEAR_WORD = (
    r"(?:(?:cùng kỳ|ck)(?: (?:năm )?\d{4}| năm (?:trước|ngoái))?|cknt|cknn|ckn|năm trước|năm ngoái|kỳ trước)"
)
_SAID_OF_LAST_YEAR = (
    r"(?:là|có|xảy ra|ghi nhận|chỉ|chỉ có|đã|phát hiện|tiếp nhận|giải quyết|thụ lý|bắt|bắt giữ|khởi tố|xử lý|"
    r"xử phạt|thu hồi|đạt|cấp|làm rõ|khám phá|đăng ký|công nhận|tổ chức|xây dựng)"
)
_PREVIOUS_LEFT = re.compile(
    rf"(?:(?<!\w){_LAST_YEAR_WORD}|năm (?P<year>\d{{4}})|(?<!\d)(?P<bare>\d{{4}}))\s*{_SAID_OF_LAST_YEAR}?"
    rf"\s*[:=(]?\s*$"
)
_NAMES_A_TIME = re.compile(r"[kcn](?:ỳ|k|ăm)|\d{4}")
"""What all words for last year hold, and the year itself."""
_AGAINST = re.compile(r"so với\s*(?:con số\s*)?$")
_PREVIOUS_RIGHT = re.compile(
    rf"^\s*(?P<bracket>\()?(?:của|trong|ở|vào)?\s*(?:(?P<word>{_LAST_YEAR_WORD})|"
    rf"năm (?P<year>\d{{4}}))(?!\w)(?(bracket)\s*\))(?!\s+(?:chuyển|còn|năm))"
    rf"(?!\s*{_SAID_OF_LAST_YEAR}?\s*[:=]?\s*\d)"
)
_AIM_BEFORE = re.compile(r"(?:phấn đấu|đặt mục tiêu|mục tiêu)(?![^,;.]{0,6}chỉ tiêu)")
_TARGET_LEFT = re.compile(
    r"(?:chỉ tiêu|kế hoạch)(?:\s+(?:được|giao|là|đề ra|tỉnh|huyện|bộ|thành phố|công an|cấp trên|năm|\d{4}|"
    r"trên|yêu cầu|phải đạt|đạt))*\s*[:=(]?\s*$"
)
_QUALIFIER = re.compile(
    r"(?<!\w)(?:(?P<at_least>trên|hơn|ít nhất|tối thiểu|không dưới)|"
    r"(?P<approximately>gần|khoảng|xấp xỉ|ước|ước khoảng|chừng|ước tính|ước đạt)|"
    r"(?P<at_most>không quá|dưới|tối đa|nhiều nhất|chưa đến|chưa tới))\s*$"
)
_NEAR = 20
"""So many characters before a number hold the longest words that qualify it."""
_CONTRAST = re.compile(r"(?<!\w)(?:lên|xuống|còn)(?!\w)")
_AGAINST_BEFORE = re.compile(r"so với\s+\S*\s*$")
_REACHED = re.compile(r"đạt\s*$")


class RoleReading(NamedTuple):
    """A number's role, the way of a change, how exactly it is stated, and the year it names if any."""

    role: Role
    direction: Direction | None = None
    qualifier: Qualifier = Qualifier.EXACT
    year: int | None = None


def read_roles(reading: SentenceReading, year: int | None, is_plan: bool) -> list[RoleReading]:
    """The roles of a sentence's mentions, in order; `year` is the report's own."""
    roles: list[RoleReading] = []
    for index, mention in enumerate(reading.mentions):
        before = roles[index - 1] if index else None
        roles.append(_role(mention, before, reading, year, is_plan))
    return roles


def _role(
    mention: Mention, before: RoleReading | None, reading: SentenceReading, year: int | None, is_plan: bool
) -> RoleReading:
    token, folded = mention.token, reading.folded
    left = folded[mention.left[0] : mention.left[1]]
    qualifier = _qualifier(left)
    if left.rstrip().endswith("từ") and "trở lên" in folded[token.stop : token.stop + 40]:
        qualifier = Qualifier.AT_LEAST
    if token.is_whole:
        return RoleReading(Role.WHOLE, None, before.qualifier if before else qualifier)
    is_percent = mention.unit_key == "%"
    if _is_aim(mention, reading, left, is_plan):
        return RoleReading(Role.TARGET, None, qualifier)
    change = _change(mention, before, reading, left)
    if change is not None:
        return RoleReading(Role.CHANGE_PERCENT if is_percent else Role.CHANGE, change, qualifier)
    if token.kind == "ratio":
        return RoleReading(Role.PART, None, qualifier)
    named = _previous_year(mention, reading, left, year)
    if named is not None:
        return RoleReading(Role.PREVIOUS, None, qualifier, named)
    if is_percent:
        return RoleReading(Role.PERCENT, None, qualifier)
    if before is not None and before.role == Role.PREVIOUS and _goes_on(mention, reading):
        return RoleReading(Role.PREVIOUS, None, qualifier, before.year)  # "(cùng kỳ 15 vụ, 19 đối tượng)"
    if _is_percent_without_sign(mention, reading, left):
        return RoleReading(Role.PERCENT, None, qualifier)
    is_amount = token.measure is not None and token.measure.role == "amount"
    return RoleReading(Role.AMOUNT if is_amount else Role.COUNT, None, qualifier)


def _change(
    mention: Mention, before: RoleReading | None, reading: SentenceReading, left: str
) -> Direction | None:
    token, folded = mention.token, reading.folded
    if token.sign:
        return Direction.UP if token.sign > 0 else Direction.DOWN
    if left.endswith("cả ") or ("từ" in left and _FROM.search(left) and mention.unit_key != "%"):
        return None
    verbs = list(_CHANGE.finditer(left)) if token.kind != "ratio" else []
    if verbs:
        verb = verbs[-1]
        between = left[verb.end() :]
        if len(between) <= 60 and _CHANGE_TO_NUMBER.match(between) and not _RESULT.search(left):
            return Direction.UP if verb[1] in _UP else Direction.DOWN
    if before is None or mention.previous is None or before.direction is None:
        return None
    gap = folded[mention.previous.token.stop : token.start]
    if mention.unit_key == "%" and mention.previous.right[1] <= token.start:
        gap = folded[mention.previous.right[1] : token.start]
    if mention.unit_key == "%":
        if _FULFILMENT.match(folded, token.stop):
            return None
        return before.direction if before.role == Role.CHANGE and _PERCENT_AFTER_CHANGE.match(gap) else None
    goes_on = mention.bracket == mention.previous.bracket and token.kind != "ratio"
    if before.role == Role.CHANGE and goes_on and _ANOTHER_CHANGE.match(gap):
        return before.direction
    return None


def _goes_on(mention: Mention, reading: SentenceReading) -> bool:
    """ "(cùng kỳ 15 vụ, 09 người chết, 16 người bị thương)": the same is told of the next number."""
    previous = mention.previous
    if mention.is_chained or previous is None or previous.bracket != mention.bracket:
        return mention.is_chained
    return _ANOTHER_CHANGE.match(reading.folded[previous.token.stop : mention.token.start]) is not None


def _is_aim(mention: Mention, reading: SentenceReading, left: str, is_plan: bool) -> bool:
    if (
        ("chỉ tiêu" in left or "kế hoạch" in left)
        and _TARGET_LEFT.search(left)
        and not left.rstrip().endswith("vượt")
    ):
        return True
    folded = reading.folded
    if ("phấn đấu" in folded or "mục tiêu" in folded) and _AIM_BEFORE.search(folded, 0, mention.token.start):
        return True
    return is_plan and mention.token.measure is not None and mention.token.measure.key != "?"


def _previous_year(mention: Mention, reading: SentenceReading, left: str, year: int | None) -> int | None:
    """The year of a value of last year's; only the report's year before counts as previous."""
    last = year - 1 if year else None
    after = reading.folded[mention.token.stop : mention.token.stop + 60]
    if "so với" in left and _AGAINST.search(left):
        return last
    if "từ" in left and _FROM.search(left) and _CONTRAST.search(after):
        return last
    found = _PREVIOUS_LEFT.search(left) if _NAMES_A_TIME.search(left) else None
    if found:
        text = found.group("year") or found.group("bare")
        if text is None:
            return (
                None if _AGAINST_BEFORE.search(left[: found.start()]) and "," in left[found.end() :] else last
            )
        if year is None or int(text) < year:
            return int(text) if year is None or int(text) != year else None
        return None
    following = _PREVIOUS_RIGHT.match(reading.folded[mention.token.stop : mention.token.stop + 40])
    if following:
        if following.group("word"):
            return last
        if year is not None and int(following.group("year")) < year:
            return int(following.group("year"))
    return None


def _is_percent_without_sign(mention: Mention, reading: SentenceReading, left: str) -> bool:
    """ "(đạt 103 chỉ tiêu)": a clerk forgot the sign; numbers of targets are small."""
    return (
        mention.unit_key == "chỉ tiêu"
        and mention.bracket is not None
        and _REACHED.search(left) is not None
        and (mention.token.value or 0) >= 50
    )


def _qualifier(left: str) -> Qualifier:
    found = _QUALIFIER.search(left[-_NEAR:])
    return Qualifier(str(found.lastgroup)) if found else Qualifier.EXACT
