"""One file checked before it is sent: what `tonghop check` and the check page have in common.

Knows neither Dagster nor a database, as `sender_answers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assets.sender_answers import answer_to
from reports.feedback.answer import Answer
from schemas.checks import check_extraction
from schemas.figure import Extraction
from schemas.finding import Finding
from schemas.vocabulary import Severity
from sources.intake_reasons import refusal

_UNIDENTIFIED_RULE = "I01"


def check_file(
    data: bytes, file_name: str, extraction: Extraction, alongside: Sequence[Extraction] = ()
) -> Answer:
    """What the sender of a file would be told of it; `alongside` are the others of the same package.

    Raises `IntakeError` where the file can't be read.
    """
    findings = (*_unidentified(file_name, extraction), *check_extraction(extraction, file_name))
    return answer_to(data, file_name, extraction, findings, alongside)


def package_of(extraction: Extraction, others: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """Those of some documents that are of the same sender and period: they are sent together."""
    mine = extraction.identity
    return tuple(
        other
        for other in others
        if other is not extraction
        and (other.identity.unit_id, other.identity.period_code) == (mine.unit_id, mine.period_code)
    )


def _unidentified(file_name: str, extraction: Extraction) -> Iterator[Finding]:
    """That the inbox would not know whom, or when, the report is about: it would be put aside."""
    identity = extraction.identity
    for code, value in (
        ("unidentified_sender", identity.unit_id),
        ("unidentified_period", identity.period_code),
    ):
        if value is None:
            message = refusal(code, file_name).reason_vi
            yield Finding(_UNIDENTIFIED_RULE, Severity.ERROR, message, None, None, file_name, "")
            return
