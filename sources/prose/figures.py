"""From the readings of a document's passages to its figures, every number once.

Numbers under out-of-scope headings leave neither value nor quote; dates, document numbers and names are
no statistics; the rest is mapped or stays unmapped with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from schemas.document import Document
from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus, Role, UnitKind
from sources.language.folding import fold
from sources.language.numbers import NumberToken, number_tokens
from sources.language.sentences import sentence_spans
from sources.prose.attribution import Report, period_of, report_of, unit_of
from sources.prose.cues import CuedText
from sources.prose.cumulative import cumulative_period
from sources.prose.deciders import award_level, decided_by, subset_of
from sources.prose.evidence import Surroundings
from sources.prose.masking import MASK, Quote
from sources.prose.mentions import SentenceReading, read_sentence
from sources.prose.passages import Passage, passages
from sources.prose.readings import Reading
from sources.prose.repeats import Draft, drop_outlying_repeats, keep_one_per_sentence
from sources.prose.respelling import respell
from sources.prose.roles import read_roles
from sources.prose.statements import StatementBuilder

Observer = Callable[[Figure, Reading, SentenceReading, Surroundings], None]

_DECIDED_DOMAINS = frozenset({"rating", "safety", "remediation"})
_STATISTICAL = frozenset({"plain", "ratio"})
_SENSITIVE = "out_of_scope_sentences"
_CONFIDENT = 8.0


@dataclass(slots=True)
class _Progress:
    """The state of one document's reading."""

    report: Report
    units: UnitRegistry
    observe: Observer | None = None
    drafts: list[Draft] = field(default_factory=list)
    sentences: int = 0
    heads: list[tuple[int, Reading]] = field(default_factory=list)
    """The heads of the last paragraph of the body, by their offsets: what its footnotes may speak of."""


def prose_figures(
    document: Document,
    unit_id: str | None,
    period_code: str | None,
    units: UnitRegistry,
    consumed: frozenset[str] = frozenset(),
    *,
    observe: Observer | None = None,
) -> tuple[Figure, ...]:
    """The figures of a document's running text, of cells too unless `consumed` by the table reader.

    `observe` is told of each statistical number as it is read, before repetitions are weighed.
    """
    progress = _Progress(report_of(unit_id, period_code, units), units, observe)
    for index, passage in enumerate(passages(document, consumed, period_code), start=1):
        _read_passage(passage, index, progress)
    keep_one_per_sentence(progress.drafts)
    drop_outlying_repeats(progress.drafts)
    return tuple(draft.figure for draft in progress.drafts)


def _read_passage(passage: Passage, index: int, progress: _Progress) -> None:
    text = passage.paragraph.text
    paragraph = CuedText(fold(text))
    builder = StatementBuilder(f"{index}:")
    if passage.is_footnote:
        start = passage.mark - len(passage.anchor.folded)
        builder.anchored = [head for place, head in progress.heads if start <= place < passage.mark]
    else:
        progress.heads = []
    before: list[CuedText] = []
    for start, end in sentence_spans(text):
        written = respell(text[start:end], paragraph.folded[start:end])
        said = CuedText(written.folded)
        tokens = number_tokens(written.text, said.folded)
        progress.sentences += 1
        if not tokens:
            pass
        elif passage.is_heading:
            _read_heading(Quote(text[start:end], written.dropped), tokens, passage, progress)
        elif passage.is_out_of_scope or said.cues.marked(_SENSITIVE):
            progress.drafts.extend(_out_of_scope(token, passage) for token in tokens)
        else:
            around = Surroundings(passage, paragraph, tuple(before[:-4:-1]))
            quote = Quote(text[start:end], written.dropped)
            _read_sentence(read_sentence(written.text, said, tokens), quote, around, builder, progress)
        if not passage.is_footnote:
            known = len(progress.heads)
            progress.heads += [(start + head.mention.token.start, head) for head in builder.heads[known:]]
        before.append(said)


def _read_heading(quote: Quote, tokens: list[NumberToken], passage: Passage, progress: _Progress) -> None:
    """The numbers of a heading count nothing; under a subject out of scope it is not even quoted."""
    if passage.is_out_of_scope:
        progress.drafts.extend(_out_of_scope(token, passage) for token in tokens)
        return
    for token in tokens:
        progress.drafts.append(Draft(_uncounted(token, passage, quote), sentence=progress.sentences))


