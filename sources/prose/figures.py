"""From the readings of a document's passages to its figures, every number once.

Numbers under out-of-scope headings leave neither value nor quote; dates, document numbers and names are
no statistics; the rest is mapped or stays unmapped with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from schemas.document import Document
from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus, Qualifier, Role, UnitKind
from schemas.wordings import wordings
from sources.language.folding import fold
from sources.language.numbers import NumberToken
from sources.language.sentences import sentence_spans
from sources.prose.attribution import (
    Report,
    award_level,
    decided_by,
    period_of,
    report_of,
    subset_of,
    unit_of,
)
from sources.prose.cues import Cues, cue_finder
from sources.prose.evidence import Surroundings
from sources.prose.masking import MASK, mask, shifted
from sources.prose.mentions import SentenceReading, read_sentence
from sources.prose.passages import Passage, passages
from sources.prose.readings import Reading
from sources.prose.remembered import NO_MEMORY, SURE_SCORE, SentenceMemory
from sources.prose.repeats import Draft, drop_outlying_repeats, keep_one_per_sentence
from sources.prose.roles import read_roles
from sources.prose.statements import StatementBuilder

Observer = Callable[[Figure, Reading, SentenceReading, Surroundings], None]

_DECIDED_DOMAINS = frozenset({"rating", "safety", "remediation"})


@dataclass(slots=True)
class _Progress:
    """The state of one document's reading."""

    report: Report
    units: UnitRegistry
    observe: Observer | None = None
    memory: SentenceMemory = NO_MEMORY
    drafts: list[Draft] = field(default_factory=list)
    sentences: int = 0


def prose_figures(
    document: Document,
    unit_id: str | None,
    period_code: str | None,
    units: UnitRegistry,
    consumed: frozenset[str] = frozenset(),
    *,
    observe: Observer | None = None,
    memory: SentenceMemory = NO_MEMORY,
) -> tuple[Figure, ...]:
    """The figures of a document's running text, of cells too unless `consumed` by the table reader.

    `observe` is told of each statistical number as it is read, before repetitions are weighed. `memory`
    holds what people decided on the sender's sentences.
    """
    progress = _Progress(report_of(unit_id, period_code, units), units, observe, memory)
    for index, passage in enumerate(passages(document, consumed), start=1):
        _read_passage(passage, index, progress)
    keep_one_per_sentence(progress.drafts)
    drop_outlying_repeats(progress.drafts)
    return tuple(draft.figure for draft in progress.drafts)


def _read_passage(passage: Passage, index: int, progress: _Progress) -> None:
    text = passage.paragraph.text
    if not text:
        return
    builder = StatementBuilder(f"{index}:", progress.memory)
    before: list[Cues] = []
    anchor = cue_finder().find(passage.anchor) if passage.anchor else None
    for start, end in sentence_spans(text):
        reading = read_sentence(text[start:end])
        progress.sentences += 1
        if passage.is_out_of_scope or (not passage.is_heading and _is_sensitive(reading.folded)):
            progress.drafts.extend(_out_of_scope(token, passage, builder) for token in reading.tokens)
        elif reading.tokens:
            around = Surroundings(passage, tuple(reversed(before[-3:])), anchor)
            _read_sentence(reading, around, builder, progress)
        before.append(reading.cues)


def _read_sentence(
    reading: SentenceReading, around: Surroundings, builder: StatementBuilder, progress: _Progress
) -> None:
    passage = around.passage
    quote, masked = mask(reading.text)
    roles = read_roles(reading, progress.report.year, passage.is_plan)
    items = builder.read(reading, roles, around)
    by_token = {id(item.mention.token): item for item in items}
    for token in reading.tokens:
        item = by_token.get(id(token))
        start, end = shifted(token.start, masked), shifted(token.end, masked)
        if any(begin < token.end and token.start < stop for begin, stop in masked):
            progress.drafts.append(Draft(_personal(passage, quote), sentence=progress.sentences))
            continue
        if item is None or passage.is_heading:
            figure = _not_statistic(token, passage, quote, start, end)
            progress.drafts.append(Draft(figure, sentence=progress.sentences))
            continue
        figure = _figure(item, reading, passage, progress, (quote, start, end))
        if item.told is not None and item.told.code is None:
            figure = replace(figure, status=FigureStatus.NOT_STATISTIC, value=None, reason=item.told.by)
        if progress.observe is not None:
            progress.observe(figure, item, reading, around)
        progress.drafts.append(
            Draft(figure, item.score, passage.is_footnote, item.is_breakdown, progress.sentences)
        )


