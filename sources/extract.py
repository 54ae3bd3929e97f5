"""From a read document to its figures and listings: the province's own template by its plan, then tables,
then the running text.

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
from sources.template import read_template

EXTRACTOR_VERSION = "1"


def extract(document: Document, identity: Identity, units: UnitRegistry) -> Extraction:
    """Every number of `document` as one figure, and the rows of its per-unit lists."""
    own = read_template(document, identity, units)
    reading = read_tables(own.rest, identity, units)
    consumed = own.consumed_locators | reading.consumed_locators
    figures = prose_figures(document, identity.unit_id, identity.period_code, units, consumed)
    return Extraction(
        content_hash=document.content_hash,
        identity=identity,
        figures=(*figures, *own.figures, *reading.figures),
        listings=(*own.listings, *reading.listings),
        notes=(*own.rest.notes, *own.notes, *reading.notes),
        named_lists=named_lists(document, figures),
    )
