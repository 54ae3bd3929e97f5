"""From a read document to its figures and listings: the province's own template by its plan, then tables,
then the running text.

Pure: the same document, identity and reference data give the same extraction. `EXTRACTOR_VERSION` is part
of the cache key and changes whenever the outcome may.
"""

from __future__ import annotations

from schemas.document import Document
from schemas.figure import Extraction, Identity
from schemas.remembered import QuestionKind
from schemas.units import UnitRegistry
from sources.memory.recall import NOTHING, Recall
from sources.misfits import find_misfits
from sources.named_lists import named_lists
from sources.prose.figures import prose_figures
from sources.prose.remembered import SentenceMemory
from sources.tables import read_tables
from sources.tables.remembered import settled
from sources.template import read_template

EXTRACTOR_VERSION = "1"


def extract(
    document: Document, identity: Identity, units: UnitRegistry, recall: Recall = NOTHING
) -> Extraction:
    """Every number of `document` as one figure, and the rows of its per-unit lists.

    `recall` holds what people decided on earlier documents of the same sender.
    """
    own = read_template(document, identity, units)
    reading = read_tables(own.rest, identity, units, recall)
    blocks = tuple(reading.planned) if recall.records else ()
    figures = prose_figures(
        document,
        identity.unit_id,
        identity.period_code,
        units,
        own.consumed_locators | reading.consumed_locators,
        memory=SentenceMemory(recall.indicators(QuestionKind.SENTENCE)),
    )
    return Extraction(
        content_hash=document.content_hash,
        identity=identity,
        figures=(*figures, *own.figures, *settled(reading.figures, blocks, recall, document.content_hash)),
        listings=(*own.listings, *reading.listings),
        notes=(*own.rest.notes, *own.notes, *reading.notes),
        named_lists=named_lists(document, figures),
        misfits=find_misfits(document, blocks, figures, recall) if recall.records else (),
    )
