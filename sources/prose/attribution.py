"""Whose figure a number is, and of which year.

A report speaks of its sender unless a clause is about another unit ("Xã X xảy ra …", "toàn tỉnh …") or a
footnote's mark stands behind another unit's name. The year is the report's unless the clause names one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from schemas.periods import parse_period
from schemas.units import UnitRegistry
from schemas.wordings import wordings
from sources.language.folding import CAPITALS, fold
from sources.prose.mentions import Mention, SentenceReading
from sources.prose.passages import Passage

_CAPITAL = f"[{CAPITALS}]"
_NAME = rf"{_CAPITAL}[\wà-ỹ]*(?:\s+{_CAPITAL}[\wà-ỹ]*){{0,3}}"
_UNIT_NAME = re.compile(
    rf"(?:\b(?i:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố|tỉnh|p\.|tt\.|tp\.|tx\.|"
    rf"tp)\s*)(?P<name>{_NAME})"
)
_OPENING = re.compile(
    r"^[\s\-+*•–:,(]*(?:(?:[Tt]ính riêng|[Tt]rước đó|[Nn]ổi bật|[Đđ]iển hình|[Tt]iêu biểu|[Nn]hư|"
    r"[Nn]hất là|[Nn]goài ra|[Rr]iêng|[Tt]ại|[Tt]rong đó|[Đđ]ối với|[Đđ]ịa bàn|[Tt]rên địa bàn|[Cc]ông an|"
    r"UBND|BCĐ|Ban Chỉ đạo|[Kk]hen|[Cc]ông nhận|[Cc]ụ thể)\s*[,:]?\s*)*"
)
_BARE_NAME = re.compile(rf"^(?P<name>{_NAME})\s*[:(]?\s*(?=\d)")
_ANOTHER_NAME = re.compile(rf"\s*(?:,|và|;)\s*(?i:xã|phường|thị trấn)?\s*{_CAPITAL}")
_NAME_AT_END = re.compile(f"{_UNIT_NAME.pattern}$")
_SURE = 0.85
_PHASE_FRAME = re.compile(r"[\s\-+*,:]*(?:trong\s+)?giai đoạn\s+(20\d{2})\s?-\s?(20\d{2})")
# "Tỉnh Đoàn", "Tỉnh Ủy": bodies, not units
_NO_UNIT_NAMES = frozenset({"Đoàn", "Ủy", "Uỷ", "Hội", "Đội"})
# A year frames what follows only where a clause opens with it, not in "so với 20 vụ của năm 2022".
_FRAME_PLACE = re.compile(r"(?:^|[,;:.(\-+*])\s*(?:(?:trong|tính|riêng|đến|hết|tính đến|tính riêng|cả)\s+)*$")
_YEAR_FRAME = re.compile(
    r"(?P<against>so với|cùng kỳ|giai đoạn|từ|đến|kế hoạch|"
    r"chỉ tiêu)?\s*(?:cùng kỳ\s*)?(?:trong\s+)?năm\s+(?P<year>20\d{2})"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of itself: sender, province, period and its own year, the tree's day."""

    unit_id: str | None
    province_id: str | None
    period_code: str | None
    year: int | None
    previous_code: str | None
    on: date | None


def report_of(unit_id: str | None, period_code: str | None, units: UnitRegistry) -> Report:
    """The report's own unit and period, with what follows from them."""
    period = parse_period(period_code) if period_code else None
    on = period.ends_on if period else None
    province = units.province_of(unit_id, on) if unit_id and on else None
    return Report(
        unit_id=unit_id,
        province_id=province.unit_id if province else unit_id,
        period_code=period_code,
        year=period.year if period else None,
        previous_code=period.previous_code if period else None,
        on=on,
    )


def unit_of(mention: Mention, reading: SentenceReading, passage: Passage, named: NamedUnits) -> str | None:
    """The unit a figure is about; None where another unit is meant that can't be told for sure."""
    report = named.report
    if report.unit_id is None or report.on is None:
        return report.unit_id
    start, end = mention.clause[0], mention.token.start
    if reading.cues.marked("whole_country", start, end):
        return None
    if reading.cues.marked("whole_province", start, end):
        return report.province_id
    other = _clause_subject(reading.text[start:end], named)
    if other is None and passage.anchor.written:
        other = named.before_mark(passage.anchor.written)
    return report.unit_id if other is None else (other or None)


