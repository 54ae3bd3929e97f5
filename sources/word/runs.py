"""Walks what stands inside a paragraph: runs, links, fields, tracked changes, content controls.

Fields give their results, never their instructions; insertions are read, deletions are not; of
`mc:AlternateContent` one branch is read. Text boxes met on the way are handed on, not read here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from sources.clean_text import as_superscript
from sources.word.gathering import TextGatherer
from sources.word.legacy_fonts import Encoding
from sources.word.names import (
    ALTERNATE_CONTENT,
    CHOICE,
    CONTENT_CONTROL,
    CONTENT_CONTROL_CONTENT,
    CONTENT_CONTROL_PROPERTIES,
    DELETION,
    FALLBACK,
    ID,
    INSERTION,
    MATH,
    MOVE_FROM,
    MOVE_TO,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    TEXT_BOX_CONTENT,
    VAL,
    WORD_ART,
    w,
)
from sources.word.note_numbers import ENDNOTE_REFERENCE, FOOTNOTE_REFERENCE, NoteNumbers, has_custom_mark
from sources.word.styles import Style, StyleSheet
from sources.word.symbols import symbol_text

_TRANSPARENT = frozenset(
    {
        w("hyperlink"),
        w("smartTag"),
        w("customXml"),
        w("dir"),
        w("bdo"),
        INSERTION,
        MOVE_TO,
        w("rubyBase"),
        w("rt"),
    }
)
_BLANKS = frozenset({w("tab"), w("br"), w("cr"), w("ptab")})
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_MATH_BLOCKS = frozenset({f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara"})
_MATH_TEXT = f"{{{MATH}}}t"
_SIMPLE_FIELD = w("fldSimple")
_INSTRUCTION = w("instr")
_FIELD_CHARACTER = w("fldChar")
_FIELD_CHARACTER_TYPE = w("fldCharType")
_INSTRUCTION_TEXT = w("instrText")
_SYMBOL = w("sym")
_NO_BREAK_HYPHEN = w("noBreakHyphen")
_RUBY = w("ruby")
_RUBY_BASE = w("rubyBase")
_RAISED = w("vertAlign")
_PLACEHOLDER = w("showingPlcHdr")
_LAYOUT_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
"""Fields whose result is part of the page layout, not of the text."""


@dataclass(slots=True)
class ReadingState:
    """What one story (body, footnotes, a header) remembers from paragraph to paragraph."""

    styles: StyleSheet
    notes: NoteNumbers
    on_text_box: Callable[[etree._Element], None]
    on_word_art: Callable[[str], None]
    insertions: int = 0
    deletions: int = 0
    fields: list[_Field] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether text stands where the open fields show it."""
        return not self.fields or all(opened.is_shown for opened in self.fields)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_result: bool = False

    @property
    def is_shown(self) -> bool:
        return self.is_result and self.instruction.split(maxsplit=1)[:1] not in (
            [name] for name in _LAYOUT_FIELDS
        )


