"""The names in tables that could not be told to be one unit of the sender's area.

What is asked is the words that were not understood: the row's own name, the commune in its brackets or in the
column beside it, or the heading row that should have told the commune.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from schemas.remembered import QuestionKind
from schemas.review import Guess, Question
from schemas.unit import Unit
from schemas.units import organisation_id
from schemas.vietnamese_names import name_key, unaccented
from schemas.vocabulary import UnitKind
from sources.memory.recall import name_of_unit
from sources.tables.layouts import Layout
from sources.tables.names import NameReader, bare_name, without_place
from sources.tables.planned_block import PlannedBlock
from sources.tables.row_plan import Row, RowIs
from sources.tables.rows import read_rows

SEVERAL_OF_THIS_NAME = "several units of this name, without their commune"

_SURE = 0.45
_CHOICES, _BESIDE_ORGANISATIONS = 8, 3
_ORGANISATIONS = (UnitKind.AGENCY, UnitKind.ENTERPRISE, UnitKind.SCHOOL)


def unit_questions(blocks: Sequence[tuple[PlannedBlock, Layout]], sender_id: str) -> tuple[Question, ...]:
    """The questions about names, each distinct one once, with the number of rows that it decides."""
    found: dict[str, Question] = {}
    bare: set[str] = set()
    for planned, _ in blocks:
        if planned.rows.is_label or planned.title.is_out_of_scope:
            continue
        for row, asked, is_own_name in _unresolved(planned):
            question = _question(planned.names, row, asked, sender_id, is_own_name)
            known = found.get(question.question_id)
            if known is None:
                found[question.question_id] = question
                if is_own_name and _is_area(row):
                    bare.add(question.question_id)
            elif question.question_id in bare:
                found[question.question_id] = replace(
                    known, decides=known.decides + 1, reason=SEVERAL_OF_THIS_NAME, guesses=(), choices=()
                )
            else:
                found[question.question_id] = replace(known, decides=known.decides + 1)
    return tuple(found.values())


def _unresolved(planned: PlannedBlock) -> Iterator[tuple[Row, str, bool]]:
    """Each row whose unit is not known, the words that would tell it, and whether these are its own name."""
    heading = ""
    for row in read_rows(planned.block, planned.rows, planned.names):
        if row.kind is RowIs.GROUP:
            heading = row.name if not row.group.is_understood else ""
        named = row.named
        if row.kind is not RowIs.LEAF or named is None or not row.name.strip():
            continue
        if named.unit_id is not None and named.confidence >= _SURE:
            continue
        parent = planned.rows.parent
        beside = planned.block.grid.text_at(row.number, parent.index) if parent is not None else ""
        place = without_place(bare_name(row.name))[1] or ""
        told = next((text for text in (place, beside, heading) if text), "")
        if told and _is_area(row) and planned.names.area(told)[0] is None:
            yield row, bare_name(told), False
        else:
            yield row, bare_name(row.name), True


def _question(names: NameReader, row: Row, asked: str, sender_id: str, is_own_name: bool) -> Question:
    kind = row.named.unit_kind if row.named is not None else None
    likely = _likely(names, asked)
    choices = [unit.unit_id for unit, _ in likely[:_CHOICES]]
    if kind is None or (is_own_name and kind in _ORGANISATIONS):
        choices = [*_organisations(names, asked), *choices[:_BESIDE_ORGANISATIONS]]
    return Question(
        kind=QuestionKind.UNIT,
        sender_id=sender_id,
        layout="",
        key=name_of_unit(asked),
        anchor="",
        text=asked,
        around=row.name,
        raw="",
        unit=kind.value if kind is not None else "",
        role="",
        reason="unit not resolved",
        locator=next(iter(row.cells.values())).locator if row.cells else "",
        guesses=tuple(Guess(unit.unit_id, round(score / 100, 2)) for unit, score in likely[:2]),
        choices=tuple(choices),
    )


def _likely(names: NameReader, asked: str) -> list[tuple[Unit, float]]:
    """The communes and districts of the sender's area by the likeness of their names."""
    key = unaccented(name_key(asked))
    scored = {
        unit.unit_id: (unit, max(_likeness(key, unit.name), _likeness(key, unit.short_name)))
        for unit in names.area_units()
    }
    return sorted(scored.values(), key=lambda pair: (-pair[1], pair[0].unit_id))


def _likeness(key: str, name: str) -> float:
    return fuzz.ratio(key, unaccented(name_key(name)))


def _organisations(names: NameReader, asked: str) -> list[str]:
    province = names.province_id
    if province is None or not any(character.isalnum() for character in asked):
        return []
    return [organisation_id(province, kind.value, asked) for kind in _ORGANISATIONS]


def _is_area(row: Row) -> bool:
    return row.named is not None and row.named.unit_kind is UnitKind.RESIDENTIAL_AREA
