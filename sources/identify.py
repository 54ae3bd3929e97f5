"""Who sent a document, for which period, and what kind it is: from its content first.

Letterhead, number, place and date, title and recipients decide; file and folder names only break ties and
cross-check, and where they disagree a sentence says so. The province's own template says it in its marker.
What does not belong here: reading files, figures.
"""

from __future__ import annotations

from datetime import date

from schemas.document import Document
from schemas.figure import Identity
from schemas.periods import parse_period
from schemas.units import UnitRegistry
from schemas.vietnamese_names import name_key, unaccented
from sources.identify_case import Case
from sources.identify_head import Head, read_head
from sources.identify_kind import report_type_of
from sources.identify_reporting_period import reporting_period_of
from sources.identify_sender import unit_id_of
from sources.identify_wordings import identification_wordings
from sources.template import stated_by_template

_LAST_MONTH = 12


def identify(document: Document, file_name: str, folder: str, units: UnitRegistry) -> Identity:
    """The identity of a document; what it does not tell stays None.

    `folder` is the file's folder inside the inbox, "" at its top. A document that tells nothing has a low
    confidence; nothing is raised.
    """
    wordings = identification_wordings()
    head = read_head(document, wordings)
    case = Case(document, head, file_words(folder, file_name), wordings)
    report_type = report_type_of(case)
    period = reporting_period_of(case, report_type)
    unit_id = unit_id_of(case, units, _day(head, period, document))
    identity = Identity(
        unit_id=unit_id,
        period_code=period,
        report_type=report_type,
        dated_on=head.dated_on,
        confidence=round(case.confidence, 3),
        reasons=tuple(case.reasons),
        contradictions=tuple(case.contradictions),
        document_number=head.document_number,
        is_correction=bool(
            wordings.correction.search(head.title) or wordings.correction_in_file_name.search(case.file_words)
        ),
    )
    return stated_by_template(document, identity)


def file_words(folder: str, file_name: str) -> str:
    """Folder and file name (without its suffix) as words: lower case, no accents, signs as blanks."""
    stem = file_name.rpartition(".")[0] or file_name
    return unaccented(name_key(f"{folder} {stem}"))


def _day(head: Head, period: str | None, document: Document) -> date:
    """The day on which names are looked up: the document's own, else the end of its period."""
    if head.dated_on is not None:
        return head.dated_on
    _, month, year = head.date_parts
    if year is not None:
        return date(year, month if month and month <= _LAST_MONTH else 1, 1)
    if period is not None:
        return parse_period(period).ends_on
    return document.modified_at.date() if document.modified_at is not None else date.max
