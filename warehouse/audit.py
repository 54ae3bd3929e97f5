"""The audit that every release has to pass: Great Expectations over a period's staged rows.

A rule is one expectation about one batch with the sentence that a failure reads as. Importing Great
Expectations takes seconds, so it happens inside the audit alone; its telemetry and progress bars are off.
How the batches are made stands in `audit_batches`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from schemas.rating_schemes import rating_rules
from schemas.vocabulary import Rating
from warehouse import audit_batches as batches

_SHOWN = 3
_IDENTIFYING = ("unit_id", "indicator_code", "unit_kind", "category", "report_type", "observation_id")
_FIGURE_KEY = list(batches.FIGURE_KEY)


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """Whether a staged period may be published, and if not why, one readable sentence per failed rule."""

    passed: bool
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`sentence` says what must hold of `batch`; `expectation` is a class of Great Expectations by name."""

    batch: str
    sentence: str
    expectation: str
    arguments: Mapping[str, object]


def audit_period(
    connection: Connection, period_code: str, classes: Mapping[str, frozenset[Rating]] | None = None
) -> AuditOutcome:
    """Judge the staged rows of a period; nothing is written.

    `classes` are the classes of each rating scheme by its code (default: those of the reference data); a
    scheme that is not among them may use any.
    """
    if classes is None:
        schemes = rating_rules().schemes
        classes = {scheme.code: frozenset(scheme.classes) for scheme in schemes if scheme.classes}
    frames = _frames(connection, period_code)
    failures = [
        failure
        for name, frame in frames.items()
        if not frame.empty
        for failure in _judge(name, frame, [rule for rule in _rules(classes) if rule.batch == name])
    ]
    return AuditOutcome(not failures, tuple(failures))


def _frames(connection: Connection, period_code: str) -> Mapping[str, pd.DataFrame]:
    values = batches.values_batch(connection, period_code)
    return {
        "values": values,
        "percentages": batches.percentages_batch(connection, values),
        "parts": batches.parts_batch(connection, values),
        "sums": batches.sums_batch(connection, period_code),
        "contributions": batches.contributions_batch(connection, period_code),
        "ratings": batches.ratings_batch(connection, period_code),
        "recognitions": batches.recognitions_batch(connection, period_code),
        "reports": batches.reports_batch(connection, period_code),
    }


def _rules(classes: Mapping[str, frozenset[Rating]]) -> tuple[Rule, ...]:
    unit_key = ["period_code", "unit_id"]
    return (
        _unique("values", "a figure has one value", _FIGURE_KEY),
        _unique("ratings", "a unit is rated once", unit_key),
        _unique("recognitions", "a unit has one safety outcome", unit_key),
        _unique("reports", "a report is owed once", [*unit_key, "report_type"]),
        _present("values", "a figure belongs to a unit", "unit_id"),
        _present("values", "a figure has a value", "value"),
        _present("values", "an indicator is in the catalogue", "known_indicator"),
        _present("ratings", "a rating belongs to a unit", "unit_id"),
        _present("contributions", "a contribution names an observation that exists", "observation_found"),
        _between("values", "a value is not negative", "value", least=0),
        _between("values", "a value has a source", "sources", least=1),
        _between("percentages", "a share lies between 0 and 100 %", "value", least=0, most=100),
        _between("ratings", "a score lies between 0 and 100 points", "score", least=0, most=100),
        _between("sums", "a summed value is the sum of its children", "difference", least=0, most=0),
        _at_most("parts", "a part is not more than its whole", "part", "whole"),
        _at_most("values", "no more units reported than were expected", "units_reported", "units_expected"),
        *_rating_rules(classes),
    )


def _unique(batch: str, sentence: str, columns: list[str]) -> Rule:
    return Rule(batch, sentence, "ExpectCompoundColumnsToBeUnique", {"column_list": columns})


def _present(batch: str, sentence: str, column: str) -> Rule:
    return Rule(batch, sentence, "ExpectColumnValuesToNotBeNull", {"column": column})


def _between(batch: str, sentence: str, column: str, *, least: float, most: float | None = None) -> Rule:
    bounds = {"column": column, "min_value": least, "max_value": most}
    return Rule(batch, sentence, "ExpectColumnValuesToBeBetween", bounds)


def _at_most(batch: str, sentence: str, smaller: str, larger: str) -> Rule:
    return Rule(
        batch,
        sentence,
        "ExpectColumnPairValuesAToBeGreaterThanB",
        {
            "column_A": larger,
            "column_B": smaller,
            "or_equal": True,
            "ignore_row_if": "either_value_is_missing",
        },
    )


def _rating_rules(classes: Mapping[str, frozenset[Rating]]) -> tuple[Rule, ...]:
    """For each scheme: what it rates with must be one of its classes."""
    return tuple(
        Rule(
            "ratings",
            f"a unit rated under {scheme} has one of its classes",
            "ExpectColumnValuesToMatchRegex",
            {
                "column": "scheme_rating",
                "regex": f"^(?!{scheme}:)|^{scheme}:(?:{'|'.join(sorted(allowed))})$",
            },
        )
        for scheme, allowed in classes.items()
    )


def _judge(name: str, frame: pd.DataFrame, rules: list[Rule]) -> list[str]:
    if not rules:
        return []
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    from great_expectations import ExpectationSuite, expectations

    suite = ExpectationSuite(
        name=name,
        expectations=[
            getattr(expectations, rule.expectation)(**rule.arguments, meta={"sentence": rule.sentence})
            for rule in rules
        ],
    )
    shown = [column for column in _IDENTIFYING if column in frame.columns]
    outcome = (
        _context()
        .data_sources.add_pandas(name)
        .add_dataframe_asset(name)
        .add_batch_definition_whole_dataframe(name)
        .get_batch({"dataframe": frame})
        .validate(suite, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": shown})
    )
    return [_sentence(result, len(frame), shown) for result in outcome.results if not result.success]


def _context() -> Any:
    """A context in memory: no project on disk, no telemetry, no progress bars."""
    import great_expectations
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    return great_expectations.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(),
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False),
        ),
    )


def _sentence(result: Any, rows: int, shown: list[str]) -> str:
    """For example: "a value is not negative: broken by 1 of 120 rows (unit_id=…, value=-1.0)"."""
    config = result.expectation_config
    said = config.meta["sentence"]
    if result.exception_info.get("raised_exception"):
        return f"{said}: could not be judged: {result.exception_info.get('exception_message')}"
    broken = result.result.get("unexpected_index_list") or []
    examples = "; ".join(
        ", ".join(f"{name}={value}" for name, value in _in_order(row, shown).items() if value != "")
        for row in broken[:_SHOWN]
    )
    return f"{said}: broken by {result.result.get('unexpected_count')} of {rows} rows ({examples})"


def _in_order(row: Mapping[str, object], shown: list[str]) -> dict[str, object]:
    return {**{name: row[name] for name in shown if name in row}, **row}
