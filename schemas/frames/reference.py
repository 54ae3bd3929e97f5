"""The pandera schemas of the CSV reference files, as they are read: every column text, an empty cell the
empty string.

Only what one file alone can break is here; what ties files together (a parent that does not exist, a target
without its indicator) is checked where they are joined: `unit_rows`, `indicators`, `targets`.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from schemas.vocabulary import Level

_DAY = r"\d{4}-\d{2}-\d{2}"
_CODE = r"\d{2}|\d{3}|\d{5}"


def _text(pattern: str | None = None, expected: str | None = None) -> pa.Column:
    if pattern is None:
        return pa.Column(str)
    return pa.Column(str, pa.Check.str_matches(rf"^(?:{pattern})$", error=expected or f"matches {pattern}"))


def _one_of(*values: str) -> pa.Column:
    return pa.Column(str, pa.Check.isin(list(values), error="one of " + ", ".join(repr(v) for v in values)))


_REQUIRED = _text(r"\S(?:.*\S)?", "a text without spaces at its ends")
_REQUIRED_DAY = _text(_DAY, "a day YYYY-MM-DD")
_OPTIONAL_DAY = _text(rf"{_DAY}|", "a day YYYY-MM-DD or empty")


def _ends_after_start(frame: pd.DataFrame) -> pd.Series:
    return (frame["valid_to"] == "") | (frame["valid_from"] < frame["valid_to"])


ADMIN_UNITS = pa.DataFrameSchema(
    {
        "unit_code": _text(_CODE, "a code of 2, 3 or 5 digits"),
        "name": _REQUIRED,
        "short_name": _REQUIRED,
        "level": _one_of(*Level),
        "kind": _REQUIRED,
        "parent_code": _text(rf"{_CODE}|", "a code or empty"),
        "valid_from": _REQUIRED_DAY,
        "valid_to": _OPTIONAL_DAY,
        "legal_basis": _text(),
    },
    checks=[
        pa.Check(_ends_after_start, error="valid_from before valid_to"),
        pa.Check(
            lambda frame: (frame["parent_code"] == "") == (frame["level"] == Level.PROVINCE),
            error="a parent_code exactly where the level is not province",
        ),
    ],
    unique=["unit_code", "valid_from"],
    strict=True,
    ordered=True,
)

UNIT_ALIASES = pa.DataFrameSchema(
    {
        "unit_code": _text(_CODE, "a code of 2, 3 or 5 digits"),
        "alias": _REQUIRED,
        "source": _REQUIRED,
    },
    strict=True,
    ordered=True,
)

UNIT_SUCCESSIONS = pa.DataFrameSchema(
    {
        "predecessor_code": _text(_CODE, "a code of 2, 3 or 5 digits"),
        "successor_code": _text(rf"{_CODE}|", "a code or empty"),
        "effective_date": _REQUIRED_DAY,
        "relation": _one_of("renamed", "transferred", "merged", "split", "abolished"),
        "share": _text(r"0(?:\.\d+)?|1(?:\.0+)?|", "a share from 0 to 1, or empty"),
        "legal_basis": _text(),
    },
    checks=[
        pa.Check(
            lambda frame: (frame["successor_code"] == "") == (frame["relation"] == "abolished"),
            error="a successor_code exactly where the relation is not abolished",
        ),
    ],
    unique=["predecessor_code", "successor_code", "effective_date"],
    strict=True,
    ordered=True,
)

_INDICATOR_CODE = r"[a-z]+\.[a-z0-9_]+"
_TERM = rf"{_INDICATOR_CODE}(?:\+{_INDICATOR_CODE})*|"


def _ratio_has_both_terms(frame: pd.DataFrame) -> pd.Series:
    is_ratio = frame["kind"] == "ratio"
    return (is_ratio == (frame["numerator"] != "")) & (is_ratio == (frame["denominator"] != ""))


INDICATORS = pa.DataFrameSchema(
    {
        "code": pa.Column(
            str,
            pa.Check.str_matches(rf"^{_INDICATOR_CODE}$", error="domain.name in lower case"),
            unique=True,
        ),
        "label_vi": _REQUIRED,
        "label_en": _REQUIRED,
        "unit": _REQUIRED,
        "kind": _one_of("count", "amount", "ratio"),
        "over_units": _one_of("sum", "recompute", "none"),
        "over_time": _one_of("sum", "latest", "recompute"),
        "numerator": _text(_TERM, "indicator codes joined by +, or empty"),
        "denominator": _text(_TERM, "indicator codes joined by +, or empty"),
        "breakdown": _one_of("", "unit_kind", "offence_group", "award_level"),
        "better": _one_of("higher", "lower", "none"),
        "period_scheme": _one_of("administrative", "safety"),
        "domain": _REQUIRED,
        "source": _REQUIRED,
    },
    checks=[
        pa.Check(_ratio_has_both_terms, error="numerator and denominator exactly where the kind is ratio"),
        pa.Check(
            lambda frame: (frame["kind"] == "ratio") == (frame["over_units"] == "recompute"),
            error="over_units recompute exactly where the kind is ratio",
        ),
        pa.Check(
            lambda frame: (frame["kind"] == "ratio") == (frame["over_time"] == "recompute"),
            error="over_time recompute exactly where the kind is ratio",
        ),
    ],
    strict=True,
    ordered=True,
)
