"""From rows that break a rule to rows of `stage.findings`: the sentence, the severity and the id.

A rule that is tested in SQL is a statement with the columns `subject` (unique within rule and period),
`unit_id`, `document_id`, `locator`, `reported`, `expected`, and one column for each parameter of its sentence
in `check_rules.yaml`. What each rule tests stands in the statements, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, delete, insert

from schemas.checks.rules import rule_book
from schemas.periods import Period
from schemas.vietnamese_numbers import format_number
from warehouse.tables import findings


def replace_findings(
    connection: Connection, period: Period, statements: Mapping[str, Select[Any] | None]
) -> None:
    """Replace the period's findings of the rules named; a rule without a statement has none."""
    connection.execute(
        delete(findings).where(findings.c.period_code == period.code, findings.c.rule.in_(list(statements)))
    )
    for rule, statement in statements.items():
        if statement is not None:
            rows = [row._asdict() for row in connection.execute(statement)]
            add_findings(connection, period, rule, rows)


def add_findings(
    connection: Connection, period: Period, rule: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write one finding for each row; a subject that comes twice is found once."""
    found = {f"{rule}/{period.code}/{row['subject']}": row for row in rows}
    made = [_finding(finding_id, period, rule, row) for finding_id, row in sorted(found.items())]
    if made:
        connection.execute(insert(findings), made)


def _finding(finding_id: str, period: Period, rule: str, row: Mapping[str, Any]) -> dict[str, Any]:
    declared = rule_book().rules[rule]
    parameters = {name: _written(row[name]) for name in declared.parameters}
    return {
        "finding_id": finding_id,
        "period_code": period.code,
        "unit_id": row["unit_id"],
        "document_id": row["document_id"],
        "locator": row["locator"] or "",
        "rule": rule,
        "severity": declared.severity.value,
        "message": declared.message.format(**parameters),
        "reported": row["reported"],
        "expected": row["expected"],
    }


def _written(value: Any) -> str:
    if isinstance(value, int | Decimal):
        return format_number(Decimal(value))
    return "" if value is None else str(value)
