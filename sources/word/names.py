"""Qualified names of WordprocessingML, spelled once."""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = "urn:schemas-microsoft-com:vml"


def w(name: str) -> str:
    """The qualified form of a name in the main namespace."""
    return f"{{{MAIN}}}{name}"


VAL = w("val")
ID = w("id")
BODY = w("body")
PARAGRAPH = w("p")
PARAGRAPH_PROPERTIES = w("pPr")
RUN = w("r")
RUN_PROPERTIES = w("rPr")
TEXT = w("t")
TABLE = w("tbl")
ROW = w("tr")
TABLE_CELL = w("tc")
CONTENT_CONTROL = w("sdt")
CONTENT_CONTROL_PROPERTIES = w("sdtPr")
CONTENT_CONTROL_CONTENT = w("sdtContent")
DELETION = w("del")
INSERTION = w("ins")
MOVE_FROM = w("moveFrom")
MOVE_TO = w("moveTo")
TEXT_BOX_CONTENT = w("txbxContent")
ALTERNATE_CONTENT = f"{{{COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{COMPATIBILITY}}}Choice"
FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
WORD_ART = f"{{{VML}}}textpath"

OFF_VALUES = frozenset({"0", "false", "off", "none"})
"""How a toggle such as `w:b` says no."""
