"""All rules over one extraction: every result, and the findings among them.

Rules of the families X (cross-source), K (completeness) and part of T (time) need more than one document;
they are tested in `warehouse/` and declared in the same file.
"""

from __future__ import annotations

from itertools import groupby

from schemas.checks.agreement import check_repeats, check_stated_rates
from schemas.checks.breakdowns import check_breakdowns
from schemas.checks.changes import check_changes
from schemas.checks.documents import check_document
from schemas.checks.named_lists import check_named_lists
from schemas.checks.plausibility import check_figures, check_identity
from schemas.checks.remainders import check_remainders
from schemas.checks.result import CheckResult, Outcome
from schemas.checks.shares import check_shares
from schemas.checks.shares_by_unit import check_shares_by_unit
from schemas.checks.stated_values import StatedValues
from schemas.checks.statements import Statement, statements_of
from schemas.checks.sums import check_sums
from schemas.checks.table_totals import check_table_totals
from schemas.checks.ties import retied
from schemas.checks.wholes import check_shares_elsewhere
from schemas.figure import Extraction, Figure
from schemas.finding import Finding


def check_extraction(extraction: Extraction, document_id: str) -> tuple[Finding, ...]:
    """The rules that are false in a document, in its reading order; those about the whole document come
    first.

    A finding belongs to the document's own period and sender, where these are known, for it is the sender
    who mends it; else to those of the figure. Its `locator` is the figure's, "" for the document as a
    whole. Raises `ReferenceDataError` or `RuleError` where the declared rules or the catalogue are
    malformed.
    """
    identity = extraction.identity
    order = {_place(figure): number for number, figure in reversed(list(enumerate(extraction.figures)))}
    false = [result for result in evaluate(extraction) if result.outcome is Outcome.FAILS]
    false.sort(key=lambda result: (order.get(_place(result.figure), -1), result.rule))
    return tuple(
        Finding(
            rule=result.rule,
            severity=result.severity,
            message=result.message,
            period_code=identity.period_code or (result.figure.period_code if result.figure else None),
            unit_id=identity.unit_id or (result.figure.unit_id if result.figure else None),
            document_id=document_id,
            locator=result.locator,
            reported=result.reported,
            expected=result.expected,
        )
        for result in false
    )


def evaluate(extraction: Extraction) -> tuple[CheckResult, ...]:
    """The result of every rule at every figure that it speaks of: true, false, or not evaluated and why."""
    results = list(check_identity(extraction.identity))
    results += check_document(extraction)
    figures = retied(extraction.figures)
    statements = statements_of(figures)
    near = _heads_by_sentence(statements)
    for statement in statements:
        results += check_changes(statement, near.get(statement.head.quote, ()) if statement.head else ())
        results += check_shares(statement)
    values = StatedValues(figures)
    results += check_shares_elsewhere(statements, values, _judged(results))
    results += check_stated_rates(figures, values, _judged(results))
    results += check_figures(figures, _judged(results))
    results += check_repeats(figures, values)
    results += check_sums(values)
    results += check_named_lists(figures, extraction.named_lists)
    results += check_shares_by_unit(figures)
    results += check_table_totals(figures, extraction.identity.unit_id)
    results += check_remainders(figures, _totals(results))
    results += check_breakdowns(figures, _totals(results))
    return tuple(results)


def _place(figure: Figure | None) -> tuple[str, int, str] | None:
    return None if figure is None else (figure.locator, figure.start, figure.raw)


def _heads_by_sentence(statements: tuple[Statement, ...]) -> dict[str, tuple[Figure, ...]]:
    heads = sorted((each.head for each in statements if each.head is not None), key=lambda head: head.quote)
    return {quote: tuple(group) for quote, group in groupby(heads, key=lambda head: head.quote)}


def _totals(results: list[CheckResult]) -> frozenset[Figure]:
    """The totals that an equation has already been tested on."""
    rules = ("A08", "A09")
    return frozenset(
        result.figure
        for result in results
        if result.rule in rules and result.figure and result.outcome is not Outcome.NOT_EVALUATED
    )


def _judged(results: list[CheckResult]) -> frozenset[Figure]:
    """The figures that a rule has already found true or false."""
    return frozenset(
        result.figure
        for result in results
        if result.figure is not None and result.outcome is not Outcome.NOT_EVALUATED
    )
