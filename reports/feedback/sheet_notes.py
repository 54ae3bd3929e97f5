"""Comments of one sheet: the part with their texts and the drawing (VML) that shows them, made or added to.

A cell that the sender has commented on already keeps that comment; ours is written below it. What does not
belong here: colours and cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from reports.feedback.package import Package, xml_text
from reports.feedback.sheet_cells import column_number, split_address
from reports.feedback.wording import wording

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
)  # fmt: skip
"""What follows `legacyDrawing` in a sheet (ECMA-376 Part 1, 18.3.1.99)."""
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
_EMPTY_DRAWING = f"<xml {_VML}>{_LAYOUT}{_SHAPE_KIND}</xml>"
_SHAPE_ID = re.compile(r"_s(\d+)")
_FIRST_SHAPE = 1025
_COLUMNS_WIDE = 4
_LETTERS_PER_LINE = 45
_LEAST_ROWS = 4


def write_notes(package: Package, sheet: str, root: etree._Element, texts: Mapping[str, str]) -> None:
    """Add a comment of that text at each address; `root` is the sheet's, which the caller writes back."""
    is_strict = etree.QName(root).namespace == _STRICT_MAIN
    office = _STRICT_OFFICE if is_strict else _OFFICE
    new = _write_texts(package, sheet, office, texts, etree.QName(root).namespace or "")
    if new:
        _draw(package, sheet, root, office, {address: texts[address] for address in new})


def _write_texts(
    package: Package, sheet: str, office: str, texts: Mapping[str, str], namespace: str
) -> list[str]:
    """Write the texts; gives the addresses that had no comment so far."""
    link = package.linked(sheet, "comments")
    if link is None:
        part = package.free_name("xl/comments*.xml")
        root = etree.fromstring(f'<comments xmlns="{namespace}"><authors/><commentList/></comments>')
        package.add_link(sheet, f"{office}/comments", part)
        package.declare(part, _COMMENTS_TYPE)
    else:
        part, root = link.target, package.parse(link.target)
    namespace = etree.QName(root).namespace or namespace
    entries = root.find(f"{{{namespace}}}commentList")
    authors = root.find(f"{{{namespace}}}authors")
    if entries is None or authors is None:
        return []
    author = len(authors)
    etree.SubElement(authors, f"{{{namespace}}}author").text = wording().author
    existing = {entry.get("ref", ""): entry for entry in entries}
    new = []
    for address, text in texts.items():
        entry = existing.get(address)
        if entry is None:
            entry = etree.SubElement(entries, f"{{{namespace}}}comment", ref=address, authorId=str(author))
            new.append(address)
        _say(entry, namespace, text, is_first=address in new)
    package.write(part, root)
    return new


def _say(entry: etree._Element, namespace: str, text: str, *, is_first: bool) -> None:
    holder = entry.find(f"{{{namespace}}}text")
    if holder is None:
        holder = etree.SubElement(entry, f"{{{namespace}}}text")
    plain = holder.find(f"{{{namespace}}}t")
    if plain is not None:  # a plain text can't stand beside runs: it becomes the first of them
        run = etree.Element(f"{{{namespace}}}r")
        plain.addprevious(run)
        run.append(plain)
    for words, is_bold in ((f"{wording().author}:\n", True), (text, False)):
        run = etree.SubElement(holder, f"{{{namespace}}}r")
        properties = etree.SubElement(run, f"{{{namespace}}}rPr")
        if is_bold:
            etree.SubElement(properties, f"{{{namespace}}}b")
        etree.SubElement(properties, f"{{{namespace}}}sz", val="9")
        etree.SubElement(properties, f"{{{namespace}}}rFont", val="Tahoma")
        said = etree.SubElement(run, f"{{{namespace}}}t")
        said.text = xml_text(words if is_first or not is_bold else f"\n{words}")
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _draw(package: Package, sheet: str, root: etree._Element, office: str, texts: Mapping[str, str]) -> None:
    part = _drawing(package, sheet, root, office)
    drawing = package.read(part).decode("utf-8", "surrogateescape")
    number = max([*map(int, _SHAPE_ID.findall(drawing)), _FIRST_SHAPE - 1]) + 1
    shapes = [_shape(address, text, number + place) for place, (address, text) in enumerate(texts.items())]
    if 'id="_x0000_t202"' not in drawing:
        shapes.insert(0, _SHAPE_KIND.replace("<v:shapetype ", f"<v:shapetype {_VML} ", 1))
    head, closing, tail = drawing.rpartition("</xml>")
    package.write(part, f"{head}{''.join(shapes)}{closing}{tail}".encode("utf-8", "surrogateescape"))


def _drawing(package: Package, sheet: str, root: etree._Element, office: str) -> str:
    """The part of the sheet's old-style drawing; an empty one where it has none."""
    namespace = etree.QName(root).namespace or ""
    named = root.find(f"{{{namespace}}}legacyDrawing")
    link_id = None if named is None else named.get(f"{{{office}}}id")
    for link in package.links(sheet):
        if link.link_id == link_id and link.target in package:
            return link.target
    part = package.free_name("xl/drawings/vmlDrawing*.vml")
    package.write(part, _EMPTY_DRAWING.encode())
    package.declare_extension("vml", _DRAWING_TYPE)
    link_id = package.add_link(sheet, f"{office}/vmlDrawing", part)
    if named is None:
        named = etree.Element(f"{{{namespace}}}legacyDrawing")
        later = (root.find(f"{{{namespace}}}{name}") for name in _AFTER_DRAWING)
        following = next((each for each in later if each is not None), None)
        if following is None:
            root.append(named)
        else:
            following.addprevious(named)
    named.set(f"{{{office}}}id", link_id)
    return part


def _shape(address: str, text: str, number: int) -> str:
    letters, row = split_address(address)
    column, top = column_number(letters), max(row - 2, 0)
    lines = sum(1 + len(line) // _LETTERS_PER_LINE for line in text.split("\n"))
    anchor = (column, 15, top, 5, column + _COLUMNS_WIDE, 15, top + max(lines + 1, _LEAST_ROWS), 5)
    return (
        f'<v:shape {_VML} id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
        'style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:80pt;'
        'z-index:1;visibility:hidden">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{', '.join(map(str, anchor))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
