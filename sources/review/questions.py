"""The open questions of a document: read anew as extraction does, watched where it was not sure."""

from __future__ import annotations

from schemas.document import Document
from schemas.figure import Identity
from schemas.remembered import QuestionKind
from schemas.review import Question
from schemas.units import UnitRegistry
from sources.memory.recall import NOTHING, Recall
from sources.prose.figures import prose_figures
from sources.prose.remembered import SentenceMemory
from sources.review.prose_questions import ProseQuestions
from sources.review.table_questions import table_questions
from sources.review.unit_questions import unit_questions
from sources.tables import read_tables
from sources.tables.remembered import settled


def open_questions(
    document: Document, identity: Identity, units: UnitRegistry, recall: Recall = NOTHING
) -> tuple[Question, ...]:
    """What stayed open in a document of a known sender, each question once, in reading order.

    Sections out of scope ask nothing.
    """
    if identity.unit_id is None or identity.period_code is None:
        return ()
    reading = read_tables(document, identity, units, recall)
    watched = ProseQuestions(identity.unit_id)
    prose = prose_figures(
        document,
        identity.unit_id,
        identity.period_code,
        units,
        reading.consumed_locators,
        observe=watched.observe,
        memory=SentenceMemory(recall.indicators(QuestionKind.SENTENCE)),
    )
    blocks = tuple(reading.planned)
    figures = settled(reading.figures, blocks, recall, document.content_hash)
    return (
        *watched.questions(prose),
        *table_questions(figures, blocks, identity.unit_id, document.content_hash),
        *unit_questions(blocks, identity.unit_id),
    )
