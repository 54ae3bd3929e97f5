"""The rules as declared in `reference/check_rules.yaml`: records, loaded once and checked at load.

Here is only what a rule says; how it is tested stands in the module of its family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from string import Formatter

from schemas.errors import RuleError
from schemas.reference_files import read_reference_yaml
from schemas.vocabulary import Severity

FILE_NAME = "check_rules.yaml"


class Relation(StrEnum):
    """What an equation claims: the parts make up the total, or none may exceed it."""

    EQUAL = "equal"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code ("A01"), its weight, the clerk's sentence with the parameters it may name."""

    code: str
    family: str
    severity: Severity
    tests: str
    message: str
    parameters: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum between indicators of one unit, period, unit kind, deciding level and subset.

    `parts` is empty where the parts are the categories of the total. `absent_is_zero`: in a list that
    names at least `minimum` parts, a part that is not named is nil.
    """

    rule: str
    total: str
    parts: tuple[str, ...]
    relation: Relation
    absent_is_zero: bool
    minimum: int


@dataclass(frozen=True, slots=True)
class ClaimWording:
    """Words that tell what a percentage is of, in lower case; `window` is in characters on either side."""

    exceeds_before: tuple[str, ...]
    fulfils_before: tuple[str, ...]
    target_after: tuple[str, ...]
    target_in_sentence: tuple[str, ...]
    window: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that `check_rules.yaml` declares; `close_points` is in percentage points."""

    families: Mapping[str, str]
    rules: Mapping[str, Rule]
    reasons: Mapping[str, str]
    close_points: Fraction
    wording: ClaimWording
    repeatable_categories: frozenset[str]
    equations: tuple[Equation, ...]


@cache
def rule_book() -> RuleBook:
    """The declared rules, read once; raises `ReferenceDataError` or `RuleError` on a malformed file."""
    return read_reference_yaml(FILE_NAME, build_rule_book)


def build_rule_book(content: Mapping[str, object]) -> RuleBook:
    """Turn the file's content into records; raises `RuleError` naming the rule at fault."""
    families = {str(code): str(name) for code, name in _mapping(content["families"], "families").items()}
    rules = [_rule(_mapping(entry, "rules"), families) for entry in _list(content["rules"], "rules")]
    by_code = {rule.code: rule for rule in rules}
    if len(by_code) < len(rules):
        raise RuleError(f"{FILE_NAME}: rules: a code is declared twice")
    equations = tuple(
        _equation(_mapping(entry, "equations"), by_code) for entry in _list(content["equations"], "equations")
    )
    reasons = {str(code): str(text) for code, text in _mapping(content["reasons"], "reasons").items()}
    return RuleBook(
        families=families,
        rules=by_code,
        reasons=reasons,
        close_points=Fraction(str(content["close_points"])),
        wording=_wording(_mapping(content["wording"], "wording")),
        repeatable_categories=frozenset(_words(content["repeatable_categories"], "repeatable_categories")),
        equations=equations,
    )


def _rule(entry: Mapping[str, object], families: Iterable[str]) -> Rule:
    code = str(entry["code"])
    if len(code) != 3 or code[0] not in families or not code[1:].isdigit():
        raise RuleError(f"{FILE_NAME}: rule {code}: expected a family's letter and two digits")
    parameters = frozenset(_words(entry["parameters"], code))
    message = str(entry["message"])
    named = {field for _, field, _, _ in Formatter().parse(message) if field is not None}
    if named - parameters:
        raise RuleError(f"{FILE_NAME}: rule {code}: message names undeclared {sorted(named - parameters)}")
    return Rule(
        code=code,
        family=code[0],
        severity=Severity(str(entry["severity"])),
        tests=str(entry["tests"]),
        message=message,
        parameters=parameters,
        source=str(entry["source"]),
    )


def _equation(entry: Mapping[str, object], rules: Mapping[str, Rule]) -> Equation:
    total = str(entry["total"])
    if str(entry["rule"]) not in rules:
        raise RuleError(f"{FILE_NAME}: equation of {total}: no rule {entry['rule']}")
    if ("parts" in entry) == (entry.get("by") == "category"):
        raise RuleError(f"{FILE_NAME}: equation of {total}: expected either `parts` or `by: category`")
    absent = str(entry.get("absent", "unknown"))
    if absent not in ("zero", "unknown"):
        raise RuleError(f"{FILE_NAME}: equation of {total}: absent is `zero` or `unknown`, found {absent!r}")
    return Equation(
        rule=str(entry["rule"]),
        total=total,
        parts=_words(entry.get("parts", []), total),
        relation=Relation(str(entry["relation"])),
        absent_is_zero=absent == "zero",
        minimum=int(str(entry.get("minimum", 1))),
    )


def _wording(entry: Mapping[str, object]) -> ClaimWording:
    return ClaimWording(
        exceeds_before=_words(entry["exceeds_before"], "wording"),
        fulfils_before=_words(entry["fulfils_before"], "wording"),
        target_after=_words(entry["target_after"], "wording"),
        target_in_sentence=_words(entry["target_in_sentence"], "wording"),
        window=int(str(entry["window"])),
    )


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise RuleError(f"{FILE_NAME}: {where}: expected a mapping, found {value!r}")
    return value


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise RuleError(f"{FILE_NAME}: {where}: expected a list, found {value!r}")
    return value


def _words(value: object, where: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _list(value, where))
