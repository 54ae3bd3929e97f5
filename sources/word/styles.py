"""What formatting says of a paragraph or run: style name, bold, capitals, hidden, font encoding, alignment.

Styles inherit through `w:basedOn` and document defaults; only what the reader needs is resolved, once per
style. What does not belong here: list numbers (`numbering`) and text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from sources.word.legacy_fonts import Encoding, encoding_of_font
from sources.word.names import OFF_VALUES, PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, w

_STYLE = w("style")
_STYLE_ID = w("styleId")
_TYPE = w("type")
_DEFAULT = w("default")
_NAME = w("name")
_BASED_ON = w("basedOn")
_FONTS = w("rFonts")
_FONT_ATTRIBUTES = (w("hAnsi"), w("ascii"))
_THEME_ATTRIBUTES = (w("hAnsiTheme"), w("asciiTheme"))
_BOLD = w("b")
_CAPITALS = w("caps")
_HIDDEN = w("vanish")
_RUN_STYLE = w("rStyle")
_PARAGRAPH_STYLE = w("pStyle")
_ALIGNMENT = w("jc")
_NUMBERING = w("numPr")
_NUMBER_ID = w("numId")
_LEVEL = w("ilvl")
_RUN_DEFAULTS = w("rPrDefault")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is shown; None where this level says nothing."""

    is_bold: bool | None = None
    is_capitals: bool | None = None
    is_hidden: bool | None = None
    encoding: Encoding | None = None

    def over(self, below: RunLook) -> RunLook:
        """This look where it says something, else the one below."""
        return RunLook(
            below.is_bold if self.is_bold is None else self.is_bold,
            below.is_capitals if self.is_capitals is None else self.is_capitals,
            below.is_hidden if self.is_hidden is None else self.is_hidden,
            below.encoding if self.encoding is None else self.encoding,
        )


@dataclass(frozen=True, slots=True)
class NumberingReference:
    """A paragraph's place in a list; `number_id` "0" takes it out of any list."""

    number_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """A resolved style; `name` in lower case."""

    style_id: str
    name: str
    look: RunLook
    is_centered: bool | None
    numbering: NumberingReference | None


_NO_LOOK = RunLook()
_NO_STYLE = Style("", "", _NO_LOOK, None, None)


class StyleSheet:
    """The styles of one document, resolved on first use."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._run_looks: dict[tuple[str, str], RunLook] = {}
        self._default_paragraph = ""
        defaults = _NO_LOOK
        if root is not None:
            for element in root.iterfind(_STYLE):
                style_id = element.get(_STYLE_ID, "")
                self._elements[style_id] = element
                if element.get(_TYPE) == "paragraph" and element.get(_DEFAULT) in {"1", "true", "on"}:
                    self._default_paragraph = style_id
            default_properties = root.find(f".//{_RUN_DEFAULTS}/{RUN_PROPERTIES}")
            if default_properties is not None:
                defaults = direct_look(default_properties)
        self._defaults = defaults

    def paragraph_style(self, style_id: str | None) -> Style:
        """The style of a paragraph; the default paragraph style where none is named."""
        return self._style(style_id or self._default_paragraph)

    def run_look(self, properties: etree._Element | None, paragraph_style: Style) -> RunLook:
        """How a run with these direct properties looks in a paragraph of that style."""
        if properties is None or len(properties) == 0:
            return self._styled_look("", paragraph_style)
        styled = properties.find(_RUN_STYLE)
        character_style = "" if styled is None else styled.get(VAL, "")
        return direct_look(properties).over(self._styled_look(character_style, paragraph_style))

    def _styled_look(self, character_style: str, paragraph_style: Style) -> RunLook:
        key = (character_style, paragraph_style.style_id)
        look = self._run_looks.get(key)
        if look is None:
            below = paragraph_style.look.over(self._defaults)
            above = self._style(character_style).look if character_style else _NO_LOOK
            look = above.over(below)
            if above.is_bold and paragraph_style.look.is_bold:
                look = RunLook(False, look.is_capitals, look.is_hidden, look.encoding)
            self._run_looks[key] = look
        return look

    def _style(self, style_id: str) -> Style:
        style = self._resolved.get(style_id)
        if style is None:
            self._resolved[style_id] = _NO_STYLE  # a style that is based on itself ends here
            style = self._resolve(style_id)
            self._resolved[style_id] = style
        return style

    def _resolve(self, style_id: str) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return Style(style_id, style_id.lower(), _NO_LOOK, None, None)
        based_on = element.find(_BASED_ON)
        parent = _NO_STYLE if based_on is None else self._style(based_on.get(VAL, ""))
        name = element.find(_NAME)
        look, run_properties = parent.look, element.find(RUN_PROPERTIES)
        if run_properties is not None:
            look = direct_look(run_properties).over(look)
        centered, numbering = parent.is_centered, parent.numbering
        properties = element.find(PARAGRAPH_PROPERTIES)
        if properties is not None:
            own_centered, own_numbering = paragraph_facts(properties)
            centered = centered if own_centered is None else own_centered
            numbering = merge_numbering(own_numbering, numbering)
        shown = style_id if name is None else name.get(VAL, style_id)
        return Style(style_id, shown.lower(), look, centered, numbering)


def direct_look(properties: Iterable[etree._Element]) -> RunLook:
    """What the direct children of a `w:rPr` say."""
    bold = capitals = hidden = None
    encoding = None
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = is_on(child)
        elif tag == _FONTS:
            encoding = _encoding(child)
        elif tag == _HIDDEN:
            hidden = is_on(child)
        elif tag == _CAPITALS:
            capitals = is_on(child)
    return RunLook(bold, capitals, hidden, encoding)


def paragraph_facts(properties: etree._Element) -> tuple[bool | None, NumberingReference | None]:
    """Alignment (is it centred) and list place as the direct children of a `w:pPr` say."""
    centered = numbering = None
    for child in properties:
        if child.tag == _ALIGNMENT:
            centered = child.get(VAL) == "center"
        elif child.tag == _NUMBERING:
            number_id, level = child.find(_NUMBER_ID), child.find(_LEVEL)
            numbering = NumberingReference(
                None if number_id is None else number_id.get(VAL),
                None if level is None else whole_number(level.get(VAL)),
            )
    return centered, numbering


def merge_numbering(
    own: NumberingReference | None, inherited: NumberingReference | None
) -> NumberingReference | None:
    """A paragraph's own list place, filled from its style's."""
    if own is None or inherited is None:
        return own or inherited
    return NumberingReference(
        own.number_id or inherited.number_id, inherited.level if own.level is None else own.level
    )


def style_id_of(properties: etree._Element | None) -> str | None:
    """The style id that a `w:pPr` names."""
    if properties is None:
        return None
    element = properties.find(_PARAGRAPH_STYLE)
    return None if element is None else element.get(VAL)


def is_on(toggle: etree._Element) -> bool:
    """Whether a toggle property such as `w:b` is on."""
    return toggle.get(VAL, "1") not in OFF_VALUES


def whole_number(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; the default where it is absent or malformed."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def _encoding(fonts: etree._Element) -> Encoding | None:
    if any(fonts.get(attribute) for attribute in _THEME_ATTRIBUTES):
        return Encoding.UNICODE
    for attribute in _FONT_ATTRIBUTES:
        font = fonts.get(attribute)
        if font:
            return encoding_of_font(font)
    return None
