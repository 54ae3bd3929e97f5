"""A table of text (.csv, .tsv): encoding and delimiter found from the content.

What does not belong here: turning text into numbers; a cell's value is its text.
"""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from schemas.document import Cell, Table
from sources.clean_text import clean_text
from sources.size_limits import refuse_many_cells
from sources.text_encoding import decode_text
from sources.workbook.addresses import column_letters

_DELIMITERS = ("\t", ";", ",", "|")
_COMPARED_LINES = 50
_LONGEST_FIELD = 1_000_000


def csv_table(data: bytes, file_name: str) -> tuple[Table, tuple[str, ...]]:
    """The table and remarks on its encoding and delimiter; its locator is the file's name without suffix."""
    text, encoding = decode_text(data)
    declared = text[:6].lower().startswith("sep=") and text[4:5]
    delimiter = declared or delimiter_of(text)
    csv.field_size_limit(_LONGEST_FIELD)
    name = PurePath(file_name).stem
    cells = []
    skipped = 1 if declared else 0
    for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        if row <= skipped:
            continue
        for column, value in enumerate(values, start=1):
            words = clean_text(value)
            if words:
                cells.append(Cell(f"{name}!{column_letters(column)}{row}", row, column, words, words))
        refuse_many_cells(len(cells), file_name)
    table = Table(
        locator=name,
        cells=tuple(cells),
        row_count=max((cell.row for cell in cells), default=0),
        column_count=max((cell.column for cell in cells), default=0),
        name=name,
    )
    shown = "tab" if delimiter == "\t" else delimiter
    return table, (f"text read as {encoding}, columns divided by {shown}",)


def delimiter_of(text: str) -> str:
    """The sign that divides the lines into the most regular columns; a comma where none does."""
    lines = [line for line in text.splitlines()[:_COMPARED_LINES] if line.strip()]

    def regularity(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        commonest = max(set(counts), key=counts.count, default=0)
        return (counts.count(commonest) if commonest else 0, commonest)

    best = max(_DELIMITERS, key=regularity)
    return best if regularity(best)[0] else ","
