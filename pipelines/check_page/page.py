"""What the result page shows of what was checked: the verdict, the files to take along, the passages."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.check_page.checking import CheckedUpload
from reports.feedback.answer import Answer, Remark
from reports.feedback.passages import Passage
from reports.feedback.sentences import counts_line, excerpt, summary_line
from reports.feedback.wording import wording
from schemas.vocabulary import Severity

_CONTEXT = 110
_MOST_FILE_BYTES = 20 * 1024 * 1024
"""What goes back inside the page; larger files are written by `tonghop check --annotate`."""


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark in the list at the top; `anchor` is the number of its passage, 0 where it has none."""

    severity: Severity
    weight: str
    place: str
    message: str
    before: str
    number: str
    after: str
    anchor: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take along: what it is, in words, and its bytes."""

    title: str
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the template shows; `verdict` is the worst weight, "" where nothing is to be looked at."""

    answer: Answer
    verdict: str
    summary: str
    counts: str
    remarks: tuple[RemarkLine, ...]
    passages: tuple[Passage, ...]
    more_passages: int
    downloads: tuple[Download, ...]
    is_too_large: bool


def page_of(checked: CheckedUpload) -> ResultPage:
    """The page for a checked upload."""
    answer, passages = checked.answer, checked.passages
    anchored = {
        (remark.finding.locator, remark.finding.message): place
        for place, each in enumerate(passages, 1)
        for remark in each.remarks
    }
    downloads = tuple(
        Download(title, name, content)
        for suffix, title in wording().downloads.items()
        for name, content in checked.files.items()
        if name.endswith(suffix)
    )
    fitting = tuple(each for each in downloads if len(each.content) <= _MOST_FILE_BYTES)
    return ResultPage(
        answer=answer,
        verdict=answer.remarks[0].severity if answer.remarks else "",
        summary=summary_line(answer),
        counts=counts_line(answer),
        remarks=tuple(_line(remark, anchored) for remark in answer.remarks),
        passages=passages,
        more_passages=checked.more_passages,
        downloads=fitting,
        is_too_large=len(fitting) < len(downloads),
    )


def _line(remark: Remark, anchored: dict[tuple[str, str], int]) -> RemarkLine:
    before, after = excerpt(remark, _CONTEXT)
    return RemarkLine(
        severity=remark.severity,
        weight=wording().severities[remark.severity],
        place=remark.place,
        message=remark.finding.message,
        before=before,
        number=remark.number,
        after=after,
        anchor=anchored.get((remark.finding.locator, remark.finding.message), 0),
    )
