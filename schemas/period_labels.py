"""The names of periods in Vietnamese and English, filled in from `period_labels.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from schemas.reference_files import read_reference_yaml


@dataclass(frozen=True, slots=True)
class PeriodLabels:
    """The templates of each grain, and what the number within the year reads in each language."""

    templates: Mapping[str, Mapping[str, str]]
    indexes: Mapping[str, Mapping[str, tuple[str, ...]]]

    def label(self, language: str, grain: str, first_year: int, year: int, index: int) -> str:
        """The name of a period; `language` is vi or en, `index` counts from 1 (0 where the grain has
        none).
        """
        words = self.indexes.get(grain, {}).get(language)
        return self.templates[grain][language].format(
            year=year, first_year=first_year, index=words[index - 1] if words else index
        )


@lru_cache(maxsize=1)
def period_labels() -> PeriodLabels:
    """The project's templates, read once per process; raises `ReferenceDataError`."""
    return read_reference_yaml("period_labels.yaml", _build_labels)


def _build_labels(content: Mapping[str, object]) -> PeriodLabels:
    grains = cast("Mapping[str, Mapping[str, str]]", content["grains"])
    indexes = cast("Mapping[str, Mapping[str, list[str]]]", content["indexes"])
    return PeriodLabels(
        templates={grain: {"vi": texts["vi"], "en": texts["en"]} for grain, texts in grains.items()},
        indexes={
            grain: {language: tuple(str(word) for word in words) for language, words in languages.items()}
            for grain, languages in indexes.items()
        },
    )
