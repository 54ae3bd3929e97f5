"""From a read document to its figures and listings: the tables first, then the running text.

Pure: the same document, identity and reference data give the same extraction. `EXTRACTOR_VERSION` is part
of the cache key and changes whenever the outcome may.
"""

from __future__ import annotations

from schemas.document import Document
from schemas.figure import Extraction, Identity
from schemas.units import UnitRegistry
from sources.named_lists import named_lists
from sources.prose.figures import prose_figures
from sources.tables import read_tables

EXTRACTOR_VERSION = "1"


def extract(document: Document, identity: Identity, units: UnitRegistry) -> Extraction:
    """Every number of `document` as one figure, and the rows of its per-unit lists."""
    reading = read_tables(document, identity, units)
    figures = prose_figures(
        document, identity.unit_id, identity.period_code, units, reading.consumed_locators
    )
    return Extraction(
        content_hash=document.content_hash,
        identity=identity,
        figures=(*figures, *reading.figures),
        listings=reading.listings,
        notes=(*document.notes, *reading.notes),
        named_lists=named_lists(document, figures),
    )
