"""The running text of a document in reading order, each paragraph with what it stands under.

A heading is a paragraph with a heading style, or an enumerated one that is bold or short. A *lead* is a
paragraph that ends with a colon and opens a list ("Đối với hồ sơ thuộc thẩm quyền …:"); it holds until
the next lead or heading. A footnote stands under the sentence of its mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.document import Document, Paragraph, Table
from schemas.wordings import wordings
from sources.language.folding import fold
from sources.language.sentences import sentence_spans
from sources.prose.cues import CuedText

_ENUMERATOR = re.compile(
    r"^\s*(?P<bullet>[-+*•–]\s*)?(?:(?P<part>phần|chương)\s+(?:thứ\s+)?[\wIVX]+\b|(?P<roman>[IVX]+)\s?[.)-]\s|(?P<letter>[A-ZĐ])[.)]\s|"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})+(?=\s?[.)]?\s)|\d{1,2}(?=\s?[.)]\s))\s?[.)]?\s|(?P<small>[a-zđ])\s?[.)]\s)",
    re.IGNORECASE,
)
_NO_TEXT = CuedText("")
_SECOND_HALVES = ("-H2", "-Q3", "-Q4")
_BULLET = re.compile(r"^\s*[-+*•–]\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """An open heading: its level (0 is highest) and text; `is_out_of_scope` None if it does not tell."""

    level: int
    text: CuedText
    is_out_of_scope: bool | None = None
    is_plan: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and what it stands under.

    `headings` are the open ones, deepest first. `anchor` is the text that a footnote's mark follows,
    `mark` the mark's offset in its paragraph.
    `is_out_of_scope` holds under headings on political security, religion or ethnicity (DESIGN, promise 9);
    `is_plan` under headings on aims and next tasks.
    """

    paragraph: Paragraph
    headings: tuple[Heading, ...]
    lead: CuedText = _NO_TEXT
    anchor: CuedText = _NO_TEXT
    mark: int = 0
    is_heading: bool = False
    is_out_of_scope: bool = False
    is_plan: bool = False
    is_footnote: bool = False


def passages(
    document: Document, consumed: frozenset[str], period_code: str | None = None
) -> Iterator[Passage]:
    """All running text: body, cells of tables that were not `consumed`, text boxes, headers, footnotes.

    `period_code` is the report's own period, which tells its own time from the time ahead.
    """
    notes = {footnote.number: footnote for footnote in document.footnotes}
    used: set[int] = set()
    outline = _Outline((period_code or "").endswith(_SECOND_HALVES))
    for block in document.body:
        if isinstance(block, Table):
            for paragraph in _cell_paragraphs(block, consumed):
                yield outline.text(paragraph)
            continue
        passage = outline.read(block)
        yield passage
        for mark in block.marks:
            if mark.number in notes and mark.number not in used:
                used.add(mark.number)
                yield from _footnote(passage, mark.offset, notes[mark.number].paragraphs)
    for paragraph in (*document.text_boxes, *document.headers):
        yield outline.text(paragraph)
    for number, footnote in notes.items():
        if number not in used:
            for paragraph in footnote.paragraphs:
                yield replace(outline.text(paragraph), is_footnote=True)


class _Outline:
    """The headings open at the current place of the document."""

    def __init__(self, is_second_half: bool) -> None:
        self._is_second_half = is_second_half
        self._open: list[Heading] = []
        self._is_plan = False
        self._lead = _NO_TEXT

    def read(self, paragraph: Paragraph) -> Passage:
        level = _heading_level(paragraph)
        if level is None:
            passage = self.text(paragraph)
            self._remember_lead(paragraph.text)
            return passage
        self._open = [heading for heading in self._open if heading.level < level]
        text = fold(paragraph.text)
        is_plan = _is_plan(text, self._is_second_half)
        self._open.append(Heading(level, CuedText(text, paragraph.text), _scope(text), is_plan))
        self._is_plan = any(heading.is_plan for heading in self._open)
        self._lead = _NO_TEXT
        return self.text(paragraph, is_heading=True)

    def text(self, paragraph: Paragraph, is_heading: bool = False) -> Passage:
        headings = tuple(reversed(self._open))
        return Passage(
            paragraph=paragraph,
            headings=headings,
            lead=self._lead,
            is_heading=is_heading,
            is_out_of_scope=_is_out_of_scope(headings, paragraph.text),
            is_plan=self._is_plan,
        )

    def _remember_lead(self, text: str) -> None:
        stripped = text.rstrip(" .")
        if stripped.endswith(":"):
            lead = text[slice(*sentence_spans(text)[-1])]
            self._lead = CuedText(fold(lead), lead)


