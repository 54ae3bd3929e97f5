"""The lines of Word paragraphs as they are set: a stamp may share its paragraph with a letterhead.

Line breaks and tabs are blanks to whoever reads sentences; here they part one line from the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sources.word.names import PARAGRAPH, w

_TEXT = w("t")
_PARTS = frozenset({w("br"), w("cr"), w("tab"), w("ptab"), PARAGRAPH})


def set_lines(root: etree._Element) -> Iterator[str]:
    """The pieces of text between paragraphs, breaks and tabs, of a whole part."""
    line = ""
    for element in root.iter(_TEXT, *_PARTS):
        if element.tag == _TEXT:
            line += element.text or ""
            continue
        if line:
            yield line
        line = ""
    if line:
        yield line
