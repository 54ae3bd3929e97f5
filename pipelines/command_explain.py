"""`tonghop explain`: from a published value to the sentences and cells it came from."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from pipelines.named_unit import unit_id_named
from pipelines.screen import number, screen
from pipelines.settings import Settings
from schemas.errors import SettingsError
from schemas.indicators import indicators
from schemas.labels import labels
from schemas.periods import Period, parse_period
from warehouse.engine import open_warehouse
from warehouse.explain import ChildValue, ExplainedValue, Explanation, Source, explain

_DIMENSIONS = ("unit_kind", "offence_group", "award_level")


def print_explanation(
    settings: Settings,
    unit: str,
    period: str,
    indicator: str,
    *,
    kind: str | None,
    category: str | None,
    as_json: bool,
) -> None:
    """Print what a value is made of, of one kind of unit or category where these are given.

    Raises `SettingsError` for an unknown unit or indicator, or where nothing is published for them.
    """
    when = parse_period(period)
    if indicator not in indicators():
        raise SettingsError(f"there is no indicator {indicator}; the codes are in the view bi.indicators")
    unit_id = unit_id_named(unit, when)
    with open_warehouse(settings.warehouse_url or settings.data_dir).reading() as connection:
        explanation = explain(connection, unit_id, when.code, indicator)
    values = [value for value in explanation.values if _is_asked_for(value, kind, category)]
    if not values:
        raise SettingsError(f"nothing is published for {unit_id}, {when.code}, {indicator}")
    if as_json:
        record = {**asdict(explanation), "values": [asdict(value) for value in values]}
        json.dump(record, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
        return
    console = screen()
    _print_head(console, explanation, when)
    for value in values:
        _print_value(console, explanation, value)


def _is_asked_for(value: ExplainedValue, kind: str | None, category: str | None) -> bool:
    return kind in {None, value.unit_kind} and category in {None, value.category}


def _print_head(console: Console, explanation: Explanation, when: Period) -> None:
    name = explanation.name or explanation.unit_id
    console.print(Text(f"{explanation.label_vi or explanation.indicator_code}", style="bold"))
    console.print(f"{name} ({explanation.unit_id}), {when.label_vi}, {explanation.indicator_code}")


def _print_value(console: Console, explanation: Explanation, value: ExplainedValue) -> None:
    console.print()
    title = Text(f"{number(value.value)} {explanation.measure or ''}", style="bold green")
    for code in (value.unit_kind, value.category):
        if code:
            title.append(f"  {_label(code)}", style="bold")
    title.append(f"  {value.origin}, {value.release_id}", style="dim")
    if value.units_expected is not None:
        title.append(f", {value.units_reported}/{value.units_expected} units", style="dim")
    console.print(title)
    if not value.children:
        for source in value.sources:
            _print_source(console, source, "  ")
    for child in value.children:
        _print_child(console, child)


def _print_child(console: Console, child: ChildValue) -> None:
    amount = "no figure" if child.value is None else number(child.value)
    console.print(
        Text(f"  {child.name}: ").append(amount, style="green" if child.value is not None else "red")
    )
    for source in child.sources:
        _print_source(console, source, "    ")


def _print_source(console: Console, source: Source, indent: str) -> None:
    place = f"{source.file_name or source.document_id} {source.locator}"
    line = Text(f"{indent}{source.operation} ", style="dim").append(source.raw, style="bold")
    console.print(line.append(f"  {place}", style="dim"))
    if source.quote:
        console.print(Text(f"{indent}  “{source.quote}”", style="italic"))
    if source.reason:
        console.print(Text(f"{indent}  {source.reason}", style="cyan"))


def _label(code: str) -> str:
    """The Vietnamese name of a kind or category, whichever list it is of; the code where it has none."""
    names = (labels()[name].get(code) for name in _DIMENSIONS if name in labels())
    return next((each.label_vi for each in names if each), code)
