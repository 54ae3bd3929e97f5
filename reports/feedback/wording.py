"""The sentences of the answer as declared in `wording.yaml`, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from schemas.errors import ReferenceDataError
from schemas.vocabulary import Severity

_FILE = "wording.yaml"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said to a sender; the texts of `actions` and `comment` have names in braces to be filled in."""

    headings: Mapping[str, str]
    nothing_to_do: str
    unknown_sender: str
    unknown_period: str
    counts: str
    severities: Mapping[Severity, str]
    counted: Mapping[Severity, str]
    counted_missing: str
    equal: str
    refused: str
    totals: str
    no_remarks: str
    more_remarks: str
    more_missing: str
    actions: Mapping[str, str]
    comment: Mapping[str, str]
    downloads: Mapping[str, str]
    page: Mapping[str, str]
    author: str
    initials: str


@cache
def wording() -> Wording:
    """The declared sentences; raises `ReferenceDataError` where one is missing or unknown."""
    content = yaml.safe_load(files("reports.feedback").joinpath(_FILE).read_text("utf-8"))
    try:
        weights, counted = (
            {Severity(code): str(word) for code, word in content.pop(name).items()}
            for name in ("severities", "counted")
        )
        return Wording(severities=weights, counted=counted, **content)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReferenceDataError(f"reports/feedback/{_FILE}: {error}") from error
