"""What kind of document it is: by its title, its number, or the way it opens."""

from __future__ import annotations

from schemas.vocabulary import ReportType
from sources.identify_case import Case

_OWN_WORK = (ReportType.PLAN, ReportType.NARRATIVE)


def report_type_of(case: Case) -> ReportType:
    """The kind of document; title and number are both looked at, and may contradict each other."""
    head, wordings = case.head, case.wordings
    by_title = next((kind for kind in wordings.kinds if head.title_word in kind.titles), None)
    by_mark = next((kind for kind in wordings.kinds if head.number_mark in kind.marks), None)
    if by_title and by_mark and by_title is not by_mark:
        case.contradict("kind", 0.8, title=head.title_word, mark=head.number_mark)
    kind = by_title or by_mark
    if kind is not None:
        case.note(
            f"type by {'title' if by_title else 'document number'}", 1.0 if by_title and by_mark else 0.95
        )
        if kind.report_type in _OWN_WORK and wordings.remediation.search(head.title):
            return ReportType.REMEDIATION_PLAN
        return kind.report_type
    if head.is_sheet:
        case.note("type by being a workbook", 0.8)
        return ReportType.ANNEX
    if not head.has_letterhead and wordings.news.search(" ".join(head.opening)):
        case.note("type by prose without a letterhead", 0.8)
        return ReportType.NEWS
    case.note("type not stated, taken for a narrative", 0.4)
    return ReportType.NARRATIVE
