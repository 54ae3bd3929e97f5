"""Units of measure as declared in `reference/measures.yaml`: nouns that numbers count, their base unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from schemas.errors import ReferenceDataError

_FILE = Path(__file__).parent / "reference" / "measures.yaml"


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """One unit of measure: `nouns` as written, canonical `unit`, `factor` to the base unit.

    `role` is "count", "amount" or "percent"; `counts_in_words` allows "hai vụ"; `unit_kind` is set where the
    noun names a kind of unit ("tổ dân phố" → residential_area). `names_a_label`: a number behind the noun may
    count it ("Số vụ: 12"). `as_written`: the noun itself is the unit, the key only groups. `stands_for`:
    units of indicators that the noun is another word for.
    """

    key: str
    unit: str
    nouns: tuple[str, ...]
    factor: Decimal
    is_counted: bool
    counts_in_words: bool
    unit_kind: str | None
    role: str
    names_a_label: bool
    as_written: bool
    stands_for: tuple[str, ...]


@cache
def measure_definitions() -> tuple[MeasureDefinition, ...]:
    """All measures; raises ReferenceDataError where a noun is declared twice."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  a safe loader
    seen: dict[str, str] = {}
    definitions = []
    for key, declared in entries.items():
        entry = declared or {}
        nouns = tuple(entry.get("nouns", [key]))
        for noun in nouns:
            if noun in seen:
                raise ReferenceDataError(f"measures.yaml: '{noun}' stands under '{seen[noun]}' and '{key}'")
            seen[noun] = key
        role = entry.get("role", "count")
        definitions.append(
            MeasureDefinition(
                key=key,
                unit=entry.get("unit", key),
                nouns=nouns,
                factor=Decimal(str(entry.get("factor", 1))),
                is_counted=role == "count" and not entry.get("fractions", False),
                counts_in_words=bool(entry.get("in_words", False)),
                unit_kind=entry.get("unit_kind"),
                role=role,
                names_a_label=bool(entry.get("label", entry.get("unit_kind") is not None)),
                as_written=bool(entry.get("as_written", False)),
                stands_for=tuple(entry.get("stands_for", ())),
            )
        )
    return tuple(definitions)
