"""The cells of one sheet's XML by address, made where they are missing; only their style is changed."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


class SheetCells:
    """Finds and restyles cells of a parsed sheet; rows and cells without address count on from the last."""

    def __init__(self, root: etree._Element) -> None:
        self._namespace = etree.QName(root).namespace or ""
        found = root.find(self._name("sheetData"))
        self._data = etree.SubElement(root, self._name("sheetData")) if found is None else found
        self._rows: dict[int, etree._Element] = {}
        last = 0
        for row in self._data.iterfind(self._name("row")):
            last = int(row.get("r") or last + 1)
            self._rows[last] = row

    def restyle(self, address: str, change: Callable[[int], int]) -> None:
        """Give a cell the style that `change` makes of its present one."""
        letters, row_number = split_address(address)
        cell = self._cell(self._row(row_number), letters, row_number)
        cell.set("s", str(change(int(cell.get("s") or 0))))

    def _row(self, number: int) -> etree._Element:
        row = self._rows.get(number)
        if row is None:
            row = etree.Element(self._name("row"), r=str(number))
            following = min((each for each in self._rows if each > number), default=None)
            if following is None:
                self._data.append(row)
            else:
                self._rows[following].addprevious(row)
            self._rows[number] = row
        return row

    def _cell(self, row: etree._Element, letters: str, row_number: int) -> etree._Element:
        wanted, last = column_number(letters), 0
        for cell in row.iterfind(self._name("c")):
            match = _ADDRESS.fullmatch(cell.get("r", ""))
            last = column_number(match[1]) if match else last + 1
            if last == wanted:
                return cell
            if last > wanted:
                made = etree.Element(self._name("c"), r=f"{letters}{row_number}")
                cell.addprevious(made)
                return made
        return etree.SubElement(row, self._name("c"), r=f"{letters}{row_number}")

    def _name(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"


def split_address(address: str) -> tuple[str, int]:
    """The letters and the row number of an address such as "B7"."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"not a cell address: {address}")
    return match[1], int(match[2])


def column_number(letters: str) -> int:
    """The 1-based number of a column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
