"""How documents say who they are: `data/identification.yaml`, compiled once.

What does not belong here: judging a document (`identify` and its pieces).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from schemas.errors import ReferenceDataError
from schemas.periods import Grain
from schemas.vocabulary import Level, ReportType

WORDINGS_FILE = "identification.yaml"


@dataclass(frozen=True, slots=True)
class KindWording:
    """The title words and document-number marks of one kind of document."""

    report_type: ReportType
    titles: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word before an administrative unit's name, and the level that it tells."""

    word: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class PeriodPattern:
    """A wording of a period; `index` is fixed where the wording itself tells it ("6 tháng cuối năm")."""

    grain: Grain
    pattern: re.Pattern[str]
    index: int | None


@dataclass(frozen=True, slots=True)
class Wordings:
    """Everything in the file; patterns ignore case unless they match capitals on purpose."""

    mottoes: tuple[re.Pattern[str], ...]
    number: re.Pattern[str]
    place_and_date: re.Pattern[str]
    recipients: re.Pattern[str]
    issuer_words: re.Pattern[str]
    departments: re.Pattern[str]
    kinds: tuple[KindWording, ...]
    title: re.Pattern[str]
    remediation: re.Pattern[str]
    news: re.Pattern[str]
    correction: re.Pattern[str]
    correction_in_file_name: re.Pattern[str]
    unit_words: tuple[UnitWord, ...]
    party_words: Mapping[str, str]
    sender_line: re.Pattern[str]
    period_numbers: Mapping[str, int]
    periods: tuple[PeriodPattern, ...]
    forward: re.Pattern[str]
    date_before: re.Pattern[str]
    bare_year: re.Pattern[str]
    year_of_previous_months: frozenset[int]
    year_of_same_months: frozenset[int]
    openers: re.Pattern[str]
    heading: re.Pattern[str]
    contradictions: Mapping[str, str]


@cache
def identification_wordings() -> Wordings:
    """The compiled wordings; raises ReferenceDataError for a missing key or a malformed pattern."""
    text = resources.files("sources").joinpath("data", WORDINGS_FILE).read_text(encoding="utf-8")
    try:
        return _compiled(yaml.safe_load(text))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise ReferenceDataError(f"{WORDINGS_FILE}: missing or malformed entry: {error}") from error


def _compiled(data: Mapping[str, Any]) -> Wordings:
    letterhead, periods = data["letterhead"], data["periods"]
    kinds = tuple(
        KindWording(ReportType(kind["type"]), tuple(kind["titles"]), tuple(kind["marks"]))
        for kind in data["kinds"]
    )
    titles = sorted((title for kind in kinds for title in kind.titles), key=len, reverse=True)
    return Wordings(
        mottoes=tuple(_ignoring_case(motto) for motto in letterhead["mottoes"]),
        number=re.compile(letterhead["number"]),
        place_and_date=_ignoring_case(letterhead["place_and_date"]),
        recipients=_ignoring_case(letterhead["recipients"]),
        issuer_words=_ignoring_case(rf"\b(?:{letterhead['issuer_words']})\b"),
        departments=_ignoring_case(letterhead["departments"]),
        kinds=kinds,
        title=re.compile(rf"^\W*({'|'.join(map(re.escape, titles))})(?!\w)"),
        remediation=_ignoring_case(data["remediation"]),
        news=_ignoring_case(data["news"]),
        correction=_ignoring_case(data["correction"]),
        correction_in_file_name=_ignoring_case(data["correction_in_file_name"]),
        unit_words=tuple(
            UnitWord(entry["word"], None if entry["level"] is None else Level(entry["level"]))
            for entry in data["unit_words"]
        ),
        party_words=data["party_words"],
        sender_line=_ignoring_case(data["sender_line"]),
        period_numbers=data["periods"]["numbers"],
        periods=tuple(
            PeriodPattern(Grain(entry["grain"]), _ignoring_case(entry["pattern"]), entry.get("index"))
            for entry in periods["patterns"]
        ),
        forward=_ignoring_case(periods["forward"]),
        date_before=_ignoring_case(periods["date_before"]),
        bare_year=_ignoring_case(periods["bare_year"]),
        year_of_previous_months=frozenset(periods["year_of_previous_months"]),
        year_of_same_months=frozenset(periods["year_of_same_months"]),
        openers=_ignoring_case(data["openers"]),
        heading=_ignoring_case(data["heading"]),
        contradictions=data["contradictions"],
    )


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
