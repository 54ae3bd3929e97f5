"""A locator in words that a clerk understands: "Mục I.2.1, đoạn 3", "Chú thích 10", "Bảng 2, dòng 3".

Sections are told by the enumerators of headings as they are printed. Paragraphs are counted as people count:
from the last heading on, without empty ones. The letterhead is no table to a reader and is not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.document import Document, Paragraph, Table

_PART = re.compile(r"(phần|chương)\s+(?:thứ\s+)?([\w]+)", re.IGNORECASE)
_ENUMERATOR = re.compile(
    r"(?:(?P<roman>[IVX]+)\s?[.)-]|(?P<letter>[A-ZĐ])[.)]|(?P<number>\d{1,2}(?:\.\d{1,2})*)\s?[.)]|"
    r"(?P<bare>\d{1,2}(?:\.\d{1,2})+)|(?P<small>[a-zđ])\s?[.)])\s"
)
_RANKS = {"letter": 1, "roman": 2, "number": 3, "bare": 3, "small": 9}
_PLACE = re.compile(r"(?P<kind>body/p|footnote|textbox|table|header|footer)\[(?P<number>\d+)\]")
_CELL = re.compile(r"/r\[(\d+)\]/c\[(\d+)\]")
_HEADING_STYLES = ("heading", "tiêu đề", "đề mục")
_LONGEST_HEADING = 160
_LONGEST_BOLD_HEADING = 300
_LETTERHEAD_ROWS = 3
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _Section:
    rank: int
    label: str


class Outline:
    """The sections, tables and sheets of one document; `place` names a locator."""

    def __init__(self, document: Document) -> None:
        self._paragraphs: dict[str, str] = {}
        self._notes: dict[int, str] = {}
        self._tables: dict[str, str] = {}
        self._rows: dict[tuple[str, int], str] = {}
        self._read(document)

    def place(self, locator: str) -> str:
        """Where it stands; "Cả văn bản" for the document as a whole."""
        locator = locator.removesuffix("/hidden")
        if not locator:
            return "Cả văn bản"
        known = self._paragraphs.get(locator)
        if known is not None:
            return known
        match = _PLACE.match(locator)
        if match is None or "!" in locator:
            return self._sheet_place(locator)
        number = int(match["number"])
        match match["kind"]:
            case "footnote":
                held_by = self._notes.get(number)
                return f"Chú thích {number}" + (f" ({held_by})" if held_by else "")
            case "table":
                return self._table_place(locator, f"table[{number}]")
            case "textbox":
                return f"Khung chữ {number}"
            case "header":
                return "Đầu trang"
            case "footer":
                return "Chân trang"
            case _:
                return f"Đoạn {number}"

    def _table_place(self, locator: str, table: str) -> str:
        words = [self._tables.get(table, "Phần đầu văn bản")]
        cell = _CELL.search(locator)
        if cell is not None:
            row, column = int(cell[1]), int(cell[2])
            name = self._rows.get((table, row), "")
            words += [f"dòng {row}{f' (“{name}”)' if name else ''}", f"cột {column}"]
        return ", ".join(words)

    def _sheet_place(self, locator: str) -> str:
        sheet, mark, cell = locator.rpartition("!")
        if not mark:
            return f"Sheet {locator}"
        if cell.startswith("textbox"):
            return f"Sheet {sheet}, khung chữ"
        if cell.startswith("header"):
            return f"Sheet {sheet}, đầu trang in"
        return f"Sheet {sheet}, ô {cell}"

    def _read(self, document: Document) -> None:
        sections: list[_Section] = []
        count, tables, seen_text = 0, 0, False
        for block in document.body:
            if isinstance(block, Table):
                if seen_text or block.row_count > _LETTERHEAD_ROWS:
                    tables += 1
                    self._tables[block.locator] = f"Bảng {tables}"
                self._name_rows(block)
                continue
            if not block.text:
                continue
            seen_text = True
            opened = _heading(block)
            if opened is None:
                count += 1
                place = _in_section(sections, f"đoạn {count}")
            else:
                sections = [*(each for each in sections if each.rank < opened.rank), opened]
                count = 0
                place = _in_section(sections, "tiêu đề mục")
            self._paragraphs[block.locator] = place
            for mark in block.marks:
                self._notes.setdefault(mark.number, place)

    def _name_rows(self, table: Table) -> None:
        """The first cell of each row that is more than a serial number."""
        for cell in table.cells:
            text = cell.text.replace("\n", " ").strip()
            key = (table.locator, cell.row)
            if key not in self._rows and any(letter.isalpha() for letter in text) and not cell.is_hidden:
                self._rows[key] = text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rstrip()}…"


def _heading(paragraph: Paragraph) -> _Section | None:
    text = paragraph.text.strip()
    part = _PART.match(text)
    if part is not None and (paragraph.is_bold or paragraph.is_centered):
        return _Section(0, f"{part[1].capitalize()} {part[2]}")
    match = _ENUMERATOR.match(text)
    if match is None or not _looks_like_heading(paragraph, text, match.end()):
        return None
    kind = match.lastgroup or ""
    label = match[kind]
    return _Section(_RANKS[kind] + label.count("."), label)


def _looks_like_heading(paragraph: Paragraph, text: str, start: int) -> bool:
    if paragraph.style.startswith(_HEADING_STYLES):
        return True
    if paragraph.is_bold:
        return len(text) <= _LONGEST_BOLD_HEADING
    has_figures = any(letter.isdigit() for letter in text[start:])
    return len(text) <= _LONGEST_HEADING and not has_figures and not text.endswith((";", ","))


def _in_section(sections: list[_Section], last: str) -> str:
    """ "Mục I.2.1, đoạn 3": a number with points holds those of its parents, so only the deepest stands."""
    if not sections:
        return last.capitalize()
    labels: list[str] = []
    for section in sections:
        if labels and section.label.startswith(f"{labels[-1]}."):
            labels.pop()
        labels.append(section.label)
    parts = [label for label in labels if " " in label]
    mark = ".".join(label for label in labels if " " not in label)
    words = ", ".join([*parts, *([f"mục {mark}"] if mark else []), last])
    return words[0].upper() + words[1:]
