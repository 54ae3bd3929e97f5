# ruff: noqa: E501 - lines of XML
"""Lays a text out as an official letter in Word: letterhead, body, footnotes, signature (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from inbox_builder.markup import Grid, Line, Piece
from inbox_builder.packing import pack
from inbox_builder.tcvn3 import encode
from inbox_builder.word_parts import NAMESPACES, PROLOGUE, SECTION, package

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_FORMATS = {
    "title": ('<w:jc w:val="center"/>', True),
    "subtitle": ('<w:jc w:val="center"/>', True),
    "heading": ('<w:keepNext/><w:spacing w:before="120" w:after="40"/><w:ind w:firstLine="720"/>', True),
    "heading1": ('<w:pStyle w:val="Heading1"/>', False),
    "heading2": ('<w:pStyle w:val="Heading2"/>', False),
    "list": (
        '<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/>',
        False,
    ),
    "text": ('<w:spacing w:before="60" w:after="60"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>', False),
}
_RULE = (
    '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    '<w:spacing w:after="120" w:line="60" w:lineRule="exact"/><w:ind w:left="3402" w:right="3402"/></w:pPr></w:p>'
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body: `issuer` lines, `number` and `place_date` above; `recipients`, `signer` below.

    A letter without `number` has no letterhead (a page copied from the web). `stamp` is a mark under the number.
    """

    issuer: Sequence[str] = ()
    number: str = ""
    place_date: str = ""
    recipients: Sequence[str] = ()
    signer: Sequence[str] = ()
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """How the clerk's computer wrote the text: half of the body in TCVN3, or all of it in decomposed Unicode."""

    tcvn3_half: bool = False
    decomposed: bool = False


class _Notes:
    """Collects footnotes while the body is written."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts)


def write_letter(
    frame: Frame, blocks: Sequence[Line | Grid], modified: str, habits: Habits, macro: bytes | None = None
) -> bytes:
    """The bytes of a .docx; `modified` is the file's own time ("2023-12-13T09:30:00Z")."""
    notes = _Notes()
    turn = len(blocks) // 2 if habits.tcvn3_half else 0
    body = "".join(_block(block, notes, old_code_page=place < turn) for place, block in enumerate(blocks))
    document = _letterhead(frame) + body + _signature(frame)
    footnotes = "".join(_footnote(number, text) for number, text in enumerate(notes.texts, 1))
    document = f"{PROLOGUE}<w:document {NAMESPACES}><w:body>{document}{SECTION}</w:body></w:document>"
    if habits.decomposed:
        document = unicodedata.normalize("NFD", document)
    return pack(package(document, footnotes, modified, macro))


def _block(block: Line | Grid, notes: _Notes, *, old_code_page: bool) -> str:
    if isinstance(block, Grid):
        return _grid(block)
    if block.kind == "rule":
        return _RULE
    properties, bold = _FORMATS[block.kind]
    runs = "".join(_piece(piece, notes, bold=bold, old_code_page=old_code_page) for piece in block.pieces)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _piece(piece: Piece, notes: _Notes, *, bold: bool, old_code_page: bool) -> str:
    revision = 'w:id="{}" w:author="Can bo tong hop" w:date="2023-12-21T16:05:00Z"'
    match piece.kind:
        case "footnote":
            number = notes.add(piece.text)
            return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        case "inserted":
            return f"<w:ins {revision.format(900 + len(piece.text))}>{_run(piece.text, bold)}</w:ins>"
        case "deleted":
            run = _run(piece.text, bold).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
            return f"<w:del {revision.format(800 + len(piece.text))}>{run}</w:del>"
    if old_code_page:
        return "".join(_run(text, bold, font) for font, text in encode(piece.text))
    return _run(piece.text, bold)


def _run(text: str, bold: bool = False, font: str = "", extra: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else ""
    properties = f"{fonts}{'<w:b/>' if bold else ''}{extra}"
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _footnote(number: int, text: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/><w:jc w:val="both"/></w:pPr>'
        f"{mark}{_run(' ' + text)}</w:p></w:footnote>"
    )


def _grid(grid: Grid) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = []
    for place, row in enumerate(grid.rows):
        cells = []
        for column, text in enumerate(row):
            if text == "<":
                continue
            span = 1
            while column + span < len(row) and row[column + span] == "<":
                span += 1
            below = place + 1 < len(grid.rows) and grid.rows[place + 1][column : column + 1] == ("^",)
            merge = '<w:vMerge w:val="restart"/>' if below else "<w:vMerge/>" if text == "^" else ""
            width = sum(grid.widths[column : column + span])
            properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
            properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            words = _run("" if text == "^" else text, bold=place == 0, extra='<w:sz w:val="24"/>')
            jc = "left" if place and len(text) > 9 and text[-1] not in "%)" else "center"
            cells.append(
                f'<w:tc><w:tcPr>{properties}{merge}</w:tcPr><w:p><w:pPr><w:jc w:val="{jc}"/></w:pPr>{words}</w:p></w:tc>'
            )
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"
    )


def _letterhead(frame: Frame) -> str:
    if not frame.number:
        return ""
    small = '<w:sz w:val="24"/>'
    left = [(line, line == frame.issuer[-1], small) for line in frame.issuer]
    right = [(line, True, small) for line in _MOTTO]
    left_below = [(frame.number, False, small)]
    if frame.stamp:
        left_below.append(
            (frame.stamp, True, '<w:sz w:val="28"/><w:bdr w:val="single" w:sz="12" w:space="4"/>')
        )
    rows = [(left, right), (left_below, [(frame.place_date, False, f"<w:i/>{small}")])]
    return _columns((4000, 5600), rows, "center")


def _signature(frame: Frame) -> str:
    if not frame.signer:
        return ""
    recipients = [("Nơi nhận:", True, '<w:i/><w:sz w:val="24"/>')]
    recipients += [(f"- {line}", False, '<w:sz w:val="22"/>') for line in frame.recipients]
    signer = [(line, True, "") for line in (*frame.signer[:-1], "", "", frame.signer[-1])]
    return _columns((4600, 5000), [(recipients, signer)], "")


def _columns(
    widths: tuple[int, int],
    rows: Sequence[tuple[list[tuple[str, bool, str]], list[tuple[str, bool, str]]]],
    jc: str,
) -> str:
    """A borderless table of two columns; each cell is a list of (text, bold, further run properties)."""
    xml = ""
    for row in rows:
        xml += "<w:tr>"
        for column, lines in enumerate(row):
            alignment = jc or ("left", "center")[column]
            paragraphs = "".join(
                f'<w:p><w:pPr><w:jc w:val="{alignment}"/></w:pPr>{_run(text, bold, extra=extra) if text else ""}</w:p>'
                for text, bold, extra in lines
            )
            xml += f'<w:tc><w:tcPr><w:tcW w:w="{widths[column]}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'
        xml += "</w:tr>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{xml}</w:tbl><w:p/>'
