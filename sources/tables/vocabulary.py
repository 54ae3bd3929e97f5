"""The vocabulary of table headers, read from `table_headers.yaml` and the indicator catalogue.

Belongs here: the declared wordings as typed, indexed records. How a header is matched against them is
`matching`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from schemas.errors import ReferenceDataError
from schemas.indicators import Indicator, indicators
from schemas.reference_files import read_reference_yaml
from schemas.vietnamese_names import name_key, unaccented
from sources.tables.wording import Speller, Wording, folded

_FILE = "table_headers.yaml"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings of several meanings, looked up by key; `accented` tells apart what only diacritics do."""

    by_key: Mapping[str, tuple[tuple[str, Wording], ...]]
    by_bag: Mapping[tuple[str, ...], tuple[str, ...]]
    words: frozenset[str]

    def meanings(self, wording: Wording) -> tuple[str, ...]:
        """The meanings of a wording, exact ones alone if there are; empty if it is none of them."""
        found = self.by_key.get(wording.key, ())
        exact = dict.fromkeys(code for code, known in found if known.accented == wording.accented)
        return tuple(exact) or tuple(dict.fromkeys(code for code, _ in found))

    def is_exact(self, wording: Wording) -> bool:
        """Whether a wording is known letter for letter."""
        return any(known.accented == wording.accented for _, known in self.by_key.get(wording.key, ()))

    def meaning(self, wording: Wording) -> str | None:
        """The one meaning of a wording; None if it has none or several."""
        found = self.meanings(wording)
        return found[0] if len(found) == 1 else None

    def sure_meaning(self, wording: Wording) -> str | None:
        """The one meaning of a wording whose diacritics, if it bears any, are those of the known one.

        For short words that a slip of the tone mark turns into a name: "Lăng" is a commune, no "làng".
        """
        return self.meaning(wording) if wording.is_unaccented or self.is_exact(wording) else None


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading that gives what stands under it a meaning; `leaves` are the wordings that count under it."""

    code: str
    wordings: tuple[Wording, ...]
    leaves: Phrases


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that `table_headers.yaml` declares."""

    speller: Speller
    bar: float
    concepts: Phrases
    modifiers: Phrases
    indicators: Phrases
    topics: Mapping[str, Topic]
    topics_of_code: Mapping[str, frozenset[str]]
    unit_kinds: Phrases
    mixed_kinds: Phrases
    name_prefixes: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...]
    award_levels: Phrases
    award_forms: tuple[tuple[str, ...], ...]
    offence_groups: Phrases
    ratings: Phrases
    recognition_words: Phrases
    total_rows: Phrases
    total_starts: tuple[tuple[str, ...], ...]
    total_counts: tuple[tuple[str, ...], ...]
    transparent: Phrases
    among: Phrases
    weak: frozenset[str]
    neutral: tuple[tuple[str, ...], ...]
    counted_alike: Mapping[str, str]
    restricting_runs: tuple[tuple[str, ...], ...]
    out_of_scope: tuple[tuple[str, ...], ...]
    decided_by: Mapping[str, tuple[tuple[str, ...], ...]]
    subsets: Mapping[str, tuple[tuple[str, ...], ...]]
    title_starts: tuple[tuple[str, ...], ...]
    letterhead_starts: tuple[tuple[str, ...], ...]
    measures: Mapping[str, tuple[str, Decimal]]
    counters: frozenset[str]
    marks: frozenset[str]
    zeros: frozenset[str]
    blanks: frozenset[str]
    catalogue: Mapping[str, Indicator]
    leaf_keys: frozenset[str]
    name_short_forms: Mapping[str, str]
    ratio_of: Mapping[str, str] = field(default_factory=dict)

    def measure(self, text: str) -> tuple[str, Decimal] | None:
        """The base unit and factor of a unit of measure ("triệu đồng" is đồng times 1,000,000)."""
        return self.measures.get(measure_key(text))

    def is_counted_otherwise(self, counter: str, other: str) -> bool:
        """Whether two counted nouns count different things: people and events."""
        one, two = self.counted_alike.get(measure_key(counter)), self.counted_alike.get(measure_key(other))
        return one is not None and two is not None and one != two

    def is_counter(self, text: str) -> bool:
        """Whether a text is a counted noun ("vụ", "người")."""
        return measure_key(text) in self.counters


def measure_key(text: str) -> str:
    """A unit of measure without case, blanks and dots."""
    return "".join(text.lower().split()).replace(".", "").replace(",", "")


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The project's vocabulary, read once per process; raises `ReferenceDataError`."""
    return read_reference_yaml(_FILE, _build)


