"""The one-page summary of an answer, in HTML and as a Word document: the same words in both.

The page is kept to one by showing the gravest remarks and the first figures only; all of them stand in the
annotated copy. What does not belong here: what is said (`composing`, `wording`).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from reports.feedback.answer import Answer, MainFigure, Remark
from reports.feedback.package import NEW_PART_DATE, xml_text
from reports.feedback.wording import wording
from schemas.vocabulary import FigureStatus, Severity

_MOST_REMARKS = 6
_MOST_MISSING = 8
_MOST_NOTES = 3
_FEWER_FIGURES = 10
_CONTEXT = 70
_WORD_COLOURS = {Severity.ERROR: "B00020", Severity.WARNING: "8A5200", Severity.INFORMATION: "2C5783"}

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_LINKS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>"""


@dataclass(frozen=True, slots=True)
class _RemarkLine:
    severity: str
    weight: str
    place: str
    message: str
    before: str
    number: str
    after: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Page:
    """What the templates show; every text is free of characters that XML does not allow."""

    file_name: str
    sender: str
    report_type: str
    period: str
    counts: str
    summary: str
    actions: tuple[str, ...]
    remarks: tuple[_RemarkLine, ...]
    more_remarks: str
    missing: tuple[str, ...]
    more_missing: str
    notes: tuple[str, ...]
    figures: tuple[MainFigure, ...]


def summary_html(answer: Answer) -> str:
    """The page as HTML that stands alone."""
    return _environment().get_template("summary.html").render(page=_page(answer), say=wording())


def summary_word(answer: Answer) -> bytes:
    """The page as a .docx."""
    document = _environment().get_template("summary_document.xml").render(page=_page(answer), say=wording())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _LINKS),
            ("word/document.xml", document),
        ):
            member = zipfile.ZipInfo(name, NEW_PART_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, text.encode())
    return out.getvalue()


def counts_line(answer: Answer) -> str:
    """How many numbers were read and what became of them, in a sentence."""
    named = {status.value: answer.counts.get(status, 0) for status in FigureStatus}
    return wording().counts.format(total=sum(named.values()), **named)


def summary_line(answer: Answer) -> str:
    """How many remarks of each weight, in a sentence; that there is nothing to do, where there are none."""
    if not answer.remarks:
        return wording().nothing_to_do
    return wording().summary.format(
        errors=answer.count(Severity.ERROR),
        warnings=answer.count(Severity.WARNING),
        informations=answer.count(Severity.INFORMATION),
    )


def _page(answer: Answer) -> _Page:
    say = wording()
    hidden_remarks = len(answer.remarks) - _MOST_REMARKS
    hidden_missing = len(answer.missing) - _MOST_MISSING
    figures = answer.main_figures[:_FEWER_FIGURES] if answer.calls_for_work else answer.main_figures
    return _Page(
        file_name=xml_text(answer.file_name),
        sender=answer.sender,
        report_type=answer.report_type,
        period=answer.period,
        counts=counts_line(answer),
        summary=summary_line(answer),
        actions=answer.actions,
        remarks=tuple(_remark_line(remark) for remark in answer.remarks[:_MOST_REMARKS]),
        more_remarks=say.more_remarks.format(count=hidden_remarks) if hidden_remarks > 0 else "",
        missing=answer.missing[:_MOST_MISSING],
        more_missing=say.more_missing.format(count=hidden_missing) if hidden_missing > 0 else "",
        notes=tuple(xml_text(note) for note in answer.notes[:_MOST_NOTES]),
        figures=figures,
    )


def _remark_line(remark: Remark) -> _RemarkLine:
    before, after = remark.sentence[: remark.start], remark.sentence[remark.end :]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + "…"
    return _RemarkLine(
        severity=remark.severity,
        weight=wording().severities[remark.severity],
        place=xml_text(remark.place),
        message=xml_text(remark.finding.message),
        before=xml_text(before),
        number=xml_text(remark.number),
        after=xml_text(after),
        colour=_WORD_COLOURS[remark.severity],
    )


@cache
def _environment() -> Environment:
    """Templates of this package; everything that is filled in is escaped, in HTML and in XML alike."""
    folder = files("reports.feedback")
    loader = FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
