"""A statement as a clerk writes it: right as it stands, with the ways in which it can be made wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random


@dataclass(frozen=True)
class Plant:
    """One defect: its class, the slots that read differently, and the value that a checker should expect."""

    defect: str
    slots: dict[str, str]
    expected: Decimal | None = None


@dataclass(frozen=True)
class Said:
    """A statement of a section; `note` is the template of a footnote at its end, "" for none."""

    kind: str
    section: str
    template: str
    slots: dict[str, str]
    plants: tuple[Plant, ...] = ()
    note: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def text(self, plant: Plant | None = None) -> str:
        return self.template.format(**self._filled(plant))

    def note_text(self, plant: Plant | None = None) -> str:
        return self.note.format(**self._filled(plant))

    def _filled(self, plant: Plant | None) -> dict[str, str]:
        return self.slots | (plant.slots if plant else {})


def count(number: int, rng: Random) -> str:
    """ "08", "8", "1.234": a whole number as clerks write it."""
    if number < 10 and rng.random() < 0.6:
        return f"{number:02d}"
    return f"{number:,}".replace(",", ".")


def percent(value: Fraction, rng: Random, decimals: int | None = None) -> tuple[str, int]:
    """A percentage rounded half up, without needless zeros, and the decimals it was written with."""
    places = rng.choice([0, 1, 1, 1, 2, 2]) if decimals is None else decimals
    rounded = rounded_half_up(value, places)
    text = f"{rounded:f}".rstrip("0").rstrip(".") if places else f"{rounded:f}"
    written = len(text.partition(".")[2])
    return text.replace(".", ","), written


def rounded_half_up(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def wrong_percents(slot: str, value: Fraction, rng: Random, base_now: Fraction | None = None) -> list[Plant]:
    """The percentage mistyped, with two digits exchanged, and divided by this year's number."""
    _, places = percent(value, rng)
    places = max(places, 1)
    expected = rounded_half_up(value, places)
    off = Fraction(rng.choice([-1, 1]) * rng.randint(7, 90), 10)
    stated = abs(rounded_half_up(value + off, places))
    plants = [Plant("wrong percentage", {slot: _text(stated)}, expected)]
    digits = [*f"{expected:f}".replace(".", "")]
    if len(digits) >= 2:
        digits[0], digits[1] = digits[1], digits[0]
        swapped = Decimal("".join(digits)).scaleb(-places)
        if abs(swapped - expected) > 1 and swapped >= 1:
            plants.append(Plant("digits exchanged", {slot: _text(swapped)}, expected))
    if base_now is not None:
        on_now = rounded_half_up(base_now, places)
        if abs(on_now - expected) > Decimal("0.3"):
            plants.append(Plant("divided by this year", {slot: _text(on_now)}, expected))
    return plants


def cut_percent(slot: str, value: Fraction) -> list[Plant]:
    """The percentage cut off instead of rounded, where that differs."""
    cut = Decimal(math.floor(value * 10)) / 10
    if cut == cut.to_integral_value():
        return []
    rounded = rounded_half_up(value, 1)
    return [Plant("cut off", {slot: _text(cut)}, None)] if cut != rounded else []


def _text(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