def _build(content: Mapping[str, Any]) -> Vocabulary:
    speller = Speller(content["abbreviations"], content["respellings"], tuple(content["filler"]))
    catalogue = indicators()
    topics = {
        code: Topic(
            code,
            tuple(speller.spell(text) for text in entry["wordings"]),
            _phrases(speller, entry["leaves"], f"topics.{code}"),
        )
        for code, entry in content["topics"].items()
    }
    topics_of_code: dict[str, set[str]] = {}
    for topic, entry in content["topics"].items():
        for code in entry["leaves"]:
            if code in catalogue:
                topics_of_code.setdefault(code, set()).add(topic)
            elif code != NOT_RECOGNISED:
                raise ReferenceDataError(f"topics.{topic}: {code} is not an indicator")
    labels = {code: [indicator.label_vi] for code, indicator in catalogue.items()}
    for code, wordings in content["indicators"].items():
        if code not in labels:
            raise ReferenceDataError(f"indicators: {code} is not an indicator")
        labels[code].extend(wordings)

    def phrases(name: str) -> Phrases:
        return _phrases(speller, content[name], name)

    def accented_runs(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(speller.full_words(str(text)) for text in texts)

    prefixes = [
        (words, tuple(unaccented(word) for word in words), kind)
        for kind, texts in content["name_prefixes"].items()
        for words in accented_runs(texts)
    ]
    return Vocabulary(
        speller=speller,
        bar=float(content["match_bar"]),
        concepts=_phrases(speller, content["concepts"], "concepts", is_shared=True),
        modifiers=phrases("modifiers"),
        indicators=_phrases(speller, labels, "indicators"),
        topics=topics,
        topics_of_code={code: frozenset(found) for code, found in topics_of_code.items()},
        unit_kinds=phrases("unit_kinds"),
        mixed_kinds=_phrases(speller, {"mixed": content["mixed_kinds"]}, "mixed_kinds"),
        name_prefixes=tuple(sorted(prefixes, key=lambda each: -len(each[0]))),
        award_levels=phrases("award_levels"),
        award_forms=accented_runs(content["award_forms"]),
        offence_groups=phrases("offence_groups"),
        ratings=phrases("ratings"),
        recognition_words=phrases("recognition_words"),
        total_rows=_phrases(
            speller, {"total": content["total_rows"] + content["subtotal_rows"]}, "total_rows"
        ),
        transparent=_phrases(speller, {"transparent": content["transparent"]}, "transparent"),
        restricting_runs=accented_runs(content["restricting"]),
        out_of_scope=accented_runs(content["out_of_scope_titles"]),
        decided_by={level: accented_runs(texts) for level, texts in content["decided_by"].items()},
        subsets={subset: accented_runs(texts) for subset, texts in content["subsets"].items()},
        weak=frozenset(folded(name_key(word)) for word in content["weak"]),
        neutral=accented_runs(content["neutral"]),
        counted_alike={
            measure_key(text): name for name, texts in content["counted_alike"].items() for text in texts
        },
        among=_phrases(speller, {"among": content["among"]}, "among"),
        total_starts=accented_runs(content["total_starts"]),
        total_counts=accented_runs(content["total_counts"]),
        title_starts=accented_runs(content["title_starts"]),
        letterhead_starts=accented_runs(content["letterhead_starts"]),
        measures={
            measure_key(str(text)): (unit, Decimal(str(factor)))
            for unit, texts in content["measures"].items()
            for text, factor in texts.items()
        },
        counters=frozenset(measure_key(str(text)) for text in content["counters"]),
        marks=frozenset(str(text).lower() for text in content["marks"]),
        zeros=frozenset(str(text).lower() for text in content["zeros"]),
        blanks=frozenset(str(text).lower() for text in content["blanks"]),
        catalogue=catalogue,
        name_short_forms=dict(content["name_short_forms"]),
        leaf_keys=frozenset(key for topic in topics.values() for key in topic.leaves.by_key),
        ratio_of={
            indicator.numerator[0]: code
            for code, indicator in catalogue.items()
            if indicator.is_ratio and len(indicator.numerator) == 1
        },
    )


def _phrases(
    speller: Speller, entries: Mapping[str, Iterable[object]], where: str, is_shared: bool = False
) -> Phrases:
    by_key: dict[str, list[tuple[str, Wording]]] = {}
    by_bag: dict[tuple[str, ...], list[str]] = {}
    words: set[str] = set()
    for code, texts in entries.items():
        for text in texts:
            wording = speller.spell(str(text))
            known = by_key.setdefault(wording.key, [])
            clash = next((c for c, w in known if c != code and w.accented == wording.accented), None)
            if clash and not is_shared:
                raise ReferenceDataError(f"{where}: {text!r} stands under {clash} and {code}")
            if (code, wording) not in known:
                known.append((code, wording))
            bag = by_bag.setdefault(tuple(sorted(wording.plain)), [])
            if code not in bag:
                bag.append(code)
            words.update(wording.plain)
    return Phrases(
        {key: tuple(found) for key, found in by_key.items()},
        {bag: tuple(found) for bag, found in by_bag.items()},
        frozenset(words),
    )


NOT_RECOGNISED = "not_recognised"
