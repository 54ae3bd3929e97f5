"""Rows of a large list that are plainly one unit, read from the stored values without making their cells.

A row is plain where it has a number or a class of its own, a name that neither totals nor groups, and no
merged cell; every distinct name, word and score is looked at once. Other rows are `unit_rows`' to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from schemas.figure import ListingRow
from schemas.vocabulary import UnitKind
from sources.tables.cells import BLANK, read_number, read_text
from sources.tables.listings import Told, listing_row, score_of
from sources.tables.names import Named, Stem
from sources.tables.planned_block import PlannedBlock
from sources.tables.quick_listing import quick_listing
from sources.tables.row_plan import Group
from sources.tables.row_signs import ARABIC, is_total
from sources.tables.unit_rows import UnitRows, without_year
from sources.workbook.addresses import column_letters
from sources.workbook.sheet_cells import SheetCells

_SHORT_WORD = 40
_SAMPLE_UNIT = Named(UnitKind.RESIDENTIAL_AREA, None, None, 1.0)
_Entry = tuple[str, Stem] | None


class PlainRows:
    """Reads plain rows of one block; `rows` holds the group that is open."""

    def __init__(self, planned: PlannedBlock, sheet: SheetCells, rows: UnitRows, period_code: str) -> None:
        plan, listing, offset = planned.rows, planned.listing, sheet.first_column
        assert plan.name is not None
        self._plan = listing
        self._rows = rows
        self._sheet = sheet
        self._period_code = period_code
        self._name = plan.name.index - offset
        self._serial = plan.serial.index - offset if plan.serial else None
        self._kind = plan.unit_kind.index - offset if plan.unit_kind else None
        self._parent = plan.parent.index - offset if plan.parent else None
        self._score = listing.score - offset if listing.score is not None else None
        self._note = listing.note - offset if listing.note is not None else None
        self._words = [(i, i - offset) for i in listing.columns if i not in {listing.score, listing.note}]
        self._values = tuple(column.index - offset for column in plan.values)
        self._prefix = f"{sheet.name}!{column_letters(plan.name.index)}"
        self._last = max(
            self._name, *(place or 0 for place in (self._serial, self._kind, self._parent, self._score)),
            self._note or 0, *(place for _, place in self._words),
        )  # fmt: skip
        self._group: Group | None = None
        self._entries: dict[tuple[str, object], _Entry] = {}
        self._parents: dict[object, str | None] = {}
        self._scores: dict[object, Decimal | None] = {}
        self._outcomes: dict[tuple[object, ...], ListingRow | None] = {}

    def read(self, numbers: Iterable[int]) -> Iterator[tuple[int, ListingRow | None]]:
        """Each row's number with its listing row, None where it is not plain.

        The caller reads such a row before it asks for the next one, so that a new group is seen in time.
        """
        rows, first = self._sheet.rows, self._sheet.first_row
        merges = self._sheet.marks.merges if self._sheet.marks.merges else None
        name_at, kind_at, parent_at, score_at, note_at = (
            self._name, self._kind, self._parent, self._score, self._note
        )  # fmt: skip
        words_of, serial_at = _getter([place for _, place in self._words]), self._serial
        placed, text_of, outcomes, scores = (
            self._rows.names.placed, self._sheet.text_of, self._outcomes, self._scores
        )  # fmt: skip
        stands_alone = self._stands_alone
        prefix, period_code, last = self._prefix, self._period_code, self._last
        for number in numbers:
            values = rows[number - first]
            if len(values) <= last or (merges is not None and merges.touches(number)):
                yield number, None
                continue
            name = values[name_at]
            note = values[note_at] if note_at is not None else ""
            is_alone = serial_at is not None and type(values[serial_at]) is float
            if type(name) is not str or not name or type(note) is not str:
                yield number, None
                continue
            if not is_alone and not stands_alone(values):
                yield number, None
                continue
            if self._group is not self._rows.group:
                self._group = self._rows.group
                self._entries, self._parents = {}, {}
            key = (name, values[kind_at] if kind_at is not None else "")
            entry = self._entries[key] if key in self._entries else self._enter(*key)
            words = words_of(values)
            outcome = outcomes[words] if words in outcomes else self._decide(words)
            if entry is None or outcome is None:
                yield number, None
                continue
            parent = values[parent_at] if parent_at is not None else ""
            parent_id = self._parents[parent] if parent in self._parents else self._find(parent)
            stored = values[score_at] if score_at is not None else ""
            score = scores[stored] if stored in scores else self._read_score(stored)
            unit = placed(entry[1], parent_id)
            if unit[0] is None:
                yield number, None
                continue
            told = text_of(note) if note else ""
            yield (
                number,
                quick_listing(
                    f"{prefix}{number}", entry[0], unit, period_code, outcome, score=score, note=told
                ),
            )

    def _stands_alone(self, values: Sequence[object]) -> bool:
        """Whether a row has a number of its own, or else a class or a number in a value column."""
        if self._serial is not None:
            serial = values[self._serial]
            if type(serial) is float or (type(serial) is str and ARABIC.match(serial.strip())):
                return True
            if serial != "":
                return False
        return any(
            type(value) is float or (type(value) is str and 0 < len(value.strip()) < _SHORT_WORD)
            for value in (values[place] for place in self._values if place < len(values))
        )

    def _enter(self, name: str, kind: object) -> _Entry:
        """A name with what it means; None for a total, a kind of unit, a name with a year."""
        text, entry = self._sheet.text_of(name), None
        is_one = bool(text) and not is_total(text) and self._rows.whole_kind(text) is None
        if is_one and isinstance(kind, str) and without_year(text, None) == (text, None):
            hint = self._rows.kind_told(self._sheet.text_of(kind))
            entry = (text, self._rows.names.stem(text, hint))
        self._entries[name, kind] = entry
        return entry

    def _find(self, parent: object) -> str | None:
        text = self._sheet.text_of(parent) if isinstance(parent, str) else str(parent)
        found = self._parents[parent] = self._rows.parent_told(text)
        return found

    def _decide(self, words: tuple[object, ...]) -> ListingRow | None:
        """The outcome that marks and words tell; None where they tell none, or one is not understood."""
        answers: dict[int | None, Told] = {}
        found = None
        for (index, _), value in zip(self._words, words, strict=True):
            text = self._sheet.text_of(value) if isinstance(value, str) else ""
            if isinstance(value, float):
                answers[index] = (f"{value:g}", read_number(value))
            elif text:
                answers[index] = (text, read_text(text))
        if all(type(value) in {str, float} for value in words):
            found = listing_row(answers, self._plan, _SAMPLE_UNIT, name="", locator="", period_code="")
        if found is not None and self._plan.rating_word in answers and found.rating is None:
            found = None
        self._outcomes[words] = found
        return found

    def _read_score(self, stored: object) -> Decimal | None:
        text = self._sheet.text_of(stored) if isinstance(stored, str) else ""
        reading = read_number(stored) if isinstance(stored, float) else read_text(text) if text else BLANK
        found = self._scores[stored] = score_of(reading)
        return found


def _getter(places: Sequence[int]) -> Callable[[Sequence[object]], tuple[object, ...]]:
    """A function that takes the values at some places, as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple([values[place] for place in places])