class RunReader:
    """Reads the content of one paragraph into a gatherer of visible and one of hidden text."""

    __slots__ = ("_state", "_style", "hidden", "visible")

    def __init__(self, state: ReadingState) -> None:
        self._state = state
        self._style: Style = state.styles.paragraph_style(None)
        self.visible = TextGatherer()
        self.hidden = TextGatherer()

    def read(self, paragraph: etree._Element, style: Style) -> None:
        """Adds the content of a `w:p` of that style."""
        self._style = style
        self._walk(paragraph)

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child)
            elif tag in _TRANSPARENT:
                self._state.insertions += tag == INSERTION
                self._walk(child)
            elif tag in (DELETION, MOVE_FROM):
                self._state.deletions += 1
                self._skim_fields(child)
            elif tag == CONTENT_CONTROL:
                self._content_control(child)
            elif tag == _SIMPLE_FIELD:
                if child.get(_INSTRUCTION, "").split(maxsplit=1)[:1] not in (
                    [name] for name in _LAYOUT_FIELDS
                ):
                    self._walk(child)
            elif tag in _MATH_BLOCKS:
                self.visible.add("".join(text.text or "" for text in child.iter(_MATH_TEXT)))
            elif tag == ALTERNATE_CONTENT:
                branch = chosen_branch(child)
                if branch is not None:
                    self._walk(branch)

    def _run(self, run: etree._Element) -> None:
        properties = run[0] if len(run) and run[0].tag == RUN_PROPERTIES else None
        look = self._state.styles.run_look(properties, self._style)
        into = self.hidden if look.is_hidden else self.visible
        encoding = look.encoding or Encoding.UNICODE
        shown = self._state.is_shown
        for child in run:
            tag = child.tag
            if tag == TEXT:
                text = child.text
                if not text or not shown:
                    continue
                if properties is not None and text.strip().isdecimal() and _is_raised(properties):
                    text = as_superscript(text)
                if look.is_capitals:
                    text = text.upper()
                into.add(text, encoding)
                if not text.isspace():
                    into.note_weight(bool(look.is_bold))
            elif tag in _BLANKS:
                into.add(" ", encoding)
            elif tag in (FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE):
                self._reference(child, into)
                if has_custom_mark(child):
                    return
            elif tag == _FIELD_CHARACTER:
                self._field_character(child.get(_FIELD_CHARACTER_TYPE, ""))
                shown = self._state.is_shown
            elif tag == _INSTRUCTION_TEXT:
                if self._state.fields and not self._state.fields[-1].is_result:
                    self._state.fields[-1].instruction += child.text or ""
            elif tag == _NO_BREAK_HYPHEN:
                into.add("-", encoding)
            elif tag == _SYMBOL:
                into.add(symbol_text(child.get(w("font"), ""), child.get(w("char"), "")))
            elif tag == ALTERNATE_CONTENT or tag in _DRAWINGS:
                self._drawing(child)
            elif tag == _RUBY:
                base = child.find(_RUBY_BASE)
                if base is not None:
                    self._walk(base)

    def _reference(self, reference: etree._Element, into: TextGatherer) -> None:
        notes = self._state.notes
        numbers = notes.footnotes if reference.tag == FOOTNOTE_REFERENCE else notes.endnotes
        number = numbers.get(reference.get(ID, ""))
        if number is not None:
            into.mark(number)

    def _field_character(self, kind: str) -> None:
        fields = self._state.fields
        if kind == "begin":
            fields.append(_Field())
        elif fields and kind == "separate":
            fields[-1].is_result = True
        elif fields and kind == "end":
            fields.pop()

    def _skim_fields(self, deleted: etree._Element) -> None:
        """A field that is deleted as a whole leaves no trace; one that is cut keeps its frame in step."""
        for character in deleted.iter(_FIELD_CHARACTER):
            self._field_character(character.get(_FIELD_CHARACTER_TYPE, ""))

    def _content_control(self, control: etree._Element) -> None:
        properties = control.find(CONTENT_CONTROL_PROPERTIES)
        if properties is not None and properties.find(_PLACEHOLDER) is not None:
            return
        content = control.find(CONTENT_CONTROL_CONTENT)
        if content is not None:
            self._walk(content)

    def _drawing(self, drawing: etree._Element) -> None:
        tag = drawing.tag
        if tag == TEXT_BOX_CONTENT:
            self._state.on_text_box(drawing)
        elif tag == ALTERNATE_CONTENT:
            branch = chosen_branch(drawing)
            if branch is not None:
                self._drawing(branch)
        else:
            if tag == WORD_ART and drawing.get("string"):
                self._state.on_word_art(drawing.get("string", ""))
            for child in drawing:
                self._drawing(child)


def chosen_branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch of an `mc:AlternateContent` to read: the fallback only where the choice has no text."""
    choice, fallback = alternate.find(CHOICE), alternate.find(FALLBACK)
    if choice is None or fallback is None:
        return fallback if choice is None else choice
    if next(choice.iter(TEXT), None) is None and next(fallback.iter(TEXT), None) is not None:
        return fallback
    return choice


def _is_raised(properties: etree._Element) -> bool:
    raised = properties.find(_RAISED)
    return raised is not None and raised.get(VAL) == "superscript"
