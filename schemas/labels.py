"""The names of all published codes in Vietnamese and English (`labels.yaml`, `bi.labels`).

Indicators, periods, units and targets carry their own labels; here are the closed lists alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from schemas import vocabulary
from schemas.errors import ReferenceDataError
from schemas.periods import Grain
from schemas.reference_files import REFERENCE_FOLDER, read_reference_yaml

_FILE = "labels.yaml"
_LISTS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "unit_kind": vocabulary.UnitKind,
        "level": vocabulary.Level,
        "rating": vocabulary.Rating,
        "document_status": vocabulary.DocumentStatus,
        "report_type": vocabulary.ReportType,
        "qualifier": vocabulary.Qualifier,
        "direction": vocabulary.Direction,
        "role": vocabulary.Role,
        "figure_status": vocabulary.FigureStatus,
        "origin": vocabulary.Origin,
        "operation": vocabulary.Operation,
        "comparability": vocabulary.Comparability,
        "timeliness": vocabulary.Timeliness,
        "reporting_status": vocabulary.ReportingStatus,
        "target_status": vocabulary.TargetStatus,
        "consequence": vocabulary.Consequence,
        "release_status": vocabulary.ReleaseStatus,
        "severity": vocabulary.Severity,
        "grain": Grain,
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """The names of one code of one list."""

    list_name: str
    code: str
    label_vi: str
    label_en: str


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, Label]]:
    """All labels by list, then code, in the order of the file; read once per process.

    Raises `ReferenceDataError` if a list of `vocabulary` lacks a code, or has one that the vocabulary does
    not know.
    """
    return read_labels(REFERENCE_FOLDER)


def label(list_name: str, code: str) -> Label:
    """The label of one code; raises `ReferenceDataError` for a code without one."""
    try:
        return labels()[list_name][code]
    except KeyError as error:
        raise ReferenceDataError(f"{_FILE}: list {list_name!r} has no code {code!r}") from error


def read_labels(folder: Path) -> Mapping[str, Mapping[str, Label]]:
    """The labels of a folder; raises `ReferenceDataError` as `labels` does."""
    return read_reference_yaml(_FILE, _build_labels, folder)


def _build_labels(content: Mapping[str, object]) -> Mapping[str, Mapping[str, Label]]:
    lists = {
        name: MappingProxyType(
            {
                code: Label(name, code, _text(names, "vi", name, code), _text(names, "en", name, code))
                for code, names in cast("Mapping[str, Mapping[str, object]]", codes).items()
            }
        )
        for name, codes in content.items()
    }
    for name, codes in _LISTS.items():
        expected, found = {code.value for code in codes}, set(lists.get(name, ()))
        if expected != found:
            differing = ", ".join(sorted(expected ^ found))
            raise ReferenceDataError(f"list {name}: codes and labels must pair, these do not: {differing}")
    return MappingProxyType(lists)


def _text(names: Mapping[str, object], language: str, list_name: str, code: str) -> str:
    text = names[language]
    if not isinstance(text, str) or not text.strip():
        raise ReferenceDataError(
            f"list {list_name}, code {code}: expected a text for {language}, found {text!r}"
        )
    return text