def _read_sentence(
    reading: SentenceReading,
    quote: Quote,
    around: Surroundings,
    builder: StatementBuilder,
    progress: _Progress,
) -> None:
    passage = around.passage
    roles = read_roles(reading, progress.report.year, passage.is_plan)
    items = iter(builder.read(reading, roles, around))
    item = next(items, None)
    for token in reading.tokens:
        read = None
        if item is not None and item.mention.token is token:
            read, item = item, next(items, None)
        if read is None or quote.hides(token.start, token.end):
            progress.drafts.append(Draft(_uncounted(token, passage, quote), sentence=progress.sentences))
            continue
        figure = _figure(read, reading, around, progress, quote)
        if progress.observe is not None:
            progress.observe(figure, read, reading, around)
        progress.drafts.append(
            Draft(figure, read.score, passage.is_footnote, read.is_breakdown, progress.sentences)
        )


def _figure(
    item: Reading,
    reading: SentenceReading,
    around: Surroundings,
    progress: _Progress,
    quote: Quote,
) -> Figure:
    passage, token, report = around.passage, item.mention.token, progress.report
    role = item.role.role
    unit = "%" if role in (Role.PERCENT, Role.CHANGE_PERCENT) else item.unit
    unit_id = unit_of(item.mention, reading, passage, report, progress.units)
    if role == Role.PREVIOUS and item.role.year is not None and report.year is not None:
        period = report.previous_code if item.role.year == report.year - 1 else str(item.role.year)
    else:
        period = period_of(item.mention, reading, report, role == Role.PREVIOUS)
    if period == report.period_code and role not in (Role.PREVIOUS, Role.TARGET):
        period = cumulative_period(item.mention, reading, period) or period
    if period is not None and report.period_code is not None and period == report.previous_code:
        role = Role.PREVIOUS if role in (Role.COUNT, Role.AMOUNT) else role
    indicator = indicators().get(item.code) if item.code else None
    kind, category, level, subset = None, item.category, None, None
    code, reason = item.code, item.reason or None
    if indicator is not None:
        if unit != "%" and _is_another_word(item, indicator.unit):
            unit = indicator.unit
        if indicator.breakdown == "unit_kind":
            kind = UnitKind(item.unit_kind) if item.unit_kind else None
        if indicator.breakdown == "award_level":
            category = award_level(item.mention, reading)
        if indicator.domain in _DECIDED_DOMAINS:
            level = decided_by(item.mention, reading, around)
            subset = subset_of(reading, around)
    if code is not None and unit_id is None and report.unit_id is not None:
        code, reason = None, "about another unit that can't be told"
    if code is not None and passage.is_plan and role not in (Role.TARGET, Role.PREVIOUS):
        code, reason = None, "under a heading on aims and next tasks"
    return Figure(
        raw=token.raw,
        value=token.value,
        unit=unit,
        role=role,
        status=FigureStatus.MAPPED if code else FigureStatus.UNMAPPED,
        locator=passage.paragraph.locator,
        start=quote.place(token.start),
        end=quote.place(token.end),
        quote=quote.text,
        statement=item.statement,
        confidence=min(1.0, item.score / _CONFIDENT) if code else 0.0,
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
        reason=None if code else reason,
    )


def _is_another_word(item: Reading, unit: str) -> bool:
    """Whether what the number counts is another word for an indicator's unit, or was left unsaid."""
    measure = item.mention.token.measure
    if measure is None:
        return item.unit_kind is None and not item.mention.token.unit and unit != "%"
    return unit in measure.stands_for


def _uncounted(token: NumberToken, passage: Passage, quote: Quote) -> Figure:
    """A number that is no statistic; of one inside what is masked (a birth year) not even the digits stay."""
    if quote.hides(token.start, token.end):
        raw, start, end, reason = MASK, 0, 0, "personal data"
    else:
        raw, start, end = token.raw, quote.place(token.start), quote.place(token.end)
        reason = "heading" if passage.is_heading and token.kind in _STATISTICAL else token.kind
    return Figure(
        raw=raw, value=None, unit="", role=Role.COUNT, status=FigureStatus.NOT_STATISTIC,
        locator=passage.paragraph.locator, start=start, end=end, quote=quote.text, statement="",
        confidence=1.0, reason=reason,
    )  # fmt: skip


def _out_of_scope(token: NumberToken, passage: Passage) -> Draft:
    is_figure = token.kind in _STATISTICAL
    status = FigureStatus.OUT_OF_SCOPE if is_figure else FigureStatus.NOT_STATISTIC
    return Draft(
        Figure(
            raw=token.raw if is_figure else "", value=None, unit="", role=Role.COUNT, status=status,
            locator=passage.paragraph.locator, start=0, end=0, quote="", statement="",
            reason="a subject out of scope" if is_figure else token.kind,
        )
    )  # fmt: skip


def figures_by_status(figures: Iterable[Figure]) -> dict[FigureStatus, int]:
    """How many figures have each status; the four add up to all numbers of the document."""
    counts = dict.fromkeys(FigureStatus, 0)
    for figure in figures:
        counts[figure.status] += 1
    return counts