def _figure(
    item: Reading,
    reading: SentenceReading,
    passage: Passage,
    progress: _Progress,
    quoted: tuple[str, int, int],
) -> Figure:
    token, report = item.mention.token, progress.report
    role = item.role.role
    quote, start, end = quoted
    unit_id = unit_of(item.mention, reading, passage, report, progress.units)
    if role == Role.PREVIOUS and item.role.year is not None and report.year is not None:
        period = report.previous_code if item.role.year == report.year - 1 else str(item.role.year)
    else:
        period = period_of(item.mention, reading, report, role == Role.PREVIOUS)
    if period is not None and report.period_code is not None and period == report.previous_code:
        role = Role.PREVIOUS if role in (Role.COUNT, Role.AMOUNT) else role
    indicator = indicators().get(item.code) if item.code else None
    kind, category, level, subset = None, item.category, None, None
    code, reason = item.code, item.reason or None
    if indicator is not None:
        if indicator.breakdown == "unit_kind":
            kind = UnitKind(item.unit_kind) if item.unit_kind else None
        if indicator.breakdown == "award_level":
            category = award_level(item.mention, reading, passage)
        if indicator.domain in _DECIDED_DOMAINS:
            level = decided_by(item.mention, reading, passage)
            subset = subset_of(reading, passage)
    if code is not None and unit_id is None and report.unit_id is not None:
        code, reason = None, "about another unit that can't be told"
    if code is not None and passage.is_plan and role not in (Role.TARGET, Role.PREVIOUS):
        code, reason = None, "under a heading on aims and next tasks"
    return Figure(
        raw=token.raw,
        value=token.value,
        unit="%" if role in (Role.PERCENT, Role.CHANGE_PERCENT) else item.unit,
        role=role,
        status=FigureStatus.MAPPED if code else FigureStatus.UNMAPPED,
        locator=passage.paragraph.locator,
        start=start,
        end=end,
        quote=quote,
        statement=item.statement,
        confidence=min(1.0, item.score / SURE_SCORE) if code else 0.0,
        indicator_code=code,
        unit_kind=kind if code else None,
        category=category if code else None,
        unit_id=unit_id,
        period_code=period,
        direction=item.role.direction,
        qualifier=item.role.qualifier,
        decided_by=level,
        subset=subset,
        decimals=token.decimals,
        reason=_why(code, reason, item),
    )


def _why(code: str | None, reason: str | None, item: Reading) -> str | None:
    """Why a figure stayed unmapped, and by whose remembered decision it was mapped or meant to be."""
    if item.told is None:
        return None if code else reason
    return item.told.by if code else f"{reason}; {item.told.by}"


def _personal(passage: Passage, quote: str) -> Figure:
    """A number inside what is masked (a birth year, a plate): not even its digits are kept."""
    return Figure(
        raw=MASK, value=None, unit="", role=Role.COUNT, status=FigureStatus.NOT_STATISTIC,
        locator=passage.paragraph.locator, start=0, end=0, quote=quote, statement="", reason="personal data",
    )  # fmt: skip


def _not_statistic(token: NumberToken, passage: Passage, quote: str, start: int, end: int) -> Figure:
    kind = "heading" if passage.is_heading and token.kind in ("plain", "ratio") else token.kind
    return Figure(
        raw=token.raw, value=None, unit="", role=Role.COUNT, status=FigureStatus.NOT_STATISTIC,
        locator=passage.paragraph.locator, start=start, end=end, quote=quote, statement="",
        confidence=1.0, reason=kind,
    )  # fmt: skip


def _out_of_scope(token: NumberToken, passage: Passage, builder: StatementBuilder) -> Draft:
    is_figure = token.kind in ("plain", "ratio")
    status = FigureStatus.OUT_OF_SCOPE if is_figure else FigureStatus.NOT_STATISTIC
    return Draft(
        Figure(
            raw=token.raw if is_figure else "", value=None, unit="", role=Role.COUNT, status=status,
            locator=passage.paragraph.locator, start=0, end=0, quote="", statement="",
            reason="a subject out of scope" if is_figure else token.kind, qualifier=Qualifier.EXACT,
        )
    )  # fmt: skip


@cache
def _sensitive_phrases() -> re.Pattern[str]:
    phrases = sorted((fold(p) for p in wordings().lists["out_of_scope_sentences"]), key=len, reverse=True)
    return re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, phrases)) + r")(?![\w])")


def _is_sensitive(folded: str) -> bool:
    """Whether a sentence speaks of religion or political security, wherever it stands."""
    return _sensitive_phrases().search(folded) is not None


def figures_by_status(figures: Iterable[Figure]) -> dict[FigureStatus, int]:
    """How many figures have each status; the four add up to all numbers of the document."""
    counts = dict.fromkeys(FigureStatus, 0)
    for figure in figures:
        counts[figure.status] += 1
    return counts
