"""The findings of a period as asset checks, one for each family: the graph shows where the trouble is."""

from collections.abc import Iterator
from typing import Any

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, MetadataValue
from sqlalchemy import Connection, Row, case, select

from assets.described import as_markdown
from schemas.checks.rules import rule_book
from schemas.vocabulary import Severity
from warehouse.tables import documents, findings

_NAMES = {
    "S": "structure",
    "R": "range",
    "A": "arithmetic",
    "T": "time",
    "X": "cross_source",
    "K": "completeness",
    "I": "identity",
    "P": "privacy",
}
_LISTED = 20
_COLUMNS = ("rule", "severity", "unit", "file", "place", "message")

FAMILY_CHECKS = [
    AssetCheckSpec(
        name=_NAMES[family],
        asset="findings",
        description=f"{name}: no rule of family {family} is broken by an error or a warning.",
        metadata={
            "rules": [code for code, rule in sorted(rule_book().rules.items()) if rule.family == family]
        },
    )
    for family, name in rule_book().families.items()
]


def family_results(connection: Connection, period_code: str) -> Iterator[AssetCheckResult]:
    """How each family fared in a period; reads `stage.findings`.

    A family passes without errors and warnings. Nothing is blocked: an error is what a clerk mends, the
    release is guarded by its audit.
    """
    rows = connection.execute(_of_period(period_code)).all()
    for family, name in _NAMES.items():
        yield _result(name, family, period_code, [row for row in rows if row.rule.startswith(family)])


def _of_period(period_code: str) -> Any:
    gravity = case({each.value: place for place, each in enumerate(Severity)}, value=findings.c.severity)
    return (
        select(
            findings.c.rule,
            findings.c.severity,
            findings.c.unit_id,
            documents.c.file_name,
            findings.c.locator,
            findings.c.message,
        )
        .outerjoin(documents, documents.c.document_id == findings.c.document_id)
        .where(findings.c.period_code == period_code)
        .order_by(gravity, findings.c.rule, findings.c.finding_id)
    )


def _result(name: str, family: str, period_code: str, rows: list[Row[Any]]) -> AssetCheckResult:
    by_severity = {each.value: sum(row.severity == each for row in rows) for each in Severity}
    by_rule = {code: sum(row.rule == code for row in rows) for code in sorted({row.rule for row in rows})}
    told = f"SELECT * FROM bi.findings WHERE period_code = '{period_code}' AND rule LIKE '{family}%'"
    return AssetCheckResult(
        check_name=name,
        asset_key="findings",
        passed=by_severity[Severity.ERROR] + by_severity[Severity.WARNING] == 0,
        severity=AssetCheckSeverity.WARN,
        metadata={
            "findings": len(rows),
            "by_severity": MetadataValue.json(by_severity),
            "by_rule": MetadataValue.json(by_rule),
            "all_of_them": MetadataValue.text(told),
            "worst": MetadataValue.md(as_markdown(_COLUMNS, [tuple(row) for row in rows[:_LISTED]])),
        },
    )
