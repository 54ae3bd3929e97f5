"""What the sheets of an .xlsx share: its list of sheets, strings and cell styles.

What does not belong here: the cells (`xlsx_sheet`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from sources.clean_text import without_invisibles
from sources.intake_reasons import refusal
from sources.safety import SafeZip, parse_xml
from sources.word.legacy_fonts import Encoding, encoding_of_font, to_unicode
from sources.workbook.number_text import BUILT_IN_FORMATS, GENERAL

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DRAWING_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_HEAD = 4096
_OFF = frozenset({"0", "false"})


def s(name: str) -> str:
    """The qualified form of a name in the main namespace of workbooks."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook and the part that holds its cells."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What a cell's format says: number format, bold, and the encoding that its font stands for."""

    number_format: str = GENERAL
    is_bold: bool = False
    encoding: Encoding = Encoding.UNICODE


@dataclass(frozen=True, slots=True)
class SharedText:
    """A shared string; rich text is Unicode already, run by run, plain text follows its cell's font."""

    text: str
    is_rich: bool

    def encoding(self, style: CellStyle) -> Encoding:
        """The encoding of the text in a cell of that style."""
        return Encoding.UNICODE if self.is_rich else style.encoding


class XlsxParts:
    """The parts of an opened .xlsx that its sheets share."""

    def __init__(self, archive: SafeZip, file_name: str) -> None:
        self._archive = archive
        self._file_name = file_name
        workbook = next((target for kind, target in self._links("").values() if kind == "officeDocument"), "")
        if workbook not in archive.names:
            raise refusal("damaged", file_name, "thiếu phần nội dung chính")
        links = self._links(workbook)
        root = self.parse(workbook)
        properties = root.find(s("workbookPr"))
        self.epoch_1904 = properties is not None and properties.get("date1904", "0") not in _OFF
        self.sheets = tuple(self._sheets(root, links))
        by_kind = dict(links.values())
        self._strings_part = by_kind.get("sharedStrings")
        self.styles = tuple(self._styles(by_kind.get("styles"))) or (CellStyle(),)

    @cached_property
    def strings(self) -> tuple[SharedText, ...]:
        """The shared strings, parsed at first need."""
        return tuple(self._strings(self._strings_part))

    @cached_property
    def string_bytes(self) -> bytes:
        """The part of the shared strings as it is stored; empty if there is none."""
        part = self._strings_part
        return self._archive.read(part) if part is not None and part in self._archive.names else b""

    def sheet_size(self, entry: SheetEntry) -> int:
        """The unpacked size of a sheet in bytes."""
        return self._archive.size(entry.part)

    def sheet_xml(self, entry: SheetEntry) -> bytes:
        """The bytes of a sheet at once, for one that is known to be small enough."""
        xml = self._archive.read(entry.part)
        return xml.replace(_STRICT_MAIN, MAIN.encode()) if _STRICT_MAIN in xml[:_HEAD] else xml

    def sheet_bytes(self, entry: SheetEntry) -> Iterator[bytes]:
        """The bytes of a sheet in pieces."""
        for piece in self._archive.read_in_pieces(entry.part):
            yield piece.replace(_STRICT_MAIN, MAIN.encode())

    def drawn_text(self, entry: SheetEntry) -> list[str]:
        """The paragraphs of the shapes drawn on a sheet."""
        return [
            "".join(text.text or "" for text in paragraph.iter(_DRAWING_TEXT))
            for kind, target in self._links(entry.part).values()
            if kind == "drawing" and target in self._archive.names
            for paragraph in self.parse(target).iter(_DRAWING_PARAGRAPH)
        ]

    def parse(self, part: str) -> etree._Element:
        """The root of a part."""
        return parse_xml(self._archive.read(part).replace(_STRICT_MAIN, MAIN.encode()), self._file_name)

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._archive.names:
            return {}
        root = parse_xml(self._archive.read(rels), self._file_name)
        return {
            link.get("Id", ""): (
                link.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in root.iter(f"{{{_RELATIONSHIPS}}}Relationship")
            if link.get("TargetMode") != "External"
        }

    def _sheets(self, root: etree._Element, links: dict[str, tuple[str, str]]) -> Iterator[SheetEntry]:
        for sheet in root.iterfind(f"{s('sheets')}/{s('sheet')}"):
            link = sheet.get(_LINK) or sheet.get(_STRICT_LINK) or ""
            kind, part = links.get(link, ("", ""))
            if kind == "worksheet" and part in self._archive.names:
                yield SheetEntry(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")

    def _strings(self, part: str | None) -> Iterator[SharedText]:
        if part is None or part not in self._archive.names:
            return
        root = parse_xml(self.string_bytes.replace(_STRICT_MAIN, MAIN.encode()), self._file_name)
        for item in root.iterfind(s("si")):
            yield rich_text(item)

    def _styles(self, part: str | None) -> Iterator[CellStyle]:
        if part is None or part not in self._archive.names:
            return
        root = self.parse(part)
        formats = dict(BUILT_IN_FORMATS)
        for code in root.iterfind(f"{s('numFmts')}/{s('numFmt')}"):
            formats[int(code.get("numFmtId", "0"))] = code.get("formatCode", GENERAL)
        fonts = [
            (_is_bold(font), _font_encoding(font)) for font in root.iterfind(f"{s('fonts')}/{s('font')}")
        ]
        for style in root.iterfind(f"{s('cellXfs')}/{s('xf')}"):
            font = int(style.get("fontId", "0"))
            bold, encoding = fonts[font] if font < len(fonts) else (False, Encoding.UNICODE)
            yield CellStyle(formats.get(int(style.get("numFmtId", "0")), GENERAL), bold, encoding)


def rich_text(item: etree._Element) -> SharedText:
    """The text of an `si` or `is` element; phonetic readings are left out."""
    runs = item.findall(s("r"))
    if not runs:
        return SharedText(item.findtext(s("t")) or "", False)  # U+00AD may be a letter here
    parts = []
    for run in runs:
        properties = run.find(s("rPr"))
        encoding = Encoding.UNICODE if properties is None else _font_encoding(properties)
        parts.append(to_unicode(run.findtext(s("t")) or "", encoding))
    return SharedText(without_invisibles("".join(parts)), True)


def _is_bold(font: etree._Element) -> bool:
    bold = font.find(s("b"))
    return bold is not None and bold.get("val", "1") not in _OFF


def _font_encoding(font: etree._Element) -> Encoding:
    name = font.find(s("name"))
    if name is None:
        name = font.find(s("rFont"))
    return Encoding.UNICODE if name is None else encoding_of_font(name.get("val", ""))
