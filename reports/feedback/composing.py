"""The answer to a sender, put together from what was read and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from reports.feedback.answer import Answer, MainFigure, Remark
from reports.feedback.outline import Outline
from reports.feedback.remarks import remarks_of
from reports.feedback.wording import wording
from schemas.document import Document
from schemas.errors import ReferenceDataError
from schemas.figure import Extraction, Figure, Identity, ListingRow
from schemas.finding import Finding
from schemas.indicators import Indicator, indicators
from schemas.labels import label
from schemas.obligations import obligations_for, required_indicators
from schemas.periods import Period, parse_period
from schemas.units import UnitRegistry
from schemas.vietnamese_numbers import format_number
from schemas.vocabulary import FigureStatus, ReportType, Role, Severity

_VALUES = (Role.COUNT, Role.AMOUNT, Role.PART)
_MOST_FIGURES = 15
_COUNTED_BY_LISTS: Mapping[str, Callable[[ListingRow], bool]] = {
    "rating.assessed": lambda row: row.rating is not None,
    "safety.registered": lambda row: row.registered is not None,
    "safety.recognised": lambda row: row.recognised is not None,
}


def compose_answer(
    file_name: str,
    document: Document,
    extraction: Extraction,
    findings: Iterable[Finding],
    alongside: Sequence[Extraction] = (),
) -> Answer:
    """The answer on one document.

    `alongside` are the other documents of the same package: a required figure that one of them states for
    this sender and period is not missing.
    """
    identity, outline = extraction.identity, Outline(document)
    period = _period(identity.period_code)
    remarks = remarks_of(extraction, findings, outline)
    missing = missing_figures(extraction, alongside)
    due_on = _due_on(identity, period)
    counts = Counter(figure.status for figure in extraction.figures)
    return Answer(
        file_name=file_name,
        sender=_sender(identity, period),
        period=period.label_vi if period else "",
        report_type=label("report_type", identity.report_type).label_vi,
        counts={status: counts[status] for status in FigureStatus},
        main_figures=_main_figures(extraction, period, outline),
        missing=tuple(indicators()[code].label_vi for code in missing),
        remarks=remarks,
        notes=tuple(note for note in extraction.notes if _is_vietnamese(note)),
        due_on=due_on,
        actions=_actions(remarks, len(missing), due_on),
    )


def _period(code: str | None) -> Period | None:
    try:
        return parse_period(code) if code else None
    except ReferenceDataError:
        return None


def _sender(identity: Identity, period: Period | None) -> str:
    if identity.unit_id is None:
        return ""
    units = UnitRegistry.load()
    unit = units.get(identity.unit_id, period.ends_on) if period else None
    history = units.history(identity.unit_id)
    unit = unit or (history[-1] if history else None)
    return unit.name if unit else identity.unit_id


def missing_figures(extraction: Extraction, alongside: Sequence[Extraction] = ()) -> tuple[str, ...]:
    """The codes of the indicators that the report must state and that no document of the package does."""
    identity, package = extraction.identity, (extraction, *alongside)
    period = _period(identity.period_code)
    if period is None or identity.unit_id is None:
        return ()
    stated = {
        figure.indicator_code
        for each in package
        for figure in each.figures
        if _is_own_value(figure, identity)
    }
    stated.update(code for each in package for code in _listed(each, identity))
    return tuple(
        code for code in required_indicators(identity.report_type, period.grain) if code not in stated
    )


def _is_own_value(figure: Figure, identity: Identity) -> bool:
    """Whether it is a value of the sender itself for the document's period."""
    return (
        figure.status is FigureStatus.MAPPED
        and figure.role in _VALUES
        and figure.unit_id in (None, identity.unit_id)
        and figure.period_code in (None, identity.period_code)
    )


def _listed(extraction: Extraction, identity: Identity) -> Iterator[str]:
    """The indicators that a list of the same sender and period counts, unit by unit."""
    theirs = extraction.identity
    if (theirs.unit_id, theirs.period_code) != (identity.unit_id, identity.period_code):
        return
    for row in extraction.listings:
        if row.period_code == identity.period_code:
            yield from (code for code, is_told in _COUNTED_BY_LISTS.items() if is_told(row))


def _due_on(identity: Identity, period: Period | None) -> date | None:
    """The day by which the sender owes this report, by the units and rules in force at the period's end."""
    if period is None or identity.unit_id is None:
        return None
    unit = UnitRegistry.load().get(identity.unit_id, period.ends_on)
    if unit is None:
        return None
    owed = [each for each in obligations_for(unit.level, period) if each.report_type is identity.report_type]
    return owed[0].due_on if owed else None


def _main_figures(extraction: Extraction, period: Period | None, outline: Outline) -> tuple[MainFigure, ...]:
    """The figures that the report is there for; without a list of required ones, those it begins with."""
    identity = extraction.identity
    own = [figure for figure in extraction.figures if _is_own_value(figure, identity)]
    first: dict[str, Figure] = {}
    for figure in own:
        code = figure.indicator_code
        if code is not None and (code not in first or (_is_total(figure) and not _is_total(first[code]))):
            first[code] = figure
    required = required_indicators(ReportType.NARRATIVE, period.grain) if period else ()
    wanted = [code for code in required if code in first] if _is_narrative(identity) else []
    codes = wanted or list(first)
    catalogue = indicators()
    return tuple(
        _main_figure(first[code], catalogue[code], outline)
        for code in codes[:_MOST_FIGURES]
        if code in catalogue
    )


def _main_figure(figure: Figure, indicator: Indicator, outline: Outline) -> MainFigure:
    name = indicator.label_vi
    if figure.unit_kind is not None:
        name = f"{name} ({label('unit_kind', figure.unit_kind).label_vi.lower()})"
    value = "" if figure.value is None else format_number(figure.value)
    return MainFigure(indicator.code, name, value, indicator.unit, outline.place(figure.locator))


def _is_total(figure: Figure) -> bool:
    return figure.category is None and figure.role is not Role.PART


def _is_narrative(identity: Identity) -> bool:
    return identity.report_type is ReportType.NARRATIVE


def _actions(remarks: Sequence[Remark], missing: int, due_on: date | None) -> tuple[str, ...]:
    said = wording().actions
    errors = sum(remark.severity is Severity.ERROR for remark in remarks)
    warnings = sum(remark.severity is Severity.WARNING for remark in remarks)
    counted = (("errors", errors), ("warnings", warnings), ("missing", missing))
    actions = [said[name].format(count=count) for name, count in counted if count]
    if not actions:
        return (said["none"],)
    actions.append(said["resend"])
    if due_on is not None:
        actions.append(said["due"].format(due=f"{due_on:%d/%m/%Y}"))
    return tuple(actions)


def _is_vietnamese(note: str) -> bool:
    """Remarks of the readers are in English, for logs; those for people are not."""
    return any(letter.isalpha() and not letter.isascii() for letter in note)
