"""Gold sentences: report-like passages of invented clerks with every figure marked in the text.

A mark is ⟦raw|unit|role|code⟧ with an optional dimension and an optional `unit=`/`period=`; code "-" is a
statistic without a code, "!" one out of scope. `README.md` beside the files tells the whole format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from scoring import Score, same_unit_word

from schemas.document import Document, Footnote, FootnoteMark, Paragraph
from schemas.figure import Figure
from schemas.units import UnitRegistry
from schemas.vocabulary import FigureStatus
from sources.language.sentences import sentence_spans
from sources.prose.figures import prose_figures
from sources.prose.masking import mask, shifted

_MARK = re.compile(r"⟦([^⟧]*)⟧")


@dataclass(frozen=True)
class GoldFigure:
    """One marked figure: where it stands and what it should be read as."""

    locator: str
    offset: int
    raw: str
    unit: str
    role: str
    code: str
    dimension: str
    extra: dict[str, str]
    text: str


@dataclass(frozen=True)
class GoldReport:
    """A clerk's passages as a document, with the figures marked in it."""

    name: str
    sender: str
    period: str
    document: Document
    figures: tuple[GoldFigure, ...]


def read_gold(path: Path) -> GoldReport:
    """The report of one gold file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    body: list[Paragraph] = []
    notes: list[Footnote] = []
    figures: list[GoldFigure] = []
    before: list[str] = []
    for passage in content["passages"]:
        headings = passage.get("headings") or []
        shared = 0
        while shared < min(len(headings), len(before)) and headings[shared] == before[shared]:
            shared += 1
        for level, heading in enumerate(headings[shared:], start=shared + 1):
            body.append(
                Paragraph(f"body/p[{len(body) + 1}]", heading, style=f"heading {level}", is_bold=True)
            )
        before = headings
        if passage.get("lead"):
            body.append(Paragraph(f"body/p[{len(body) + 1}]", passage["lead"]))
        locator = f"body/p[{len(body) + 1}]"
        text, found = _unmark(passage["text"], locator)
        footnotes = passage.get("footnotes") or []
        marks = tuple(
            FootnoteMark(match.start() - earlier, len(notes) + earlier + 1)
            for earlier, match in enumerate(re.finditer("‡", text))
            if earlier < len(footnotes)
        )
        figures.extend(_moved(figure, text) for figure in found)
        body.append(Paragraph(locator, text.replace("‡", ""), marks=marks))
        for footnote in footnotes:
            number = len(notes) + 1
            note_locator = f"footnote[{number}]/p[1]"
            note_text, note_figures = _unmark(footnote, note_locator)
            notes.append(Footnote(number, (Paragraph(note_locator, note_text),)))
            figures.extend(note_figures)
    document = Document(path.stem, path.name, "gold", tuple(body), tuple(notes))
    return GoldReport(path.stem, content["sender"], str(content["period"]), document, tuple(figures))


def score_gold(report: GoldReport, units: UnitRegistry) -> Score:
    """Score the reading of one gold report; every difference is a line of `misses`."""
    ours = {
        (figure.locator, offset): figure
        for figure, offset in _placed(
            prose_figures(report.document, report.sender, report.period, units), report
        )
    }
    result = Score()
    wanted = {(figure.locator, figure.offset): figure for figure in report.figures}
    for place, gold in wanted.items():
        figure = ours.get(place)
        if gold.code == "!":
            if figure is not None and figure.status == FigureStatus.MAPPED:
                result.mapped += 1
                result.misses.append(f"{report.name} SCOPE {figure.indicator_code}: {gold.text}")
            continue
        result.gold += 1
        result.gold_mapped += gold.code != "-"
        if figure is None or figure.status not in (FigureStatus.MAPPED, FigureStatus.UNMAPPED):
            result.misses.append(
                f"{report.name} LOST ({figure.reason if figure else 'unread'}) {gold.code}: {gold.text}"
            )
            continue
        result.found += 1
        if figure.role == gold.role and same_unit_word(gold.unit, figure.unit):
            result.exact += 1
        else:
            result.misses.append(
                f"{report.name} SHAPE got {figure.unit}/{figure.role.value} "
                f"want {gold.unit}/{gold.role}: {gold.text}"
            )
        _score_code(result, report, gold, figure)
    for place, figure in ours.items():
        if figure.status in (FigureStatus.MAPPED, FigureStatus.UNMAPPED):
            gold = wanted.get(place)
            if gold is None or gold.code != "!":
                result.ours += 1
            if gold is None:
                result.mapped += figure.status == FigureStatus.MAPPED
                result.misses.append(
                    f"{report.name} EXTRA {figure.indicator_code} {figure.unit}/{figure.role.value}: "
                    f"{figure.quote[max(0, figure.start - 60) : figure.start]}[{figure.raw}]"
                    f"{figure.quote[figure.end : figure.end + 50]}"
                )
    return result


def _score_code(result: Score, report: GoldReport, gold: GoldFigure, figure: Figure) -> None:
    is_mapped = figure.status == FigureStatus.MAPPED
    if gold.code == "-" and "unit" in gold.extra and figure.unit_id == gold.extra["unit"]:
        return  # given to the other unit that it is about
    result.mapped += is_mapped
    if gold.code == "-":
        if is_mapped:
            result.misses.append(f"{report.name} FALSE {figure.indicator_code}: {gold.text}")
        return
    dimension = figure.unit_kind or figure.category or ""
    unit = gold.extra.get("unit", report.sender)
    if (
        is_mapped
        and figure.indicator_code == gold.code
        and dimension == gold.dimension
        and figure.unit_id == unit
    ):
        result.mapped_right += 1
        return
    kind = "WRONG" if is_mapped else "MISSED"
    got = (
        f"{figure.indicator_code} {dimension} {figure.unit_id if figure.unit_id != unit else ''}"
        if is_mapped
        else figure.reason
    )
    result.misses.append(f"{report.name} {kind} got {got} want {gold.code} {gold.dimension}: {gold.text}")


def _placed(figures: tuple[Figure, ...], report: GoldReport) -> list[tuple[Figure, int]]:
    """Each figure with its offset in its paragraph's text."""
    paragraphs = {p.locator: p.text for p in report.document.paragraphs}
    paragraphs.update({p.locator: p.text for note in report.document.footnotes for p in note.paragraphs})
    spans: dict[str, list[tuple[str, int, list[tuple[int, int]], str]]] = {}
    for locator, text in paragraphs.items():
        for start, end in sentence_spans(text):
            quote, masked = mask(text[start:end])
            spans.setdefault(locator, []).append((quote, start, masked, text[start:end]))
    placed = []
    for figure in figures:
        for quote, start, masked, sentence in spans.get(figure.locator, ()):
            if quote != figure.quote:
                continue
            for offset in range(len(sentence)):
                if sentence.startswith(figure.raw, offset) and shifted(offset, masked) == figure.start:
                    placed.append((figure, start + offset))
                    break
    return placed


def _unmark(text: str, locator: str) -> tuple[str, list[GoldFigure]]:
    plain, figures, position = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[position : match.start()]
        raw, unit, role, code, *rest = [part.strip() for part in match.group(1).split("|")]
        extra = dict(part.split("=", 1) for part in rest if "=" in part)
        dimension = next((part for part in rest if part and "=" not in part), "")
        context = _MARK.sub(
            lambda m: m.group(1).split("|")[0], text[max(0, match.start() - 160) : match.end() + 140]
        )
        figures.append(
            GoldFigure(locator, len(plain), raw, unit, role, code, dimension, extra, f"«{raw}» … {context}")
        )
        plain += raw
        position = match.end()
    return plain + text[position:], figures


def _moved(figure: GoldFigure, text: str) -> GoldFigure:
    """The figure's offset after the footnote marks before it are taken out."""
    marks = text.count("‡", 0, figure.offset)
    return GoldFigure(
        figure.locator, figure.offset - marks, figure.raw, figure.unit, figure.role, figure.code,
        figure.dimension, figure.extra, figure.text,
    )  # fmt: skip
