"""Header paths matched to indicators, with a confidence; below the bar the best guess is kept as a guess.

A path is the header texts from outside in ("Tai nạn giao thông", "Số vụ"), for tables with indicators in
rows the row labels. A wording that stands for an indicator alone wins; else the nearest heading that is a
topic gives the innermost text its meaning; else the table's title does. Words that narrow a figure ("dưới
18 tuổi") leave it unmapped: the wrong indicator costs more than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sources.tables.dimensions import category_of, has_unknown_category, is_restricted, kind_of
from sources.tables.look_ups import Hit, look_up
from sources.tables.parts import HeaderPart
from sources.tables.subjects import (
    domain_of,
    is_transparent,
    topic_domains,
    topic_in,
    with_units,
)
from sources.tables.vocabulary import Vocabulary, vocabulary
from sources.tables.wording import EMPTY, Wording

_BY_TITLE, _UNEXPLAINED = 0.03, 0.05
_DOMAINS_OF_KINDS = "context"


@dataclass(frozen=True, slots=True)
class Match:
    """What a path means: an indicator (or `not_recognised`) with the one extra dimension, and how surely.

    `code` is None below the bar; `guess` is then the nearest indicator, if any. `unit_kind` "mixed" means
    several kinds together. `told_by` is whose remembered decision it is; without a code it is no statistic.
    """

    code: str | None
    confidence: float = 0.0
    unit_kind: str | None = None
    category: str | None = None
    guess: str | None = None
    told_by: str | None = None


NO_MATCH = Match(None)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a table is about: the topics of its title, the words of its title, and what people decided on the
    header paths of its layout (`path_key` → match).
    """

    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    remembered: tuple[tuple[str, Match], ...] = ()


def match_path(parts: Sequence[HeaderPart], subject: Subject, counter: str | None = None) -> Match:
    """The indicator of a path under a title; `counter` is the stated unit of measure ("vụ"), if any."""
    told = tuple(part for part in parts if part.content.plain)
    if subject.remembered:
        key = path_key(told)
        known = next((match for each, match in subject.remembered if each == key), None)
        if known is not None:
            return known
    return _match(told, subject, counter)


def path_key(parts: Sequence[HeaderPart]) -> str:
    """What a header path is remembered by: its contents, without period, measure and modifiers."""
    return " > ".join(" ".join(part.content.accented) for part in parts if part.content.plain)


@lru_cache(maxsize=20_000)
def _match(parts: tuple[HeaderPart, ...], subject: Subject, counter: str | None) -> Match:
    words = vocabulary()
    if not parts:
        return NO_MATCH
    unit_kind = next((part.unit_kind for part in reversed(parts) if part.unit_kind), None)
    best: Hit | None = None
    category: str | None = None
    for variant, dropped in _variants(parts):
        hit = _hit(variant, subject, counter, words)
        if hit is not None and (best is None or hit.confidence > best.confidence):
            best = hit
            category = category_of(parts, hit.code, words)
            unit_kind = kind_of(dropped) or unit_kind
            if hit.confidence >= words.bar:
                break
    if best is None:
        return replace(NO_MATCH, unit_kind=unit_kind)
    if best.confidence < words.bar or is_restricted(parts, subject.words, best, words):
        return Match(None, min(best.confidence, words.bar - 0.05), unit_kind, category, best.code)
    indicator = words.catalogue.get(best.code)
    is_other = counter is not None and _counts_otherwise(best, counter, words)
    if is_other or (category is None and has_unknown_category(parts, best.code, words)):
        return Match(None, words.bar - 0.05, unit_kind, category, best.code)
    by_kind = indicator is None or indicator.is_by_unit_kind
    return Match(best.code, round(best.confidence, 3), unit_kind if by_kind else None, category)


def _variants(
    parts: tuple[HeaderPart, ...],
) -> list[tuple[tuple[Wording, ...], tuple[HeaderPart, ...]]]:
    """The path as it is; then without the texts that only name a kind of unit or a category; then with
    kinds as "đơn vị".
    """
    words = vocabulary()
    whole = tuple(part.content for part in parts)
    variants: list[tuple[tuple[Wording, ...], tuple[HeaderPart, ...]]] = [(whole, ())]
    dimensions = tuple(p for p in parts if p.unit_kind or p.award_level or p.offence_group)
    if dimensions and len(dimensions) < len(parts):
        variants.append((tuple(p.content for p in parts if p not in dimensions), dimensions))
    replaced = tuple(with_units(part.content, words) for part in parts)
    if replaced != whole:
        variants.append((replaced, parts))
    return variants


def _hit(path: tuple[Wording, ...], subject: Subject, counter: str | None, words: Vocabulary) -> Hit | None:
    found = _hit_as_written(path, subject, counter, words)
    if not counter or (found is not None and not _counts_otherwise(found, counter, words)):
        return found
    leaf = path[-1].joined(words.speller.spell(counter))
    return _hit_as_written((*path[:-1], leaf), subject, None, words) or found


