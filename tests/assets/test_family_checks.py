"""The findings of a period as asset checks: one for each family, with counts and the worst of them."""

from __future__ import annotations

from assets.family_checks import FAMILY_CHECKS, family_results
from assets.finding_rows import finding_frame
from assets.workplace import Workplace
from pipelines.definitions import build_defs
from schemas.checks.rules import rule_book
from schemas.finding import Finding
from schemas.vocabulary import Severity
from warehouse import tables
from warehouse.writing import replace_period


def finding(rule: str, place: str) -> Finding:
    severity = rule_book().rules[rule].severity
    return Finding(rule, severity, f"Sai ở {place}.", "2023", "u1", "d1", place)


def test_the_graph_has_a_check_for_each_family_and_an_account_of_rows():
    keys = {
        (key.asset_key.to_user_string(), key.name)
        for key in build_defs().resolve_asset_graph().asset_check_keys
    }
    assert {("findings", spec.name) for spec in FAMILY_CHECKS} <= keys
    assert {("observations", "no_row_is_lost"), ("listings", "no_row_is_lost")} <= keys
    assert len(FAMILY_CHECKS) == len(rule_book().families)


def test_a_family_passes_without_errors_and_warnings_and_tells_its_counts(workplace: Workplace):
    found = [finding("A01", "p1"), finding("A05", "p2"), finding("A02", "p3"), finding("P01", "")]
    with workplace.writing() as connection:
        replace_period(connection, tables.findings, "2023", finding_frame(found, "2023"))
        results = {result.check_name: result for result in family_results(connection, "2023")}
    passed = {name: result.passed for name, result in results.items()}
    assert passed == dict.fromkeys(results, True) | {"arithmetic": False}
    told = results["arithmetic"].metadata
    assert told["findings"].value == 3
    assert told["by_severity"].value == {Severity.ERROR: 2, Severity.WARNING: 0, Severity.INFORMATION: 1}
    assert told["by_rule"].value == {"A01": 1, "A02": 1, "A05": 1}
    assert "Sai ở p1." in told["worst"].value
    assert "rule LIKE 'A%'" in told["all_of_them"].value
