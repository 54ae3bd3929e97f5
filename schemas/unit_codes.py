"""How units are coded and their kinds written: the national code lists and the words before a name
(`unit_codes.yaml`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from schemas.reference_files import REFERENCE_FOLDER, as_date, read_reference_yaml
from schemas.unit_ids import CodeSystem
from schemas.vocabulary import Level


@dataclass(frozen=True, slots=True)
class KindWording:
    """A kind of unit as written before a name: its level and the words for it."""

    kind_vi: str
    level: Level
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitCodes:
    """What `unit_codes.yaml` declares."""

    systems: tuple[CodeSystem, ...]
    kinds: tuple[KindWording, ...]


def read_unit_codes(folder: Path = REFERENCE_FOLDER) -> UnitCodes:
    """The code lists and the wordings of kinds (`unit_codes.yaml`); raises `ReferenceDataError`."""
    return read_reference_yaml("unit_codes.yaml", _build_unit_codes, folder)


def _build_unit_codes(content: Mapping[str, object]) -> UnitCodes:
    systems = cast("Sequence[Mapping[str, object]]", content["code_systems"])
    kinds = cast("Sequence[Mapping[str, object]]", content["kinds"])
    return UnitCodes(
        systems=tuple(
            CodeSystem(
                code=str(system["code"]),
                valid_from=as_date(system["valid_from"], f"code_systems {system['code']}, valid_from"),
                valid_to=as_date(system["valid_to"], f"code_systems {system['code']}, valid_to"),
            )
            for system in systems
        ),
        kinds=tuple(
            KindWording(
                kind_vi=str(kind["kind_vi"]),
                level=Level(str(kind["level"])),
                prefixes=tuple(str(prefix) for prefix in cast("Sequence[object]", kind["prefixes"])),
            )
            for kind in kinds
        ),
    )
