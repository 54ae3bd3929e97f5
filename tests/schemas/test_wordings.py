"""The declared wordings: their examples hold, they cover the catalogue, and a fault is told with its file."""

from __future__ import annotations

import re

import pytest

from schemas.document import Document, Paragraph
from schemas.errors import RuleError
from schemas.figure import Figure
from schemas.indicators import indicators
from schemas.labels import labels
from schemas.measures import measure_definitions
from schemas.units import UnitRegistry
from schemas.wordings import WordingExample, WordingRule, read_wordings, wordings
from sources.prose.figures import prose_figures

SENDER, PERIOD = "2004-213", "2023"
MARK = re.compile(r"\[([^\]]*)\]")


def read(example: WordingExample) -> Figure | None:
    """The figure that the example marks, read under the example's headings (outermost first)."""
    mark = MARK.search(example.sentence)
    assert mark is not None
    text = example.sentence[: mark.start()] + mark.group(1) + example.sentence[mark.end() :]
    headings = [heading.strip() for heading in example.heading.split("¦") if heading.strip()]
    body = [
        Paragraph(f"h[{level}]", heading, style=f"heading {level}", is_bold=True)
        for level, heading in enumerate(headings, start=1)
    ]
    body.append(Paragraph("text", text))
    figures = prose_figures(Document("x", "x", "x", tuple(body)), SENDER, PERIOD, UnitRegistry.load())
    alike = [figure for figure in figures if figure.locator == "text" and figure.raw == mark.group(1)]
    return next((f for f in alike if place(f, text) == mark.start()), None)


def place(figure: Figure, text: str) -> int:
    """Where the figure's digits stand in `text`; its quote may end in a masked name."""
    return text.index(figure.quote.split("[…]")[0][: figure.start + 1]) + figure.start


@pytest.mark.parametrize("example", wordings().examples, ids=lambda e: f"{e.code}: {e.sentence[:50]}")
def test_every_example_gets_its_indicator(example):
    figure = read(example)
    assert figure is not None, f"no number is read at the mark of: {example.sentence}"
    assert figure.indicator_code == example.code, f"{figure.reason} | {example.heading} | {example.sentence}"


def test_every_example_marks_one_figure():
    assert [e.sentence for e in wordings().examples if len(MARK.findall(e.sentence)) != 1] == []


def test_no_example_stands_twice():
    sentences = [(example.heading, example.sentence) for example in wordings().examples]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("code", indicators())
def test_every_indicator_has_a_rule(code):
    assert code in {rule.code for rule in wordings().rules}


@pytest.mark.parametrize("code", indicators())
def test_every_indicator_has_three_examples(code):
    assert sum(example.code == code for example in wordings().examples) >= 3


def rules_with(attribute: str) -> list[WordingRule]:
    return [rule for rule in wordings().rules if getattr(rule, attribute)]


def test_rules_speak_of_indicators_of_the_catalogue():
    codes = {rule.code for rule in wordings().rules} | {str(rule.whole) for rule in rules_with("whole")}
    heads = {topic.head for topic in wordings().topics if topic.head}
    assert codes | heads <= set(indicators())


def test_rules_count_in_declared_units_of_measure():
    keys = {"", "?", *(definition.key for definition in measure_definitions())}  # none, an undeclared noun
    assert {unit for rule in wordings().rules for unit in rule.units} <= keys
    assert {unit for topic in wordings().topics for unit in topic.units} <= keys


def test_rules_refer_to_declared_topics_and_actions():
    topics = {topic.code for topic in wordings().topics}
    actions = {"none", *wordings().actions}
    assert {name for rule in wordings().rules for name in (*rule.topics, *rule.not_topics)} <= topics
    assert {name for rule in wordings().rules for name in rule.actions} <= actions


def test_a_rules_category_or_unit_kind_is_one_that_its_indicator_breaks_down_by():
    for rule in (*rules_with("category"), *rules_with("unit_kind")):
        breakdown = indicators()[rule.code].breakdown
        assert (rule.category or rule.unit_kind) in labels()[str(breakdown)], rule.code


def test_a_topic_and_an_action_have_phrases_and_no_topic_is_declared_twice():
    codes = [topic.code for topic in wordings().topics]
    assert len(codes) == len(set(codes))
    assert all(topic.phrases for topic in wordings().topics)
    assert all(wordings().actions.values())


@pytest.fixture
def declared(tmp_path):
    """Loads wordings of a folder that holds one file."""

    def load(text: str):
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        return read_wordings(tmp_path)

    return load


def test_a_wording_file_of_ones_own_is_read(declared):
    found = declared(
        "topics: {crime: {says: [phạm pháp hình sự]}}\nactions: {occur: [xảy ra]}\n"
        "indicators: {crime.cases: [{units: [vụ], topics: [crime], actions: [occur, none], "
        'examples: ["Mục ¦ Xảy ra [45] vụ."]}]}\n'
    )
    assert found.rules == (WordingRule("crime.cases", ("vụ",), ("crime",), ("occur", "none")),)
    assert found.examples == (WordingExample("crime.cases", "Mục", "Xảy ra [45] vụ."),)


def test_a_topic_without_phrases_is_told_with_its_file(declared):
    with pytest.raises(RuleError, match=r"mine\.yaml.*says"):
        declared("topics: {crime: {reach: section}}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("indicators: {crime.cases: [{units: [vụ], topics: [nothing]}]}", "nothing"),
        ("indicators: {crime.cases: [{units: [vụ], actions: [nothing]}]}", "nothing"),
        ("indicators: {crime.cases: [{units: [vụ], mood: [x]}]}", "mood"),
        ("indicators: {crime.nothing: [{units: [vụ]}]}", "crime.nothing"),
        ("indicators: {crime.cases: [{units: [vụ], whole: crime.nothing}]}", "crime.nothing"),
        ("indicators: {crime.cases: [{units: vụ}]}", "a list is expected"),
        ("topics: {crime: {says: [x], reach: chapter}}", "chapter"),
        ('indicators: {crime.cases: [{units: [vụ], examples: ["Xảy ra 45 vụ."]}]}', "Xảy ra 45 vụ"),
    ],
)
def test_a_fault_names_its_entry_and_what_is_wrong(declared, text, told):
    with pytest.raises(RuleError, match=told) as fault:
        declared(text)
    assert re.search(r"mine\.yaml: .*crime", str(fault.value), re.DOTALL)


@pytest.mark.parametrize(
    "text", ["indicators: {crime.cases: [}", "indicators: {crime.cases: [{bonus: much}]}"]
)
def test_a_file_that_cannot_be_read_is_named(declared, text):
    with pytest.raises(RuleError, match=r"^mine\.yaml: "):
        declared(text)
