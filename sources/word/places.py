"""Where a locator stands in the main part of a .docx: the way back from what was read to its XML.

What does not belong here: changing anything (`reports.feedback`, which is handed these places).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from sources.intake_reasons import refusal
from sources.safety import SafeZip
from sources.word.blocks import Elements
from sources.word.names import BODY, ID, PARAGRAPH, TEXT_BOX_CONTENT
from sources.word.note_numbers import ENDNOTE_REFERENCE, FOOTNOTE_REFERENCE
from sources.word.package import WordPackage
from sources.word.reader import WordReading

ElementPath = tuple[int, ...]
"""From the root downwards, the number of each child among the elements, from 0; comments do not count."""

_NOTE = re.compile(r"footnote\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class WordPlace:
    """The `w:p` elements of the main part that a locator means, in order.

    What stands in a footnote or a text box gives the paragraph of the body that it hangs on; `note` is then
    the path of the footnote's reference. What stands in a page header has no place in the body.
    """

    paragraphs: tuple[ElementPath, ...]
    is_elsewhere: bool = False
    note: ElementPath | None = None


def places_in_word(data: bytes, file_name: str, locators: Iterable[str]) -> dict[str, WordPlace]:
    """The places of those of the locators that hang on the body. Raises IntakeError as `read_word` does."""
    wanted = frozenset(locator.removesuffix("/hidden") for locator in locators)
    with SafeZip(data, file_name) as archive:
        package = WordPackage(archive, file_name)
        body = package.main().find(BODY)
        if body is None:
            raise refusal("damaged", file_name, "thiếu phần nội dung chính")
        elements = Elements(wanted)
        reading = WordReading(package, body, elements)
        reading.document(file_name, "")
        references = _references(body, reading)
    found = {}
    for locator in wanted:
        place = _place(locator, elements, body, references)
        if place is not None:
            found[locator] = place
    return found


def _place(
    locator: str, elements: Elements, body: etree._Element, references: dict[int, etree._Element]
) -> WordPlace | None:
    note = _NOTE.match(locator)
    if note:
        reference = references.get(int(note[1]))
        holder = None if reference is None else _holder(reference)
        if reference is None or holder is None:
            return None
        return WordPlace((_path(holder),), is_elsewhere=True, note=_path(reference))
    inside = [each for each in elements.found.get(locator, ()) if body in each.iterancestors()]
    holders = [_outermost(each) for each in inside]
    if not holders:
        return None
    paths = tuple(dict.fromkeys(_path(holder) for holder in holders))
    return WordPlace(paths, is_elsewhere=any(a is not b for a, b in zip(inside, holders, strict=True)))


def _references(body: etree._Element, reading: WordReading) -> dict[int, etree._Element]:
    """The first reference to each footnote or endnote, by its printed number."""
    found: dict[int, etree._Element] = {}
    for reference in body.iter(FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE):
        notes = reading.notes
        numbers = notes.footnotes if reference.tag == FOOTNOTE_REFERENCE else notes.endnotes
        number = numbers.get(reference.get(ID, ""))
        if number is not None:
            found.setdefault(number, reference)
    return found


def _holder(element: etree._Element) -> etree._Element | None:
    paragraph = next(element.iterancestors(PARAGRAPH), None)
    return None if paragraph is None else _outermost(paragraph)


def _outermost(paragraph: etree._Element) -> etree._Element:
    """The paragraph itself, or the one that holds the text box in which it stands."""
    boxes = list(paragraph.iterancestors(TEXT_BOX_CONTENT))
    holder = next(boxes[-1].iterancestors(PARAGRAPH), None) if boxes else None
    return paragraph if holder is None else holder


def _path(element: etree._Element) -> ElementPath:
    steps: list[int] = []
    while (parent := element.getparent()) is not None:
        steps.append(sum(isinstance(each.tag, str) for each in element.itersiblings(preceding=True)))
        element = parent
    return tuple(reversed(steps))
