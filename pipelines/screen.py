"""What people see in a terminal: one look for every command, in tables that fit the window."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.summary_page import written
from schemas.figure import Extraction
from schemas.vocabulary import DocumentStatus, FigureStatus, Severity

STYLES = {
    FigureStatus.MAPPED: "green",
    FigureStatus.UNMAPPED: "yellow",
    FigureStatus.NOT_STATISTIC: "dim",
    FigureStatus.OUT_OF_SCOPE: "dim",
    DocumentStatus.ACCEPTED: "green",
    DocumentStatus.SUPERSEDED: "dim",
    DocumentStatus.DUPLICATE: "dim",
    DocumentStatus.QUARANTINED: "red",
    DocumentStatus.WITHDRAWN: "dim",
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFORMATION: "dim",
}


@cache
def screen() -> Console:
    """The standard output; without a terminal it is as wide as a page and has no colours."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=120)


def table(title: str, *columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table in the house's look; the columns in `right` hold numbers."""
    result = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        header_style="dim",
        show_edge=False,
    )
    for column in columns:
        result.add_column(column, justify="right" if column in right else "left", no_wrap=column in right)
    return result


def number(value: Decimal | int | None) -> str:
    """A number as Vietnamese readers write it, with at most two decimals; a dash where there is none."""
    return written(None if value is None else Decimal(value))


def signed(value: Decimal | None) -> str:
    """A change with its sign, null as a dash."""
    if value is None:
        return "–"
    return ("+" if value > 0 else "") + number(value)


def rounded_percent(value: Decimal | None) -> str:
    """A percentage change with two decimals and its sign."""
    return "" if value is None else f"{signed(value)} %"


def styled(code: str) -> Text:
    """A code of a closed list in its colour."""
    return Text(code, style=STYLES.get(code, ""))  # type: ignore[call-overload]


def local_time(instant: datetime) -> str:
    """An instant of the warehouse (UTC) in the local time of this machine."""
    return f"{instant.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def figure_table(name: str, extraction: Extraction) -> Table:
    """The figures of a document, one a line, for `tonghop extract --table`."""
    identity = extraction.identity
    title = f"{name}: {identity.unit_id or '?'}, {identity.period_code or '?'}, {identity.report_type}"
    result = table(title, "value", "unit", "role", "indicator", "status", "quote", right=("value",))
    for figure in extraction.figures:
        quote = Text(figure.quote, overflow="ellipsis", no_wrap=True)
        if figure.quote:
            quote.stylize("bold", figure.start, figure.end)
        result.add_row(
            number(figure.value),
            figure.unit,
            figure.role,
            figure.indicator_code or "",
            styled(figure.status),
            quote,
        )
    return result
