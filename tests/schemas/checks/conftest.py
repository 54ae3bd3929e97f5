"""A clerk's statements, built figure by figure, and the findings on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import settings

from schemas.checks import CheckResult, check_extraction, evaluate
from schemas.figure import Extraction, Figure, Identity
from schemas.finding import Finding
from schemas.vietnamese_numbers import format_number
from schemas.vocabulary import Direction, FigureStatus, ReportType, Role

settings.register_profile(
    "untimed", deadline=None, derandomize=True, database=None
)  # the first example reads the reference files
settings.load_profile("untimed")


SENT_ON = date(2023, 12, 14)


class Clerk:
    """Writes statements; figures get increasing places in one sentence."""

    def figure(self, role: Role, value: object, statement: str = "s1", /, **also: object) -> Figure:
        number = Decimal(str(value))
        decimals = max(0, -int(number.as_tuple().exponent))
        raw = format_number(number, decimals)
        place = {
            Role.PREVIOUS: 5,
            Role.CHANGE: 10,
            Role.CHANGE_PERCENT: 20,
            Role.WHOLE: 4,
            Role.PERCENT: 30,
        }
        start = place.get(role, 0)
        fields: dict[str, object] = {
            "raw": raw,
            "value": number,
            "unit": "%" if role in (Role.PERCENT, Role.CHANGE_PERCENT) else "vụ",
            "role": role,
            "status": FigureStatus.MAPPED if "indicator_code" in also else FigureStatus.UNMAPPED,
            "locator": "body/p[1]",
            "start": start,
            "end": start + len(raw),
            "quote": "",
            "statement": statement,
            "unit_id": "unit",
            "period_code": "2023",
            "decimals": decimals,
        }
        return Figure(**(fields | also))  # type: ignore[arg-type]

    def movement(
        self, head: int, change: int, percent: object, direction: Direction, **also: object
    ) -> list[Figure]:
        """ "H vụ, tăng C vụ = P%"."""
        return [
            self.figure(Role.COUNT, head),
            self.figure(Role.CHANGE, change, direction=direction),
            self.figure(Role.CHANGE_PERCENT, percent, direction=direction, **also),
        ]

    def fraction(self, part: int, whole: int, percent: object, **also: object) -> list[Figure]:
        """ "a/b vụ, P%"."""
        return [
            self.figure(Role.PART, part),
            self.figure(Role.WHOLE, whole),
            self.figure(Role.PERCENT, percent, **also),
        ]

    def findings(self, *figures: Figure, contradictions: tuple[str, ...] = ()) -> tuple[Finding, ...]:
        return check_extraction(self._extraction(figures, contradictions), "document")

    def results(self, *figures: Figure) -> tuple[CheckResult, ...]:
        return evaluate(self._extraction(figures, ()))

    def _extraction(self, figures: tuple[Figure, ...], contradictions: tuple[str, ...]) -> Extraction:
        identity = Identity(
            "sender", "2023", ReportType.NARRATIVE, SENT_ON, 1.0, contradictions=contradictions
        )
        return Extraction("hash", identity, figures, ())


ROUNDINGS = {"up": ROUND_HALF_UP, "even": ROUND_HALF_EVEN, "cut": ROUND_FLOOR}


def round_fraction(value: Fraction, decimals: int, rounding: str = "up") -> Decimal:
    """An independent rounding: through a decimal of very many digits."""
    exact = Decimal(value.numerator * 10**40 // value.denominator).scaleb(-40)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUNDINGS[rounding])


@pytest.fixture(scope="session")
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture(scope="session")
def write() -> Callable[[Fraction, int, str], Decimal]:
    """How a clerk writes a percentage: at some decimals, rounded "up" or "even" at the half, or "cut"."""
    return round_fraction
