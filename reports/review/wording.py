"""The words of the review workbook as declared in `wording.yaml`, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from schemas.errors import ReferenceDataError
from schemas.remembered import QuestionKind

_FILE = "wording.yaml"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the workbook says; `reasons` are keyed by the beginning of the reader's own reason."""

    title: str
    sheets: Mapping[str, str]
    headings: Mapping[str, str]
    refusal: str
    kinds: Mapping[QuestionKind, str]
    reasons: Mapping[str, str]
    other_reason: str
    nothing: str
    choice_prompt: str
    choice_error: str
    unit_prompt: str
    options_heading: str
    summary: str
    instructions: tuple[str, ...]

    def reason(self, told: str) -> str:
        """A reader's reason in words for the data team."""
        found = (text for start, text in self.reasons.items() if told.startswith(start))
        return next(found, self.other_reason)


@cache
def wording() -> Wording:
    """The declared words; raises `ReferenceDataError` where one is missing or unknown."""
    content = yaml.safe_load(files("reports.review").joinpath(_FILE).read_text("utf-8"))
    try:
        kinds = {QuestionKind(code): str(word) for code, word in content.pop("kinds").items()}
        instructions = tuple(content.pop("instructions"))
        return Wording(kinds=kinds, instructions=instructions, **content)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReferenceDataError(f"reports/review/{_FILE}: {error}") from error
