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
    names at least `minimum` parts, a part that is not named is nil. `is_share`: "đạt 90%" beside a part is
    its share of the total, not the fulfilment of a target. `near`: where `minimum` categories stand together,
    the share of the total by which their sum may fall short of it and yet be meant to make it up.
    """

    rule: str
    total: str
    parts: tuple[str, ...]
    relation: Relation
    absent_is_zero: bool
    minimum: int
    is_share: bool
    near: Fraction


@dataclass(frozen=True, slots=True)
class ClaimWording:
    """Words that tell what a percentage is of, in lower case; `window` is in characters on either side."""

    exceeds_before: tuple[str, ...]
    fulfils_before: tuple[str, ...]
    target_after: tuple[str, ...]
    target_in_sentence: tuple[str, ...]
    previous_before: tuple[str, ...]
    neutral_before: tuple[str, ...]
    whole_after: tuple[str, ...]
    of_a_part: tuple[str, ...]
    overall_before: tuple[str, ...]
    carried_over: tuple[str, ...]
    window: int


@dataclass(frozen=True, slots=True)
class WordPair:
    """Words before two numbers of a sentence that make one the whole of the other: received and resolved."""

    whole: tuple[str, ...]
    part: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remainder:
    """Words before three numbers of a sentence of which the first is the sum of the others."""

    whole: tuple[str, ...]
    part: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListWording:
    """Words that open a list of parts: those that `make up` the total, those that it only `contains`.

    `complements` are names that together leave nothing out ("án cũ", "án mới"). `bracket_near`: a bracket of
    three numbers or more that comes so near to the number before it (as a share of it) means to make it up.
    In `overlapping_units` one thing may be named by several parts (a person is a woman and a teacher).
    """

    makes_up: tuple[str, ...]
    contains: tuple[str, ...]
    complements: tuple[tuple[str, ...], ...]
    bracket_near: Fraction
    overlapping_units: frozenset[str]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that `check_rules.yaml` declares; `close_points` is in percentage points."""

    families: Mapping[str, str]
    rules: Mapping[str, Rule]
    reasons: Mapping[str, str]
    close_points: Fraction
    list_difference: Fraction
    wording: ClaimWording
    pairs: tuple[WordPair, ...]
    remainders: tuple[Remainder, ...]
    lists: ListWording
    repeatable_categories: frozenset[str]
    repeatable_prefixes: tuple[str, ...]
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
        list_difference=Fraction(str(content["list_difference"])),
        wording=_wording(_mapping(content["wording"], "wording")),
        pairs=tuple(
            WordPair(_words(pair["whole"], "pairs"), _words(pair["part"], "pairs"))
            for pair in (_mapping(each, "pairs") for each in _list(content["pairs"], "pairs"))
        ),
        remainders=tuple(
            Remainder(*(_words(entry[name], "remainders") for name in ("whole", "part", "rest")))
            for entry in (_mapping(each, "remainders") for each in _list(content["remainders"], "remainders"))
        ),
        lists=_lists(_mapping(content["lists"], "lists")),
        repeatable_prefixes=_words(content["repeatable_prefixes"], "repeatable_prefixes"),
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
        is_share=bool(entry.get("share", False)),
        near=Fraction(str(entry.get("near", 0))),
    )


def _wording(entry: Mapping[str, object]) -> ClaimWording:
    return ClaimWording(
        exceeds_before=_words(entry["exceeds_before"], "wording"),
        fulfils_before=_words(entry["fulfils_before"], "wording"),
        target_after=_words(entry["target_after"], "wording"),
        target_in_sentence=_words(entry["target_in_sentence"], "wording"),
        previous_before=_words(entry["previous_before"], "wording"),
        neutral_before=_words(entry["neutral_before"], "wording"),
        whole_after=_words(entry["whole_after"], "wording"),
        of_a_part=_words(entry["of_a_part"], "wording"),
        overall_before=_words(entry["overall_before"], "wording"),
        carried_over=_words(entry["carried_over"], "wording"),
        window=int(str(entry["window"])),
    )


def _lists(entry: Mapping[str, object]) -> ListWording:
    return ListWording(
        makes_up=_words(entry["makes_up"], "lists"),
        contains=_words(entry["contains"], "lists"),
        bracket_near=Fraction(str(entry["bracket_near"])),
        complements=tuple(_words(words, "lists") for words in _list(entry["complements"], "lists")),
        overlapping_units=frozenset(_words(entry["overlapping_units"], "lists")),
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
