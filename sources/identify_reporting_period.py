"""Which period a document reports on: title first, then opening, body, and date line; with cross-checks.

What does not belong here: how a period is worded (`identify_periods`).
"""

from __future__ import annotations

from schemas.periods import Grain, parse_period
from schemas.vocabulary import ReportType
from sources.identify_case import Case
from sources.identify_periods import PeriodMention, period_mentions, period_of_title

_ANCHOR_WORDS = 4
"""So many words before a period have to agree for title and body to speak of the same thing."""
_BODY_SHARE = 0.5
_FEW = 2
_OWN_REPORTS = (ReportType.NARRATIVE, ReportType.ANNEX)


def reporting_period_of(case: Case, report_type: ReportType) -> str | None:
    """The code of the period; None where the document does not tell."""
    mention = period_of_title(case.head.title, case.wordings, case.head.date_parts[2])
    if mention is not None:
        case.note("period by title")
        _check_against_body(case, mention)
        _check_against_date(case, mention, report_type)
        _check_against_names(case, mention)
        return mention.code
    for text in case.head.opening:
        mention = next((each for each in period_mentions(text, case.wordings) if not each.is_forward), None)
        if mention is not None:
            case.note("period by opening", 0.8)
            _check_against_names(case, mention)
            return mention.code
    if case.body_years:
        year, times = case.body_years.most_common(1)[0]
        if times > _BODY_SHARE * case.body_years.total():
            case.note("period by the year that the body speaks of", 0.6)
            return str(year)
    return _period_of_date(case, report_type)


def _period_of_date(case: Case, report_type: ReportType) -> str | None:
    """An annual report is dated around the turn of its year (NĐ 09/2019/NĐ-CP Art. 12.4)."""
    _, month, year = case.head.date_parts
    if year is not None and report_type in _OWN_REPORTS:
        if month in case.wordings.year_of_previous_months:
            case.note("period by date, the year before", 0.5)
            return str(year - 1)
        if month in case.wordings.year_of_same_months:
            case.note("period by date", 0.5)
            return str(year)
    case.note("period not stated", 0.5)
    return None


def _check_against_body(case: Case, mention: PeriodMention) -> None:
    """The opening names the same matter with another year, or the body hardly knows the title's year."""
    period = parse_period(mention.code)
    if period.grain is Grain.PHASE:
        return
    label, anchor = period.label_vi.lower(), _words_before(case.head.title, mention)
    for text in case.head.opening:
        for other in period_mentions(text, case.wordings):
            is_same_matter = anchor and _words_before(text, other).lower() == anchor.lower()
            if other.year != mention.year and not other.is_forward and is_same_matter:
                quote = f"{anchor} {text[other.start : other.end]}"
                body = parse_period(other.code).label_vi.lower()
                case.contradict("year_in_body", 0.9, title=label, quote=quote, body=body)
                return
    if not case.body_speaks_of(mention.year) and case.body_years:
        year, times = case.body_years.most_common(1)[0]
        if times > _FEW:
            case.contradict("year_missing_in_body", 0.8, title=label, body=year)


def _check_against_date(case: Case, mention: PeriodMention, report_type: ReportType) -> None:
    dated, period = case.head.dated_on, parse_period(mention.code)
    if dated is not None and report_type in _OWN_REPORTS and dated < period.starts_on:
        case.contradict("dated_before", 0.7, dated=dated.strftime("%d/%m/%Y"), title=period.label_vi.lower())


def _check_against_names(case: Case, mention: PeriodMention) -> None:
    period = parse_period(mention.code)
    accepted = {case.head.date_parts[2], *range(period.starts_on.year, mention.year + 2)}
    years = [int(match["year"]) for match in case.wordings.bare_year.finditer(case.file_words)]
    if years and not accepted & set(years):
        case.contradict("year_in_name", 0.8, name=years[0], title=period.label_vi.lower())


def _words_before(text: str, mention: PeriodMention) -> str:
    return " ".join(text[: mention.start].split()[-_ANCHOR_WORDS:])
