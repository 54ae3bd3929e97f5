"""What the annex workbook holds, as declared in `templates.yaml`: sheets, tables, lists, wordings.

Only the records and the door to the file; where a cell stands is `planning`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from schemas.errors import ReferenceDataError
from schemas.labels import label
from schemas.reference_files import REFERENCE_FOLDER, read_reference_yaml
from schemas.vocabulary import Level, UnitKind


class Holds(StrEnum):
    """What a column of an open table holds; the last group are words to choose from."""

    NAME = "name"
    TEXT = "text"
    DAY = "day"
    SCORE = "score"
    PREVIOUS_RATING = "previous_rating"
    PREVIOUS_RECOGNISED = "previous_recognised"
    PARENT = "parent"
    UNIT_KIND = "unit_kind"
    ORGANISATION_KIND = "organisation_kind"
    RATING = "rating"
    REGISTERED = "registered"
    RECOGNISED = "recognised"
    YES_NO = "yes_no"
    AWARD_LEVEL = "award_level"


class Dimension(StrEnum):
    """What the rows of a matrix are: the breakdowns of the indicator catalogue."""

    UNIT_KIND = "unit_kind"
    AWARD_LEVEL = "award_level"
    OFFENCE_GROUP = "offence_group"


@dataclass(frozen=True, slots=True)
class Section:
    """Indicators one below the other under a heading ("" for none)."""

    heading: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowsTable:
    """Indicators as rows, for the sender as a whole."""

    title: str
    sections: tuple[Section, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators of all sections, in order."""
        return tuple(code for section in self.sections for code in section.codes)


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """One row per value of a dimension, one column per indicator; `values` are those of each level."""

    title: str
    dimension: Dimension
    heading: str
    values: Mapping[Level, tuple[str, ...]]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AreasTable:
    """One row per commune of the sender, one column per indicator."""

    title: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListingTable:
    """One row per unit of some kinds; at least `least` rows, and `spare` blank ones below the known."""

    kinds: tuple[UnitKind, ...]
    heading: str
    least: Mapping[Level, int]
    spare: int


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """One row per document, `least` of them; its columns (heading, what they hold) give no statistics."""

    title: str
    columns: tuple[tuple[str, Holds], ...]
    least: Mapping[Level, int]


TableDefinition = RowsTable | MatrixTable | AreasTable | ListingTable | RegisterTable


@dataclass(frozen=True, slots=True)
class SheetDefinition:
    """A sheet: its name, the annex's number and title, a sentence for the instructions, its tables."""

    name: str
    number: str
    title: str
    about: str
    senders: frozenset[Level]
    tables: tuple[TableDefinition, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The Vietnamese words of the workbook: sentences with places in braces, headings, the guide, faults."""

    sender: str
    unit_in_province: str
    attached: str
    period_in_title: str
    headings: Mapping[str, str]
    guide: Mapping[str, object]
    validation: Mapping[str, str]
    reading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TemplateDefinition:
    """All of `templates.yaml`.

    A sum of money below `least_money` đồng (and not 0) is refused: it is more likely one in millions.
    """

    version: int
    least_money: Decimal
    sheets: tuple[SheetDefinition, ...]
    left_out: Mapping[Level, Mapping[str, str]]
    row_labels: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    wording: Wording

    def row_label(self, dimension: Dimension, value: str) -> str:
        """The name of a matrix's row."""
        own = self.row_labels.get(dimension.value, {}).get(value)
        return own or label(dimension.value, value).label_vi

    def sheets_for(self, level: Level) -> tuple[SheetDefinition, ...]:
        """The sheets of a sender's level."""
        return tuple(sheet for sheet in self.sheets if level in sheet.senders)


SENDERS = (Level.DISTRICT, Level.COMMUNE)
"""The levels that send reports to the province."""


@lru_cache(maxsize=1)
def template_definition() -> TemplateDefinition:
    """The project's workbook, read once per process; raises `ReferenceDataError`."""
    return read_template_definition(REFERENCE_FOLDER)


def read_template_definition(folder: Path) -> TemplateDefinition:
    """The workbook declared in a folder; raises `ReferenceDataError` for what can't be laid out or read."""
    from schemas.templates.definition_build import build_definition
    from schemas.templates.definition_checks import faults_of

    definition = read_reference_yaml("templates.yaml", build_definition, folder)
    faults = list(faults_of(definition))
    if faults:
        raise ReferenceDataError("templates.yaml: " + "; ".join(faults))
    return definition
