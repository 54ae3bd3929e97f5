"""Which unit a document is from (or about, for notices and news): letterhead first, names of files last.

What does not belong here: how a unit is found in text (`identify_units`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemas.units import Unit, UnitRegistry, organisation_id
from schemas.vocabulary import UnitKind
from sources.identify_case import Case
from sources.identify_units import Mention, UnitFinder


@dataclass(frozen=True, slots=True)
class _Sender:
    mention: Mention
    reason: str
    confidence: float


def unit_id_of(case: Case, units: UnitRegistry, on: date) -> str | None:
    """The unit's id as the tree stood on that day; None where it is not told or stays ambiguous."""
    finder = UnitFinder(units, on, case.wordings)
    in_names = finder.mentions_in_file_name(case.file_words)
    sender = _stated_sender(case, finder) or _sender_by_names(in_names)
    if sender is None:
        case.note("unit not stated", 0.3)
        return None
    unit = finder.decide(sender.mention, _hints(case, finder, in_names))
    if unit is None:
        case.note(f"unit ambiguous: {sender.mention.words}", 0.3)
        return None
    case.note(sender.reason, sender.confidence * sender.mention.confidence)
    _check_against_names(case, unit, in_names, finder)
    return _department_id(case, unit, units, on) or unit.unit_id


def _stated_sender(case: Case, finder: UnitFinder) -> _Sender | None:
    head = case.head
    for line in (*head.issuer_lines, *head.opening) if head.is_sheet else ():
        stated = case.wordings.sender_line.match(line)
        if stated and (mentions := finder.mentions(stated["name"])):
            return _Sender(mentions[0], "unit by the sender's line", 1.0)
    mentions = [mention for line in head.issuer_lines for mention in finder.mentions(line)]
    if mentions:
        deepest = max(mention.depth for mention in mentions)
        return _Sender(
            next(mention for mention in reversed(mentions) if mention.depth == deepest),
            "unit by letterhead",
            1.0,
        )
    for line in head.issuer_lines if head.place else ():
        for word in reversed(finder.bare_kinds(line)):
            named = finder.named(word.word, head.place or "", word.level)
            if named is not None:
                return _Sender(named, "unit by letterhead and place", 0.9)
    for text in (head.title, *head.opening):
        if mentions := finder.mentions(text):
            return _Sender(mentions[0], "unit by title or opening", 0.9 if text == head.title else 0.8)
    return None


def _sender_by_names(in_names: Sequence[Mention]) -> _Sender | None:
    named = max(in_names, key=lambda mention: mention.depth, default=None)
    return None if named is None else _Sender(named, "unit by file or folder name", 0.5)


def _hints(case: Case, finder: UnitFinder, in_names: list[Mention]) -> Iterator[list[Mention]]:
    """Groups of mentions that may tell the province of an ambiguous name, strongest first, read on demand."""
    head = case.head
    yield [mention for line in head.issuer_lines for mention in finder.mentions(line)]
    yield [mention for line in head.recipients for mention in finder.mentions(line)]
    named = finder.named("", head.place, None) if head.place else None
    yield [] if named is None else [named]
    yield finder.mentions("\n".join((head.title, *head.opening)))
    yield [mention for paragraph in case.document.paragraphs for mention in finder.mentions(paragraph.text)]
    yield in_names


def _check_against_names(case: Case, unit: Unit, in_names: Sequence[Mention], finder: UnitFinder) -> None:
    for named in in_names:
        if not any(
            finder.lies_within(unit, each) or finder.lies_within(each, unit) for each in named.candidates
        ):
            case.contradict("unit_in_name", 0.8, name=named.words, unit=unit.name)
            return


def _department_id(case: Case, unit: Unit, units: UnitRegistry, on: date) -> str | None:
    """A department reports for itself, not for its province: its id is built from its name."""
    for line in reversed(case.head.issuer_lines):
        if case.wordings.issuer_words.search(line):
            return None
        if case.wordings.departments.match(line):
            province = units.province_of(unit.unit_id, max(on, unit.valid_from)) or unit
            case.note("sent by a department")
            return organisation_id(province.unit_id, UnitKind.DEPARTMENT, line)
    return None
