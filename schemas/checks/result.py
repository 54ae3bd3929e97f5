"""What a rule found at one figure: true, false, or that it could not be evaluated and why.

Rules make results with `holds`, `fails` and `not_evaluated`; the wording comes from the rule book.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schemas.checks.rules import rule_book
from schemas.errors import RuleError
from schemas.figure import Figure
from schemas.vocabulary import Severity


class Outcome(StrEnum):
    """The three results of a check: true, false, could not be evaluated."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_EVALUATED = "not_evaluated"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One rule at one figure (None: at the document as a whole).

    `message` is the clerk's sentence of a false result; `reason` the code (key of `reasons` in the rule
    book) of one that could not be evaluated. `reported` and `expected` are in the unit of the figure;
    `locator` is where a false result stands.
    """

    rule: str
    outcome: Outcome
    figure: Figure | None = None
    message: str = ""
    reason: str = ""
    reported: Decimal | None = None
    expected: Decimal | None = None
    locator: str = ""

    @property
    def severity(self) -> Severity:
        """The weight of the rule that was tested."""
        return rule_book().rules[self.rule].severity

    @property
    def reason_text(self) -> str:
        """Why it could not be evaluated, as a Vietnamese sentence; "" where it could."""
        return rule_book().reasons[self.reason] if self.reason else ""


def holds(rule: str, figure: Figure) -> CheckResult:
    """The rule is true at this figure."""
    return CheckResult(rule, Outcome.HOLDS, figure)


def not_evaluated(rule: str, figure: Figure, reason: str) -> CheckResult:
    """The rule says nothing about this figure, for a declared reason; raises `RuleError` for another one."""
    if reason not in rule_book().reasons:
        raise RuleError(f"rule {rule}: reason {reason!r} is not declared")
    return CheckResult(rule, Outcome.NOT_EVALUATED, figure, reason=reason)


def fails(
    rule: str, place: Figure | str | None, expected: Decimal | None = None, /, **parameters: str
) -> CheckResult:
    """The rule is false at a figure, a locator, or (None) for the document as a whole.

    `parameters` fill its sentence, else `RuleError` is raised.
    """
    figure = place if isinstance(place, Figure) else None
    declared = rule_book().rules[rule]
    if declared.parameters != parameters.keys():
        raise RuleError(f"rule {rule}: supplied {sorted(parameters)}, declared {sorted(declared.parameters)}")
    return CheckResult(
        rule,
        Outcome.FAILS,
        figure,
        message=declared.message.format(**parameters),
        reported=figure.value if figure is not None else None,
        expected=expected,
        locator=figure.locator if figure is not None else str(place or ""),
    )
