"""Cell styles with a colour: each a copy of the cell's own style with another fill, added to `styles.xml`."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from schemas.errors import LayoutError
from schemas.vocabulary import Severity

_COLOURS = {
    Severity.ERROR: "FFFFC7CE",
    Severity.WARNING: "FFFFEB9C",
    Severity.INFORMATION: "FFDDEBF7",
}
"""The fills that Excel itself names Bad and Neutral, and a light blue."""


class CellColours:
    """The styles of one workbook; `is_changed` once a coloured one was added."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.is_changed = False
        self._namespace = etree.QName(root).namespace or ""
        self._fills: dict[Severity, int] = {}
        self._made: dict[tuple[int, Severity], int] = {}

    def coloured(self, style: int, weight: Severity) -> int:
        """The number of the style that looks like `style` but for the colour of that weight."""
        made = self._made.get((style, weight))
        if made is None:
            made = self._made[style, weight] = self._make(style, weight)
        return made

    def _make(self, style: int, weight: Severity) -> int:
        styles = self._list("cellXfs")
        if not len(styles):
            raise LayoutError("styles.xml has no cell styles")
        copy = deepcopy(styles[style if style < len(styles) else 0])
        copy.set("fillId", str(self._fill(weight)))
        copy.set("applyFill", "1")
        return self._append(styles, copy)

    def _fill(self, weight: Severity) -> int:
        if weight not in self._fills:
            fill = etree.Element(self._name("fill"))
            pattern = etree.SubElement(fill, self._name("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._name("fgColor"), rgb=_COLOURS[weight])
            etree.SubElement(pattern, self._name("bgColor"), indexed="64")
            self._fills[weight] = self._append(self._list("fills"), fill)
        return self._fills[weight]

    def _append(self, entries: etree._Element, entry: etree._Element) -> int:
        entries.append(entry)
        entries.set("count", str(len(entries)))
        self.is_changed = True
        return len(entries) - 1

    def _list(self, name: str) -> etree._Element:
        found = self.root.find(self._name(name))
        if found is None:
            raise LayoutError(f"styles.xml has no {name}")
        return found

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"
