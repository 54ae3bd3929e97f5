"""What a person filled in for a question, judged before it is remembered.

Refused is what can't be right whatever the figure says: an indicator that does not exist or counts something
else, a unit outside the sender's area. The reason is a Vietnamese sentence for whoever filled it in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.indicators import Indicator, indicators
from schemas.measures import measure_definitions
from schemas.remembered import NOT_A_STATISTIC, QuestionKind, dimensions, read_answer
from schemas.review import Question
from schemas.units import UnitRegistry
from schemas.vocabulary import Role, UnitKind
from schemas.wordings import wordings
from sources.review.unit_questions import SEVERAL_OF_THIS_NAME

NOT_A_STATISTIC_VI = "Không phải số liệu thống kê"

_CODE = re.compile(r"\[([^\[\]]+)\]\s*$")
_SHARES = frozenset({Role.PERCENT, Role.CHANGE_PERCENT})


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer as it is remembered, or the reason why it can't be."""

    answer: str | None
    reason_vi: str = ""


def judge(question: Question, filled: str, units: UnitRegistry, on: date) -> Judged:
    """What was filled in for a question; `on` is the last day of the period in which it was asked."""
    text = filled.strip()
    if question.kind is QuestionKind.UNIT:
        return _unit(question, text, units, on)
    answer = _spelled(text)
    if answer is None:
        return Judged(None, f"“{text}” không có trong danh mục chỉ tiêu; hãy chọn từ danh sách.")
    if question.choices and answer not in question.choices:
        return Judged(
            None,
            f"Ô này chỉ chấp nhận “{NOT_A_STATISTIC_VI}”: đã đọc được ý nghĩa nhưng không thể gắn chỉ tiêu "
            "ở vị trí này. Nếu cần sửa số liệu, dùng tệp corrections.yml.",
        )
    return Judged(None, fault) if (fault := _fault(question, answer)) else Judged(answer)


def option(answer: str) -> str:
    """An indicator answer as it stands in the list to choose from: its label, then its code in brackets."""
    if answer == NOT_A_STATISTIC:
        return NOT_A_STATISTIC_VI
    code, _, dimension = answer.partition("/")
    indicator = indicators()[code]
    label = f"{indicator.label_vi} – {dimensions(indicator)[dimension]}" if dimension else indicator.label_vi
    return f"{label} [{answer}]"


@cache
def options() -> tuple[str, ...]:
    """Everything that a number may be, in the order of the catalogue; "no statistic" first."""
    answers = [NOT_A_STATISTIC]
    for indicator in indicators().values():
        answers.append(indicator.code)
        answers += [f"{indicator.code}/{dimension}" for dimension in dimensions(indicator)]
    return tuple(option(answer) for answer in answers)


def _spelled(text: str) -> str | None:
    """The answer meant by an option of the list, by a code, or by a label alone; None for none of these."""
    if text.casefold() in {NOT_A_STATISTIC_VI.casefold(), NOT_A_STATISTIC}:
        return NOT_A_STATISTIC
    found = _CODE.search(text)
    code = found[1].strip() if found else text
    if read_answer(code) is not None:
        return code
    by_label = [each.code for each in indicators().values() if each.label_vi.casefold() == text.casefold()]
    return by_label[0] if len(by_label) == 1 else None


def _fault(question: Question, answer: str) -> str | None:
    if answer == NOT_A_STATISTIC:
        return None
    indicator = indicators()[answer.partition("/")[0]]
    role, unit = question.role, question.unit
    if role == Role.CHANGE_PERCENT:
        return None
    is_share = role in _SHARES or unit == "%"
    if is_share != indicator.is_ratio and (unit or is_share):
        return _differs(question, indicator)
    if unit and not is_share and not _counts(indicator, unit):
        return _differs(question, indicator)
    if question.kind is QuestionKind.CELL and indicator.kind == "amount" and question.reason != "doubtful":
        return (
            f"“{indicator.label_vi}” tính bằng {indicator.unit}: không rõ đơn vị tính của riêng ô này. "
            "Hãy ghi đúng giá trị trong tệp corrections.yml."
        )
    return None


def _differs(question: Question, indicator: Indicator) -> str:
    counted = question.unit or "%"
    return (
        f"Đơn vị tính không khớp: số liệu này tính bằng “{counted}”, còn chỉ tiêu “{indicator.label_vi}” "
        f"tính bằng “{indicator.unit}”."
    )


def _counts(indicator: Indicator, unit: str) -> bool:
    """Whether a number in `unit` may be the indicator: its own unit, one that its wordings name, or a noun
    that no other indicator counts. Money, mass and shares never stand for one another.
    """
    if unit == indicator.unit:
        return True
    amounts = {definition.unit for definition in measure_definitions() if definition.role != "count"}
    if unit in amounts or indicator.unit in amounts:
        return False
    if unit in _worded_units().get(indicator.code, frozenset()):
        return True
    return unit not in {each.unit for each in indicators().values()}


@cache
def _worded_units() -> dict[str, frozenset[str]]:
    by_key = {definition.key: definition.unit for definition in measure_definitions()}
    found: dict[str, set[str]] = {}
    for rule in wordings().rules:
        named = found.setdefault(rule.code, set())
        named.update(key for key in rule.units)
        named.update(by_key[key] for key in rule.units if key in by_key)
    return {code: frozenset(named) for code, named in found.items()}


def _unit(question: Question, text: str, units: UnitRegistry, on: date) -> Judged:
    if question.reason == SEVERAL_OF_THIS_NAME:
        return Judged(
            None,
            f"Có nhiều dòng cùng tên “{question.text}” mà không ghi xã, phường nên không thể quyết định "
            "một lần; đề nghị đơn vị gửi lại bảng có cột xã, phường.",
        )
    found = _CODE.search(text)
    unit_id = found[1].strip() if found else text
    holder, _, below = unit_id.partition("/")
    unit = units.get(holder, on)
    if unit is None or (below and below.partition("/")[0] not in set(UnitKind)):
        return Judged(None, f"“{text}” không phải là đơn vị có trong danh mục; hãy chọn từ danh sách.")
    if not _is_in_area(holder, bool(below), question.sender_id, units, on):
        sender = units.get(question.sender_id, on)
        area = sender.name if sender is not None else question.sender_id
        return Judged(None, f"“{unit.name}” nằm ngoài địa bàn của đơn vị gửi ({area}).")
    return Judged(unit_id)


def _is_in_area(holder: str, is_listed: bool, sender_id: str, units: UnitRegistry, on: date) -> bool:
    if holder == sender_id or sender_id in {unit.unit_id for unit in units.ancestors(holder, on)}:
        return True
    province = units.province_of(sender_id, on)
    return is_listed and province is not None and holder == province.unit_id
