"""`tonghop extract --why`: for each number of running text, which wording fired and what came second."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.exit_codes import DONE, RUN_FAILED
from schemas.errors import IntakeError
from schemas.units import UnitRegistry
from schemas.wordings import WordingRule
from sources.identify import identify
from sources.prose.matching import Candidate
from sources.prose.why import Why, explain_figures
from sources.reading import read_document


def print_why(files: Sequence[Path]) -> int:
    """Print the account of every statistical number; gives the exit code."""
    units = UnitRegistry.load()
    failed = 0
    for path in files:
        try:
            document = read_document(path.read_bytes(), path.name)
        except IntakeError as error:
            print(f"tonghop: {path.name}: {error.reason_vi}", file=sys.stderr)  # noqa: T201
            failed += 1
            continue
        identity = identify(document, path.name, "", units)
        for account in explain_figures(document, identity.unit_id, identity.period_code, units):
            sys.stdout.write(_account(account))
    return RUN_FAILED if failed else DONE


def _account(account: Why) -> str:
    figure = account.figure
    before, behind = (
        figure.quote[max(0, figure.start - 60) : figure.start],
        figure.quote[figure.end : figure.end + 60],
    )
    outcome = figure.indicator_code or f"unmapped ({figure.reason})"
    topics = ", ".join(f"{name} {strength:.1f}" for name, strength in account.topics[:4]) or "none"
    lines = [
        f"{figure.locator}  …{before}[{figure.raw}]{behind}…",
        f"  {figure.role.value} of {figure.unit or 'no unit'} → {outcome}",
        f"  topics: {topics}; action: {account.action}",
    ]
    if account.fired is not None:
        lines.append(f"  fired:  {_candidate(account.fired)}")
    if account.second is not None:
        lines.append(f"  second: {_candidate(account.second)}")
    lines.extend(
        f"  would be {code} if its `{condition}` held: {asked}"
        for code, condition, asked in account.nearest[:4]
    )
    return "\n".join(lines) + "\n\n"


def _candidate(candidate: Candidate) -> str:
    return f"{candidate.code} {candidate.score:.1f} by {_conditions(candidate.rule)}"


def _conditions(rule: WordingRule) -> str:
    """The rule's conditions as the wordings file has them, shortened."""
    parts = []
    for name in ("topics", "actions", "left", "right", "near", "context", "without", "unless"):
        values: tuple[str, ...] = getattr(rule, name)
        if values:
            more = "…" if len(values) > 4 else ""
            parts.append(f"{name} [{', '.join(values[:4])}{more}]")
    parts.extend(f"with [{', '.join(group[:4])}…]" for group in rule.with_any)
    return "; ".join(parts) or "its unit of measure"
