"""The districts of the conference: their figures and their words, from `districts.yaml`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import yaml


@dataclass(frozen=True)
class District:
    """A district's year 2023.

    `cases_before` is the year 2022; `areas` were all converted; `average` and `weak` are residential areas
    rated Trung bình and Yếu; `text` is the report's section, its figures in braces.
    """

    unit_id: str
    name: str
    cases: int
    cases_before: int
    dead: int
    injured: int
    damage_million: int
    areas: int
    average: int
    weak: int
    text: str

    def told(self) -> str:
        """The section with its figures, the change worked out."""
        change = abs(self.cases_before - self.cases)
        words = {
            "change": change,
            "change_percent": _decimal(Decimal(100 * change) / self.cases_before, "0.01"),
            "damage": _decimal(Decimal(self.damage_million) / 1000, "0.1"),
        }
        return self.text.format(**asdict(self), **words)


def _decimal(number: Decimal, step: str) -> str:
    return str(number.quantize(Decimal(step))).replace(".", ",")


DISTRICTS = tuple(
    District(**row) for row in yaml.safe_load((Path(__file__).parent / "districts.yaml").read_text("utf-8"))
)
