"""How a block is to be read, decided from its header and a sample of its rows before any number is.

Whether it is a table of data at all, what its rows are, which columns are units, which shares are fractions
of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from schemas.vocabulary import Role, UnitKind
from sources.tables.blocks import Block
from sources.tables.cells import Says, read_cell
from sources.tables.column import Column, Holds
from sources.tables.matching import match_path
from sources.tables.names import NameReader
from sources.tables.parts import read_part
from sources.tables.row_plan import RowPlan
from sources.tables.subjects import kind_in, topic_in
from sources.tables.titles import Title
from sources.tables.vocabulary import vocabulary

_SAMPLE = 60
_FRACTION_ROWS = 400
_LATEST = 9999


def first_column(columns: Sequence[Column], holds: Holds) -> Column | None:
    """The first column that holds something."""
    return next((column for column in columns if column.holds is holds), None)


def with_communes(block: Block, columns: list[Column], names: NameReader) -> list[Column]:
    """A column of words that are communes of the area tells where each row's unit lies, whatever its
    heading.
    """
    if any(column.holds is Holds.PARENT for column in columns):
        return columns
    for position, column in enumerate(columns):
        if column.holds is not Holds.TEXT:
            continue
        texts = {block.grid.text_at(row, column.index) for row in block.body[:_SAMPLE]} - {""}
        if texts and sum(1 for text in texts if names.area(text)[0] is not None) * 2 > len(texts):
            return [*columns[:position], replace(column, holds=Holds.PARENT), *columns[position + 1 :]]
    return columns


def is_data(block: Block, columns: Sequence[Column]) -> bool:
    """Whether a block is a table of numbers or of outcomes, and not a layout of text."""
    if any(column.holds in {Holds.RATING_WORD, Holds.RECOGNITION_WORD, Holds.SCORE} for column in columns):
        return True
    values = [column.index for column in columns if column.holds is Holds.VALUE]
    if not values:
        return False
    for row in block.body[:_SAMPLE]:
        cells = block.grid.rows[row]
        for index in values:
            if index in cells and read_cell(cells[index]).says not in {Says.TEXT, Says.BLANK}:
                return True
    return False


def kind_of_names(name: Column | None, title: Title) -> UnitKind | None:
    """The kind of unit that the heading of the name column tells."""
    told = name.name_kind if name is not None else None
    if told not in {None, "mixed"}:
        return UnitKind(told)
    if name is not None and told is None and name.path:
        inside = kind_in(name.path[-1])
        if inside not in {None, "mixed"}:
            return UnitKind(inside)
        if inside == "mixed":
            return None
    return None


def title_kind(kind: str | None, plan: RowPlan) -> UnitKind | None:
    """The kind of unit that a table counts: its title's, else that of its names."""
    if kind not in {None, "mixed"}:
        return UnitKind(kind)
    return plan.kind


def counts_by_commune(plan: RowPlan, title: Title) -> bool:
    """Whether a table counts units of one kind by the communes they lie in."""
    counted = UnitKind(title.kind) if title.kind not in {None, "mixed"} else None
    return plan.kind in {UnitKind.COMMUNE, UnitKind.DISTRICT} and counted not in {None, plan.kind}


def has_indicators_in_rows(
    block: Block, columns: Sequence[Column], name: Column | None, title: Title, names: NameReader
) -> bool:
    """Whether the rows are indicators (and not units): by the heading, and by what the names say."""
    if name is None:
        return False
    labels = units = 0
    for row in block.body[:_SAMPLE]:
        cell = block.grid.rows[row].get(name.index)
        if cell is None or not cell.text.strip():
            continue
        part = read_part(cell.text)
        is_topic = name.is_label and topic_in(part.content) is not None
        if is_topic or part.award_level or part.offence_group or match_path((part,), title.subject).code:
            labels += 1
        elif part.unit_kind or names.area(cell.text)[0] is not None:
            units += 1
    if name.is_label:
        return labels > 0 or units == 0
    has_codes = any(column.match.code for column in columns)
    return labels > units and not has_codes and name.name_kind is None


def units_in_columns(columns: Sequence[Column], names: NameReader) -> dict[int, str | None]:
    """The unit of each value column, where columns are units; the total column is the sender's own."""
    found: dict[int, str | None] = {}
    totals: list[int] = []
    for column in columns:
        if column.holds is not Holds.VALUE:
            continue
        for text, part in zip(column.path, column.parts, strict=True):
            if not part.content.plain:
                continue
            unit, confidence = names.area(text)
            if unit is not None and confidence >= 0.6:
                found[column.index] = unit.unit_id
            elif part.content.key in {"tong", "tongcong", "cong", "toanhuien", "toanthanhpho", "toantinh"}:
                totals.append(column.index)
    if len(found) < 2:
        return {}
    found.update(dict.fromkeys(totals, names.sender_id))
    return found


def is_fraction_column(block: Block, column: Column, columns: Sequence[Column]) -> bool:
    """Whether a share column holds 0.893 for 89.3 %: by the counts beside it, else by plain numbers of which
    none is above one.
    """
    shares = [
        (row, share) for row in block.body[:_FRACTION_ROWS] if (share := _plain_share(block, row, column))
    ]
    if not shares or any(share > 1 for _, share in shares):
        return False
    told = [
        abs(part / whole - share) < abs(part * 100 / whole - share)
        for row, share in shares
        if share and (terms := _terms(block, row, column, columns)) is not None
        for part, whole in (terms,)
    ]
    if told:
        return sum(told) * 2 > len(told)
    return any(share < 1 for _, share in shares)


def _plain_share(block: Block, row: int, column: Column) -> Decimal | None:
    cell = block.grid.rows[row].get(column.index)
    reading = read_cell(cell) if cell is not None else None
    if reading is None or reading.says is not Says.NUMBER or reading.is_percent or reading.value is None:
        return None
    return abs(reading.value)


def _terms(
    block: Block, row: int, column: Column, columns: Sequence[Column]
) -> tuple[Decimal, Decimal] | None:
    """The counts that a share is made of, where their columns stand in the same table."""
    ratio = vocabulary().catalogue.get(column.match.code or "")
    if ratio is None or len(ratio.numerator) != 1 or len(ratio.denominator) != 1:
        return None
    found = []
    for code in (ratio.numerator[0], ratio.denominator[0]):
        terms = [c for c in columns if c.match.code == code and c.role is Role.COUNT and not c.is_previous]
        term = max(terms, key=lambda each: each.year or _LATEST, default=None)
        cell = block.grid.rows[row].get(term.index) if term is not None else None
        reading = read_cell(cell) if cell is not None else None
        if reading is None or reading.says is not Says.NUMBER or reading.value is None:
            return None
        found.append(reading.value)
    return (found[0], found[1]) if found[1] > 0 else None


def holds_fractions(block: Block, index: int) -> bool:
    """Whether a column holds "a/b" somewhere, or its heading says so."""
    if "/" in " ".join(block.path(index)):
        return True
    for row in block.body[:400]:
        cell = block.grid.rows[row].get(index)
        if cell is not None and read_cell(cell).says is Says.FRACTION:
            return True
    return False
