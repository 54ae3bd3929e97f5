"""The printed numbers of footnotes and endnotes: the order of their references in the body.

Word stores arbitrary ids; the number a reader sees counts the references, without custom marks and without
references that were deleted in a tracked change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from sources.word.names import DELETION, FALLBACK, ID, MOVE_FROM, OFF_VALUES, VAL, w
from sources.word.styles import whole_number

FOOTNOTE_REFERENCE = w("footnoteReference")
ENDNOTE_REFERENCE = w("endnoteReference")
CUSTOM_MARK = w("customMarkFollows")
_FOOTNOTE_SETTINGS = w("footnotePr")
_START = w("numStart")
_RESTART = w("numRestart")
_GONE = frozenset({DELETION, MOVE_FROM, FALLBACK})


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """Note id → number, for footnotes and endnotes; `remarks` says where numbers differ from the print."""

    footnotes: Mapping[str, int]
    endnotes: Mapping[str, int]
    remarks: tuple[str, ...]


def number_notes(body: etree._Element, settings: etree._Element | None) -> NoteNumbers:
    """Numbers every referenced note; custom marks and endnotes count on after the footnotes."""
    footnotes: dict[str, int] = {}
    custom: list[str] = []
    endnotes: list[str] = []
    remarks: list[str] = []
    start = _start(settings)
    for reference in body.iter(FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE):
        if any(ancestor.tag in _GONE for ancestor in reference.iterancestors()):
            continue
        note_id = reference.get(ID, "")
        if reference.tag == ENDNOTE_REFERENCE:
            endnotes.append(note_id)
        elif has_custom_mark(reference):
            custom.append(note_id)
        else:
            footnotes.setdefault(note_id, start + len(footnotes))
    following = start + len(footnotes)
    for note_id in custom:
        footnotes.setdefault(note_id, following)
        following += 1
    if custom:
        remarks.append(f"{len(custom)} footnotes with a custom mark numbered after the others")
    if endnotes and footnotes:
        remarks.append(f"{len(endnotes)} endnotes numbered after the footnotes")
    first = following if footnotes else 1
    by_endnote = {note_id: first + place for place, note_id in enumerate(dict.fromkeys(endnotes))}
    if settings is not None and _restarts(settings):
        remarks.append("footnote numbers restart in the print; they are counted through here")
    return NoteNumbers(MappingProxyType(footnotes), MappingProxyType(by_endnote), tuple(remarks))


def has_custom_mark(reference: etree._Element) -> bool:
    """Whether the reference is followed by a mark of the writer's own instead of a number."""
    return reference.get(CUSTOM_MARK, "0") not in OFF_VALUES


def _start(settings: etree._Element | None) -> int:
    if settings is None:
        return 1
    start = settings.find(f"{_FOOTNOTE_SETTINGS}/{_START}")
    return 1 if start is None else whole_number(start.get(VAL), 1)


def _restarts(settings: etree._Element) -> bool:
    restart = settings.find(f"{_FOOTNOTE_SETTINGS}/{_RESTART}")
    return restart is not None and restart.get(VAL) in {"eachPage", "eachSect"}
