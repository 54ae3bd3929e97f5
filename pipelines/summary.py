"""What a run ends with: documents, figures, findings, the provinces' main figures, and where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text
from sqlalchemy import Connection

from pipelines.runs import PeriodRun
from pipelines.screen import number, rounded_percent, screen, signed, styled, table
from pipelines.settings import Settings
from reports.headline import HeadlineFigure, UnitOverview, provinces
from reports.overview import documents, worst_findings
from schemas.labels import label
from schemas.vocabulary import DocumentStatus
from warehouse.reading import documents_by_status, figures_by_status, findings_by_severity

_WORST = 8
_SHOWN_REASONS = 12
_TROUBLED = (DocumentStatus.QUARANTINED, DocumentStatus.DUPLICATE, DocumentStatus.SUPERSEDED)
_GOOD, _BAD = "green", "red"


def summary_record(connection: Connection, codes: Sequence[str]) -> dict[str, Any]:
    """The counts of a run's summary, for scripts."""
    return {
        "documents": documents_by_status(connection),
        "figures": figures_by_status(connection),
        "findings": {code: findings_by_severity(connection, code) for code in codes},
    }


def print_summary(connection: Connection, settings: Settings, runs: Sequence[PeriodRun]) -> None:
    """Print what a run made of its periods, and where to look further."""
    console = screen()
    codes = tuple(run.period_code for run in runs)
    _print_documents(console, connection)
    _print_figures(console, connection)
    _print_findings(console, connection, codes)
    for overview in provinces(connection, codes):
        _print_province(console, overview)
    _print_releases(console, runs)
    place = settings.warehouse_url or settings.warehouse_file
    console.print(f"\nWarehouse: {place}", soft_wrap=True)
    console.print("Where a figure comes from: tonghop explain UNIT PERIOD INDICATOR", style="dim")


def _print_documents(console: Console, connection: Connection) -> None:
    counts = {status: count for status, count in documents_by_status(connection).items() if count}
    console.print(_counts("Documents", counts))
    troubled = [line for line in documents(connection) if line.status in _TROUBLED]
    for line in troubled[:_SHOWN_REASONS]:
        reason = line.reason or ""
        named = reason if line.file_name in reason else f"{line.file_name} – {reason}"
        console.print(Text("  ").append_text(styled(line.status)), named)
    if len(troubled) > _SHOWN_REASONS:
        console.print(f"  … {len(troubled) - _SHOWN_REASONS} more: tonghop status", style="dim")


def _print_figures(console: Console, connection: Connection) -> None:
    console.print(_counts("Figures", figures_by_status(connection)))


def _print_findings(console: Console, connection: Connection, codes: Sequence[str]) -> None:
    totals: dict[str, int] = {}
    for code in codes:
        for severity, count in findings_by_severity(connection, code).items():
            totals[severity] = totals.get(severity, 0) + count
    console.print(_counts("Findings", totals))
    for line in worst_findings(connection, codes, _WORST):
        place = f"{line.file_name or ''} {line.locator}".strip()
        console.print(Text("  ").append_text(styled(line.severity)), line.rule, line.message)
        if line.also_in:
            place = f"{place} (also in {', '.join(line.also_in)})"
        if place:
            console.print(Text(f"    {place}", style="dim"))


def _print_province(console: Console, overview: UnitOverview) -> None:
    columns = ("Chỉ tiêu", "", "Giá trị", "Năm trước", "Tăng/giảm", "%", "Đơn vị có số liệu")
    shown = table(f"{overview.name} – {overview.period_vi}", *columns, right=columns[2:])
    for figure in overview.figures:
        shown.add_row(
            _name_of(figure),
            figure.unit,
            number(figure.value),
            number(figure.previous_value),
            Text(signed(figure.change), style=_colour(figure)),
            rounded_percent(figure.change_pct),
            _coverage(figure),
        )
    console.print()
    console.print(shown)


def _print_releases(console: Console, runs: Sequence[PeriodRun]) -> None:
    console.print()
    for run in runs:
        if run.failure:
            console.print(Text(f"{run.period_code}: failed at {run.failure}", style="bold red"))
        else:
            restated = f", {run.restated} values restated" if run.restated else ""
            console.print(f"{run.period_code}: {run.result} {run.release_id}{restated}")


def _counts(title: str, counts: dict[Any, int] | Any) -> Text:
    text = Text(f"{title}: ", style="bold")
    parts = [styled(code).append(f" {number(count)}") for code, count in counts.items()]
    return text.append_text(Text(", ").join(parts)) if parts else text.append("none", style="dim")


def _name_of(figure: HeadlineFigure) -> str:
    if figure.unit_kind is None:
        return figure.label_vi
    return f"{figure.label_vi} ({label('unit_kind', figure.unit_kind).label_vi.lower()})"


def _coverage(figure: HeadlineFigure) -> str:
    if figure.units_reported is None:
        return ""
    return f"{figure.units_reported}/{number(figure.units_expected)}"


def _colour(figure: HeadlineFigure) -> str:
    if not figure.change or figure.better == "none":
        return ""
    return _GOOD if (figure.change > 0) == (figure.better == "higher") else _BAD
