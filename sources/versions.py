"""Which of several documents of one sender, period and type stands: duplicates and supersession.

A pure function over what is known of each receipt; it reads no file and no table. The same content is one
document, whoever sends it again. A later document replaces an earlier one only in what both cover: an
annex never replaces another annex, and a one-figure correction replaces that one figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import combinations
from typing import Any

from schemas.figure import Extraction, Figure, ListingRow
from schemas.finding import Finding
from schemas.vocabulary import DocumentStatus, FigureStatus, ReportType, Severity

UNDECIDED = "I04"


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A received file, read and identified, as far as its standing depends on it.

    `covers` names the sections and lists that it states (see `parts_of`), `states` the single figures (see
    `statements_of`). `received_at` is the instant of the scan that found it: files of one scan have one.
    """

    document_id: str
    content_hash: str
    file_name: str
    unit_id: str
    period_code: str
    report_type: ReportType
    received_at: datetime
    dated_on: date | None = None
    modified_at: datetime | None = None
    is_correction: bool = False
    covers: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of a receipt: its status and version, and which of its statements a later one replaces.

    `superseded_by` names the document that stands in its place, for duplicates the first receipt.
    """

    document_id: str
    status: DocumentStatus = DocumentStatus.ACCEPTED
    version: int = 1
    superseded_by: str | None = None
    reason: str | None = None
    replaced: frozenset[str] = field(default=frozenset())


def standings(receipts: Iterable[SentDocument]) -> tuple[dict[str, Standing], tuple[Finding, ...]]:
    """The standing of every receipt by document id, and a finding for each pair that can't be ordered.

    Order, first difference decides: an explicit mark of correction, the document's date, the file's own
    modified time, the receipt. A criterion that one of the concerned documents lacks decides nothing.
    """
    result: dict[str, Standing] = {}
    firsts = list(_without_duplicates(receipts, result))
    findings: list[Finding] = []
    groups: dict[tuple[str, str, ReportType], list[SentDocument]] = defaultdict(list)
    for receipt in firsts:
        groups[receipt.unit_id, receipt.period_code, receipt.report_type].append(receipt)
    for group in groups.values():
        findings += _order(group, result)
    return result, tuple(findings)


def parts_of(extraction: Extraction) -> frozenset[str]:
    """The sections and lists covered: a domain of a unit's figures, a kind of list of a parent."""
    sender = extraction.identity.unit_id
    figures = {
        f"figures/{_domain(figure)}/{figure.unit_id or sender}"
        for figure in extraction.figures
        if figure.status is FigureStatus.MAPPED
    }
    return frozenset(figures | {part for row in extraction.listings for part in _list_parts(row)})


def statements_of(extraction: Extraction) -> frozenset[str]:
    """The keys of all mapped figures and listing rows; equal keys of two documents state the same thing."""
    sender = extraction.identity.unit_id
    figures = {
        figure_statement(figure, sender)
        for figure in extraction.figures
        if figure.status is FigureStatus.MAPPED
    }
    return frozenset(figures | {listing_statement(row) for row in extraction.listings})


def figure_statement(figure: Figure, sender: str | None) -> str:
    """The key of what a mapped figure states, without its value."""
    return "/".join(
        str(part or "")
        for part in (
            figure.indicator_code,
            figure.unit_kind,
            figure.category,
            figure.unit_id or sender,
            figure.period_code,
            figure.role,
            figure.decided_by,
            figure.subset,
        )
    )


def listing_statement(row: ListingRow) -> str:
    """The key of what a listing row states of its unit, without the outcome."""
    return f"listing/{row.period_code}/{row.unit_kind}/{row.unit_id or row.name}/{'+'.join(_aspects(row))}"


def _domain(figure: Figure) -> str:
    return (figure.indicator_code or "").partition(".")[0]


def _list_parts(row: ListingRow) -> set[str]:
    return {f"listing/{aspect}/{row.unit_kind}/{row.parent_id or ''}" for aspect in _aspects(row)}


