"""Lists of names whose number the text states: how many names stand in the bracket, sentence or footnote.

A pure function of the document and its figures. Only places and organisations are counted, and only where
every item of the list has the shape of a name; the names themselves are not kept. Whether number and list
agree is a check's question (`schemas.checks.named_lists`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

from schemas.document import Document, Footnote, Paragraph
from schemas.figure import Figure, NamedList
from schemas.vocabulary import FigureStatus, Role
from sources.language.folding import CAPITALS
from sources.language.sentences import sentence_spans
from sources.prose.masking import MASK, mask

_FILE = Path(__file__).parent / "data" / "named_lists.yaml"
_STATISTICS = (FigureStatus.MAPPED, FigureStatus.UNMAPPED)
_NAME = re.compile(rf"^(?:[{CAPITALS}][\w’'-]*|\d+[A-Za-z]?)(?: (?:[{CAPITALS}][\w’'-]*|\d+[A-Za-z]?|-))*$")
_LEAST = 2
_QUOTED_NAME = "Tên"  # what stands between quotation marks is one name, whatever it holds


def named_lists(document: Document, figures: Iterable[Figure]) -> tuple[NamedList, ...]:
    """The list of names that belongs to a figure, for each figure that has one."""
    counted: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.status in _STATISTICS and figure.role in (Role.COUNT, Role.PART) and _counts_names(figure):
            counted.setdefault(figure.locator, []).append(figure)
    notes = {note.number: note for note in document.footnotes}
    found: list[NamedList] = []
    for paragraph in document.paragraphs:
        for figure, start, end in _placed(paragraph, counted.get(paragraph.locator, [])):
            found += _in_sentence(paragraph.text[end : _sentence_end(paragraph.text, end)], figure)
            found += _in_note(paragraph, start, end, figure, notes)
    return tuple(found)


def _counts_names(figure: Figure) -> bool:
    return figure.unit_kind is not None or figure.unit.lower() in _words("units")


def _placed(paragraph: Paragraph, figures: list[Figure]) -> Iterator[tuple[Figure, int, int]]:
    """The figures whose place in the paragraph is sure, with it."""
    for start, end in sentence_spans(paragraph.text) if figures else ():
        sentence = paragraph.text[start:end]
        for figure in figures:
            if _is_quoted(sentence, figure.quote) and sentence[figure.start : figure.end] == figure.raw:
                yield figure, start + figure.start, start + figure.end


def _is_quoted(sentence: str, quote: str) -> bool:
    """Whether a quote is the sentence; only one with something masked needs the sentence masked again."""
    return quote == (mask(sentence)[0] if MASK in quote else sentence)


def _sentence_end(text: str, offset: int) -> int:
    return next((end for _, end in sentence_spans(text) if offset <= end), len(text))


def _in_sentence(behind: str, figure: Figure) -> Iterator[NamedList]:
    """ "…09 xã (A, B, C)" or "…09 xã, gồm: A, B, C." with no other number in between."""
    opened = re.search(r"[(:]", behind)
    if opened is None or re.search(r"\d", re.sub(r"^/\d[\d.]*", "", behind[: opened.start()])):
        return
    inside = behind[opened.end() :]
    if opened.group() == "(":
        inside, closed, _ = inside.partition(")")
        if not closed:
            return
    names = _names(inside, behind[: opened.start()])
    if names:
        yield NamedList(figure.locator, figure.start, figure.raw, names, figure.locator)


def _in_note(
    paragraph: Paragraph, start: int, end: int, figure: Figure, notes: dict[int, Footnote]
) -> Iterator[NamedList]:
    """A footnote of names whose mark is the first one behind the figure in its sentence."""
    stop = _sentence_end(paragraph.text, end)
    marks = [mark for mark in paragraph.marks if end <= mark.offset <= stop + 1]
    if not marks or marks[0].number not in notes:
        return
    between = paragraph.text[end : marks[0].offset]
    if re.search(r"\d", re.sub(r"^/\d[\d.]*", "", between)):
        return
    note = notes[marks[0].number].paragraphs
    names = _names("; ".join(each.text for each in note), between) if note else 0
    if names:
        yield NamedList(figure.locator, figure.start, figure.raw, names, note[0].locator)


def _names(text: str, before: str) -> int:
    """How many names a list holds; 0 where it is no list of names, or of some of them only."""
    plain = f" {before.lower()} {text.lower()} "
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) for word in _words("examples")):
        return 0
    quoted = re.sub(r"“[^”]*”|\"[^\"]*\"", _QUOTED_NAME, text)
    ungrouped = re.sub(r"\([^()]*\)", "", quoted).strip(" .;,")
    items = [item for item in re.split(r"\s*[,;]\s*|\s+và\s+", ungrouped) if item.strip()]
    names = [_stripped(item) for item in items]
    if len(names) < _LEAST or not all(_NAME.match(name) for name in names):
        return 0
    return len(names)


def _stripped(item: str) -> str:
    """An item without the label of its group, the words that open the list, and the kind of the unit."""
    name = re.sub(r"^[^:]{0,60}:\s*", "", item.strip())
    name = re.sub(rf"^(?:{_alternatives('openers')})\s+", "", name, flags=re.IGNORECASE)
    name = re.sub(rf"^(?:(?:{_alternatives('kinds')})\s+)+", "", name, flags=re.IGNORECASE)
    return re.sub(rf"\s+(?:{_alternatives('kinds')})\s.*$", "", name)  # "bản Mở xã Mường Than" is one place


@cache
def _alternatives(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(name), key=len, reverse=True))


@cache
def _words(name: str) -> tuple[str, ...]:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(str(word).lower() for word in content[name])
