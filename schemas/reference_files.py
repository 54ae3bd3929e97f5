"""The door to `schemas/reference/`: reads its files, and turns every fault into a `ReferenceDataError`.

Here is only the reading and the wording of faults (file, row, column, value, what was expected). What a file
means belongs to the module named after it (`units`, `indicators`, …); its pandera schema to
`frames/reference.py`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
import yaml

from schemas.errors import ReferenceDataError

if TYPE_CHECKING:
    import pandera.pandas as pa

Reference = TypeVar("Reference")

REFERENCE_FOLDER = Path(__file__).parent / "reference"
_FAULTS_SHOWN = 10
_FIRST_DATA_LINE = 2  # line 1 of a CSV file is its header


def reference_digest(*file_names: str) -> str:
    """SHA-256 over the named reference files (all if none is named), for keys of caches."""
    names = file_names or tuple(sorted(path.name for path in REFERENCE_FOLDER.iterdir() if path.is_file()))
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode())
        digest.update(_reference_bytes(name))
    return digest.hexdigest()


def read_reference_table(
    file_name: str, schema: pa.DataFrameSchema, folder: Path = REFERENCE_FOLDER
) -> pd.DataFrame:
    """A CSV reference file as a frame of text columns, checked against its pandera schema.

    Raises `ReferenceDataError` that names the file, and the line and column of each fault found (all faults
    are collected before raising, the first ten are shown).
    """
    import pandera.errors

    path = folder / file_name
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"{file_name}: can't be read as CSV in UTF-8: {error}") from error
    try:
        return schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise ReferenceDataError(_worded_failures(file_name, error.failure_cases)) from error


def read_reference_yaml(
    file_name: str, build: Callable[[Mapping[str, object]], Reference], folder: Path = REFERENCE_FOLDER
) -> Reference:
    """A YAML reference file, turned into records by `build`, whose faults are worded with the file's name.

    Raises `ReferenceDataError` if the file is not a YAML mapping, or `build` meets a missing key or a wrong
    value.
    """
    try:
        content = yaml.load((folder / file_name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ReferenceDataError(f"{file_name}: can't be read as YAML in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise ReferenceDataError(
            f"{file_name}: expected a mapping at the top, found {type(content).__name__}"
        )
    try:
        return build(content)
    except ReferenceDataError as error:
        raise ReferenceDataError(f"{file_name}: {error}") from error
    except KeyError as error:
        raise ReferenceDataError(f"{file_name}: missing key {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ReferenceDataError(f"{file_name}: {error}") from error


def _worded_failures(file_name: str, failure_cases: pd.DataFrame) -> str:
    faults = [
        f"  line {_line(index)}, column {column}: {check}, found {case!r}"
        for index, column, check, case in zip(
            failure_cases["index"],
            failure_cases["column"],
            failure_cases["check"],
            failure_cases["failure_case"],
            strict=True,
        )
    ]
    shown = "\n".join(faults[:_FAULTS_SHOWN])
    more = f"\n  … and {len(faults) - _FAULTS_SHOWN} more" if len(faults) > _FAULTS_SHOWN else ""
    return f"{file_name}: {len(faults)} fault(s) against its schema; mend the file:\n{shown}{more}"


def _line(index: object) -> str:
    return (
        str(int(index) + _FIRST_DATA_LINE)
        if isinstance(index, int | float) and not math.isnan(index)
        else "all"
    )


@lru_cache(maxsize=64)
def _reference_bytes(file_name: str) -> bytes:
    return (REFERENCE_FOLDER / file_name).read_bytes()


def as_date(value: object, where: str) -> date | None:
    """A YAML date or null; raises `ReferenceDataError` naming `where` for anything else."""
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ReferenceDataError(f"{where}: expected a date (YYYY-MM-DD) or null, found {value!r}")


@lru_cache(maxsize=4096)
def day_of(file_name: str, text: str) -> date:
    """A day YYYY-MM-DD of a CSV file; raises `ReferenceDataError` for a day that does not exist."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReferenceDataError(f"{file_name}: {text!r} is not a day: {error}") from error


class _Loader(yaml.CSafeLoader):
    """The safe loader, but `on`, `off`, `yes` and `no` stay the words they are."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