def _aspects(row: ListingRow) -> list[str]:
    aspects = []
    if row.rating is not None or row.score is not None:
        aspects.append("rating")
    if row.recognised is not None or row.registered is not None:
        aspects.append("safety")
    return aspects


def _without_duplicates(
    receipts: Iterable[SentDocument], result: dict[str, Standing]
) -> Iterable[SentDocument]:
    by_content: dict[str, list[SentDocument]] = defaultdict(list)
    for receipt in receipts:
        by_content[receipt.content_hash].append(receipt)
    for same in by_content.values():
        first, *again = sorted(same, key=lambda r: (r.received_at, r.file_name, r.document_id))
        for receipt in again:
            result[receipt.document_id] = Standing(
                receipt.document_id,
                DocumentStatus.DUPLICATE,
                superseded_by=first.document_id,
                reason=f"Nội dung trùng hoàn toàn với tệp “{first.file_name}”.",
            )
        yield first


def _order(group: Sequence[SentDocument], result: dict[str, Standing]) -> list[Finding]:
    for receipt in group:
        result[receipt.document_id] = Standing(receipt.document_id)
    findings: list[Finding] = []
    for cluster in _clusters(group):
        rank = _rank(cluster)
        for one, other in combinations(cluster, 2):
            if not _overlap(one, other):
                continue
            if rank(one) == rank(other):
                findings.append(_undecided(one, other))
            else:
                older, newer = sorted((one, other), key=rank)
                _supersede(older, newer, result)
        for receipt in cluster:
            earlier = sum(rank(other) < rank(receipt) and _overlap(receipt, other) for other in cluster)
            standing = result[receipt.document_id]
            result[receipt.document_id] = replace(standing, version=earlier + 1)
    return findings


def _clusters(group: Sequence[SentDocument]) -> list[list[SentDocument]]:
    clusters: list[list[SentDocument]] = []
    for receipt in group:
        joined = [cluster for cluster in clusters if any(_overlap(receipt, other) for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in joined]
        clusters.append([receipt, *(other for cluster in joined for other in cluster)])
    return clusters


def _overlap(one: SentDocument, other: SentDocument) -> bool:
    """Two documents without any figure (plans) compare as wholes; one with and one without do not."""
    if not one.covers and not other.covers:
        return True
    return bool(one.covers & other.covers)


def _rank(cluster: Sequence[SentDocument]) -> Callable[[SentDocument], tuple[Any, ...]]:
    """A sort key by the criteria that every document of the cluster has, so that the order has no cycles."""
    use_date = all(receipt.dated_on for receipt in cluster)
    use_modified = all(receipt.modified_at for receipt in cluster)

    def rank(receipt: SentDocument) -> tuple[Any, ...]:
        return (
            receipt.is_correction,
            receipt.dated_on if use_date else None,
            receipt.modified_at if use_modified else None,
            receipt.received_at,
        )

    # None equals None, so an unused criterion never reaches a comparison of order.
    return rank


def _supersede(older: SentDocument, newer: SentDocument, result: dict[str, Standing]) -> None:
    standing = result[older.document_id]
    if older.covers <= newer.covers:
        result[older.document_id] = replace(
            standing,
            status=DocumentStatus.SUPERSEDED,
            superseded_by=newer.document_id,
            reason=f"Đã có bản mới hơn: “{newer.file_name}”.",
        )
    else:
        replaced = standing.replaced | (older.states & newer.states)
        result[older.document_id] = replace(standing, replaced=replaced)


def _undecided(one: SentDocument, other: SentDocument) -> Finding:
    first, second = sorted((one, other), key=lambda r: (r.file_name, r.document_id))
    return Finding(
        rule=UNDECIDED,
        severity=Severity.WARNING,
        message=(
            f"Hai văn bản “{first.file_name}” và “{second.file_name}” cùng đơn vị, cùng kỳ, cùng loại "
            "nhưng không xác định được bản nào mới hơn; cả hai đều được giữ. "
            "Đề nghị đơn vị xác nhận bản chính thức."
        ),
        period_code=one.period_code,
        unit_id=one.unit_id,
        document_id=first.document_id,
        locator="",
    )
