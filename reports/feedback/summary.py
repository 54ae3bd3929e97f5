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
from reports.feedback.sentences import counts_line, excerpt, summary_line
from reports.feedback.wording import wording
from schemas.vocabulary import Severity

_MOST_REMARKS = 6
_MOST_MISSING = 8
_MOST_NOTES = 3
_LEAST = 3
_PAGE_LINES = 31.5
_LINES_OF = {"action": 1.3, "remark": 3.6, "missing": 1.2, "note": 1.5, "figure": 0.85, "heading": 2.0}
"""What a piece takes of the page beside title and headings, in lines of 13 points, as measured."""
_CONTEXT = 70
_WORD_COLOURS = {Severity.ERROR: "B00020", Severity.WARNING: "8A5200", Severity.INFORMATION: "2C5783"}

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" \
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


def _page(answer: Answer) -> _Page:
    say = wording()
    remarks, missing, figures = _fitting(answer)
    hidden_remarks = len(answer.remarks) - remarks
    hidden_missing = len(answer.missing) - missing
    return _Page(
        file_name=xml_text(answer.file_name),
        sender=answer.sender,
        report_type=answer.report_type,
        period=answer.period,
        counts=counts_line(answer),
        summary=summary_line(answer),
        actions=answer.actions,
        remarks=tuple(_remark_line(remark) for remark in answer.remarks[:remarks]),
        more_remarks=say.more_remarks.format(count=hidden_remarks) if hidden_remarks > 0 else "",
        missing=answer.missing[:missing],
        more_missing=say.more_missing.format(count=hidden_missing) if hidden_missing > 0 else "",
        notes=tuple(xml_text(note) for note in answer.notes[:_MOST_NOTES]),
        figures=answer.main_figures[:figures],
    )


def _fitting(answer: Answer) -> tuple[int, int, int]:
    """How many remarks, missing figures and main figures one page has room for, in this order of weight."""
    remarks = min(len(answer.remarks), _MOST_REMARKS)
    missing = min(len(answer.missing), _MOST_MISSING)
    notes = min(len(answer.notes), _MOST_NOTES)
    fixed = _LINES_OF["action"] * len(answer.actions) + _LINES_OF["note"] * notes
    fixed += _LINES_OF["heading"] * (bool(missing) + bool(notes))

    def room() -> float:
        return _PAGE_LINES - fixed - _LINES_OF["remark"] * remarks - _LINES_OF["missing"] * missing

    while room() < _LEAST * _LINES_OF["figure"] and max(remarks, missing) > _LEAST:
        if remarks > _LEAST:
            remarks -= 1
        else:
            missing -= 1
    return remarks, missing, max(_LEAST, int(room() / _LINES_OF["figure"]))


def _remark_line(remark: Remark) -> _RemarkLine:
    before, after = excerpt(remark, _CONTEXT)
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
