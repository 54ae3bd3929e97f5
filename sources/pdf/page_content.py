"""One page of PDFium's as a `Page`: its letters and its ruling lines.

Text drawn invisibly (a scanner's guess under the picture of a page) is left out. What does not belong here:
lines, words and anything else that is put together from letters.
"""

from __future__ import annotations

import ctypes
import math
import re
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from sources.pdf.page import Font, Letter, Page, Rule

MAX_PATHS_PER_PAGE = 40_000
"""A dense form has some thousand ruling lines; a drawing has more and is not read as a table."""
_MAX_DEPTH = 4
_LARGE_PICTURE_SHARE = 0.4
_BOLD_WEIGHT = 600
_TILTED = 0.02
_THIN = 3.0
"""Points: a filled bar up to this thick is a ruling line."""
_SHORTEST_RULE = 3.0
_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
_INVISIBLE = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_NOT_A_CHARACTER = "\ufffd"

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_page(source: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int) -> Page:
    """The content of a page; raises PdfiumError where the file is broken."""
    frame = _Frame(source)
    page = Page(number, frame.width, frame.height)
    _LetterReader(text, frame, page).read()
    _read_drawings(source, frame, page)
    return page


class _Frame:
    """The page as it is shown: its quarter turns and its corner are taken out of all places."""

    def __init__(self, source: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = map(float, source.get_bbox())
        self._left, self._bottom = left, bottom
        self._across, self._up = right - left, top - bottom
        self._turns = int(source.get_rotation()) // 90 % 4
        is_turned = self._turns % 2 == 1
        self.width, self.height = (self._up, self._across) if is_turned else (self._across, self._up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file is on the page as it is shown."""
        x, y = x - self._left, y - self._bottom
        match self._turns:
            case 0:
                return x, y
            case 1:
                return y, self._across - x
            case 2:
                return self._across - x, self._up - y
            case _:
                return self._up - y, x

    def lean(self, angle: float) -> float:
        """How far a text of that angle in the file leans on the page as it is shown, in radians."""
        turned = angle - self._turns * math.pi / 2
        return (turned + math.pi) % math.tau - math.pi


class _Chunk:
    """What the letters of one text object share."""

    __slots__ = ("font", "is_tilted", "is_visible", "number", "size")

    def __init__(self, number: int, font: Font, size: float, is_tilted: bool, is_visible: bool) -> None:
        self.number, self.font, self.size = number, font, size
        self.is_tilted, self.is_visible = is_tilted, is_visible


class _LetterReader:
    def __init__(self, text: pypdfium2.PdfTextPage, frame: _Frame, page: Page) -> None:
        self._text, self._frame, self._page = text.raw, frame, page
        self._count = text.count_chars()
        self._chunks: dict[int, _Chunk] = {}
        self._fonts: dict[int, Font] = {}
        self._tilted: dict[int, list[str]] = {}

    def read(self) -> None:
        text, letters, place = self._text, self._page.letters, self._frame.point
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        high = 0
        for index in range(self._count):
            item = pdfium.FPDFText_GetTextObject(text, index)
            if not item:
                continue
            address = ctypes.addressof(item.contents)
            chunk = self._chunks.get(address) or self._open(address, item, index)
            if not chunk.is_visible:
                continue
            code = pdfium.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            character = _character(high, code)
            high = 0
            if chunk.is_tilted:
                self._tilted.setdefault(address, []).append(character)
                continue
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            left, baseline = place(x.value, y.value)
            right = max(place(box.left, box.bottom)[0], place(box.right, box.top)[0])
            is_unknown = character == _NOT_A_CHARACTER or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
            letters.append(
                Letter(character, left, right, baseline, chunk.size, chunk.font, chunk.number, is_unknown)
            )
        self._page.tilted.extend("".join(characters) for characters in self._tilted.values())

    def _open(self, address: int, item: pdfium.FPDF_PAGEOBJECT, index: int) -> _Chunk:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        chunk = _Chunk(
            number=len(self._chunks),
            font=self._font(item, mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE),
            size=pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d) or 1.0,
            is_tilted=abs(self._frame.lean(math.atan2(matrix.b, matrix.a))) > _TILTED,
            is_visible=mode not in _INVISIBLE,
        )
        self._chunks[address] = chunk
        return chunk

    def _font(self, item: pdfium.FPDF_PAGEOBJECT, is_thickened: bool) -> Font:
        handle = pdfium.FPDFTextObj_GetFont(item)
        if not handle:
            return Font("", is_thickened)
        address = ctypes.addressof(handle.contents)
        if address not in self._fonts:
            self._fonts[address] = _described(handle)
        font = self._fonts[address]
        return Font(font.name, True) if is_thickened else font


def _character(high: int, code: int) -> str:
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else _NOT_A_CHARACTER
    return chr(code) if code else _NOT_A_CHARACTER


def _described(handle: pdfium.FPDF_FONT) -> Font:
    length = pdfium.FPDFFont_GetBaseFontName(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(handle, buffer, length)
    name = _SUBSET_TAG.sub("", buffer.value.decode("utf-8", "replace"))
    is_bold = any(word in name.lower() for word in ("bold", "black", "heavy"))
    return Font(name, is_bold or pdfium.FPDFFont_GetWeight(handle) >= _BOLD_WEIGHT)


def _read_drawings(source: pypdfium2.PdfPage, frame: _Frame, page: Page) -> None:
    paths = 0
    for item in source.get_objects(
        filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=_MAX_DEPTH
    ):
        matrix = _page_matrix(item)
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d = matrix[:4]
            share = abs(a * d - b * c) / max(frame.width * frame.height, 1.0)
            page.has_large_picture |= share >= _LARGE_PICTURE_SHARE
            continue
        paths += 1
        if paths > MAX_PATHS_PER_PAGE:
            page.rules.clear()
            return
        page.rules.extend(_rules(item.raw, matrix, frame))


def _page_matrix(item: pypdfium2.PdfObject) -> _Matrix:
    matrix = item.get_matrix()
    container = item.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    return matrix.get()  # type: ignore[no-any-return]


def _rules(path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, frame: _Frame) -> list[Rule]:
    """The ruling lines that a path draws: straight strokes, and bars that are filled but thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    outlines = _outlines(path, matrix, frame)
    if stroke.value:
        sides = [side for points in outlines for side in pairwise(points)]
        return [rule for start, end in sides if (rule := _straight(start, end)) is not None]
    if not fill.value:
        return []
    bars = []
    for points in outlines:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rule = Rule(min(xs), min(ys), max(xs), max(ys))
        thin, long = sorted((rule.right - rule.left, rule.top - rule.bottom))
        if thin <= _THIN and long >= _SHORTEST_RULE:
            bars.append(rule)
    return bars


def _outlines(
    path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, frame: _Frame
) -> list[list[tuple[float, float]]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    outlines: list[list[tuple[float, float]]] = []
    for place in range(min(pdfium.FPDFPath_CountSegments(path), MAX_PATHS_PER_PAGE)):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([])
        outlines[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines


def _straight(start: tuple[float, float], end: tuple[float, float]) -> Rule | None:
    left, right = sorted((start[0], end[0]))
    bottom, top = sorted((start[1], end[1]))
    thin, long = sorted((right - left, top - bottom))
    return Rule(left, bottom, right, top) if thin <= 1.0 and long >= _SHORTEST_RULE else None