def period_of(mention: Mention, reading: SentenceReading, report: Report, is_previous: bool) -> str | None:
    """The period a figure is about."""
    if is_previous:
        return report.previous_code
    if report.year is None:
        return report.period_code
    start, end = mention.clause[0], mention.token.start
    if "năm 20" not in reading.folded and "giai đoạn" not in reading.folded:
        return report.period_code
    phase = _PHASE_FRAME.match(reading.folded, start)
    if phase and phase.end() <= end:
        return f"{phase[1]}-{phase[2]}"
    if reading.folded.find("năm", start, end) < 0:
        return report.period_code
    year = next(
        (
            int(frame["year"])
            for frame in reversed(list(_YEAR_FRAME.finditer(reading.folded, start, end)))
            if not frame["against"]
            and mention.hears(frame.start())
            and _FRAME_PLACE.search(reading.folded, 0, frame.start())
        ),
        report.year,
    )
    if year == report.year:
        return report.period_code
    if year == report.year - 1 and report.period_code == str(report.year):
        return report.previous_code
    return str(year)


class NamedUnits:
    """The units that a report's words name, each looked up once: its id, "" for one that can't be told, None
    for no other unit than the sender.
    """

    def __init__(self, report: Report, units: UnitRegistry) -> None:
        self.report = report
        self._units = units
        self._found: dict[str, str | None] = {}
        self._bare: dict[str, str | None] = {}
        self._anchors: dict[str, str | None] = {}

    def of_kind(self, name: str) -> str | None:
        """The unit of a name with its kind ("xã Tân Phong")."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def bare(self, name: str) -> str | None:
        """That of a name without its kind ("Tân Phong 10 tập thể"): an exact one inside the sender's area."""
        if name not in self._bare:
            self._bare[name] = self._look_up_bare(name)
        return self._bare[name]

    def before_mark(self, anchor: str) -> str | None:
        """The unit whose name a footnote's mark follows directly; `anchor` ends at the mark."""
        if anchor not in self._anchors:
            match = _NAME_AT_END.search(anchor.rstrip(" .,;:"))
            self._anchors[anchor] = self.of_kind(match[0]) if match else None
        return self._anchors[anchor]

    def _look_up(self, name: str) -> str | None:
        report = self.report
        if report.on is None or report.unit_id is None:
            return None
        found = self._units.find(name, report.on, within=report.unit_id)
        if not found and report.province_id:
            found = self._units.find(name, report.on, within=report.province_id)
        if not found:
            return None if name.rsplit(maxsplit=1)[-1] in _NO_UNIT_NAMES else ""
        best = found[0]
        if len(found) > 1 and found[1].confidence >= best.confidence:
            return ""
        return best.unit.unit_id if best.unit.unit_id != report.unit_id else None

    def _look_up_bare(self, name: str) -> str | None:
        report = self.report
        if report.on is None or report.unit_id is None or fold(name) in _rating_words():
            return None
        found = self._units.find(name, report.on, within=report.unit_id)
        if len(found) == 1 and found[0].confidence >= _SURE and found[0].unit.unit_id != report.unit_id:
            return found[0].unit.unit_id
        return None


def _clause_subject(clause: str, named: NamedUnits) -> str | None:
    """The unit a clause opens with."""
    opening = _OPENING.match(clause)
    rest = clause[opening.end() :] if opening else clause
    match = _UNIT_NAME.match(rest)
    if match is None:
        bare = _BARE_NAME.match(rest + "0") if rest.strip() and len(rest) < 60 else None
        return named.bare(bare["name"]) if bare else None
    if _ANOTHER_NAME.match(rest, match.end()):
        return ""  # several units at once
    return named.of_kind(match[0].strip())


@cache
def _rating_words() -> frozenset[str]:
    return frozenset(fold(word) for word in wordings().lists.get("rating_words", ()))
