"""What people are asked about the documents received, and how their answers are learned.

Shared by the commands `review` and `review --apply`; knows no Dagster. Documents are read anew from the
archive, watched where the readers were not sure.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from assets.guidance import guidance_in_force
from assets.receipts import ReceivedFile, received_files
from assets.workplace import Workplace
from reports.feedback.outline import Outline
from reports.review.filled import read_filled
from reports.review.lines import FilledLine, ReviewLine
from schemas.document import Document
from schemas.labels import label
from schemas.periods import parse_period
from schemas.remembered import QuestionKind
from schemas.review import Question
from schemas.units import UnitRegistry
from schemas.vocabulary import DocumentStatus
from sources.guidance import Guidance, advised_identity, advised_recall
from sources.identify import identify
from sources.reading import read_document
from sources.review.answers import judge, option
from sources.review.questions import open_questions
from warehouse.memory import Learned, remember

_ANSWERS = "answers.json"


@dataclass(frozen=True, slots=True)
class Learning:
    """What came of a filled workbook: how many answers are new, how many were known, and the refused lines by
    sheet and row, each with its reason.
    """

    learned: int
    known: int
    refused: dict[tuple[str, int], str]


def review_lines(workplace: Workplace, period_code: str | None, folder: Path) -> tuple[ReviewLine, ...]:
    """The open questions of the accepted documents, of one period or all, those that decide most first.

    `folder` is where the workbook will lie: links to files lead from there.
    """
    with workplace.writing() as connection:
        files = received_files(connection, period_code)
        guidance = guidance_in_force(connection)
    found: dict[str, ReviewLine] = {}
    accepted = [file for file in files if file.status is DocumentStatus.ACCEPTED]
    for line in workplace.progress("Reading documents", _each(workplace, accepted, guidance, folder), 0):
        question = line.question
        known = found.get(question.question_id)
        if known is not None:
            decides = known.question.decides + question.decides
            newest = max(line, known, key=lambda each: each.question.period_code)
            line = replace(newest, question=replace(newest.question, decides=decides))  # noqa: PLW2901
        found[question.question_id] = line
    return tuple(sorted(found.values(), key=_order))


def learn(workplace: Workplace, data: bytes, author: str, now: datetime) -> Learning:
    """Remember what was filled in; `author` decided where a line names nobody, `now` where it names no day.

    Raises `LayoutError` where the file is no review workbook.
    """
    units = UnitRegistry.load()
    answers: list[Learned] = []
    refused: dict[tuple[str, int], str] = {}
    for line in read_filled(data):
        period = parse_period(line.question.period_code)
        judged = judge(line.question, line.decision, units, period.ends_on)
        if judged.answer is None:
            refused[line.sheet, line.row] = judged.reason_vi
        else:
            answers.append(_learned(line, judged.answer, author, now))
    with workplace.writing() as connection:
        learned = remember(connection, answers)
    return Learning(learned, len(answers) - learned, refused)


def _each(
    workplace: Workplace, files: list[ReceivedFile], guidance: Guidance, folder: Path
) -> Iterator[ReviewLine]:
    units = UnitRegistry.load()
    for file in files:
        document = read_document(workplace.archive.read(file.content_hash), file.file_name)
        advice = guidance.advice(file.document_id)
        identity = advised_identity(identify(document, file.file_name, file.folder, units), advice)
        questions = open_questions(document, identity, units, advised_recall(identity, advice))
        if not questions or identity.period_code is None:
            continue
        link = _link(workplace, file, identity.period_code, folder)
        for question in questions:
            told = replace(
                question,
                document_id=file.document_id,
                file_name=file.file_name,
                period_code=identity.period_code,
            )
            yield _line(told, document, link, units)


def _line(question: Question, document: Document, link: str, units: UnitRegistry) -> ReviewLine:
    period = parse_period(question.period_code)
    sender = units.get(question.sender_id, period.ends_on)
    is_unit = question.kind is QuestionKind.UNIT

    def named(answer: str) -> str:
        return _unit_option(answer, question, units) if is_unit else option(answer)

    return ReviewLine(
        question=question,
        sender=sender.name if sender is not None else question.sender_id,
        period=period.label_vi,
        place=_place(question, document),
        link=link,
        guesses=tuple((named(guess.answer), guess.confidence) for guess in question.guesses),
        choices=tuple(named(choice) for choice in question.choices),
    )


def _place(question: Question, document: Document) -> str:
    words = Outline(document).place(question.locator)
    return f"{words} ({question.locator})" if "!" in question.locator else words


def _unit_option(unit_id: str, question: Question, units: UnitRegistry) -> str:
    on = parse_period(question.period_code).ends_on
    holder, _, below = unit_id.partition("/")
    if below:
        kind = label("unit_kind", below.partition("/")[0]).label_vi
        return f"{kind}: {question.text} [{unit_id}]"
    unit = units.get(holder, on)
    above = units.get(unit.parent_id, on) if unit is not None and unit.parent_id else None
    names = ", ".join(each.name for each in (unit, above) if each is not None)
    return f"{names} [{unit_id}]"


def _link(workplace: Workplace, file: ReceivedFile, period_code: str, folder: Path) -> str:
    """The way from `folder` to the annotated copy of a file, else to what is archived of it."""
    answers = workplace.feedback_dir / period_code
    target = workplace.archive.path_of(file.content_hash)
    try:
        names = json.loads((answers / _ANSWERS).read_text("utf-8"))[file.document_id][1]
        target = next((answers / name for name in names if (answers / name).is_file()), target)
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        pass
    return Path(os.path.relpath(target, folder)).as_posix()


def _order(line: ReviewLine) -> tuple[object, ...]:
    question = line.question
    return (
        question.kind is QuestionKind.UNIT,
        -question.decides,
        question.sender_id,
        question.period_code,
        question.file_name,
        question.locator,
        question.key,
    )


def _learned(line: FilledLine, answer: str, author: str, now: datetime) -> Learned:
    question = line.question
    on_day = datetime.combine(line.decided_on, time(), now.tzinfo) if line.decided_on else now
    return Learned(
        kind=question.kind,
        sender_id=question.sender_id,
        layout=question.layout,
        place=question.key,
        answer=answer,
        anchor=question.anchor,
        wording=question.text,
        reason=line.comment or "Rà soát số liệu chưa chắc chắn",
        author=line.author or author,
        decided_at=on_day,
        document_id=question.document_id,
    )
