"""How clerks shorten words, declared in `reference/abbreviations.yaml`: groups of spellings of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from schemas.errors import ReferenceDataError
from schemas.reference_files import REFERENCE_FOLDER

_FILE = "abbreviations.yaml"


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Groups of spellings that may stand for each other: anywhere, or only beside other words of a phrase."""

    anywhere: tuple[tuple[str, ...], ...]
    inside: tuple[tuple[str, ...], ...]


@cache
def abbreviations() -> Abbreviations:
    """The declared groups; raises ReferenceDataError where one holds fewer than two spellings."""
    content = yaml.safe_load((REFERENCE_FOLDER / _FILE).read_text(encoding="utf-8"))
    return Abbreviations(_groups(content["anywhere"]), _groups(content["inside"]))


def _groups(declared: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    for group in declared:
        if not isinstance(group, list) or len(group) < 2:
            raise ReferenceDataError(f"{_FILE}: a list of two spellings or more is expected, not '{group}'")
    return tuple(tuple(group) for group in declared)