def _counts_otherwise(hit: Hit, counter: str, words: Vocabulary) -> bool:
    """Whether an indicator counts people where the counted noun is one of events, or the other way round."""
    indicator = words.catalogue.get(hit.code)
    return indicator is not None and words.is_counted_otherwise(counter, indicator.unit)


def _hit_as_written(
    path: tuple[Wording, ...], subject: Subject, counter: str | None, words: Vocabulary
) -> Hit | None:
    leaf, ancestors = path[-1], path[:-1]
    hits: list[Hit] = []
    for joined in _joins(path):
        found = look_up(words.indicators, joined)
        if found is not None and (domain_of(found.code, words) != _DOMAINS_OF_KINDS or not subject.topics):
            hits.append(found)
    alone = look_up(words.indicators, leaf)
    if (alone is not None and domain_of(alone.code, words) != _DOMAINS_OF_KINDS) or (
        alone is not None and not subject.topics and not any(topic_in(each) for each in ancestors)
    ):
        hits.append(_with_ancestors(alone, ancestors, words))
    inside = topic_in(leaf)
    if inside is not None:
        topic, residual = inside
        under = _under(topic, residual, counter, words)
        if under is not None:
            hits.append(_with_ancestors(under, ancestors, words))
    hits.extend(_by_ancestor(leaf, ancestors, counter, words))
    if hits:
        return max(hits, key=lambda each: each.confidence)
    return _by_title(path, subject, counter, words)


def _joins(path: tuple[Wording, ...]) -> list[Wording]:
    if len(path) < 2:
        return []
    leaf, parent = path[-1], path[-2]
    joined = [leaf.joined(parent), parent.joined(leaf)] if len(path) == 2 else []
    whole = EMPTY
    for each in path:
        whole = whole.joined(each)
    return [*joined, whole]


def _by_ancestor(
    leaf: Wording, ancestors: tuple[Wording, ...], counter: str | None, words: Vocabulary
) -> list[Hit]:
    """The leaf under its nearest heading that is a topic; headings between the two must be understood too."""
    middle = EMPTY
    is_among = False
    for ancestor in reversed(ancestors):
        inside = topic_in(ancestor)
        if inside is None:
            if not is_transparent(ancestor):
                middle = ancestor.joined(middle)
            elif not middle.plain:
                is_among = is_among or words.among.meaning(ancestor) is not None
            continue
        topic, residual = inside
        if not is_transparent(residual):
            middle = residual.joined(middle)
        if not middle.plain:
            found = look_up(words.topics[topic].leaves, leaf)
            return [found] if found else []
        both = [
            look_up(words.topics[topic].leaves, text) for text in (middle.joined(leaf), leaf.joined(middle))
        ]
        hits = [hit for hit in both if hit is not None]
        within = look_up(words.topics[topic].leaves, middle)
        if hits or within is None:
            return hits
        if is_transparent(leaf):
            return [replace(within, confidence=within.confidence - _BY_TITLE)]
        alone = look_up(words.topics[topic].leaves, leaf) if is_among else None
        return [replace(alone, confidence=alone.confidence - _BY_TITLE)] if alone else []
    return []


def _by_title(
    path: tuple[Wording, ...], subject: Subject, counter: str | None, words: Vocabulary
) -> Hit | None:
    joined = EMPTY
    for each in path:
        if not is_transparent(each) or each is path[-1]:
            joined = joined.joined(each)
    found = [
        hit for topic in subject.topics if (hit := look_up(words.topics[topic].leaves, joined)) is not None
    ]
    if len({hit.code for hit in found}) != 1:
        return None
    best = max(found, key=lambda each: each.confidence)
    return replace(best, confidence=best.confidence - _BY_TITLE * len(subject.topics))


def _under(topic: str, residual: Wording, counter: str | None, words: Vocabulary) -> Hit | None:
    leaves = words.topics[topic].leaves
    if residual.plain and not is_transparent(residual):
        return look_up(leaves, residual)
    if counter is None:
        return look_up(leaves, residual) if residual.plain else None
    found = look_up(leaves, words.speller.spell(counter))
    return replace(found, confidence=found.confidence - _BY_TITLE) if found else None


def _with_ancestors(hit: Hit, ancestors: tuple[Wording, ...], words: Vocabulary) -> Hit:
    """Lower the confidence where headings above are not understood; refuse it where they speak of something
    else.
    """
    confidence = hit.confidence
    topics = words.topics_of_code.get(hit.code, frozenset())
    for ancestor in ancestors:
        inside = topic_in(ancestor)
        if inside is not None:
            known = inside[0] in topics or domain_of(hit.code, words) in topic_domains(inside[0])
            confidence -= 0.0 if known else 0.5
        elif not is_transparent(ancestor):
            confidence -= _UNEXPLAINED / 2
    return replace(hit, confidence=confidence)
