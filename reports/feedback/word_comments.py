"""The sender's own .docx with a real Word comment at every remark, nothing else in it changed.

Word takes comments in the body only: a remark on a footnote stands at the footnote's reference, one on a text
box at the paragraph that holds it, one on the document as a whole at its first line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from reports.feedback.answer import Answer, Remark
from reports.feedback.package import Package, xml_text
from reports.feedback.word_runs import RangeMarker
from reports.feedback.word_text import find_number, letters_of, name_of
from reports.feedback.wording import wording
from schemas.errors import LayoutError

_STRICT = "http://purl.oclc.org/ooxml/"
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_LINK_TYPE = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LETTER_SIZE = "20"
"""In half points: comments are set in the size that Word gives them."""


class Place(Protocol):
    """Where a locator stands in the main part; each path numbers the children from the root downwards."""

    @property
    def paragraphs(self) -> Sequence[Sequence[int]]:
        """The paths of its `w:p` elements."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the text itself stands in a footnote or a text box that hangs on these paragraphs."""

    @property
    def note(self) -> Sequence[int] | None:
        """The path of the footnote's reference, if it is one."""


@dataclass(slots=True)
class _Comment:
    """One comment to be: what it marks, and what it says, line by line."""

    paragraphs: list[etree._Element]
    note: etree._Element | None = None
    letters: tuple[int, int] | None = None
    lines: list[str] = field(default_factory=list)


def annotate_word(data: bytes, answer: Answer, places: Mapping[str, Place]) -> bytes:
    """The bytes of the annotated copy.

    `places` are those of the remarks' locators; a remark whose place is not among them stands at the first
    line. Raises `LayoutError` where the file is no Word package.
    """
    package = Package(data)
    main = package.main_part()
    root = package.parse(main)
    comments = _comments(root, answer, places)
    if not comments:
        return data
    written = _CommentsPart(package, main, root)
    marker = RangeMarker(written.namespace)
    for comment in comments:
        number = written.add(comment.lines)
        _mark(marker, comment, number)
    package.write(main, root)
    written.save()
    return package.to_bytes()


def _comments(root: etree._Element, answer: Answer, places: Mapping[str, Place]) -> list[_Comment]:
    """The comments in order of weight; remarks on the same number share one."""
    found: dict[object, _Comment] = {}
    opening = _overview(answer)
    if opening:
        found[None] = _Comment(_first_line(root), lines=opening)
    for remark in answer.remarks:
        place = places.get(remark.finding.locator.removesuffix("/hidden"))
        comment = _Comment(_first_line(root)) if place is None else _placed(root, place, remark)
        key: object = None
        if place is not None:
            key = (tuple(map(tuple, place.paragraphs)), place.note and tuple(place.note), comment.letters)
        lines = _lines(remark, is_beside=place is not None and not place.is_elsewhere)
        found.setdefault(key, comment).lines.extend(lines)
    return list(found.values())


def _placed(root: etree._Element, place: Place, remark: Remark) -> _Comment:
    paragraphs = [_element(root, path) for path in place.paragraphs]
    if place.note is not None:
        return _Comment(paragraphs, note=_element(root, place.note))
    if place.is_elsewhere or not remark.number:
        return _Comment(paragraphs)
    span = find_number(letters_of(paragraphs), remark.sentence, remark.start, remark.end)
    return _Comment(paragraphs, letters=span)


def _mark(marker: RangeMarker, comment: _Comment, number: int) -> None:
    if comment.note is not None:
        marker.mark_element(comment.note, number)
        return
    if comment.letters is not None:
        first, end = comment.letters
        letters = letters_of(comment.paragraphs)
        if marker.mark_letters(letters[first], letters[end - 1], number):
            return
    marker.mark_paragraphs(comment.paragraphs[0], comment.paragraphs[-1], number)


def _lines(remark: Remark, *, is_beside: bool) -> list[str]:
    said, weight = wording().comment, wording().severities[remark.severity]
    message = remark.finding.message
    if is_beside:
        return [said["plain"].format(weight=weight, message=message)]
    lines = [said["elsewhere"].format(weight=weight, place=remark.place, message=message)]
    return [*lines, f"“{remark.sentence}”"] if remark.sentence else lines


def _overview(answer: Answer) -> list[str]:
    """What a reader should know before the first remark: what is missing as a whole."""
    if not answer.missing:
        return []
    return [f"{wording().headings['missing']}: {'; '.join(answer.missing)}."]


def _first_line(root: etree._Element) -> list[etree._Element]:
    """The first paragraph of the body with text, outside of tables where there is one."""
    body = next((child for child in root if name_of(child) == "body"), root)
    plain = [child for child in body if name_of(child) == "p"]
    anywhere = [each for each in body.iter() if name_of(each) == "p"]
    for paragraph in (*plain, *anywhere):
        if any(not letter.character.isspace() for letter in letters_of([paragraph])):
            return [paragraph]
    if not anywhere:
        raise LayoutError("the document has no paragraph to comment on")
    return anywhere[:1]


def _element(root: etree._Element, path: Sequence[int]) -> etree._Element:
    element = root
    for step in path:
        element = [child for child in element if isinstance(child.tag, str)][step]
    return element


class _CommentsPart:
    """The part with all comments: the sender's own stay, ours follow."""

    def __init__(self, package: Package, main: str, root: etree._Element) -> None:
        self._package = package
        self.namespace = etree.QName(root).namespace or ""
        link = package.linked(main, "comments")
        if link is not None:
            self._part, self._root = link.target, package.parse(link.target)
        else:
            folder = main.rpartition("/")[0]
            self._part = package.free_name(f"{folder}/comments*.xml" if folder else "comments*.xml")
            self._root = etree.fromstring(f'<w:comments xmlns:w="{self.namespace}"/>')
            is_strict = self.namespace.startswith(_STRICT)
            package.add_link(main, _STRICT_LINK_TYPE if is_strict else _LINK_TYPE, self._part)
            package.declare(self._part, _CONTENT_TYPE)
        ids = [each.get(self._w("id"), "") for tree in (root, self._root) for each in _comment_marks(tree)]
        self._next = max((int(each) for each in ids if each.isdecimal()), default=-1) + 1

    def add(self, lines: Sequence[str]) -> int:
        """Write a comment of some lines; gives its number."""
        number, self._next = self._next, self._next + 1
        comment = etree.SubElement(self._root, self._w("comment"))
        comment.set(self._w("id"), str(number))
        comment.set(self._w("author"), wording().author)
        comment.set(self._w("initials"), wording().initials)
        for position, line in enumerate(lines):
            paragraph = etree.SubElement(comment, self._w("p"))
            if position == 0:
                etree.SubElement(etree.SubElement(paragraph, self._w("r")), self._w("annotationRef"))
            run = etree.SubElement(paragraph, self._w("r"))
            properties = etree.SubElement(run, self._w("rPr"))
            for name in ("sz", "szCs"):
                etree.SubElement(properties, self._w(name)).set(self._w("val"), _LETTER_SIZE)
            text = etree.SubElement(run, self._w("t"))
            text.text = xml_text(line)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return number

    def save(self) -> None:
        """Put the part into the package."""
        self._package.write(self._part, self._root)

    def _w(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"


def _comment_marks(tree: etree._Element) -> list[etree._Element]:
    names = {"comment", "commentRangeStart", "commentReference"}
    return [each for each in tree.iter() if name_of(each) in names]