def _heading_level(paragraph: Paragraph) -> int | None:
    text = paragraph.text.strip()
    if not text:
        return None
    match = _ENUMERATOR.match(text)
    is_short = (len(text) <= 220 and not text.endswith((".", ";", ","))) or len(text) <= 90
    if paragraph.style.startswith(("heading", "tiêu đề", "đề mục")):
        return _level(match) if match else int(re.sub(r"\D", "", paragraph.style) or 3)
    if match is None or match.group("bullet"):
        if paragraph.is_bold and len(text) <= 160 and _BULLET.match(text) and not re.search(r"\d", text):
            return 7
        if paragraph.is_bold and text.isupper() and len(text) <= 160 and not re.search(r"\d{3}", text):
            return 1 if paragraph.is_centered else 2
        return None
    if paragraph.is_bold and len(text) <= 300:
        return _level(match)
    if not is_short or (re.search(r"\d", text[match.end() :]) and not match.group("roman")):
        return None
    return _level(match) if not text.endswith((";", ",")) and len(text) <= 160 else None


def _level(match: re.Match[str]) -> int:
    if match.group("part"):
        return 0
    if match.group("roman"):
        return 2
    if match.group("letter"):
        return 1
    if match.group("small"):
        return 6
    return min(3 + match.group("number").count("."), 5)


def _footnote(passage: Passage, offset: int, paragraphs: tuple[Paragraph, ...]) -> Iterator[Passage]:
    text = passage.paragraph.text
    start = max((begin for begin, _ in sentence_spans(text) if begin < offset), default=0)
    before = text[start:offset]
    marked = replace(
        passage,
        anchor=CuedText(fold(before), before),
        mark=offset,
        is_footnote=True,
        is_heading=False,
    )
    for paragraph in paragraphs:
        yield replace(marked, paragraph=paragraph)


def _cell_paragraphs(table: Table, consumed: frozenset[str]) -> Iterator[Paragraph]:
    for cell in table.cells:
        if cell.locator not in consumed and cell.text.strip():
            yield Paragraph(cell.locator, cell.text, is_bold=cell.is_bold)


def _is_plan(text: str, is_second_half: bool) -> bool:
    """Whether a heading opens aims or next tasks.

    One that speaks of results first ("Kết quả thực hiện nhiệm vụ trọng tâm") does not, whatever it names
    behind them: a title goes on with the next year's tasks, which have headings of their own. In the report
    of a second half-year "6 tháng cuối năm" is the report's own time.
    """
    for phrase in (*_folded("not_plan_headings"), *(_folded("second_half") if is_second_half else ())):
        text = text.replace(phrase, " ")
    plan = _first_place(text, "plan_headings")
    result = _first_place(text, "result_headings")
    return plan is not None and (result is None or plan < result)


def _first_place(text: str, name: str) -> int | None:
    """Where the first phrase of a list stands in a line, None where none does."""
    places = [place for phrase in _folded(name) if (place := text.find(phrase)) >= 0]
    return min(places, default=None)


def _contains(text: str, name: str) -> bool:
    for phrase in _folded(name):  # noqa: SIM110 - asked of every paragraph: a generator costs more
        if phrase in text:
            return True
    return False


def _folded(name: str) -> tuple[str, ...]:
    if name not in _CACHE:
        _CACHE[name] = tuple(fold(phrase) for phrase in wordings().lists.get(name, ()))
    return _CACHE[name]


_CACHE: dict[str, tuple[str, ...]] = {}


def _is_out_of_scope(headings: tuple[Heading, ...], text: str) -> bool:
    """Whether a heading, or the paragraph's own label ("Về tôn giáo: …"), is on a subject out of scope.

    The deepest heading that speaks decides: order within the same heading takes it back into scope.
    """
    colon = text.find(":", 0, 90)
    label = fold(text[:colon]) if colon >= 0 else ""
    told = _scope(label) if label else None
    for heading in headings:
        if told is not None:
            break
        told = heading.is_out_of_scope
    return bool(told)


def _scope(line: str) -> bool | None:
    """True for a line on a subject out of scope, False for one on order, None where it does not tell."""
    if _contains(line, "in_scope_headings"):
        return False
    return True if _contains(line, "out_of_scope_headings") else None
