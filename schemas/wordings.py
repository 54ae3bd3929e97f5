"""How indicators are worded in reports, declared in `reference/wordings/*.yaml`, one file per domain.

Three kinds of entry:
- a *topic* is what a passage speaks of ("tội phạm về ma túy"); it lasts as far as its `reach`;
- an *action* is what was done ("điều tra làm rõ", "xử phạt");
- a *rule* gives an indicator where the unit of measure, the topic, the action and the words around a
  number agree. Its examples, with the figure in [square brackets], are run as tests.
A new wording is a change of these files, not of code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemas.errors import RuleError
from schemas.indicators import indicators

_FOLDER = Path(__file__).parent / "reference" / "wordings"
REACHES = ("clause", "sentence", "paragraph", "section")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a passage speaks of.

    `reach`: how far a mention lasts (clause, sentence, paragraph, section). `governs`: the topic outranks
    others of its sentence ("tuyên truyền … phòng cháy" speaks of outreach). `head`: the indicator that a
    bare change speaks of ("tội phạm giảm 6,23%"). `units` limits a distractor to some units of measure.
    `pierces`: a mention in brackets holds behind them too ("(không tính đánh bạc) xảy ra 25 vụ").
    """

    code: str
    phrases: tuple[str, ...]
    reach: str = "section"
    governs: bool = False
    head: str | None = None
    units: tuple[str, ...] = ()
    pierces: bool = False


@dataclass(frozen=True, slots=True)
class WordingRule:
    """One way an indicator is worded; all conditions given must hold.

    `units`: measure keys; `topics`/`actions`: any of them ("none" allows no action word); `with_any`:
    groups of phrases, of each group one in the words beside the number; `left`/`right`: the same on one
    side; `near`: in the clause; `context`: in the sentence, the lead or the headings; `without`: none of
    these beside the number; `unless`: none of these in the clause. `whole` is the indicator of b in "a/b";
    `category` the breakdown's code.
    """

    code: str
    units: tuple[str, ...]
    topics: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    with_any: tuple[tuple[str, ...], ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    whole: str | None = None
    category: str | None = None
    unit_kind: str | None = None
    reach: str = "section"
    bonus: float = 0.0
    only_part: bool = False


@dataclass(frozen=True, slots=True)
class WordingExample:
    """A sentence of our own with one figure in brackets, and the indicator that the figure must get.

    `heading` is the heading that the sentence stands under ("" if none).
    """

    code: str
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """All declared topics, actions and rules."""

    topics: tuple[Topic, ...]
    actions: dict[str, tuple[str, ...]]
    rules: tuple[WordingRule, ...]
    examples: tuple[WordingExample, ...]
    lists: dict[str, Any]


@cache
def wordings() -> Wordings:
    """The declared wordings of all domains, read once."""
    return read_wordings(_FOLDER)


def read_wordings(folder: Path) -> Wordings:
    """The wordings of the YAML files of a folder; raises RuleError naming file and entry of a fault."""
    topics: list[Topic] = []
    actions: dict[str, tuple[str, ...]] = {}
    rules: list[WordingRule] = []
    examples: list[WordingExample] = []
    lists: dict[str, Any] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            text = path.read_text(encoding="utf-8")
            content = yaml.load(text, Loader=loader) or {}  # noqa: S506  a safe loader
            topics.extend(_topic(code, entry) for code, entry in (content.get("topics") or {}).items())
            for code, phrases in (content.get("actions") or {}).items():
                actions[code] = (*actions.get(code, ()), *phrases)
            for code, entries in (content.get("indicators") or {}).items():
                files[code] = path.name
                for entry in entries:
                    examples.extend(_example(code, text) for text in entry.pop("examples", ()))
                    rules.append(_rule(code, entry))
            lists.update(content.get("lists") or {})
        except (TypeError, KeyError, AttributeError, ValueError, yaml.YAMLError, RuleError) as error:
            raise RuleError(f"{path.name}: {error}") from error
    for rule in rules:
        try:
            _check_references(rule, topics, actions)
        except RuleError as error:
            raise RuleError(f"{files[rule.code]}: {error}") from error
    return Wordings(tuple(topics), actions, tuple(rules), tuple(examples), lists)


def _topic(code: str, entry: dict[str, Any]) -> Topic:
    reach = entry.get("reach", "section")
    if reach not in REACHES:
        raise RuleError(f"topic {code}: reach '{reach}' is none of {', '.join(REACHES)}")
    return Topic(
        code=code,
        phrases=_phrases(code, entry["says"]),
        reach=reach,
        governs=bool(entry.get("governs", False)),
        head=entry.get("head"),
        units=_phrases(code, entry.get("units", ())),
        pierces=bool(entry.get("pierces", False)),
    )


def _rule(code: str, entry: dict[str, Any]) -> WordingRule:
    known = {
        "units", "topics", "actions", "with", "left", "right", "near", "context", "without", "unless",
        "not_topics",
        "whole", "category", "unit_kind", "reach", "bonus", "only_part",
    }  # fmt: skip
    unknown = set(entry) - known
    if unknown:
        raise RuleError(f"{code}: unknown condition {', '.join(sorted(unknown))}")
    groups = entry.get("with", ())
    if groups and isinstance(groups[0], str):
        groups = (groups,)
    return WordingRule(
        code=code,
        units=_phrases(code, entry.get("units", ())),
        topics=_phrases(code, entry.get("topics", ())),
        actions=_phrases(code, entry.get("actions", ())),
        with_any=tuple(_phrases(code, group) for group in groups),
        left=_phrases(code, entry.get("left", ())),
        right=_phrases(code, entry.get("right", ())),
        near=_phrases(code, entry.get("near", ())),
        context=_phrases(code, entry.get("context", ())),
        without=_phrases(code, entry.get("without", ())),
        unless=_phrases(code, entry.get("unless", ())),
        not_topics=_phrases(code, entry.get("not_topics", ())),
        whole=entry.get("whole"),
        category=entry.get("category"),
        unit_kind=entry.get("unit_kind"),
        reach=entry.get("reach", "section"),
        bonus=float(entry.get("bonus", 0)),
        only_part=bool(entry.get("only_part", False)),
    )


def _phrases(code: str, declared: object) -> tuple[str, ...]:
    """A declared list of phrases; a lone string would else be read letter by letter."""
    if isinstance(declared, str) or not isinstance(declared, list | tuple):
        raise RuleError(f"{code}: a list is expected, not '{declared}'")
    return tuple(str(phrase) for phrase in declared)


def _example(code: str, text: str) -> WordingExample:
    heading, _, sentence = text.rpartition("¦")
    if "[" not in sentence:
        raise RuleError(f"{code}: the example '{text}' marks no figure in [brackets]")
    return WordingExample(code, heading.strip(), sentence.strip())


def _check_references(rule: WordingRule, topics: list[Topic], actions: dict[str, tuple[str, ...]]) -> None:
    codes = {topic.code for topic in topics}
    for code in (rule.code, rule.whole):
        if code is not None and code not in indicators():
            raise RuleError(f"{rule.code}: no indicator '{code}' is in the catalogue")
    for name in (*rule.topics, *rule.not_topics):
        if name not in codes:
            raise RuleError(f"{rule.code}: no topic '{name}' is declared")
    for name in rule.actions:
        if name != "none" and name not in actions:
            raise RuleError(f"{rule.code}: no action '{name}' is declared")
