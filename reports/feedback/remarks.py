"""Findings as remarks: each with its place in words and the sentence it is about, worst first.

A finding names a locator only; which number of the place it means is told by the check that made it, else by
the value it reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.feedback.answer import Remark
from reports.feedback.outline import Outline
from schemas.checks import Outcome, evaluate
from schemas.figure import Extraction, Figure
from schemas.finding import Finding
from schemas.vocabulary import Severity

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def remarks_of(extraction: Extraction, findings: Iterable[Finding], outline: Outline) -> tuple[Remark, ...]:
    """The remarks on one document: errors before warnings, then in its reading order; none twice."""
    concerned = _figures_of_checks(extraction)
    order: dict[str, int] = {}
    figures, rows = extraction.figures, extraction.listings
    for locator in (*(figure.locator for figure in figures), *(row.locator for row in rows)):
        order.setdefault(locator, len(order))
    found: dict[tuple[str, str], Remark] = {}
    for finding in findings:
        told = concerned.get(_key(finding.rule, finding.locator, finding.message))
        figure = told or _by_value(extraction, finding)
        place = outline.place(finding.locator)
        remark = Remark(finding, place)
        if figure is not None and figure.quote:
            remark = Remark(finding, place, figure.quote, figure.start, figure.end)
        found.setdefault((finding.locator, finding.message), remark)
    return tuple(
        sorted(
            found.values(),
            key=lambda remark: (_RANK[remark.severity], order.get(remark.finding.locator, -1), remark.start),
        )
    )


def _figures_of_checks(extraction: Extraction) -> Mapping[tuple[str, str, str], Figure]:
    return {
        _key(result.rule, result.figure.locator, result.message): result.figure
        for result in evaluate(extraction)
        if result.outcome is Outcome.FAILS and result.figure is not None
    }


def _key(rule: str, locator: str, message: str) -> tuple[str, str, str]:
    return rule, locator, message


def _by_value(extraction: Extraction, finding: Finding) -> Figure | None:
    """The only figure at the place with the value that the finding reports."""
    if not finding.locator or finding.reported is None:
        return None
    at_place = [
        figure
        for figure in extraction.figures
        if figure.locator == finding.locator and figure.value == finding.reported
    ]
    return at_place[0] if len(at_place) == 1 else None
