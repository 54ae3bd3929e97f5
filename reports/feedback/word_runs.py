"""Marking a stretch of a Word paragraph with a comment's range, runs split at its first and last letter.

Tracked insertions and links keep their runs: the marks stand among them. A content control or a simple field
is never split: the marks stand around it.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reports.feedback.word_text import Letter, name_of

_WHOLE = frozenset({"sdt", "fldSimple"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class RangeMarker:
    """Writes the marks of comments into a part whose main namespace is `namespace`."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def mark_letters(self, first: Letter, last: Letter, comment_id: int) -> bool:
        """Mark from one letter up to and with another; False where they stand in no run."""
        if first.element is None or last.element is None:
            return False
        cut = self._split_before(first)
        moved = cut if first.element is last.element else 0
        self._split_after(last, moved)
        start, end = first.element.getparent(), last.element.getparent()
        if start is None or end is None:
            return False
        self._mark(_outside(start), _outside(end), comment_id)
        return True

    def mark_element(self, element: etree._Element, comment_id: int) -> None:
        """Mark the run that an element stands in."""
        run = element if name_of(element) == "r" else element.getparent()
        if run is not None:
            self._mark(_outside(run), _outside(run), comment_id)

    def mark_paragraphs(self, first: etree._Element, last: etree._Element, comment_id: int) -> None:
        """Mark all from the beginning of one paragraph to the end of another."""
        properties = first[0] if len(first) and name_of(first[0]) == "pPr" else None
        first.insert(0 if properties is None else 1, self._range("commentRangeStart", comment_id))
        last.append(self._range("commentRangeEnd", comment_id))
        last.append(self._reference(comment_id))

    def _mark(self, start: etree._Element, end: etree._Element, comment_id: int) -> None:
        closing = self._range("commentRangeEnd", comment_id)
        end.addnext(closing)
        start.addprevious(self._range("commentRangeStart", comment_id))
        holder = closing
        while (above := holder.getparent()) is not None and name_of(above) != "p":
            holder = above
        holder.addnext(self._reference(comment_id))

    def _split_before(self, letter: Letter) -> int:
        """Part the run before the letter; gives how many characters the letter's element lost."""
        element = letter.element
        run = None if element is None else element.getparent()
        if element is None or run is None:
            return 0
        place = run.index(element)
        if letter.start == 0 and not _content(run, 0, place):
            return 0
        front = self._like(run)
        for child in _content(run, 0, place):
            front.append(child)
        text = element.text or ""
        if letter.start:
            self._put_text(front, element, text[: letter.start])
            _set_text(element, text[letter.start :])
        run.addprevious(front)
        return letter.start

    def _split_after(self, letter: Letter, moved: int) -> None:
        element = letter.element
        run = None if element is None else element.getparent()
        if element is None or run is None:
            return
        end, text = letter.end - moved, element.text or ""
        following = _content(run, run.index(element) + 1, len(run))
        if end >= len(text) and not following:
            return
        back = self._like(run)
        if end < len(text):
            self._put_text(back, element, text[end:])
            _set_text(element, text[:end])
        for child in following:
            back.append(child)
        tail, run.tail = run.tail, None
        run.addnext(back)
        back.tail = tail

    def _like(self, run: etree._Element) -> etree._Element:
        """An empty run that looks the same."""
        twin = etree.Element(run.tag)
        for name, value in run.attrib.items():
            twin.set(name, value)
        properties = next((child for child in run if name_of(child) == "rPr"), None)
        if properties is not None:
            twin.append(deepcopy(properties))
        return twin

    def _put_text(self, run: etree._Element, like: etree._Element, text: str) -> None:
        _set_text(etree.SubElement(run, like.tag), text)

    def _range(self, name: str, comment_id: int) -> etree._Element:
        return etree.Element(f"{{{self._namespace}}}{name}", {f"{{{self._namespace}}}id": str(comment_id)})

    def _reference(self, comment_id: int) -> etree._Element:
        run = etree.Element(f"{{{self._namespace}}}r")
        run.append(self._range("commentReference", comment_id))
        return run


def _content(run: etree._Element, first: int, last: int) -> list[etree._Element]:
    return [child for child in list(run)[first:last] if name_of(child) != "rPr"]


def _set_text(element: etree._Element, text: str) -> None:
    element.text = text
    element.set(_SPACE, "preserve")


def _outside(run: etree._Element) -> etree._Element:
    """The run, or the outermost content control or field of its paragraph that it stands in."""
    found = run
    for above in run.iterancestors():
        name = name_of(above)
        if name == "p":
            break
        if name in _WHOLE:
            found = above
    return found
